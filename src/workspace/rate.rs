//! Reads and rates one document, whatever its bytes are.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;

use super::bundles::Said as SaidAround;
use super::cache::Asked;
use super::{Input, Kinds, Local, Session, apart};
use crate::assess::{Assessed, Digest, Excused, Partnership, Rated};
use crate::diagnostic::Diagnostic;
use crate::engine::{Rating, Settings, Trace};
use crate::language::model::RuleId;
use crate::read::Format;
use crate::source::{Coding, LineIndex};

impl Session {
    /// Opens, reads and rates one document.
    pub fn open(&self, input: &Input) -> Assessed {
        match input.bytes() {
            Ok(bytes) => self.rate(input, &bytes),
            Err(problem) => Assessed::unread(&input.path, problem),
        }
    }

    /// Reads and rates a document whose bytes were read before.
    pub fn rate(&self, input: &Input, bytes: &[u8]) -> Assessed {
        let SaidAround { config, bundle, apart } = input.said;
        let facts = self.facts || self.cache.is_some() || !apart;
        let (partnership, kinds, waived) = match config.and_then(|config| self.locals.get(config)) {
            Some(Local { partnership, kinds, waived }) => (partnership, kinds, waived),
            None => (&self.partnership, &self.kinds, &self.waived),
        };
        let assessed = self.assess_for((partnership, kinds, waived), &input.path, bytes, facts);
        let place = bundle.map_or_else(|| input.path.clone(), |bundle| self.place(bundle, &input.path));
        let people = bundle.and_then(|bundle| self.bundles.get(bundle)?.people.clone());
        Assessed { named: input.named, bundle, apart, place, people, ..assessed }
    }

    /// The ratings that a document of this run would have had on another day.
    pub fn on_day(&self, assessed: &Assessed, as_of: Date) -> Vec<Rating> {
        let Ok(rated) = &assessed.outcome else { return Vec::new() };
        let Some(told) = rated.verdict.kind else { return Vec::new() };
        let settings = Settings { as_of, kind: Some(told.kind) };
        let mut verdict = self.engine.rate_without_facts(&rated.document, &assessed.path, settings);
        assessed.partnership.settle(self.program(), &mut verdict);
        verdict.ratings
    }

    /// Why a rule rates a document as it does. None for a document that could not be read, and for one of whose kind the rule is not
    /// asked: what it would say there is said by no check.
    pub fn trace(&self, assessed: &Assessed, rule: RuleId) -> Option<Trace> {
        let rated = assessed.outcome.as_ref().ok()?;
        let kind = rated.verdict.kind?.kind;
        let mut trace = self.engine.trace(&rated.document, rule, Settings { kind: Some(kind), ..self.settings })?;
        assessed.partnership.settle_one(self.program(), &mut trace.rating);
        Some(trace)
    }

    /// Reads and rates one document, given as the bytes of a file; they and `path`, which names it, tell its format.
    ///
    /// Whatever the bytes, this returns: a failure inside the program costs this document alone.
    pub fn assess(&self, path: &str, bytes: &[u8]) -> Assessed {
        self.assess_for((&self.partnership, &self.kinds, &self.waived), path, bytes, true)
    }

    fn assess_for(
        &self,
        (partnership, kinds, waived): (&Partnership, &Kinds, &[usize]),
        path: &str,
        bytes: &[u8],
        facts: bool,
    ) -> Assessed {
        let format = Format::of(path, bytes);
        let shown = format.shown(bytes);
        let mut excused = Excused::default();
        let digest = (self.digests || self.cache.is_some()).then(|| Digest::of(bytes));
        let outcome = guarded(|| {
            let settings = Settings { kind: self.settings.kind.or_else(|| kinds.of(path)), ..self.settings };
            let make = || self.make(path, format, bytes, settings, facts);
            let mut rated = match self.cache.as_ref().zip(digest) {
                Some((cache, digest)) => {
                    let asked = Asked { digest, path, format, reading: self.reading, settings };
                    cache.recall(self.program(), &asked, make)?
                }
                None => make()?,
            };
            partnership.settle(self.program(), &mut rated.verdict);
            excused = self.excuse(waived, path, &mut rated.document, &rated.verdict.ratings);
            Ok(rated)
        });
        let worded = shown.is_none();
        let (source, coding) = match shown {
            Some((source, coding)) => (source.into_owned(), coding),
            None => (outcome.as_ref().map_or("", |rated| rated.document.text.as_str()).to_owned(), Coding::default()),
        };
        Assessed {
            path: path.to_owned(),
            digest,
            format,
            lines: LineIndex::new(&source).decoded(coding),
            source,
            worded,
            bundle: None,
            apart: false,
            place: path.to_owned(),
            people: None,
            partnership: partnership.clone(),
            excused,
            named: true,
            outcome,
        }
    }

    /// Reads a document and rates it by all rules of its kind, whatever is said of its partnership.
    fn make(
        &self,
        path: &str,
        format: Format,
        bytes: &[u8],
        settings: Settings,
        facts: bool,
    ) -> Result<Rated, Diagnostic> {
        let document = match format {
            Format::Pdf => apart::pdf(bytes, self.reading.memory)?.document(self.reading)?,
            _ => format.read(bytes, self.reading)?,
        };
        let verdict = match facts {
            true => self.engine.rate(&document, path, settings),
            false => self.engine.rate_without_facts(&document, path, settings),
        };
        Ok(Rated { document, verdict })
    }
}

/// Does some work on one document; a panic in it is a diagnostic.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(internal(panic.as_ref())))
}

fn internal(panic: &(dyn std::any::Any + Send)) -> Diagnostic {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Diagnostic::error("internal-error", "govlint failed on this document; the fault is govlint's, not the document's")
        .note(words.unwrap_or("the failure left no message"))
        .help("please report it, with the document if it may be shared")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_diagnostic() {
        let problem = guarded::<()>(|| panic!("lost {}", 7)).unwrap_err();
        assert_eq!((problem.code, &*problem.notes), ("internal-error", &["lost 7".to_owned()][..]));
    }
}
