//! XML as bytes: read with its places, changed by splicing.

mod edit;
mod names;
mod walk;

pub(super) use edit::{Edits, escaped};
pub(super) use names::Names;
pub(super) use walk::{Step, Tag, Walk, What};
