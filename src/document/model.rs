use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::source::{Span, Text};

/// A document as read: every span is one of `text`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The words.
    pub text: Text,
    /// What stands in front matter or document properties, in file order.
    pub metadata: Vec<Field>,
    /// The block that is the title, if one was told.
    pub title: Option<BlockId>,
    /// Every block in reading order; spans rise and do not overlap.
    pub blocks: Vec<Block>,
    /// Sections in reading order. The first (index 0) is the document itself, without a heading.
    pub sections: Vec<Section>,
    /// Tables in reading order.
    pub tables: Vec<Table>,
    /// What could not be read as meant (a broken front matter), with places in the *file*; without places where its bytes are no
    /// text.
    pub problems: Vec<Diagnostic>,
    /// The parts of a package that were read, in the order of their bytes; none where the file is no package. Origins count the
    /// bytes of the parts as unpacked, one behind another.
    pub parts: Vec<Part>,
    /// Where in the words each page begins, the first page too; empty where the pages are not known.
    pub pages: Vec<u32>,
    /// What whoever reads the ratings has to know of how the document was read, a sentence without stop each.
    pub notes: Vec<String>,
    /// What stands in the file beside the words and is not shown to its readers, such as comments of HTML, in file order.
    pub comments: Vec<Comment>,
    /// Why more may stand in the file than was read, so that silence proves nothing: one of the notes.
    pub doubt: Option<String>,
}

/// A comment in the file that its readers are not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its words, without the marks around them; of a very long one the beginning.
    pub words: String,
    /// Bytes of the *file* that hold it.
    pub origin: Span,
    /// How many bytes of the text stand in front of it.
    pub at: u32,
    /// Whether a block was open there, of which words stand in front of it.
    pub inside: bool,
}

/// A part of a package that a document was read from, such as an XML file in a Word file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the package.
    pub name: String,
    /// Its bytes among those of all parts that were read.
    pub span: Span,
}

/// One entry of the front matter, such as `status: draft`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The name, lowered.
    pub name: String,
    /// The value as written; the items of a list are entries of their own under one name.
    pub value: String,
    /// Bytes of the *file* that hold the value (metadata are no prose and are not in the text).
    pub origin: Span,
}

/// Index into [`Document::blocks`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlockId(pub u32);

/// Index into [`Document::sections`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub u32);

/// Index into [`Document::tables`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TableId(pub u32);

/// A paragraph, heading, list item or table cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The words of the block, its number and run-in label included where they stand in the text.
    pub span: Span,
    /// Where its own words begin, behind number and run-in label.
    pub body: u32,
    /// What sort of block it is.
    pub kind: BlockKind,
    /// Its number as written or as the list numbers it: `7.2`, `(a)`, `Schedule 3`.
    pub number: Option<Box<str>>,
    /// A run-in label in the block: `**Quorum:** four members`.
    pub label: Option<Span>,
    /// The sentence that opens the list it is an item of: "The Board shall:".
    pub lead_in: Option<BlockId>,
    /// The innermost section it stands in; for a heading the section that it opens.
    pub section: SectionId,
    /// Where it stands in a table.
    pub cell: Option<Cell>,
    /// Depth of list nesting, 0 outside lists.
    pub depth: u8,
}

/// What sort of block it is. Only headings, paragraphs, items, cells and notes hold evidence or context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// The document's title: never evidence, never context.
    Title,
    /// The heading of a section: context, never evidence.
    Heading,
    /// A paragraph of running text.
    Paragraph,
    /// A list item (its first paragraph).
    Item,
    /// A table cell.
    Cell,
    /// The text of a footnote or endnote.
    Note,
    /// A line of a contents list: neither evidence nor context.
    Contents,
    /// A line of a signature block, filled in or not.
    Signature,
    /// Code, a running header or another thing that is no prose.
    Furniture,
}

