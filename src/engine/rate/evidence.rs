use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::near::each_leaf_of_words;
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::engine::Evidence;
use crate::engine::find::{Ask, Finder, Scope, Spot};
use crate::engine::plan::NodeId;
use crate::engine::scan::Class;
use crate::language::model::Outcome;
use crate::source::Span;

/// Runs that a rating shows.
pub(super) const MOST: usize = 3;
/// Headings over a match that are looked at.
const HEADINGS: usize = 2;
/// Words of a run.
const WORDS: usize = 60;
/// Words from which on a cell says something without the rest of its row.
const TELLING: usize = 5;
/// Spots that are looked at for runs.
const LOOKED_AT: usize = 256;
/// Tokens on each side of a match out of which a run is cut.
const REACH: u32 = 256;

/// The words that an arm rests on.
pub(super) fn of_arm(finder: &mut Finder, id: NodeId, outcome: Outcome) -> Vec<Evidence> {
    let mut spots = finder.collect(|finder| {
        finder.test(id, &Scope::everything(), Ask::Hits(0), true);
    });
    if spots.len() > MOST && outcome == Outcome::Green {
        let homes = homes(finder, id);
        spots.sort_by_cached_key(|spot| (spot.rank, Reverse(at_home(finder, &homes, spot))));
    }
    of_spots(finder, &spots)
}

/// The headings and other labels that hold words of a condition, each with a bit for each of its groups of words.
fn homes(finder: &mut Finder, id: NodeId) -> FxHashMap<BlockId, u64> {
    let mut leaves = Vec::new();
    each_leaf_of_words(finder, id, &mut |_, leaf| leaves.push(leaf));
    leaves.sort_unstable();
    leaves.dedup();
    let mut homes: FxHashMap<BlockId, u64> = FxHashMap::default();
    for (number, leaf) in leaves.into_iter().take(u64::BITS as usize).enumerate() {
        let list = finder.labels(leaf);
        for at in list.range() {
            *homes.entry(finder.layout.block_of(finder.sentence(list, at))).or_default() |= 1 << number;
        }
    }
    homes
}

/// How many groups of words the labels over a match hold: what stands under "Quorum" tells more of a quorum.
fn at_home(finder: &Finder, homes: &FxHashMap<BlockId, u64>, spot: &Spot) -> u32 {
    let document = finder.document();
    let block = finder.layout.block_of(spot.sentence);
    let headings = document.sections_around(block).filter_map(|section| document.section(section).heading);
    let labels = headings.take(HEADINGS).chain([block]);
    labels.filter_map(|label| homes.get(&label)).fold(0, |all, groups| all | groups).count_ones()
}

/// Runs of the sentences that hold the spots, each sentence once, in the order of the spots; sentences that follow one
/// another in a clause are one run while they are short enough.
pub(super) fn of_spots(finder: &mut Finder, spots: &[Spot]) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut sentences: Vec<u32> = Vec::new();
    for spot in spots.iter().take(LOOKED_AT) {
        if spot.tokens.is_empty() || sentences.contains(&spot.sentence) {
            continue;
        }
        let full = evidence.len() >= MOST;
        if full && !sentences.iter().any(|known| known.abs_diff(spot.sentence) == 1) {
            continue;
        }
        let valued = |other: &&Spot| {
            other.sentence == spot.sentence && other.rank == spot.rank && finder.found(other.value).is_some()
        };
        let spot = spots.iter().find(valued).unwrap_or(spot);
        let Some(found) = of_spot(finder, spot) else { continue };
        let text = finder.document().text.as_str();
        let said = |run: &Evidence| text.get(run.span.range()).unwrap_or("");
        // The same words again tell nothing more: "The Partner agrees to:" over each of its lists.
        if evidence.iter().any(|known| known.span.contains(found.span) || said(known) == said(&found)) {
            continue;
        }
        let joined = evidence.iter_mut().find_map(|run| Some((joined(text, run, &found)?, run)));
        match joined {
            Some((span, run)) => run.span = span,
            None if full => continue,
            None => evidence.push(found),
        }
        sentences.push(spot.sentence);
    }
    evidence
}

