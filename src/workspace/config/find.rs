use std::path::{Path, PathBuf};

use super::{Config, ConfigFile, NAME, layer};
use crate::diagnostic::Diagnostic;
use crate::workspace::discover::{shown_path, walk};
use crate::workspace::{ANSWERS, TextFile};

/// What a folder holds that ends the search: above a repository nothing is its own.
const ENDS: &str = ".git";

/// A `govlint.toml` that is about to be written: it is read as if it stood there.
#[derive(Clone, Debug)]
pub struct Draft {
    folder: PathBuf,
    text: String,
}

impl Draft {
    /// One of the configuration of a folder.
    pub fn of(folder: &Path, text: String) -> Self {
        Self { folder: std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()), text }
    }
}

impl Config {
    /// Reads the configuration for a path: the `govlint.toml` of its folder and of the folders around it, up to one that says
    /// `root = true`, to a repository's own folder, or to the top. What is wrong comes beside what could be read.
    pub fn around(path: &Path) -> (Self, Vec<Diagnostic>) {
        Self::around_with(path, None)
    }

    /// The same, with a file that is yet to be written.
    pub(in crate::workspace) fn around_with(path: &Path, draft: Option<&Draft>) -> (Self, Vec<Diagnostic>) {
        let mut config = Self::default();
        let mut problems = Vec::new();
        let Ok(start) = std::path::absolute(path) else { return (config, problems) };
        let start = if start.is_dir() { start } else { start.parent().map_or(start.clone(), Path::to_owned) };
        let here = std::env::current_dir().ok();
        for folder in start.ancestors() {
            let shown = here.as_deref().and_then(|here| folder.strip_prefix(here).ok()).unwrap_or(folder);
            if config.answered.is_none() && folder.join(ANSWERS).is_file() {
                config.answered = Some(shown.to_owned());
            }
            let file = shown.join(NAME);
            let is_root = match draft.filter(|draft| draft.folder == folder) {
                Some(draft) => {
                    let text = TextFile { name: shown_path(&file), text: draft.text.clone() };
                    config.add_text(text, &file, &mut problems)
                }
                None => folder.join(NAME).is_file() && config.add(&file, &mut problems),
            };
            if is_root {
                break;
            }
            if folder.join(ENDS).exists() {
                break;
            }
        }
        (config, problems)
    }

    /// The folders in a folder that have a configuration of their own, by name, each with what holds there and what is wrong with
    /// it. What `.gitignore` names and hidden folders are left out.
    pub fn inside(folder: &Path) -> Vec<(String, Self, Vec<Diagnostic>)> {
        let own = folder.join(NAME);
        let files = walk(folder).filter_map(Result::ok);
        let inner = files.filter(|path| *path != own && path.file_name().is_some_and(|name| name == NAME));
        let read = |path: PathBuf| {
            let folder = path.parent().unwrap_or(&path);
            let (config, problems) = Self::around(folder);
            (shown_path(folder), config, problems)
        };
        inner.map(read).collect()
    }

    /// Reads one file and none around it.
    pub fn of_file(path: &Path) -> (Self, Vec<Diagnostic>) {
        let mut config = Self::default();
        let mut problems = Vec::new();
        config.add(path, &mut problems);
        (config, problems)
    }

    /// Adds a file; whether it says that the folders around it do not matter.
    fn add(&mut self, path: &Path, problems: &mut Vec<Diagnostic>) -> bool {
        match TextFile::read(path) {
            Ok(file) => self.add_text(file, path, problems),
            Err(problem) => {
                problems.push(problem);
                false
            }
        }
    }

    fn add_text(&mut self, TextFile { name, text }: TextFile, path: &Path, problems: &mut Vec<Diagnostic>) -> bool {
        let folder = path.parent().map_or(PathBuf::new(), Path::to_owned);
        self.files.push(ConfigFile { name, text, folder });
        let layer = layer::add(self, self.files.len() - 1);
        problems.extend(layer.problems);
        layer.root
    }
}
