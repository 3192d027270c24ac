use super::bits::{Level, set};
use crate::document::Document;
use crate::prose::Prose;

/// The blocks that each block of a document opens as a lead-in.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// By block: where its items begin; one more for the end.
    starts: Vec<u32>,
    items: Vec<u32>,
    /// The blocks that open others, and their sentences, as sets.
    blocks: Vec<u64>,
    sentences: Vec<u64>,
}

impl Items {
    /// Reads the lead-ins of a document.
    pub fn read(&mut self, document: &Document, prose: &Prose) {
        let count = document.blocks.len();
        self.starts.clear();
        self.items.clear();
        let leads =
            || (0u32..).zip(&document.blocks).filter_map(|(item, block)| Some((block.lead_in?.0 as usize, item)));
        if leads().next().is_none() {
            return;
        }
        self.starts.resize(count + 1, 0);
        for (lead, _) in leads().filter(|&(lead, _)| lead < count) {
            self.starts[lead] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.items.resize(end as usize, 0);
        // Filled from behind, which turns each end into a start.
        for (lead, item) in leads().collect::<Vec<_>>().into_iter().rev().filter(|&(lead, _)| lead < count) {
            self.starts[lead] -= 1;
            self.items[self.starts[lead] as usize] = item;
        }
        self.mark(prose);
    }

    /// Fills the sets.
    fn mark(&mut self, prose: &Prose) {
        for (words, count) in [(&mut self.blocks, prose.blocks.len()), (&mut self.sentences, prose.sentences.len())] {
            words.clear();
            words.resize(count.div_ceil(64), 0);
        }
        for (block, sentences) in (0u32..).zip(&prose.blocks) {
            if !self.of(block).is_empty() {
                set(&mut self.blocks, block);
                sentences.clone().for_each(|sentence| set(&mut self.sentences, sentence));
            }
        }
    }

    /// Whether any block opens others.
    pub fn has_any(&self) -> bool {
        !self.items.is_empty()
    }

    /// The blocks or sentences that open others.
    pub fn leads(&self, level: Level) -> &[u64] {
        match level {
            Level::Block => &self.blocks,
            Level::Sentence => &self.sentences,
        }
    }

    /// The blocks that a block opens.
    pub fn of(&self, block: u32) -> &[u32] {
        let range = self.starts.get(block as usize).zip(self.starts.get(block as usize + 1));
        range.and_then(|(&start, &end)| self.items.get(start as usize..end as usize)).unwrap_or_default()
    }
}
