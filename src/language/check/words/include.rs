use rustc_hash::FxHashSet;

use crate::language::check::Checker;
use crate::language::code::Code;
use crate::language::model::{Phrase, PhrasePart, Place, Words, WordsId};

/// The most phrases that a group may have, those of the groups it includes too.
const MOST_PHRASES: usize = 5_000;
/// The most phrases that all groups may have together.
const MOST_IN_ALL: usize = 500_000;

/// The groups that a group includes by name.
#[derive(Default)]
pub(super) struct Included {
    pub(super) items: Vec<(WordsId, Place)>,
    pub(super) but_not: Vec<(WordsId, Place)>,
}

/// How far the visit of a group has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

impl Checker<'_, '_> {
    /// Copies the phrases of included groups, inner ones first, and tells of groups that include themselves.
    pub(super) fn include(&mut self, included: &[Included]) {
        let mut state = vec![Visit::New; included.len()];
        let mut total: usize = self.program.words.iter().map(|words| words.phrases.len()).sum();
        for root in 0..included.len() {
            let mut stack = vec![(root, 0)];
            while let Some((group, next)) = stack.pop() {
                if next == 0 && state[group] == Visit::Done {
                    continue;
                }
                state[group] = Visit::Open;
                let includes = &included[group];
                let behind = || includes.but_not.get(next - includes.items.len());
                let Some((inner, place)) = includes.items.get(next).or_else(behind) else {
                    state[group] = Visit::Done;
                    total += self.copy(group, includes, &state);
                    if total > MOST_IN_ALL {
                        self.too_many(group);
                        return;
                    }
                    continue;
                };
                stack.push((group, next + 1));
                match state[inner.at()] {
                    Visit::New => stack.push((inner.at(), 0)),
                    Visit::Open => self.includes_itself(inner.at(), *place),
                    Visit::Done => {}
                }
            }
        }
    }

    /// Copies what a group includes; gives the number of new phrases.
    fn copy(&mut self, group: usize, included: &Included, state: &[Visit]) -> usize {
        if included.items.is_empty() && included.but_not.is_empty() {
            return 0;
        }
        let mut words =
            std::mem::replace(&mut self.program.words[group], Words::empty(String::new(), true, Place::default()));
        let before = words.phrases.len() + words.but_not.len();
        let mut has = Has::default();
        has.phrases.extend(words.phrases.iter().map(|phrase| (false, phrase.parts.clone())));
        has.phrases.extend(words.but_not.iter().map(|phrase| (true, phrase.parts.clone())));
        for (list, not) in [(&included.items, false), (&included.but_not, true)] {
            for (inner, _) in list {
                let inner = inner.at();
                if state[inner] != Visit::Done || inner == group || !has.groups.insert((not, inner)) {
                    continue;
                }
                has.take(&self.program.words[inner], not, &mut words);
                if words.phrases.len() + words.but_not.len() > MOST_PHRASES {
                    break;
                }
            }
        }
        let large = words.phrases.len() + words.but_not.len() > MOST_PHRASES;
        let after = words.phrases.len() + words.but_not.len();
        self.program.words[group] = words;
        if large {
            self.too_many(group);
        }
        after - before
    }

    fn too_many(&mut self, group: usize) {
        let words = &self.program.words[group];
        let message = format!("`{}` and the groups it includes have too many phrases", words.name);
        self.tell(Code::TooBig.at(words.place, message).help("split the group by meaning"));
    }

    fn includes_itself(&mut self, group: usize, place: Place) {
        let message = format!("`{}` includes itself", self.program.words[group].name);
        self.tell(Code::Cycle.at(place, message).help("leave this item out"));
    }
}

/// What a group has already: groups it has taken, and phrases, each with whether it is one of those not meant.
#[derive(Default)]
struct Has {
    groups: FxHashSet<(bool, usize)>,
    phrases: FxHashSet<(bool, Vec<PhrasePart>)>,
}

impl Has {
    /// Adds what an included group means, or makes it what is not meant.
    fn take(&mut self, inner: &Words, not: bool, into: &mut Words) {
        let new = |phrase: &&Phrase| self.phrases.insert((not, phrase.parts.clone()));
        let phrases = inner.phrases.iter().filter(new).cloned();
        if not {
            into.but_not.extend(phrases);
            return;
        }
        into.phrases.extend(phrases);
        let new = |phrase: &&Phrase| self.phrases.insert((true, phrase.parts.clone()));
        into.but_not.extend(inner.but_not.iter().filter(new).cloned());
        into.regexes.extend(inner.regexes.iter().cloned());
    }
}
