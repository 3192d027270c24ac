use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;

use super::postings::{Hit, Scan, Space};
use crate::engine::place::{Layout, Tokens};
use crate::engine::plan::{Group, LooksSet};
use crate::language::Program;
use crate::language::model::{self, Needs, Words};
use crate::prose::{Prose, WordId};
use crate::source::Span;

/// The regexes of a program by their source, each once, whatever the groups and kinds of document that ask for it.
#[derive(Debug)]
pub(in crate::engine) struct Regexes(FxHashMap<String, Arc<Lazy>>);

/// A regex that is compiled at first need: that takes a millisecond, and few documents need it.
#[derive(Debug)]
pub(in crate::engine) struct Lazy {
    /// Its number among those of the program.
    number: usize,
    source: String,
    needs: Needs,
    /// Whether it asks for the ends of what it is run over, and so must be run over each sentence by itself.
    anchored: bool,
    compiled: OnceLock<Option<Regex>>,
}

impl Regexes {
    pub fn new(program: &Program) -> Self {
        let mut known = FxHashMap::default();
        for regex in program.words.iter().flat_map(|words| &words.regexes) {
            let number = known.len();
            known.entry(regex.source.clone()).or_insert_with(|| Arc::new(Lazy::new(number, regex)));
        }
        Self(known)
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// One of them.
    pub fn of(&self, regex: &model::Regex) -> Option<Arc<Lazy>> {
        self.0.get(&regex.source).cloned()
    }
}

impl Lazy {
    fn new(number: usize, regex: &model::Regex) -> Self {
        let model::Regex { source, anchored, needs } = regex.clone();
        Self { number, source, needs, anchored, compiled: OnceLock::new() }
    }

    /// The regex; none if it cannot be compiled, so that it finds nothing.
    fn compiled(&self) -> Option<&Regex> {
        let compile = || RegexBuilder::new(&plain_bounds(&self.source)).size_limit(Words::LARGEST_REGEX).build().ok();
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// A regex that may match in a document.
struct Looking<'a> {
    regex: &'a Regex,
    anchored: bool,
    /// Those of the words that it needs which the document has.
    words: Vec<WordId>,
    signs: &'a [char],
}

impl Looking<'_> {
    /// Adds its matches in some sentences.
    fn look(&self, sentences: impl Iterator<Item = u32>, layout: Layout, hits: &mut Vec<Hit>) {
        for sentence in sentences.filter(|&sentence| self.may_match_in(sentence, layout)) {
            in_sentence(self.regex, sentence, layout, hits);
        }
    }

    /// The sentences that it may match in, if they are fewer than `most` and soon told: those with a word that it needs, from
    /// some of the document's, else all with a sign that it needs.
    fn narrowed(&self, sentences: impl Iterator<Item = u32>, most: usize, layout: Layout) -> Option<Vec<u32>> {
        if matches!(self.words.len(), 1..=FEW) {
            let few: Vec<u32> = sentences.filter(|&at| self.has_words(at, layout)).take(most).collect();
            return (few.len() < most).then_some(few);
        }
        if self.signs.is_empty() {
            return None;
        }
        let text = layout.document.text.as_str();
        let known = layout.prose.sentences.len() as u32;
        let mut few = BTreeSet::new();
        for (at, _) in self.signs.iter().flat_map(|&sign| text.match_indices(sign)) {
            few.extend(sentences_at(at as u32, layout).into_iter().filter(|&sentence| sentence < known));
            if few.len() >= most {
                return None;
            }
        }
        Some(few.into_iter().collect())
    }

    /// Whether it may match in a sentence, as far as the words and signs tell that it needs.
    fn may_match_in(&self, sentence: u32, layout: Layout) -> bool {
        let has_signs = || {
            let text = layout.document.text.slice(span(layout, sentence));
            self.signs.iter().any(|&sign| text.contains(sign))
        };
        self.has_words(sentence, layout) && (self.signs.is_empty() || has_signs())
    }

    fn has_words(&self, sentence: u32, layout: Layout) -> bool {
        let tokens = layout.sentence(sentence);
        let tokens = &layout.prose.tokens[tokens.start as usize..tokens.end as usize];
        self.words.is_empty() || tokens.iter().any(|token| self.words.contains(&token.word))
    }
}

/// The words that a document has, by their ids, and the looks of its tokens.
#[derive(Debug, Default)]
pub(super) struct Present {
    words: Vec<u64>,
    looks: LooksSet,
}

impl Present {
    /// Reads the words of a document.
    pub fn read(&mut self, prose: &Prose) {
        self.words.fill(0);
        self.looks = LooksSet::default();
        for token in &prose.tokens {
            let at = token.word.0 as usize / 64;
            if at >= self.words.len() {
                self.words.resize(at + 1, 0);
            }
            self.words[at] |= 1 << (token.word.0 % 64);
            self.looks = self.looks.with(LooksSet::of_token(token));
        }
    }

    fn has(&self, word: WordId) -> bool {
        self.words.get(word.0 as usize / 64).is_some_and(|bits| bits >> (word.0 % 64) & 1 != 0)
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

/// Where the regexes and looks of a group were looked for so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// A bit for each sentence.
    sentences: Vec<u64>,
    all: bool,
    labels: bool,
}

/// Of how many sentences one must be looked at for the whole text to be searched at once.
const SPARSE: usize = 3;
/// Words to be looked for in each sentence, at most, for that to be cheaper than to search the text.
const FEW: usize = 16;

impl Scan {
    /// Whether what of a group is looked for late, its regexes and looks, may be found in the document.
    pub fn may_find_late(&self, group: &Group, layout: Layout) -> bool {
        group.looks.has_any(self.present.looks) || group.regexes.iter().any(|regex| self.may_match(regex, layout))
    }

