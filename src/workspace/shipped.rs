use crate::language::RuleFile;

/// The rule files that are part of the program, as paths under `rules/` with their texts.
macro_rules! shipped {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../rules/", $path)))),*]
    };
}

const SHIPPED: &[(&str, &str)] = shipped![
    "core.rules",
    "hfma.rules",
    "hfma/decision/conflicts.rules",
    "hfma/decision/deciders.rules",
    "hfma/decision/decisions.rules",
    "hfma/liability.rules",
    "hfma/money.rules",
    "hfma/mou/agreed.rules",
    "hfma/mou/bodies.rules",
    "hfma/mou/delegations.rules",
    "hfma/mou/disputes.rules",
    "hfma/mou/duties.rules",
    "hfma/mou/meetings.rules",
    "hfma/mou/members.rules",
    "hfma/mou/roles.rules",
    "hfma/purpose.rules",
    "hfma/reporting/data-sharing.rules",
    "hfma/reporting/reports.rules",
    "hfma/risks.rules",
    "hfma/words.rules",
    "practice.rules",
    "practice/mou/changes.rules",
    "practice/mou/leaving.rules",
    "practice/mou/status.rules",
    "practice/mou/term.rules",
    "practice/sod/acting.rules",
    "practice/sod/keeping.rules",
    "practice/sod/limits.rules",
    "practice/sod/passing-on.rules",
    "practice/sod/power.rules",
    "practice/tor/chair.rules",
    "practice/tor/decisions.rules",
    "practice/tor/meetings.rules",
    "practice/tor/people.rules",
    "practice/tor/quorum.rules",
    "practice/tor/remit.rules",
    "practice/tor/review.rules",
    "practice/words.rules",
];

/// The rule files that are part of the program.
pub(super) fn shipped() -> impl Iterator<Item = RuleFile> {
    SHIPPED.iter().map(|(path, text)| RuleFile { name: format!("rules/{path}"), text: (*text).to_owned() })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

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
    fn every_rule_file_is_shipped() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        walk(&root.join("rules"), &mut found);
        let listed: BTreeSet<PathBuf> = shipped().map(|file| root.join(file.name)).collect();
        assert_eq!(listed, found, "the list in this file and the files under rules/ differ");
        assert_eq!(listed.len(), SHIPPED.len(), "a file is listed twice");
    }
}
