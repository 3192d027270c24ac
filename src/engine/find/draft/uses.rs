use std::ops::Range;

use rustc_hash::FxHashMap;

/// Bytes of a term that are looked for at most.
const LONGEST_TERM: usize = 120;

/// Where each word of a text stands, to see whether what it defines stands anywhere else in it.
#[derive(Debug)]
pub(in crate::engine::find) struct Uses<'a> {
    text: &'a str,
    /// By word, letter for letter: where it begins, in order.
    places: FxHashMap<&'a str, Vec<u32>>,
}

impl<'a> Uses<'a> {
    /// Reads the words of a text.
    pub fn read(text: &'a str) -> Self {
        let mut places: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (at, word) in words(text) {
            places.entry(word).or_default().push(at as u32);
        }
        Self { text, places }
    }

    /// Whether the term that a definition defines stands nowhere in the text but in the definition; not where it cannot be told
    /// what the term is. The term is what stands in the first quotation marks; its plural counts as itself.
    pub fn is_unused(&self, definition: Range<usize>) -> bool {
        let Some(own) = self.text.get(definition.clone()) else { return false };
        let Some(term) = quoted(own).filter(|term| (2..=LONGEST_TERM).contains(&term.len())) else { return false };
        // Wherever the term stands its rarest word does, so that few places are looked at.
        let rarest = words(term).map(|word| (word.0, self.forms(term, word)));
        let Some((from, places)) =
            rarest.min_by_key(|(_, places)| places.iter().map(|places| places.len()).sum::<usize>())
        else {
            return false;
        };
        let stands = |&&at: &&u32| {
            let Some(start) = (at as usize).checked_sub(from).filter(|start| !definition.contains(start)) else {
                return false;
            };
            let rest = self.text.get(start..).and_then(|rest| rest.strip_prefix(term));
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let before = self.text[..start].chars().next_back();
            rest.is_some_and(|rest| ends(before) && ends(rest.strip_prefix('s').unwrap_or(rest).chars().next()))
        };
        !places.iter().flat_map(|places| places.iter()).any(|at| stands(&at))
    }

    /// Where a word of a term stands; its last word also with an "s" behind it.
    fn forms(&self, term: &str, (at, word): (usize, &str)) -> [&[u32]; 2] {
        let of = |word: &str| self.places.get(word).map_or(&[][..], Vec::as_slice);
        let last = at + word.len() == term.len();
        [of(word), if last { of(&format!("{word}s")) } else { &[] }]
    }
}

/// The runs of letters and digits of a text, with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// What stands in the first quotation marks of some words.
fn quoted(words: &str) -> Option<&str> {
    const MARKS: [(char, char); 3] = [('“', '”'), ('"', '"'), ('‘', '’')];
    let (open, mark) = words.char_indices().find(|(_, c)| MARKS.iter().any(|(open, _)| open == c))?;
    let close = MARKS.iter().find(|(open, _)| *open == mark)?.1;
    let inner = &words[open + mark.len_utf8()..];
    Some(inner[..inner.find(close)?].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_unused_where_it_stands_nowhere_else() {
        let text = "“Season” means the months from May. “Boat” means a vessel. Boats sail. Seasonal work.";
        let definition = |from: &str, to: &str| text.find(from).unwrap_or(0)..text.find(to).unwrap_or(0);
        let uses = Uses::read(text);
        assert!(uses.is_unused(definition("“Season”", " “Boat”")));
        assert!(!uses.is_unused(definition("“Boat”", " Boats sail")));
        assert!(!uses.is_unused(definition("Boats sail", " Seasonal")));
    }

    #[test]
    fn a_term_of_several_words_is_used_as_a_whole_alone() {
        let text = "“Harvest Date” means May. “(Old) Mill” means the inn. The Harvest. The Date. The Harvest Dates. The (Old) Mill.";
        let uses = Uses::read(text);
        let middle = text.find(" “(Old)").unwrap_or(0);
        assert!(!uses.is_unused(0..middle));
        assert!(!uses.is_unused(middle..text.find(" The Harvest").unwrap_or(0)));
        let apart = "“Harvest Date” means May. The Harvest. The Date. A Harvest Dated.";
        assert!(Uses::read(apart).is_unused(0..apart.find(" The").unwrap_or(0)));
    }
}
