use super::Program;
use super::model::{Basis, Question, QuestionId, Rule, RuleId};

/// What a set of rules knows of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The question.
    pub question: QuestionId,
    /// The rules that answer it, or the one that it asks the same as.
    pub rules: Vec<RuleId>,
    /// Who answers it.
    pub answered: Answered,
    /// Whose yardstick it is rated by: its own line, else that of the first rule that answers it.
    pub basis: Option<Basis>,
    /// The sort of risk, found in the same way; empty where nothing says it.
    pub risk: &'a str,
    /// What could happen where it is not in place, found in the same way; empty where nothing says it.
    pub event: &'a str,
    /// What that would lead to, found in the same way; empty where nothing says it.
    pub effect: &'a str,
    /// The open question for a meeting, found in the same way; empty where nothing says it.
    pub ask: &'a str,
}

/// Who answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// A rule, from documents.
    Rules,
    /// A person alone, and the question says why.
    Person,
    /// Neither.
    Neither,
}

/// Every question of a program, in its order.
pub fn coverage(program: &Program) -> Vec<Entry<'_>> {
    (0..program.questions.len()).map(|index| entry(program, QuestionId(index as u32))).collect()
}

fn entry(program: &Program, id: QuestionId) -> Entry<'_> {
    let question = &program.questions[id.at()];
    let asked = question.same_as.unwrap_or(id);
    let same = program.questions.get(asked.at());
    let attested = question.attested.is_some() || same.is_some_and(|same| same.attested.is_some());
    let numbered = program.rules.iter().enumerate();
    let rules = numbered.filter(|(_, rule)| program.answers(rule, id)).map(|(index, _)| RuleId(index as u32));
    let rules: Vec<RuleId> = rules.collect();
    let answered = match (rules.is_empty(), attested) {
        (false, _) => Answered::Rules,
        (true, true) => Answered::Person,
        (true, false) => Answered::Neither,
    };
    let first = rules.first().and_then(|rule| program.rules.get(rule.at()));
    let said = |of_question: fn(&Question) -> &String, of_rule: fn(&Rule) -> &String| {
        let own = [Some(question), same].into_iter().flatten().map(of_question);
        own.chain(first.map(of_rule)).find(|text| !text.is_empty()).map_or("", String::as_str)
    };
    let basis = question.basis.or(same.and_then(|same| same.basis)).or(first.map(|rule| rule.basis));
    let risk = said(|question| &question.risk, |rule| &rule.risk);
    let event = said(|question| &question.event, |rule| &rule.event);
    let effect = said(|question| &question.effect, |rule| &rule.effect);
    let ask = said(|question| &question.ask, |rule| &rule.ask);
    Entry { question: id, answered, basis, risk, event, effect, ask, rules }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{RuleFile, compile};

    const TIDES: &str = r#"pack tide "Tides"
  version "1"
kind chart "Chart"
  titled "chart"
area quay "Quays"
question tide.quay.1 "It is said who keeps the gauge"
question tide.quay.2 "The keeper is trusted"
  basis    source-scale
  risk     operational
  event    "the gauge is wrong"
  effect   "ships run aground"
  ask      "Who knows the keeper?"
  attested because "only who knows the keeper can say"
question tide.quay.3 "It is said whose the gauge is"
question tide.quay.4 "There is a keeper" same-as tide.quay.1
question tide.quay.5 "The keeper is known" same-as tide.quay.2
  ask      "Who has met the keeper?"
words gauge "gauge"
rule keeper "Keeper"
  answers tide.quay.1
  applies chart
  basis   criterion
  risk    strategic
  event   "nobody reads it"
  effect  "the tide is missed"
  ask     "Who keeps it?"
  find said = sentence having gauge
  green when said
  red otherwise because "nothing"
"#;

    #[test]
    fn tells_who_answers_and_by_whose_yardstick() {
        let (program, problems) = compile(&[RuleFile { name: "tide.rules".into(), text: TIDES.into() }]);
        assert!(problems.iter().all(|problem| problem.code == "no-example"), "{problems:#?}");
        let told: Vec<_> = coverage(&program)
            .iter()
            .map(|entry| {
                (entry.answered, entry.rules.len(), entry.basis, [entry.risk, entry.event, entry.effect, entry.ask])
            })
            .collect();
        let rule = (
            Answered::Rules,
            1,
            Some(Basis::Criterion),
            ["strategic", "nobody reads it", "the tide is missed", "Who keeps it?"],
        );
        let keeper = |ask| ["operational", "the gauge is wrong", "ships run aground", ask];
        let person = (Answered::Person, 0, Some(Basis::SourceScale), keeper("Who knows the keeper?"));
        let same = (Answered::Person, 0, Some(Basis::SourceScale), keeper("Who has met the keeper?"));
        assert_eq!(told, [rule, person, (Answered::Neither, 0, None, [""; 4]), rule, same]);
    }
}
