use super::super::find::{Finder, List};
use super::super::place::{HEADERS, Place, Tokens};
use super::super::plan::NodeId;
use super::record::{Captured, captured};
use super::{is_part, name};
use crate::document::BlockId;
use crate::language::model::Unit;
use crate::prose::Gap;

/// Tokens in front of what opens a sentence: an article, a number, a bracket.
const BEFORE: u32 = 2;
/// Sentences before the place that are looked at for what it speaks of.
const BACK: usize = 32;
/// Words that stand for what was spoken of before.
const PRONOUNS: [&str; 6] = ["it", "its", "they", "their", "this", "these"];

/// What a place speaks of, among the matches of a node: the one that opens it, else the first in it. Where it has none, or opens with a
/// pronoun: the one in its run-in label, its headers or lead-in, that opens the nearest sentence before it, or in a heading over it.
pub(super) fn about(finder: &mut Finder, node: NodeId, place: Place) -> Option<Captured> {
    let list = finder.list(node);
    let named = finder.finds_names(node);
    let tokens = finder.layout.tokens(place);
    if tokens.is_empty() {
        return None;
    }
    let pronoun = opens_with_pronoun(finder, tokens);
    let own = first(finder, list, tokens);
    if let Some(at) = own.filter(|&at| finder.tokens(list, at).start <= tokens.start + BEFORE) {
        return Some(captured(finder, node, at));
    }
    let labels = finder.label_lists(node);
    let block = finder.layout.first_block(place);
    if own.is_some() && !pronoun {
        // "Ebb Panel. Answers to the Tide Board" speaks of the Panel.
        let label = finder
            .document()
            .block(block)
            .label
            .filter(|_| !is_label(finder, block, tokens))
            .and_then(|_| in_labels(finder, &labels, finder.layout.block(block)));
        return label.map(|tokens| labelled(finder, node, tokens)).or_else(|| own.map(|at| captured(finder, node, at)));
    }
    let found = in_labels(finder, &labels, finder.layout.block(block));
    let found = found.map(|label| if named { in_full(finder, list, label, finder.layout.block(block)) } else { label });
    let found = found.or_else(|| before(finder, (node, list), &labels, place, false));
    let found = found.or_else(|| beside(finder, list, &labels, block));
    let found = found.or_else(|| if pronoun { before(finder, (node, list), &labels, place, true) } else { None });
    let found = found.or_else(|| if place.unit == Unit::Row { opening(finder, list, &labels, block) } else { None });
    let found = found.or_else(|| over(finder, &labels, place.unit, block));
    found.map(|tokens| labelled(finder, node, tokens))
}

fn labelled(finder: &Finder, node: NodeId, tokens: Tokens) -> Captured {
    let named = finder.finds_names(node);
    let tokens = if named { name::whole(finder, tokens) } else { tokens };
    Captured { tokens, typed: finder.whole_value(tokens).cloned(), named, left_out: Vec::new() }
}

/// Whether a place is the run-in label of a block.
fn is_label(finder: &Finder, block: BlockId, place: Tokens) -> bool {
    let span = finder.prose().span(&(place.start..place.end));
    finder.document().block(block).label.is_some_and(|label| label.contains(span))
}

/// What stands in the sentence that opens the table of a row: "The Clerk may:".
fn opening(finder: &Finder, list: List, labels: &[List], block: BlockId) -> Option<Tokens> {
    let table = |block: BlockId| finder.layout.cell_of(block).map(|cell| cell.table);
    let before = (0..block.0).rev().map(BlockId).find(|&before| table(before) != table(block))?;
    let tokens = finder.layout.block(before);
    let said = finder.document().text.slice(finder.document().block(before).span);
    let opens = table(before).is_none() && said.trim_end().ends_with(':');
    let named = || first(finder, list, tokens).map(|at| finder.tokens(list, at));
    if opens { named().or_else(|| in_labels(finder, labels, tokens)) } else { None }
}

