use rustc_hash::FxHashMap;

use super::class::{Class, classify};
use super::regexes::Looked;
use crate::document::Document;
use crate::engine::place::Tokens;
use crate::engine::plan::{Plan, Walk};
use crate::prose::{Found, Prose, Recogniser, recognise};

/// Words that matched: tokens of one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Hit {
    pub start: u32,
    pub end: u32,
    pub sentence: u32,
}

/// Where hits are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Space {
    /// In the own words of clauses.
    Own,
    /// In labels and signature blocks.
    Label,
}

/// A range of [`Scan::hits`], sorted by first token, without overlaps.
pub(in crate::engine) type Posting = (u32, u32);

/// All hits of a document. Kept and filled again for the next one.
#[derive(Debug, Default)]
pub(in crate::engine) struct Scan {
    /// The hits of all postings, each together.
    pub hits: Vec<Hit>,
    /// The class of each sentence.
    pub classes: Vec<Class>,
    /// Values in reading order.
    pub founds: Vec<Found>,
    /// By group, twice: own words, labels.
    words: Vec<Posting>,
    /// By recogniser, twice.
    values: [Posting; Recogniser::ALL.len() * 2],
    /// By group where its regexes were run.
    pub(super) looked: FxHashMap<u32, Looked>,
    /// First hit of a value; the values behind it stand in the order of `found_of`.
    first_value: u32,
    found_of: Vec<u32>,
    raw: Vec<Raw>,
    vetoes: Vec<Raw>,
    touched: Vec<u32>,
    walk: Walk,
}

/// A hit before it is sorted into its posting.
#[derive(Clone, Copy, Debug)]
struct Raw {
    list: u32,
    hit: Hit,
}

impl Scan {
    /// Scans a document for all that a plan looks for.
    pub fn read(&mut self, plan: &Plan, document: &Document, prose: &Prose) {
        self.founds = recognise(document, prose, plan.wanted);
        let blanks = self.founds.iter().filter(|found| found.value.recogniser == Recogniser::Placeholder);
        let blanks: Vec<Tokens> =
            blanks.map(|blank| Tokens { start: blank.tokens.start, end: blank.tokens.end }).collect();
        classify(document, prose, &blanks, &mut self.classes);
        self.find(plan, prose);
        self.sort(plan.groups.len());
        self.looked.clear();
        self.place_values(prose);
    }

    /// The hits of a group.
    pub fn words(&self, group: u32, space: Space) -> Posting {
        self.words.get(group as usize * 2 + space as usize).copied().unwrap_or_default()
    }

    /// Adds hits to those of a group: of those that overlap the first and longest stays, vetoed ones go. The postings told
    /// before stay as they were.
    pub(super) fn add_to_words(&mut self, group: u32, space: Space, mut hits: Vec<Hit>) {
        if hits.is_empty() {
            return;
        }
        let list = group * 2 + space as u32;
        hits.extend_from_slice(self.slice(self.words(group, space)));
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        let kept = thin(&mut hits, self.vetoes_of(list));
        let posting = self.add(&hits[..kept]);
        if let Some(known) = self.words.get_mut(list as usize) {
            *known = posting;
        }
    }

    /// The phrases of a list that are not meant.
    fn vetoes_of(&self, list: u32) -> &[Raw] {
        let from = self.vetoes.partition_point(|veto| veto.list < list);
        let to = self.vetoes.partition_point(|veto| veto.list <= list);
        &self.vetoes[from..to]
    }

    /// The hits of a recogniser.
    pub fn values(&self, recogniser: Recogniser, space: Space) -> Posting {
        self.values[recogniser as usize * 2 + space as usize]
    }

    /// The value of a hit, by its index, if it is one.
    pub fn found(&self, hit: u32) -> Option<&Found> {
        let at = *self.found_of.get(hit.checked_sub(self.first_value)? as usize)?;
        self.founds.get(at as usize)
    }

    /// The hits of a posting.
    pub fn slice(&self, posting: Posting) -> &[Hit] {
        &self.hits[posting.0 as usize..posting.1 as usize]
    }

    /// Adds a posting of hits in order.
    pub fn add(&mut self, hits: &[Hit]) -> Posting {
        let start = self.hits.len() as u32;
        self.hits.extend_from_slice(hits);
        (start, self.hits.len() as u32)
    }

