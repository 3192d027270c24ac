use super::Digest;

/// A pack of rules that a run was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The pack's name.
    pub id: String,
    /// Its version as written.
    pub version: String,
    /// How many of its rules were run.
    pub rules: usize,
    /// Digest of its files, one after another.
    pub digest: Digest,
}
