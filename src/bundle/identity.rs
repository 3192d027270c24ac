use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::fold::{fold, stems};
use super::paper::{Meaning, Paper, Row};
use crate::engine::is_part;

/// What a configuration says of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Names that stand for another.
    pub aliases: BTreeMap<String, String>,
    /// Bodies that need no papers in the bundle.
    pub outside: BTreeSet<String>,
    /// What an older name has become.
    pub successors: BTreeMap<String, String>,
}

/// Who is meant by names in the documents of a bundle: a key for each, the same for the same.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// By folded name: the folded name that it stands for wherever it stands.
    everywhere: BTreeMap<String, String>,
    /// By document: what its short names stand for.
    papers: Vec<BTreeMap<String, String>>,
    outside: BTreeSet<String>,
    /// The names of the partnership itself, which may stand in front of those of its bodies.
    owners: Vec<String>,
    /// Stems of words that mean the same where texts are compared.
    same_stems: BTreeMap<String, String>,
    told: Told,
}

/// What was told before: rules compare each paper with each other, and so ask for the same names and texts again and again.
#[derive(Clone, Debug, Default)]
struct Told {
    /// By text: its stems, and those with one for all that mean the same.
    stems: [RefCell<FxHashMap<String, Rc<[String]>>>; 2],
    /// By name: as it is compared.
    folds: RefCell<FxHashMap<String, Rc<str>>>,
    /// By document and name.
    keys: RefCell<FxHashMap<usize, FxHashMap<String, Option<String>>>>,
}

/// Names that stand for one another in a row, at most.
const STEPS: usize = 8;

impl Identity {
    /// Reads the names of some documents.
    pub fn of(papers: &[Paper], known: &Known) -> Self {
        let mut everywhere: BTreeMap<String, String> = BTreeMap::new();
        let mut unsure: BTreeSet<String> = BTreeSet::new();
        let own: BTreeSet<String> = papers.iter().flat_map(|paper| &paper.own).map(|own| fold(own)).collect();
        for (paper, alias) in papers.iter().flat_map(|paper| paper.aliases.iter().map(move |alias| (paper, alias))) {
            let (short, name) = (fold(&alias.short), fold(&alias.name));
            // Letters stand for the name in every document of the bundle, and so do several words of it that are nobody's own
            // name, unless the body's own paper alone has them; what one plain word means is a document's own matter.
            let others = || !paper.own.iter().any(|own| fold(own) == name);
            let several = || short.contains(' ') && is_part(&short, &name) && !own.contains(&short) && others();
            if short == name || !(is_letters(&alias.short) || several()) {
                continue;
            }
            match everywhere.get(&short) {
                Some(other) if *other != name => {
                    unsure.insert(short);
                }
                _ => {
                    everywhere.insert(short, name);
                }
            }
        }
        everywhere.retain(|short, _| !unsure.contains(short));
        for (lettered, name) in lettered(papers, &own) {
            everywhere.entry(lettered).or_insert(name);
        }
        for (short, name) in known.successors.iter().chain(&known.aliases) {
            everywhere.insert(fold(short), fold(name));
        }
        let mut identity = Self { everywhere, ..Self::default() };
        identity.owners = papers.iter().flat_map(|paper| &paper.own).map(|own| fold(own)).collect();
        identity.owners.sort_by_key(|owner| std::cmp::Reverse(owner.len()));
        identity.owners.dedup();
        identity.papers = papers.iter().map(|paper| identity.short_names(paper)).collect();
        identity.outside = known.outside.iter().map(|name| identity.resolved(fold(name))).collect();
        identity
    }

    /// The same, with the stems of words that mean the same.
    pub(super) fn with(self, same_stems: BTreeMap<String, String>) -> Self {
        Self { same_stems, told: Told::default(), ..self }
    }

    /// The stems of the words that carry the meaning of some text, one for all that mean the same, sorted.
    pub(super) fn stems(&self, text: &str) -> Rc<[String]> {
        let [_, known] = &self.told.stems;
        if let Some(told) = known.borrow().get(text) {
            return told.clone();
        }
        let mut stems = stems(text);
        for stem in &mut stems {
            if let Some(other) = self.same_stems.get(stem) {
                stem.clone_from(other);
            }
        }
        stems.sort_unstable();
        stems.dedup();
        let stems: Rc<[String]> = stems.into();
        known.borrow_mut().insert(text.to_owned(), stems.clone());
        stems
    }

    /// The stems of the words that carry the meaning of some text, sorted.
    pub(super) fn own_stems(&self, text: &str) -> Rc<[String]> {
        let [known, _] = &self.told.stems;
        if let Some(told) = known.borrow().get(text) {
            return told.clone();
        }
        let stems: Rc<[String]> = stems(text).into();
        known.borrow_mut().insert(text.to_owned(), stems.clone());
        stems
    }

    /// A name as it is compared.
    pub(super) fn folded(&self, name: &str) -> Rc<str> {
        if let Some(told) = self.told.folds.borrow().get(name) {
            return told.clone();
        }
        let folded: Rc<str> = fold(name).into();
        self.told.folds.borrow_mut().insert(name.to_owned(), folded.clone());
        folded
    }

