//! Two versions of documents beside one another: what their facts say otherwise, which ratings moved, and how much reads
//! otherwise without that.

mod compare;
mod version;

pub use compare::{Difference, Differences, Moved, Turn, compare};
pub use version::{Stood, Version};
