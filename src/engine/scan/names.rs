use super::postings::{Hit, Posting, Scan};
use crate::engine::place::Layout;
use crate::prose::{Gap, Shape, Token};
use crate::source::Span;

/// Words that may stand inside a name without a capital.
const INNER: [&str; 5] = ["of", "and", "for", "the", "&"];
/// Words that a sentence may open with and no name does.
const OPENERS: [&str; 34] = [
    "the", "a", "an", "this", "that", "these", "those", "each", "every", "any", "all", "both", "no", "its", "their",
    "our", "his", "her", "in", "on", "at", "by", "for", "to", "of", "from", "with", "where", "when", "if", "as",
    "under", "and", "or",
];
/// Words in a name, at most.
const LONGEST: usize = 12;

impl Scan {
    /// The names of a pattern: runs of capitalised words that end with a hit of the group `ending`.
    pub fn names(&mut self, ending: Posting, layout: Layout) -> Posting {
        let mut names: Vec<Hit> = Vec::new();
        for &hit in self.slice(ending) {
            let sentence = layout.sentence(hit.sentence);
            let tokens = &layout.prose.tokens[sentence.start as usize..hit.end as usize];
            if let Some(last) = names.last_mut().filter(|last| goes_on(layout, **last, hit)) {
                *last = Hit { start: last.start, ..hit };
                continue;
            }
            let floor = names.last().map_or(0, |last| last.end.saturating_sub(sentence.start)) as usize;
            let at = (hit.start - sentence.start) as usize;
            if let Some(start) = opening(tokens, at, floor.min(at), layout) {
                names.push(Hit { start: sentence.start + start as u32, ..hit });
            }
        }
        self.add(&names)
    }
}

/// Where the name begins whose last words are the tokens from `at` on; `floor` is where the name before ends.
fn opening(tokens: &[Token], at: usize, floor: usize, layout: Layout) -> Option<usize> {
    if !tokens[at..].iter().all(|token| token.shape.has(Shape::CAPITAL)) {
        return None;
    }
    let is_any = |index: usize, words: &[&str]| {
        let word = layout.document.text.slice(tokens[index].span());
        words.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    let mut start = at;
    let mut next = at;
    while next > floor && at - next < LONGEST && tokens[next].gap.joins() {
        // "The CRG's Board" is the Board of somebody who is called by letters; of "Children's Panel" all is the name.
        let letters = tokens[next - 1].shape.has(Shape::UPPER) && !tokens[at].shape.has(Shape::UPPER);
        if letters && owns(layout, tokens[next - 1], tokens[next]) {
            break;
        }
        next -= 1;
        // "Co-ordination" is one word, told by its first part.
        let part = tokens[next].gap.any(Gap::HYPHEN) && next > floor;
        if tokens[next].shape.has(Shape::CAPITAL) {
            start = next;
        } else if !part && !is_any(next, &INNER) {
            break;
        }
    }
    while start < at && is_any(start, &OPENERS) {
        start += 1;
    }
    while start < at && !tokens[start].shape.has(Shape::CAPITAL) {
        start += 1;
    }
    if start < at {
        return Some(start);
    }
    let article = at > 0 && tokens[at].gap.joins() && is_any(at - 1, &ARTICLES);
    article.then_some(at)
}

/// Whether a name goes right on to a hit with capitals alone, so that both are a longer one: "Network Executive", "Harbour
/// Executive Delivery Group". What somebody has is apart: "the Harbour Board's Finance Group".
fn goes_on(layout: Layout, name: Hit, hit: Hit) -> bool {
    let (from, to) = (name.end as usize, hit.end as usize);
    let Some(last) = from.checked_sub(1).filter(|_| name.end <= hit.start) else { return false };
    layout.prose.tokens[last..to]
        .windows(2)
        .all(|pair| pair[1].shape.has(Shape::CAPITAL) && pair[1].gap.joins() && !owns(layout, pair[0], pair[1]))
}

/// Whether a word is somebody whose the next is: "CRG's".
fn owns(layout: Layout, word: Token, next: Token) -> bool {
    layout.document.text.slice(Span::new(word.end, next.start)).starts_with(['\'', '’'])
}

/// Words before an ending that stands alone: "the Board".
const ARTICLES: [&str; 3] = ["the", "this", "each"];
