//! Documents that belong together: what each leaves behind when it is gone, which ones name each other, and what they come to.

mod count;
mod member;
mod near;
mod rollup;
mod structure;

pub use count::{AreaCount, Count, MainCount};
pub(super) use member::quote;
pub use member::{Excerpt, Member, Passage};
pub use near::{Loose, MOST_TOGETHER, Nearby};
pub use rollup::{Asked, Contribution, Rollup, TOGETHER, Together, area_id};
pub use structure::{Spoken, Structure};
