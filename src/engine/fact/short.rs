//! Short names that stand beside a name without quotation marks: at the head of its clause, row or section. What a short name is made of
//! tells it there: words of the name, or the letters that they begin with.

use super::super::find::Finder;
use super::super::place::Tokens;
use super::text;
use crate::document::BlockId;

/// Words of a short name.
const WORDS: u32 = 4;
/// Words that may stand between a short name and the name.
const ARTICLES: [&str; 3] = ["the", "a", "an"];
/// The same, where they say what the one means.
const MEANS: [&str; 9] = ["means", "mean", "is", "stands", "for", "short", "refers", "to", "denotes"];
/// What heads a column of terms or short names.
const TERMS: [&str; 12] = [
    "term",
    "terms",
    "expression",
    "word",
    "words",
    "phrase",
    "short",
    "abbreviation",
    "acronym",
    "initials",
    "called",
    "letters",
];

/// The short names that the head of the clause, row or section of a name gives to it.
pub(super) fn beside(finder: &Finder, name: Tokens) -> Vec<String> {
    let block = finder.layout.block_of(finder.prose().sentence_of(name.start));
    let full = text(finder, name);
    let found = at_head(finder, block, name).into_iter().chain(in_row(finder, block, name));
    let made = found.filter(|short| is_made_of(short, &full) || is_part(short, &full));
    made.chain(over(finder, block, name).into_iter().filter(|short| is_part(short, &full))).collect()
}

/// What opens the clause of a name, with a dash, a colon or a verb between them: "**ALB** – the Alliance Leadership Board".
fn at_head(finder: &Finder, block: BlockId, name: Tokens) -> Option<String> {
    let tokens = finder.layout.block(block);
    let all = &finder.prose().tokens;
    let start = (tokens.start..name.start).find(|&at| opens_name(finder, at))?;
    let parts = |at: u32| all.get(at as usize).is_some_and(|token| !token.gap.joins());
    let behind = (start + 1..=name.start).find(|&at| parts(at) || MEANS.contains(&&*lower(finder, at)))?;
    let light = |at: u32| [&ARTICLES[..], &MEANS[..]].iter().any(|words| words.contains(&&*lower(finder, at)));
    // Its number, a quotation mark, an article.
    let number = |at: u32| finder.word(at).chars().count() <= 2 || !finder.word(at).contains(char::is_alphabetic);
    let numbers = (tokens.start..start).all(|at| number(at) || ARTICLES.contains(&&*lower(finder, at)));
    (behind - start <= WORDS && numbers && (behind..name.start).all(light))
        .then(|| text(finder, Tokens { start, end: behind }))
}

/// What stands in front of the row of a name that opens its cell, under a header that tells a term; letters need none.
fn in_row(finder: &Finder, block: BlockId, name: Tokens) -> Option<String> {
    let (document, layout) = (finder.document(), finder.layout);
    let cell = layout.cell_of(block).filter(|cell| cell.column > 0)?;
    let own = layout.block(block);
    if !(own.start..name.start).all(|at| ARTICLES.contains(&&*lower(finder, at))) {
        return None;
    }
    let head = whole(finder, layout.block(document.cell(cell.table, cell.row, 0)?))?;
    let rows = document.table(cell.table).header_rows.min(cell.row);
    let headers = (0..rows).filter_map(|row| document.cell_over(cell.table, row, 0)).map(|header| layout.block(header));
    let term =
        headers.into_iter().any(|header| (header.start..header.end).any(|at| TERMS.contains(&&*lower(finder, at))));
    (term || is_letters(&head)).then_some(head)
}

/// The run-in label or heading over a name that is brought in right under it: "**The Works Group.** There is a Works and Dredging Group".
fn over(finder: &Finder, block: BlockId, name: Tokens) -> Option<String> {
    let layout = finder.layout;
    let own = layout.block(block);
    let label = layout.run_in(block).filter(|label| label.end <= name.start);
    let body = label.map_or(own.start, |label| label.end);
    let article = name.start.checked_sub(1).filter(|&at| at >= body).map(|at| lower(finder, at));
    let first = !(body..name.start).any(|at| at > body && is_capital(finder, at));
    let new = first && article.is_some_and(|article| ["a", "an"].contains(&&*article));
    let heading = || layout.headings(block).next().filter(|heading| heading.0 + 1 == block.0);
    let over = label.or_else(|| heading().map(|heading| layout.block(heading))).filter(|_| new).and_then(|label| {
        let start = (label.start..label.end).find(|&at| opens_name(finder, at))?;
        whole(finder, Tokens { start, end: label.end })
    });
    over.filter(|short| short.contains(' '))
}

/// Tokens that are a short name and nothing else: an article and a few words with capitals.
fn whole(finder: &Finder, tokens: Tokens) -> Option<String> {
    let start = tokens.start + u32::from(ARTICLES.contains(&&*lower(finder, tokens.start)));
    let words = start..tokens.end;
    let fits = !words.is_empty() && words.len() as u32 <= WORDS && is_capital(finder, start);
    fits.then(|| text(finder, Tokens { start, end: tokens.end }))
}

fn lower(finder: &Finder, at: u32) -> String {
    finder.word(at).to_lowercase()
}

fn is_capital(finder: &Finder, at: u32) -> bool {
    finder.word(at).starts_with(char::is_uppercase)
}

/// Whether a word has a capital and is no article.
fn opens_name(finder: &Finder, at: u32) -> bool {
    is_capital(finder, at) && !ARTICLES.contains(&&*lower(finder, at))
}

/// Whether a short name is the letters that the words of a name begin with, with its light words or without.
fn is_made_of(short: &str, name: &str) -> bool {
    let initials = |light: bool| -> String {
        let words = name.split([' ', '-']).filter(|word| light || word.starts_with(char::is_uppercase));
        words.filter_map(|word| word.chars().next()).filter(|first| first.is_alphabetic()).collect()
    };
    is_letters(short) && [true, false].iter().any(|&light| initials(light).eq_ignore_ascii_case(short))
}

/// Whether a name is letters, as ALB is.
fn is_letters(name: &str) -> bool {
    name.chars().count() > 1 && name.chars().all(char::is_uppercase)
}

/// Whether a short name has no other words than a longer name, in its order, and the same last one: "Works Board" for the "Port Works and
/// Dredging Board", and "Board" too.
pub(crate) fn is_part(short: &str, name: &str) -> bool {
    let (short, name) = (short.to_lowercase(), name.to_lowercase());
    let mut words = name.split(' ');
    let last = |name: &str| name.rsplit(' ').next().map(str::to_owned);
    short != name && last(&short) == last(&name) && short.split(' ').all(|word| words.any(|other| other == word))
}
