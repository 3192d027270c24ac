//! The words that outputs share for what the model has as values.

use crate::language::model::Basis;
use crate::prose::StandingKind;

/// The word for how firmly a thing is said.
pub(super) fn standing(kind: StandingKind) -> &'static str {
    match kind {
        StandingKind::Stated => "stated",
        StandingKind::Elsewhere => "elsewhere",
        StandingKind::Planned => "planned",
        StandingKind::Hedged => "hedged",
        StandingKind::Unfilled => "unfilled",
        StandingKind::Denied => "denied",
    }
}

/// The word for whose yardstick a rule is.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::SourceScale => "source-scale",
        Basis::Criterion => "criterion",
        Basis::Theme => "theme",
        Basis::Recommendation => "recommendation",
    }
}

/// Words with white space folded to single spaces.
pub(super) fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
