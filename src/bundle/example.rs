use jiff::civil::{Date, date};

use super::{BundleRating, Bundled, Known, Paper};
use crate::diagnostic::Diagnostic;
use crate::engine::{Colour, Engine, Settings};
use crate::language::model::RuleId;
use crate::read::markdown;

/// The day that an example without one is rated as of.
const EXAMPLE_DAY: Date = date(2026, 1, 1);
/// What opens a document of an example.
const OPENS: &str = "===";

/// An example of a rule across documents, and what the rule makes of it.
#[derive(Debug)]
pub struct BundleExample {
    /// The rule.
    pub rule: RuleId,
    /// Index of the example in the rule's examples.
    pub example: usize,
    /// What the rule should rate it.
    pub expected: Colour,
    /// What came out: a rating for each subject; an error where a document of it cannot be read.
    pub result: Result<Vec<BundleRating>, Diagnostic>,
}

impl BundleExample {
    /// The rating that counts: the worst of all subjects, so that one planted fault is enough.
    pub fn rating(&self) -> Option<&BundleRating> {
        self.result.as_ref().ok()?.iter().min_by_key(|rating| rating.colour)
    }

    /// Whether the rule rates the example as it says.
    pub fn passes(&self) -> bool {
        self.rating().is_some_and(|rating| rating.colour == self.expected)
    }
}

/// Runs the examples of a rule across documents, each as a bundle of its own; none for another rule.
pub fn run_examples(engine: &Engine, rule: RuleId) -> Vec<BundleExample> {
    let Some(declared) = engine.program().rules.get(rule.at()).filter(|rule| rule.across.is_some()) else {
        return Vec::new();
    };
    let examples = declared.examples.iter().enumerate();
    let runs = examples.map(|(index, example)| BundleExample {
        rule,
        example: index,
        expected: example.outcome.into(),
        result: run(engine, rule, &example.text, example.as_of.unwrap_or(EXAMPLE_DAY)),
    });
    runs.collect()
}

fn run(engine: &Engine, rule: RuleId, text: &str, as_of: Date) -> Result<Vec<BundleRating>, Diagnostic> {
    let mut papers = Vec::new();
    for (name, words) in documents(text) {
        let document = markdown(words.as_bytes())?;
        let verdict = engine.rate(&document, name, Settings { as_of, kind: None });
        papers.push(Paper::of(engine.program(), name, &document, &verdict));
    }
    Ok(Bundled::new(engine.program(), &papers, &Known::default()).rate_by(rule))
}

/// The documents of an example: each opens with a line `=== NAME`.
fn documents(text: &str) -> Vec<(&str, String)> {
    let mut documents: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix(OPENS) {
            Some(name) => documents.push((name.trim(), String::new())),
            None => {
                if let Some((_, words)) = documents.last_mut() {
                    words.push_str(line);
                    words.push('\n');
                }
            }
        }
    }
    documents
}
