/// How a document is read, where its format leaves a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What is read of a document with tracked changes.
    pub revisions: Revisions,
    /// Bytes of memory that one document may take; readers refuse well before.
    pub memory: u64,
}

/// What is read of a document with tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Revisions {
    /// What it says once all changes are accepted.
    #[default]
    Accepted,
    /// What it said before them.
    Original,
}

impl Revisions {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Original => "original",
        }
    }
}

impl Default for Reading {
    fn default() -> Self {
        Self { revisions: Revisions::default(), memory: 512 << 20 }
    }
}
