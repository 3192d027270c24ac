//! Readers: bytes in, [`Document`](crate::document::Document) with its origin map out; hostile input is refused.

mod decode;
mod format;
mod guard;
mod markdown;
mod plain;
mod reading;

pub use format::Format;
pub use guard::LARGEST;
pub use markdown::markdown;
pub use plain::plain;
pub use reading::{Reading, Revisions};
