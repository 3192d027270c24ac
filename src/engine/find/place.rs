use std::sync::Arc;

use super::bits::{Bits, Level, has, ones, set};
use super::{Ask, Finder, List, Match, Scope};
use crate::document::{BlockId, BlockKind, TableId};
use crate::engine::place::Place;
use crate::engine::plan::{Node, NodeId};
use crate::language::model::Unit;
use crate::prose::{Standing, StandingKind, Token};

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
        let mut kept = self.buffer();
        match unit {
            Unit::Sentence => self.clauses_having(Level::Sentence, unit, headed, test, &mut kept),
            Unit::Clause | Unit::Cell | Unit::Definition => {
                self.clauses_having(Level::Block, unit, headed, test, &mut kept);
            }
            _ => self.wholes_having(unit, headed, test, &mut kept),
        }
        self.keep(kept)
    }

    /// Sentences, or blocks of a sort, in which a condition holds.
    fn clauses_having(
        &mut self,
        level: Level,
        unit: Unit,
        headed: Option<NodeId>,
        test: NodeId,
        kept: &mut Vec<Match>,
    ) {
        let labelled = headed.map(|headed| self.headed(headed));
        let within = labelled.as_ref().map(|labelled| self.spread(&labelled.all, level));
        let bits = self.bits(test, level, within.as_deref());
        for id in bits.iter() {
            let block = if level == Level::Sentence { self.layout.block_of(id) } else { BlockId(id) };
            let place = Place { unit, id };
            let wanted =
                labelled.as_ref().is_none_or(|labelled| has(&labelled.all, block.0)) && self.is_unit(unit, block);
            if wanted && (bits.exact || self.holds_in(test, place)) {
                kept.push(self.place_match(place));
            }
        }
        self.give_back(bits);
        labelled.into_iter().for_each(|labelled| self.give_back(labelled));
    }

    /// A set of blocks as one of a level.
    fn spread(&self, blocks: &[u64], level: Level) -> Vec<u64> {
        if level == Level::Block {
            return blocks.to_vec();
        }
        let mut sentences = vec![0; self.prose().sentences.len().div_ceil(64)];
        for block in ones(blocks.iter().copied()) {
            let inside = self.prose().blocks.get(block as usize).cloned().unwrap_or_default();
            inside.for_each(|sentence| set(&mut sentences, sentence));
        }
        sentences
    }

    /// Whether a block is a clause of the sort that a unit asks for.
    fn is_unit(&self, unit: Unit, block: BlockId) -> bool {
        match unit {
            Unit::Cell => self.layout.cell_of(block).is_some(),
            Unit::Definition => self.is_definition(block),
            _ => true,
        }
    }

    /// Whether a condition holds in a place by words of its own.
    fn holds_in(&mut self, test: NodeId, place: Place) -> bool {
        let scope = Scope::of(self.layout, place);
        self.test(test, &scope, Ask::Hold, false).is_some_and(|held| held.own)
    }

    /// Places of several blocks in which a condition holds.
    fn wholes_having(&mut self, unit: Unit, headed: Option<NodeId>, test: NodeId, kept: &mut Vec<Match>) {
        let ids = if unit == Unit::SignatureBlock {
            self.all(unit)
        } else {
            let mut blocks = self.empty(Level::Block);
            self.blocks_having_part(test, &mut blocks);
            let ids = self.places_of(unit, blocks.own());
            self.give_back(blocks);
            ids.into()
        };
        for &id in &*ids {
            let place = Place { unit, id };
            if headed.is_none_or(|headed| self.is_headed(headed, place)) && self.holds_in(test, place) {
                kept.push(self.place_match(place));
            }
        }
        if unit == Unit::Section {
            kept.sort_by_key(|found| (found.tokens.start, std::cmp::Reverse(found.tokens.end)));
        }
    }

    /// Adds the blocks with words of their own for a condition, or for an operand of it: the operands of one that holds in a place of
    /// several blocks need not share one of them.
    fn blocks_having_part(&mut self, test: NodeId, blocks: &mut Bits) {
        match self.node(test) {
            Node::And(of) | Node::Or(of) | Node::AtLeastOf(_, of) => {
                of.iter().for_each(|&of| self.blocks_having_part(of, blocks));
            }
            Node::Not(_) => {}
            _ => {
                let bits = self.bits(test, Level::Block, None);
                blocks.own.iter_mut().zip(&bits.own).for_each(|(blocks, own)| *blocks |= own);
                self.give_back(bits);
            }
        }
    }

    pub(super) fn place_match(&self, place: Place) -> Match {
        let tokens = self.layout.tokens(place);
        let sentence = if place.unit == Unit::Sentence { place.id } else { self.prose().sentence_of(tokens.start) };
        Match { tokens, sentence, place: Some(place), parts: (0, 0), standing: None }
    }

    /// The places of a unit that some blocks, in order, stand in: each once, in order; for sections those around too.
    fn places_of(&self, unit: Unit, blocks: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut ids: Vec<u32> = Vec::new();
        for block in blocks {
            let Some(id) = self.layout.place_of(unit, BlockId(block)) else { continue };
            if ids.last() == Some(&id) || !self.is_unit(unit, BlockId(block)) {
                continue;
            }
            if unit == Unit::Section {
                ids.extend(self.document().sections_around(BlockId(block)).skip(1).map(|section| section.0));
            }
            ids.push(id);
        }
        if unit == Unit::Section {
            ids.sort_unstable();
            ids.dedup();
        }
        ids
    }

    /// Whether a condition asks for something to be there, rather than only not to be.
    pub(super) fn is_positive(&self, test: NodeId) -> bool {
        match self.node(test) {
            Node::Not(_) => false,
            Node::And(of) | Node::Or(of) | Node::AtLeastOf(_, of) => of.iter().any(|&of| self.is_positive(of)),
            _ => true,
        }
    }

    /// Whether an expression could find anything: its words occur at all.
    pub(super) fn possible(&mut self, id: NodeId) -> bool {
        if let Some(&Some(known)) = self.work.possible.get(id.0 as usize) {
            return known;
        }
        let possible = self.is_possible(id);
        if let Some(slot) = self.work.possible.get_mut(id.0 as usize) {
            *slot = Some(possible);
        }
        possible
    }

    fn is_possible(&mut self, id: NodeId) -> bool {
        match self.node(id) {
            Node::And(of) => of.iter().all(|&of| self.possible(of)),
            Node::Or(of) | Node::Union(of) => of.iter().any(|&of| self.possible(of)),
            Node::AtLeastOf(number, of) => {
                let number = *number as usize;
                of.iter().filter(|&&of| self.possible(of)).take(number).count() >= number
            }
            Node::AtLeast { number, of, .. } => *number == 0 || self.possible(*of),
            Node::Words(group) if self.late(*group).is_some() => true,
            Node::Words(_) | Node::Names(_) | Node::Value(_) => {
                !self.list(id).is_empty() || !self.labels(id).is_empty()
            }
            Node::Pair(_, a, b) => self.possible(*a) && self.possible(*b),
            Node::Having(places, test) => self.possible(*places) && (self.is_metadata(*places) || self.possible(*test)),
            Node::Unit(_, Some(of))
            | Node::Find(of)
            | Node::Compare(of, _)
            | Node::Ordered(of, ..)
            | Node::Conflicting(of, ..)
            | Node::ThatIs(of, _)
            | Node::Apart(of, ..)
            | Node::Rather(of, _)
            | Node::InTitle(of, _)
            | Node::Every(of, _) => self.possible(*of),
            Node::Nothing => false,
            Node::Not(_) | Node::Unit(_, None) | Node::Rows(_) | Node::Metadata(_) => true,
        }
    }

    /// All places of a unit, those under a label where one is asked for.
    pub(super) fn units(&mut self, unit: Unit, headed: Option<NodeId>) -> List {
        let mut kept = self.buffer();
        match headed {
            Some(headed) if !self.possible(headed) => {}
            Some(headed) if unit == Unit::Section => self.headed_sections(headed, &mut kept),
            Some(headed) if matches!(unit, Unit::Clause | Unit::Sentence | Unit::Cell | Unit::Definition) => {
                let labelled = self.headed(headed);
                for &id in &*self.all(unit) {
                    let block = if unit == Unit::Sentence { self.layout.block_of(id) } else { BlockId(id) };
                    if has(&labelled.all, block.0) {
                        kept.push(self.place_match(Place { unit, id }));
                    }
                }
                self.give_back(labelled);
            }
            _ => {
                for &id in &*self.all(unit) {
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
        for &id in &*self.all(Unit::Section) {
            let blocks = &self.document().sections[id as usize].blocks;
            let place = Place { unit: Unit::Section, id };
            if blocks.start >= behind && self.is_headed(headed, place) {
                behind = blocks.end;
                kept.push(self.place_match(place));
            }
        }
    }

    /// The ids of all places of a unit that hold words of a clause, in order.
    fn all(&mut self, unit: Unit) -> Arc<[u32]> {
        if let Some(known) = self.work.places.get(&unit) {
            return Arc::clone(known);
        }
        let places: Arc<[u32]> = self.read_all(unit).into();
        self.work.places.insert(unit, Arc::clone(&places));
        places
    }

    fn read_all(&self, unit: Unit) -> Vec<u32> {
        let classes = &self.work.scan.classes;
        let own = (0u32..).zip(classes).filter(|(_, class)| class.is_own()).map(|(sentence, _)| sentence);
        match unit {
            Unit::Document => vec![0],
            Unit::Sentence => own.collect(),
            Unit::SignatureBlock => self.signature_blocks(),
            _ => self.places_of(unit, own.map(|sentence| self.layout.block_of(sentence).0)),
        }
    }

    /// The first block of each run of signature lines.
    fn signature_blocks(&self) -> Vec<u32> {
        let blocks = &self.document().blocks;
        let signs = |index: usize| blocks[index].kind == BlockKind::Signature;
        let firsts = (0..blocks.len()).filter(|&index| signs(index) && (index == 0 || !signs(index - 1)));
        firsts.map(|index| index as u32).collect()
    }

    /// Whether the labels over a place pass a test.
    pub(super) fn is_headed(&mut self, headed: NodeId, place: Place) -> bool {
        match self.node(headed) {
            Node::And(of) => of.iter().all(|&of| self.is_headed(of, place)),
            Node::Or(of) | Node::Union(of) => of.iter().any(|&of| self.is_headed(of, place)),
            Node::Not(of) => !self.is_headed(*of, place) && !self.is_opened(*of, place),
            _ => {
                let layout = self.layout;
                self.has_labels(headed) && layout.any_label(place, |tokens| self.in_labels(headed, tokens))
            }
        }
    }

    /// Whether a line that opens a list, and the place in it, has a match of a node.
    fn is_opened(&mut self, by: NodeId, place: Place) -> bool {
        if let Node::Or(of) | Node::Union(of) = self.node(by) {
            return of.iter().any(|&of| self.is_opened(of, place));
        }
        let layout = self.layout;
        let listed = matches!(place.unit, Unit::Clause | Unit::Sentence | Unit::Definition);
        listed
            && layout.leads(layout.first_block(place)).any(|lead| {
                let tokens = layout.block(lead);
                let list = self.list_in(by, tokens);
                !self.within(list, tokens).is_empty()
            })
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
                    let open = names.iter().any(|columns| self.is_left_open(TableId(index as u32), row, columns));
                    let kind = if open { StandingKind::Unfilled } else { StandingKind::Stated };
                    kept.push(Match { standing: Some(Standing { kind, ..Standing::STATED }), ..found });
                }
            }
        }
        self.keep(kept)
    }

    /// Whether the cells of a row in some columns are all left to be filled in.
    fn is_left_open(&self, table: TableId, row: u32, columns: &[u32]) -> bool {
        let cells = columns.iter().filter_map(|&column| self.document().cell(table, row, column));
        let mut sentences =
            cells.filter_map(|cell| self.prose().blocks.get(cell.0 as usize)?.clone().next()).peekable();
        sentences.peek().is_some()
            && sentences.all(|sentence| self.statements.content(sentence).kind == StandingKind::Unfilled)
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
        let is_any = |token: &Token, words: &[&str]| {
            words.iter().any(|word| text.slice(token.span()).eq_ignore_ascii_case(word))
        };
        let defines = |pair: &[Token]| is_any(&pair[1], &MEANS) && !is_any(&pair[0], &BY_ALL_MEANS);
        self.document().block(block).kind != BlockKind::Heading
            && opening.windows(2).take(DEFINED_WITHIN - 1).any(defines)
    }
}

/// Words of a definition behind its term.
const MEANS: [&str; 4] = ["means", "mean", "meaning", "meanings"];
/// Words in front of a "means" that is a noun: "by all means", "any means".
const BY_ALL_MEANS: [&str; 8] = ["all", "any", "by", "no", "of", "other", "such", "these"];

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
