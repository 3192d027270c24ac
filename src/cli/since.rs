use std::path::PathBuf;

use clap::Args;

use super::output::Failure;
use crate::assess::{Assessed, Saved, Seen, Since, Tally, compare};
use crate::report::TOOL;
use crate::workspace::{NewFile, Session, TextFile};

/// The run as a file, and the earlier one that it is compared with.
#[derive(Args)]
#[command(next_help_heading = "Since last time")]
pub(super) struct SinceOptions {
    /// Keep this run in a file, to compare a later one with: the JSON report
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Say what changed since the run that this file keeps, and why: document, rules, profile or day
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
}

impl SinceOptions {
    /// The run to compare with.
    pub(super) fn earlier(&self) -> Result<Option<Saved>, Failure> {
        let Some(path) = &self.since else { return Ok(None) };
        let file = TextFile::read_run(path)?;
        Ok(Some(Saved::read(&file.name, &file.text)?))
    }

    /// Whether this run is kept.
    pub(super) fn keeps(&self) -> bool {
        self.save.is_some()
    }

    /// The file to keep this run in.
    pub(super) fn kept(&self) -> Result<Option<NewFile>, Failure> {
        Ok(self.save.as_deref().map(NewFile::begin).transpose()?)
    }
}

/// What a document is compared by with the run of then.
pub(super) fn seen(session: &Session, was: &Saved, assessed: &Assessed) -> Seen {
    let then = (was.as_of != session.as_of()).then(|| session.on_day(assessed, was.as_of));
    Seen::of(session.program(), assessed, then.as_deref())
}

/// What changed since the run of then.
pub(super) fn since(session: &Session, was: &Saved, seen: &[Seen], tally: &Tally) -> Since {
    let this = (TOOL, session.revisions().word(), session.packs(), session.asked());
    compare(session.program(), was, seen, &tally.bundles, this)
}
