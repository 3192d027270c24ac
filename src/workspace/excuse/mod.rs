//! Gaps that are let be: the waivers of configurations, and which documents each is for; the file of known gaps.

mod baseline;
mod waivers;

pub use baseline::{BaselineFile, NewBaseline};
pub(super) use waivers::Waivers;
