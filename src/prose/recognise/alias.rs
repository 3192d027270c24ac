//! Parties and posts by the short names that a document gives them: "Ambridge County Council (“the Council”)", "(together “the
//! Partners”)", "Chief Operating Officer (COO)".

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

/// The last party and post of a sentence so far.
#[derive(Clone, Copy, Default)]
struct Last<'a> {
    party: Option<&'a Found>,
    post: Option<&'a Found>,
}

/// A short name.
struct Alias {
    /// Its words, lowered, without "the".
    words: Vec<String>,
    /// Where it is given, as tokens.
    tokens: (usize, usize),
    /// What it stands for: nothing where it is that of all parties together.
    parts: Parts,
    /// Whether that is a party or a post.
    recogniser: Recogniser,
}

impl Alias {
    /// The name of the party that it stands for.
    fn party(&self) -> Option<Span> {
        self.parts.name
    }
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
                let own = Parts { name: Some(reader.span(at, behind)), ..Parts::default() };
                let parts = if alias.parts == Parts::default() { own } else { alias.parts };
                more.push(named_so(at, behind, alias.recogniser, parts));
            }
            at = behind;
        }
    }
    let meant = |words: Span| {
        let written = document.text.slice(words).split_whitespace().map(str::to_lowercase);
        let written: Vec<String> = written.collect();
        aliases.iter().find(|alias| alias.words == written).and_then(Alias::party).unwrap_or(words)
    };
    for found in found.iter_mut() {
        let parts = &mut found.value.parts;
        if let (Recogniser::Role, None, Some(post)) = (found.value.recogniser, parts.of, parts.post) {
            // "Treasurer of ACC": the letters are no organisation by themselves.
            let split = owned_by(document.text.slice(post)).and_then(|(own, short)| {
                let words: Vec<String> = short.split_whitespace().map(str::to_lowercase).collect();
                let alias = aliases.iter().find(|alias| alias.words == words)?;
                Some((Span::new(post.start, post.start + own.len() as u32), alias.party()?))
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

fn named_so(start: usize, end: usize, recogniser: Recogniser, parts: Parts) -> Found {
    let value = Value { recogniser, amount: None, bound: Bound::Exactly, ambiguous: false, unit: "", parts };
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
        // "the Bright Sands Scheme of Delegation" is a paper of Bright Sands; "the Council Plan" is whoever's.
        let paper = alias.words.len() > 1 && reader.has(behind, Class::PAPER);
        let joined = reader.joins(behind) && reader.shaped(behind, Shape::CAPITAL) && reader.is_noun(behind);
        let goes_on = joined && !owns && !paper;
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
    let mut enter = |alias: Alias| {
        if aliases.len() < MOST && aliases.iter().all(|known| known.words != alias.words) {
            aliases.push(alias);
        }
    };
    in_tables(document, prose, found).into_iter().for_each(&mut enter);
    apposed(document, prose, found).into_iter().for_each(&mut enter);
    let is_named = |found: &&Found| matches!(found.value.recogniser, Recogniser::Party | Recogniser::Role);
    let mut parties = found.iter().filter(is_named).peekable();
    for sentence in &prose.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let reader = Reader::new(document, prose, start, end);
        let mut last = Last::default();
        for at in { start..end }.filter(|&at| reader.gap(at).any(Gap::BRACKET)) {
            while let Some(party) = parties.next_if(|party| party.tokens.end as usize <= at) {
                let here = Some(party).filter(|party| party.tokens.start as usize >= start);
                match party.value.recogniser {
                    Recogniser::Role => last.post = here,
                    _ => last.party = here,
                }
            }
            defined(&reader, at, last).into_iter().for_each(&mut enter);
        }
    }
    aliases
}

/// The names of parties that no word in them tells, as they stand elsewhere by themselves.
fn apposed(document: &Document, prose: &Prose, found: &[Found]) -> Vec<Alias> {
    let reader = Reader::new(document, prose, 0, prose.tokens.len());
    let parties = found.iter().filter(|found| found.value.recogniser == Recogniser::Party);
    let by_itself = |party: &Found| {
        let (start, end) = (party.tokens.start as usize, party.tokens.end as usize);
        let told = (start..end).any(|at| reader.has(at, Class::ORGANISATION));
        let words = (start..end).map(|at| reader.text(at).to_lowercase()).collect();
        let Value { parts, recogniser, .. } = party.value;
        (!told).then_some(Alias { words, tokens: (start, end), parts, recogniser })
    };
    parties.filter_map(by_itself).collect()
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
                let parts = Parts { name, ..Parts::default() };
                aliases.push(Alias { words, tokens: (start, end), parts, recogniser: Recogniser::Party });
            }
        }
    }
    aliases
}

