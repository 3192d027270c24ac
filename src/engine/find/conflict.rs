use super::title::is_of_title;
use super::value::clashes;
use super::{Finder, List, Match};
use crate::engine::plan::NodeId;
use crate::language::model::Clash;
use crate::prose::Value;

/// Matches that are compared with one another, at most.
const MOST: usize = 200;

impl Finder<'_> {
    /// Those stated matches of a node with a value that clashes with that of another, in another sentence; where
    /// `one` is given, only if both are for one and the same match of it.
    pub(super) fn conflicting(&mut self, of: NodeId, clash: Clash, one: Option<NodeId>) -> List {
        let list = self.list(of);
        let mut told: Vec<(u32, u32, Vec<Value>, String)> = Vec::new();
        for at in list.range() {
            if told.len() < MOST && self.counts(of, at) {
                let values = self.values_of(of, at);
                let key = one.map_or_else(String::new, |one| self.what_for(one, list, at));
                told.push((at, self.sentence(list, at), values, key));
            }
        }
        let mut kept = self.buffer();
        for (at, sentence, values, key) in &told {
            let others = told.iter().filter(|(_, other, _, of)| other != sentence && of == key);
            let mut pairs = others.flat_map(|(_, _, others, _)| others.iter().map(move |other| (values, other)));
            if pairs.any(|(values, other)| values.iter().any(|value| clashes(clash, value, other))) {
                kept.push(Match { parts: (*at, 0), standing: None, ..self.get(list, *at) });
            }
        }
        self.keep(kept)
    }

    /// What a match is for: the nearest match of a node in its sentence, else in its labels, nearest first. Nothing stands for
    /// what the document itself is about: what its title names, or what is not named at all.
    fn what_for(&mut self, one: NodeId, list: List, at: u32) -> String {
        let (tokens, sentence) = (self.tokens(list, at), self.sentence(list, at));
        let whole = self.layout.sentence(sentence);
        let named = self.list_at(one, std::iter::once(sentence));
        let apart = |other: u32| {
            let other = self.tokens(named, other);
            other.start.saturating_sub(tokens.end).max(tokens.start.saturating_sub(other.end))
        };
        if let Some(nearest) = self.within(named, whole).min_by_key(|&other| apart(other)) {
            let identity = self.identity(one, named, nearest);
            return self.unless_title(identity);
        }
        let labels = self.label_lists(one);
        let mut found = None;
        self.layout.any_label(self.place(list, at), |label| {
            found = labels.iter().find_map(|&list| Some((list, self.within(list, label).next()?)));
            found.is_some()
        });
        let Some((list, at)) = found else { return String::new() };
        let words = self.words_of(self.tokens(list, at));
        self.unless_title(words)
    }

    fn unless_title(&mut self, name: String) -> String {
        if is_of_title(self.document(), &name) { String::new() } else { name }
    }
}
