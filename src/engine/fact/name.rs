use super::super::find::Finder;
use super::super::place::Tokens;
use super::super::plan::{AlternativePlan, FieldFrom, Node, NodeId};
use super::super::rate::each_leaf_of_words;
use super::{short as unmarked, text, title};
use crate::engine::Alias;
use crate::language::model::{FactSort, Phrase};
use crate::prose::{Gap, quoted};
use crate::source::Span;

/// Short names of a document, at most.
const MOST: usize = 200;
/// Words between the brackets of a short name, and of those between quotation marks.
const LONGEST: usize = 8;
const LONGEST_QUOTED: usize = 16;
/// Words of a short name.
const WORDS: usize = 4;
/// What may stand between a name and what it is a name of: "Terms of Reference of the Finance Committee".
const LINKS: [&str; 3] = ["of", "for", "to"];

/// A name without its number, what stands in front of its own article or is the name of a paper: of "2 Terms of Reference for the Finance
/// Committee" the body.
pub(super) fn whole(finder: &Finder, tokens: Tokens) -> Tokens {
    let is = |at: u32, word: &str| finder.word(at).eq_ignore_ascii_case(word);
    let start = (tokens.start + 1..tokens.end).rev().find(|&at| at + 1 < tokens.end && is(at, "the"));
    let numbered = |at: &u32| finder.word(*at).bytes().all(|byte| byte.is_ascii_digit());
    let behind_number = (tokens.start..tokens.end).take_while(numbered).last().filter(|at| at + 2 < tokens.end);
    let start = start.or(behind_number);
    let tokens = Tokens { start: start.map_or(tokens.start, |at| at + 1), ..tokens };
    let links = |at: u32| at + 1 < tokens.end && LINKS.iter().any(|link| is(at, link));
    // Nearly all names are no "… of …", and the phrases are many.
    if !(tokens.start + 1..tokens.end).any(links) {
        return tokens;
    }
    let titled = finder.program.kinds.iter().filter_map(|kind| finder.program.words.get(kind.titled.at()));
    let behind = |phrase: &Phrase| {
        let mut at = tokens.start;
        for word in phrase.text.split_whitespace() {
            if at >= tokens.end || !is_same(finder.word(at), word) {
                return None;
            }
            at += 1;
        }
        links(at).then_some(at + 1)
    };
    let paper = titled.flat_map(|titled| &titled.phrases).filter_map(behind).max();
    Tokens { start: paper.unwrap_or(tokens.start), ..tokens }
}

/// Whether two words are the same but for capitals.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && one.to_lowercase() == other.to_lowercase()
}

/// The short names that a document gives to the names which its facts ask for: in brackets right behind one, "Clinical
/// Reference Group (CRG)", in the title and headings too, or as what a term means, "“the Board” means the Partnership Board".
pub(super) fn aliases(finder: &mut Finder) -> Vec<Alias> {
    let mut aliases: Vec<Alias> = Vec::new();
    for node in nodes(finder) {
        let list = finder.list(node);
        let said: Vec<Tokens> = list.range().map(|at| finder.tokens(list, at)).collect();
        for name in said.into_iter().chain(title::names(finder, node)) {
            let name = whole(finder, name);
            let given = bracketed(finder, name).into_iter().chain(called(finder, name)).chain(defined(finder, name));
            for short in given.chain(unmarked::beside(finder, name)) {
                let alias = Alias { short, name: text(finder, name) };
                // A short name of a short name is one of the whole name, which was met before.
                let told = |known: &Alias| known.short == alias.short && known.name.ends_with(&alias.name);
                if aliases.len() < MOST && alias.short != alias.name && !aliases.iter().any(told) {
                    aliases.push(alias);
                }
            }
        }
    }
    aliases
}

