use pest::iterators::Pair;

use super::forms::Declared;
use super::{BodyLine, Parsed, Parser, Problem, Rule};
use crate::language::items::Statement;
use crate::language::model::Outcome;
use crate::language::tree::{self, Arm, Condition, Declaration, Example, Name, OUTCOMES, RuleLine};

impl<'a> Parser<'a, '_> {
    pub(super) fn rule(
        &mut self,
        head: Option<Parsed<'a>>,
        form: &Declared,
        body: &[Statement],
    ) -> Option<Declaration<'a>> {
        let (lines, mut broken) = self.body(form, body);
        let mut built = Vec::with_capacity(lines.len());
        for BodyLine { keyword, second, rule, parsed } in lines {
            let line = parsed.and_then(|parsed| self.told(parsed.rule_line(rule, keyword)));
            broken |= line.is_none();
            let names = matches!(rule, Rule::find_line | Rule::set_line);
            let line = line.unwrap_or(RuleLine::Broken(second.filter(|_| names)));
            built.push((keyword, line));
        }
        let (name, title) = head?.name_and_title()?;
        let across = form.head.rule == Rule::bundle_head;
        Some(Declaration::Rule(tree::Rule { across, name, title: title?, lines: built, broken }))
    }
}

impl<'a> Parsed<'a> {
    fn rule_line(mut self, rule: Rule, keyword: Name<'a>) -> Result<RuleLine<'a>, Problem> {
        let build = self.build;
        if matches!(rule, Rule::arm_line) {
            return self.arm(keyword);
        }
        match rule {
            Rule::across_line => return self.across_arm(keyword),
            Rule::each_line => return self.each(),
            Rule::advisory_line => return Ok(RuleLine::Advisory),
            Rule::off_line => return Ok(RuleLine::Off),
            Rule::missing_line => return Ok(RuleLine::Missing),
            _ => {}
        }
        let odd = || build.odd();
        let second = self.pairs.nth(1).ok_or_else(odd)?;
        Ok(match rule {
            Rule::area_line => RuleLine::Area(build.name(&second)),
            Rule::answers_line => {
                let ids = std::iter::once(second).chain(self.pairs).filter(|pair| pair.as_rule() == Rule::id);
                RuleLine::Answers(ids.map(|pair| build.name(&pair)).collect())
            }
            Rule::applies_line => {
                let when = self.pairs.find(|pair| pair.as_rule() == Rule::profile_is);
                RuleLine::Applies(build.names(second), when.and_then(|pair| build.profile_is(pair)))
            }
            Rule::basis_line => RuleLine::Basis(build.name(&second)),
            Rule::risk_line => RuleLine::Risk(build.risk(&second)),
            Rule::event_line => RuleLine::Event(build.text(&second)),
            Rule::effect_line => RuleLine::Effect(build.text(&second)),
            Rule::ask_line => RuleLine::Ask(build.text(&second)),
            Rule::find_line => {
                let expression = self.pairs.nth(1).ok_or_else(odd)?;
                RuleLine::Find(build.name(&second), build.expression(expression)?)
            }
            Rule::set_line => {
                let set = self.pairs.nth(1).ok_or_else(odd)?;
                RuleLine::Set(build.name(&second), build.set(set)?)
            }
            Rule::usual_line => {
                let node = build.expression(self.pairs.nth(1).ok_or_else(odd)?)?;
                let span = keyword.span.cover(node.span);
                let condition = Condition::Usual(node);
                RuleLine::Arm(Arm { outcome: Outcome::Amber, condition, because: Vec::new(), at: Vec::new(), span })
            }
            Rule::help_line => RuleLine::Help(build.text(&second)),
            Rule::suggest_line => RuleLine::Suggest(build.text(&second)),
            _ => self.example(&second)?,
        })
    }

    fn arm(mut self, keyword: Name<'a>) -> Result<RuleLine<'a>, Problem> {
        let build = self.build;
        let outcome = self.pairs.next().and_then(|pair| outcome(&pair)).ok_or_else(|| build.odd())?;
        let mut arm =
            Arm { outcome, condition: Condition::Otherwise, because: Vec::new(), at: Vec::new(), span: keyword.span };
        for pair in self.pairs {
            match pair.as_rule() {
                Rule::kw_otherwise => arm.span = arm.span.cover(build.span(&pair)),
                Rule::expression => {
                    let node = build.expression(pair)?;
                    arm.span = arm.span.cover(node.span);
                    arm.condition = Condition::When(node);
                }
                Rule::because => arm.because.extend(pair.into_inner().nth(1).map(|text| build.text(&text))),
                Rule::at_place => {
                    if let Some(expression) = pair.into_inner().nth(1) {
                        arm.at.push(build.expression(expression)?);
                    }
                }
                _ => {}
            }
        }
        Ok(RuleLine::Arm(arm))
    }

    fn example(mut self, word: &Pair<'a, Rule>) -> Result<RuleLine<'a>, Problem> {
        let build = self.build;
        let outcome = outcome(word).ok_or_else(|| build.odd())?;
        let text = self.pairs.next().ok_or_else(|| build.odd())?;
        let text = build.text(&text);
        let mut example =
            Example { outcome, text, kinds: Vec::new(), as_of: None, span: build.span(word).cover(text.span) };
        for pair in self.pairs {
            match pair.as_rule() {
                Rule::for_kinds => example.kinds = pair.into_inner().flat_map(|names| build.names(names)).collect(),
                Rule::as_of => example.as_of = pair.into_inner().last().map(|date| build.name(&date)),
                _ => {}
            }
        }
        Ok(RuleLine::Example(example))
    }
}

pub(super) fn outcome(pair: &Pair<Rule>) -> Option<Outcome> {
    tree::lookup(&OUTCOMES, pair.as_str())
}
