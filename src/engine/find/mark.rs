use super::bits::{Bits, Level, ones, set};
use super::{Finder, List};
use crate::document::{BlockId, Cell};
use crate::engine::place::{HEADERS, STEPS};
use crate::engine::plan::{Node, NodeId};
use crate::language::model::Unit;

/// How far what stands under a heading reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Under {
    /// To the next heading.
    Nearest,
    /// To the end of its section, subsections included.
    Any,
}

impl Finder<'_> {
    /// Marks the places of a node's matches, however they stand.
    pub(super) fn mark_own(&mut self, id: NodeId, level: Level, within: Option<&[u64]>, bits: &mut Bits) {
        let list = match within {
            Some(within) if self.is_late(id) => self.list_among(id, level, within),
            _ => self.list(id),
        };
        // A find that is named counts only where it is stated.
        bits.exact &= list.is_empty() || !matches!(self.node(id), Node::Find(_));
        let layout = self.layout;
        let own = &mut bits.own;
        let mut mark =
            |sentence| set(own, if level == Level::Sentence { sentence } else { layout.block_of(sentence).0 });
        match list {
            List::Hits(start, end) => {
                self.work.scan.hits[start as usize..end as usize].iter().for_each(|hit| mark(hit.sentence));
            }
            List::Matches(start, end) => {
                for found in &self.work.matches[start as usize..end as usize] {
                    mark(found.sentence);
                    bits.exact &= match found.place.map(|place| place.unit) {
                        None | Some(Unit::Sentence) => true,
                        Some(Unit::Clause | Unit::Cell | Unit::Definition) => level == Level::Block,
                        _ => false,
                    };
                }
            }
        }
    }

    /// The matches of a node in some sentences or blocks.
    pub(super) fn list_among(&mut self, id: NodeId, level: Level, within: &[u64]) -> List {
        let places = ones(within.iter().copied());
        let blocks = &self.prose().blocks;
        match level {
            Level::Sentence => self.list_at(id, places),
            Level::Block => {
                let sentences = places.filter_map(|block| blocks.get(block as usize).cloned());
                self.list_at(id, sentences.flatten())
            }
        }
    }

    /// Marks the places that have a match of a node in their context; `own` are those that have one themselves.
    pub(super) fn mark_context(&mut self, id: NodeId, level: Level, own: &[u64], all: &mut [u64]) {
        self.each_label(id, &mut |finder, sentence| finder.mark_labelled(sentence, Under::Nearest, level, all));
        if !self.work.items.has_any() {
            return;
        }
        if self.is_late(id) {
            let list = self.list_of_leads(id);
            let sentences: Vec<u32> = list.range().map(|at| self.sentence(list, at)).collect();
            sentences.into_iter().for_each(|sentence| self.mark_led(self.layout.block_of(sentence), level, all));
            return;
        }
        let leads = self.work.items.leads(level);
        for place in ones(own.iter().zip(leads).map(|(own, leads)| own & leads)) {
            let block = if level == Level::Sentence { self.layout.block_of(place) } else { BlockId(place) };
            self.mark_led(block, level, all);
        }
    }

    /// The matches of a node in blocks that open others.
    fn list_of_leads(&mut self, id: NodeId) -> List {
        let sentences: Vec<u32> = ones(self.work.items.leads(Level::Sentence).iter().copied()).collect();
        self.list_at(id, sentences.into_iter())
    }

    /// The clauses whose labels pass a test.
    pub(super) fn headed(&mut self, id: NodeId) -> Bits {
        let mut bits = self.empty(Level::Block);
        if self.work.known.recall((id, None), &mut bits) {
            return bits;
        }
        match self.node(id) {
            Node::And(of) => {
                bits.all.fill(u64::MAX);
                for &of in of {
                    let one = self.headed(of);
                    bits.all.iter_mut().zip(&one.all).for_each(|(all, one)| *all &= one);
                    self.give_back(one);
                }
            }
            Node::Or(of) | Node::Union(of) => {
                for &of in of {
                    let one = self.headed(of);
                    bits.all.iter_mut().zip(&one.all).for_each(|(all, one)| *all |= one);
                    self.give_back(one);
                }
            }
            Node::Not(of) => {
                let mut one = self.headed(*of);
                self.mark_opened(*of, &mut one.all);
                bits.all.iter_mut().zip(&one.all).for_each(|(all, one)| *all = !one);
                self.give_back(one);
            }
            _ => {
                let all = &mut bits.all;
                self.each_label(id, &mut |finder, sentence| {
                    finder.mark_labelled(sentence, Under::Any, Level::Block, all);
                });
            }
        }
        self.work.known.remember((id, None), &bits);
        bits
    }

    /// Marks the items that are opened by a line with a match of a node: it is no label, and says of them what it says.
    fn mark_opened(&mut self, id: NodeId, all: &mut [u64]) {
        if let Node::Or(of) | Node::Union(of) = self.node(id) {
            return of.iter().for_each(|&of| self.mark_opened(of, all));
        }
        if !self.work.items.has_any() || matches!(self.node(id), Node::And(_) | Node::Not(_)) {
            return;
        }
        let list = if self.is_late(id) { self.list_of_leads(id) } else { self.list(id) };
        let mut last = None;
        for at in list.range() {
            let block = self.layout.block_of(self.sentence(list, at));
            if last != Some(block) {
                self.mark_led(block, Level::Block, all);
            }
            last = Some(block);
        }
    }

    /// Calls `see` with each sentence in a label that has a match of a node.
    fn each_label(&mut self, id: NodeId, see: &mut impl FnMut(&mut Self, u32)) {
        match self.node(id) {
            Node::Find(of) | Node::ThatIs(of, _) => self.each_label(*of, see),
            Node::Union(of) | Node::Or(of) => of.iter().for_each(|&of| self.each_label(of, see)),
            _ => {
                let labels = self.labels(id);
                let mut last = u32::MAX;
                for at in labels.range() {
                    let sentence = self.sentence(labels, at);
                    if sentence != last {
                        see(self, sentence);
                    }
                    last = sentence;
                }
            }
        }
    }

    /// Marks what stands under a label: the text under a heading, the cells of a row or column, what a run-in label opens.
    fn mark_labelled(&self, sentence: u32, under: Under, level: Level, all: &mut [u64]) {
        let document = self.document();
        let id = self.layout.block_of(sentence);
        let block = document.block(id);
        let section = document.section(block.section);
        if section.heading == Some(id) {
            for index in id.0 + 1..section.blocks.end {
                if under == Under::Nearest && document.block(BlockId(index)).section != block.section {
                    break;
                }
                self.mark_block(BlockId(index), level, all);
            }
            return;
        }
        self.mark_block(id, level, all);
        self.mark_led(id, level, all);
        if let Some(cell) = block.cell.filter(|_| self.class(sentence).is_label()) {
            self.mark_cells(cell, level, all);
        }
    }

    /// Marks the cells that a header cell names.
    fn mark_cells(&self, header: Cell, level: Level, all: &mut [u64]) {
        let document = self.document();
        let table = document.table(header.table);
        let mut mark = |row, column| {
            if let Some(cell) = document.cell(header.table, row, column) {
                self.mark_block(cell, level, all);
            }
        };
        if table.row_headers == Some(header.column) {
            let begins = document.cell(header.table, header.row, header.column);
            let over = |row: &u32| document.cell_over(header.table, *row, header.column) == begins;
            let rows = (header.row..table.rows).take_while(over);
            rows.for_each(|row| (header.column + 1..table.columns).for_each(|column| mark(row, column)));
        }
        if header.row < table.header_rows.min(HEADERS) {
            let begins = document.cell(header.table, header.row, header.column);
            let over = |column: &u32| document.cell_over(header.table, header.row, *column) == begins;
            let columns = (header.column..table.columns).take_while(over);
            columns.for_each(|column| (table.header_rows..table.rows).for_each(|row| mark(row, column)));
        }
    }

    /// Marks the items that a block opens, and those that they open.
    fn mark_led(&self, block: BlockId, level: Level, all: &mut [u64]) {
        self.mark_items(block, STEPS, level, all);
    }

    /// Marks the items below a block, down to so many steps.
    fn mark_items(&self, block: BlockId, steps: usize, level: Level, all: &mut [u64]) {
        let Some(steps) = steps.checked_sub(1) else { return };
        for &item in self.work.items.of(block.0) {
            self.mark_block(BlockId(item), level, all);
            self.mark_items(BlockId(item), steps, level, all);
        }
    }

    fn mark_block(&self, block: BlockId, level: Level, all: &mut [u64]) {
        match level {
            Level::Block => set(all, block.0),
            Level::Sentence => {
                let sentences = self.prose().blocks.get(block.0 as usize).cloned().unwrap_or_default();
                sentences.for_each(|sentence| set(all, sentence));
            }
        }
    }
}