    /// Whether a regex may match anywhere in the document, as far as the words and signs tell that it needs.
    fn may_match(&self, regex: &Lazy, layout: Layout) -> bool {
        let Some(known) = self.may.get(regex.number) else { return true };
        let Needs { words, signs } = &regex.needs;
        let read = || {
            (words.is_empty() || words.iter().any(|&word| self.present.has(word)))
                && (signs.is_empty() || signs.iter().any(|&sign| layout.document.text.as_str().contains(sign)))
        };
        let may = known.get().unwrap_or_else(read);
        known.set(Some(may));
        may
    }

    /// Those of some regexes that may match.
    fn matching<'a>(&self, regexes: &'a [Arc<Lazy>], layout: Layout) -> impl Iterator<Item = Looking<'a>> {
        let may = regexes.iter().filter(move |regex| self.may_match(regex, layout));
        may.filter_map(|lazy| {
            let regex = lazy.compiled()?;
            let words = lazy.needs.words.iter().copied().filter(|&word| self.present.has(word)).collect();
            Some(Looking { regex, anchored: lazy.anchored, words, signs: &lazy.needs.signs })
        })
    }

    /// Adds what the regexes and looks of a group, by its number, find in the own words of all clauses.
    pub fn look_everywhere(&mut self, number: u32, group: &Group, layout: Layout) {
        let looked = self.looked.entry(number).or_default();
        if std::mem::replace(&mut looked.all, true) {
            return;
        }
        let own = || (0u32..).zip(&self.classes).filter(|(_, class)| class.is_own()).map(|(sentence, _)| sentence);
        let mut found = alike(group.looks, own(), layout);
        for looking in self.matching(&group.regexes, layout) {
            let own = own();
            if looking.anchored {
                looking.look(own, layout, &mut found);
                continue;
            }
            match looking.narrowed(own, self.classes.len() / SPARSE, layout) {
                Some(few) => few.into_iter().for_each(|at| in_sentence(looking.regex, at, layout, &mut found)),
                None => in_text(looking.regex, layout, &mut found),
            }
        }
        found.retain(|hit| self.classes.get(hit.sentence as usize).is_some_and(|class| class.is_own()));
        self.add_to_words(number, Space::Own, found);
    }

    /// Adds what the regexes and looks of a group find in some sentences, in order, those that are a clause's own.
    pub fn look_at(&mut self, number: u32, group: &Group, layout: Layout, sentences: impl Iterator<Item = u32>) {
        let count = self.classes.len();
        let looked = self.looked.entry(number).or_default();
        if looked.all {
            return;
        }
        looked.sentences.resize(count.div_ceil(64), 0);
        let own = sentences.filter(|&sentence| self.classes.get(sentence as usize).is_some_and(|class| class.is_own()));
        let new: Vec<u32> = own.filter(|&sentence| mark(&mut looked.sentences, sentence)).collect();
        if new.len() * SPARSE > count {
            return self.look_everywhere(number, group, layout);
        }
        let mut found = alike(group.looks, new.iter().copied(), layout);
        for looking in self.matching(&group.regexes, layout) {
            looking.look(new.iter().copied(), layout, &mut found);
        }
        self.add_to_words(number, Space::Own, found);
    }

    /// Adds what the regexes and looks of a group find in labels.
    pub fn look_at_labels(&mut self, number: u32, group: &Group, layout: Layout) {
        let looked = self.looked.entry(number).or_default();
        if std::mem::replace(&mut looked.labels, true) {
            return;
        }
        let labels = || (0u32..).zip(&self.classes).filter(|(_, class)| class.is_label()).map(|(sentence, _)| sentence);
        let mut found = alike(group.looks, labels(), layout);
        for looking in self.matching(&group.regexes, layout) {
            looking.look(labels(), layout, &mut found);
        }
        self.add_to_words(number, Space::Label, found);
    }
}

/// The tokens of some sentences that have any of some looks.
fn alike(looks: LooksSet, sentences: impl Iterator<Item = u32>, layout: Layout) -> Vec<Hit> {
    if looks.is_empty() {
        return Vec::new();
    }
    sentences.flat_map(|sentence| alike_in(looks, layout.sentence(sentence), layout.prose)).collect()
}

/// The tokens of a sentence that have any of some looks. A word that is told as a month is none.
pub(super) fn alike_in(looks: LooksSet, tokens: Tokens, prose: &Prose) -> impl Iterator<Item = Hit> {
    let sentence = prose.sentence_of(tokens.start);
    let is_alike = move |at: u32| looks.any_of(&prose.tokens[at as usize]);
    let alike = (tokens.start..tokens.end).filter(move |&at| is_alike(at) && !prose.is_month(at));
    alike.map(move |at| Hit { start: at, end: at + 1, sentence })
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

/// The sentences that a sign may belong to.
fn sentences_at(at: u32, layout: Layout) -> [u32; 2] {
    let token = layout.prose.tokens.partition_point(|token| token.end <= at) as u32;
    [token.saturating_sub(1), token].map(|token| layout.prose.sentence_of(token))
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
