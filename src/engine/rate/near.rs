use jiff::civil::Date;

use super::evidence::{MOST, of_spots};
use crate::document::{BlockId, BlockKind};
use crate::engine::find::{Finder, Spot};
use crate::engine::place::Tokens;
use crate::engine::plan::{Node, NodeId};
use crate::engine::{Evidence, NearMiss, Reason};
use crate::language::model::PhrasePart;
use crate::prose::{Recogniser, Standing, StandingKind};
use crate::source::Span;

/// Months within which a promise counts.
const MONTHS: u32 = 6;
/// Parts of most conditions, or more.
const PARTS: usize = 8;
/// Matches that are looked through for promises and near misses.
const LOOKED_AT: usize = 4096;

/// What the usual arms found.
pub(super) struct Usual {
    pub reason: Reason,
    pub evidence: Vec<Evidence>,
}

/// The arms that every check shares: something is promised within six months, or is in another document.
pub(super) fn usual(finder: &mut Finder, id: NodeId) -> Option<Usual> {
    let parts = parts(finder, id);
    if !parts.iter().any(|&node| finder.has_matches(node)) {
        return None;
    }
    for reason in [Reason::Promised, Reason::Elsewhere] {
        let mut spots: Vec<Spot> = Vec::new();
        for &node in &parts {
            let list = finder.list(node);
            for at in list.range().take(LOOKED_AT) {
                let standing = finder.standing(node, at);
                if reason_of(finder, standing) == Some(reason) {
                    spots.extend(finder.spots(node, at));
                }
                if spots.len() >= MOST * 2 {
                    break;
                }
            }
        }
        if !spots.is_empty() {
            return Some(Usual { reason, evidence: of_spots(finder, &spots) });
        }
    }
    None
}

/// What was nearly found, best first, one for each sentence.
pub(super) fn misses(finder: &mut Finder, id: NodeId) -> Vec<NearMiss> {
    let mut found: Vec<(Rank, NodeId, u32, Reason)> = Vec::new();
    for node in parts(finder, id) {
        let list = finder.list(node);
        for at in list.range().take(LOOKED_AT) {
            let standing = finder.standing(node, at);
            if let Some(reason) = reason_of(finder, standing) {
                found.push((rank(standing.kind, reason, finder.tokens(list, at).start), node, at, reason));
            }
        }
    }
    found.sort_by_key(|&(rank, node, at, _)| (rank, node, at));
    let mut misses: Vec<NearMiss> = Vec::new();
    for (_, node, at, reason) in found {
        if misses.len() >= MOST {
            break;
        }
        let spots = finder.spots(node, at);
        let evidence = of_spots(finder, &spots).into_iter().next();
        let new = evidence.filter(|new| misses.iter().all(|known| known.evidence.span != new.span));
        misses.extend(new.map(|evidence| NearMiss { evidence, reason }));
    }
    misses
}

/// Orders near misses: by sort, promises that are nearest to counting first, then by place.
type Rank = (u8, u8, u32);

fn rank(kind: StandingKind, reason: Reason, place: u32) -> Rank {
    let sort = match kind {
        StandingKind::Stated | StandingKind::Planned => 0,
        StandingKind::Hedged => 1,
        StandingKind::Unfilled => 2,
        StandingKind::Elsewhere => 3,
        StandingKind::Denied => 4,
    };
    let promise = match reason {
        Reason::Promised => 0,
        Reason::PromisedLate => 1,
        Reason::PromisedUndated => 2,
        Reason::PromisedLapsed => 3,
        _ => 4,
    };
    (sort, promise, place)
}

/// Why a match that stands so does not count; none where it is stated.
fn reason_of(finder: &Finder, standing: Standing) -> Option<Reason> {
    Some(match standing.kind {
        StandingKind::Stated => return None,
        StandingKind::Elsewhere => Reason::Elsewhere,
        StandingKind::Hedged => Reason::Hedged,
        StandingKind::Unfilled => Reason::Unfilled,
        StandingKind::Denied => Reason::Denied,
        StandingKind::Planned if finder.is_within(standing, MONTHS) => Reason::Promised,
        StandingKind::Planned => promise(standing.due, finder.settings.as_of),
    })
}

/// How a plan of whatever day counts that a line asks for: as the first of its words do that is one.
pub(super) fn of_plan(finder: &Finder, evidence: &[Evidence]) -> Reason {
    let planned = evidence.iter().find(|evidence| evidence.standing.kind == StandingKind::Planned);
    planned.and_then(|planned| reason_of(finder, planned.standing)).unwrap_or(Reason::PromisedUndated)
}

fn promise(due: Option<Date>, as_of: Date) -> Reason {
    match due {
        None => Reason::PromisedUndated,
        Some(due) if due < as_of => Reason::PromisedLapsed,
        Some(_) => Reason::PromisedLate,
    }
}

/// The nodes with matches that a condition is made of, those behind a standing looked through.
fn parts(finder: &Finder, id: NodeId) -> Vec<NodeId> {
    let mut parts = Vec::with_capacity(PARTS);
    push_parts(finder, id, &mut parts);
    parts
}

