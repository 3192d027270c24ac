use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::discover::shown_path;
use crate::diagnostic::Diagnostic;

/// What may be replaced where a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Nothing: there must be no file of that name.
    Nothing,
    /// Any file but the one that was read.
    Others,
    /// Any file.
    All,
}

/// A place for a new file, which appears there whole or not at all.
#[derive(Clone, Debug)]
pub struct Save {
    /// Where the file is written; where a link leads.
    to: PathBuf,
    shown: String,
    replace: bool,
    permissions: Option<Permissions>,
}

impl Save {
    /// The place `to` for what is made of the file `from`. An error says why nothing may be written there.
    pub fn new(from: &Path, to: &Path, replace: Replace) -> Result<Self, Diagnostic> {
        let shown = shown_path(to);
        let there = match fs::metadata(to) {
            Ok(there) if there.is_dir() => return Err(unwritable(&shown, "it is a folder")),
            Ok(there) => Some(there),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(unwritable(&shown, &error.to_string())),
        };
        let same = there.is_some() && is_same(from, to);
        match replace {
            Replace::Nothing | Replace::Others if same => {
                return Err(Diagnostic::error("would-overwrite", format!("`{shown}` is the document itself"))
                    .help("give another name with -o, or say --in-place to change the document itself"));
            }
            Replace::Nothing if there.is_some() => {
                return Err(Diagnostic::error("would-overwrite", format!("there is a file `{shown}` already"))
                    .help("give another name with -o, or say --force to replace it, with what others wrote into it"));
            }
            _ => {}
        }
        let to = if there.is_some() { fs::canonicalize(to).unwrap_or_else(|_| to.to_owned()) } else { to.to_owned() };
        let permissions = there.map(|there| there.permissions());
        Ok(Self { to, shown, replace: replace != Replace::Nothing, permissions })
    }

    /// The path as it is shown to people.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Writes the file: beside its place first, then into it.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.put(bytes).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => unwritable(&self.shown, "a file of that name has appeared meanwhile"),
            ErrorKind::NotFound => unwritable(&self.shown, "there is no such folder"),
            ErrorKind::PermissionDenied => unwritable(&self.shown, "no file may be written there"),
            _ => unwritable(&self.shown, &error.to_string()),
        })
    }

    fn put(&self, bytes: &[u8]) -> io::Result<()> {
        if self.permissions.as_ref().is_some_and(Permissions::readonly) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".govlint-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if let Some(permissions) = &self.permissions {
            file.as_file().set_permissions(permissions.clone())?;
        }
        if self.replace {
            file.persist(&self.to)?
        } else {
            file.persist_noclobber(&self.to)?
        };
        Ok(())
    }
}

fn is_same(from: &Path, to: &Path) -> bool {
    matches!((fs::canonicalize(from), fs::canonicalize(to)), (Ok(from), Ok(to)) if from == to)
}

fn unwritable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error("not-written", format!("`{name}` cannot be written: {why}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn replaces_only_what_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let [from, other, new] = ["from", "other", "new"].map(|name| folder.path().join(name));
        fs::write(&from, "from").unwrap();
        fs::write(&other, "other").unwrap();
        let refused = |to: &Path, replace| Save::new(&from, to, replace).unwrap_err().code;
        assert_eq!(refused(&from, Replace::Nothing), "would-overwrite");
        assert_eq!(refused(&folder.path().join("./from"), Replace::Others), "would-overwrite");
        assert_eq!(refused(&other, Replace::Nothing), "would-overwrite");
        assert_eq!(refused(folder.path(), Replace::All), "not-written");
        for (to, replace) in [(&new, Replace::Nothing), (&other, Replace::Others), (&from, Replace::All)] {
            Save::new(&from, to, replace).unwrap().write(b"done").unwrap();
            assert_eq!(fs::read(to).unwrap(), b"done");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else is left behind");
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("from");
        fs::write(&from, "from").unwrap();
        let lost = Save::new(&from, &folder.path().join("none/new"), Replace::Nothing).unwrap();
        assert_eq!(lost.write(b"x").unwrap_err().message.matches("no such folder").count(), 1);
        let late = Save::new(&from, &folder.path().join("late"), Replace::Nothing).unwrap();
        fs::write(folder.path().join("late"), "others").unwrap();
        assert_eq!(late.write(b"x").unwrap_err().code, "not-written");
        assert_eq!(fs::read(folder.path().join("late")).unwrap(), b"others");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [from, link] = ["from", "link"].map(|name| folder.path().join(name));
        fs::write(&from, "from").unwrap();
        fs::set_permissions(&from, Permissions::from_mode(0o640)).unwrap();
        symlink(&from, &link).unwrap();
        assert_eq!(Save::new(&link, &from, Replace::Others).unwrap_err().code, "would-overwrite");
        Save::new(&link, &link, Replace::All).unwrap().write(b"done").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&from).unwrap(), b"done");
        assert_eq!(fs::metadata(&from).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
