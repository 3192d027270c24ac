use crate::document::Document;

/// The blocks that each block of a document opens as a lead-in.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// By block: where its items begin; one more for the end.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Items {
    /// Reads the lead-ins of a document; says whether there are any.
    pub fn read(&mut self, document: &Document) -> bool {
        let count = document.blocks.len();
        self.starts.clear();
        self.items.clear();
        let leads =
            || (0u32..).zip(&document.blocks).filter_map(|(item, block)| Some((block.lead_in?.0 as usize, item)));
        if leads().next().is_none() {
            return false;
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
        true
    }

    /// The blocks that a block opens.
    pub fn of(&self, block: u32) -> &[u32] {
        let range = self.starts.get(block as usize).zip(self.starts.get(block as usize + 1));
        range.and_then(|(&start, &end)| self.items.get(start as usize..end as usize)).unwrap_or_default()
    }
}