/// The short names in the bracket that opens at a token: of a post that stands right in front of it, else of the party before.
fn defined(reader: &Reader, open: usize, last: Last) -> Vec<Alias> {
    if !reader.brackets(open).0 || open >= reader.end {
        return Vec::new();
    }
    let Some(close) = (open + 1..open + REACH).find(|&at| at >= reader.end || reader.brackets(at).1) else {
        return Vec::new();
    };
    let close = close.min(reader.end);
    let post = last.post.filter(|post| post.tokens.end as usize == open);
    let of_post = post.map(|post| of_post(reader, (open, close), post)).unwrap_or_default();
    if of_post.is_empty() { of_party(reader, (open, close), last.party) } else { of_post }
}

/// The short names of a post: between quotation marks, or the letters that its words begin with.
fn of_post(reader: &Reader, (open, close): (usize, usize), post: &Found) -> Vec<Alias> {
    let own = post.tokens.start as usize..post.tokens.end as usize;
    let initials = |all: bool| -> String {
        let words = own.clone().filter(|&at| all || !reader.has(at, Class::FUNCTION));
        words.filter_map(|at| reader.text(at).chars().next()).flat_map(char::to_lowercase).collect()
    };
    let letters = reader.text(open).to_lowercase();
    let is_short = close == open + 1 && [true, false].iter().any(|&all| initials(all) == letters);
    let mut short = reader.quoted(open, close);
    short.extend((short.is_empty() && is_short).then_some((open, close)));
    short.retain(|&(from, to)| (from..to).any(|at| is_letters(reader, at)));
    short.into_iter().filter_map(|short| alias(reader, short, Recogniser::Role, post.value.parts)).collect()
}

/// The short names of a party, whose name may go on in front of the bracket: one without quotation marks stands right behind the
/// name, and one for all parties together needs none in front.
fn of_party(reader: &Reader, (open, close): (usize, usize), party: Option<&Found>) -> Vec<Alias> {
    let party = party.map(|party| (party.tokens.start as usize, party.tokens.end as usize));
    let reaches = |behind: usize| behind == open || goes_on_to(reader, behind, open);
    let beside = || party.filter(|&(_, behind)| reaches(behind)).and_then(|party| bare(reader, open, close, party));
    let mut short = reader.quoted(open, close);
    if short.is_empty() {
        short.extend(beside());
    }
    // Behind an address a name is that of the party only where the party opens the sentence and nothing is said yet.
    let party = party.filter(|&(from, behind)| {
        let said = |at: usize| reader.has(at, Class::FINITE.or(Class::MODAL));
        let apart = || reader.gap(behind).any(Gap::COMMA) && !(behind..open).any(said);
        let address = || !(behind..open).any(said) && reader.is(behind, "of");
        reaches(behind) || from <= reader.start + OPENING && (apart() || address())
    });
    let named = |short: (usize, usize)| {
        let together = (open..short.0).any(|at| reader.is_any(at, &TOGETHER));
        let name = party.filter(|_| !together).map(|(from, behind)| reader.span(from, behind));
        let parts = Parts { name, ..Parts::default() };
        alias(reader, short, Recogniser::Party, parts).filter(|_| together || name.is_some())
    };
    short.into_iter().filter_map(named).collect()
}

/// A short name of some tokens, where it looks like one.
fn alias(reader: &Reader, (start, end): (usize, usize), recogniser: Recogniser, parts: Parts) -> Option<Alias> {
    let start = start + usize::from(reader.is_any(start, &["the", "a", "an"]));
    let whole = (start..end).all(|at| is_named(reader, at) && (at == start || reader.joins(at)));
    if start >= end || end - start > LONGEST || !whole || !reader.is_noun(start) {
        return None;
    }
    let words = (start..end).map(|at| reader.text(at).to_lowercase()).collect();
    Some(Alias { words, tokens: (start, end), parts, recogniser })
}

/// Whether a token is letters, most of them capitals, as a short name is: "COO", "DoN".
fn is_letters(reader: &Reader, at: usize) -> bool {
    let letters = reader.text(at).chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters.clone().filter(|letter| letter.is_uppercase()).count();
    capitals > 1 && capitals * 2 > letters.count()
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
