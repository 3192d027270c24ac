use crate::language::model::{Basis, Outcome, StandingTest, Unit};
use crate::prose::Recogniser;

/// The words for whose yardstick a rule is.
pub(in crate::language) const BASES: [(&str, Basis); 4] = [
    ("source-scale", Basis::SourceScale),
    ("criterion", Basis::Criterion),
    ("theme", Basis::Theme),
    ("recommendation", Basis::Recommendation),
];

/// The words for sorts of place.
pub(in crate::language) const UNITS: [(&str, Unit); 9] = [
    ("document", Unit::Document),
    ("section", Unit::Section),
    ("clause", Unit::Clause),
    ("sentence", Unit::Sentence),
    ("table", Unit::Table),
    ("row", Unit::Row),
    ("cell", Unit::Cell),
    ("definition", Unit::Definition),
    ("signature-block", Unit::SignatureBlock),
];

/// The words behind `that is` that stand alone.
pub(in crate::language) const STANDINGS: [(&str, StandingTest); 17] = [
    ("stated", StandingTest::Stated),
    ("planned", StandingTest::Planned),
    ("denied", StandingTest::Denied),
    ("unfilled", StandingTest::Unfilled),
    ("hedged", StandingTest::Hedged),
    ("elsewhere", StandingTest::Elsewhere),
    ("excepted", StandingTest::Excepted),
    ("mentioned", StandingTest::Mentioned),
    ("ambiguous", StandingTest::Ambiguous),
    ("past", StandingTest::Past),
    ("dangling", StandingTest::Dangling),
    ("unused", StandingTest::Unused),
    ("repeated", StandingTest::Repeated),
    ("skipping", StandingTest::Skipping),
    ("undefined", StandingTest::Undefined),
    ("gapping", StandingTest::Gapping),
    ("overlapping", StandingTest::Overlapping),
];

/// Words that join others: they are never names, and end the words of a quantity.
pub(in crate::language) const CONNECTIVES: [&str; 28] = [
    "and",
    "in",
    "rather",
    "or",
    "not",
    "having",
    "headed",
    "near",
    "within",
    "before",
    "after",
    "because",
    "at",
    "that",
    "is",
    "as",
    "of",
    "for",
    "when",
    "where",
    "otherwise",
    "every",
    "has",
    "but",
    "exactly",
    "the",
    "unless",
    "until",
];

/// Further words that mean something where a name may stand.
const OTHERS: [&str; 6] = ["metadata", "about", "different", "each", "find", "example"];

/// Whether a word has a meaning of the language's own, so that nothing may be named so.
pub(in crate::language) fn is_reserved(word: &str) -> bool {
    CONNECTIVES.contains(&word)
        || OTHERS.contains(&word)
        || lookup(&UNITS, word).is_some()
        || lookup(&OUTCOMES, word).is_some()
        || lookup(&STANDINGS, word).is_some()
        || Recogniser::ALL.iter().any(|value| value.name() == word)
}

/// The words for outcomes.
pub(in crate::language) const OUTCOMES: [(&str, Outcome); 5] = [
    ("green", Outcome::Green),
    ("amber", Outcome::Amber),
    ("red", Outcome::Red),
    ("unclear", Outcome::Unclear),
    ("skip", Outcome::Skip),
];

/// The entry of a table of words.
pub(in crate::language) fn lookup<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(text, _)| *text == word).map(|(_, value)| *value)
}
