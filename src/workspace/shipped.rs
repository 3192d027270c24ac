use crate::assess::Digest;
use crate::language::{Program, RuleFile, restore};

/// The rule files that are part of govlint, as paths with their texts; the build script lists them.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Digests of their packs, in the order of the program.
pub(super) const DIGESTS: &[Digest] = include!(concat!(env!("OUT_DIR"), "/digests.rs"));

/// What they declare, checked while govlint was built.
const PROGRAM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/shipped.program"));

/// The rule files that are part of govlint.
pub(super) fn files() -> impl Iterator<Item = RuleFile> {
    FILES.iter().map(|&(path, text)| RuleFile { name: path.to_owned(), text: text.into() })
}

/// The checked program of those files, to be run; none where they had an error when govlint was built.
pub(super) fn program() -> Option<Program> {
    restore(PROGRAM)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::language::compile_to_run;

    fn walk(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rules") {
                found.insert(path);
            }
        }
    }

    #[test]
    fn every_rule_file_is_shipped_as_it_is() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        walk(&root.join("rules"), &mut found);
        let listed: BTreeSet<PathBuf> = files().map(|file| root.join(file.name)).collect();
        assert_eq!(listed, found, "the files that were built in and those under rules/ differ");
        for file in files() {
            assert_eq!(file.text, std::fs::read_to_string(root.join(&file.name)).unwrap(), "{}", file.name);
        }
    }

    #[test]
    fn the_program_built_in_is_that_of_the_files() {
        let files: Vec<RuleFile> = files().collect();
        let (compiled, problems) = compile_to_run(&files);
        assert_eq!(problems, []);
        assert!(compiled.rules.len() > 30 && compiled.words.len() > 500, "too little to be all");
        assert_eq!(program().unwrap(), compiled);
    }
}
