use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Found, Session, TextFile};
use jiff::civil::Date;

use crate::assess::answers::{Answers, Cells, Entry, People, Spot, book, entries, read};
use crate::assess::{Digest, Rollup};
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::Program;
use crate::read::{LARGEST, workbook};

/// The name of a bundle's file of answers, beside its configuration, where that does not name another.
pub const ANSWERS: &str = "govlint-answers.toml";

/// Files that cannot be used, and what is wrong with them. A diagnostic's file is an index into the files.
#[derive(Debug, Default)]
pub struct Broken {
    /// Those that are text.
    pub files: Vec<TextFile>,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
}

/// A file of answers as it is.
#[derive(Clone, Debug)]
pub struct AnswersFile {
    /// The file; its text is empty where there is none yet.
    pub file: TextFile,
    /// What it says.
    pub answers: Answers,
}

impl AnswersFile {
    /// Reads a file of answers.
    pub fn read(program: &Program, path: &Path) -> Result<Self, Box<Broken>> {
        let file =
            TextFile::read(path).map_err(|problem| Box::new(Broken { files: Vec::new(), problems: vec![problem] }))?;
        let (cells, mut problems) = read(FileId(0), &file.text);
        match entries(program, &cells, None) {
            Ok(entries) if problems.is_empty() => {
                Ok(Self { file, answers: entries.into_iter().map(|(entry, _)| entry).collect() })
            }
            read => {
                problems.extend(read.err().unwrap_or_default());
                Err(Box::new(Broken { files: vec![file], problems }))
            }
        }
    }
}

/// What people have sent back: files of TOML and workbooks.
#[derive(Debug, Default)]
pub struct Returns {
    /// Their entries, with where each stands.
    pub entries: Vec<(Entry, Spot)>,
    /// Those of them that are text.
    pub files: Vec<TextFile>,
}

impl Returns {
    /// Reads returns, none of whose answers may be dated behind `until`. All that is wrong with any of them is told.
    pub fn read(program: &Program, paths: &[PathBuf], until: Date) -> Result<Self, Box<Broken>> {
        let mut returns = Self::default();
        let mut problems = Vec::new();
        for path in paths {
            let (cells, mut wrong) = returns.cells(path);
            match entries(program, &cells, Some(until)) {
                Ok(entries) => returns.entries.extend(entries),
                Err(more) => wrong.extend(more),
            }
            problems.extend(wrong);
        }
        if problems.is_empty() { Ok(returns) } else { Err(Box::new(Broken { files: returns.files, problems })) }
    }

    fn cells(&mut self, path: &Path) -> (Vec<Cells>, Vec<Diagnostic>) {
        let is_text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if is_text {
            return match TextFile::read(path) {
                Err(problem) => (Vec::new(), vec![problem]),
                Ok(file) => {
                    let read = read(FileId(self.files.len() as u32), &file.text);
                    self.files.push(file);
                    read
                }
            };
        }
        let name = super::discover::shown_path(path);
        let opened = super::load::file(path, LARGEST as u64);
        let opened = opened.and_then(|bytes| super::guarded(|| workbook(&bytes)));
        match opened {
            Ok(opened) => book(&name, &opened),
            Err(problem) => {
                let message = format!("the file `{name}` cannot be used: {}", problem.message);
                (Vec::new(), vec![Diagnostic { message, ..problem }])
            }
        }
    }
}

impl FromIterator<Entry> for Answers {
    fn from_iter<T: IntoIterator<Item = Entry>>(entries: T) -> Self {
        let mut answers = Self::default();
        for entry in entries {
            match entry {
                Entry::Given(given) => answers.given.push(given),
                Entry::Agreed(agreed) => answers.agreed.push(agreed),
            }
        }
        answers
    }
}

impl Found {
    /// The file of answers that is named for the documents: of their bundle, in the place of its own; of all documents
    /// together where they have no bundle. An error says that they belong to several.
    pub fn answered_by(&mut self, path: PathBuf) -> Result<(), Diagnostic> {
        let home =
            std::path::absolute(&path).ok().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
        match &mut *self.bundles {
            [] => {
                let name = home.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                self.bundles.push(super::Bundle { name, home, answers: Some(path), config: None });
                self.inputs.iter_mut().for_each(|input| input.said.bundle = Some(0));
            }
            [bundle] => bundle.answers = Some(path),
            bundles => return Err(several(bundles)),
        }
        Ok(())
    }

    /// Takes all documents for those of one bundle: the one that some of them belong to, else one of their own. An error says that
    /// they belong to several.
    pub fn together(&mut self, home: &Path) -> Result<(), Diagnostic> {
        if self.bundles.is_empty() {
            let whole = std::path::absolute(home).unwrap_or_else(|_| home.to_owned());
            let home = if whole.is_dir() { whole } else { whole.parent().map_or(whole.clone(), Path::to_owned) };
            let name = home.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            self.bundles.push(super::Bundle { name, home, answers: None, config: None });
        }
        if self.bundles.len() > 1 {
            return Err(several(&self.bundles));
        }
        self.inputs.iter_mut().for_each(|input| input.said.bundle = Some(0));
        Ok(())
    }

    /// The bundles of the documents.
    pub fn bundles(&self) -> &[super::Bundle] {
        &self.bundles
    }
}

fn several(bundles: &[super::Bundle]) -> Diagnostic {
    let names: Vec<&str> = bundles.iter().map(|bundle| &*bundle.name).collect();
    let message = format!("the documents belong to {} partnerships, and answers are of one", bundles.len());
    Diagnostic::error("several-bundles", message)
        .note(format!("they are {}", names.join(", ")))
        .help("name the documents of one")
}

impl Session {
    /// Adds what people say of the bundles of documents, as it counts on the day of the run.
    pub fn hearing(self, found: &Found) -> Result<Self, Box<Broken>> {
        let mut bundles = self.bundles.clone();
        let mut homes = Vec::new();
        if bundles.len() < found.bundles.len() {
            // One that the command line has made of all documents.
            bundles.extend(found.bundles.iter().map(|bundle| Rollup::new(&*bundle.name, self.partnership.clone())));
        }
        for (rollup, bundle) in bundles.iter_mut().zip(&found.bundles) {
            homes.push(bundle.home.clone());
            if let Some(path) = &bundle.answers {
                let AnswersFile { file, answers } = AnswersFile::read(self.program(), path)?;
                let digest = Digest::of(file.text.as_bytes());
                let people = People::of(self.program(), file.name, digest, answers, self.as_of());
                rollup.people = Some(Arc::new(people));
            }
        }
        Ok(Self { bundles, homes, ..self })
    }

    /// The path of a document from the folder of its bundle, with forward slashes; as given where it is not under it.
    pub(super) fn place(&self, bundle: usize, path: &str) -> String {
        let under = self.homes.get(bundle).and_then(|home| {
            let whole = std::path::absolute(path).ok()?;
            Some(super::discover::shown_path(whole.strip_prefix(home).ok()?))
        });
        under.unwrap_or_else(|| path.to_owned())
    }
}
