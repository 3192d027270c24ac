use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lexis::lexis;
use super::sense::{Sense, Senses, YearEnd};

/// A word known to the vocabulary; 0 is any word that is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
/// Forms of up to 16 bytes, nearly all there are, lie in an open table under their own bytes as one number, which the
/// tokeniser builds while it reads; longer ones in a map.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// All forms, one behind the other.
    text: String,
    /// Where each form ends in `text`.
    ends: Vec<u32>,
    slots: Vec<Slot>,
    long: FxHashMap<Box<str>, WordId>,
    /// What its words can be.
    senses: Arc<Senses>,
}

/// A place in the open table; `key` 0 is a free one. A known word is told by one look: to keep the keys elsewhere, so that the
/// table is smaller, costs a second wait for memory.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: Key,
    word: WordId,
}

/// The bytes of a short form, the first in the lowest byte. 0 is no form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    low: u64,
    high: u64,
}

impl Key {
    /// The most bytes a key can hold.
    pub(super) const MOST: usize = 16;

    /// The key of the first and the second eight bytes of a form, with zeros behind its last.
    #[inline]
    pub(super) fn new(low: u64, high: u64) -> Key {
        Key { low, high }
    }

    /// The key of a form; none for one that is empty, too long or holds a zero byte.
    pub(super) fn of(form: &str) -> Option<Key> {
        let mut bytes = [0; Self::MOST];
        bytes.get_mut(..form.len())?.copy_from_slice(form.as_bytes());
        let fits = !form.is_empty() && !form.contains('\0');
        let whole = u128::from_le_bytes(bytes);
        fits.then(|| Key::new(whole as u64, (whole >> 64) as u64))
    }

    #[inline]
    fn slot(self, mask: usize) -> usize {
        let mixed = u128::from(self.low ^ 0x9E37_79B9_7F4A_7C15) * u128::from(self.high ^ 0xD6E8_FEB8_6659_FD93);
        (mixed as u64 ^ (mixed >> 64) as u64) as usize & mask
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new()
    }
}

impl Vocabulary {
    /// A vocabulary that holds the words of grammar, numbers and the calendar.
    pub fn new() -> Self {
        lexis().base.clone()
    }

    /// A vocabulary without a word, for the room's own tables to start from.
    pub(super) fn bare() -> Self {
        let senses = Senses::own(Vec::new());
        let slots = vec![Slot::default(); 64];
        Self { text: String::new(), ends: Vec::new(), slots, long: FxHashMap::default(), senses }
    }

    /// What its words can be.
    pub(super) fn senses(&self) -> &Arc<Senses> {
        &self.senses
    }

    pub(super) fn know(&mut self, senses: Arc<Senses>) {
        self.senses = senses;
    }

    /// Takes a word of the vocabulary for something.
    pub fn mean(&mut self, word: WordId, sense: Sense) {
        Arc::make_mut(&mut self.senses).add(word, sense);
    }

    /// Says where years of account end.
    pub fn end_years(&mut self, year_end: YearEnd) {
        Arc::make_mut(&mut self.senses).year_end = Some(year_end);
    }

    /// The id of a form, which is added where it is new.
    pub fn add(&mut self, form: &str) -> WordId {
        let known = self.id(form);
        if known.is_known() { known } else { self.append(form) }
    }

    /// Adds a form that is not there yet.
    fn append(&mut self, form: &str) -> WordId {
        self.text.push_str(form);
        self.ends.push(self.text.len() as u32);
        let word = WordId(self.ends.len() as u32);
        match Key::of(form) {
            Some(key) => {
                self.reserve(0);
                self.place(Slot { key, word });
            }
            None => {
                self.long.insert(form.into(), word);
            }
        }
        word
    }

    /// The id of a lowered form, or [`WordId::UNKNOWN`].
    pub fn id(&self, form: &str) -> WordId {
        match Key::of(form) {
            Some(key) => self.id_of(key),
            None => self.long.get(form).copied().unwrap_or_default(),
        }
    }

