use std::path::{Path, PathBuf};

use globset::{Glob, GlobMatcher};

use super::{Config, Said, Setting};
use crate::assess::Partnership;
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::Program;
use crate::language::model::{FacetId, KindId};
use crate::workspace::nearest;

/// Kinds of document by the patterns of their paths.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    /// Patterns, the nearest first.
    patterns: Vec<(Pattern, KindId)>,
}

impl Kinds {
    /// The kind of the document at a path, where a pattern fits it.
    pub fn of(&self, path: &str) -> Option<KindId> {
        if self.patterns.is_empty() {
            return None;
        }
        let path = std::path::absolute(Path::new(path)).ok()?;
        self.patterns.iter().find(|(pattern, _)| pattern.fits(&path)).map(|&(_, kind)| kind)
    }
}

/// A pattern of paths with the folder that it is relative to.
#[derive(Clone, Debug)]
pub struct Pattern {
    folder: PathBuf,
    glob: GlobMatcher,
}

impl Pattern {
    /// Whether it fits a path, which is absolute.
    pub fn fits(&self, path: &Path) -> bool {
        path.strip_prefix(&self.folder).is_ok_and(|path| self.glob.is_match(path))
    }
}

/// The pattern that a configuration says, relative to the folder of its file.
pub(in crate::workspace) fn pattern(config: &Config, said: &Setting<String>) -> Result<Pattern, Diagnostic> {
    // As on Windows, where `\` takes no meaning from what follows.
    let glob = Glob::new(&said.value.replace('\\', "/")).map_err(|error| bad_pattern(said, &error))?;
    let folder = config.files.get(said.said.file).map(|file| file.folder.clone()).unwrap_or_default();
    // The folder that govlint is run in has no name, which is no path.
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    Ok(Pattern { folder, glob: glob.compile_matcher() })
}

impl Config {
    /// What the profile says, in the names that the rules declare. An error for each name or value that they do not.
    pub fn partnership(&self, program: &Program) -> Result<Partnership, Vec<Diagnostic>> {
        let mut partnership = Partnership::default();
        let mut problems = Vec::new();
        for (name, answer) in &self.profile {
            let facets = program.facets.iter();
            let Some(index) = facets.clone().position(|facet| facet.name == *name) else {
                let known: Vec<&str> = facets.map(|facet| &*facet.name).collect();
                let message = format!("the rules declare no profile `{name}`");
                problems.push(unknown("unknown-profile", message, name, &known, answer.said));
                continue;
            };
            let facet = &program.facets[index];
            let values: Vec<&str> = facet.values.iter().map(|value| &**value).collect();
            for value in facet.told(&answer.value) {
                match value {
                    Ok(value) => partnership.tell(FacetId(index as u32), value),
                    Err(other) => {
                        let message = format!("`{other}` is no value of `{name}`");
                        problems.push(unknown("unknown-value", message, other, &values, answer.said));
                    }
                }
            }
        }
        if problems.is_empty() { Ok(partnership) } else { Err(problems) }
    }

    /// The kinds of document by pattern. An error for each pattern that cannot be read and each kind that the rules do not
    /// declare.
    pub fn document_kinds(&self, program: &Program) -> Result<Kinds, Vec<Diagnostic>> {
        let mut kinds = Kinds::default();
        let mut problems = Vec::new();
        for (pattern, kind) in &self.kinds {
            let known: Vec<&str> = program.kinds.iter().map(|kind| &*kind.name).collect();
            let id = known.iter().position(|known| known.eq_ignore_ascii_case(&kind.value));
            if id.is_none() {
                let message = format!("no kind of document is called `{}`", kind.value);
                problems.push(unknown("unknown-kind", message, &kind.value, &known, kind.said));
            }
            match (super::pattern(self, pattern), id) {
                (Ok(pattern), Some(id)) => kinds.patterns.push((pattern, KindId(id as u32))),
                (Err(problem), _) => problems.push(problem),
                (Ok(_), None) => {}
            }
        }
        if problems.is_empty() { Ok(kinds) } else { Err(problems) }
    }
}

fn unknown(code: &'static str, message: String, asked: &str, known: &[&str], said: Said) -> Diagnostic {
    let help = match nearest(asked, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "the rules declare none".to_owned(),
        None => format!("it is one of `{}`", known.join("`, `")),
    };
    Diagnostic::error(code, message).at(FileId(said.file as u32), said.span, "").help(help)
}

fn bad_pattern(pattern: &Setting<String>, error: &globset::Error) -> Diagnostic {
    Diagnostic::error("bad-config", format!("this pattern of paths cannot be read: {}", error.kind()))
        .at(FileId(pattern.said.file as u32), pattern.said.span, "")
        .help("write it as in .gitignore: `committees/**/*.md`")
}
