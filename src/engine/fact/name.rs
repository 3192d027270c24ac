use super::super::find::Finder;
use super::super::place::Tokens;
use super::super::plan::{AlternativePlan, FieldFrom, Node, NodeId};
use super::super::rate::each_leaf_of_words;
use super::{text, title};
use crate::engine::Alias;
use crate::language::model::{FactSort, Phrase};
use crate::prose::Gap;
use crate::source::Span;

/// Short names of a document, at most.
const MOST: usize = 200;
/// Words between the brackets of a short name, and of those between quotation marks.
const LONGEST: u32 = 8;
const LONGEST_QUOTED: u32 = 16;
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
            for short in bracketed(finder, name).into_iter().chain(called(finder, name)).chain(defined(finder, name)) {
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
    let opening = between(name.end).filter(|gap| gap.contains('(') && !gap.contains(')'));
    let opens =
        name.end < sentence.end && tokens.get(name.end as usize).is_some_and(|token| token.gap.any(Gap::BRACKET));
    let Some(opening) = opening.filter(|_| opens) else { return Vec::new() };
    let closes = |at: &u32| between(*at).is_some_and(|gap| gap.contains(')'));
    let most = |words: u32| (name.end + 1..=sentence.end).take(words as usize).find(closes);
    let span = |close: u32| {
        let first = tokens.get(name.end as usize).map_or(0, |token| token.start) - opening.len() as u32;
        let last = tokens.get(close as usize - 1).map_or(first, |token| token.end);
        let behind = between(close).unwrap_or_default().find(')').unwrap_or(0) as u32;
        Span::new(first, last + behind)
    };
    if let Some(close) = most(LONGEST_QUOTED) {
        let short = quoted(document.text.slice(span(close)));
        if !short.is_empty() {
            return short;
        }
    }
    let Some(close) = most(LONGEST) else { return Vec::new() };
    let mut start = name.end;
    while start + 1 < close
        && ["the", "a", "an", "or", "hereafter", "known", "as"].contains(&&*finder.word(start).to_lowercase())
    {
        start += 1;
    }
    let short = Tokens { start, end: close };
    let capital = finder.word(start).starts_with(char::is_uppercase);
    // A bracket with a number or a sentence in it is no name.
    (capital && close - start <= WORDS as u32).then(|| text(finder, short)).into_iter().collect()
}

/// Quotation marks that open, and that close.
const OPEN: [char; 4] = ['“', '"', '‘', '\''];
const CLOSE: [char; 4] = ['”', '"', '’', '\''];

/// The names between the quotation marks in some words.
fn quoted(words: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = words;
    while let Some((_, behind)) = rest.split_once(OPEN) {
        let Some((name, behind)) = behind.split_once(CLOSE) else { break };
        rest = behind;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.trim_start_matches("the ").trim_start_matches("The ");
        let capital = name.starts_with(char::is_uppercase);
        if capital && name.split(' ').count() <= WORDS {
            names.push(name.to_owned());
        }
    }
    names
}

/// Words behind a name that lead to what else it is called.
const CALLED: [&str; 7] = ["called", "known", "hereafter", "hereinafter", "termed", "abbreviated", "referred"];
/// Words between these and the short name.
const LEADS: usize = 8;

/// The short name that stands behind a name and a comma: "the Works Board, called “the Board” here".
fn called(finder: &Finder, name: Tokens) -> Option<String> {
    let tokens = &finder.prose().tokens;
    let sentence = finder.layout.sentence(finder.prose().sentence_of(name.start));
    let leads = tokens.get(name.end as usize).filter(|token| token.gap.any(Gap::COMMA) && name.end < sentence.end)?;
    let says = |word: &str| CALLED.iter().any(|called| word.eq_ignore_ascii_case(called));
    if !says(finder.document().text.slice(leads.span())) {
        return None;
    }
    let last = sentence.end.min(name.end + LEADS as u32 + WORDS as u32);
    let span = finder.prose().span(&(name.end..last));
    let words = finder.document().text.as_str().get(span.start as usize..)?;
    let before = words.split_whitespace().take(LEADS).take_while(|word| !word.starts_with(OPEN)).count();
    let mark = tokens.get(last as usize).map_or(words.len(), |next| (next.start - span.start) as usize);
    (before < LEADS).then(|| quoted(words.get(..mark)?).into_iter().next()).flatten()
}

/// The term that a name is the meaning of: it stands between quotation marks before a verb that says so, and the name soon behind.
fn defined(finder: &Finder, name: Tokens) -> Option<String> {
    let sentence = finder.prose().sentence_of(name.start);
    let tokens = finder.layout.sentence(sentence);
    let text = finder.document().text.as_str();
    if name.start <= tokens.start {
        return None;
    }
    let span = finder.prose().span(&(tokens.start..name.start));
    let before = text.get(..span.start as usize)?;
    let mark = before.chars().next_back().filter(|mark| OPEN.contains(mark)).map_or(0, char::len_utf8);
    let words = text.get(span.start as usize - mark..span.end as usize)?;
    let (said, between) = words.rsplit_once(CLOSE)?;
    let (front, term) = said.rsplit_once(OPEN)?;
    let mut verbs =
        between.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase());
    let verb = verbs.find(|word| !word.is_empty())?;
    // What only is something else is defined where its sentence opens with it.
    let opens = front.chars().all(|c| c.is_ascii_digit() || ". )(".contains(c));
    let means = matches!(&*verb, "means" | "refers" | "mean") || opens && matches!(&*verb, "is" | "are");
    let soon = verbs.filter(|word| !word.is_empty()).count() <= 3;
    let term = term.trim().trim_start_matches("the ").trim_start_matches("The ");
    (means && soon && !term.is_empty() && term.split_whitespace().count() <= WORDS).then(|| term.to_owned())
}
