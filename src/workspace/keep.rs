use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::discover::shown_path;
use crate::diagnostic::Diagnostic;

/// A file that is written whole or not at all: it takes its name, and the place of an earlier one, only when it is finished.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    out: BufWriter<NamedTempFile>,
}

impl NewFile {
    /// Begins a file at `path`. An error says why it cannot be written there.
    pub fn begin(path: &Path) -> Result<Self, Diagnostic> {
        // The file that a link names is replaced, not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
            return Err(unwritable(path, "what has that name is no file"));
        }
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".govlint-");
        open_to_others(&mut builder);
        let file = builder.tempfile_in(folder).map_err(|error| unwritable(path, &plain(&error)))?;
        Ok(Self { path: target, out: BufWriter::new(file) })
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let Self { path, out } = self;
        let file = out.into_inner().map_err(|error| unwritable(&path, &plain(error.error())))?;
        file.as_file().sync_all().map_err(|error| unwritable(&path, &plain(&error)))?;
        file.persist(&path).map(drop).map_err(|error| unwritable(&path, &plain(&error.error)))
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

/// Lets others read the file as they may any new one; a file for the time being is closed to them.
#[cfg(unix)]
fn open_to_others(builder: &mut tempfile::Builder) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn open_to_others(_: &mut tempfile::Builder) {}

/// What went wrong, without the name of the file for the time being.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".into(),
        io::ErrorKind::PermissionDenied => "this folder may not be written to".into(),
        kind => kind.to_string(),
    }
}

fn unwritable(path: &Path, why: &str) -> Diagnostic {
    Diagnostic::error("not-written", format!("the file `{}` cannot be written: {why}", shown_path(path)))
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
        assert_eq!(NewFile::begin(&folder.path().join("none/run.json")).unwrap_err().code, "not-written");
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
}
