use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::ANSWERS;
use super::config::{Config, Draft, Setting, Unusable};

/// A folder whose documents belong together, as its configuration says.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// What it is called.
    pub name: String,
    /// The configuration that holds in its folder; none where the command line has made it.
    pub(super) config: Option<Config>,
    /// Its folder.
    pub home: PathBuf,
    /// Its file of answers, if it has one.
    pub answers: Option<PathBuf>,
}

/// What folders say of the documents in them.
#[derive(Debug, Default)]
pub(super) struct Folders {
    /// Every configuration that holds for a document.
    pub(super) configs: Vec<Config>,
    /// The bundles.
    pub(super) bundles: Vec<Bundle>,
    /// Configurations that cannot be used, each with what is wrong with it.
    pub(super) broken: Vec<Unusable>,
    /// A configuration that is about to be written.
    draft: Option<Draft>,
    /// What was found for each folder of documents.
    known: HashMap<PathBuf, Said>,
}

/// What a folder says: indexes into the configurations and bundles of [`Folders`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) config: Option<usize>,
    pub(super) bundle: Option<usize>,
    /// Whether the document can be rated together with no other.
    pub(super) apart: bool,
}

impl Folders {
    /// None yet, with a configuration that is about to be written.
    pub(super) fn with(draft: Option<Draft>) -> Self {
        Self { draft, ..Self::default() }
    }

    /// What holds for the document at a path.
    pub(super) fn of(&mut self, path: &Path) -> Said {
        let path = std::path::absolute(path).ok();
        let Some(folder) = path.as_deref().and_then(Path::parent) else { return Said::default() };
        if let Some(&known) = self.known.get(folder) {
            return known;
        }
        let said = self.look(folder);
        self.known.insert(folder.to_owned(), said);
        said
    }

    fn look(&mut self, folder: &Path) -> Said {
        let (config, problems) = Config::around_with(folder, self.draft.as_ref());
        if !problems.is_empty() {
            if self.broken.iter().all(|broken| broken.0.files != config.files) {
                self.broken.push(Box::new((config, problems)));
            }
            return Said::default();
        }
        let bundle = self.bundle(&config);
        let known = self.configs.iter().position(|known| known.files == config.files);
        let config = known.unwrap_or_else(|| {
            self.configs.push(config);
            self.configs.len() - 1
        });
        Said { config: Some(config), bundle, apart: false }
    }

    /// The bundle that a configuration names; where it names none, that of the folder that has answers.
    fn bundle(&mut self, config: &Config) -> Option<usize> {
        let said = config.bundle.as_ref().map(|named| named.said).or(config.answers.as_ref().map(|named| named.said));
        let beside = match said {
            Some(said) => &config.files.get(said.file)?.folder,
            None => config.answered.as_ref()?,
        };
        // The folder that govlint is run in has no name, which is no path.
        let folder = if beside.as_os_str().is_empty() { Path::new(".") } else { beside };
        let home = std::path::absolute(folder).ok()?;
        if let Some(index) = self.bundles.iter().position(|known| known.home == home) {
            return Some(index);
        }
        let folder = || home.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let name = config.bundle.as_ref().map_or_else(folder, |named| named.value.clone());
        // What a folder around it calls its answers is not its own.
        let own = |named: &&Setting<PathBuf>| Some(named.said.file) == said.map(|said| said.file);
        let named = config.answers.as_ref().filter(own).map(|named| named.value.clone());
        let answers = named.or_else(|| Some(beside.join(ANSWERS)).filter(|path| path.is_file()));
        // Folders further in may say more, which is not said of the bundle.
        let (config, _) = Config::around_with(&home, self.draft.as_ref());
        self.bundles.push(Bundle { name, config: Some(config), home, answers });
        Some(self.bundles.len() - 1)
    }
}