    /// What the short names of a document stand for: those it gives, then what its own name and its full names end with.
    fn short_names(&self, paper: &Paper) -> BTreeMap<String, String> {
        let mut short: BTreeMap<String, String> = BTreeMap::new();
        let full = |word: &str, names: &mut dyn Iterator<Item = String>| {
            let ends: BTreeSet<String> = names.filter(|name| ends_with(name, word)).collect();
            (ends.len() == 1).then(|| ends.into_iter().next()).flatten()
        };
        let mut names: Vec<String> = Vec::new();
        for datum in paper.rows.iter().flat_map(Row::data) {
            names.extend((datum.meaning == Meaning::Name).then(|| fold(&datum.words)));
        }
        // A short name that the document gives is no second name beside the one that it is short for.
        let given: BTreeMap<String, String> =
            paper.aliases.iter().map(|alias| (fold(&alias.short), fold(&alias.name))).collect();
        let in_full = |name: String| self.resolved(given.get(&name).cloned().unwrap_or(name));
        for name in names.iter().filter(|name| !name.contains(' ')) {
            let own = full(name, &mut paper.own.iter().map(|own| fold(own)));
            let said = own.or_else(|| full(name, &mut names.iter().cloned().map(in_full)));
            short.extend(said.map(|said| (name.clone(), said)));
        }
        for alias in &paper.aliases {
            let (brief, name) = (fold(&alias.short), fold(&alias.name));
            if brief != name {
                short.insert(brief, name);
            }
        }
        short
    }

    /// The key of a name as a document writes it; none where the name is nobody's: "the Board" where no board is meant.
    pub fn key(&self, paper: usize, name: &str) -> Option<String> {
        if let Some(told) = self.told.keys.borrow().get(&paper).and_then(|keys| keys.get(name)) {
            return told.clone();
        }
        let key = self.work_out_key(paper, name);
        self.told.keys.borrow_mut().entry(paper).or_default().insert(name.to_owned(), key.clone());
        key
    }

    fn work_out_key(&self, paper: usize, name: &str) -> Option<String> {
        let folded = fold(name);
        if let Some(meant) = self.papers.get(paper).and_then(|short| short.get(&folded)) {
            return Some(self.resolved(meant.clone()));
        }
        let letters = is_letters(name.trim_start_matches("the ").trim_start_matches("The "));
        let known = self.everywhere.contains_key(&folded);
        (folded.contains(' ') || letters || known).then(|| self.resolved(folded))
    }

    /// The key of words that need not be a name; they always have one.
    pub fn key_of_words(&self, paper: usize, words: &str) -> String {
        self.key(paper, words).unwrap_or_else(|| fold(words))
    }

    /// Whether the configuration says that no papers of a body are needed here.
    pub fn is_outside(&self, key: &str) -> bool {
        self.outside.contains(key)
    }

    /// What a folded name stands for in the end.
    fn resolved(&self, mut folded: String) -> String {
        for _ in 0..STEPS {
            match self.everywhere.get(&folded) {
                Some(other) if *other != folded => folded.clone_from(other),
                _ => break,
            }
        }
        // "Harbour Partnership Finance Committee" is the Finance Committee of the Harbour Partnership.
        let bare = self.owners.iter().filter(|owner| owner.contains(' ')).find_map(|owner| {
            let rest = folded.strip_prefix(owner.as_str())?.strip_prefix(' ')?;
            rest.contains(' ').then(|| rest.to_owned())
        });
        bare.unwrap_or(folded)
    }
}

/// Letters of the partnership that may stand in front of the name of one of its bodies.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Names with the partnership's letters in front, and what they are without: "TQ Works Group" is the Works Group where a paper that is
/// no body's own opens its title with "Tide Quay", and another paper names that Group. Letters of an organisation say whose it is.
fn lettered(papers: &[Paper], own: &BTreeSet<String>) -> BTreeMap<String, String> {
    let data = || papers.iter().flat_map(|paper| &paper.rows).flat_map(Row::data);
    let known: BTreeSet<String> =
        papers.iter().flat_map(|paper| &paper.aliases).map(|alias| fold(&alias.short)).collect();
    let parties: BTreeSet<String> = data()
        .filter_map(|datum| match &datum.meaning {
            Meaning::Organisation(name) => Some(initials(name).into_iter().collect()),
            _ => None,
        })
        .collect();
    let titles = papers.iter().filter(|paper| paper.own.is_empty()).filter_map(|paper| paper.title.as_ref());
    let letters: BTreeSet<String> = titles
        .flat_map(|title| {
            let initials = initials(&title.words);
            LETTERS
                .filter(|&most| most <= initials.len())
                .map(|most| initials[..most].iter().collect())
                .collect::<Vec<String>>()
        })
        .filter(|letters| !known.contains(letters) && !parties.contains(letters))
        .collect();
    let names = || data().filter(|datum| datum.meaning == Meaning::Name).map(|datum| fold(&datum.words));
    let all: BTreeSet<String> = names().collect();
    let bare = |name: &String| {
        let (front, rest) = name.split_once(' ')?;
        let meant = letters.contains(front) && rest.contains(' ') && all.contains(rest) && !own.contains(rest);
        meant.then(|| (name.clone(), rest.to_owned()))
    };
    all.iter().filter_map(bare).collect()
}

/// The first letters, small, of the capitalised words that open some text; "of", "and" and "the" are passed over.
fn initials(text: &str) -> Vec<char> {
    let words = text.split_whitespace().filter(|word| !matches!(*word, "of" | "and" | "&" | "the"));
    let capital = |word: &str| word.chars().next().filter(|first| first.is_uppercase());
    words.map_while(capital).flat_map(char::to_lowercase).collect()
}

/// Whether a folded name of several words ends with a word.
fn ends_with(name: &str, word: &str) -> bool {
    name.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '))
}

/// Whether a short name is made of capital letters, as CRG is.
fn is_letters(short: &str) -> bool {
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    !short.contains(' ') && capitals >= 2 && capitals * 2 > letters
}
