use rustc_hash::FxHashMap;

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

/// What another clause makes of one that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exemption {
    /// The sentence that says so.
    pub(super) sentence: u32,
    /// Whether it leaves nothing of it: "clause 7 does not apply".
    pub(super) whole: bool,
}

/// The clauses that others narrow, by their numbers.
pub(super) type Exemptions = FxHashMap<String, Exemption>;

/// The clauses that another narrows: "clause 7 does not apply to …", "notwithstanding clause 7".
pub(super) fn exempted(document: &Document, prose: &Prose) -> Exemptions {
    let mut numbers = Exemptions::default();
    let lexis = lexis();
    let cues = CUES.map(|cue| lexis.base.id(cue));
    // Without a way out: none of them is what most words are.
    let is_cue = |word| cues.iter().fold(false, |known, &cue| known | (cue == word));
    let cued = prose.tokens.iter().enumerate().filter(|(_, token)| is_cue(token.word));
    let mut sentences: Vec<u32> = cued.map(|(at, _)| prose.sentence_of(at as u32)).collect();
    sentences.dedup();
    for index in sentences {
        let Some(sentence) = prose.sentences.get(index as usize) else { continue };
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let reader = Reader::new(document, prose, start, end);
        for at in start..end {
            let Some(whole) = narrows(&reader, at, sentence) else { continue };
            let exemption = Exemption { sentence: index, whole };
            let known = numbers.entry(plain(reader.text(at + 1))).or_insert(exemption);
            known.whole |= whole;
        }
    }
    numbers
}

/// Whether the sentence narrows the clause of this document that the pointer at `at` names, and leaves nothing of it.
fn narrows(reader: &Reader, at: usize, sentence: &Sentence) -> Option<bool> {
    let (kind, behind) = reference_at(reader, at)?;
    if !matches!(kind, "clause" | "section" | "paragraph" | "article") {
        return None;
    }
    if reader.is(behind, "of") && !reader.is_any(behind + 1, &["this", "these"]) {
        return None;
    }
    if reader.is(at.wrapping_sub(1), "notwithstanding") {
        return Some(false);
    }
    let last = sentence.tokens.end as usize;
    let apply = (behind..(behind + REACH).min(last)).find(|&at| reader.is_any(at, &["apply", "applies"]))?;
    let not = |at: usize| reader.is_any(at, &["not", "no", "cannot", "only"]);
    let only = (behind..apply).any(|at| reader.is(at, "only"));
    (behind..apply).any(not).then_some(apply + 1 == last && !only)
}

/// What narrows a block: one that names its number, that of an item's lead-in or of a section around it; `7` names `7.2`.
pub(super) fn exemption(document: &Document, block: BlockId, numbers: &Exemptions) -> Option<Exemption> {
    if numbers.is_empty() {
        return None;
    }
    let named = |block: &Block| under(block.number.as_deref()?, numbers);
    let mut next = Some(block);
    for _ in 0..LEADS {
        let Some(block) = next.and_then(|id| document.blocks.get(id.0 as usize)) else { break };
        if let Some(found) = named(block) {
            return Some(found);
        }
        next = block.lead_in;
    }
    let headings = document.sections_around(block).filter_map(|section| document.section(section).heading);
    headings.filter_map(|heading| named(document.block(heading))).next()
}

fn under(number: &str, numbers: &Exemptions) -> Option<Exemption> {
    let number = plain(number);
    let around = number.match_indices('.').map(|(dot, _)| &number[..dot]);
    numbers.get(&number).or_else(|| around.filter_map(|number| numbers.get(number)).next()).copied()
}
