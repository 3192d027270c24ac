//! What changed since an earlier run: that run as it was saved, each document of it beside the same one of today, and what
//! each change of a rating comes from.

mod area;
mod cause;
mod compare;
mod pair;
mod saved;
mod seen;

pub use area::{AreaSince, BundleSince, JointSince, QuestionSince, Standing, Word};
pub use cause::Cause;
pub use compare::{Changed, DocumentSince, PackSince, Since, State, compare};
pub(super) use pair::{Sign, pairs};
pub use saved::{Saved, Stand};
pub use seen::Seen;
