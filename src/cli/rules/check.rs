use clap::Args;

use super::super::output::{Failure, Status, print, problems};
use super::super::style::ColourChoice;
use super::Paths;
use crate::diagnostic::Severity;
use crate::engine::Engine;
use crate::report::{Ink, count};
use crate::workspace::RuleSet;

/// Check rule files: say what is wrong with them
#[derive(Args)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    paths: Paths,
}

impl Check {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let mut rules = RuleSet::load(&self.paths.paths)?;
        if rules.is_sound() {
            rules.add(Engine::new(rules.program.clone()).check_suggestions());
        }
        rules.forget_other_problems();
        let mut screen = colour.stdout().screen();
        problems(&mut screen, &rules.files, &rules.problems);
        let of = |severity| rules.problems.iter().filter(|problem| problem.severity == severity).count();
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let what = match (errors, warnings) {
            (0, 0) => "nothing wrong".to_owned(),
            _ => format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings")),
        };
        let files = count(rules.named_files(), "rule file", "rule files");
        let number = count(rules.named_rules().len(), "rule", "rules");
        screen.put(Ink::Bold, &format!("{number} in {files}: {what}."));
        screen.line();
        print(screen)?;
        Ok(if errors == 0 { Status::Clean } else { Status::Found })
    }
}
