use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{AreaId, FacetId, FindId, KindId, NamesId, PackId, Place, QuestionId, WordsId};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{Name, UNITS};
use crate::prose::Recogniser;

/// What a name in an expression may mean outside a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Words(WordsId),
    Names(NamesId),
    /// Index of the fact, and the find of all its alternatives.
    Fact(usize, FindId),
}

/// The names of one sort, by pack. A name whose declaration is broken is known and means nothing.
pub(super) struct Table<'a, T> {
    entries: FxHashMap<(PackId, &'a str), (Option<T>, Place)>,
}

impl<T> Default for Table<'_, T> {
    fn default() -> Self {
        Self { entries: FxHashMap::default() }
    }
}

impl<'a, T> Table<'a, T> {
    /// Enters a name whose declaration is broken, unless it is there.
    pub(super) fn enter_broken(&mut self, pack: PackId, name: &'a str, place: Place) {
        self.entries.entry((pack, name)).or_insert((None, place));
    }
}

/// All names, and which packs see which.
#[derive(Default)]
pub(super) struct Scope<'a> {
    pub(super) packs: FxHashMap<&'a str, PackId>,
    /// For each pack those it uses.
    pub(super) uses: Vec<Vec<PackId>>,
    /// For each pack whether it uses one that is not known, so that any name may be that one's.
    pub(super) blind: Vec<bool>,
    pub(super) meanings: Table<'a, Meaning>,
    pub(super) kinds: Table<'a, KindId>,
    pub(super) areas: Table<'a, AreaId>,
    pub(super) facets: Table<'a, FacetId>,
    pub(super) questions: Table<'a, QuestionId>,
}

/// What came of looking for a name.
pub(super) enum Lookup<T> {
    Found(T),
    /// Declared, but its declaration is broken, which has been told.
    Broken,
    /// Declared by two packs that are used.
    Twice(PackId, PackId),
    Unknown,
}

impl Scope<'_> {
    /// The pack itself, then those it uses.
    pub(super) fn visible(&self, pack: PackId) -> impl Iterator<Item = PackId> {
        std::iter::once(pack).chain(self.uses.get(pack.at()).into_iter().flatten().copied())
    }

    fn find<T: Copy>(&self, table: &Table<T>, pack: PackId, name: &str) -> Lookup<T> {
        let mut found: Option<(PackId, Option<T>)> = None;
        for other in self.visible(pack) {
            let Some((meaning, _)) = table.entries.get(&(other, name)) else { continue };
            match found {
                Some((first, _)) if first != other => return Lookup::Twice(first, other),
                _ => found = Some((other, *meaning)),
            }
            if other == pack {
                break;
            }
        }
        match found {
            Some((_, Some(meaning))) => Lookup::Found(meaning),
            Some((_, None)) => Lookup::Broken,
            None if self.blind.get(pack.at()).copied().unwrap_or(true) => Lookup::Broken,
            None => Lookup::Unknown,
        }
    }

    /// The kind of document that a pack calls so.
    pub(super) fn kind_named(&self, pack: PackId, name: &str) -> Lookup<KindId> {
        self.find(&self.kinds, pack, name)
    }

    /// Every name of a table that a pack sees, in no order.
    fn known<'a, T>(&self, table: &Table<'a, T>, pack: PackId, wanted: fn(&Option<T>) -> bool) -> Vec<&'a str> {
        let visible: Vec<PackId> = self.visible(pack).collect();
        let seen = table.entries.iter().filter(|((of, _), (meaning, _))| visible.contains(of) && wanted(meaning));
        seen.map(|((_, name), _)| *name).collect()
    }

    /// Names of groups of words, for suggestions.
    pub(super) fn known_groups(&self, pack: PackId) -> Vec<&str> {
        self.known(&self.meanings, pack, |meaning| matches!(meaning, Some(Meaning::Words(_))))
    }

    /// Names that expressions may use, for suggestions.
    pub(super) fn known_meanings(&self, pack: PackId) -> Vec<&str> {
        let mut names = self.known(&self.meanings, pack, |_| true);
        names.extend(UNITS.iter().map(|(word, _)| *word));
        names.extend(Recogniser::ALL.iter().map(|value| value.name()));
        names
    }
}

const ONE_MEANING: &str = "one name has one meaning: give this one another";

/// The tables of a scope, one at a time.
pub(super) type Pick<'a, T> = for<'s> fn(&'s mut Scope<'a>) -> &'s mut Table<'a, T>;

/// The same to look into.
pub(super) type Look<'a, T> = for<'s> fn(&'s Scope<'a>) -> &'s Table<'a, T>;

