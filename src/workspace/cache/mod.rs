//! What was read of documents and made of them, kept in a folder under digests of all that it depends on, so that a later run
//! over the same documents reads no format and rates nothing anew.
//!
//! An entry appears whole or not at all, says itself whether it is whole, and is left unread where it is not. What stands in an
//! entry is taken for true: whoever may write to the folder may change what a run says.

mod entry;
mod folder;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use serde::Serialize;

use super::discover::shown_path;
use crate::assess::{Digest, Rated};
use crate::diagnostic::Diagnostic;
use crate::engine::Settings;
use crate::language::Program;
use crate::read::{Format, Reading};

/// Bytes that the entries of a folder may take; those that were used longest ago go first.
const MOST: u64 = 2 << 30;

/// What comes of a document: read and rated, or why it could not be read.
type Outcome = Result<Rated, Diagnostic>;

/// A folder of results.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Digest of the rules and of this very program, once it is asked for.
    maker: OnceLock<Digest>,
    recalled: AtomicUsize,
    unkept: AtomicUsize,
    written: AtomicU64,
}

/// All that a result depends on besides the rules and the program.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// The bytes of the document.
    pub(super) digest: Digest,
    /// Its path, of which the name alone tells something.
    pub(super) path: &'a str,
    pub(super) format: Format,
    pub(super) reading: Reading,
    pub(super) settings: Settings,
}

/// It as it is written, to be digested.
#[derive(Serialize)]
struct Key<'a> {
    maker: &'a str,
    document: &'a str,
    name: &'a str,
    format: &'a str,
    revisions: &'a str,
    memory: u64,
    as_of: String,
    kind: Option<u32>,
}

impl Cache {
    /// The results that are kept in a folder, which is made where there is none. An error says why it cannot be used: it may
    /// not be written to, or holds other things.
    pub fn at(folder: &Path) -> Result<Self, Diagnostic> {
        folder::open(folder).map_err(|why| {
            let name = shown_path(folder);
            Diagnostic::error("cache", format!("`{name}` cannot keep results: {why}"))
                .help("name a folder that is empty, or is not there yet")
        })?;
        Ok(Self {
            folder: folder.to_owned(),
            maker: OnceLock::new(),
            recalled: AtomicUsize::new(0),
            unkept: AtomicUsize::new(0),
            written: AtomicU64::new(0),
        })
    }

    /// Removes all results of a folder, and the folder where nothing else is in it; says how many there were. An error says why
    /// it could not.
    pub fn clear(folder: &Path) -> Result<usize, Diagnostic> {
        folder::clear(folder).map_err(|why| {
            Diagnostic::error("cache", format!("the results in `{}` cannot be removed: {why}", shown_path(folder)))
        })
    }

    /// How many results were taken from it.
    pub fn recalled(&self) -> usize {
        self.recalled.load(Ordering::Relaxed)
    }

    /// How many results could not be kept: the disk is full, or the folder has gone.
    pub fn unkept(&self) -> usize {
        self.unkept.load(Ordering::Relaxed)
    }

    /// Lets go of what was used longest ago, where the folder has become too large.
    pub(super) fn finish(&self) {
        if self.written.load(Ordering::Relaxed) > 0 {
            folder::prune(&self.folder, MOST);
        }
    }

    /// What was kept for such a document, or else what `make` makes of it, which is kept then.
    pub(super) fn recall(&self, program: &Program, asked: &Asked, make: impl FnOnce() -> Outcome) -> Outcome {
        let Some(path) = self.path(program, asked) else { return make() };
        if let Some(known) = entry::read(&path) {
            self.recalled.fetch_add(1, Ordering::Relaxed);
            return known;
        }
        let made = make();
        if keeps(&made) {
            match entry::write(&path, &made) {
                Ok(bytes) => self.written.fetch_add(bytes, Ordering::Relaxed),
                Err(_) => self.unkept.fetch_add(1, Ordering::Relaxed) as u64,
            };
        }
        made
    }

