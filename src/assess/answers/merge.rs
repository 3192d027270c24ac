use super::entry::{Entry, Spot};
use super::{Agreed, Answers, Given, Note, Upon};
use crate::diagnostic::Diagnostic;
use crate::engine::Colour;

/// What returns add to a file of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Answers that the file does not have.
    pub given: Vec<Given>,
    /// Agreements that it does not have.
    pub agreed: Vec<Agreed>,
    /// How many entries of the returns it has already.
    pub known: usize,
}

/// Merges the entries of returns into answers. `view` tells what is in view now of a question: the suggested rating and the
/// words of the documents; an entry that says nothing of that was made upon it. Errors are answers that overrule a suggested
/// rating without a reason, and two answers of one organisation to one question on one day.
pub fn merge(
    answers: &Answers,
    entries: Vec<(Entry, Spot)>,
    view: impl Fn(&str) -> (Colour, Vec<Upon>),
) -> Result<Merged, Vec<Diagnostic>> {
    let mut merged = Merged::default();
    let mut problems = Vec::new();
    for (entry, spot) in entries {
        match entry {
            Entry::Given(mut given) => {
                given.note.complete(&view(&given.question));
                if answers.given.iter().chain(&merged.given).any(|known| known.is_same(&given)) {
                    merged.known += 1;
                    continue;
                }
                problems.extend(given.note.unreasoned().map(|problem| spot.mark(problem)));
                let rival = |other: &&Given| other.is_of(&given) && other.note.date == given.note.date;
                if merged.given.iter().any(|other| rival(&other)) {
                    let message = format!("`{}` answers `{}` twice on one day", given.organisation, given.question);
                    let problem = Diagnostic::error("two-answers", message);
                    problems.push(spot.mark(problem.help("leave the one that is meant, or agree on one")));
                }
                merged.given.push(given);
            }
            Entry::Agreed(mut agreed) => {
                agreed.note.complete(&view(&agreed.question));
                if answers.agreed.iter().chain(&merged.agreed).any(|known| known.is_same(&agreed)) {
                    merged.known += 1;
                    continue;
                }
                problems.extend(agreed.note.unreasoned().map(|problem| spot.mark(problem)));
                merged.agreed.push(agreed);
            }
        }
    }
    if problems.is_empty() { Ok(merged) } else { Err(problems) }
}

impl Note {
    /// Adds what was in view, where it does not say it.
    fn complete(&mut self, view: &(Colour, Vec<Upon>)) {
        self.suggested = self.suggested.or(Some(view.0));
        if self.upon.is_empty() {
            self.upon.clone_from(&view.1);
        }
    }

    /// What is wrong where a suggested rating is overruled without a reason.
    fn unreasoned(&self) -> Option<Diagnostic> {
        let suggested = self.suggested.filter(|colour| colour.is_answer() && *colour != self.rating)?;
        let message =
            format!("rated {} where the documents suggest {}, without a reason", self.rating.word(), suggested.word());
        let problem = Diagnostic::error("no-reason", message);
        self.reason.is_empty().then(|| problem.help("a suggested rating is overruled with a reason, and both are kept"))
    }
}
