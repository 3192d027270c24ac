use super::super::pointer::{Pointer, Role, pointers};
use super::super::problem::kind_not_told;
use super::super::screen::printable;
use super::super::words;
use crate::assess::{Assessed, Caret, Passage, Rated, Rollup, Tally, Together, Waiver, rating_id};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Colour, Rating, Reason};
use crate::language::Program;
use crate::language::model::{Question, Rule, RuleId};
use crate::source::Span;

/// A rating as other programs take it in: of a document, or of several together.
#[derive(Clone, Debug)]
pub(super) struct Finding<'a> {
    /// Stable over runs.
    pub(super) id: String,
    /// The rule, and its index in the program.
    pub(super) rule: (&'a Rule, usize),
    /// The questions that it answers.
    pub(super) questions: Vec<&'a Question>,
    /// What it is rated for, where the rule rates one thing after another.
    pub(super) subject: Option<&'a str>,
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
    /// The document, as it is called in the run.
    pub(super) document: String,
    /// Where it begins and ends, the end not included; none where the file is no text that people read.
    pub(super) lines: Option<[Caret; 2]>,
    /// The place as people say it: `clause 7.2, page 4`.
    pub(super) place: String,
    /// The words of evidence and of what is nearly that, on one line.
    pub(super) quote: Option<String>,
    /// Whether the words are what was nearly found alone.
    pub(super) near: bool,
    /// What is said of it; may be empty.
    pub(super) message: String,
}

/// What is wrong with a document as such.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    /// What is wrong, on one line.
    pub(super) message: String,
    /// What to do about it, on one line; may be empty.
    pub(super) help: String,
    pub(super) at: Option<Caret>,
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

    /// All ratings of the documents of a bundle together, in their order.
    pub(super) fn together(program: &'a Program, rollup: &'a Rollup) -> Vec<Self> {
        rollup.ratings.iter().map(|one| Self::across(program, rollup, one)).collect()
    }

    /// What the documents of all bundles together leave missing or unclear and nobody lets be; of advice alone only where that
    /// is asked for.
    pub(super) fn gaps_together(program: &'a Program, tally: &'a Tally, advice: bool) -> Vec<Self> {
        let mut gaps: Vec<Self> = tally.bundles.iter().flat_map(|rollup| Self::together(program, rollup)).collect();
        gaps.retain(|gap| gap.colour.is_gap() && (advice || !gap.advisory));
        gaps
    }

    fn across(program: &'a Program, rollup: &'a Rollup, one: &'a Together) -> Self {
        let Together { rating, quotes, waived, known } = one;
        let rule = &program.rules[rating.rule.at()];
        let excused = rating.colour.is_gap() && !rollup.is_open(program, one);
        let said = || {
            rollup
                .questions(program, &rule.answers)
                .into_iter()
                .filter_map(|asked| asked.said)
                .map(words::said)
                .collect()
        };
        Self {
            id: rollup.rating_id(program, rating),
            rule: (rule, rating.rule.at()),
            questions: questions(program, rating.rule),
            subject: rating.subject.as_deref(),
            colour: rating.colour,
            reason: rating.reason,
            advisory: rating.advisory,
            message: line(&rating.message),
            spots: Spot::across(rollup, quotes),
            excused: excused.then(|| line(&excuse(waived.as_deref(), *known, said))),
        }
    }

    fn of(program: &'a Program, assessed: &Assessed, rated: &Rated, rating: &Rating) -> Self {
        let rule = &program.rules[rating.rule.at()];
        let excused = rating.colour.is_gap() && !assessed.is_open(program, rating);
        let said = || {
            let said =
                rule.answers.iter().filter_map(|question| Some(words::said(assessed.said(program, *question)?.0)));
            said.collect()
        };
        Self {
            id: rating_id(&assessed.path, &rule.id, None),
            rule: (rule, rating.rule.at()),
            questions: questions(program, rating.rule),
            subject: None,
            colour: rating.colour,
            reason: rating.reason,
            advisory: rating.advisory,
            message: line(&rating.message),
            spots: Spot::all(assessed, rated, rating),
            excused: excused.then(|| line(&excuse(assessed.waived(rating), assessed.is_known(rating), said))),
        }
    }

    /// The chief place.
    pub(super) fn spot(&self) -> &Spot {
        &self.spots[0]
    }

    /// The message, with the place where a program cannot show that by line, and with the places in other documents.
    pub(super) fn told(&self) -> String {
        let spot = self.spot();
        let place = Some(&spot.place).filter(|place| spot.lines.is_none() && !place.is_empty());
        let others = self.spots.iter().filter(|other| other.document != spot.document);
        let others = others.map(|other| format!("see also {}", other.named()));
        let places: Vec<String> = place.cloned().into_iter().chain(others).collect();
        if places.is_empty() { self.message.clone() } else { format!("{} ({})", self.message, places.join("; ")) }
    }

    /// Whether it is of several documents together.
    pub(super) fn is_of_several(&self) -> bool {
        self.rule.0.across.is_some()
    }

    /// The rule's id, with what it is rated for.
    pub(super) fn name(&self) -> String {
        match self.subject {
            Some(subject) => format!("{}: {}", self.rule.0.id, line(subject)),
            None => self.rule.0.id.clone(),
        }
    }

    /// The questions' ids, with commas.
    pub(super) fn asked(&self) -> String {
        self.questions.iter().map(|question| &*question.id).collect::<Vec<_>>().join(", ")
    }
}

