use super::Config;
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::Program;
use crate::workspace::select::{chosen, unknown_rule};

impl Config {
    /// Makes rules of the program binding, advisory or off, as the configuration says; of ids that begin alike the longest
    /// holds. An error for each that names nothing.
    pub fn weigh(&self, program: &mut Program) -> Result<(), Vec<Diagnostic>> {
        let mut said: Vec<_> = self.severity.iter().collect();
        said.sort_by_key(|(id, _)| id.len());
        let mut problems = Vec::new();
        for (id, severity) in said {
            let Some(rules) = chosen(program, id) else {
                let problem = unknown_rule(program, id);
                problems.push(problem.at(FileId(severity.said.file as u32), severity.said.span, ""));
                continue;
            };
            for rule in rules {
                let Some(rule) = program.rules.get_mut(rule.at()) else { continue };
                (rule.off, rule.advisory) = (severity.value == "off", severity.value == "advisory");
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}
