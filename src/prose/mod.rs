//! What the words say: tokens, sentences and their segments, typed values, and how firmly a thing is said.
//!
//! One pass turns a document into [`Prose`]. Knows English grammar, numbers and the calendar, and no word of governance.

mod cut;
mod days;
mod inflect;
mod lexis;
mod quote;
mod recognise;
mod run;
mod sense;
mod standing;
mod stop;
#[cfg(test)]
mod testing;
mod token;
mod value;
mod vocabulary;

pub use days::days_of;
pub use inflect::{Inflection, derived, forms, stem};
pub(crate) use lexis::{is_determiner, is_function_word};
pub(crate) use quote::quoted;
pub use recognise::{Found, Recogniser, RecogniserSet, quantity, recognise};
pub use sense::{Sense, YearEnd};
pub use standing::{Standing, StandingKind, Statements};
pub use token::{Gap, Prose, Sentence, Shape, Token, split};
pub use value::{Bound, Parts, Value};
pub use vocabulary::{Vocabulary, WordId};
