use std::borrow::Cow;

use jiff::civil::{Date, date};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine::place::Layout;
use crate::engine::rate;
use crate::engine::{Colour, Engine, Rating, Settings};
use crate::language::model::{KindId, Outcome, Rule, RuleId};
use crate::prose::Prose;
use crate::read::markdown;

/// The code of a rule whose own suggestion rates green before anybody has filled it in.
pub const SUGGEST_RATES_GREEN: &str = "suggest-rates-green";

/// The day that an example without one is rated as of.
const EXAMPLE_DAY: Date = date(2026, 1, 1);

/// An example of a rule, and what the rule makes of it.
#[derive(Debug)]
pub struct ExampleRun {
    /// The rule.
    pub rule: RuleId,
    /// Index of the example in the rule's examples.
    pub example: usize,
    /// What the rule should rate it.
    pub expected: Colour,
    /// What came out, with the document that its spans are of; an error where the example cannot be read.
    pub result: Result<(Document, Rating), Diagnostic>,
}

impl ExampleRun {
    /// Whether the rule rates the example as it says.
    pub fn passes(&self) -> bool {
        self.result.as_ref().is_ok_and(|(_, rating)| rating.colour == self.expected)
    }
}

impl Engine {
    /// Runs the examples of a rule, each as a document of its own; none of a rule across documents.
    pub fn run_examples(&self, rule: RuleId) -> Vec<ExampleRun> {
        let declared = self.program().rules.get(rule.at()).filter(|rule| rule.across.is_none());
        let examples = declared.map_or(&[][..], |rule| &rule.examples);
        let runs = examples.iter().enumerate().map(|(index, example)| ExampleRun {
            rule,
            example: index,
            expected: Colour::of(example.outcome),
            result: self.run(rule, &example.text, example.kind, example.as_of.unwrap_or(EXAMPLE_DAY)),
        });
        runs.collect()
    }

    /// Says of each rule whose `suggest` rates green as it stands that it does.
    pub fn check_suggestions(&self) -> Vec<Diagnostic> {
        let rules = self
            .program()
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| !rule.suggest.is_empty() && rule.across.is_none());
        let green = rules.filter(|(index, rule)| {
            let run = self.run(RuleId(*index as u32), &rule.suggest, None, EXAMPLE_DAY);
            run.is_ok_and(|(_, rating)| rating.colour == Colour::Green)
        });
        green.map(|(_, rule)| rates_green(rule)).collect()
    }

    /// Rates a text by one rule.
    fn run(
        &self,
        rule: RuleId,
        text: &str,
        kind: Option<KindId>,
        as_of: Date,
    ) -> Result<(Document, Rating), Diagnostic> {
        let document = markdown(titled(text).as_bytes())?;
        let kind = kind.or_else(|| self.program().rules.get(rule.at())?.applies.first().copied());
        let missing = || Diagnostic::error("no-kind", "the rule does not apply to the kind of the example");
        let plan = kind.and_then(|kind| self.plan(kind)).ok_or_else(missing)?;
        let made = plan.rules.iter().find(|made| made.rule == rule).ok_or_else(missing)?;
        let prose = Prose::read(&document, &self.program.vocabulary).on(as_of);
        let layout = Layout { document: &document, prose: &prose };
        let rating = self.search(plan, layout, Settings { as_of, kind }, |finder| rate::rate(finder, made));
        rating.map(|rating| (document, rating)).ok_or_else(missing)
    }
}

/// An example under a title, so that its first words are not taken for one.
fn titled(text: &str) -> Cow<'_, str> {
    let has_title = text.starts_with("# ") || text.starts_with("---");
    if has_title { Cow::Borrowed(text) } else { Cow::Owned(format!("# Example\n\n{text}")) }
}

fn rates_green(rule: &Rule) -> Diagnostic {
    let message = format!("the suggestion of `{}` rates green before it is filled in", rule.id);
    Diagnostic::warning(SUGGEST_RATES_GREEN, message)
        .at(rule.place.file, rule.place.span, "")
        .help("put what each document must say for itself in square brackets: `[number] working days`")
}

impl Colour {
    /// The colour that an arm of that outcome gives.
    pub(in crate::engine) fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Green => Self::Green,
            Outcome::Amber => Self::Amber,
            Outcome::Red => Self::Red,
            Outcome::Unclear => Self::Unclear,
            Outcome::Skip => Self::NotApplicable,
        }
    }
}
