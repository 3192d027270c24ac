use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The file that makes a folder one of results: programs that back up leave out what it stands in
/// (bford.info/cachedir).
const TAG: &str = "CACHEDIR.TAG";
const TAGGED: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# Results of govlint, which quote documents. \
                      `govlint cache clear` removes them.\n";
/// Keeps its entries out of repositories.
const IGNORE: (&str, &str) = (".gitignore", "*\n");
/// How the names of entries begin that are being written, and how old one is that nobody will finish.
pub(super) const BEGUN: &str = ".begun-";
const STALE: Duration = Duration::from_secs(60 * 60);

/// Makes a folder one of results, if it is none yet.
pub(super) fn open(folder: &Path) -> Result<(), String> {
    let said = |error: io::Error| error.to_string();
    if is_ours(folder) {
        return Ok(());
    }
    make(folder).map_err(said)?;
    if fs::read_dir(folder).map_err(said)?.next().is_some() {
        return Err("it holds other things".to_owned());
    }
    fs::write(folder.join(IGNORE.0), IGNORE.1).map_err(said)?;
    fs::write(folder.join(TAG), TAGGED).map_err(said)
}

/// Makes a folder that is open to nobody else, with those around it.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes the entries of a folder of results, and the folder if nothing else is in it; says how many there were.
pub(super) fn clear(folder: &Path) -> Result<usize, String> {
    let said = |error: io::Error| error.to_string();
    if !is_ours(folder) {
        return Err("it is no folder that govlint keeps results in".to_owned());
    }
    let mut removed = 0;
    for inner in inner(folder) {
        for (path, begun) in entries(&inner) {
            fs::remove_file(path).map_err(said)?;
            removed += usize::from(!begun);
        }
        let _ = fs::remove_dir(inner);
    }
    for name in [IGNORE.0, TAG] {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(said(error)),
            _ => {}
        }
    }
    let _ = fs::remove_dir(folder);
    Ok(removed)
}

/// Removes entries until those that are left have at most so many bytes, the ones that were used longest ago first; and what
/// was begun and will not be finished.
pub(super) fn prune(folder: &Path, most: u64) {
    let mut known = Vec::new();
    let now = SystemTime::now();
    for (path, begun) in inner(folder).iter().flat_map(|inner| entries(inner)) {
        let Ok(about) = fs::metadata(&path) else { continue };
        let used = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        if !begun {
            known.push((used, about.len(), path));
        } else if now.duration_since(used).is_ok_and(|ago| ago > STALE) {
            let _ = fs::remove_file(path);
        }
    }
    let mut bytes: u64 = known.iter().map(|(_, bytes, _)| bytes).sum();
    known.sort_unstable();
    for (_, freed, path) in known {
        if bytes <= most {
            break;
        }
        bytes -= freed;
        let _ = fs::remove_file(path);
    }
}

fn is_ours(folder: &Path) -> bool {
    fs::read(folder.join(TAG)).is_ok_and(|tag| tag == TAGGED.as_bytes())
}

/// The folders of entries in a folder of results.
fn inner(folder: &Path) -> Vec<PathBuf> {
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| is_hexadecimal(name, 2));
    paths(folder).filter(named).collect()
}

/// The entries of such a folder, each with whether it is only begun.
fn entries(inner: &Path) -> Vec<(PathBuf, bool)> {
    let one = |path: PathBuf| {
        let name = path.file_name()?;
        let begun = name.to_string_lossy().starts_with(BEGUN);
        (begun || is_hexadecimal(name, 62)).then_some((path, begun))
    };
    paths(inner).filter_map(one).collect()
}

fn paths(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}

fn is_hexadecimal(name: &OsStr, length: usize) -> bool {
    name.to_str().is_some_and(|name| name.len() == length && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn entry(folder: &Path, number: u64, bytes: usize, used: u64) -> PathBuf {
        let inner = folder.join("ab");
        make(&inner).unwrap();
        let path = inner.join(format!("{number:062x}"));
        fs::write(&path, vec![0; bytes]).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(used)).unwrap();
        path
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("kept");
        open(&folder).unwrap();
        let paths = [(1, 100), (2, 300), (3, 200)].map(|(number, used)| entry(&folder, number, 10, used));
        prune(&folder, 20);
        assert_eq!(paths.each_ref().map(|path| path.exists()), [true, false, true]);
        prune(&folder, 20);
        assert_eq!(paths.each_ref().map(|path| path.exists()), [true, false, true]);
    }

    #[test]
    fn what_is_cleared_is_ours_alone() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("kept");
        assert!(clear(&folder).is_err() && clear(root.path()).is_err());
        open(&folder).unwrap();
        let own = entry(&folder, 1, 10, 0);
        let others = [folder.join("note.md"), folder.join("ab/note.md")];
        for other in &others {
            fs::write(other, "").unwrap();
        }
        assert_eq!(clear(&folder), Ok(1));
        assert!(!own.exists() && others.iter().all(|other| other.exists()));
        assert!(open(&folder).is_err(), "it holds other things");
        fs::remove_dir_all(&folder).unwrap();
        open(&folder).unwrap();
        assert_eq!(clear(&folder), Ok(0));
        assert!(!folder.exists());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_looks_in() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("kept");
        open(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o077, 0);
    }
}
