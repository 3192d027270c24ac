use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::discover::{shown_path, walk};
use super::load;
use super::shipped::shipped;
use crate::assess::{Digest, Stamp};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Program, RuleFile, compile};

/// Ending of rule files.
const ENDING: &str = "rules";
/// Largest rule file read, in bytes.
const LARGEST: u64 = 4 << 20;

/// Rule files with what they declare.
#[derive(Debug)]
pub struct RuleSet {
    /// The files; a diagnostic's file is an index into them.
    pub files: Vec<RuleFile>,
    /// What they declare; fit to run only where no problem is an error.
    pub program: Program,
    /// What is wrong with them.
    pub problems: Vec<Diagnostic>,
}

impl RuleSet {
    /// Reads and checks rules: those that are part of the program, and those in `paths`, which name files or folders. A
    /// pack that `paths` hold takes the place of the program's own of that name. An error names a path that could not be
    /// read.
    pub fn load(paths: &[PathBuf]) -> Result<Self, Diagnostic> {
        let mut given = Vec::new();
        for path in paths {
            read(path, &mut given)?;
        }
        let packs: HashSet<&str> = given.iter().filter_map(|file| pack_of(&file.text)).collect();
        let is_kept = |file: &RuleFile| pack_of(&file.text).is_none_or(|pack| !packs.contains(pack));
        let mut files: Vec<RuleFile> = shipped().filter(is_kept).collect();
        files.append(&mut given);
        Ok(Self::of(files))
    }

    /// Checks rules.
    pub fn of(files: Vec<RuleFile>) -> Self {
        let (program, problems) = compile(&files);
        Self { files, program, problems }
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
                let files = self.files.iter().filter(|file| pack_of(&file.text) == Some(&pack.name));
                Stamp {
                    id: pack.name.clone(),
                    version: pack.version.clone(),
                    rules: self.program.rules.iter().filter(|rule| rule.pack.at() == index).count(),
                    digest: Digest::of_all(files.map(|file| file.text.as_bytes())),
                }
            })
            .collect()
    }
}

/// The name of the pack that a rule file belongs to: the word behind `pack`, which opens every file.
fn pack_of(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("pack ")?.split_whitespace().next())
}

/// Adds the rule files at `path`, a file or a folder.
fn read(path: &Path, files: &mut Vec<RuleFile>) -> Result<(), Diagnostic> {
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
        let text = String::from_utf8(bytes)
            .map_err(|_| Diagnostic::error("not-utf-8", format!("the rule file `{name}` is not UTF-8")))?;
        files.push(RuleFile { name, text });
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_pack_of_a_file() {
        assert_eq!(pack_of("# words\n\npack core \"Core\"\n  version \"1\"\n"), Some("core"));
        assert_eq!(pack_of("pack core"), Some("core"));
        assert_eq!(pack_of("  pack core"), None);
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