/// The nodes of patterns of names that facts ask for.
fn nodes(finder: &mut Finder) -> Vec<NodeId> {
    let mut asked: Vec<NodeId> = Vec::new();
    for fact in &finder.plan.facts {
        for alternative in &fact.alternatives {
            match alternative {
                AlternativePlan::Title(node, _) => asked.push(*node),
                AlternativePlan::Said(node, fields) => {
                    asked.extend((fact.sort == FactSort::Name).then_some(*node));
                    asked.extend(fields.iter().filter_map(|field| match field.from {
                        FieldFrom::Match(node, _) => Some(node),
                        _ => None,
                    }));
                }
            }
        }
    }
    asked.sort_unstable();
    asked.dedup();
    let mut nodes: Vec<NodeId> = Vec::new();
    for node in asked {
        each_leaf_of_words(finder, node, &mut |finder, leaf| {
            if matches!(finder.node(leaf), Node::Names(_)) && !nodes.contains(&leaf) {
                nodes.push(leaf);
            }
        });
    }
    nodes
}

/// The short names in the brackets that open right behind a name: each between quotation marks, else all that stands there.
fn bracketed(finder: &Finder, name: Tokens) -> Vec<String> {
    let tokens = &finder.prose().tokens;
    let sentence = finder.layout.sentence(finder.prose().sentence_of(name.start));
    let document = finder.document();
    let between = |at: u32| {
        let before = tokens.get((at as usize).checked_sub(1)?)?;
        let end = tokens.get(at as usize).map_or(document.text.as_str().len() as u32, |token| token.start);
        Some(document.text.slice(Span::new(before.end, end.max(before.end))))
    };
    let opens = between(name.end).is_some_and(|gap| gap.contains('(') && !gap.contains(')'));
    if !opens || name.end >= sentence.end || !tokens[name.end as usize].gap.any(Gap::BRACKET) {
        return Vec::new();
    }
    let closes = |at: &u32| between(*at).is_some_and(|gap| gap.contains(')'));
    let close = |most: usize| (name.end + 1..=sentence.end).take(most).find(closes);
    let Some(last) = close(LONGEST_QUOTED) else { return Vec::new() };
    let inside = Span::new(tokens[name.end as usize - 1].end, tokens[last as usize - 1].end);
    let mark = between(last).and_then(|gap| gap.find(')')).unwrap_or(0) as u32;
    let short = given(document.text.slice(Span::new(inside.start, inside.end + mark)));
    if !short.is_empty() {
        return short;
    }
    let Some(last) = close(LONGEST) else { return Vec::new() };
    let mut start = name.end;
    while start + 1 < last
        && ["the", "a", "an", "or", "hereafter", "known", "as"].contains(&&*finder.word(start).to_lowercase())
    {
        start += 1;
    }
    // "(the Works Board for short)"
    let last = if last > start + 2 && ["for", "in"].contains(&finder.word(last - 2)) && finder.word(last - 1) == "short"
    {
        last - 2
    } else {
        last
    };
    let short = Tokens { start, end: last };
    let capital = finder.word(start).starts_with(char::is_uppercase);
    // A bracket with a number or a sentence in it is no name, and one that is longer than the name is short for nothing: "the board
    // that runs the Programme (the Tide Board)".
    let fits = last - start <= (WORDS as u32).min((name.end - name.start).max(1));
    (capital && fits).then(|| text(finder, short)).into_iter().collect()
}

/// Words that lead to a short name between quotation marks; behind others that is somebody else's name.
const LEADS: [&str; 27] = [
    "the",
    "a",
    "an",
    "or",
    "and",
    "also",
    "hereafter",
    "hereinafter",
    "known",
    "locally",
    "as",
    "called",
    "termed",
    "referred",
    "to",
    "in",
    "this",
    "these",
    "our",
    "all",
    "other",
    "terms",
    "papers",
    "document",
    "documents",
    "agreement",
    "below",
];

/// The short names between quotation marks in some words, up to the first that is led to by other words.
fn given(words: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut from = 0;
    for range in quoted(words) {
        let before = words_of(&words[from..range.start]);
        if !calls(&before) && !before.iter().all(|word| LEADS.contains(&&**word)) {
            break;
        }
        from = range.end;
        names.extend(short(&words[range]));
    }
    names
}

/// Some words, lowered.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether words lead to what something is called: "known in the town as the".
fn calls(before: &[String]) -> bool {
    let last = before.iter().rev().find(|word| !["the", "a", "an"].contains(&&***word));
    last.is_some_and(|word| word == "as")
}