/// What stands in the nearest heading over a block that is no cell, or over a row.
fn over(finder: &Finder, labels: &[List], unit: Unit, block: BlockId) -> Option<Tokens> {
    if unit != Unit::Row && finder.layout.cell_of(block).is_some() {
        return None;
    }
    let headings = finder.layout.headings(block).filter(|&heading| Some(heading) != finder.document().title);
    headings.into_iter().find_map(|heading| in_labels(finder, labels, finder.layout.block(heading)))
}

fn first(finder: &Finder, list: List, tokens: Tokens) -> Option<u32> {
    finder.within(list, tokens).find(|&at| finder.tokens(list, at).end <= tokens.end)
}

fn in_labels(finder: &Finder, labels: &[List], tokens: Tokens) -> Option<Tokens> {
    labels.iter().find_map(|&list| Some(finder.tokens(list, first(finder, list, tokens)?)))
}

/// Letters of what counts the items of a list: "(viii)".
const MARK: usize = 4;

/// Whether a place opens with a pronoun, also behind the mark of an item: "(d) It reports".
fn opens_with_pronoun(finder: &Finder, tokens: Tokens) -> bool {
    let is_pronoun =
        |at: u32| at < tokens.end && PRONOUNS.iter().any(|pronoun| finder.word(at).eq_ignore_ascii_case(pronoun));
    let behind = tokens.start + 1;
    let marked = finder.word(tokens.start).len() <= MARK
        && finder
            .prose()
            .tokens
            .get(behind as usize)
            .is_some_and(|token| token.gap.any(Gap::BRACKET) || token.gap.any(Gap::STOP));
    is_pronoun(tokens.start) || marked && is_pronoun(behind)
}

/// The longer name behind a label that is short for it: "**The Works Group.** There is a Works and Silt Group".
fn in_full(finder: &Finder, list: List, label: Tokens, block: Tokens) -> Tokens {
    let words = |tokens: Tokens| -> String {
        let words = (tokens.start..tokens.end).map(|at| finder.word(at));
        words.filter(|word| !word.eq_ignore_ascii_case("the")).collect::<Vec<_>>().join(" ")
    };
    let short = words(label);
    let names = finder.within(list, block).map(|at| finder.tokens(list, at));
    names.filter(|name| name.start >= label.end).find(|&name| is_part(&short, &words(name))).unwrap_or(label)
}

/// What stands in the headers of a cell, or in a lead-in.
fn beside(finder: &Finder, list: List, labels: &[List], block: BlockId) -> Option<Tokens> {
    let layout = finder.layout;
    let cell = layout.cell_of(block);
    let headers = cell.into_iter().flat_map(|cell| layout.document.cell_headers(cell).take(HEADERS as usize));
    let header = headers.into_iter().find_map(|header| in_labels(finder, labels, layout.block(header)));
    header.or_else(|| {
        layout.leads(block).map(|lead| layout.block(lead)).find_map(|tokens| {
            let named = first(finder, list, tokens).map(|at| finder.tokens(list, at));
            named.or_else(|| in_labels(finder, labels, tokens))
        })
    })
}

/// Verbs that bring in what stands behind them.
const BRING_IN: [&str; 17] = [
    "establish",
    "establishes",
    "established",
    "create",
    "creates",
    "created",
    "form",
    "forms",
    "formed",
    "appoint",
    "appoints",
    "appointed",
    "constitute",
    "constitutes",
    "constituted",
    "convene",
    "convenes",
];
/// Words in front of a name among which "there" is looked for.
const THERE: usize = 5;

/// The only name that a verb of a sentence brings in, which nothing else is said of: "have set up the Tide Group", "has a Tide Group",
/// "there is a Tide Group".
fn brought_in(finder: &Finder, list: List, tokens: Tokens) -> Option<Tokens> {
    let is_any = |at: u32, words: &[&str]| words.iter().any(|word| finder.word(at).eq_ignore_ascii_case(word));
    let brings = |name: &Tokens| {
        let Some(article) = name.start.checked_sub(1).filter(|&at| at > tokens.start) else { return false };
        let (new, verb) = (is_any(article, &["a", "an"]), article - 1);
        let there = || (tokens.start..verb).rev().take(THERE).any(|at| is_any(at, &["there"]));
        let behind = |words: &[&str]| verb > tokens.start && is_any(verb - 1, words);
        let sets_up = is_any(verb, &["up"]) && behind(&["set", "sets", "setting"]);
        let sets_up = sets_up || is_any(verb, &["being"]) && behind(&["into"]);
        (sets_up || is_any(verb, &BRING_IN)) && (new || is_any(article, &["the"]))
            || new && (is_any(verb, &["has", "have"]) || is_any(verb, &["is", "be"]) && there())
    };
    let all: Vec<Tokens> = finder.within(list, tokens).map(|at| finder.tokens(list, at)).collect();
    let name = all.last().copied().filter(|name| name.end <= tokens.end && brings(name))?;
    let behind = finder.prose().span(&(name.start..name.end)).end as usize;
    let owns = finder.document().text.as_str().get(behind..)?.starts_with(['\'', '’']);
    (!owns).then_some(name)
}