/// Adds the first item of each lead-in that is quoted, while there is room: "The Board shall:" says little by itself. Where
/// there is none the item is quoted in place of a lead-in of a few words.
pub(super) fn add_items(finder: &mut Finder, evidence: &mut Vec<Evidence>) {
    for at in 0..evidence.len() {
        let Some(sentence) = finder.first_item(evidence[at].block) else { continue };
        let full = evidence.len() >= MOST;
        let count = words(finder.document().text.as_str(), evidence[at].span).map(|(_, count)| count).sum::<usize>();
        if full && count >= TELLING {
            continue;
        }
        let tokens = finder.layout.sentence(sentence);
        let spot = Spot { tokens, sentence, value: None, rank: 0, lead: false };
        let found = of_spot(finder, &spot);
        let Some(found) = found.filter(|found| evidence.iter().all(|known| !overlap(known.span, found.span))) else {
            continue;
        };
        if full {
            evidence[at] = found;
        } else {
            evidence.push(found);
        }
    }
}

/// Whether two spans share words.
pub(super) fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// The run that two runs of a clause make where nothing but space stands between them and both fit.
fn joined(text: &str, run: &Evidence, found: &Evidence) -> Option<Span> {
    let (first, second) = if run.span.start <= found.span.start { (run, found) } else { (found, run) };
    let between = text.get(first.span.end as usize..second.span.start as usize)?;
    let alike = run.block == found.block && run.standing.kind == found.standing.kind;
    let span = Span::new(first.span.start, second.span.end);
    let fits = || words(text, span).map(|(_, count)| count).sum::<usize>() <= WORDS;
    (alike && between.trim().is_empty() && fits()).then_some(span)
}

/// The run around one spot; none where it does not stand in evidence.
pub(in crate::engine) fn of_spot(finder: &mut Finder, spot: &Spot) -> Option<Evidence> {
    let class = finder.class(spot.sentence);
    let (layout, prose) = (finder.layout, finder.prose());
    // A cell that names a column is found only where it was asked for itself.
    let header = || spot.value.is_none() && layout.cell_of(layout.block_of(spot.sentence)).is_some();
    if !class.is_own() && class != Class::Signature && !(class == Class::Label && header()) {
        return None;
    }
    let block = layout.block_of(spot.sentence);
    let sentence = layout.sentence(spot.sentence);
    let matched = prose.span(&(spot.tokens.start.max(sentence.start)..spot.tokens.end.min(sentence.end)));
    let from = sentence.start.max(spot.tokens.start.saturating_sub(REACH));
    let to = sentence.end.min(spot.tokens.start.saturating_add(REACH));
    let whole = prose.span(&(from..to));
    let shape = finder.document().block(block);
    let start = if shape.kind == BlockKind::Signature { shape.span.start } else { shape.body.max(shape.span.start) };
    let limits = Span::new(start.min(whole.start), shape.span.end.max(whole.end));
    let whole = Span::new(with_label(finder.document(), shape, whole), whole.end);
    let span = quote(finder.document().text.as_str(), whole, matched, limits);
    let span = row_of(finder.document(), block, span).unwrap_or(span);
    let matched = Span::new(matched.start.max(span.start), matched.end.min(span.end));
    let standing = finder.standing_of(spot.tokens, spot.sentence);
    let exceptions = if standing.excepted { finder.exceptions_of(spot.tokens) } else { [None; 2] };
    Some(Evidence { span, matched, block, standing, exceptions })
}

/// The row around a cell of a few words, which say little by themselves: "monthly", "1.1". None where the row is too long.
fn row_of(document: &Document, block: BlockId, quoted: Span) -> Option<Span> {
    let cell = document.block(block).cell?;
    let table = document.table(cell.table);
    let text = document.text.as_str();
    let count = |span: Span| words(text, span).map(|(_, count)| count).sum::<usize>();
    if cell.row < table.header_rows || table.columns as usize > WORDS || count(quoted) >= TELLING {
        return None;
    }
    let first = table.blocks.start + cell.row * table.columns;
    let cells =
        (first..first + table.columns).map(|at| document.block(BlockId(at)).span).filter(|span| !span.is_empty());
    let row = cells.reduce(|row, cell| Span::new(row.start, cell.end))?;
    (count(row) <= WORDS).then_some(row)
}

