use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Found, Session, TextFile};
use crate::assess::answers::{Answers, Entry, People, entries, read};
use crate::assess::{Digest, Rollup};
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::Program;

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
            several => {
                let names: Vec<&str> = several.iter().map(|bundle| &*bundle.name).collect();
                let message = format!("the documents belong to {} partnerships, and answers are of one", several.len());
                return Err(Diagnostic::error("several-bundles", message)
                    .note(format!("they are {}", names.join(", ")))
                    .help("name the documents of one"));
            }
        }
        Ok(())
    }

    /// The bundles of the documents.
    pub fn bundles(&self) -> &[super::Bundle] {
        &self.bundles
    }
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