/// What stands between quotation marks, where it looks like a name.
fn short(words: &str) -> Option<String> {
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches("the ").trim_start_matches("The ");
    let capital = name.starts_with(char::is_uppercase);
    (capital && name.split(' ').count() <= WORDS).then(|| name.to_owned())
}

/// Words behind a name and a comma, up to its short name.
const CALLED: u32 = 8;

/// The short name that stands behind a name and a comma: "the Works Board, called “the Board” here", "…, referred to as “the Board”".
fn called(finder: &Finder, name: Tokens) -> Option<String> {
    let document = finder.document();
    let tokens = &finder.prose().tokens;
    let sentence = finder.layout.sentence(finder.prose().sentence_of(name.start));
    let first = tokens.get(name.end as usize).filter(|token| token.gap.any(Gap::COMMA) && name.end < sentence.end)?;
    let last = tokens.get(sentence.end.min(name.end + CALLED + WORDS as u32) as usize);
    let behind = last.map_or(document.text.as_str().len() as u32, |token| token.start);
    let words = document.text.slice(Span::new(first.start, behind.max(first.start)));
    let range = quoted(words).into_iter().next()?;
    let before = words_of(&words[..range.start]);
    let called = before.first().is_some_and(|word| ["called", "termed", "hereafter", "hereinafter"].contains(&&**word));
    let simply =
        called && before.get(1).is_none_or(|word| ["in", "the", "a", "an", "simply", "here"].contains(&&**word));
    (before.len() <= CALLED as usize && (calls(&before) || simply)).then(|| short(&words[range])).flatten()
}

/// Words between a term and its verb that say when it has that meaning.
const ASIDE: usize = 6;

/// The terms that a name is the meaning of: they stand between quotation marks before a verb that says so, and the name soon behind; of
/// "“Works Board” or “WB” means …" both.
fn defined(finder: &Finder, name: Tokens) -> Vec<String> {
    terms(finder, name).unwrap_or_default()
}

fn terms(finder: &Finder, name: Tokens) -> Option<Vec<String>> {
    let sentence = finder.prose().sentence_of(name.start);
    let tokens = finder.layout.sentence(sentence);
    let text = finder.document().text.as_str();
    if name.start <= tokens.start {
        return None;
    }
    let span = finder.prose().span(&(tokens.start..name.start));
    let before = text.get(..span.start as usize)?;
    let mark = before.chars().next_back().filter(|mark| "“\"‘'".contains(*mark)).map_or(0, char::len_utf8);
    let words = text.get(span.start as usize - mark..span.end as usize)?;
    let mut said = quoted(words).into_iter().rev();
    let mut terms = vec![said.next()?];
    let between = &words[terms[0].end..];
    for range in said {
        let link = words_of(&words[range.end..terms[terms.len() - 1].start]);
        if link.first().is_none_or(|word| word != "or") || link[1..].iter().any(|word| word != "the") {
            break;
        }
        terms.push(range);
    }
    let front = &words[..terms[terms.len() - 1].start];
    // What only is something else is defined where its sentence opens with it; behind "of" and the like it is spoken of.
    let opens = !front.contains(char::is_alphabetic);
    let words_in = words;
    let words = between.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    // "“Board”, used alone, means the Harbour Board."
    let aside = between.trim_start_matches(['”', '"', '*', ' ']).starts_with(',') && opens;
    let skipped = words.iter().take(ASIDE).position(|word| word == "means").filter(|_| aside).unwrap_or(0);
    let mut verbs = words[skipped..].iter();
    let verb = verbs.next()?;
    let spoken_of = front.split(|c: char| !c.is_alphabetic()).rev().find(|word| !word.is_empty() && *word != "the");
    let spoken_of = spoken_of.is_some_and(|word| ["of", "for", "by", "to", "from", "with"].contains(&word));
    let means = matches!(&**verb, "means" | "refers" | "mean") || opens && matches!(&**verb, "is" | "are");
    let soon = verbs.count() <= 3;
    let term = |range: &std::ops::Range<usize>| {
        let term = words_in.get(range.clone())?.trim().trim_start_matches("the ").trim_start_matches("The ");
        (!term.is_empty() && term.split_whitespace().count() <= WORDS).then(|| term.to_owned())
    };
    (means && soon && !spoken_of).then(|| terms.iter().filter_map(term).collect())
}