    /// Finds the phrases of every sentence that counts.
    fn find(&mut self, plan: &Plan, prose: &Prose) {
        let Self { raw, vetoes, walk, classes, .. } = self;
        raw.clear();
        vetoes.clear();
        for (index, (sentence, class)) in prose.sentences.iter().zip(classes).enumerate() {
            if *class == Class::Nothing {
                continue;
            }
            let tokens = &prose.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
            let (own, label) = (class.is_own(), class.is_label());
            plan.trie.scan(tokens, sentence.tokens.start, walk, |start, end, outputs| {
                let hit = Hit { start, end, sentence: index as u32 };
                for output in outputs {
                    let to = if output.vetoes { &mut *vetoes } else { &mut *raw };
                    if own {
                        to.push(Raw { list: output.group * 2, hit });
                    }
                    if label {
                        to.push(Raw { list: output.group * 2 + 1, hit });
                    }
                }
            });
        }
    }

    /// Sorts the raw hits into postings: of those that overlap the first and longest stays, vetoed ones go.
    fn sort(&mut self, groups: usize) {
        self.words.clear();
        self.words.resize(groups * 2, (0, 0));
        self.touched.clear();
        for raw in &self.raw {
            let count = &mut self.words[raw.list as usize].1;
            if *count == 0 {
                self.touched.push(raw.list);
            }
            *count += 1;
        }
        let mut start = 0;
        for &list in &self.touched {
            let posting = &mut self.words[list as usize];
            let count = posting.1;
            *posting = (start, start);
            start += count;
        }
        self.hits.clear();
        self.hits.resize(self.raw.len(), Hit::default());
        for raw in &self.raw {
            let end = &mut self.words[raw.list as usize].1;
            self.hits[*end as usize] = raw.hit;
            *end += 1;
        }
        merge(&mut self.vetoes);
        for &list in &self.touched {
            let posting = &mut self.words[list as usize];
            let from = self.vetoes.partition_point(|veto| veto.list < list);
            let to = self.vetoes.partition_point(|veto| veto.list <= list);
            let hits = &mut self.hits[posting.0 as usize..posting.1 as usize];
            posting.1 = posting.0 + thin(hits, &self.vetoes[from..to]) as u32;
        }
    }

    /// Sorts the values into postings behind all other hits.
    fn place_values(&mut self, prose: &Prose) {
        self.first_value = self.hits.len() as u32;
        self.found_of.clear();
        self.values = Default::default();
        let sentence_of = |tokens: &std::ops::Range<u32>| prose.sentence_of(tokens.start);
        let mut places: Vec<(usize, u32, Hit)> = Vec::with_capacity(self.founds.len());
        for (index, found) in self.founds.iter().enumerate() {
            let hit = Hit { start: found.tokens.start, end: found.tokens.end, sentence: sentence_of(&found.tokens) };
            let Some(class) = self.classes.get(hit.sentence as usize) else { continue };
            let list = found.value.recogniser as usize * 2;
            if class.is_own() {
                places.push((list, index as u32, hit));
            }
            if class.is_label() {
                places.push((list + 1, index as u32, hit));
            }
        }
        places.sort_by_key(|&(list, index, _)| (list, index));
        for (list, index, hit) in places {
            let here = self.hits.len() as u32;
            let posting = &mut self.values[list];
            if posting.1 == 0 {
                posting.0 = here;
            }
            posting.1 = here + 1;
            self.hits.push(hit);
            self.found_of.push(index);
        }
    }
}

/// Sorts vetoes and joins those that overlap.
fn merge(vetoes: &mut Vec<Raw>) {
    vetoes.sort_by_key(|veto| (veto.list, veto.hit.start));
    vetoes.dedup_by(|next, last| {
        let joins = next.list == last.list && next.hit.start < last.hit.end;
        if joins {
            last.hit.end = last.hit.end.max(next.hit.end);
        }
        joins
    });
}

/// Drops vetoed and overlapping hits, the longest of one start kept; gives how many are left at the front.
fn thin(hits: &mut [Hit], vetoes: &[Raw]) -> usize {
    if vetoes.is_empty() && hits.windows(2).all(|pair| pair[0].end <= pair[1].start) {
        return hits.len();
    }
    let mut kept: usize = 0;
    for at in 0..hits.len() {
        let hit = hits[at];
        let veto = vetoes.get(vetoes.partition_point(|veto| veto.hit.end <= hit.start));
        if veto.is_some_and(|veto| veto.hit.start < hit.end) {
            continue;
        }
        match kept.checked_sub(1).map(|last| &mut hits[last]) {
            Some(last) if last.start == hit.start => last.end = last.end.max(hit.end),
            Some(last) if hit.start < last.end => {}
            _ => {
                hits[kept] = hit;
                kept += 1;
            }
        }
    }
    kept
}

impl Hit {
    /// Its tokens.
    pub fn tokens(self) -> Tokens {
        Tokens { start: self.start, end: self.end }
    }
}
