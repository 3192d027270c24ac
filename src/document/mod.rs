//! The model of a document over its [`Text`](crate::source::Text): blocks in reading order, the sections they stand in, tables, metadata.
//!
//! Readers build it with [`Builder`]; it knows no file format and no kind of document.

mod build;
mod model;
mod numbering;
mod place;

pub use build::{Builder, Shape};
pub(crate) use build::{furniture, has_verb, number};
pub use model::{Block, BlockId, BlockKind, Cell, Comment, Document, Field, Part, Section, SectionId, Table, TableId};
pub use numbering::Numbering;