/// The questions that a rule answers.
fn questions(program: &Program, rule: RuleId) -> Vec<&Question> {
    let answers = program.rules.get(rule.at()).map_or(&[][..], |rule| &rule.answers);
    answers.iter().filter_map(|question| program.questions.get(question.at())).collect()
}

/// Why a gap is let be: it is waived, the baseline knows it, or by what people have `said`.
fn excuse(waived: Option<&Waiver>, known: bool, said: impl Fn() -> Vec<String>) -> String {
    match waived {
        Some(waiver) => format!("waived by {} until {}: {}", waiver.who, words::day(waiver.until), waiver.reason),
        None if known => "known to the baseline".to_owned(),
        None => said().join("; "),
    }
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
        let (document, lines) = (assessed.path.clone(), assessed.carets(rated, span));
        let place = line(&rated.document.place_name(span.start));
        Self { document, lines, place, quote: None, near: false, message: String::new() }
    }

    /// The places of a rating of several documents; where it has none the first document of the bundle stands for it.
    fn across(rollup: &Rollup, quotes: &[(String, Passage)]) -> Vec<Self> {
        let spot = |(index, (document, passage)): (usize, &(String, Passage))| Self {
            document: document.clone(),
            lines: passage.shown.carets,
            place: line(&passage.shown.place),
            quote: Some(line(&passage.words)),
            near: false,
            message: if index == 0 { String::new() } else { "and this".to_owned() },
        };
        let spots: Vec<Self> = quotes.iter().enumerate().map(spot).collect();
        if !spots.is_empty() {
            return spots;
        }
        let document = rollup.documents.first().cloned().unwrap_or_default();
        let (place, message) = (String::new(), String::new());
        vec![Self { document, lines: None, place, quote: None, near: false, message }]
    }

    /// The document, as other programs take its path.
    pub(super) fn path(&self) -> &str {
        path(&self.document)
    }

    /// The document with the place in it: `tor.md, line 7`.
    pub(super) fn named(&self) -> String {
        let at = self.lines.map(|[start, _]| format!("line {}", start.line));
        let place = at.or_else(|| Some(self.place.clone()).filter(|place| !place.is_empty()));
        [Some(line(self.path())), place].into_iter().flatten().collect::<Vec<_>>().join(", ")
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
        let message = line(&problem.message);
        let help = problem.help.as_deref().map(line).unwrap_or_default();
        let label = problem.labels.first().filter(|_| !assessed.worded);
        let at = label.map(|label| assessed.caret(assessed.lines.shown(label.span).start));
        Self { severity: problem.severity, code: problem.code, message, help, at }
    }

    /// What is wrong and what to do about it, on one line.
    pub(super) fn told(&self) -> String {
        if self.help.is_empty() { self.message.clone() } else { format!("{}; {}", self.message, self.help) }
    }
}

/// Words on one line, in which nothing acts: white space is folded, control characters are written out.
pub(in crate::report) fn line(words: &str) -> String {
    printable(&words::folded(words))
}

/// A path as other programs take it: without `./` in front of it.
pub(super) fn path(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}