/// The only name in a sentence, where it is new there: behind "a", or with a short name in brackets behind it.
fn sole(finder: &Finder, list: List, tokens: Tokens) -> Option<Tokens> {
    // What several patterns of names find is one name, told by its longest form.
    let all: Vec<Tokens> = finder.within(list, tokens).map(|at| finder.tokens(list, at)).collect();
    let only = all.iter().copied().max_by_key(|name| name.end - name.start)?;
    if all.iter().any(|name| name.start < only.start || name.end > only.end) {
        return None;
    }
    let before = (1..=BEFORE + 1).filter_map(|back| only.start.checked_sub(back)).filter(|&at| at >= tokens.start);
    let article = before.map(|at| finder.word(at)).any(|word| ["a", "an"].contains(&&*word.to_lowercase()));
    let all = &finder.prose().tokens;
    let bracket = only.end < tokens.end && all.get(only.end as usize).is_some_and(|token| token.gap.any(Gap::BRACKET));
    (article || bracket).then_some(only)
}

/// What opens the nearest sentence before a sentence in its clause, or in its section for what opens with a pronoun; there
/// labels speak as well, and one that names something else ends the search.
fn before(
    finder: &Finder,
    (node, list): (NodeId, List),
    labels: &[List],
    place: Place,
    in_section: bool,
) -> Option<Tokens> {
    if place.unit != Unit::Sentence {
        return None;
    }
    let layout = finder.layout;
    let own = layout.block_of(place.id);
    // "The partners have formed a Tide Board. It meets monthly."
    let names = finder.finds_names(node) && opens_with_pronoun(finder, finder.layout.tokens(place));
    let section = |block: BlockId| layout.document.blocks.get(block.0 as usize).map(|block| block.section);
    let labelled =
        |block: BlockId| layout.document.blocks.get(block.0 as usize).is_some_and(|block| block.label.is_some());
    // Under the heading of a body an item that opens with a pronoun goes on with what the items before it open with, not with
    // whom their later sentences tell of: "1. The Reed Group cuts reeds. The Mere Board pays. 2. It meets weekly."
    let under =
        |block: BlockId| finder.layout.headings(block).next().filter(|&over| Some(over) != finder.document().title);
    let opens = place.id == 0 || layout.block_of(place.id - 1) != own;
    let headed = opens && under(own).is_some_and(|over| in_labels(finder, labels, layout.block(over)).is_some());
    for sentence in (0..place.id).rev().take(BACK) {
        let block = layout.block_of(sentence);
        let reaches = block == own || (in_section && section(block) == section(own) && !labelled(own));
        let tokens = layout.sentence(sentence);
        if !reaches || tokens.is_empty() {
            return None;
        }
        let new = if names { brought_in(finder, list, tokens) } else { None };
        let later = headed && sentence > 0 && layout.block_of(sentence - 1) == block;
        let opening = first(finder, list, tokens).map(|at| finder.tokens(list, at));
        let opening = opening.filter(|found| !later && found.start <= tokens.start + BEFORE);
        let found = new
            .or(opening)
            .or_else(|| in_labels(finder, labels, tokens))
            .or_else(|| if names && !opens_with_pronoun(finder, tokens) { sole(finder, list, tokens) } else { None });
        if found.is_some() || (block != own && labelled(block)) {
            return found;
        }
    }
    None
}
