//! Parties by the short names that a document gives them: "Ambridge County Council (“the Council”)", "(together “the Partners”)".

use rustc_hash::FxHashMap;

use super::name::is_name_word;
use super::{Found, Reader, Recogniser};
use crate::document::{BlockId, Document, TableId};
use crate::prose::lexis::Class;
use crate::prose::token::Gap;
use crate::prose::value::Parts;
use crate::prose::{Bound, Prose, Shape, Value};
use crate::source::Span;

/// Short names of one document, at most.
const MOST: usize = 200;
/// Words between the brackets of a definition, and of the name in it.
const REACH: usize = 14;
const LONGEST: usize = 4;
/// Words in front of a party that opens its sentence: its number, or its name in another language.
const OPENING: usize = 8;
/// Words of a bracket that gives all who were named one name.
const TOGETHER: [&str; 5] = ["together", "collectively", "jointly", "each", "individually"];

/// Words that join those of a name.
const JOINERS: [&str; 4] = ["of", "for", "and", "in"];

/// A short name.
struct Alias {
    /// Its words, lowered, without "the".
    words: Vec<String>,
    /// Where it is given, as tokens.
    tokens: (usize, usize),
    /// The name that it stands for; none where it is that of all parties together.
    name: Option<Span>,
}

/// Adds the places in which parties stand by a short name, and says which organisation is meant where a post is of one.
pub(super) fn add(document: &Document, prose: &Prose, found: &mut Vec<Found>) {
    let aliases = read(document, prose, found);
    if aliases.is_empty() {
        return;
    }
    let mut by_first: FxHashMap<&str, Vec<&Alias>> = FxHashMap::default();
    for alias in &aliases {
        if let Some(first) = alias.words.first() {
            by_first.entry(first).or_default().push(alias);
        }
    }
    let mut more = Vec::new();
    for sentence in &prose.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let reader = Reader::new(document, prose, start, end);
        let mut at = start;
        while at < end {
            let alias = reader.shaped(at, Shape::CAPITAL).then(|| named(&reader, at, &by_first)).flatten();
            let Some(alias) = alias else {
                at += 1;
                continue;
            };
            let behind = at + alias.words.len();
            let taken = found.get(found.partition_point(|found| found.tokens.end as usize <= at));
            if taken.is_none_or(|found| found.tokens.start as usize >= behind) && alias.tokens.0 != at {
                let name = alias.name.or(Some(reader.span(at, behind)));
                more.push(party(at, behind, Parts { name, ..Parts::default() }));
            }
            at = behind;
        }
    }
    let meant = |words: Span| {
        let written = document.text.slice(words).split_whitespace().map(str::to_lowercase);
        let written: Vec<String> = written.collect();
        aliases.iter().find(|alias| alias.words == written).and_then(|alias| alias.name).unwrap_or(words)
    };
    for found in found.iter_mut() {
        let parts = &mut found.value.parts;
        if let (Recogniser::Role, None, Some(post)) = (found.value.recogniser, parts.of, parts.post) {
            // "Treasurer of ACC": the letters are no organisation by themselves.
            let split = owned_by(document.text.slice(post)).and_then(|(own, short)| {
                let words: Vec<String> = short.split_whitespace().map(str::to_lowercase).collect();
                let alias = aliases.iter().find(|alias| alias.words == words)?;
                Some((Span::new(post.start, post.start + own.len() as u32), alias.name?))
            });
            if let Some((own, name)) = split {
                (parts.post, parts.of) = (Some(own), Some(name));
            }
        }
        match found.value.recogniser {
            Recogniser::Role => parts.of = parts.of.map(meant),
            Recogniser::Party => parts.name = parts.name.map(meant),
            _ => {}
        }
    }
    found.extend(more);
    found.sort_by_key(|found| found.tokens.start);
}

/// A post without whom it belongs to, and who that is.
fn owned_by(post: &str) -> Option<(&str, &str)> {
    let (own, owner) = post.rsplit_once(" of ")?;
    Some((own, owner.strip_prefix("the ").unwrap_or(owner)))
}

