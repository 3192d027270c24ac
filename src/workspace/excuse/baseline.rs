use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::assess::{Baseline, Known, Rollup};
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::Program;
use crate::workspace::discover::shown_path;
use crate::workspace::{Broken, Session, TextFile};

/// A file of known gaps, with the folder that its paths are relative to.
#[derive(Debug)]
pub struct BaselineFile {
    /// The file.
    pub file: TextFile,
    baseline: Baseline,
    home: PathBuf,
}

impl BaselineFile {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Box<Broken>> {
        let file = TextFile::read(path).map_err(|problem| {
            let problem = match problem.code {
                "not-found" => problem.help("write it with `govlint baseline`"),
                _ => problem,
            };
            Broken { files: Vec::new(), problems: vec![problem] }
        })?;
        match Baseline::read(FileId(0), &file.text) {
            Ok(baseline) => Ok(Self { file, baseline, home: home(path) }),
            Err(problems) => Err(Box::new(Broken { files: vec![file], problems })),
        }
    }

    /// What it knows.
    pub(in crate::workspace) fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// The path by which it knows a document.
    pub(in crate::workspace) fn place(&self, path: &str) -> String {
        under(&self.home, path)
    }

    /// What is to be said of gaps that are gone.
    pub(in crate::workspace) fn remark(&self, file: usize, gone: &[usize]) -> Option<Diagnostic> {
        self.baseline.remark(FileId(file as u32), gone)
    }
}

/// A new baseline while documents are added to it.
#[derive(Debug)]
pub struct NewBaseline {
    home: PathBuf,
    gaps: Vec<Known>,
    met: BTreeSet<String>,
    /// The documents that were rated together with others.
    joined: BTreeSet<String>,
}

impl NewBaseline {
    /// One that will stand at a path.
    pub fn at(path: &Path) -> Self {
        Self { home: home(path), gaps: Vec::new(), met: BTreeSet::new(), joined: BTreeSet::new() }
    }

    /// The path by which it will know a document.
    pub fn place(&self, path: &str) -> String {
        under(&self.home, path)
    }

    /// Adds the gaps of a document that was read.
    pub fn add(&mut self, place: String, gaps: Vec<Known>) {
        self.gaps.extend(gaps);
        self.met.insert(place);
    }

    /// Adds the gaps of the documents of a bundle together.
    pub fn add_together(&mut self, program: &Program, bundle: &Rollup) {
        self.gaps.extend(bundle.gaps(program, |path| under(&self.home, path)));
        self.joined.extend(bundle.documents.iter().map(|path| under(&self.home, path)));
    }

    /// How many gaps it knows, of how many documents.
    pub fn size(&self) -> (usize, usize) {
        let documents: BTreeSet<&str> = self.gaps.iter().map(|gap| &*gap.path).collect();
        (self.gaps.len(), documents.len())
    }

    /// Adds what an earlier one knows of documents that were not read and are still there, and of rules that were not run.
    pub fn keep(&mut self, session: &Session, earlier: &BaselineFile) {
        let rules = &session.program().rules;
        let kept = earlier.baseline.gaps().filter(|gap| {
            let across = rules.iter().any(|rule| rule.id == gap.rule && rule.across.is_some());
            let rated = gap.documents().all(|path| self.met.contains(path) && (!across || self.joined.contains(path)));
            let there = || gap.documents().all(|path| self.home.join(path).exists());
            (!rated || session.left_out.contains(&gap.rule)) && there()
        });
        let kept: Vec<Known> = kept.cloned().collect();
        self.gaps.extend(kept);
    }

    /// Its text.
    pub fn text(self) -> String {
        Baseline::write(self.gaps)
    }
}

/// The folder of a file.
fn home(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.parent().map(Path::to_owned).unwrap_or_default()
}

fn under(home: &Path, path: &str) -> String {
    let whole = std::path::absolute(path).ok();
    let under = whole.as_deref().and_then(|whole| whole.strip_prefix(home).ok());
    under.map_or_else(|| path.to_owned(), shown_path)
}
