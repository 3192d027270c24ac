use maud::{Markup, html};

use super::super::words;
use crate::engine::Colour;

/// How much of a document's words is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// None: what leaves the house may be read by people who have not seen the documents.
    None,
    /// The first words.
    Short,
    /// All that a rating rests on.
    #[default]
    Full,
}

/// Letters of a quote that is cut.
const SHORT: usize = 90;

impl Quotes {
    /// What is shown of a quote; nothing where none are.
    pub(super) fn shown(self, quote: &str) -> Option<String> {
        match self {
            Self::None => None,
            Self::Short if quote.chars().count() > SHORT => {
                let cut: String = quote.chars().take(SHORT).collect();
                let whole = cut.rsplit_once(' ').map_or(&*cut, |(words, _)| words);
                Some(format!("{whole} …"))
            }
            Self::Short | Self::Full => Some(quote.to_owned()),
        }
    }
}

/// The letter that stands for a colour in a matrix, so that colour never says it alone.
pub(super) fn letter(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "R",
        Colour::Amber => "A",
        Colour::Green => "G",
        Colour::Unclear => "?",
        Colour::NotApplicable => "–",
        Colour::Unrated => "·",
    }
}

/// The class of a colour.
pub(super) fn class(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "red",
        Colour::Amber => "amber",
        Colour::Green => "green",
        Colour::Unclear => "unclear",
        Colour::NotApplicable => "na",
        Colour::Unrated => "unrated",
    }
}

/// A colour as a word on its ground.
pub(super) fn chip(colour: Colour) -> Markup {
    html! { span.chip.(class(colour)) { (words::rated(colour)) } }
}

/// An id or a path, which may be broken behind each of its parts alone.
pub(super) fn id(name: &str) -> Markup {
    let mut parts = name.split_inclusive(['.', '/']);
    html! { span.id { (parts.next().unwrap_or("")) @for part in parts { wbr; (part) } } }
}

/// What a colour says, in a few words.
pub(super) fn meaning(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "not there, or contradicts itself",
        Colour::Amber => "in part, promised, or in another document",
        Colour::Green => "stated",
        Colour::Unclear => "a person must look",
        Colour::NotApplicable => "the question does not arise",
        Colour::Unrated => "nobody has answered",
    }
}
