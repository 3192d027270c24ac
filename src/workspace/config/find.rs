use std::path::{Path, PathBuf};

use super::{Config, ConfigFile, NAME, layer};
use crate::diagnostic::Diagnostic;
use crate::workspace::discover::{shown_path, walk};
use crate::workspace::{ANSWERS, TextFile};

/// What a folder holds that ends the search: above a repository nothing is its own.
const ENDS: &str = ".git";

impl Config {
    /// Reads the configuration for a path: the `govlint.toml` of its folder and of the folders around it, up to one that says
    /// `root = true`, to a repository's own folder, or to the top. What is wrong comes beside what could be read.
    pub fn around(path: &Path) -> (Self, Vec<Diagnostic>) {
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
            if folder.join(NAME).is_file() && config.add(&shown.join(NAME), &mut problems) {
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
        let TextFile { name, text } = match TextFile::read(path) {
            Ok(file) => file,
            Err(problem) => {
                problems.push(problem);
                return false;
            }
        };
        let folder = path.parent().map_or(PathBuf::new(), Path::to_owned);
        self.files.push(ConfigFile { name, text, folder });
        let layer = layer::add(self, self.files.len() - 1);
        problems.extend(layer.problems);
        layer.root
    }
}
