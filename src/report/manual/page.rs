use super::super::words;
use crate::engine::{Colour, Engine};
use crate::language::Program;
use crate::language::model::{
    Across, AcrossArm, AcrossPiece, Arm, Condition, Example, Outcome, Path, Piece, QuestionId, Rule, RuleId,
};

/// What there is to know about a rule or a question.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The parts that say something, in the order in which they are shown.
    pub parts: Vec<Part>,
    /// For a question the rules that answer it.
    pub rules: Vec<RuleId>,
}

/// A part of a page under a heading.
#[derive(Debug)]
pub(super) enum Part {
    /// Running text.
    Text(&'static str, String),
    /// Lines that stay as they are.
    Verbatim(&'static str, String),
    /// Sentences, each with a rating.
    Rated(&'static str, Vec<(Colour, String)>),
}

impl Page {
    fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), ..Self::default() }
    }

    /// Adds running text; nothing where there is none.
    fn text(&mut self, about: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.parts.push(Part::Text(about, words::folded(text)));
        }
    }

    /// What there is to know about a question.
    pub(super) fn of_question(program: &Program, id: QuestionId) -> Self {
        let question = &program.questions[id.at()];
        let mut page = Self::new(&question.id, &question.text);
        if let Some(pack) = program.packs.get(question.pack.at()) {
            page.text("Where it comes from", if pack.source.is_empty() { &pack.title } else { &pack.source });
        }
        if let Some(under) = question.under.and_then(|under| program.questions.get(under.at())) {
            page.text("Part of", &format!("{} {}", under.id, under.text));
        }
        if let Some(same) = question.same_as.and_then(|same| program.questions.get(same.at())) {
            page.text("Asks the same as", &format!("{} {}", same.id, same.text));
        }
        page.text("An inference of govlint’s", question.inferred.as_deref().unwrap_or_default());
        if let Some(basis) = question.basis {
            page.text("Yardstick", &words::whose_scale(program, question.pack, basis));
        }
        page.text("Sort of risk", &question.risk);
        page.text("What could happen", &question.event);
        page.text("What that would lead to", &question.effect);
        page.text("For the meeting", &question.ask);
        page.text("Only a person can answer it", question.attested.as_deref().unwrap_or_default());
        let rules = program.rules.iter().enumerate().filter(|(_, rule)| program.answers(rule, id));
        page.rules = rules.map(|(index, _)| RuleId(index as u32)).collect();
        if page.rules.is_empty() && question.attested.is_none() {
            page.text("Rules", "no rule answers it yet: ask a person");
        }
        page
    }

    /// What there is to know about a rule.
    pub(super) fn of_rule(engine: &Engine, id: RuleId) -> Self {
        let program = engine.program();
        let rule = &program.rules[id.at()];
        let mut page = Self::new(&rule.id, &rule.title);
        let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
        for question in questions {
            page.text("Question", &format!("{} ({})", question.text, question.id));
        }
        page.text("Yardstick", &words::whose(program, rule));
        page.text("Sort of risk", &rule.risk);
        page.text("What could happen", &rule.event);
        page.text("What that would lead to", &rule.effect);
        page.text("How it is run", how_run(rule.advisory, rule.off));
        let kinds = rule.kinds().iter().filter_map(|kind| program.kinds.get(kind.at()));
        page.text("Asked of", &kinds.map(|kind| &*kind.title).collect::<Vec<_>>().join(", "));
        page.parts.push(Part::Rated("Ratings, the first that holds", ratings(program, rule)));
        page.text("Words looked for", &engine.looked_for(id).join(", "));
        page.text("For the meeting", &rule.ask);
        page.text("What to write", &rule.help);
        if !rule.suggest.trim().is_empty() {
            page.parts.push(Part::Verbatim("A clause to start from", rule.suggest.clone()));
        }
        if !rule.examples.is_empty() {
            page.parts.push(Part::Rated("Examples", rule.examples.iter().map(example).collect()));
        }
        page
    }
}

/// How a rule is run that is not run as most are; else nothing.
fn how_run(advisory: bool, off: bool) -> &'static str {
    match (advisory, off) {
        (true, true) => {
            "it advises, and never fails a run; it is off unless --select names it, its question, area or pack"
        }
        (true, false) => "it advises, and never fails a run",
        (false, true) => "it is off unless --select names it, its question, area or pack",
        (false, false) => "",
    }
}

/// What makes it green, amber or red, in the rule's own sentences.
fn ratings(program: &Program, rule: &Rule) -> Vec<(Colour, String)> {
    let alone = rule.arms.iter().map(|arm| (Colour::from(arm.outcome), sentence(program, arm)));
    let across = rule.across.iter().flat_map(|across| {
        across.arms.iter().map(|arm| (Colour::from(arm.outcome), across_sentence(program, across, arm)))
    });
    let mut lines: Vec<(Colour, String)> = alone.chain(across).collect();
    lines.dedup();
    lines
}

fn sentence(program: &Program, arm: &Arm) -> String {
    let usual = matches!(arm.condition, Condition::Usual(_));
    match (&*arm.because, arm.outcome) {
        ([], _) if usual => "it is promised for a day within six months, or stands in another document".to_owned(),
        ([], Outcome::Green) => "all that is asked for is stated".to_owned(),
        ([], Outcome::Skip) => "the question does not arise".to_owned(),
        ([], _) => "none of these".to_owned(),
        (pieces, _) => pieces.iter().map(|piece| self::piece(program, piece)).collect(),
    }
}

fn across_sentence(program: &Program, across: &Across, arm: &AcrossArm) -> String {
    match (&*arm.because, arm.outcome) {
        ([], Outcome::Green) => "the documents agree".to_owned(),
        ([], Outcome::Skip) => "the question does not arise".to_owned(),
        ([], _) => "none of these".to_owned(),
        (pieces, _) => {
            let piece = |piece: &AcrossPiece| match piece {
                AcrossPiece::Words(words) => words.clone(),
                AcrossPiece::Path(path) | AcrossPiece::All(path) => format!("[{}]", stands_for(program, across, path)),
                AcrossPiece::Sum(path) => format!("[the sum of {}]", stands_for(program, across, path)),
            };
            pieces.iter().map(piece).collect()
        }
    }
}

/// What stands in a sentence for what a document will say: the last parts of a path as words, as its first is a name that the
/// rule alone knows.
fn stands_for(program: &Program, across: &Across, path: &Path) -> String {
    let written = across.written(program, path);
    spaced(written.split_once('.').map_or(&*written, |(_, steps)| steps))
}

/// A name of the rule language as words.
fn spaced(name: &str) -> String {
    name.replace(['-', '.'], " ")
}

fn piece(program: &Program, piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.clone(),
        Piece::Find(find) => {
            format!("[{}]", program.finds.get(find.at()).map_or("…".to_owned(), |find| spaced(&find.name)))
        }
    }
}

fn example(example: &Example) -> (Colour, String) {
    let dated = example.as_of.map_or(String::new(), |day| format!(" (as of {})", words::day(day)));
    (example.outcome.into(), format!("“{}”{dated}", words::folded(&example.text)))
}
