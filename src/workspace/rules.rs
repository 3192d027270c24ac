use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::config::{Config, Unusable};
use super::discover::{shown_path, walk};
use super::load;
use super::select::Selection;
use super::shipped;
use crate::assess::{Digest, Stamp};
use crate::diagnostic::{Diagnostic, FileId, Severity};
use crate::language::model::RuleId;
use crate::language::{Program, RuleFile, compile, compile_to_run};

/// Ending of rule files.
const ENDING: &str = "rules";
/// Largest rule file read, in bytes.
pub(super) const LARGEST: u64 = 4 << 20;

/// Rule files with what they declare.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// The files; a diagnostic's file is an index into them.
    pub files: Vec<RuleFile>,
    /// What they declare; fit to run only where no problem is an error.
    pub program: Program,
    /// What is wrong with them; of govlint's own files beside those that were named, errors only.
    pub problems: Vec<Diagnostic>,
    /// Index of the first file that was named by whoever runs it; those before it are part of govlint.
    first_given: usize,
    /// Digests of the packs, where they are known without reading the files.
    digests: &'static [Digest],
    /// Ids of the rules that a selection has left out of the program.
    pub(super) left_out: Vec<String>,
}

impl RuleSet {
    /// Reads and checks rules: those that are part of govlint, and those in `paths`, which name files or folders.
    ///
    /// Where `paths` hold the opening of a pack, its title, govlint's own pack of that name is left out; where they hold
    /// another file of it, the file takes the place of its namesake or joins the pack. An error names a path that could not
    /// be read.
    pub fn load(paths: &[PathBuf]) -> Result<Self, Diagnostic> {
        Ok(Self::of(gather(paths)?, compile))
    }

    /// The same for rules that are only to be run: without their examples, and with errors only.
    pub fn load_to_run(paths: &[PathBuf]) -> Result<Self, Diagnostic> {
        if paths.is_empty()
            && let Some(program) = shipped::program()
        {
            let files: Vec<RuleFile> = shipped::files().collect();
            let (first_given, digests) = (files.len(), shipped::DIGESTS);
            return Ok(Self { files, program, problems: Vec::new(), first_given, digests, left_out: Vec::new() });
        }
        Ok(Self::of(gather(paths)?, compile_to_run))
    }

    /// The same, with those that a configuration names in front of `paths`, and the words that it adds to groups.
    pub fn load_configured(config: &Config, paths: &[PathBuf]) -> Result<Self, Unloaded> {
        let configured = config.rules.iter().flat_map(|rules| &rules.value);
        let paths: Vec<PathBuf> = configured.chain(paths).cloned().collect();
        let unread = |problem| Unloaded::Path(Box::new(problem));
        if config.words.is_empty() {
            return Self::load_to_run(&paths).map_err(unread);
        }
        let mut given = gather(&paths).map_err(unread)?;
        let own: Vec<RuleFile> = shipped::files().collect();
        let packs: BTreeSet<&str> = own.iter().chain(&given).filter_map(RuleFile::pack).collect();
        let packs: Vec<&str> = packs.into_iter().collect();
        let words = config.own_words(&packs);
        let words = words.map_err(|problems| Unloaded::Config(Box::new((config.clone(), problems))))?;
        given.extend(words);
        Ok(Self::of(given, compile_to_run))
    }

    fn of(mut given: Vec<RuleFile>, compile: fn(&[RuleFile]) -> (Program, Vec<Diagnostic>)) -> Self {
        let mut files: Vec<RuleFile> = shipped::files().filter(|own| !is_replaced(own, &given)).collect();
        let first_given = files.len();
        files.append(&mut given);
        let (program, problems) = compile(&files);
        let mut rules = Self { files, program, problems: Vec::new(), first_given, digests: &[], left_out: Vec::new() };
        rules.add(problems);
        rules
    }

    /// Leaves only the rules of a selection to run. An error names what no rule or question is called, or says that no rule is
    /// left.
    pub fn select(&mut self, selection: &Selection) -> Result<(), Diagnostic> {
        self.left_out = selection.apply(&mut self.program)?;
        Ok(())
    }

    /// Adds problems: every error, and what else lies in files that were named.
    pub fn add(&mut self, problems: Vec<Diagnostic>) {
        let named = |problem: &Diagnostic| {
            self.is_own() || problem.labels.first().is_none_or(|label| label.file.0 as usize >= self.first_given)
        };
        let told = problems.into_iter().filter(|problem| problem.severity == Severity::Error || named(problem));
        let told: Vec<Diagnostic> = told.collect();
        self.problems.extend(told);
    }

    /// How many files were named by whoever runs it; all where none was.
    pub fn named_files(&self) -> usize {
        self.files.len() - if self.is_own() { 0 } else { self.first_given }
    }

    /// The rules of those files.
    pub fn named_rules(&self) -> Vec<RuleId> {
        let rules = self.program.rules.iter().enumerate();
        rules.filter(|(_, rule)| self.is_named(rule.place.file)).map(|(index, _)| RuleId(index as u32)).collect()
    }

    /// Leaves out what is no error and not in those files.
    pub fn forget_other_problems(&mut self) {
        let mut problems = std::mem::take(&mut self.problems);
        let is_here = |problem: &Diagnostic| problem.labels.first().is_none_or(|label| self.is_named(label.file));
        problems.retain(|problem| problem.severity == Severity::Error || is_here(problem));
        self.problems = problems;
    }

