//! To begin with documents that have gaps: a configuration, and the list of the gaps that are there.

mod baseline;
mod init;

pub(super) use baseline::Baseline;
pub(super) use init::Init;
