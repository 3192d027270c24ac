use rustc_hash::FxHashMap;

/// A word known to the vocabulary; 0 is any word that is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

impl WordId {
    /// Any word that the vocabulary does not hold.
    pub const UNKNOWN: WordId = WordId(0);

    /// Whether the vocabulary holds the word.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

/// Every word form that the rules or the grammar of this room ask for.
///
/// A form is one token, lowered, without hyphen or possessive ending: `sub-delegation` is two forms.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    ids: FxHashMap<Box<str>, WordId>,
}

impl Vocabulary {
    /// A vocabulary that holds the words of grammar, numbers and the calendar.
    pub fn new() -> Self {
        Self::default()
    }

    /// The id of a form, which is added where it is new.
    pub fn add(&mut self, form: &str) -> WordId {
        let next = WordId(self.ids.len() as u32 + 1);
        *self.ids.entry(form.into()).or_insert(next)
    }

    /// The id of a lowered form, or [`WordId::UNKNOWN`].
    pub fn id(&self, form: &str) -> WordId {
        self.ids.get(form).copied().unwrap_or_default()
    }

    /// Number of forms; ids run from 1 to this.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds no form.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}
