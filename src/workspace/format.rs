use std::path::{Path, PathBuf};

use super::{Save, load, rules};
use crate::diagnostic::Diagnostic;
use crate::language::{RuleFile, format};

/// A rule file beside how it should be written.
#[derive(Clone, Debug)]
pub struct Formatted {
    /// The file as it stands.
    pub file: RuleFile,
    /// How it should be written, or its errors.
    pub formatted: Result<String, Vec<Diagnostic>>,
}

impl Formatted {
    /// Formats the rule files that `paths` name: files, folders, and `-` for standard input. An error names what cannot be
    /// read.
    pub fn of(paths: &[PathBuf]) -> Result<Vec<Self>, Diagnostic> {
        let mut files = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                files.push(stdin()?);
            } else {
                rules::read(path, &mut files)?;
            }
        }
        let formatted = |file: RuleFile| Self { formatted: format(&file.text), file };
        Ok(files.into_iter().map(formatted).collect())
    }

    /// Whether the file is written otherwise than it should be.
    pub fn differs(&self) -> bool {
        self.formatted.as_ref().is_ok_and(|formatted| *formatted != self.file.text)
    }

    /// Writes the file as it should be; nothing where it has errors, is right as it stands, or is standard input.
    pub fn write(&self) -> Result<(), Diagnostic> {
        let path = Path::new(&self.file.name);
        match &self.formatted {
            // A name that was shown in place of one that is no Unicode names no file.
            Ok(formatted) if self.differs() && path.is_file() => Save::at(path)?.write(formatted.as_bytes()),
            _ => Ok(()),
        }
    }
}

fn stdin() -> Result<RuleFile, Diagnostic> {
    let text = load::text(load::stdin(rules::LARGEST)?).ok_or_else(|| load::no_text("standard input"))?;
    Ok(RuleFile { name: "-".to_owned(), text: text.into() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn writes_what_differs_and_leaves_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let ragged = file("a.rules", "pack a   \"A\"\n     version   \"1\"\n");
        let broken = file("b.rules", "pack b   \"B\"\n  verison   \"1\"\n");
        let right = file("c.rules", "pack c \"C\"\n  version \"1\"\n");
        let formatted = Formatted::of(&[folder.path().to_owned()]).unwrap();
        let told: Vec<(bool, bool)> = formatted.iter().map(|one| (one.differs(), one.formatted.is_ok())).collect();
        assert_eq!(told, [(true, true), (false, false), (false, true)]);
        for one in &formatted {
            one.write().unwrap();
        }
        assert_eq!(fs::read_to_string(ragged).unwrap(), "pack a \"A\"\n  version \"1\"\n");
        assert_eq!(fs::read_to_string(broken).unwrap(), "pack b   \"B\"\n  verison   \"1\"\n");
        assert_eq!(fs::read_to_string(right).unwrap(), "pack c \"C\"\n  version \"1\"\n");
        assert_eq!(Formatted::of(&[folder.path().join("none.rules")]).unwrap_err().code, "not-found");
    }
}
