use super::{Name, Text};
use crate::source::Span;

/// What of a fact stands in a picture of the documents.
#[derive(Debug)]
pub(in crate::language) enum Drawn<'a> {
    Name(DrawnEnd<'a>),
    Line { caption: Text<'a>, ends: [DrawnEnd<'a>; 2], up: bool, labelled: Vec<Name<'a>> },
    Note { caption: Text<'a>, on: DrawnEnd<'a>, labelled: Vec<Name<'a>> },
}

/// `by or own-name as "Party"`.
#[derive(Debug)]
pub(in crate::language) struct DrawnEnd<'a> {
    pub(in crate::language) fields: Vec<Name<'a>>,
    pub(in crate::language) sort: Option<Text<'a>>,
    pub(in crate::language) span: Span,
}
