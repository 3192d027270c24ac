//! Readers: bytes in, [`Document`](crate::document::Document) with its origin map out; hostile input is refused.

mod markdown;

pub use markdown::{LARGEST, markdown};
