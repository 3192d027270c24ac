//! Files that are written whole or not at all: each takes its name, and the place of an earlier one, only when it is finished.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

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

/// A place for a new file.
#[derive(Clone, Debug)]
pub struct Save {
    /// Where the file is written; where a link leads.
    to: PathBuf,
    shown: String,
    replace: bool,
    permissions: Option<Permissions>,
}

/// A file that is being written.
#[derive(Debug)]
pub struct NewFile {
    place: Save,
    out: BufWriter<NamedTempFile>,
    begun: Begun,
}

/// The files for the time being that there are.
static BEGUN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// One of them.
#[derive(Debug)]
struct Begun(PathBuf);

impl Begun {
    fn at(path: &Path) -> Self {
        begun().insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        begun().remove(&self.0);
    }
}

fn begun() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what was begun and not finished, before the program ends in the middle of its work.
pub fn abandon() {
    for path in &*begun() {
        let _ = fs::remove_file(path);
    }
}

impl Save {
    /// The place `to` for what is made of the file `from`. An error says why nothing may be written there.
    pub fn new(from: &Path, to: &Path, replace: Replace) -> Result<Self, Diagnostic> {
        let place = Self::at(to)?;
        let there = place.permissions.is_some();
        let name = &place.shown;
        match replace {
            Replace::Nothing | Replace::Others if there && is_same(from, to) => {
                Err(Diagnostic::error("would-overwrite", format!("`{name}` is the document itself"))
                    .help("give another name with -o, or say --in-place to change the document itself"))
            }
            Replace::Nothing if there => {
                Err(Diagnostic::error("would-overwrite", format!("there is a file `{name}` already"))
                    .help("give another name with -o, or say --force to replace it, with what others wrote into it"))
            }
            _ => Ok(Self { replace: replace != Replace::Nothing, ..place }),
        }
    }

    /// A place that has to be free. An error says what stands there.
    pub fn fresh(to: &Path) -> Result<Self, Diagnostic> {
        let place = Self::at(to)?;
        match place.permissions {
            None => Ok(Self { replace: false, ..place }),
            Some(_) => Err(Diagnostic::error("would-overwrite", format!("there is a file `{}` already", place.shown))),
        }
    }

    /// A place whose file, if there is one, is replaced. An error says why nothing may be written there.
    pub fn at(to: &Path) -> Result<Self, Diagnostic> {
        let shown = shown_path(to);
        let there = match fs::metadata(to) {
            Ok(there) if there.is_dir() => return Err(unwritable(&shown, "it is a folder")),
            Ok(there) if !there.is_file() => return Err(unwritable(&shown, "what has that name is no file")),
            Ok(there) => Some(there),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(unwritable(&shown, &error.to_string())),
        };
        // The file that a link names is replaced, not the link.
        let to = if there.is_some() { fs::canonicalize(to).unwrap_or_else(|_| to.to_owned()) } else { spelled_out(to) };
        Ok(Self { to, shown, replace: true, permissions: there.map(|there| there.permissions()) })
    }

    /// The path as it is shown to people.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Writes the file.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Diagnostic> {
        let mut file = self.begin()?;
        file.write_all(bytes).map_err(|error| self.failure(&error))?;
        file.finish()
    }

    /// Begins the file, beside its place.
    pub fn begin(&self) -> Result<NewFile, Diagnostic> {
        let out = self.open().map_err(|error| self.failure(&error))?;
        Ok(NewFile { place: self.clone(), begun: Begun::at(out.path()), out: BufWriter::new(out) })
    }

    fn open(&self) -> io::Result<NamedTempFile> {
        if self.permissions.as_ref().is_some_and(Permissions::readonly) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".govlint-");
        // A file for the time being is closed to others, and a new one is not.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(folder)
    }

    /// What went wrong, without the name of the file for the time being.
    fn failure(&self, error: &io::Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::AlreadyExists => unwritable(&self.shown, "a file of that name has appeared meanwhile"),
            ErrorKind::NotFound => unwritable(&self.shown, "there is no such folder"),
            ErrorKind::PermissionDenied => unwritable(&self.shown, "no file may be written there"),
            kind => unwritable(&self.shown, &kind.to_string()),
        }
    }
}

impl NewFile {
    /// Begins a file at `path`. An error says why it cannot be written there.
    pub fn begin(path: &Path) -> Result<Self, Diagnostic> {
        Save::at(path)?.begin()
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let Self { place, out, begun } = self;
        let name = || {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            if let Some(permissions) = &place.permissions {
                file.as_file().set_permissions(permissions.clone())?;
            }
            let named = if place.replace { file.persist(&place.to) } else { file.persist_noclobber(&place.to) };
            named.map(drop).map_err(|error| error.error)
        };
        let named = name().map_err(|error| place.failure(&error));
        drop(begun);
        named
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The path of a new file. Windows gives a file a name whose path has more than 260 letters only where that is spelled out from the
/// drive on.
fn spelled_out(to: &Path) -> PathBuf {
    let whole = || {
        let whole = std::path::absolute(to).ok()?;
        Some(fs::canonicalize(whole.parent()?).ok()?.join(whole.file_name()?))
    };
    if cfg!(windows) { whole().unwrap_or_else(|| to.to_owned()) } else { to.to_owned() }
}

pub(super) fn is_same(from: &Path, to: &Path) -> bool {
    matches!((fs::canonicalize(from), fs::canonicalize(to)), (Ok(from), Ok(to)) if from == to)
}

fn unwritable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error("not-written", format!("`{name}` cannot be written: {why}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_there_when_it_is_finished_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.json");
        fs::write(&path, "before").unwrap();
        let mut file = NewFile::begin(&path).unwrap();
        file.write_all(b"half").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"before");
        drop(file);
        assert_eq!(names(folder.path()), ["run.json"], "nothing is left behind");
        let mut file = NewFile::begin(&path).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (b"whole".to_vec(), vec!["run.json".to_owned()]));
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(NewFile::begin(folder.path()).unwrap_err().code, "not-written");
        let lost = NewFile::begin(&folder.path().join("none/run.json")).unwrap_err();
        assert_eq!((lost.code, lost.message.contains("no such folder")), ("not-written", true));
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_it_and_a_link_stays_one() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [real, link, plain] = ["real.json", "link.json", "plain"].map(|name| folder.path().join(name));
        fs::write(&real, "").unwrap();
        fs::write(&plain, "").unwrap();
        symlink(&real, &link).unwrap();
        NewFile::begin(&link).unwrap().finish().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&real), mode(&plain));
    }

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