/// The part of a sentence to quote: all of it with the marks that close it, or the words around the match where it is long.
fn quote(text: &str, sentence: Span, matched: Span, limits: Span) -> Span {
    let sentence =
        Span::new(with_openers(text, sentence.start, limits.start), with_closers(text, sentence.end, limits.end));
    if is_short(text.get(sentence.range()).unwrap_or("")) {
        return sentence;
    }
    let words: Vec<(Span, usize)> = words(text, sentence).collect();
    if words.iter().map(|(_, count)| count).sum::<usize>() <= WORDS {
        return sentence;
    }
    let mut from = words.partition_point(|(word, _)| word.end <= matched.start).min(words.len() - 1);
    let mut to = from + 1;
    let mut left = WORDS.saturating_sub(words[from].1);
    let inside = words.partition_point(|(word, _)| word.start < matched.end);
    while to < inside && words[to].1 <= left {
        left -= words[to].1;
        to += 1;
    }
    // Grows on both sides, behind first, until neither side has a word that fits.
    loop {
        let behind = words.get(to).filter(|(_, count)| *count <= left).map(|(_, count)| *count);
        to += usize::from(behind.is_some());
        left -= behind.unwrap_or(0);
        let before = from.checked_sub(1).map(|before| words[before].1).filter(|count| *count <= left);
        from -= usize::from(before.is_some());
        left -= before.unwrap_or(0);
        if behind.is_none() && before.is_none() {
            return Span::new(words[from].0.start, words[to - 1].0.end);
        }
    }
}

/// Whether a stretch surely has no more than [`WORDS`] words, as [`words`] counts them: between two of them stands a byte at
/// least that is no letter, or one of them is a mark.
fn is_short(text: &str) -> bool {
    // Few enough at once for the count to fit a byte, so that many are looked at together.
    const CHUNK: usize = 128;
    let marks = |bytes: &[u8]| bytes.iter().fold(0u8, |count, byte| count + u8::from(!byte.is_ascii_alphanumeric()));
    text.len() < WORDS || text.as_bytes().chunks(CHUNK).map(|bytes| usize::from(marks(bytes))).sum::<usize>() < WORDS
}

/// Where a sentence begins, with the run-in label that stands in front of it: "Quorum: four members".
fn with_label(document: &Document, block: &Block, sentence: Span) -> u32 {
    let label = block.label.filter(|label| label.start < sentence.start);
    let between = label.and_then(|label| document.text.as_str().get(label.end as usize..sentence.start as usize));
    match (label, between) {
        (Some(label), Some(between)) if !between.contains(char::is_alphanumeric) => label.start,
        _ => sentence.start,
    }
}

/// The stretches of a text that spaces part, each with its number of words: runs of letters and digits, so that
/// "well-known" is two; a mark alone counts as one.
fn words(text: &str, span: Span) -> impl Iterator<Item = (Span, usize)> {
    let stretch = text.get(span.range()).unwrap_or("");
    let offset = move |part: &str| span.start + (part.as_ptr() as usize - stretch.as_ptr() as usize) as u32;
    stretch.split_whitespace().map(move |word| {
        let runs = word.split(|mark: char| !mark.is_alphanumeric()).filter(|run| !run.is_empty()).count();
        (Span::new(offset(word), offset(word) + word.len() as u32), runs.max(1))
    })
}

/// Moves a start over the brackets and quotation marks in front of it.
fn with_openers(text: &str, start: u32, limit: u32) -> u32 {
    let before = text.get(limit as usize..start as usize).unwrap_or("");
    let openers = before.chars().rev().take_while(|mark| "([{“‘\"'£$€".contains(*mark));
    start - openers.map(|mark| mark.len_utf8() as u32).sum::<u32>()
}

/// Moves an end over the marks that stand directly behind it.
fn with_closers(text: &str, end: u32, limit: u32) -> u32 {
    let behind = text.get(end as usize..limit as usize).unwrap_or("");
    let closers = behind.chars().take_while(|mark| !mark.is_whitespace() && !mark.is_alphanumeric());
    end + closers.map(|mark| mark.len_utf8() as u32).sum::<u32>()
}