impl BlockKind {
    /// Whether the block's words may be evidence.
    pub fn is_clause(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item | Self::Cell | Self::Note)
    }
}

/// A cell's place in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The table.
    pub table: TableId,
    /// Row from 0, header rows included.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
}

/// A heading with what stands under it, subsections included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading; none for the document itself.
    pub heading: Option<BlockId>,
    /// 0 for the document itself, 1 for the topmost headings under it.
    pub level: u8,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// Its blocks, heading and subsections included.
    pub blocks: Range<u32>,
}

/// A table; its cells are blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The blocks of its cells, row by row; an empty cell is a block with an empty span.
    pub blocks: Range<u32>,
    /// Number of rows, header rows included.
    pub rows: u32,
    /// Number of columns.
    pub columns: u32,
    /// Number of rows at the top that name the columns.
    pub header_rows: u32,
    /// The column that names the rows of a form of two columns or a matrix: the first, or the one behind their numbers.
    pub row_headers: Option<u32>,
    /// The empty blocks of places that a cell which begins elsewhere reaches over, each with the block of that cell; in order.
    pub merged: Vec<(BlockId, BlockId)>,
}

impl Document {
    /// The block of an id.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    /// The block that holds a byte of the text; none between blocks.
    pub fn block_at(&self, at: u32) -> Option<BlockId> {
        let before = self.blocks.partition_point(|block| block.span.start <= at);
        let found = self.blocks.get(..before)?.iter().rposition(|block| !block.span.is_empty())?;
        self.blocks.get(found).filter(|block| at < block.span.end).map(|_| BlockId(found as u32))
    }

    /// The block that a comment stands in, else the one behind it; none behind the last.
    pub fn block_of(&self, comment: &Comment) -> Option<BlockId> {
        let behind = self.blocks.partition_point(|block| block.span.start < comment.at + u32::from(comment.inside));
        let index = if comment.inside { behind.checked_sub(1)? } else { behind };
        (index < self.blocks.len()).then_some(BlockId(index as u32))
    }

    /// The section of an id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// The table of an id.
    pub fn table(&self, id: TableId) -> &Table {
        &self.tables[id.0 as usize]
    }

    /// The value of the first metadata field of that name (lowered).
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.metadata.iter().find(|field| field.name == name)
    }

    /// The block at `row` and `column` of a table; none past its edge.
    pub fn cell(&self, table: TableId, row: u32, column: u32) -> Option<BlockId> {
        let shape = self.table(table);
        (row < shape.rows && column < shape.columns).then(|| BlockId(shape.blocks.start + row * shape.columns + column))
    }

    /// The block whose words stand at `row` and `column` of a table for the reader of the page: that of the cell that reaches
    /// over the place. None past the table's edge.
    pub fn cell_over(&self, table: TableId, row: u32, column: u32) -> Option<BlockId> {
        let block = self.cell(table, row, column)?;
        let merged = &self.table(table).merged;
        Some(merged.binary_search_by_key(&block, |&(over, _)| over).map_or(block, |at| merged[at].1))
    }

    /// The sections around a block, innermost first, the document itself left out.
    pub fn sections_around(&self, block: BlockId) -> impl Iterator<Item = SectionId> {
        let mut next = Some(self.block(block).section);
        std::iter::from_fn(move || {
            let id = next?;
            next = self.section(id).parent;
            (id.0 != 0).then_some(id)
        })
    }

    /// The header blocks of a cell's row and column, in that order, where the table names them.
    pub fn cell_headers(&self, cell: Cell) -> impl Iterator<Item = BlockId> {
        let table = self.table(cell.table);
        let names = table.row_headers.filter(|&names| names < cell.column);
        let row = names.and_then(|names| self.cell_over(cell.table, cell.row, names));
        let rows = if cell.row >= table.header_rows { table.header_rows } else { 0 };
        row.into_iter().chain((0..rows).filter_map(move |row| self.cell_over(cell.table, row, cell.column)))
    }
}
