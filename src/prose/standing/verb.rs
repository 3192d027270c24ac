use super::super::lexis::Class;
use super::super::recognise::Reader;
use super::super::token::{Gap, Shape};

/// A group of verbs: "shall not, where possible, be agreed".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    /// Its first word, which is finite.
    pub(super) start: usize,
    /// Its main word; behind the clause where it has none.
    pub(super) main: usize,
    /// The word that denies it.
    pub(super) negator: Option<usize>,
    /// "will", "may" and the like.
    pub(super) modal: Option<Modal>,
    /// A form of "be" stands before the main word.
    pub(super) be: bool,
    /// "has" or "have" does.
    pub(super) have: bool,
    /// "do" does.
    pub(super) does: bool,
    /// "to" does: "is to be agreed", "has yet to agree".
    pub(super) to: bool,
    /// "been" or "being" does.
    pub(super) been: bool,
}

/// The modal verbs, by what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modal {
    /// will, would
    Will,
    /// shall, must, should
    Shall,
    /// may
    May,
    /// might, could
    Might,
    /// can
    Can,
}

/// Words of a group that are read at most.
const MOST: usize = 14;
/// Words between two commas inside a group: "shall, so far as it can, meet".
const ASIDE: usize = 10;

impl Verb {
    /// The group that opens with the finite word at `start`, inside a clause that ends at `end`.
    pub(super) fn read(reader: &Reader, start: usize, end: usize) -> Verb {
        let mut verb = Verb {
            start,
            main: end,
            negator: None,
            modal: None,
            be: false,
            have: false,
            does: false,
            to: false,
            been: false,
        };
        let mut at = start;
        while at < end.min(start + MOST) {
            if at > start && reader.gap(at).any(Gap::COMMA) {
                match (at + 1..end.min(at + ASIDE)).find(|&next| reader.gap(next).any(Gap::COMMA)) {
                    Some(behind) if verb.goes_on(reader, behind) => {
                        at = behind;
                    }
                    _ => break,
                }
            } else if at > start && !reader.joins(at) && !reader.gap(at).any(Gap::BRACKET) {
                break;
            }
            at += match (at > start).then(|| adverbial(reader, at)).flatten() {
                Some(words) => words,
                _ if verb.takes(reader, at, end) => 1,
                _ => {
                    verb.main = at;
                    break;
                }
            };
        }
        verb
    }

    /// Whether the group can go on with the word at `at` behind an aside: "will, if need be, be agreed".
    fn goes_on(&self, reader: &Reader, at: usize) -> bool {
        let class = reader.class(at);
        class.any(Class::BE.or(Class::HAVE).or(Class::ADVERB).or(Class::NEGATION))
            || self.be && (class.any(MADE) || is_participle(reader.text(at)))
            || self.modal.is_some() && reader.is_noun(at)
    }

    /// Takes in a word in front of the main one.
    fn takes(&mut self, reader: &Reader, at: usize, end: usize) -> bool {
        let class = reader.class(at);
        if let Some(modal) = modal(reader, at).filter(|_| self.modal.is_none() && !self.be) {
            self.modal = Some(modal);
            self.negator = self.negator.or((class.any(Class::NEGATION)).then_some(at));
        } else if class.any(Class::BE) {
            self.been |= reader.is_any(at, &["been", "being"]);
            self.be = true;
            self.negator = self.negator.or((class.any(Class::NEGATION)).then_some(at));
        } else if class.any(Class::HAVE) && self.have_leads(reader, at, end) {
            self.have = true;
            self.negator = self.negator.or((class.any(Class::NEGATION)).then_some(at));
        } else if class.any(Class::DO) && at == self.start && at + 1 < end {
            self.does = true;
            self.negator = self.negator.or((class.any(Class::NEGATION)).then_some(at));
        } else if reader.is(at, "to") && (self.be || self.have) && reader.joins(at) {
            self.to = true;
        } else if reader.is_any(at, &["not", "never"]) || reader.are(at, &["no", "longer"]) {
            self.negator = self.negator.or(Some(at));
        } else {
            let longer = reader.is(at, "longer") && at > 0 && reader.is(at - 1, "no");
            return longer || is_adverb(reader, at) && at + 1 < end;
        }
        true
    }

