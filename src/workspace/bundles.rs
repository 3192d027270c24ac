use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::config::{Config, Unusable};

/// A folder whose documents belong together, as its configuration says.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// What it is called.
    pub name: String,
    /// The configuration that holds in its folder.
    pub config: Config,
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
    /// The folders of the bundles.
    homes: Vec<PathBuf>,
    /// What was found for each folder of documents.
    known: HashMap<PathBuf, Said>,
}

/// What a folder says: indexes into the configurations and bundles of [`Folders`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) config: Option<usize>,
    pub(super) bundle: Option<usize>,
}

impl Folders {
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
        let (config, problems) = Config::around(folder);
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
        Said { config: Some(config), bundle }
    }

    /// The bundle that a configuration names.
    fn bundle(&mut self, config: &Config) -> Option<usize> {
        let named = config.bundle.as_ref()?;
        let home = std::path::absolute(&config.files.get(named.said.file)?.folder).ok()?;
        if let Some(index) = self.homes.iter().position(|known| *known == home) {
            return Some(index);
        }
        // Folders further in may say more, which is not said of the bundle.
        let (config, _) = Config::around(&home);
        self.bundles.push(Bundle { name: named.value.clone(), config });
        self.homes.push(home);
        Some(self.homes.len() - 1)
    }
}
