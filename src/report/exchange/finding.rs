use super::super::pointer::{Pointer, Role, pointers};
use super::super::problem::kind_not_told;
use super::super::screen::printable;
use super::super::words;
use crate::assess::{Assessed, Rated, rating_id};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Colour, Rating, Reason};
use crate::language::Program;
use crate::language::model::{Question, Rule};
use crate::source::Span;

/// A rating as other programs take it in.
#[derive(Clone, Debug)]
pub(super) struct Finding<'a> {
    /// Stable over runs.
    pub(super) id: String,
    /// The rule, and its index in the program.
    pub(super) rule: (&'a Rule, usize),
    /// The questions that it answers.
    pub(super) questions: Vec<&'a Question>,
    pub(super) colour: Colour,
    pub(super) reason: Reason,
    /// Whether it is advice alone.
    pub(super) advisory: bool,
    /// The rule's sentence for it, on one line.
    pub(super) message: String,
    /// The places that it points to, the chief one first; never none.
    pub(super) spots: Vec<Spot>,
    /// Why a gap is let be: it is waived, the baseline knows it, or people have settled its questions.
    pub(super) excused: Option<String>,
}

/// A place in a document.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Where it begins and ends, the end not included; none where the file is no text that people read.
    pub(super) lines: Option<[Point; 2]>,
    /// The place as people say it: `clause 7.2, page 4`.
    pub(super) place: String,
    /// The words of evidence and of what is nearly that, on one line.
    pub(super) quote: Option<String>,
    /// Whether the words are what was nearly found alone.
    pub(super) near: bool,
    /// What is said of it; may be empty.
    pub(super) message: String,
}

/// A place in a file of text, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) line: u32,
    /// In characters.
    pub(super) column: u32,
    /// In bytes of UTF-8.
    pub(super) byte: u32,
}

/// What is wrong with a document as such.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    /// What is wrong, and what to do about it, on one line.
    pub(super) message: String,
    pub(super) point: Option<Point>,
}

impl<'a> Finding<'a> {
    /// All ratings of a document, in their order.
    pub(super) fn all(program: &'a Program, assessed: &Assessed) -> Vec<Self> {
        let Ok(rated) = &assessed.outcome else { return Vec::new() };
        rated.verdict.ratings.iter().map(|rating| Self::of(program, assessed, rated, rating)).collect()
    }

    /// What is missing or unclear in a document; of advice alone only where that is asked for.
    pub(super) fn gaps(program: &'a Program, assessed: &Assessed, advice: bool) -> Vec<Self> {
        let mut gaps = Self::all(program, assessed);
        gaps.retain(|gap| gap.colour.is_gap() && (advice || !gap.advisory));
        gaps
    }

    fn of(program: &'a Program, assessed: &Assessed, rated: &Rated, rating: &Rating) -> Self {
        let rule = &program.rules[rating.rule.at()];
        let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
        let excused = rating.colour.is_gap() && !assessed.is_open(program, rating);
        Self {
            id: rating_id(&assessed.path, &rule.id, None),
            rule: (rule, rating.rule.at()),
            questions: questions.collect(),
            colour: rating.colour,
            reason: rating.reason,
            advisory: rating.advisory,
            message: line(&rating.message),
            spots: Spot::all(assessed, rated, rating),
            excused: excused.then(|| line(&excuse(program, assessed, rating))),
        }
    }

    /// The chief place.
    pub(super) fn spot(&self) -> &Spot {
        &self.spots[0]
    }

    /// The message, with the place where a program cannot show that by line.
    pub(super) fn told(&self) -> String {
        let spot = self.spot();
        match spot.lines {
            Some(_) => self.message.clone(),
            None if spot.place.is_empty() => self.message.clone(),
            None => format!("{} ({})", self.message, spot.place),
        }
    }

    /// The questions' ids, with commas.
    pub(super) fn asked(&self) -> String {
        self.questions.iter().map(|question| &*question.id).collect::<Vec<_>>().join(", ")
    }
}

/// Why a gap of a document is let be.
fn excuse(program: &Program, assessed: &Assessed, rating: &Rating) -> String {
    if let Some(waiver) = assessed.waived(rating) {
        return format!("waived by {} until {}: {}", waiver.who, words::day(waiver.until), waiver.reason);
    }
    if assessed.is_known(rating) {
        return "known to the baseline".to_owned();
    }
    let asked = program.rules.get(rating.rule.at()).map_or(&[][..], |rule| &rule.answers);
    let said = asked.iter().filter_map(|question| Some(words::said(assessed.said(program, *question)?.0)));
    said.collect::<Vec<_>>().join("; ")
}

impl Spot {
    fn all(assessed: &Assessed, rated: &Rated, rating: &Rating) -> Vec<Self> {
        let spot = |Pointer { matched, run, role, message }| {
            let quote = (role != Role::Home).then(|| line(rated.document.text.slice(run)));
            Self { quote, near: role == Role::Near, message, ..Self::at(assessed, rated, matched) }
        };
        let spots: Vec<Self> = pointers(rating).into_iter().map(spot).collect();
        if !spots.is_empty() {
            return spots;
        }
        let title = rated.document.title.map(|title| rated.document.block(title).span);
        vec![Self::at(assessed, rated, title.unwrap_or_default())]
    }

    fn at(assessed: &Assessed, rated: &Rated, span: Span) -> Self {
        let shown = assessed.shown(rated, span);
        let lines = (!assessed.worded).then(|| [shown.start, shown.end].map(|byte| Point::of(assessed, byte)));
        let place = line(&rated.document.place_name(span.start));
        Self { lines, place, quote: None, near: false, message: String::new() }
    }
}

impl Point {
    /// The place of a byte of [`Assessed::source`].
    fn of(assessed: &Assessed, at: u32) -> Self {
        let position = assessed.lines.position(&assessed.source, at);
        let start = assessed.lines.span(position.line as usize - 1).start;
        Self { line: position.line, column: position.column, byte: position.byte.saturating_sub(start) + 1 }
    }
}

impl Problem {
    /// What is wrong with a document: why it could not be read, what was doubtful in it, or that its kind could not be told.
    pub(super) fn all(assessed: &Assessed) -> Vec<Self> {
        let untold = (assessed.named && assessed.is_untold()).then(kind_not_told);
        let problems = match &assessed.outcome {
            Err(refusal) => std::slice::from_ref(refusal),
            Ok(rated) => &rated.document.problems,
        };
        problems.iter().chain(&untold).map(|problem| Self::of(assessed, problem)).collect()
    }

    fn of(assessed: &Assessed, problem: &Diagnostic) -> Self {
        let help = problem.help.iter().map(|help| format!("; {help}"));
        let message = line(&std::iter::once(problem.message.clone()).chain(help).collect::<String>());
        let label = problem.labels.first().filter(|_| !assessed.worded);
        let point = label.map(|label| Point::of(assessed, assessed.lines.shown(label.span).start));
        Self { severity: problem.severity, code: problem.code, message, point }
    }
}

/// Words on one line, in which nothing acts: white space is folded, control characters are written out.
pub(in crate::report) fn line(words: &str) -> String {
    printable(&words::folded(words))
}

/// A path as other programs take it: without `./` in front of it.
pub(super) fn path(assessed: &Assessed) -> &str {
    assessed.path.strip_prefix("./").unwrap_or(&assessed.path)
}
