use serde::Serialize;

use super::super::words;
use crate::language::Program;
use crate::language::model::RuleId;

#[derive(Serialize)]
struct Catalogue<'a> {
    version: u32,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    title: &'a str,
    answers: Vec<&'a str>,
    kinds: Vec<&'a str>,
    basis: &'static str,
    risk: &'a str,
    event: &'a str,
    effect: &'a str,
    advisory: bool,
    off: bool,
}

/// Rules as one JSON object.
pub fn catalogue_json(program: &Program, rules: &[RuleId]) -> serde_json::Result<Vec<u8>> {
    let rules = rules.iter().filter_map(|rule| program.rules.get(rule.at())).map(|rule| Rule {
        rule: &rule.id,
        title: &rule.title,
        answers: rule.answers.iter().filter_map(|id| program.questions.get(id.at())).map(|asked| &*asked.id).collect(),
        kinds: rule.kinds().iter().filter_map(|kind| program.kinds.get(kind.at())).map(|kind| &*kind.name).collect(),
        basis: words::basis(rule.basis),
        risk: &rule.risk,
        event: &rule.event,
        effect: &rule.effect,
        advisory: rule.advisory,
        off: rule.off,
    });
    let mut out = serde_json::to_vec_pretty(&Catalogue { version: super::VERSION, rules: rules.collect() })?;
    out.push(b'\n');
    Ok(out)
}
