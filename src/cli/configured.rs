use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Failure;
use crate::report::Heading;
use crate::workspace::{Config, Draft, Found, Session};

/// Where the configuration comes from.
#[derive(Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct ConfigOptions {
    /// Read this configuration instead of the `govlint.toml` of the first document's folder and of the folders around it
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    no_config: bool,
}

impl ConfigOptions {
    /// Whether configurations are looked for in the documents' folders.
    pub(super) fn looks_around(&self) -> bool {
        !self.no_config && self.config.is_none()
    }

    /// Reads the configuration for documents.
    pub(super) fn read(&self, paths: &[PathBuf]) -> Result<Config, Failure> {
        if self.no_config {
            return Ok(Config::default());
        }
        let (config, problems) = match &self.config {
            Some(file) => Config::of_file(file),
            None => {
                Config::around(paths.first().filter(|path| path.as_os_str() != "-").map_or(Path::new("."), |path| path))
            }
        };
        if problems.is_empty() { Ok(config) } else { Err(Failure::Config(Box::new((config, problems)))) }
    }
}

impl ConfigOptions {
    /// A session that knows what the folders of the documents say; nothing where one configuration is named, or none is read.
    pub(super) fn around(&self, session: Session, found: &mut Found) -> Result<Session, Failure> {
        if self.looks_around() { Self::around_with(session, found, None) } else { Ok(session) }
    }

    /// The same whatever is named, with a configuration that is about to be written.
    pub(super) fn around_with(session: Session, found: &mut Found, draft: Option<Draft>) -> Result<Session, Failure> {
        if let Some(broken) = found.look_around_with(draft).into_iter().next() {
            return Err(Failure::Config(broken));
        }
        session.around(found).map_err(Failure::Config)
    }
}

/// Where people's answers come from.
#[derive(Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct AnswersOptions {
    /// Read people's answers from this file instead of the one that stands beside the configuration of the documents
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
}

impl AnswersOptions {
    /// Whether a file of answers is named.
    pub(super) fn named(&self) -> Option<&PathBuf> {
        self.answers.as_ref()
    }

    /// A session that knows what people say of the bundles of documents; nothing where it is said to read no configuration and
    /// no answers are named.
    pub(super) fn hear(&self, session: Session, config: &Config, found: &mut Found) -> Result<Session, Failure> {
        // A configuration that is named itself says nothing of folders, so that its answers are those of all documents.
        let named = config.answers.as_ref().map(|answers| answers.value.clone()).filter(|_| found.bundles().is_empty());
        if let Some(path) = self.answers.clone().or(named) {
            found.answered_by(path)?;
        }
        session.hearing(found).map_err(Failure::Files)
    }
}

/// A session with what the configuration says.
pub(super) fn configured(session: Session, config: &Config) -> Result<Session, Failure> {
    session.configured(config).map_err(|problems| Failure::Config(Box::new((config.clone(), problems))))
}

/// What a report of a session's documents opens with.
pub(super) fn heading(session: &Session) -> Heading<'_> {
    Heading {
        program: session.program(),
        as_of: session.as_of(),
        packs: session.packs(),
        config: session.config(),
        asked: session.asked(),
        bundles: &[],
        revisions: session.revisions(),
        partnership: session.partnership(),
    }
}
