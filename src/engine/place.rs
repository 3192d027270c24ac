use crate::document::{BlockId, BlockKind, Cell, Document, SectionId, TableId};
use crate::language::model::Unit;
use crate::prose::Prose;

/// A range of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    pub start: u32,
    pub end: u32,
}

impl Tokens {
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub fn contains(self, other: Tokens) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn cover(self, other: Tokens) -> Tokens {
        Tokens { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place of a document. What `id` counts depends on the unit: sentences, sections, tables, or blocks (a row and a
/// signature block go by their first one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub unit: Unit,
    pub id: u32,
}

/// Where the context of a place stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Headings, run-in labels, header cells.
    pub labels: Few,
    /// Lead-ins, nearest first.
    pub leads: Few,
}

/// A few ranges; more than there is room for are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Few {
    ranges: [Tokens; 12],
    len: u8,
}

impl Few {
    pub fn push(&mut self, tokens: Tokens) {
        if let Some(free) = self.ranges.get_mut(self.len as usize)
            && !tokens.is_empty()
        {
            *free = tokens;
            self.len += 1;
        }
    }

    pub fn as_slice(&self) -> &[Tokens] {
        &self.ranges[..self.len as usize]
    }
}

/// Lead-ins followed upwards.
pub(super) const STEPS: usize = 8;
/// Header cells of a cell that are looked at.
pub(super) const HEADERS: u32 = 8;

/// A document with its prose, to ask for places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout<'a> {
    pub document: &'a Document,
    pub prose: &'a Prose,
}

impl<'a> Layout<'a> {
    /// All tokens of a range of blocks.
    pub fn blocks(self, first: u32, end: u32) -> Tokens {
        let start = self.prose.blocks.get(first as usize).map_or(0, |sentences| sentences.start);
        let end = (end as usize).checked_sub(1).and_then(|last| self.prose.blocks.get(last));
        self.sentences(start, end.map_or(start, |sentences| sentences.end))
    }

    /// All tokens of a block, its label included.
    pub fn block(self, block: BlockId) -> Tokens {
        self.blocks(block.0, block.0 + 1)
    }

    /// The tokens of the run-in label that opens a block, where it has one: a sentence of its own.
    pub fn run_in(self, block: BlockId) -> Option<Tokens> {
        self.document.blocks.get(block.0 as usize)?.label?;
        let sentences = self.prose.blocks.get(block.0 as usize).filter(|sentences| !sentences.is_empty())?;
        Some(self.sentence(sentences.start))
    }

    fn sentences(self, first: u32, end: u32) -> Tokens {
        if first >= end {
            return Tokens::default();
        }
        let last = &self.prose.sentences[end as usize - 1];
        Tokens { start: self.prose.sentences[first as usize].tokens.start, end: last.tokens.end }
    }

    /// The tokens of a sentence.
    pub fn sentence(self, sentence: u32) -> Tokens {
        self.sentences(sentence, sentence + 1)
    }

    /// The block of a sentence.
    pub fn block_of(self, sentence: u32) -> BlockId {
        self.prose.sentences.get(sentence as usize).map_or(BlockId(0), |sentence| sentence.block)
    }

    /// All tokens of a place.
    pub fn tokens(self, place: Place) -> Tokens {
        match place.unit {
            Unit::Document => self.blocks(0, self.document.blocks.len() as u32),
            Unit::Section => {
                let blocks = &self.document.section(SectionId(place.id)).blocks;
                self.blocks(blocks.start, blocks.end)
            }
            Unit::Sentence => self.sentence(place.id),
            Unit::Clause | Unit::Cell | Unit::Definition => self.block(BlockId(place.id)),
            Unit::Table => {
                let blocks = &self.document.table(TableId(place.id)).blocks;
                self.blocks(blocks.start, blocks.end)
            }
            Unit::Row => self.blocks(place.id, place.id + self.row_length(place.id)),
            Unit::SignatureBlock => self.blocks(place.id, self.signature_end(place.id)),
        }
    }

    fn row_length(self, block: u32) -> u32 {
        self.cell_of(BlockId(block)).map_or(1, |cell| self.document.table(cell.table).columns)
    }

    /// The cell that a block is.
    pub fn cell_of(self, block: BlockId) -> Option<Cell> {
        self.document.blocks.get(block.0 as usize)?.cell
    }

    /// The block behind the signature block that starts at `first`.
    fn signature_end(self, first: u32) -> u32 {
        let rest = self.document.blocks.get(first as usize..).unwrap_or_default();
        first + rest.iter().take_while(|block| block.kind == BlockKind::Signature).count() as u32
    }

