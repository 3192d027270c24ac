//! The documents of a revision of a Git repository, read through the `git` program without a working tree.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::discover::Input;
use super::load;
use crate::diagnostic::Diagnostic;
use crate::read::Format;

/// A file of a repository by its object name.
#[derive(Debug)]
pub(super) struct Blob {
    folder: PathBuf,
    object: String,
}

impl Blob {
    /// Its bytes, of which there may be so many.
    pub(super) fn bytes(&self, largest: u64) -> Result<Vec<u8>, Diagnostic> {
        let mut git = git(&self.folder);
        let mut child = git
            .args(["cat-file", "blob", &self.object])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let read = child.stdout.take().map(|out| load::bounded(out, 0, largest));
        // What is too large is not waited for.
        if !matches!(read, Some(Ok(_))) {
            let _ = child.kill();
        }
        let ended = child.wait().map_err(|error| no_git(&error))?;
        match read {
            Some(Ok(bytes)) if ended.success() => Ok(bytes),
            Some(Err(problem)) => Err(problem),
            _ => Err(load::unreadable("git does not give it")),
        }
    }
}

/// The documents that a revision of the repository around `folder` has there or under `paths`, by name; each called
/// `REVISION:path` with its path from that folder beside it.
///
/// Errors: `no-git` where the program cannot be run, `no-revision` where it knows no such revision, or is in no repository.
pub fn revision(folder: &Path, revision: &str, paths: &[PathBuf]) -> Result<Vec<(Input, String)>, Diagnostic> {
    let asked = format!("{revision}^{{tree}}");
    let tree = run(git(folder).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]))?;
    let tree = String::from_utf8_lossy(&tree.stdout).trim().to_owned();
    if tree.is_empty() {
        let inside = run(git(folder).args(["rev-parse", "--git-dir"]))?;
        return Err(no_revision(revision, inside.status.success()));
    }
    let listed = run(git(folder).args(["ls-tree", "-r", "-z", &tree, "--"]).args(paths))?;
    if !listed.status.success() {
        let why = String::from_utf8_lossy(&listed.stderr).trim().to_owned();
        return Err(Diagnostic::error("no-revision", format!("git cannot list the files of `{revision}`: {why}")));
    }
    let entries = listed.stdout.split(|byte| *byte == 0).filter_map(entry);
    let documents = entries.filter(|(_, path)| Format::of_name(path).is_some());
    let input = |(object, path): (String, String)| {
        let blob = Blob { folder: folder.to_owned(), object };
        (Input::of_blob(format!("{revision}:{path}"), blob), path)
    };
    Ok(documents.map(input).collect())
}

/// Object and path of a line of `git ls-tree`: none for links and modules.
fn entry(line: &[u8]) -> Option<(String, String)> {
    let line = String::from_utf8_lossy(line);
    let (what, path) = line.split_once('\t')?;
    let [mode, "blob", object] = what.split(' ').collect::<Vec<_>>()[..] else { return None };
    mode.starts_with("100").then(|| (object.to_owned(), path.to_owned()))
}

/// The program in a folder; it asks nobody, fetches nothing and takes paths as they are.
fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["--literal-pathspecs", "--no-pager"]);
    for (name, value) in [("GIT_OPTIONAL_LOCKS", "0"), ("GIT_NO_LAZY_FETCH", "1"), ("GIT_TERMINAL_PROMPT", "0")] {
        git.env(name, OsStr::new(value));
    }
    git.stdin(Stdio::null());
    git
}

fn run(git: &mut Command) -> Result<Output, Diagnostic> {
    git.output().map_err(|error| no_git(&error))
}

fn no_git(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("no-git", format!("the program `git` cannot be run: {error}"))
        .help("install Git, or compare two folders")
}

fn no_revision(revision: &str, repository: bool) -> Diagnostic {
    if repository {
        Diagnostic::error("no-revision", format!("the repository has no revision `{revision}`"))
            .help("name a branch, a tag or a commit; `git log --oneline` lists commits")
    } else {
        Diagnostic::error("no-revision", "there is no Git repository here, so that it has no revisions")
            .help("run govlint inside one, or compare two files or folders without --git")
    }
}
