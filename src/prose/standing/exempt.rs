use rustc_hash::FxHashSet;

use super::super::lexis::lexis;
use super::super::recognise::{Reader, reference_at};
use super::super::{Prose, Sentence};
use super::paper::plain;
use crate::document::{Block, BlockId, Document};

/// Words between a clause's number and "shall not apply".
const REACH: usize = 8;
/// Lead-ins followed upwards from an item.
const LEADS: usize = 8;

/// Words without one of which no clause narrows another; the room's tables hold them.
const CUES: [&str; 3] = ["apply", "applies", "notwithstanding"];

/// The numbers of clauses that another clause narrows: "clause 7 does not apply to …", "notwithstanding clause 7".
pub(super) fn exempted(document: &Document, prose: &Prose) -> FxHashSet<String> {
    let mut numbers = FxHashSet::default();
    let lexis = lexis();
    let cues = CUES.map(|cue| lexis.base.id(cue));
    for sentence in &prose.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let Some(tokens) = prose.tokens.get(start..end) else { continue };
        if !tokens.iter().any(|token| cues.contains(&token.word)) {
            continue;
        }
        let reader = Reader::new(document.text.as_str(), &prose.tokens, start, end);
        let narrowed = (start..end).filter(|&at| narrows(&reader, at, sentence));
        numbers.extend(narrowed.map(|at| plain(reader.text(at + 1))));
    }
    numbers
}

/// Whether the sentence narrows the clause that the pointer at `at` names.
fn narrows(reader: &Reader, at: usize, sentence: &Sentence) -> bool {
    let Some((kind, behind)) = reference_at(reader, at) else { return false };
    if !matches!(kind, "clause" | "section" | "paragraph" | "article") {
        return false;
    }
    let end = (behind + REACH).min(sentence.tokens.end as usize);
    let applies = (behind..end).find(|&at| reader.is_any(at, &["apply", "applies"]));
    let not = |at: usize| reader.is_any(at, &["not", "no", "cannot", "only"]);
    reader.is(at.wrapping_sub(1), "notwithstanding") || applies.is_some_and(|apply| (behind..apply).any(not))
}

/// Whether a block, an item's lead-in or a section around it has one of the numbers, or stands under one: `7.2` under `7`.
pub(super) fn is_exempted(document: &Document, block: BlockId, numbers: &FxHashSet<String>) -> bool {
    if numbers.is_empty() {
        return false;
    }
    let named = |block: &Block| block.number.as_deref().is_some_and(|number| under(number, numbers));
    let mut next = Some(block);
    for _ in 0..LEADS {
        let Some(block) = next.and_then(|id| document.blocks.get(id.0 as usize)) else { break };
        if named(block) {
            return true;
        }
        next = block.lead_in;
    }
    document
        .sections_around(block)
        .any(|section| document.section(section).heading.is_some_and(|heading| named(document.block(heading))))
}

fn under(number: &str, numbers: &FxHashSet<String>) -> bool {
    let number = plain(number);
    numbers.contains(&number) || number.match_indices('.').any(|(dot, _)| numbers.contains(&number[..dot]))
}
