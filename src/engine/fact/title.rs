use super::super::find::Finder;
use super::super::place::{Tokens, under_title};
use super::super::plan::{Node, NodeId};
use super::{name, shown, text};
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::engine::{FactValue, Group};
use crate::prose::{Found, Value, quantity};

/// Headings that are looked at.
const MOST: usize = 1000;

/// Adds what of a node stands in the title and in the headings right under it, or in all headings.
pub(super) fn values(finder: &mut Finder, fact: &str, (node, all): (NodeId, bool), values: &mut Vec<FactValue>) {
    let document = finder.document();
    let under: Vec<BlockId> = if all { headings(document).collect() } else { under_title(document).collect() };
    let blocks: Vec<BlockId> = document.title.into_iter().chain(under).take(MOST).collect();
    for block in blocks {
        let tokens = heading(finder, block);
        if tokens.is_empty() && !all {
            continue;
        }
        let numbered = if all { number(finder, node, block, tokens) } else { None };
        for found in numbered.into_iter().chain(in_title(finder, node, tokens)) {
            let value = value(finder, fact, block, found);
            if values.iter().all(|known| known.name != fact || known.value != value.value) {
                values.push(value);
            }
        }
    }
}

/// The matches of a pattern of names in the title and in all headings.
pub(super) fn names(finder: &mut Finder, node: NodeId) -> Vec<Tokens> {
    let document = finder.document();
    let blocks: Vec<BlockId> = document.title.into_iter().chain(headings(document)).take(MOST).collect();
    let mut names = Vec::new();
    for block in blocks {
        let tokens = heading(finder, block);
        names.extend(in_title(finder, node, tokens).into_iter().map(|(name, _)| name));
    }
    names
}

fn headings(document: &Document) -> impl Iterator<Item = BlockId> {
    let heads = |block: &Block| block.kind == BlockKind::Heading || block.label.is_some();
    let headings = document.blocks.iter().enumerate().filter(move |(_, block)| heads(block));
    headings.map(|(index, _)| BlockId(index as u32))
}

/// The tokens of a heading; of a block with a run-in label those of the label.
fn heading(finder: &Finder, block: BlockId) -> Tokens {
    let tokens = finder.layout.block(block);
    let Some(label) = finder.document().block(block).label else { return tokens };
    let all = &finder.prose().tokens;
    let end = all.partition_point(|token| token.start < label.end) as u32;
    Tokens { end: end.clamp(tokens.start, tokens.end), ..tokens }
}

/// What the number of a heading is by itself, which is no word of it: "Annex B".
fn number(finder: &Finder, node: NodeId, block: BlockId, tokens: Tokens) -> Option<(Tokens, Option<Value>)> {
    let Node::Value(recogniser) = finder.node(node) else { return None };
    let number = finder.document().block(block).number.as_deref()?.trim_end_matches(['.', ':', ')']);
    let value = quantity(number).filter(|value| value.recogniser == *recogniser)?;
    Some((Tokens { start: tokens.start, end: tokens.start }, Some(value)))
}

/// The matches of a node in the title.
fn in_title(finder: &mut Finder, node: NodeId, tokens: Tokens) -> Vec<(Tokens, Option<Value>)> {
    match finder.node(node) {
        Node::Value(recogniser) => {
            let inside = |found: &&Found| found.tokens.start >= tokens.start && found.tokens.end <= tokens.end;
            let founds = finder.work.scan.founds.iter().filter(inside);
            let founds = founds.filter(|found| found.value.recogniser == *recogniser);
            let at = |found: &Found| Tokens { start: found.tokens.start, end: found.tokens.end };
            founds.map(|found| (at(found), Some(found.value.clone()))).collect()
        }
        Node::Words(group) => finder.in_heading(*group, tokens).into_iter().map(|found| (found, None)).collect(),
        Node::Names(names) => {
            let Some(ending) = finder.plan.names.get(*names as usize).map(|names| names.ending) else {
                return Vec::new();
            };
            let endings = finder.in_heading(ending, tokens);
            endings.into_iter().filter_map(|ending| Some((named_in_title(finder, ending, tokens)?, None))).collect()
        }
        _ => Vec::new(),
    }
}

/// The name that ends with some words of the title: it goes back to what parts the title, or to a word that no name begins with.
fn named_in_title(finder: &Finder, ending: Tokens, title: Tokens) -> Option<Tokens> {
    let tokens = &finder.prose().tokens;
    let mut start = ending.start;
    while start > title.start && tokens.get(start as usize)?.gap.joins() {
        let before = finder.word(start - 1).to_lowercase();
        let links =
            start >= title.start + 2 && JOINS.contains(&&*before) && tokens.get(start as usize - 1)?.gap.joins();
        if STOPS.contains(&&*before) || (JOINS.contains(&&*before) && !links) {
            break;
        }
        start -= 1;
    }
    let found = name::whole(finder, Tokens { start, ..ending });
    (found.start < ending.start).then_some(found)
}

/// Words that no name in a title begins with or goes on through, and such as join two of its words.
const STOPS: [&str; 8] = ["the", "a", "an", "of", "for", "to", "our", "its"];
const JOINS: [&str; 2] = ["and", "&"];

fn value(finder: &Finder, fact: &str, block: BlockId, (tokens, typed): (Tokens, Option<Value>)) -> FactValue {
    let number = || finder.document().block(block).number.as_deref().unwrap_or_default().to_owned();
    let words = if tokens.is_empty() { number() } else { text(finder, tokens) };
    let value = match &typed {
        Some(value) => shown(finder, value, &words),
        None => words,
    };
    let span = finder.document().block(block).span;
    let matched = if tokens.is_empty() { span } else { finder.prose().span(&(tokens.start..tokens.end)) };
    let (name, named, group) = (fact.to_owned(), typed.is_none(), Group::Title);
    FactValue { name, value, typed, named, fields: Vec::new(), matched, span, block, group }
}
