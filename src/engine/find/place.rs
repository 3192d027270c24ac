use super::{Ask, Finder, List, Match, Scope};
use crate::document::{BlockId, BlockKind, TableId};
use crate::engine::place::Place;
use crate::engine::plan::{Node, NodeId};
use crate::engine::scan::Class;
use crate::language::model::Unit;

impl<'a> Finder<'a> {
    /// The places of a node in which a condition holds.
    pub(super) fn having(&mut self, places: NodeId, test: NodeId) -> List {
        if !self.is_metadata(places) && !self.possible(test) {
            return List::EMPTY;
        }
        let needs_own = self.is_positive(test);
        match self.node(places) {
            Node::Unit(unit, headed) if needs_own && !(*unit == Unit::Section && headed.is_some()) => {
                self.units_having(*unit, *headed, test)
            }
            _ => {
                let list = self.list(places);
                let mut kept = self.buffer();
                for at in list.range() {
                    let holds = match self.field(places, at) {
                        Some(field) => self.field_holds(field, test),
                        None => {
                            let scope = Scope::of(self.layout, self.place(list, at));
                            let held = self.test(test, &scope, Ask::Hold, false);
                            held.is_some_and(|held| held.own || !needs_own)
                        }
                    };
                    if holds {
                        let found = self.get(list, at);
                        kept.push(Match { parts: (at, 0), standing: None, ..found });
                    }
                }
                self.keep(kept)
            }
        }
    }

    /// The places of a unit in which a condition holds, found from the words that it cannot hold without.
    fn units_having(&mut self, unit: Unit, headed: Option<NodeId>, test: NodeId) -> List {
        if headed.is_some_and(|headed| !self.possible(headed)) {
            return List::EMPTY;
        }
        let mut ids = self.work.spare_ids.pop().unwrap_or_default();
        self.candidates(unit, test, &mut ids);
        let mut kept = self.buffer();
        for &id in &ids {
            let place = Place { unit, id };
            if headed.is_some_and(|headed| !self.is_headed(headed, place)) {
                continue;
            }
            let scope = Scope::of(self.layout, place);
            if self.test(test, &scope, Ask::Hold, false).is_some_and(|held| held.own) {
                kept.push(self.place_match(place));
            }
        }
        ids.clear();
        self.work.spare_ids.push(ids);
        self.sort_places(unit, &mut kept);
        self.keep(kept)
    }

    fn place_match(&self, place: Place) -> Match {
        Match { tokens: self.layout.tokens(place), place: Some(place), parts: (0, 0), standing: None }
    }

    /// Puts places in order of their tokens; those of most units are so by their ids.
    fn sort_places(&self, unit: Unit, places: &mut [Match]) {
        if unit == Unit::Section {
            places.sort_by_key(|found| (found.tokens.start, std::cmp::Reverse(found.tokens.end)));
        }
    }

    /// The places that hold own words without which a condition cannot hold, in order.
    fn candidates(&mut self, unit: Unit, test: NodeId, ids: &mut Vec<u32>) {
        let mut drivers = Vec::new();
        self.drivers(test, &mut drivers);
        for &driver in &drivers {
            let lists = if unit == Unit::SignatureBlock { self.label_lists(driver) } else { vec![self.list(driver)] };
            for list in lists {
                for at in list.range() {
                    let sentence = self.sentence(list, at);
                    self.push_place(unit, sentence, ids);
                }
            }
        }
        if drivers.len() > 1 || unit == Unit::Section {
            ids.sort_unstable();
            ids.dedup();
        }
    }

    /// Adds the places of a unit that a sentence stands in, unless the last one added holds it.
    fn push_place(&self, unit: Unit, sentence: u32, ids: &mut Vec<u32>) {
        let classes = &self.work.scan.classes;
        if let (Unit::SignatureBlock, Some(&last)) = (unit, ids.last()) {
            let block = self.layout.tokens(Place { unit, id: last });
            if block.contains(self.layout.sentence(sentence)) {
                return;
            }
        }
        let Some(id) = self.layout.place_of(unit, sentence, classes) else { return };
        if ids.last() == Some(&id) || (unit == Unit::Definition && !self.is_definition(BlockId(id))) {
            return;
        }
        ids.push(id);
        if unit == Unit::Section {
            let block = self.layout.block_of(sentence);
            ids.extend(self.document().sections_around(block).skip(1).map(|section| section.0));
            ids.push(id);
        }
    }