    fn path(&self, program: &Program, asked: &Asked) -> Option<PathBuf> {
        let maker = self.maker.get_or_init(|| maker(program)).to_string();
        let key = Key {
            maker: &maker,
            document: &asked.digest.to_string(),
            name: asked.path.rsplit(['/', '\\']).next().unwrap_or(asked.path),
            format: asked.format.word(),
            revisions: asked.reading.revisions.word(),
            memory: asked.reading.memory,
            as_of: asked.settings.as_of.to_string(),
            kind: asked.settings.kind.map(|kind| kind.0),
        };
        let digest = Digest::of(&postcard::to_allocvec(&key).ok()?).to_string();
        Some(self.folder.join(digest.get(..2)?).join(digest.get(2..)?))
    }
}

/// Whether the same would come of it another time: a document may have been refused for what the machine was doing.
fn keeps(outcome: &Outcome) -> bool {
    const PASSING: [&str; 4] = ["too-slow", "unreadable", "unreadable-file", "internal-error"];
    outcome.as_ref().map_or_else(|problem| !PASSING.contains(&problem.code), |_| true)
}

/// What tells these rules, and this program, from others: the rules as they are run, and the size and time of the program's file,
/// as a version may be built otherwise. Where these cannot be had, the version has to do.
fn maker(program: &Program) -> Digest {
    let rules = postcard::to_allocvec(program).unwrap_or_default();
    let own = std::env::current_exe().and_then(std::fs::metadata);
    let built = own.map_or_else(|_| String::new(), |own| format!("{} {:?}", own.len(), own.modified().ok()));
    Digest::of_all([env!("CARGO_PKG_VERSION").as_bytes(), b"\0", &rules, b"\0", built.as_bytes()])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::super::{RuleSet, Session, discover};
    use super::*;
    use crate::assess::Assessed;

    const DOCUMENTS: [&str; 3] = ["samples/harrowmere-place", "tests/data/word", "tests/data/cmd/note.md"];

    /// What a session with a cache makes of some documents, and how many it knew.
    fn run(folder: &Path, as_of: i8) -> (Vec<String>, usize) {
        let session = Session::new(RuleSet::load(&[]).unwrap(), jiff::civil::date(2026, 11, as_of), None);
        let session = session.caching(Some(Cache::at(folder).unwrap()));
        let paths: Vec<PathBuf> = DOCUMENTS.iter().map(PathBuf::from).collect();
        let shown = |_: usize, assessed: &Assessed| format!("{assessed:?}");
        let all = session.each(&discover(&paths).inputs, shown);
        (all, session.cache().unwrap().recalled())
    }

    fn entries(folder: &Path) -> Vec<PathBuf> {
        let mut entries = Vec::new();
        for inner in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
            entries.extend(fs::read_dir(inner).unwrap().map(|entry| entry.unwrap().path()));
        }
        entries
    }

    #[test]
    fn a_second_run_makes_nothing_anew_and_says_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("kept");
        let (first, none) = run(&root, 22);
        let (second, all) = run(&root, 22);
        assert_eq!((none, all, entries(&root).len()), (0, first.len(), first.len()));
        assert!(first.iter().any(|one| one.contains("Err(")), "one of them is refused");
        assert!(first == second);
        let (_, other) = run(&root, 21);
        assert_eq!(other, 0, "another day is another question");
    }

    #[test]
    fn what_is_broken_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("kept");
        let (first, _) = run(&root, 22);
        for (at, entry) in entries(&root).iter().enumerate() {
            let mut bytes = fs::read(entry).unwrap();
            match at % 4 {
                0 => bytes.truncate(bytes.len() / 2),
                1 => bytes.clear(),
                2 => *bytes.last_mut().unwrap() ^= 1,
                _ => bytes[3] ^= 1,
            }
            fs::write(entry, bytes).unwrap();
        }
        assert_eq!(run(&root, 22), (first.clone(), 0));
        assert_eq!(run(&root, 22), (first.clone(), first.len()), "they were written anew");
    }

    #[test]
    fn what_may_come_out_otherwise_is_not_kept() {
        assert!(keeps(&Err(Diagnostic::error("encrypted", ""))));
        assert!(!keeps(&Err(Diagnostic::error("too-slow", ""))));
    }
}