impl<'a> Checker<'a, '_> {
    /// Enters a name, or tells that its pack has it already.
    pub(super) fn enter<T>(
        &mut self,
        table: Pick<'a, T>,
        file: FileId,
        pack: PackId,
        name: Name<'a>,
        meaning: Option<T>,
    ) {
        let place = at(file, name);
        match table(&mut self.scope).entries.entry((pack, name.text)) {
            Entry::Vacant(entry) => {
                entry.insert((meaning, place));
            }
            Entry::Occupied(entry) => {
                let first = entry.get().1;
                let problem = Code::DuplicateName.at(place, format!("`{}` is declared already", name.text));
                self.tell(problem.at(first.file, first.span, "first here").help(ONE_MEANING));
            }
        }
    }

    /// Tells of names that a pack declares although one that it uses has them.
    pub(super) fn clashes<T>(&mut self, table: Look<'a, T>) {
        let entries = &table(&self.scope).entries;
        let mut clashes = Vec::new();
        let whole = entries.iter().filter(|(_, (meaning, _))| meaning.is_some());
        for ((pack, name), (_, place)) in whole {
            for used in self.scope.uses.get(pack.at()).into_iter().flatten() {
                if let Some((_, first)) = entries.get(&(*used, *name)) {
                    clashes.push((*place, *name, *used, *first));
                }
            }
        }
        for (place, name, used, first) in clashes {
            let message = format!("`{name}` is declared already in pack `{}`", self.program.packs[used.at()].name);
            self.tell(
                Code::DuplicateName.at(place, message).at(first.file, first.span, "first here").help(ONE_MEANING),
            );
        }
    }

    /// Looks a name up; where it is not known, tells so and what may be meant.
    pub(super) fn resolve<T: Copy>(
        &mut self,
        table: Look<'a, T>,
        what: &str,
        file: FileId,
        pack: PackId,
        name: Name,
    ) -> Option<T> {
        match self.scope.find(table(&self.scope), pack, name.text) {
            Lookup::Found(meaning) => Some(meaning),
            Lookup::Broken => {
                self.poisoned = true;
                None
            }
            Lookup::Twice(first, second) => {
                self.ambiguous(at(file, name), name.text, first, second);
                None
            }
            Lookup::Unknown if self.is_full() => {
                self.errors += 1;
                None
            }
            Lookup::Unknown => {
                let table = table(&self.scope);
                let known = self.scope.known(table, pack, |_| true);
                let help = self.unseen(table, name.text).or_else(|| did_you_mean(name.text, known.iter().copied()));
                let help = help.unwrap_or_else(|| match known.is_empty() {
                    true => format!("this pack sees no {what}: declare one, or name the pack that does under `uses`"),
                    false => {
                        format!("declare it, or name the pack that does under `uses`; known are `{}`", some(known))
                    }
                });
                self.tell(
                    Code::UnknownName.at(at(file, name), format!("there is no {what} `{}`", name.text)).help(help),
                );
                None
            }
        }
    }

    /// Says that a pack which is not used declares a name.
    fn unseen<T>(&self, table: &Table<'a, T>, name: &str) -> Option<String> {
        let mut packs = self.program.packs.iter().enumerate();
        let (_, pack) = packs.find(|(id, _)| table.entries.contains_key(&(PackId(*id as u32), name)))?;
        Some(format!("pack `{0}` declares it: write `uses {0}` below this file's `pack`", pack.name))
    }

    /// Says that a pack which is not used declares a name for expressions.
    pub(super) fn unseen_meaning(&self, name: &str) -> Option<String> {
        self.unseen(&self.scope.meanings, name)
    }

    /// Looks up what a name of an expression means outside a rule, without telling of one that is not known.
    pub(super) fn meaning(&mut self, pack: PackId, name: &str, place: Place) -> Lookup<Meaning> {
        match self.scope.find(&self.scope.meanings, pack, name) {
            Lookup::Twice(first, second) => {
                self.ambiguous(place, name, first, second);
                Lookup::Broken
            }
            Lookup::Broken => {
                self.poisoned = true;
                Lookup::Broken
            }
            other => other,
        }
    }

    fn ambiguous(&mut self, place: Place, name: &str, first: PackId, second: PackId) {
        let (first, second) = (&self.program.packs[first.at()].name, &self.program.packs[second.at()].name);
        let message = format!("`{name}` is declared by both `{first}` and `{second}`");
        self.tell(
            Code::AmbiguousName.at(place, message).help("use one of the two packs, or declare a name of your own"),
        );
    }
}

/// The first few of a list.
fn some(mut names: Vec<&str>) -> String {
    names.sort_unstable();
    names.truncate(6);
    names.join("`, `")
}
