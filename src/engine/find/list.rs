use super::{Finder, Match};
use crate::engine::place::{Place, Tokens};
use crate::engine::plan::{Group, Node, NodeId};
use crate::engine::scan::Space;
use crate::language::model::{StandingTest, Unit};
use crate::prose::StandingKind;

/// The matches of a node, by rising first token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum List {
    /// Hits of the scan.
    Hits(u32, u32),
    /// Matches made by a join.
    Matches(u32, u32),
}

impl List {
    pub const EMPTY: List = List::Hits(0, 0);

    /// The indexes of its matches.
    pub fn range(self) -> std::ops::Range<u32> {
        let (Self::Hits(start, end) | Self::Matches(start, end)) = self;
        start..end
    }

    pub fn is_empty(self) -> bool {
        self.range().is_empty()
    }
}

/// Matches that are stepped over one by one before the end of a range is searched for.
const STEPS: usize = 8;

/// The indexes of those that begin inside a range, of some that are sorted by their first token.
fn begins<T>(sorted: &[T], tokens: Tokens, first: impl Fn(&T) -> u32) -> (usize, usize) {
    let from = sorted.partition_point(|found| first(found) < tokens.start);
    let rest = &sorted[from..];
    let length = rest.iter().take(STEPS).take_while(|found| first(found) < tokens.end).count();
    let beyond = if length == STEPS { rest[STEPS..].partition_point(|found| first(found) < tokens.end) } else { 0 };
    (from, from + length + beyond)
}

