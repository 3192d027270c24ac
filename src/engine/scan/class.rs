use crate::document::{Block, BlockId, BlockKind, Cell, Document};
use crate::prose::Prose;
use crate::source::Span;

/// What the words of a sentence count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Class {
    /// A clause's own words: evidence.
    Own,
    /// Heading, run-in label or header cell: context.
    Label,
    /// A line of a signature block.
    Signature,
    /// Title, contents, furniture.
    Nothing,
}

/// Words of a header cell from which on it reads as a sentence rather than a name.
const SENTENCE_WORDS: usize = 9;

/// Fills `classes` with the class of each sentence.
pub(super) fn classify(document: &Document, prose: &Prose, classes: &mut Vec<Class>) {
    classes.clear();
    for (index, (block, sentences)) in document.blocks.iter().zip(&prose.blocks).enumerate() {
        let class = of_block(document, BlockId(index as u32), block);
        for sentence in &prose.sentences[sentences.start as usize..sentences.end as usize] {
            let in_label = || {
                let start = prose.tokens[sentence.tokens.start as usize].start;
                block.label.is_some_and(|label| start < label.end)
            };
            let labels = class == Class::Own && in_label();
            classes.push(if labels { Class::Label } else { class });
        }
    }
}

fn of_block(document: &Document, id: BlockId, block: &Block) -> Class {
    match (block.kind, block.cell) {
        (BlockKind::Heading, _) => Class::Label,
        (BlockKind::Signature, _) => Class::Signature,
        (BlockKind::Cell, Some(cell)) if is_header(document, id, cell) => Class::Label,
        (kind, _) if kind.is_clause() => Class::Own,
        _ => Class::Nothing,
    }
}

/// Whether a cell names its row or column rather than says something. One that stands alone in its row and reads as a
/// sentence does not.
fn is_header(document: &Document, id: BlockId, cell: Cell) -> bool {
    let table = document.table(cell.table);
    let names = cell.row < table.header_rows || (table.row_headers && cell.column == 0);
    names && !(reads_as_sentence(document.text.slice(document.block(id).span)) && is_alone(document, cell))
}

fn reads_as_sentence(words: &str) -> bool {
    words.ends_with('.') || words.split_whitespace().nth(SENTENCE_WORDS - 1).is_some()
}

fn is_alone(document: &Document, cell: Cell) -> bool {
    let span =
        |column| document.cell(cell.table, cell.row, column).map_or(Span::default(), |id| document.block(id).span);
    let others = (0..document.table(cell.table).columns).filter(|&column| column != cell.column);
    others.map(span).all(Span::is_empty)
}
