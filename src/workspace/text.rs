use std::path::Path;

use super::discover::shown_path;
use super::load;
use crate::diagnostic::Diagnostic;

/// Largest file of labels read, in bytes.
const LARGEST: u64 = 16 << 20;
/// Largest run read: that of some thirty thousand documents.
const LARGEST_RUN: u64 = 1 << 30;

/// A text file that a command line names beside documents and rules, such as one of labels.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Its path as given, with forward slashes.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl TextFile {
    /// Reads a file. An error says why it cannot be used.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        Self::up_to(path, LARGEST)
    }

    /// Reads the file of an earlier run.
    pub fn read_run(path: &Path) -> Result<Self, Diagnostic> {
        Self::up_to(path, LARGEST_RUN)
    }

    fn up_to(path: &Path, largest: u64) -> Result<Self, Diagnostic> {
        let name = shown_path(path);
        let bytes = load::file(path, largest).map_err(|problem| Diagnostic {
            message: format!("the file `{name}` cannot be used: {}", problem.message),
            ..problem
        })?;
        let text = load::text(bytes).ok_or_else(|| load::no_text(&format!("the file `{name}`")))?;
        Ok(Self { name, text })
    }
}