    /// Whether "have" goes before another verb: "has been", "have not agreed", "has yet to".
    fn have_leads(&self, reader: &Reader, at: usize, end: usize) -> bool {
        let mut next = at + 1;
        while next < end && (reader.is_any(next, &["not", "never", "yet"]) || is_adverb(reader, next)) {
            next += 1;
        }
        next < end && (reader.is_any(next, &["been", "to"]) || is_past(reader, next))
    }

    /// Whether the main word is a participle that "be" makes passive.
    pub(super) fn passive(&self, reader: &Reader) -> bool {
        self.be && (reader.has(self.main, MADE.or(Class::HANDLED)) || is_participle(reader.text(self.main)))
    }
}

/// Participles of what is brought into being.
pub(super) const MADE: Class = Class::MAKE_DONE.or(Class::MAKE_WEAK).or(Class::MAKE_LATE);

/// Number of words of an adverb that is a phrase: "may in due course form".
fn adverbial(reader: &Reader, at: usize) -> Option<usize> {
    const PHRASES: [&[&str]; 8] = [
        &["in", "due", "course"],
        &["from", "time", "to", "time"],
        &["at", "any", "time"],
        &["in", "addition"],
        &["where", "necessary"],
        &["if", "necessary"],
        &["where", "appropriate"],
        &["as", "appropriate"],
    ];
    PHRASES.iter().find(|words| reader.are(at, words)).map(|words| words.len())
}

fn modal(reader: &Reader, at: usize) -> Option<Modal> {
    if !reader.has(at, Class::MODAL) || is_month(reader, at) {
        return None;
    }
    let text = reader.text(at);
    let letters: &str = text.get(..text.len().min(3))?;
    Some(match letters.to_ascii_lowercase().as_str() {
        "may" => Modal::May,
        "mig" | "cou" => Modal::Might,
        "can" => Modal::Can,
        "sha" | "mus" | "sho" => Modal::Shall,
        _ => Modal::Will,
    })
}

/// "May" with a number beside it, or behind "in": the month.
fn is_month(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::MONTH)
        && reader.shaped(at, Shape::CAPITAL)
        && (reader.shaped(at + 1, Shape::DIGIT)
            || at > 0 && (reader.shaped(at - 1, Shape::DIGIT) || reader.is_any(at - 1, &["in", "by", "each", "every"])))
}

/// Whether a word can stand between the verbs of a group.
fn is_adverb(reader: &Reader, at: usize) -> bool {
    let text = reader.text(at);
    reader.has(at, Class::ADVERB) || text.len() > 4 && text.ends_with("ly") && !reader.has(at, Class::OFTEN)
}

/// Whether a word looks like a participle or past form.
fn is_past(reader: &Reader, at: usize) -> bool {
    const IRREGULAR: [&str; 18] = [
        "had", "met", "made", "taken", "held", "given", "set", "put", "drawn", "written", "chosen", "begun", "come",
        "become", "sought", "brought", "left", "done",
    ];
    let text = reader.text(at);
    reader.has(at, MADE.or(Class::HANDLED)) || text.len() > 3 && text.ends_with("ed") || reader.is_any(at, &IRREGULAR)
}

pub(super) fn is_participle(text: &str) -> bool {
    const IRREGULAR: [&str; 16] = [
        "made", "held", "kept", "given", "set", "put", "done", "sent", "bound", "drawn", "sought", "brought", "met",
        "paid", "led", "borne",
    ];
    let ends =
        |with: [u8; 2]| text.as_bytes().last_chunk().is_some_and(|last: &[u8; 2]| last.eq_ignore_ascii_case(&with));
    text.len() > 3 && (ends(*b"ed") || ends(*b"en")) || IRREGULAR.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the word opens a group of verbs.
pub(super) fn is_finite(reader: &Reader, at: usize) -> bool {
    let infinite = || at > 0 && reader.is(at - 1, "to") && reader.joins(at);
    reader.has(at, Class::FINITE) && !infinite() && !is_month(reader, at) && !is_plural_noun(reader, at)
}

/// "the means", "its needs": a word that can be a finite verb, behind a word that opens a noun.
fn is_plural_noun(reader: &Reader, at: usize) -> bool {
    let sure = reader.has(at, Class::MODAL.or(Class::BE).or(Class::HAVE).or(Class::DO));
    if sure || at == 0 {
        return false;
    }
    let noun = Class::DETERMINER.or(Class::NUMBER);
    reader.joins(at) && (reader.has(at - 1, noun) || reader.is_any(at - 1, &["of", "to", "by", "for", "in"]))
}