    /// The id of a short form.
    #[inline]
    pub(super) fn id_of(&self, key: Key) -> WordId {
        let mask = self.slots.len() - 1;
        let mut at = key.slot(mask);
        loop {
            let slot = self.slots[at & mask];
            if slot.key == key || slot.key == Key::default() {
                return slot.word;
            }
            at += 1;
        }
    }

    /// Every form with its id, by rising id.
    pub fn ids(&self) -> impl Iterator<Item = (&str, WordId)> {
        (1..=self.ends.len() as u32).map(WordId).map(|word| (self.form(word).unwrap_or_default(), word))
    }

    /// The form of an id; none for [`WordId::UNKNOWN`] and ids of another vocabulary.
    pub fn form(&self, word: WordId) -> Option<&str> {
        let at = (word.0 as usize).checked_sub(1)?;
        let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        self.text.get(start as usize..*self.ends.get(at)? as usize)
    }

    /// Number of forms; ids run from 1 to this.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds no form.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Puts a new slot into the first free place; the table is never full.
    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.key.slot(mask);
        while self.slots[at & mask].key != Key::default() {
            at += 1;
        }
        self.slots[at & mask] = slot;
    }

    /// Makes the table large enough for so many more forms, so that at most five eighths of it are taken: in a larger one each
    /// look waits longer for memory.
    fn reserve(&mut self, more: usize) {
        let size = ((self.ends.len() + more) * 8 / 5).next_power_of_two();
        if size <= self.slots.len() {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.key != Key::default()) {
            self.place(slot);
        }
    }
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.ends, &self.senses) == (&other.text, &other.ends, &other.senses)
    }
}

/// How a vocabulary is stored: the forms behind the room's own, one behind the other, the length of each, and what words are
/// taken for by the rules.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    text: &'a str,
    lengths: Vec<u32>,
    senses: Vec<(u32, [u64; 2])>,
    /// Month and day.
    year_end: Option<(i8, Option<i8>)>,
}

impl Serialize for Vocabulary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let base = &lexis().base;
        let forms = self.ids().skip(base.len());
        let lengths = forms.map(|(form, _)| form.len() as u32).collect();
        let text = self.text.get(base.text.len()..).unwrap_or_default();
        let year_end = self.senses.year_end.map(|end| (end.month, end.day));
        Stored { text, lengths, senses: self.senses.further(), year_end }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Vocabulary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Stored { mut text, lengths, senses, year_end } = Stored::deserialize(deserializer)?;
        let mut vocabulary = Self::new();
        vocabulary.reserve(lengths.len());
        vocabulary.text.reserve(text.len());
        vocabulary.ends.reserve(lengths.len());
        for length in lengths {
            let (form, rest) = text.split_at_checked(length as usize).ok_or_else(|| D::Error::custom("too short"))?;
            vocabulary.append(form);
            text = rest;
        }
        let words = vocabulary.len();
        let own = Arc::make_mut(&mut vocabulary.senses);
        own.extend(&senses, words);
        own.year_end = year_end.map(|(month, day)| YearEnd { month, day });
        Ok(vocabulary)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_form_is_found_under_its_own_id() {
        let mut vocabulary = Vocabulary::new();
        let own = vocabulary.len();
        let forms = ["parish", "a-form-of-more-than-sixteen-bytes", "naïveté", "sixteen_letters_", "\0a", "a"];
        let ids: Vec<WordId> = forms.iter().map(|form| vocabulary.add(form)).collect();
        for n in 0..5000 {
            vocabulary.add(&format!("filler{n}"));
        }
        for (form, &id) in forms.iter().zip(&ids) {
            assert_eq!(vocabulary.id(form), id, "{form}");
            assert_eq!(vocabulary.form(id), Some(*form));
            assert_eq!(vocabulary.add(form), id, "added twice");
        }
        assert_eq!(vocabulary.len(), own + 5 + 5000, "`a` is one of the room's own");
        assert_eq!(vocabulary.id("paris"), WordId::UNKNOWN);
        assert_eq!(vocabulary.ids().last(), Some(("filler4999", WordId(vocabulary.len() as u32))));
    }
}