impl<'a> Finder<'a> {
    /// The node of an id.
    pub fn node(&self, id: NodeId) -> &'a Node {
        self.plan.node(id)
    }

    /// All matches of a node, however they stand.
    pub fn list(&mut self, id: NodeId) -> List {
        match self.work.lists.get(id.0 as usize) {
            Some(&(round, list)) if round == self.work.round => return list,
            _ => {}
        }
        // A node that asks for itself finds nothing.
        self.set_list(id, List::EMPTY);
        let list = self.make(id);
        self.set_list(id, list);
        list
    }

    /// Whether a node has matches at all.
    pub fn has_matches(&mut self, id: NodeId) -> bool {
        !self.list(id).is_empty()
    }

    fn set_list(&mut self, id: NodeId, list: List) {
        let round = self.work.round;
        if let Some(slot) = self.work.lists.get_mut(id.0 as usize) {
            *slot = (round, list);
        }
    }

    fn make(&mut self, id: NodeId) -> List {
        match self.node(id) {
            Node::Nothing => List::EMPTY,
            Node::Words(group) => self.words(*group, Space::Own),
            Node::Names(names) => self.names(*names, Space::Own),
            Node::Value(recogniser) => {
                let (start, end) = self.work.scan.values(*recogniser, Space::Own);
                List::Hits(start, end)
            }
            Node::Find(of) => self.list(*of),
            Node::Metadata(field) => self.metadata(field),
            Node::Unit(unit, headed) => self.units(*unit, *headed),
            Node::Rows(columns) => self.rows(columns),
            Node::Pair(pairing, a, b) => self.pairs(*pairing, *a, *b),
            Node::Apart(of, words, other) => {
                self.filter(*of, |finder, of, at| finder.stands_apart(of, at, *words, *other))
            }
            Node::InTitle(of, wanted) => self.in_title(*of, *wanted),
            Node::Rather(pair, rival) => self.filter(*pair, |finder, pair, at| finder.is_nearer(pair, at, *rival)),
            Node::Having(places, test) => self.having(*places, *test),
            Node::Compare(of, comparison) => {
                let comparison = &self.plan.comparisons[*comparison as usize];
                self.filter(*of, |finder, of, at| finder.any_value(of, at, |value| comparison.holds(value)))
            }
            Node::Ordered(of, order, other) => self.ordered(*of, *order, *other),
            Node::Conflicting(of, clash, one) => self.conflicting(*of, *clash, *one),
            Node::ThatIs(of, test @ (StandingTest::Gapping | StandingTest::Overlapping)) => self.banded(*of, *test),
            Node::ThatIs(of, test) => self.filter(*of, |finder, of, at| finder.stands(of, at, *test)),
            Node::Union(of) | Node::Or(of) => self.union(of),
            Node::And(_) | Node::Not(_) | Node::AtLeast { .. } | Node::AtLeastOf(..) | Node::Every(..) => {
                self.whole(id)
            }
        }
    }

    /// The list of a leaf in labels; empty for what is no leaf.
    pub fn labels(&mut self, id: NodeId) -> List {
        match self.node(id) {
            Node::Words(group) => self.words(*group, Space::Label),
            Node::Names(names) => self.names(*names, Space::Label),
            Node::Value(recogniser) => {
                let (start, end) = self.work.scan.values(*recogniser, Space::Label);
                List::Hits(start, end)
            }
            _ => List::EMPTY,
        }
    }

    fn words(&mut self, group: u32, space: Space) -> List {
        if let Some(late) = self.late(group) {
            match space {
                Space::Own => self.work.scan.look_everywhere(group, late, self.layout),
                Space::Label => self.work.scan.look_at_labels(group, late, self.layout),
            }
        }
        let (start, end) = self.work.scan.words(group, space);
        List::Hits(start, end)
    }

    /// A group, by its number, if what is looked for when somebody asks, a regex or looks, may be found in the document.
    pub(super) fn late(&self, group: u32) -> Option<&'a Group> {
        self.plan.groups.get(group as usize).filter(|group| self.work.scan.may_find_late(group, self.layout))
    }

    /// The matches of a node in some sentences: all of them, and perhaps some that stand elsewhere. Regexes are run, and looks
    /// looked for, over these sentences alone.
    pub(super) fn list_at(&mut self, id: NodeId, sentences: impl Iterator<Item = u32>) -> List {
        let Node::Words(group) = self.node(id) else { return self.list(id) };
        let Some(late) = self.late(*group) else { return self.list(id) };
        self.work.scan.look_at(*group, late, self.layout, sentences);
        let (start, end) = self.work.scan.words(*group, Space::Own);
        List::Hits(start, end)
    }

    /// The matches of a node in a range, as [`Finder::list_at`] gives them.
    pub fn list_in(&mut self, id: NodeId, tokens: Tokens) -> List {
        if !self.is_late(id) || tokens.is_empty() {
            return self.list(id);
        }
        let (first, last) = (self.prose().sentence_of(tokens.start), self.prose().sentence_of(tokens.end - 1));
        self.list_at(id, first..last + 1)
    }

    /// Whether a node is a group of which more may be found once it is looked for.
    pub(super) fn is_late(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Words(group) if self.late(*group).is_some())
    }

    /// An empty list of the sort that a node has.
    pub(super) fn sort_of(&self, id: NodeId) -> List {
        match self.node(id) {
            Node::Words(_) | Node::Names(_) | Node::Value(_) => List::Hits(0, 0),
            Node::Find(of) => self.sort_of(*of),
            _ => List::Matches(0, 0),
        }
    }

    fn names(&mut self, names: u32, space: Space) -> List {
        let known = self.work.names.get(names as usize).copied().unwrap_or_default();
        if let Some(list) = known[space as usize] {
            return list;
        }
        let Some(pattern) = self.plan.names.get(names as usize) else { return List::EMPTY };
        let ending = self.words(pattern.ending, space).range();
        let (start, end) = self.work.scan.names((ending.start, ending.end), self.layout);
        let list = List::Hits(start, end);
        self.work.names[names as usize][space as usize] = Some(list);
        list
    }

    /// Whether a hit of the scan is one of a pattern of names.
    pub fn is_name(&self, hit: u32) -> bool {
        self.work.names.iter().any(|[own, _]| own.is_some_and(|list| list.range().contains(&hit)))
    }

    /// Whether all that a node finds is names.
    pub fn finds_names(&self, id: NodeId) -> bool {
        match self.node(id) {
            Node::Names(_) => true,
            Node::Find(of) | Node::ThatIs(of, _) | Node::InTitle(of, _) | Node::Apart(of, ..) => self.finds_names(*of),
            Node::Union(of) => of.iter().all(|&of| self.finds_names(of)),
            _ => false,
        }
    }

    /// Where words of a group stand in some tokens that are no evidence.
    pub fn in_heading(&self, group: u32, tokens: Tokens) -> Vec<Tokens> {
        let hits = self.work.scan.words_in(self.plan, self.prose(), tokens, group);
        hits.into_iter().map(|hit| hit.tokens()).collect()
    }

    /// The word of a token as written.
    pub fn word(&self, token: u32) -> &'a str {
        self.prose().tokens.get(token as usize).map_or("", |token| self.document().text.slice(token.span()))
    }

    /// The tokens of a match.
    pub fn tokens(&self, list: List, at: u32) -> Tokens {
        match list {
            List::Hits(..) => self.work.scan.hits[at as usize].tokens(),
            List::Matches(..) => self.work.matches[at as usize].tokens,
        }
    }

    /// A match with what is known of it.
    pub fn get(&self, list: List, at: u32) -> Match {
        match list {
            List::Hits(..) => {
                let hit = self.work.scan.hits[at as usize];
                Match { tokens: hit.tokens(), sentence: hit.sentence, place: None, parts: (at, 0), standing: None }
            }
            List::Matches(..) => self.work.matches[at as usize],
        }
    }

    /// The sentence that a match stands or begins in.
    pub fn sentence(&self, list: List, at: u32) -> u32 {
        match list {
            List::Hits(..) => self.work.scan.hits[at as usize].sentence,
            List::Matches(..) => self.work.matches[at as usize].sentence,
        }
    }

    /// The place that tests on a match look at: itself, or for words their sentence.
    pub fn place(&self, list: List, at: u32) -> Place {
        let place = self.get(list, at).place;
        place.unwrap_or_else(|| Place { unit: Unit::Sentence, id: self.sentence(list, at) })
    }

    /// The matches of a list that begin inside a range.
    pub fn within(&self, list: List, tokens: Tokens) -> std::ops::Range<u32> {
        let all = list.range();
        let (from, to) = match list {
            List::Hits(start, end) => {
                begins(&self.work.scan.hits[start as usize..end as usize], tokens, |hit| hit.start)
            }
            List::Matches(start, end) => {
                begins(&self.work.matches[start as usize..end as usize], tokens, |found| found.tokens.start)
            }
        };
        all.start + from as u32..all.start + to as u32
    }

    /// An empty buffer for matches.
    pub(super) fn buffer(&mut self) -> Vec<Match> {
        self.work.spare.pop().unwrap_or_default()
    }

    /// Makes a list of the matches in a buffer.
    pub(super) fn keep(&mut self, mut matches: Vec<Match>) -> List {
        let start = self.work.matches.len() as u32;
        self.work.matches.append(&mut matches);
        self.work.spare.push(matches);
        List::Matches(start, self.work.matches.len() as u32)
    }

    /// Those matches of a node that pass; each keeps the index of the match it was.
    pub(super) fn filter(&mut self, of: NodeId, passes: impl Fn(&mut Self, NodeId, u32) -> bool) -> List {
        let list = self.list(of);
        let mut kept = self.buffer();
        for at in list.range() {
            if passes(self, of, at) {
                let found = self.get(list, at);
                kept.push(Match { parts: (at, 0), standing: None, ..found });
            }
        }
        self.keep(kept)
    }

    /// The matches of several nodes in order, outermost first; each keeps which operand it came from and its index there.
    fn union(&mut self, of: &[NodeId]) -> List {
        let mut all = self.buffer();
        for (number, &operand) in of.iter().enumerate() {
            let list = self.list(operand);
            for at in list.range() {
                let found = self.get(list, at);
                all.push(Match { parts: (number as u32, at), standing: None, ..found });
            }
        }
        all.sort_by_key(|found| (found.tokens.start, std::cmp::Reverse(found.tokens.end)));
        self.keep(all)
    }

    /// The whole document, where a condition holds somewhere in it.
    fn whole(&mut self, id: NodeId) -> List {
        let mut found = self.buffer();
        if self.holds(id) {
            let place = Place { unit: Unit::Document, id: 0 };
            let tokens = self.layout.tokens(place);
            found.push(Match { tokens, sentence: 0, place: Some(place), parts: (0, 0), standing: None });
        }
        self.keep(found)
    }

    /// Whether a match is stated, or of a find that asked for its standing.
    pub fn counts(&mut self, id: NodeId, at: u32) -> bool {
        self.standing(id, at).kind == StandingKind::Stated
    }
}
