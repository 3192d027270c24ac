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
/// Words between the brackets of a short name.
const LONGEST: u32 = 8;
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
            for short in bracketed(finder, name).into_iter().chain(defined(finder, name)) {
                let alias = Alias { short, name: text(finder, name) };
                if aliases.len() < MOST && alias.short != alias.name && !aliases.contains(&alias) {
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

/// The short name in the brackets that open right behind a name.
fn bracketed(finder: &Finder, name: Tokens) -> Option<String> {
    let tokens = &finder.prose().tokens;
    let sentence = finder.layout.sentence(finder.prose().sentence_of(name.start));
    let document = finder.document();
    let between = |at: u32| {
        let before = tokens.get((at as usize).checked_sub(1)?)?;
        let end = tokens.get(at as usize).map_or(document.text.as_str().len() as u32, |token| token.start);
        Some(document.text.slice(Span::new(before.end, end.max(before.end))))
    };
    let opens = name.end < sentence.end
        && tokens.get(name.end as usize)?.gap.any(Gap::BRACKET)
        && between(name.end)?.contains('(')
        && !between(name.end)?.contains(')');
    if !opens {
        return None;
    }
    let close = (name.end + 1..=sentence.end)
        .take(LONGEST as usize)
        .find(|&at| between(at).is_some_and(|gap| gap.contains(')')))?;
    let mut start = name.end;
    while start + 1 < close
        && ["the", "a", "an", "or", "hereafter", "known", "as"].contains(&&*finder.word(start).to_lowercase())
    {
        start += 1;
    }
    let short = Tokens { start, end: close };
    let capital = finder.word(start).starts_with(char::is_uppercase);
    // A bracket with a number or a sentence in it is no name.
    (capital && close - start <= 4).then(|| text(finder, short))
}

/// The term that a name is the meaning of: it stands first in the clause, between quotation marks, and ends as the name does.
fn defined(finder: &Finder, name: Tokens) -> Option<String> {
    let sentence = finder.prose().sentence_of(name.start);
    let tokens = finder.layout.sentence(sentence);
    let text = finder.document().text.as_str();
    if name.start <= tokens.start {
        return None;
    }
    let span = finder.prose().span(&(tokens.start..name.start));
    let words = text.get(span.range())?;
    let before = text.get(..span.start as usize)?.chars().next_back();
    let rest = match before {
        Some('“' | '"' | '‘' | '\'') => words,
        _ => words
            .trim_start_matches(|c: char| c.is_ascii_digit() || ". )(".contains(c))
            .strip_prefix(['“', '"', '‘', '\''])?,
    };
    let (term, between) = rest.split_once(['”', '"', '’', '\''])?;
    let mut said =
        between.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase());
    let verb = said.find(|word| !word.is_empty())?;
    let means = matches!(&*verb, "means" | "is" | "are" | "refers" | "mean");
    let soon = said.filter(|word| !word.is_empty()).count() <= 3;
    let term = term.trim().trim_start_matches("the ").trim_start_matches("The ");
    (means && soon && !term.is_empty() && term.split_whitespace().count() <= 4).then(|| term.to_owned())
}