    /// The block that a place is or begins with.
    pub fn first_block(self, place: Place) -> BlockId {
        match place.unit {
            Unit::Document => BlockId(0),
            Unit::Section => BlockId(self.document.section(SectionId(place.id)).blocks.start),
            Unit::Sentence => self.block_of(place.id),
            Unit::Table => BlockId(self.document.table(TableId(place.id)).blocks.start),
            Unit::Clause | Unit::Cell | Unit::Definition | Unit::Row | Unit::SignatureBlock => BlockId(place.id),
        }
    }

    /// What stands around the own words of a place and names or opens it.
    pub fn context(self, place: Place) -> Context {
        let mut context = Context::default();
        let block = self.first_block(place);
        match place.unit {
            Unit::Clause | Unit::Sentence | Unit::Cell | Unit::Definition => self.clause_context(block, &mut context),
            Unit::Document | Unit::Section | Unit::SignatureBlock => context.labels.push(self.tokens(place)),
            Unit::Table | Unit::Row => {
                context.labels.push(self.tokens(place));
                if let Some(cell) = self.cell_of(block) {
                    context.labels.push(self.header_rows(cell.table));
                }
            }
        }
        if let Some(heading) = self.document.blocks.get(block.0 as usize).and(self.document.heading_of(block)) {
            context.labels.push(self.block(heading));
        }
        context
    }

    fn clause_context(self, block: BlockId, context: &mut Context) {
        context.labels.push(self.block(block));
        if let Some(cell) = self.cell_of(block) {
            for header in self.document.cell_headers(cell).take(HEADERS as usize) {
                context.labels.push(self.block(header));
            }
        }
        for lead in self.leads(block) {
            context.labels.push(self.block(lead));
            context.leads.push(self.block(lead));
        }
    }

    /// The lead-ins of a block, nearest first.
    pub fn leads(self, block: BlockId) -> impl Iterator<Item = BlockId> + use<'a> {
        let document = self.document;
        let lead = move |block: &BlockId| document.blocks.get(block.0 as usize)?.lead_in.filter(|lead| lead < block);
        std::iter::successors(lead(&block), lead).take(STEPS)
    }

    /// The rows of a table that name its columns.
    pub fn header_rows(self, table: TableId) -> Tokens {
        let table = self.document.table(table);
        self.blocks(table.blocks.start, table.blocks.start + table.header_rows * table.columns)
    }

    /// Every label over a place, to the outermost heading; stops where `holds` does.
    pub fn any_label(self, place: Place, mut holds: impl FnMut(Tokens) -> bool) -> bool {
        let block = self.first_block(place);
        if self.document.blocks.is_empty() {
            return false;
        }
        let around = match place.unit {
            Unit::Section | Unit::Document => false,
            Unit::Table | Unit::Row => {
                let headers = self.cell_of(block).is_some_and(|cell| holds(self.header_rows(cell.table)));
                headers || (place.unit == Unit::Row && holds(self.block(block)))
            }
            _ => {
                holds(self.block(block))
                    || self.cell_of(block).is_some_and(|cell| {
                        self.document.cell_headers(cell).take(HEADERS as usize).any(|header| holds(self.block(header)))
                    })
                    || self.leads(block).any(|lead| holds(self.block(lead)))
            }
        };
        around || (place.unit != Unit::Document && self.headings(block).any(|heading| holds(self.block(heading))))
    }

    /// The headings around a block, nearest first; of a heading its own.
    pub fn headings(self, block: BlockId) -> impl Iterator<Item = BlockId> + use<'a> {
        let document = self.document;
        document.sections_around(block).filter_map(move |section| document.section(section).heading)
    }

    /// The place of a unit that a block is or stands in; for sections the innermost.
    pub fn place_of(self, unit: Unit, block: BlockId) -> Option<u32> {
        match unit {
            Unit::Document => Some(0),
            Unit::Sentence => None,
            Unit::Clause | Unit::Definition => Some(block.0),
            Unit::Section => Some(self.document.block(block).section.0).filter(|&section| section != 0),
            Unit::Cell => self.cell_of(block).map(|_| block.0),
            Unit::Table => self.cell_of(block).map(|cell| cell.table.0),
            Unit::Row => self.row_of(block),
            Unit::SignatureBlock => Some(block.0).filter(|_| self.document.block(block).kind == BlockKind::Signature),
        }
    }

    /// The first block of the row that a cell stands in.
    pub fn row_of(self, block: BlockId) -> Option<u32> {
        let cell = self.cell_of(block)?;
        self.document.cell(cell.table, cell.row, 0).map(|first| first.0)
    }
}

/// Headings in front of the first clause that count as part of the title.
const UNDER_TITLE: usize = 3;

/// The headings that stand between the title and the first clause, and say with it what the document is.
pub(super) fn under_title(document: &Document) -> impl Iterator<Item = BlockId> {
    let front = document.blocks.iter().enumerate().take_while(|(_, block)| !block.kind.is_clause());
    let headings = front.filter(|(_, block)| block.kind == BlockKind::Heading).take(UNDER_TITLE);
    headings.map(|(index, _)| BlockId(index as u32))
}
