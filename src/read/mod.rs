//! Readers: bytes in, [`Document`](crate::document::Document) with its origin map out; hostile input is refused.

mod decode;
mod docx;
mod format;
mod guard;
mod html;
mod legacy;
mod limits;
mod markdown;
mod odt;
mod package;
mod pdf;
mod plain;
mod reading;
mod workbook;

pub use docx::docx;
pub(crate) use docx::{document_part, part_inside};
pub use format::Format;
pub use guard::LARGEST;
pub use html::html;
pub use markdown::markdown;
pub use odt::odt;
pub(crate) use package::{Package, Space};
pub use pdf::{PdfText, Unreadable, pdf};
pub use plain::plain;
pub use reading::{Reading, Revisions};
pub use workbook::{Sheet, Workbook, workbook};
