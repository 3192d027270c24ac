//! The room's own words: tables of English grammar, numbers and the calendar, read once from `lexis/*.txt`.

use std::sync::LazyLock;

use super::sense::Senses;
use super::vocabulary::{Vocabulary, WordId};

/// What a word can be: a set of word classes, named as in `lexis/words.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u128);

/// Gives each class its bit and its name in the table.
macro_rules! classes {
    ($($name:ident $text:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name),* }
        impl Class {
            $(pub(super) const $name: Class = Class(1 << Bit::$name as u128);)*
            fn named(name: &str) -> Option<Class> {
                match name { $($text => Some(Class::$name),)* _ => None }
            }
        }
    };
}

classes! {
    MONTH "month", SEASON "season", WEEKDAY "weekday", NUMBER "number", SCALE "scale", ORDINAL "ordinal", HALF "half",
    QUARTER "quarter", MAJORITY "majority", UNIT "unit", WORKING "working", PLAIN_DAY "plain-day", OFTEN "often",
    TIMES "times", CURRENCY "currency", PERCENT "share-sign", NUMBERED "numbered", LABEL "label", ROLE_HEAD "role-head",
    ROLE_WORD "role-word", ROLE_SURE "role-sure", ROLE_DOUBT "role-doubt", BLANK "blank", INSTRUCT "instruct", THING_NAME "thing-name", NOT_BLANK "not-blank",
    MODAL "modal", BE "be", HAVE "have", DO "do", FINITE "finite", NEGATION "negation", JOIN "join", RELATIVE "relative",
    CONDITION "condition", DETERMINER "determiner", MAKE_DONE "make-done", MAKE_WEAK "make-weak",
    MAKE_LATE "make-late", MAKE "make", MAKE_FIRM "make-firm", MAKING "making", INTEND "intend", ABLE "able",
    NEEDED "needed", EXIST "exist", WISH "wish", ADVERB "adverb", HANDLED "handled", ENDED "ended", PAPER "paper", FUNCTION "function", SHORT "short", SHORT_NUMBER "short-number",
    SHORT_SMALL "short-small", PHRASE "phrase", OCCASION "occasion", PER "per", EACH "each", EVERY "every",
    TERM "term", YEAR_SORT "year-sort", EDGE "edge", FISCAL "fiscal", TWO_FOLD "two-fold", INTERVAL "interval",
    ORGANISATION "organisation", PARTY_SORT "party-sort", WHOLE_NAME "whole-name", STREET "street", POST_STATE "post-state", EVENT "event",
    OWN_DATE "own-date", SIGNING "signing",
}

impl Class {
    /// Whether it has a class of `other`.
    pub(super) const fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// As numbers, for storing.
    pub(super) const fn bits(self) -> [u64; 2] {
        [(self.0 >> 64) as u64, self.0 as u64]
    }

    /// The set of the numbers that [`Class::bits`] gave.
    pub(super) const fn of_bits([high, low]: [u64; 2]) -> Class {
        Class((high as u128) << 64 | low as u128)
    }

    /// The classes of both.
    pub(super) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// What a phrase of `lexis/phrases.txt` says of the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PhraseKind {
    /// Looks like another kind and is none: "not only".
    Neutral,
    /// "is not", "there is no".
    Denied,
    /// "to be agreed", "under development".
    Planned,
    /// "where possible".
    Hedged,
    /// "set out in", if the name of a paper follows.
    Elsewhere,
    /// "save that".
    Excepted,
    /// Before a value: it or more.
    AtLeast,
    /// Before a value: it or less.
    AtMost,
    /// Behind a value: it or more.
    OrMore,
    /// Behind a value: it or less.
    OrLess,
}

impl PhraseKind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "neutral" => Self::Neutral,
            "denied" => Self::Denied,

            "planned" => Self::Planned,
            "hedged" => Self::Hedged,
            "elsewhere" => Self::Elsewhere,
            "excepted" => Self::Excepted,
            "at-least" => Self::AtLeast,
            "at-most" => Self::AtMost,
            "or-more" => Self::OrMore,
            "or-less" => Self::OrLess,
            _ => return None,
        })
    }

    /// Whether phrases of the kind stand before a value, and are looked up from their last word.
    fn leads_value(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost)
    }

    /// Whether phrases of the kind stand behind a value.
    fn follows_value(self) -> bool {
        matches!(self, Self::OrMore | Self::OrLess)
    }
}

/// A phrase as ids.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Its words in reading order, at least one.
    pub(super) words: Box<[WordId]>,
    /// What it says.
    pub(super) kind: PhraseKind,
}

/// Phrases by the id of one of their words, longest first.
type Phrases = Vec<Vec<Phrase>>;

