use crate::document::{BlockId, BlockKind, Cell, Document};
use crate::engine::place::{Layout, Tokens};
use crate::engine::plan::{Trie, Walk};
use crate::prose::{Found, Prose, Recogniser};

/// What the words of a sentence count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Class {
    /// A clause's own words: evidence.
    Own,
    /// Heading, run-in label or header cell: context.
    Label,
    /// The header of a row under a header of its own, as in a list of members: names what stands beside it, and is
    /// itself an answer to what stands above it.
    Both,
    /// A line of a signature block.
    Signature,
    /// Title, contents, furniture.
    Nothing,
}

impl Class {
    /// Whether its words may be evidence of a clause.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::Both)
    }

    /// Whether its words are context.
    pub fn is_label(self) -> bool {
        matches!(self, Self::Label | Self::Both | Self::Signature)
    }
}

/// Words of a header cell from which on it reads as a sentence rather than a name.
const SENTENCE_WORDS: usize = 9;

/// Fills `classes` with the class of each sentence; `founds` are the values, in order.
pub(super) fn classify(document: &Document, prose: &Prose, founds: &[Found], classes: &mut Vec<Class>) {
    classes.clear();
    let cells = Cells { layout: Layout { document, prose }, founds };
    for (index, (block, sentences)) in document.blocks.iter().zip(&prose.blocks).enumerate() {
        if sentences.is_empty() {
            continue;
        }
        let class = match (block.kind, block.cell) {
            (BlockKind::Heading, _) => Class::Label,
            (BlockKind::Signature, _) => Class::Signature,
            (BlockKind::Cell, Some(cell)) => cells.class(BlockId(index as u32), cell),
            (kind, _) if kind.is_clause() => Class::Own,
            _ => Class::Nothing,
        };
        for sentence in &prose.sentences[sentences.start as usize..sentences.end as usize] {
            let in_label = || {
                let start = prose.tokens[sentence.tokens.start as usize].start;
                block.label.is_some_and(|label| start < label.end)
            };
            let labels = matches!(class, Class::Own | Class::Both) && in_label();
            classes.push(if labels { Class::Label } else { class });
        }
    }
}

/// Takes what stands under a heading that is one of `headings` from first word to last for nothing.
pub(super) fn set_aside(headings: &Trie, document: &Document, prose: &Prose, classes: &mut [Class]) {
    for section in document.sections.iter().filter(|section| section.heading.is_some()) {
        let blocks = section.blocks.start as usize..section.blocks.end as usize;
        let first = prose.blocks.get(blocks.start).and_then(|block| prose.sentences.get(block.start as usize));
        let (Some(first), Some(heading)) = (first, document.blocks.get(blocks.start)) else { continue };
        let tokens = &prose.tokens[first.tokens.start as usize..first.tokens.end as usize];
        let tokens = &tokens[tokens.partition_point(|token| token.start < heading.body)..];
        let mut whole = false;
        headings.scan(tokens, 0, &mut Walk::new(), |start, end, _| {
            whole |= start == 0 && end as usize == tokens.len();
        });
        if whole {
            for sentences in prose.blocks.get(blocks).into_iter().flatten() {
                classes[sentences.start as usize..sentences.end as usize].fill(Class::Nothing);
            }
        }
    }
}

/// Tells cells that name a row or column from those that say something.
struct Cells<'a> {
    layout: Layout<'a>,
    founds: &'a [Found],
}

impl Cells<'_> {
    fn class(&self, id: BlockId, cell: Cell) -> Class {
        let table = self.layout.document.table(cell.table);
        let names_column = cell.row < table.header_rows;
        let names_row = table.row_headers == Some(cell.column);
        if !names_column && !names_row {
            return Class::Own;
        }
        let words = self.layout.document.text.slice(self.layout.document.block(id).span);
        if self.is_alone(cell) {
            return if reads_as_sentence(words) { Class::Own } else { Class::Label };
        }
        let listed = !names_column && self.is_headed(cell) && self.says_something(cell);
        if listed || self.is_first_answer(cell) { Class::Both } else { Class::Label }
    }

    /// Whether a cell over the second column of a form holds the first answer, as forms have it that are written as tables with a
    /// header: a value, which is the name of no column.
    fn is_first_answer(&self, cell: Cell) -> bool {
        let table = self.layout.document.table(cell.table);
        let form = table.columns == 2 && table.header_rows == 1 && table.row_headers == Some(0);
        let cell = self.layout.document.cell(cell.table, cell.row, cell.column).filter(|_| form && cell.column == 1);
        cell.is_some_and(|cell| {
            let tokens = self.layout.block(cell);
            let covered = self.covered(tokens, |recogniser| {
                matches!(
                    recogniser,
                    Recogniser::Cadence
                        | Recogniser::Date
                        | Recogniser::Duration
                        | Recogniser::Share
                        | Recogniser::Count
                )
            });
            covered * 2 > tokens.end - tokens.start
        })
    }

    /// How many of some tokens, which cut no value, values of some sorts take.
    fn covered(&self, tokens: Tokens, sort: impl Fn(Recogniser) -> bool) -> u32 {
        let first = self.founds.partition_point(|found| found.tokens.start < tokens.start);
        let inside = self.founds[first..].iter().take_while(|found| found.tokens.start < tokens.end);
        inside.filter(|found| sort(found.value.recogniser)).map(|found| found.tokens.end - found.tokens.start).sum()
    }

    /// The other cells of a cell's row.
    fn others(&self, cell: Cell) -> impl Iterator<Item = BlockId> {
        let document = self.layout.document;
        let columns = (0..document.table(cell.table).columns).filter(move |&column| column != cell.column);
        columns.filter_map(move |column| document.cell(cell.table, cell.row, column))
    }

    fn is_alone(&self, cell: Cell) -> bool {
        self.others(cell).all(|other| self.layout.block(other).is_empty())
    }

    /// Whether a header stands over the column of a cell.
    fn is_headed(&self, cell: Cell) -> bool {
        let document = self.layout.document;
        let rows = 0..document.table(cell.table).header_rows.min(HEADER_ROWS);
        rows.filter_map(|row| document.cell_over(cell.table, row, cell.column))
            .any(|header| !self.layout.block(header).is_empty())
    }

    /// Whether the row of a cell holds more than blanks.
    fn says_something(&self, cell: Cell) -> bool {
        self.others(cell).any(|other| {
            let tokens = self.layout.block(other);
            self.covered(tokens, |recogniser| recogniser == Recogniser::Placeholder) < tokens.end - tokens.start
        })
    }
}

/// Header rows that are looked at.
const HEADER_ROWS: u32 = 8;

fn reads_as_sentence(words: &str) -> bool {
    words.ends_with('.') || words.split_whitespace().nth(SENTENCE_WORDS - 1).is_some()
}
