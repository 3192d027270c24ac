//! The one room with files, threads and the clock: finds rules and documents, and drives the way from bytes to ratings.

mod batch;
mod clock;
mod discover;
mod load;
mod rules;
mod select;
mod shipped;
mod text;

pub use batch::Batch;
pub use clock::today;
pub use discover::{Found, Input, discover};
pub use rules::RuleSet;
pub use select::{Selection, nearest, unknown_rule};
pub use text::TextFile;

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;

use crate::assess::{Assessed, Digest, Rated, Stamp};
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, Settings, Trace};
use crate::language::Program;
use crate::language::model::{KindId, RuleId};
use crate::read;
use crate::source::LineIndex;

/// Rules made ready, and what a run is told: all that is needed to rate documents. Shared by all threads.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    settings: Settings,
    packs: Vec<Stamp>,
}

impl Session {
    /// Makes checked rules ready; `kind` is the kind of all documents, where the person who runs it says so.
    pub fn new(rules: RuleSet, as_of: Date, kind: Option<KindId>) -> Self {
        let packs = rules.stamps();
        Self { engine: Engine::new(rules.program), settings: Settings { as_of, kind }, packs }
    }

    /// The engine, for what it tells about its rules.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The rules.
    pub fn program(&self) -> &Program {
        self.engine.program()
    }

    /// The packs that the rules came from, in the order of the program.
    pub fn packs(&self) -> &[Stamp] {
        &self.packs
    }

    /// The day that promises are reckoned from.
    pub fn as_of(&self) -> Date {
        self.settings.as_of
    }

    /// Opens, reads and rates one document.
    pub fn open(&self, input: &Input) -> Assessed {
        match input.bytes(read::LARGEST as u64) {
            Ok(bytes) => Assessed { named: input.named, ..self.assess(&input.path, &bytes) },
            Err(problem) => Assessed::unread(&input.path, problem),
        }
    }

    /// Why a rule rates a document as it does; a document of another kind is taken for one that the rule applies to.
    pub fn trace(&self, rated: &Rated, rule: RuleId) -> Option<Trace> {
        let applies = &self.program().rules.get(rule.at())?.applies;
        let kind = rated.verdict.kind.map(|told| told.kind).filter(|kind| applies.contains(kind));
        self.engine.trace(&rated.document, rule, Settings { kind, ..self.settings })
    }

    /// Reads and rates one document, given as the bytes of a Markdown file; `path` names it.
    ///
    /// Whatever the bytes, this returns: a failure inside the program costs this document alone.
    pub fn assess(&self, path: &str, bytes: &[u8]) -> Assessed {
        let source = shown(bytes);
        let outcome = guarded(|| {
            let document = read::markdown(bytes)?;
            let verdict = self.engine.rate(&document, path, self.settings);
            Ok(Rated { document, verdict })
        });
        Assessed {
            path: path.to_owned(),
            digest: Some(Digest::of(bytes)),
            lines: LineIndex::new(&source),
            source,
            named: true,
            outcome,
        }
    }
}

/// The bytes as text of the same length: each byte that is no UTF-8 is a `?`.
fn shown(bytes: &[u8]) -> String {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// Does some work on one document; a panic in it is a diagnostic.
fn guarded<T>(work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
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
    fn shows_any_bytes_at_their_places() {
        let bytes = b"one\xfftwo \xe2\x82 three";
        let text = shown(bytes);
        assert_eq!((text.len(), &*text), (bytes.len(), "one?two ?? three"));
        assert_eq!(shown("café".as_bytes()), "café");
    }

    #[test]
    fn a_panic_is_a_diagnostic() {
        let problem = guarded::<()>(|| panic!("lost {}", 7)).unwrap_err();
        assert_eq!((problem.code, &*problem.notes), ("internal-error", &["lost 7".to_owned()][..]));
    }
}