fn party(start: usize, end: usize, parts: Parts) -> Found {
    let value =
        Value { recogniser: Recogniser::Party, amount: None, bound: Bound::Exactly, ambiguous: false, unit: "", parts };
    Found { tokens: start as u32..end as u32, value }
}

/// The longest short name that stands at a token as a name by itself.
fn named<'a>(reader: &Reader, at: usize, aliases: &FxHashMap<&str, Vec<&'a Alias>>) -> Option<&'a Alias> {
    let fits = |alias: &&&Alias| {
        let behind = at + alias.words.len();
        let all =
            alias.words.iter().enumerate().all(|(n, word)| {
                reader.is(at + n, word) && is_named(reader, at + n) && (n == 0 || reader.joins(at + n))
            });
        let owns = reader.between(behind).starts_with(['\'', '’']);
        let goes_on = !owns && reader.joins(behind) && reader.shaped(behind, Shape::CAPITAL) && reader.is_noun(behind);
        let before = reader.joins(at) && at > reader.start && is_name_word(reader, at - 1);
        all && !goes_on && !before
    };
    let word = reader.text(at).to_lowercase();
    aliases.get(&*word)?.iter().filter(fits).max_by_key(|alias| alias.words.len()).copied()
}

/// Whether a word has a capital, or is the second half of one that has.
fn is_named(reader: &Reader, at: usize) -> bool {
    let half = || reader.gap(at) == Gap::HYPHEN && reader.shaped(at.wrapping_sub(1), Shape::CAPITAL);
    reader.shaped(at, Shape::CAPITAL) || half()
}

/// The short names that a document gives: in brackets behind a party, or to all of them together.
fn read(document: &Document, prose: &Prose, found: &[Found]) -> Vec<Alias> {
    let mut aliases: Vec<Alias> = Vec::new();
    let mut enter = |alias: Option<Alias>| {
        let Some(alias) = alias.filter(|_| aliases.len() < MOST) else { return };
        if aliases.iter().all(|known| known.words != alias.words) {
            aliases.push(alias);
        }
    };
    in_tables(document, prose, found).into_iter().for_each(|alias| enter(Some(alias)));
    let mut parties = found.iter().filter(|found| found.value.recogniser == Recogniser::Party).peekable();
    for sentence in &prose.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let reader = Reader::new(document, prose, start, end);
        let mut last: Option<&Found> = None;
        for at in { start..end }.filter(|&at| reader.gap(at).any(Gap::BRACKET)) {
            while let Some(party) = parties.next_if(|party| party.tokens.end as usize <= at) {
                last = Some(party);
            }
            let party = last.map(|party| (party.tokens.start as usize, party.tokens.end as usize));
            enter(defined(&reader, at, party.filter(|&(from, _)| from >= start)));
        }
    }
    aliases
}

/// What heads the column of a table that gives short names.
const SHORT: [&str; 6] = ["short", "abbreviation", "abbreviated", "acronym", "known", "alias"];

/// The short names that tables give in a column for them, each for the first party of its row.
fn in_tables(document: &Document, prose: &Prose, found: &[Found]) -> Vec<Alias> {
    let reader = |block: BlockId| -> Option<Reader> {
        let sentences = prose.blocks.get(block.0 as usize)?;
        let first = prose.sentences.get(sentences.start as usize).filter(|_| !sentences.is_empty())?;
        let last = prose.sentences.get(sentences.end as usize - 1)?;
        Some(Reader::new(document, prose, first.tokens.start as usize, last.tokens.end as usize))
    };
    let mut aliases = Vec::new();
    for (index, table) in document.tables.iter().enumerate().filter(|(_, table)| table.header_rows > 0) {
        let id = TableId(index as u32);
        let cell = |row: u32, column: u32| document.cell(id, row, column).and_then(reader);
        let short = |column: &u32| {
            let header = cell(table.header_rows - 1, *column);
            header.is_some_and(|header| (header.start..header.end).any(|at| header.is_any(at, &SHORT)))
        };
        let Some(column) = { 0..table.columns }.find(short) else { continue };
        for row in table.header_rows..table.rows {
            let Some(reader) = cell(row, column).filter(|_| aliases.len() < MOST) else { continue };
            let (start, end) = (reader.start + usize::from(reader.is(reader.start, "the")), reader.end);
            let whole = (start..end).all(|at| reader.shaped(at, Shape::CAPITAL) && (at == start || reader.joins(at)));
            let others = (0..table.columns).filter(|other| *other != column);
            let name = others.filter_map(|column| cell(row, column)).find_map(|cell| {
                let from = found.partition_point(|found| (found.tokens.start as usize) < cell.start);
                let inside = found[from..].iter().take_while(|found| (found.tokens.start as usize) < cell.end);
                inside
                    .filter(|found| found.value.recogniser == Recogniser::Party)
                    .find_map(|found| found.value.parts.name)
            });
            if start < end && end - start <= LONGEST && whole && name.is_some() {
                let words = (start..end).map(|at| reader.text(at).to_lowercase()).collect();
                aliases.push(Alias { words, tokens: (start, end), name });
            }
        }
    }
    aliases
}