    /// Whether a file was named by whoever runs it; every one where none was.
    pub fn is_named(&self, file: FileId) -> bool {
        self.is_own() || file.0 as usize >= self.first_given
    }

    fn is_own(&self) -> bool {
        self.first_given == self.files.len()
    }

    /// Whether the rules can be run.
    pub fn is_sound(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity < Severity::Error)
    }

    /// The packs with their versions and digests.
    pub fn stamps(&self) -> Vec<Stamp> {
        let packs = self.program.packs.iter().enumerate();
        packs
            .map(|(index, pack)| {
                let files = self.files.iter().filter(|file| file.pack() == Some(&pack.name));
                let read = || Digest::of_all(files.map(|file| file.text.as_bytes()));
                Stamp {
                    id: pack.name.clone(),
                    version: pack.version.clone(),
                    rules: self.program.rules.iter().filter(|rule| rule.pack.at() == index).count(),
                    digest: self.digests.get(index).copied().unwrap_or_else(read),
                }
            })
            .collect()
    }
}

/// Why rules cannot be had.
#[derive(Debug)]
pub enum Unloaded {
    /// A path that could not be read.
    Path(Box<Diagnostic>),
    /// A configuration that names what there is not.
    Config(Unusable),
}

/// The rule files of some paths.
fn gather(paths: &[PathBuf]) -> Result<Vec<RuleFile>, Diagnostic> {
    let mut given = Vec::new();
    for path in paths {
        read(path, &mut given)?;
    }
    Ok(given)
}

/// Whether one of govlint's own files makes way for those that were given.
fn is_replaced(own: &RuleFile, given: &[RuleFile]) -> bool {
    let Some(pack) = own.pack() else { return false };
    let path = own.name.strip_prefix("rules").unwrap_or(&own.name);
    given.iter().any(|file| match file.opening() {
        Some((name, opens)) => name == pack && (opens || format!("/{}", file.name).ends_with(path)),
        None => false,
    })
}

/// Adds the rule files at `path`, a file or a folder.
pub(super) fn read(path: &Path, files: &mut Vec<RuleFile>) -> Result<(), Diagnostic> {
    let mut paths = Vec::new();
    if path.is_dir() {
        for entry in walk(path) {
            paths.push(entry.map_err(|error| load::unreadable(&error.to_string()))?);
        }
        paths.retain(|path| path.extension().is_some_and(|ending| ending == ENDING));
        if paths.is_empty() {
            return Err(Diagnostic::error("no-rules", format!("there is no rule file in `{}`", shown_path(path)))
                .help(format!("rule files end in `.{ENDING}`")));
        }
    } else {
        paths.push(path.to_owned());
    }
    for path in paths {
        let name = shown_path(&path);
        let bytes = load::file(&path, LARGEST).map_err(|problem| Diagnostic {
            message: format!("the rule file `{name}` cannot be used: {}", problem.message),
            ..problem
        })?;
        let text = load::text(bytes).ok_or_else(|| load::no_text(&format!("the rule file `{name}`")))?;
        files.push(RuleFile { name, text: text.into() });
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn packs_built_in_bear_the_digests_of_their_files() {
        let known = RuleSet::load_to_run(&[]).unwrap();
        assert_eq!(known.digests.len(), known.program.packs.len());
        let read = RuleSet { digests: &[], ..known.clone() };
        assert_eq!(known.stamps(), read.stamps());
        assert_eq!(known.stamps(), RuleSet::load(&[]).unwrap().stamps());
    }

    #[test]
    fn given_files_take_the_place_of_their_namesakes() {
        let file = |name: &str, text: &str| RuleFile { name: name.into(), text: text.to_owned().into() };
        let own = [
            file("rules/tide.rules", "pack tide \"Tides\""),
            file("rules/tide/ebb.rules", "pack tide"),
            file("rules/moor.rules", "pack moor \"Moors\""),
        ];
        let kept = |given: RuleFile| -> Vec<usize> {
            (0..own.len()).filter(|&index| !is_replaced(&own[index], std::slice::from_ref(&given))).collect()
        };
        assert_eq!(kept(file("x.rules", "pack tide \"Mine\"")), [2]);
        assert_eq!(kept(file("work/tide/ebb.rules", "pack tide")), [0, 2]);
        assert_eq!(kept(file("flood.rules", "pack tide")), [0, 1, 2]);
        assert_eq!(kept(file("tide/ebb.rules", "pack other \"Other\"")), [0, 1, 2]);
    }

    #[test]
    fn reads_folders_in_order_and_says_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.rules", "a.rules", "notes.txt"] {
            std::fs::write(folder.path().join(name), "pack x\n").unwrap();
        }
        let mut files = Vec::new();
        read(folder.path(), &mut files).unwrap();
        let names: Vec<&str> = files.iter().filter_map(|file| file.name.rsplit('/').next()).collect();
        assert_eq!(names, ["a.rules", "b.rules"]);
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(read(empty.path(), &mut files).unwrap_err().code, "no-rules");
        assert_eq!(read(&empty.path().join("none.rules"), &mut files).unwrap_err().code, "not-found");
    }
}
