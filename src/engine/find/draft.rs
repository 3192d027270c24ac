use super::Finder;
use crate::document::{BlockId, Numbering};
use crate::engine::plan::NodeId;
use crate::language::model::{StandingTest, Unit};
use crate::prose::Recogniser;

/// Bytes of a term that are looked for at most.
const LONGEST_TERM: usize = 120;

/// What is asked of a document as a draft: whether its pointers, terms and numbers fit together.
impl Finder<'_> {
    /// Whether a match holds a pointer to a numbered part that the document does not have.
    pub(super) fn dangles(&mut self, id: NodeId, at: u32) -> bool {
        let spots = self.spots(id, at);
        spots.iter().any(|spot| {
            self.found(spot.value).is_some_and(|found| {
                found.value.recogniser == Recogniser::Reference && self.statements.dangles(&found.tokens)
            })
        })
    }

    /// Whether a place is a definition that is unused, or bears a number that repeats or skips.
    pub(super) fn is_drafted_so(&mut self, id: NodeId, at: u32, test: StandingTest) -> bool {
        let list = self.sort_of(id);
        let Some(place) = self.get(list, at).place else { return false };
        let document = self.document();
        let block = match place.unit {
            Unit::Clause | Unit::Definition => BlockId(place.id),
            Unit::Section => match document.sections.get(place.id as usize).and_then(|section| section.heading) {
                Some(heading) => heading,
                None => return false,
            },
            _ => return false,
        };
        match test {
            StandingTest::Unused => is_unused(document.text.as_str(), document.block(block).span.range()),
            test => {
                let numbering = self.numbering.get_or_init(|| Numbering::read(document));
                let broken = if test == StandingTest::Repeated { &numbering.repeated } else { &numbering.skipping };
                broken.contains(&block)
            }
        }
    }
}

/// Whether the term that a definition defines stands nowhere in the text but in the definition; not where it cannot be told
/// what the term is. The term is what stands in the first quotation marks.
fn is_unused(text: &str, definition: std::ops::Range<usize>) -> bool {
    let Some(own) = text.get(definition.clone()) else { return false };
    let Some(term) = quoted(own).filter(|term| (2..=LONGEST_TERM).contains(&term.len())) else { return false };
    let stands = |at: usize| {
        let before = text[..at].chars().next_back();
        let behind = text[at + term.len()..].chars().next();
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        ends(before) && (ends(behind) || behind == Some('s'))
    };
    !text.match_indices(term).any(|(at, _)| !definition.contains(&at) && stands(at))
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
        assert!(is_unused(text, definition("“Season”", " “Boat”")));
        assert!(!is_unused(text, definition("“Boat”", " Boats sail")));
        assert!(!is_unused(text, definition("Boats sail", " Seasonal")));
    }
}
