use regex::{Regex, RegexBuilder};

use super::postings::{Hit, Scan, Space};
use crate::engine::place::Layout;
use crate::engine::plan::Regexes;
use crate::language::model::Words;
use crate::source::Span;

/// A regex made ready.
#[derive(Debug)]
pub(in crate::engine) struct Compiled {
    regex: Regex,
    /// Whether it may ask for the ends of what it is run over, and so must be run over each sentence by itself.
    anchored: bool,
}

impl Regexes {
    /// The regexes, compiled at first need; one that cannot be compiled finds nothing.
    fn compiled(&self) -> &[Compiled] {
        self.compiled.get_or_init(|| {
            let compile = |source: &String| {
                let regex = RegexBuilder::new(&plain_bounds(source)).size_limit(Words::LARGEST_REGEX).build().ok()?;
                Some(Compiled { regex, anchored: is_anchored(source) })
            };
            self.sources.iter().filter_map(compile).collect()
        })
    }
}

/// A regex whose word boundaries look at plain letters alone: others are many times as slow.
fn plain_bounds(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut chars = source.chars();
    while let Some(next) = chars.next() {
        match (next, next == '\\') {
            (_, true) => match chars.next() {
                Some('b') => plain.push_str("(?-u:\\b)"),
                escaped => {
                    plain.push('\\');
                    plain.extend(escaped);
                }
            },
            (other, false) => plain.push(other),
        }
    }
    plain
}

/// Whether a regex may hold `^`, `$`, `\A` or `\z`; a class that opens with `^` is none of them.
fn is_anchored(source: &str) -> bool {
    source.replace("[^", "").contains(['^', '$']) || source.contains("\\A") || source.contains("\\z")
}

/// Where the regexes of a group were run so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// A bit for each sentence.
    sentences: Vec<u64>,
    all: bool,
    labels: bool,
}

/// Of how many sentences one must be looked at for the whole text to be searched at once.
const SPARSE: usize = 3;

impl Scan {
    /// Adds what the regexes of a group find in the own words of all clauses.
    pub fn look_everywhere(&mut self, group: u32, regexes: &Regexes, layout: Layout) {
        let looked = self.looked.entry(group).or_default();
        if std::mem::replace(&mut looked.all, true) {
            return;
        }
        let mut found = Vec::new();
        for compiled in regexes.compiled() {
            if compiled.anchored {
                let sentences = (0u32..).zip(&self.classes).filter(|(_, class)| class.is_own());
                sentences.for_each(|(sentence, _)| in_sentence(&compiled.regex, sentence, layout, &mut found));
            } else {
                in_text(&compiled.regex, layout, &mut found);
            }
        }
        found.retain(|hit| self.classes.get(hit.sentence as usize).is_some_and(|class| class.is_own()));
        self.add_to_words(group, Space::Own, found);
    }

    /// Adds what the regexes of a group find in some sentences, in order, those that are a clause's own.
    pub fn look_at(&mut self, group: u32, regexes: &Regexes, layout: Layout, sentences: impl Iterator<Item = u32>) {
        let count = self.classes.len();
        let looked = self.looked.entry(group).or_default();
        if looked.all {
            return;
        }
        looked.sentences.resize(count.div_ceil(64), 0);
        let own = sentences.filter(|&sentence| self.classes.get(sentence as usize).is_some_and(|class| class.is_own()));
        let new: Vec<u32> = own.filter(|&sentence| mark(&mut looked.sentences, sentence)).collect();
        if new.len() * SPARSE > count {
            return self.look_everywhere(group, regexes, layout);
        }
        let mut found = Vec::new();
        for compiled in regexes.compiled() {
            new.iter().for_each(|&sentence| in_sentence(&compiled.regex, sentence, layout, &mut found));
        }
        self.add_to_words(group, Space::Own, found);
    }

    /// Adds what the regexes of a group find in labels.
    pub fn look_at_labels(&mut self, group: u32, regexes: &Regexes, layout: Layout) {
        let looked = self.looked.entry(group).or_default();
        if std::mem::replace(&mut looked.labels, true) {
            return;
        }
        let mut found = Vec::new();
        for (sentence, _) in self.classes.iter().enumerate().filter(|(_, class)| class.is_label()) {
            for compiled in regexes.compiled() {
                in_sentence(&compiled.regex, sentence as u32, layout, &mut found);
            }
        }
        self.add_to_words(group, Space::Label, found);
    }
}

/// Sets a bit; whether it was not set before.
fn mark(bits: &mut [u64], index: u32) -> bool {
    let Some(word) = bits.get_mut(index as usize / 64) else { return false };
    let bit = 1 << (index % 64);
    let new = *word & bit == 0;
    *word |= bit;
    new
}

/// Adds the matches of a regex in the text, as the tokens that they touch. Sentences over whose end one would run are
/// searched by themselves.
fn in_text(regex: &Regex, layout: Layout, hits: &mut Vec<Hit>) {
    let text = layout.document.text.as_str();
    let mut at = 0;
    while at <= text.len()
        && let Some(found) = regex.find_at(text, at)
    {
        at = next_char(text, found.end(), found.is_empty());
        let Some(hit) = hit(layout, found.start() as u32, found.end() as u32) else { continue };
        let last = layout.prose.sentence_of(hit.end - 1);
        if last == hit.sentence {
            hits.push(hit);
        } else {
            (hit.sentence..=last).for_each(|sentence| in_sentence(regex, sentence, layout, hits));
            at = at.max(span(layout, last).end as usize);
        }
    }
}

/// Where to search on; behind an empty match a character is left out.
fn next_char(text: &str, at: usize, skip: bool) -> usize {
    let step = text[at..].chars().next().map_or(1, char::len_utf8);
    if skip { at + step } else { at }
}

/// Adds the matches in one sentence.
fn in_sentence(regex: &Regex, sentence: u32, layout: Layout, hits: &mut Vec<Hit>) {
    let span = span(layout, sentence);
    for found in regex.find_iter(layout.document.text.slice(span)) {
        hits.extend(hit(layout, span.start + found.start() as u32, span.start + found.end() as u32));
    }
}

/// A sentence with the marks that stand directly before and behind it.
fn span(layout: Layout, sentence: u32) -> Span {
    let tokens = layout.sentence(sentence);
    if tokens.is_empty() {
        return Span::default();
    }
    let span = layout.prose.span(&(tokens.start..tokens.end));
    let text = layout.document.text.as_str();
    let marks = |mark: &char| !mark.is_whitespace() && !mark.is_alphanumeric();
    let length = |mark: char| mark.len_utf8() as u32;
    let before: u32 = text[..span.start as usize].chars().rev().take_while(marks).map(length).sum();
    let behind: u32 = text[span.end as usize..].chars().take_while(marks).map(length).sum();
    Span::new(span.start - before, span.end + behind)
}

/// The tokens that a stretch of the text touches; none where it touches none.
fn hit(layout: Layout, from: u32, to: u32) -> Option<Hit> {
    let tokens = &layout.prose.tokens;
    let start = tokens.partition_point(|token| token.end <= from);
    let end = start + tokens[start..].iter().take_while(|token| token.start < to).count();
    (start < end).then(|| Hit {
        start: start as u32,
        end: end as u32,
        sentence: layout.prose.sentence_of(start as u32),
    })
}
