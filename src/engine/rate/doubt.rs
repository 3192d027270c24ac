use crate::document::Document;
use crate::engine::{Colour, Rating, Reason};

/// Leaves open what was not found in a document of which not all could be read: a person must look.
pub(super) fn leave_open(document: &Document, rating: &mut Rating) {
    let Some(doubt) = &document.doubt else { return };
    if rating.colour == Colour::Red && matches!(rating.reason, Reason::Absent | Reason::EmptyHeading) {
        rating.colour = Colour::Unclear;
        rating.message = format!("{}; but {doubt}", rating.message);
    }
}
