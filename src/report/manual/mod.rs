//! A manual page for a rule or a question, made from the rule itself: for a terminal, or in Markdown.

mod markdown;
mod page;
mod screen;

pub use markdown::{contents, question_page, rule_page};
pub use screen::{question, rule};

use page::{Page, Part};