/// The tables.
#[derive(Debug)]
pub(super) struct Lexis {
    /// The room's words; every other vocabulary opens with these, under the same ids.
    pub(super) base: Vocabulary,
    classes: Vec<Class>,
    values: Vec<f64>,
    statements: Phrases,
    before: Phrases,
    behind: Phrases,
}

static LEXIS: LazyLock<Lexis> = LazyLock::new(Lexis::load);

/// The tables, read at first need.
pub(super) fn lexis() -> &'static Lexis {
    &LEXIS
}

/// Whether a word is one of grammar, which means nothing by itself: "the", "under", "will", "has".
pub(crate) fn is_function_word(word: &str) -> bool {
    let grammar = Class::FUNCTION.or(Class::MODAL).or(Class::BE).or(Class::HAVE).or(Class::DO);
    lexis().class(lexis().base.id(&word.to_lowercase())).any(grammar)
}

/// Whether a word leads to another, so that no phrase ends with it: "every", "no", "their".
pub(crate) fn is_determiner(word: &str) -> bool {
    lexis().class(lexis().base.id(&word.to_lowercase())).any(Class::DETERMINER.or(Class::NEGATION))
}

impl Lexis {
    /// The classes of a word; none for a word that is not the room's own.
    #[inline]
    pub(super) fn class(&self, word: WordId) -> Class {
        self.classes.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// The value that the table gives a word, else 0.
    pub(super) fn value(&self, word: WordId) -> f64 {
        self.values.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// Phrases of standing that open with a word, longest first.
    pub(super) fn statements(&self, first: WordId) -> &[Phrase] {
        self.statements.get(first.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Bounds whose last word stands before a value, longest first.
    pub(super) fn bounds_before(&self, last: WordId) -> &[Phrase] {
        self.before.get(last.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Bounds whose first word stands behind a value, longest first.
    pub(super) fn bounds_behind(&self, first: WordId) -> &[Phrase] {
        self.behind.get(first.0 as usize).map_or(&[], Vec::as_slice)
    }

    fn load() -> Self {
        let mut lexis = Self {
            base: Vocabulary::bare(),
            classes: vec![Class::default()],
            values: vec![0.0],
            statements: Phrases::default(),
            before: Phrases::default(),
            behind: Phrases::default(),
        };
        for (name, words) in entries(include_str!("lexis/words.txt")) {
            let class = Class::named(name);
            debug_assert!(class.is_some(), "lexis/words.txt names no class {name}");
            for word in words.split_whitespace() {
                let (word, value) = word.split_once('=').unwrap_or((word, ""));
                lexis.word(word, class.unwrap_or_default(), value.parse().unwrap_or_default());
            }
        }
        for (name, phrases) in entries(include_str!("lexis/phrases.txt")) {
            let kind = PhraseKind::named(name);
            debug_assert!(kind.is_some(), "lexis/phrases.txt names no kind {name}");
            for phrase in phrases.split('|') {
                lexis.phrase(phrase, kind.unwrap_or(PhraseKind::Neutral));
            }
        }
        for phrases in [&mut lexis.statements, &mut lexis.before, &mut lexis.behind] {
            for list in phrases.iter_mut() {
                list.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
        }
        lexis.base.know(Senses::own(lexis.classes.clone()));
        lexis
    }

    fn word(&mut self, word: &str, class: Class, value: f64) -> WordId {
        let id = self.base.add(word);
        let at = id.0 as usize;
        if at == self.classes.len() {
            self.classes.push(Class::default());
            self.values.push(0.0);
        }
        self.classes[at] = self.classes[at].or(class);
        if self.values[at] == 0.0 {
            self.values[at] = value;
        }
        id
    }

    fn phrase(&mut self, phrase: &str, kind: PhraseKind) {
        let words: Box<[WordId]> =
            phrase.split_whitespace().map(|word| self.word(word, Class::default(), 0.0)).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
        if kind.leads_value() {
            list(&mut self.before, last).push(Phrase { words, kind });
        } else if kind.follows_value() {
            list(&mut self.behind, first).push(Phrase { words, kind });
        } else {
            self.classes[first.0 as usize] = self.classes[first.0 as usize].or(Class::PHRASE);
            list(&mut self.statements, first).push(Phrase { words, kind });
        }
    }
}

/// The list of phrases under a word.
fn list(phrases: &mut Phrases, word: WordId) -> &mut Vec<Phrase> {
    let at = word.0 as usize;
    if at >= phrases.len() {
        phrases.resize_with(at + 1, Vec::new);
    }
    &mut phrases[at]
}

/// The entries `name: rest` of a table, `#` lines left out.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}
