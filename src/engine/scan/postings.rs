use rustc_hash::FxHashMap;

use super::class::{Class, classify, set_aside};
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
    /// By term, twice: own words, labels.
    terms: Vec<Posting>,
    /// By group, twice; made when first asked for.
    words: Vec<Option<Posting>>,
    /// By recogniser, twice.
    values: [Posting; Recogniser::ALL.len() * 2],
    /// By group where its regexes were run.
    pub(super) looked: FxHashMap<u32, Looked>,
    /// First hit of a value; the values behind it stand in the order of `found_of`.
    first_value: u32,
    found_of: Vec<u32>,
    raw: Vec<Raw>,
    /// A bit for each token; all clear but while hits are ordered.
    starts: Vec<u64>,
    /// By token, where its bit is set: the longest hit that begins with it.
    longest: Vec<Hit>,
    walk: Walk,
}

/// Of how many tokens one must begin a hit for hits to be ordered by going through all tokens.
const DENSE: usize = 128;

/// A hit before it is sorted into the posting of its term.
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
        set_aside(&plan.aside, document, prose, &mut self.classes);
        self.find(plan, prose);
        self.sort(plan.trie.terms().len());
        self.starts.resize(prose.tokens.len().div_ceil(64), 0);
        self.longest.resize(prose.tokens.len(), Hit::default());
        self.words.clear();
        self.words.resize(plan.groups.len() * 2, None);
        self.looked.clear();
        self.place_values(prose);
    }

    /// The hits of a group: of those that overlap the first and longest stays, those that are not meant go.
    pub fn words(&mut self, plan: &Plan, group: u32, space: Space) -> Posting {
        let list = group as usize * 2 + space as usize;
        let Some(&known) = self.words.get(list) else { return Posting::default() };
        known.unwrap_or_else(|| {
            let posting = self.join(plan, group, space);
            self.words[list] = Some(posting);
            posting
        })
    }

    /// Joins the terms that stand for a group.
    fn join(&mut self, plan: &Plan, group: u32, space: Space) -> Posting {
        let terms = plan.trie.terms();
        let mut found =
            terms.of_group(group, false).iter().map(|&term| self.of_term(term, space)).filter(|of| of.0 < of.1);
        let Some(first) = found.next() else { return Posting::default() };
        let alone = found.next().is_none();
        let vetoes = self.vetoes(plan, group, space);
        if alone && vetoes.is_empty() && are_apart(self.slice(first)) {
            return first;
        }
        let mut hits = Vec::new();
        for &term in terms.of_group(group, false) {
            hits.extend_from_slice(self.slice(self.of_term(term, space)));
        }
        self.add_thin(hits, &vetoes)
    }

    /// The stretches in which a group is not meant, in order, those that overlap joined.
    fn vetoes(&self, plan: &Plan, group: u32, space: Space) -> Vec<Hit> {
        let terms = plan.trie.terms().of_group(group, true);
        let mut vetoes: Vec<Hit> =
            terms.iter().flat_map(|&term| self.slice(self.of_term(term, space))).copied().collect();
        vetoes.sort_by_key(|veto| veto.start);
        vetoes.dedup_by(|next, last| {
            let joins = next.start < last.end;
            if joins {
                last.end = last.end.max(next.end);
            }
            joins
        });
        vetoes
    }

    fn of_term(&self, term: u32, space: Space) -> Posting {
        self.terms.get(term as usize * 2 + space as usize).copied().unwrap_or_default()
    }

    /// Adds hits to those of a group, as [`Scan::words`] joins them. The postings told before stay as they were.
    pub(super) fn add_to_words(&mut self, plan: &Plan, group: u32, space: Space, mut hits: Vec<Hit>) {
        if hits.is_empty() {
            return;
        }
        let known = self.words(plan, group, space);
        hits.extend_from_slice(self.slice(known));
        let vetoes = self.vetoes(plan, group, space);
        let posting = self.add_thin(hits, &vetoes);
        if let Some(known) = self.words.get_mut(group as usize * 2 + space as usize) {
            *known = Some(posting);
        }
    }

    /// Adds a posting of hits in any order.
    fn add_thin(&mut self, mut hits: Vec<Hit>, vetoes: &[Hit]) -> Posting {
        if hits.len() * DENSE < self.longest.len() {
            hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        } else {
            self.order(&mut hits);
        }
        let kept = thin(&mut hits, vetoes);
        self.add(&hits[..kept])
    }

    /// Orders hits by first token and keeps the longest of each, by noting each under its first token.
    fn order(&mut self, hits: &mut Vec<Hit>) {
        for hit in hits.drain(..) {
            let (Some(longest), Some(word)) =
                (self.longest.get_mut(hit.start as usize), self.starts.get_mut(hit.start as usize / 64))
            else {
                continue;
            };
            let bit = 1 << (hit.start % 64);
            if *word & bit == 0 || longest.end < hit.end {
                *longest = hit;
            }
            *word |= bit;
        }
        for (at, word) in self.starts.iter_mut().enumerate() {
            while *word != 0 {
                hits.push(self.longest[at * 64 + word.trailing_zeros() as usize]);
                *word &= *word - 1;
            }
        }
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
        let Self { raw, walk, classes, .. } = self;
        raw.clear();
        for (index, (sentence, class)) in prose.sentences.iter().zip(classes).enumerate() {
            if *class == Class::Nothing {
                continue;
            }
            let tokens = &prose.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
            let (own, label) = (class.is_own(), class.is_label());
            plan.trie.scan(tokens, sentence.tokens.start, walk, |start, end, term| {
                let hit = Hit { start, end, sentence: index as u32 };
                if own {
                    raw.push(Raw { list: term * 2, hit });
                }
                if label {
                    raw.push(Raw { list: term * 2 + 1, hit });
                }
            });
        }
    }

    /// Sorts the raw hits into a posting for each term, in reading order.
    fn sort(&mut self, terms: usize) {
        self.terms.clear();
        self.terms.resize(terms * 2, (0, 0));
        for raw in &self.raw {
            self.terms[raw.list as usize].1 += 1;
        }
        let mut start = 0;
        for posting in &mut self.terms {
            let count = posting.1;
            *posting = (start, start);
            start += count;
        }
        self.hits.clear();
        self.hits.resize(self.raw.len(), Hit::default());
        for raw in &self.raw {
            let end = &mut self.terms[raw.list as usize].1;
            self.hits[*end as usize] = raw.hit;
            *end += 1;
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

/// Whether no hit overlaps the next.
fn are_apart(hits: &[Hit]) -> bool {
    hits.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// Drops vetoed and overlapping hits, the longest of one start kept; gives how many are left at the front.
fn thin(hits: &mut [Hit], vetoes: &[Hit]) -> usize {
    if vetoes.is_empty() && are_apart(hits) {
        return hits.len();
    }
    let mut kept: usize = 0;
    for at in 0..hits.len() {
        let hit = hits[at];
        let veto = vetoes.get(vetoes.partition_point(|veto| veto.end <= hit.start));
        if veto.is_some_and(|veto| veto.start < hit.end) {
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
