use std::sync::Arc;

use super::days::day_of;
use super::lexis::{Class, lexis};
use super::recognise::VALUE_OPENERS;
use super::token::{Shape, Token};
use super::{Recogniser, WordId, quantity};

/// What rule files may take a word for, beyond what grammar, numbers and the calendar make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// Names a post where a capital, an article or a rank tells so: director, chair.
    Role,
    /// Names a post wherever it stands: treasurer.
    SureRole,
    /// Names a post, and is as often part of another name: executive, lead.
    DoubtfulRole,
    /// Stands in front of the word that names a post: chief, deputy.
    RoleRank,
    /// Ends or opens the name of an organisation: council, university.
    Party,
    /// Ends the name of an organisation, whatever place it is of: council, but not university.
    PartyEnd,
    /// Says of a name right in front what sort of organisation it is: a registered charity.
    PartySort,
    /// Tells in a bracket how a post is held: acting, vacant.
    RoleState,
    /// Takes place, and is counted by the year: meetings.
    Event,
    /// Names a paper that may hold what another leaves out: policy, protocol.
    Paper,
    /// Stands before the day that a document is of: dated.
    OwnDate,
    /// Stands for the act of signing, from which times are reckoned: signature.
    Signing,
}

impl Sense {
    /// Every sense with its name in the rule language.
    pub const ALL: [(Sense, &'static str); 12] = [
        (Self::Role, "role"),
        (Self::SureRole, "sure-role"),
        (Self::DoubtfulRole, "doubtful-role"),
        (Self::RoleRank, "role-rank"),
        (Self::Party, "party"),
        (Self::PartyEnd, "party-end"),
        (Self::PartySort, "party-sort"),
        (Self::RoleState, "role-state"),
        (Self::Event, "event"),
        (Self::Paper, "paper"),
        (Self::OwnDate, "own-date"),
        (Self::Signing, "signing"),
    ];

    fn class(self) -> Class {
        match self {
            Self::Role => Class::ROLE_HEAD,
            Self::SureRole => Class::ROLE_HEAD.or(Class::ROLE_SURE),
            Self::DoubtfulRole => Class::ROLE_HEAD.or(Class::ROLE_DOUBT),
            Self::RoleRank => Class::ROLE_WORD,
            Self::Party => Class::ORGANISATION,
            Self::PartyEnd => Class::WHOLE_NAME,
            Self::PartySort => Class::PARTY_SORT,
            Self::RoleState => Class::POST_STATE,
            Self::Event => Class::EVENT,
            Self::Paper => Class::PAPER,
            Self::OwnDate => Class::OWN_DATE,
            Self::Signing => Class::SIGNING,
        }
    }
}

/// A year without a leap day.
const COMMON_YEAR: i16 = 2023;

/// The last day of a financial year, in whatever year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearEnd {
    /// 1 to 12.
    pub month: i8,
    /// The day of the month; none for its last.
    pub day: Option<i8>,
}

impl YearEnd {
    /// The year end that is written as a day without its year, such as `31 March`; the last of a month stays so in every
    /// year.
    pub fn read(text: &str) -> Option<Self> {
        let value = quantity(&format!("{text} {COMMON_YEAR}"))?;
        let day = value.amount.filter(|_| value.recogniser == Recogniser::Date).and_then(day_of)?;
        Some(Self { month: day.month(), day: (day != day.last_of_month()).then_some(day.day()) })
    }
}

/// What the words of a vocabulary can be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Senses {
    /// By word; words behind the last have no class.
    classes: Vec<Class>,
    /// A bit for each word that may open a value: few enough bytes to stay near, as every word of a document is looked up.
    openers: Vec<u64>,
    /// Where years of account end; none where no rule says so.
    pub(super) year_end: Option<YearEnd>,
}

impl Default for Senses {
    fn default() -> Self {
        Self::clone(lexis().base.senses())
    }
}

impl Senses {
    /// Those of the room's own words.
    pub(super) fn own(classes: Vec<Class>) -> Arc<Self> {
        let mut senses = Self { classes: Vec::new(), openers: Vec::new(), year_end: None };
        (0..).zip(classes).for_each(|(word, class)| senses.add_class(WordId(word), class));
        Arc::new(senses)
    }

    /// The classes of a word.
    #[inline]
    pub(super) fn class(&self, word: WordId) -> Class {
        self.classes.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a token is a word that may name a thing: no word of grammar, no number, no sign.
    pub(super) fn is_noun(&self, token: &Token) -> bool {
        const NONE: Class =
            Class::FUNCTION.or(Class::MODAL).or(Class::BE).or(Class::HAVE).or(Class::DO).or(Class::JOIN);
        !token.shape.any(Shape::DIGIT.with(Shape::SIGN)) && !self.class(token.word).any(NONE)
    }

    /// Whether a word may open a typed value.
    #[inline]
    pub(super) fn may_open_value(&self, word: WordId) -> bool {
        self.openers.get(word.0 as usize / 64).is_some_and(|bits| bits >> (word.0 % 64) & 1 != 0)
    }

    pub(super) fn add(&mut self, word: WordId, sense: Sense) {
        self.add_class(word, sense.class());
    }

    fn add_class(&mut self, word: WordId, class: Class) {
        let at = word.0 as usize;
        if at >= self.classes.len() {
            self.classes.resize(at + 1, Class::default());
            self.openers.resize(at / 64 + 1, 0);
        }
        self.classes[at] = self.classes[at].or(class);
        self.openers[at / 64] |= u64::from(self.classes[at].any(VALUE_OPENERS)) << (at % 64);
    }

    /// The words that can be more than the room's own tables say, with their classes.
    pub(super) fn further(&self) -> Vec<(u32, [u64; 2])> {
        let further = self.classes.iter().enumerate().filter(|&(at, class)| lexis().class(WordId(at as u32)) != *class);
        further.map(|(at, class)| (at as u32, class.bits())).collect()
    }

    /// Adds what [`Senses::further`] gave for a vocabulary of so many words.
    pub(super) fn extend(&mut self, further: &[(u32, [u64; 2])], words: usize) {
        for &(word, bits) in further.iter().filter(|(word, _)| *word as usize <= words) {
            self.add_class(WordId(word), Class::of_bits(bits));
        }
    }
}
