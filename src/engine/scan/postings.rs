use std::cell::Cell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::class::{Class, classify, set_aside};
use super::regexes::{Looked, Present, alike_in};
use crate::document::Document;
use crate::engine::place::Tokens;
use crate::engine::plan::{Output, Plan, Terms, Walk};
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
    /// By group and space, twice: what it stands for, and the stretches in which it is not meant.
    words: Vec<Posting>,
    /// The groups and spaces that have hits, by their number: only what a document says costs anything, not all that is asked.
    met: Vec<u32>,
    /// By recogniser, twice.
    values: [Posting; Recogniser::ALL.len() * 2],
    /// By group where its regexes and looks were looked for.
    pub(super) looked: FxHashMap<u32, Looked>,
    /// Its words.
    pub(super) present: Present,
    /// By regex of the program: whether it may match, once somebody asked.
    pub(super) may: Vec<Cell<Option<bool>>>,
    /// First hit of a value; the values behind it stand in the order of `found_of`.
    first_value: u32,
    found_of: Vec<u32>,
    raw: Vec<Raw>,
    walk: Walk,
}

/// A phrase that was found, before it is noted for each group that it stands for.
#[derive(Clone, Copy, Debug)]
struct Raw {
    term: u32,
    hit: Hit,
}

impl Scan {
    /// Scans a document for all that a plan looks for.
    pub fn read(&mut self, plan: &Plan, document: &Document, prose: &Prose) {
        self.founds = recognise(document, prose, plan.wanted);
        classify(document, prose, &self.founds, &mut self.classes);
        set_aside(&plan.aside, document, prose, &mut self.classes);
        self.find(plan, prose);
        self.gather(plan);
        self.looked.clear();
        self.present.read(prose);
        self.may.clear();
        self.may.resize(plan.regexes, Cell::new(None));
        self.place_values(prose);
    }

    /// The hits of a group: of those that overlap the first and longest stays, those that are not meant go.
    pub fn words(&self, group: u32, space: Space) -> Posting {
        self.words.get(list(group, space, false)).copied().unwrap_or_default()
    }

    /// Adds hits, in any order, to those of a group. The postings told before stay as they were.
    pub(super) fn add_to_words(&mut self, group: u32, space: Space, mut hits: Vec<Hit>) {
        if hits.is_empty() {
            return;
        }
        hits.extend_from_slice(self.slice(self.words(group, space)));
        hits.sort_by_key(|hit| hit.start);
        let vetoes = self.words.get(list(group, space, true)).copied().unwrap_or_default();
        let kept = thin(&mut hits, self.slice(vetoes));
        let posting = self.add(&hits[..kept]);
        if let Some(known) = self.words.get_mut(list(group, space, false)) {
            *known = posting;
            self.met.push(pair(group, space));
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
            plan.trie.scan(tokens, sentence.tokens.start, walk, |start, end, term| {
                if end == start + 1 && prose.is_month(start) {
                    return;
                }
                raw.push(Raw { term, hit: Hit { start, end, sentence: index as u32 } });
            });
        }
    }

    /// Lays the hits of each group together, in reading order: counts them first, then puts each into its place.
    fn gather(&mut self, plan: &Plan) {
        let Self { raw, classes, words, met, hits, .. } = self;
        let terms = plan.trie.terms();
        met.drain(..).for_each(|pair| words[both(pair)].fill((0, 0)));
        words.resize(plan.groups.len() * 4, (0, 0));
        each_output(raw, classes, terms, |list, _| {
            let pair = list as u32 / 2;
            if words[both(pair)].iter().all(|posting| posting.1 == 0) {
                met.push(pair);
            }
            words[list].1 += 1;
        });
        let mut start = 0;
        for &pair in &*met {
            for posting in &mut words[both(pair)] {
                let count = posting.1;
                *posting = (start, start);
                start += count;
            }
        }
        // Each is written below.
        hits.resize(start as usize, Hit::default());
        each_output(raw, classes, terms, |list, hit| {
            hits[words[list].1 as usize] = hit;
            words[list].1 += 1;
        });
        for &pair in &*met {
            let [meant, vetoes] = &mut words[both(pair)] else { continue };
            // What is not meant lies right behind what is.
            let (before, behind) = hits.split_at_mut(meant.1 as usize);
            let behind = &mut behind[..(vetoes.1 - vetoes.0) as usize];
            let joined = join(behind);
            let kept = thin(&mut before[meant.0 as usize..], &behind[..joined]);
            (meant.1, vetoes.1) = (meant.0 + kept as u32, vetoes.0 + joined as u32);
        }
    }

    /// The hits of a group in some tokens that are no evidence, such as those of the title.
    pub fn words_in(&self, plan: &Plan, prose: &Prose, tokens: Tokens, group: u32) -> Vec<Hit> {
        let (mut meant, mut vetoes) = (Vec::new(), Vec::new());
        let inside = &prose.tokens[tokens.start as usize..tokens.end as usize];
        plan.trie.scan(inside, tokens.start, &mut Walk::new(), |start, end, term| {
            let hit = Hit { start, end, sentence: prose.sentence_of(start) };
            for output in plan.trie.terms().outputs(term).iter().filter(|output| output.group == group) {
                if output.vetoes { &mut vetoes } else { &mut meant }.push(hit);
            }
        });
        if let Some(group) = plan.groups.get(group as usize) {
            meant.extend(alike_in(group.looks, tokens, prose));
            meant.sort_by_key(|hit| hit.start);
        }
        let joined = join(&mut vetoes);
        vetoes.truncate(joined);
        let kept = thin(&mut meant, &vetoes);
        meant.truncate(kept);
        meant
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

/// The number of a group in a space.
fn pair(group: u32, space: Space) -> u32 {
    group * 2 + space as u32
}

/// The two lists of a group in a space.
fn both(pair: u32) -> Range<usize> {
    let first = pair as usize * 2;
    first..first + 2
}

/// The list in which the hits of a group in a space are noted, or the stretches in which it is not meant.
fn list(group: u32, space: Space, vetoes: bool) -> usize {
    both(pair(group, space)).start + usize::from(vetoes)
}

/// Calls `note` with each hit and each list that it is noted in, by rising first token.
fn each_output(raw: &[Raw], classes: &[Class], terms: &Terms, mut note: impl FnMut(usize, Hit)) {
    for &Raw { term, hit } in raw {
        let class = classes[hit.sentence as usize];
        for &Output { group, vetoes } in terms.outputs(term) {
            if class.is_own() {
                note(list(group, Space::Own, vetoes), hit);
            }
            if class.is_label() {
                note(list(group, Space::Label, vetoes), hit);
            }
        }
    }
}

/// Joins hits that overlap, given by rising first token; gives how many are left at the front.
fn join(hits: &mut [Hit]) -> usize {
    let mut kept: usize = 0;
    for at in 0..hits.len() {
        let hit = hits[at];
        match kept.checked_sub(1).map(|last| &mut hits[last]) {
            Some(last) if hit.start < last.end => last.end = last.end.max(hit.end),
            _ => {
                hits[kept] = hit;
                kept += 1;
            }
        }
    }
    kept
}

/// Drops vetoed and overlapping hits, the longest of one start kept, from some by rising first token; gives how many are
/// left at the front.
fn thin(hits: &mut [Hit], vetoes: &[Hit]) -> usize {
    if vetoes.is_empty() && hits.windows(2).all(|pair| pair[0].end <= pair[1].start) {
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