    /// The leaves one of which must have a match in the own words of a place in which a condition holds.
    fn drivers(&mut self, test: NodeId, drivers: &mut Vec<NodeId>) {
        match self.node(test) {
            Node::And(of) => {
                let mut alone: Option<(usize, NodeId)> = None;
                for &of in of {
                    if self.is_positive(of) && self.only_own(of) {
                        let count = self.matches_of(of);
                        if alone.is_none_or(|(least, _)| count < least) {
                            alone = Some((count, of));
                        }
                    }
                }
                match alone {
                    Some((_, of)) => self.drivers(of, drivers),
                    None => of.iter().for_each(|&of| self.drivers(of, drivers)),
                }
            }
            Node::Or(of) | Node::AtLeastOf(_, of) => of.iter().for_each(|&of| self.drivers(of, drivers)),
            Node::AtLeast { of, .. } => drivers.push(*of),
            Node::Every(find, _) => drivers.push(*find),
            Node::Not(_) => {}
            _ => drivers.push(test),
        }
    }

    /// Whether a condition can only hold by own words: none of its leaves stands in a label or lead-in.
    fn only_own(&mut self, test: NodeId) -> bool {
        match self.node(test) {
            Node::And(of) => of.iter().any(|&of| self.is_positive(of) && self.only_own(of)),
            Node::Or(of) | Node::AtLeastOf(_, of) => of.iter().all(|&of| self.only_own(of)),
            Node::AtLeast { .. } | Node::Every(..) => true,
            Node::Not(_) => false,
            _ => self.label_lists(test).is_empty() && !self.may_lead(test),
        }
    }

    fn matches_of(&mut self, test: NodeId) -> usize {
        match self.node(test) {
            Node::And(of) | Node::Or(of) | Node::AtLeastOf(_, of) => of.iter().map(|&of| self.matches_of(of)).sum(),
            Node::AtLeast { of, .. } | Node::Every(of, _) => self.list(*of).range().len(),
            Node::Not(_) => 0,
            _ => self.list(test).range().len(),
        }
    }

    /// Whether a condition asks for something to be there, rather than only not to be.
    pub(super) fn is_positive(&self, test: NodeId) -> bool {
        match self.node(test) {
            Node::Not(_) => false,
            Node::And(of) | Node::Or(of) | Node::AtLeastOf(_, of) => of.iter().any(|&of| self.is_positive(of)),
            _ => true,
        }
    }

    /// Whether a condition could hold anywhere: its words occur at all.
    pub(super) fn possible(&mut self, test: NodeId) -> bool {
        match self.node(test) {
            Node::And(of) => of.iter().all(|&of| self.possible(of)),
            Node::Or(of) | Node::Union(of) => of.iter().any(|&of| self.possible(of)),
            Node::AtLeastOf(number, of) => {
                of.iter().filter(|&&of| self.possible(of)).take(*number as usize).count() >= *number as usize
            }
            Node::AtLeast { number, of, .. } => *number == 0 || self.possible(*of),
            Node::Words(_) | Node::Names(_) | Node::Value(_) => {
                !self.list(test).is_empty() || !self.labels(test).is_empty()
            }
            Node::Pair(_, a, b) => self.possible(*a) && self.possible(*b),
            Node::Nothing => false,
            _ => true,
        }
    }

    /// All places of a unit, those under a label where one is asked for.
    pub(super) fn units(&mut self, unit: Unit, headed: Option<NodeId>) -> List {
        let mut kept = self.buffer();
        match headed {
            Some(headed) if !self.possible(headed) => {}
            Some(headed) if unit == Unit::Section => self.headed_sections(headed, &mut kept),
            _ => {
                for id in self.all(unit) {
                    let place = Place { unit, id };
                    if headed.is_none_or(|headed| self.is_headed(headed, place)) {
                        kept.push(self.place_match(place));
                    }
                }
            }
        }
        self.keep(kept)
    }

    /// The outermost sections whose heading passes.
    fn headed_sections(&mut self, headed: NodeId, kept: &mut Vec<Match>) {
        let mut behind = 0;
        for id in self.all(Unit::Section) {
            let blocks = &self.document().sections[id as usize].blocks;
            let place = Place { unit: Unit::Section, id };
            if blocks.start >= behind && self.is_headed(headed, place) {
                behind = blocks.end;
                kept.push(self.place_match(place));
            }
        }
    }