/// The short name in the bracket that opens at a token, for the party in front of it, whose name may go on in front of the bracket:
/// one without quotation marks stands right behind the name, and one for all parties together needs none in front.
fn defined(reader: &Reader, open: usize, party: Option<(usize, usize)>) -> Option<Alias> {
    if !reader.brackets(open).0 || open >= reader.end {
        return None;
    }
    let close = (open + 1..open + REACH).find(|&at| at >= reader.end || reader.brackets(at).1)?.min(reader.end);
    let reaches = |behind: usize| behind == open || goes_on_to(reader, behind, open);
    let beside = || party.filter(|&(_, behind)| reaches(behind)).and_then(|party| bare(reader, open, close, party));
    let (start, end) = quoted(reader, open, close).or_else(beside)?;
    // Behind an address a name is that of the party only where the party opens the sentence and nothing is said yet.
    let party = party.filter(|&(from, behind)| {
        let said = |at: usize| reader.has(at, Class::FINITE.or(Class::MODAL));
        let apart = || reader.gap(behind).any(Gap::COMMA) && !(behind..open).any(said);
        reaches(behind) || from <= reader.start + OPENING && apart()
    });
    let start = start + usize::from(reader.is(start, "the") || reader.is_any(start, &["a", "an"]));
    let whole = (start..end).all(|at| is_named(reader, at) && (at == start || reader.joins(at)));
    if start >= end || end - start > LONGEST || !whole || !reader.is_noun(start) {
        return None;
    }
    let together = (open..start).any(|at| reader.is_any(at, &TOGETHER));
    let name = party.filter(|_| !together).map(|(from, behind)| reader.span(from, behind));
    let words = (start..end).map(|at| reader.text(at).to_lowercase()).collect();
    (together || name.is_some()).then_some(Alias { words, tokens: (start, end), name })
}

/// The words between quotation marks.
fn quoted(reader: &Reader, open: usize, close: usize) -> Option<(usize, usize)> {
    let opens = |at: &usize| reader.between(*at).trim_end().ends_with(['“', '"', '‘', '\'', '«', '„']);
    let start = { open..close }.find(opens)?;
    let closes = |at: &usize| reader.between(*at).trim_start().starts_with(['”', '"', '’', '\'', '»', '“']);
    Some((start, { start + 1..close }.find(closes).unwrap_or(close)))
}

/// Whether the name of a party goes on to a bracket: "Reed Institute for Marine Biology (“the Institute”)".
fn goes_on_to(reader: &Reader, behind: usize, open: usize) -> bool {
    let named = |at: usize| reader.joins(at) && (is_name_word(reader, at) || reader.is_any(at, &JOINERS));
    behind < open && open - behind <= LONGEST && (behind..open).all(named)
}

/// A bracket that holds nothing but a name with its article, letters, or how the party's name begins: "(the Council)", "(ACC)",
/// "Hollin Lane School (Hollin Lane)".
fn bare(reader: &Reader, open: usize, close: usize, party: (usize, usize)) -> Option<(usize, usize)> {
    let article = reader.is(open, "the") && close > open + 1;
    let letters = close == open + 1 && reader.shaped(open, Shape::UPPER);
    let begins =
        close - open < party.1 - party.0 && (0..close - open).all(|at| reader.is(open + at, reader.text(party.0 + at)));
    (article || letters || begins).then_some((open, close))
}
