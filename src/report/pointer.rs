use super::words;
use crate::engine::{Evidence, Rating, Reason};
use crate::source::Span;

/// A place of a document that a rating points to, in the document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    /// The words that matched.
    pub(super) matched: Span,
    /// The run that they stand in.
    pub(super) run: Span,
    /// What it is to the rating.
    pub(super) role: Role,
    /// What is said of it.
    pub(super) message: String,
}

/// What a place is to a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Words that it rests on, with what narrows them.
    Evidence,
    /// Where what is missing belongs.
    Home,
    /// What was nearly found.
    Near,
}

/// The places that a rating points to, the chief one first: what was found, where it belongs, what was nearly found.
pub(super) fn pointers(rating: &Rating) -> Vec<Pointer> {
    let found =
        |evidence: &Evidence, role, message| Pointer { matched: evidence.matched, run: evidence.span, role, message };
    let whole = |span, role, message: &str| Pointer { matched: span, run: span, role, message: message.into() };
    let mut pointers = Vec::new();
    for (index, evidence) in rating.evidence.iter().enumerate() {
        let message = if index == 0 { words::found(rating.reason, &evidence.standing) } else { "and this".into() };
        pointers.push(found(evidence, Role::Evidence, message));
        let exceptions = evidence.exceptions.into_iter().flatten();
        pointers.extend(exceptions.map(|span| whole(span, Role::Evidence, "with this exception")));
    }
    if let Some(home) = rating.home.filter(|_| rating.evidence.is_empty()) {
        let empty = rating.reason == Reason::EmptyHeading;
        pointers.push(whole(home, Role::Home, if empty { "nothing stands under it" } else { "it belongs here" }));
    }
    let near = rating.near.iter();
    pointers.extend(
        near.map(|near| found(&near.evidence, Role::Near, words::nearly(near.reason, &near.evidence.standing))),
    );
    pointers
}