    /// The ids of all places of a unit that hold words of a clause, in order.
    fn all(&self, unit: Unit) -> Vec<u32> {
        let mut ids = Vec::new();
        if unit == Unit::Document {
            return vec![0];
        }
        for (sentence, &class) in self.work.scan.classes.iter().enumerate() {
            if class.is_own() || class == Class::Signature {
                self.push_place(unit, sentence as u32, &mut ids);
            }
        }
        if unit == Unit::Section {
            ids.sort_unstable();
            ids.dedup();
        }
        ids
    }

    /// Whether the labels over a place pass a test.
    pub(super) fn is_headed(&mut self, headed: NodeId, place: Place) -> bool {
        match self.node(headed) {
            Node::And(of) => of.iter().all(|&of| self.is_headed(of, place)),
            Node::Or(of) | Node::Union(of) => of.iter().any(|&of| self.is_headed(of, place)),
            Node::Not(of) => !self.is_headed(*of, place),
            _ => {
                let lists = self.label_lists(headed);
                !lists.is_empty() && self.layout.any_label(place, |tokens| self.in_lists(&lists, tokens))
            }
        }
    }

    /// Rows of the tables that have a column of its own under each of these labels.
    pub(super) fn rows(&mut self, columns: &'a [NodeId]) -> List {
        let mut kept = self.buffer();
        for (index, table) in self.document().tables.iter().enumerate() {
            let names: Vec<Vec<u32>> = columns.iter().map(|&column| self.columns_named(index as u32, column)).collect();
            if !assigns(&names) {
                continue;
            }
            for row in table.header_rows..table.rows {
                let place = Place { unit: Unit::Row, id: table.blocks.start + row * table.columns };
                let found = self.place_match(place);
                if !found.tokens.is_empty() {
                    kept.push(found);
                }
            }
        }
        self.keep(kept)
    }

    /// The columns of a table that bear a label.
    fn columns_named(&mut self, table: u32, label: NodeId) -> Vec<u32> {
        let shape = &self.document().tables[table as usize];
        let lists = self.label_lists(label);
        let rows = self.layout.header_rows(TableId(table));
        let mut named = Vec::new();
        for list in lists {
            for at in self.within(list, rows) {
                let block = self.layout.block_of(self.sentence(list, at));
                named.extend(
                    self.layout.cell_of(block).map(|cell| cell.column).filter(|&column| column < shape.columns),
                );
            }
        }
        named.sort_unstable();
        named.dedup();
        named
    }

    /// The first column of a table that bears a label.
    pub fn column_headed(&mut self, table: TableId, label: NodeId) -> Option<u32> {
        self.columns_named(table.0, label).first().copied()
    }

    /// The name of the group of words that a node is.
    pub fn name_of(&self, id: NodeId) -> Option<&'a str> {
        let Node::Words(group) = self.node(id) else { return None };
        let words = self.plan.groups.get(*group as usize)?.words;
        self.program.words.get(words.at()).map(|words| words.name.as_str())
    }

    /// Whether a clause says what a term means: a term in front of "means", in its label or its first words.
    fn is_definition(&self, block: BlockId) -> bool {
        let tokens = self.layout.block(block);
        let (prose, text) = (self.prose(), &self.document().text);
        let opening = &prose.tokens[tokens.start as usize..tokens.end as usize];
        let means = |form: &str| matches!(form, "means" | "mean" | "meaning" | "meanings");
        let clause = self.document().block(block).kind != BlockKind::Heading;
        clause
            && opening.iter().take(DEFINED_WITHIN).skip(1).any(|token| means(&text.slice(token.span()).to_lowercase()))
    }
}

/// Words within which a definition says "means".
const DEFINED_WITHIN: usize = 12;

/// Whether each list of columns can be given one of its own.
fn assigns(names: &[Vec<u32>]) -> bool {
    fn place(index: usize, names: &[Vec<u32>], taken: &mut Vec<(u32, usize)>, tried: &mut Vec<u32>) -> bool {
        for &column in &names[index] {
            if tried.contains(&column) {
                continue;
            }
            tried.push(column);
            let holder = taken.iter().position(|&(known, _)| known == column);
            let free = match holder {
                None => true,
                Some(at) => {
                    let other = taken[at].1;
                    place(other, names, taken, tried)
                }
            };
            if free {
                taken.retain(|&(known, _)| known != column);
                taken.push((column, index));
                return true;
            }
        }
        false
    }
    let mut taken = Vec::new();
    (0..names.len()).all(|index| place(index, names, &mut taken, &mut Vec::new()))
}