fn push_parts(finder: &Finder, id: NodeId, parts: &mut Vec<NodeId>) {
    match finder.node(id) {
        Node::And(of) | Node::Or(of) | Node::AtLeastOf(_, of) => {
            of.iter().for_each(|&of| push_parts(finder, of, parts));
        }
        Node::AtLeast { of, .. } | Node::Every(of, _) | Node::ThatIs(of, _) => push_parts(finder, *of, parts),
        Node::Not(_) => {}
        _ => parts.push(id),
    }
}

/// A heading or label that names what a condition looks for, under which nothing stands, or only what is to be filled in.
pub(super) fn empty_label(finder: &mut Finder, id: NodeId) -> Option<(Reason, Span)> {
    let mut matches: Vec<(u32, Tokens)> = Vec::new();
    each_leaf_of_words(finder, id, &mut |finder, leaf| {
        if is_any_word(finder, leaf) {
            return;
        }
        let list = finder.labels(leaf);
        let found = list.range().take(LOOKED_AT);
        matches.extend(found.map(|at| (finder.sentence(list, at), finder.tokens(list, at))));
    });
    matches.sort_unstable_by_key(|&(sentence, tokens)| (sentence, tokens.start));
    matches.chunk_by(|a, b| a.0 == b.0).filter(|label| is_named_by(finder, label)).find_map(|label| {
        let block = finder.layout.block_of(label[0].0);
        Some((emptiness(finder, block)?, finder.document().block(block).span))
    })
}

/// Whether a group takes whatever word there is: it says that something stands in a place, and every label would name it.
fn is_any_word(finder: &Finder, leaf: NodeId) -> bool {
    let Node::Words(group) = *finder.node(leaf) else { return false };
    let words = finder.plan.groups.get(group as usize).and_then(|group| finder.program.words.get(group.words.at()));
    words.is_some_and(|words| {
        words.regexes.is_empty()
            && words.phrases.iter().all(|phrase| phrase.parts.iter().all(|part| matches!(part, PhrasePart::Looks(_))))
    })
}

/// Whether every thing that a label names is among the matches in it, given with its sentence: a label that says more is of
/// something else ("Chair of the Board" for what looks for a board).
fn is_named_by(finder: &Finder, label: &[(u32, Tokens)]) -> bool {
    let prose = finder.prose();
    label.first().is_some_and(|&(sentence, _)| {
        let tokens = finder.layout.sentence(sentence);
        let met = |at: u32| label.iter().any(|(_, found)| (found.start..found.end).contains(&at));
        (tokens.start..tokens.end).all(|at| met(at) || !prose.is_noun(at))
    })
}

/// Calls `see` with each group of words or names that a condition is made of.
pub(in crate::engine) fn each_leaf_of_words(
    finder: &mut Finder,
    id: NodeId,
    see: &mut impl FnMut(&mut Finder, NodeId),
) {
    match finder.node(id) {
        Node::Words(_) | Node::Names(_) => see(finder, id),
        Node::Find(of)
        | Node::ThatIs(of, _)
        | Node::Compare(of, _)
        | Node::Ordered(of, ..)
        | Node::Conflicting(of, ..)
        | Node::Apart(of, ..)
        | Node::InTitle(of, _)
        | Node::Rather(of, _)
        | Node::AtLeast { of, .. }
        | Node::Every(of, _)
        | Node::Unit(_, Some(of)) => each_leaf_of_words(finder, *of, see),
        Node::Union(of) | Node::And(of) | Node::Or(of) | Node::AtLeastOf(_, of) => {
            of.iter().for_each(|&of| each_leaf_of_words(finder, of, see));
        }
        Node::Pair(_, a, b) | Node::Having(a, b) => {
            each_leaf_of_words(finder, *a, see);
            each_leaf_of_words(finder, *b, see);
        }
        _ => {}
    }
}

/// Whether what a label names is empty or to be filled in; none where it is neither.
fn emptiness(finder: &Finder, label: BlockId) -> Option<Reason> {
    let document = finder.document();
    let block = document.block(label);
    let blocks = match block.kind {
        BlockKind::Heading => label.0..document.section(block.section).blocks.end,
        BlockKind::Cell => {
            let cell = block.cell?;
            let table = document.table(cell.table);
            if table.row_headers != Some(cell.column) || cell.row < table.header_rows {
                return None;
            }
            label.0..label.0 + table.columns - cell.column
        }
        _ => label.0..label.0 + 1,
    };
    let opens = finder.opens_list(label);
    if opens {
        return None;
    }
    let mut filled_in = false;
    for block in blocks {
        let sentences = finder.prose().blocks.get(block as usize)?;
        for sentence in sentences.clone() {
            if !finder.class(sentence).is_own() {
                continue;
            }
            if !is_placeholder(finder, sentence) {
                return None;
            }
            filled_in = true;
        }
    }
    Some(if filled_in { Reason::Unfilled } else { Reason::EmptyHeading })
}

/// Whether a sentence is all placeholder.
fn is_placeholder(finder: &Finder, sentence: u32) -> bool {
    let tokens = finder.layout.sentence(sentence);
    let mut covered = 0;
    for found in finder.values(Recogniser::Placeholder, tokens) {
        covered += found.end - found.start;
    }
    covered > 0 && covered * 4 >= (tokens.end - tokens.start) * 3
}
