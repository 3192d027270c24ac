use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::compare::{Judge, Said};
use super::fold::stems;
use super::{Identity, Known, Meaning, Paper};

/// For each of some documents whether one of the others names it, or it one of them, by its title or by whose paper it is.
pub fn name_each_other(papers: &[Paper], known: &Known) -> Vec<bool> {
    let identity = Identity::of(papers, known);
    let judge = Judge { identity: &identity };
    let called = Called::of(judge, papers);
    let mut linked = vec![false; papers.len()];
    for one in 0..papers.len() {
        for other in called.named_by(judge, papers, one) {
            (linked[one], linked[other]) = (true, true);
        }
    }
    linked
}

/// What the documents are called.
struct Called {
    /// By document: the stems of the words of its title, sorted.
    titles: Vec<Vec<String>>,
    /// By stem: the documents whose titles have it.
    by_stem: FxHashMap<String, Vec<usize>>,
    /// By key of a name: the documents that are papers of who is called so.
    by_owner: FxHashMap<String, Vec<usize>>,
}

impl Called {
    fn of(judge: Judge, papers: &[Paper]) -> Self {
        let title = |paper: &Paper| paper.title.as_ref().map(|title| stems(&title.words)).unwrap_or_default();
        let mut called = Self {
            titles: papers.iter().map(title).collect(),
            by_stem: FxHashMap::default(),
            by_owner: FxHashMap::default(),
        };
        for (index, paper) in papers.iter().enumerate() {
            for stem in &called.titles[index] {
                called.by_stem.entry(stem.clone()).or_default().push(index);
            }
            for key in owners(judge, paper, index) {
                called.by_owner.entry(key).or_default().push(index);
            }
        }
        called
    }

    /// The other documents that one names.
    fn named_by(&self, judge: Judge, papers: &[Paper], one: usize) -> BTreeSet<usize> {
        let mine = owners(judge, &papers[one], one);
        let (mut names, mut texts) = (BTreeSet::new(), BTreeSet::new());
        for datum in papers[one].rows.iter().flat_map(|row| row.data()) {
            let key = || judge.key(Said { paper: one, datum });
            match datum.meaning {
                Meaning::Name | Meaning::Organisation(_) => names.extend(key().filter(|key| !mine.contains(key))),
                Meaning::Text => texts.extend([Some(datum.words.clone()), key()].into_iter().flatten()),
                _ => {}
            }
        }
        let owned = names.iter().filter_map(|name| self.by_owner.get(name)).flatten().copied();
        let titled = texts.iter().flat_map(|text| self.titled(&stems(text)));
        owned.chain(titled).filter(|&other| other != one).collect()
    }

    /// The documents whose titles have all of some stems, which must be more than one.
    fn titled(&self, stems: &[String]) -> Vec<usize> {
        let having = stems.iter().map(|stem| self.by_stem.get(stem).map_or(&[][..], Vec::as_slice));
        let rarest = having.min_by_key(|having| having.len()).filter(|_| stems.len() > 1).unwrap_or_default();
        let has_all = |&&at: &&usize| stems.iter().all(|stem| self.titles[at].binary_search(stem).is_ok());
        rarest.iter().filter(has_all).copied().collect()
    }
}

/// The keys of whose paper a document is.
fn owners(judge: Judge, paper: &Paper, index: usize) -> BTreeSet<String> {
    paper.own.iter().filter_map(|own| judge.identity.key(index, own)).collect()
}
