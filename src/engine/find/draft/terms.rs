use std::cell::RefCell;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::document::{BlockKind, Document};

/// Words of a heading, label or cell that may be a term as a whole, at most.
const LONGEST: usize = 10;
/// Names of one document that are told of, at most.
const MOST: usize = 500;
/// Pairs of quotation marks.
const MARKS: [(char, char); 3] = [('“', '”'), ('"', '"'), ('‘', '’')];
/// Words in front of a name that is spoken of for the first time, or of which there are many.
const INTRODUCING: [&str; 16] = [
    "a", "an", "any", "each", "every", "no", "one", "new", "some", "another", "called", "named", "termed", "as",
    "titled", "entitled",
];
/// Those of them that an article may follow: "known as the Seed Fund".
const CALLING: [&str; 6] = ["called", "named", "termed", "as", "titled", "entitled"];
/// Words behind a name that say what it is.
const SAYING: [&str; 14] = [
    "means",
    "mean",
    "which",
    "who",
    "whose",
    "comprising",
    "comprises",
    "consists",
    "consisting",
    "being",
    "refers",
    "of",
    "is",
    "are",
];

/// The terms that a document introduces, each in small letters, its words one space apart.
#[derive(Debug, Default)]
pub(in crate::engine::find) struct Terms {
    /// What stands in quotation marks or brackets, or is a label or cell.
    named: BTreeSet<String>,
    /// All titles and headings.
    headings: String,
    /// All words that are no heading, with their signs.
    words: Vec<String>,
    /// Where each of them stands, without its signs.
    places: FxHashMap<String, Vec<usize>>,
    /// What was told of each name.
    told: RefCell<FxHashMap<String, bool>>,
}

impl Terms {
    /// Reads what a document introduces.
    pub fn read(document: &Document) -> Terms {
        let mut terms = Terms::default();
        for block in &document.blocks {
            let text = document.text.slice(block.span);
            match block.kind {
                BlockKind::Title | BlockKind::Heading => {
                    terms.headings.push_str(&format!(" {} |", plain(text)));
                    continue;
                }
                BlockKind::Contents | BlockKind::Furniture => continue,
                _ => {}
            }
            let label = block.label.map(|label| document.text.slice(label));
            let cell = block.cell.is_some().then_some(text);
            for whole in label.into_iter().chain(cell) {
                let words = plain(whole);
                if words.split(' ').count() <= LONGEST {
                    terms.named.insert(words);
                }
            }
            terms.named.extend(enclosed(text).map(plain).filter(|words| words.split(' ').count() <= LONGEST));
            terms.words.extend(text.split_whitespace().map(str::to_lowercase));
            terms.words.push("|".to_owned());
        }
        for (at, word) in terms.words.iter().enumerate() {
            terms.places.entry(bare(word)).or_default().push(at);
        }
        terms
    }

    /// Whether a name of two words or more is introduced nowhere: not in quotation marks or brackets, by a heading, label or cell,
    /// after "a" or "called", or in front of "means", "which" or a bracket.
    pub fn is_undefined(&self, name: &str) -> bool {
        let name = plain(name);
        if !name.contains(' ') {
            return false;
        }
        let mut told = self.told.borrow_mut();
        if told.len() >= MOST {
            return told.get(&name).copied().unwrap_or(false);
        }
        *told.entry(name).or_insert_with_key(|name| self.is_nowhere(name))
    }

    /// Whether a name as [`plain`] gives it is introduced nowhere.
    fn is_nowhere(&self, name: &str) -> bool {
        let known = |term: &String| holds(name, term) || holds(term, name);
        if self.named.iter().any(known) || holds(&self.headings, name) {
            return false;
        }
        let parts: Vec<&str> = name.split(' ').collect();
        let last = parts.len() - 1;
        let stands = |at: usize| {
            let words = self.words.get(at..at + parts.len()).unwrap_or_default();
            let same = |(index, (word, part)): (usize, (&String, &&str))| match index == last {
                true => plain(word) == **part,
                false => bare(word) == **part,
            };
            words.len() == parts.len() && words.iter().zip(&parts).enumerate().all(same)
        };
        let places = parts.first().and_then(|first| self.places.get(*first));
        !places.into_iter().flatten().any(|&at| stands(at) && self.introduces(at, at + parts.len()))
    }

    /// Whether the words around an occurrence say what it is.
    fn introduces(&self, start: usize, end: usize) -> bool {
        let at = |back: usize| start.checked_sub(back).and_then(|at| self.words.get(at)).map_or("|", String::as_str);
        let before = if at(1) == "the" && CALLING.contains(&at(2)) { at(2) } else { at(1) };
        let last = end.checked_sub(1).and_then(|at| self.words.get(at)).map_or("", String::as_str);
        let behind = self.words.get(end).map_or("|", String::as_str);
        let opens = before == "|";
        INTRODUCING.contains(&before)
            || behind.starts_with('(')
            || SAYING.contains(&behind) && (opens || !matches!(behind, "is" | "are"))
            || opens && (last.ends_with([':', '–', '—']) || matches!(behind, "–" | "—" | "-"))
    }
}

/// Whether some words hold others, none cut in two. A single word is held by nothing: it is too common.
fn holds(words: &str, part: &str) -> bool {
    if !part.contains(' ') {
        return words == part;
    }
    words.match_indices(part).any(|(at, _)| {
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        ends(words[..at].chars().next_back()) && ends(words[at + part.len()..].chars().next())
    })
}

/// Words in small letters, one space apart, without articles in front, signs around them and the "s" of a plural at the end.
fn plain(words: &str) -> String {
    let words: Vec<String> = words.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let article = words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an");
    let mut plain = words[usize::from(article)..].join(" ");
    if plain.ends_with('s') && !plain.ends_with("ss") {
        plain.pop();
    }
    plain
}

/// A word in small letters, without the signs around it and the "'s" of an owner.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

/// What stands between quotation marks or round brackets.
fn enclosed(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(at, open)| {
        let pairs = MARKS.iter().chain(&[('(', ')')]);
        let close = pairs.into_iter().find(|(mark, _)| *mark == open)?.1;
        let inner = text.get(at + open.len_utf8()..)?;
        let inner = &inner[..inner.char_indices().nth(120).map_or(inner.len(), |(end, _)| end)];
        Some(&inner[..inner.find(close)?])
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn a_name_that_nothing_introduces_is_undefined() {
        let text = "# Pact\n\n“Harvest Date” means 1 September. The scheme (the “Seed Fund”) opens. Each Field Officer reports.\n\n\
                    The Orchard Board, which meets monthly, decides by the Picking Date and the Harvest Dates.\n\n\
                    The Skills and Works Group (SWG) meets. The Press Room (PR) is lent. It has what is known as the Pulp Heap. Wardens of the Seed Fund Panel count \
                    the Barrel Stock.\n\n## Cider Store\n\nThe Cider Store is locked.\n";
        let terms = Terms::read(&read::markdown(text.as_bytes()).unwrap());
        let defined = [
            "Harvest Date",
            "Harvest Dates",
            "the Seed Fund",
            "Seed Fund Panel",
            "Field Officer",
            "Orchard Board",
            "Press Room",
            "Skills and Works Group",
            "Cider Store",
            "Pulp Heap",
        ];
        for name in defined {
            assert!(!terms.is_undefined(name), "{name}");
        }
        for name in ["Picking Date", "the Barrel Stock"] {
            assert!(terms.is_undefined(name), "{name}");
        }
        assert!(!terms.is_undefined("Stock"));
    }
}
