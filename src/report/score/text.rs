use std::collections::BTreeMap;
use std::io;

use super::super::screen::{Ink, Mark, Note, Notice, Screen, Snippet, printable, wrap};
use super::super::text::marks;
use super::super::words::{count, folded};
use super::super::{Source, Style, problem};
use super::{ScoreReport, table};
use crate::assess::{Assessed, Tally};
use crate::engine::Colour;
use crate::language::Program;
use crate::score::{LeftOut, Miss, Quote, Score, Sorted};

/// Names told of labels that were left out.
const TOLD: usize = 8;

/// The comparison as text.
pub struct ScoreText<'a> {
    /// The rules.
    pub program: &'a Program,
    /// How the text is laid out.
    pub style: Style,
}

impl ScoreReport for ScoreText<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, assessed: &Assessed, misses: &[Miss]) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        if let Err(refusal) = &assessed.outcome {
            let source = Source { name: &assessed.path, text: &assessed.source, lines: &assessed.lines };
            problem(&mut screen, refusal, &[source]);
        }
        for miss in misses {
            self.miss(&mut screen, assessed, miss);
        }
        Ok(screen.into_bytes())
    }

    fn close(&self, score: &Score, sorted: &Sorted, _: &Tally) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        let mut lines = Vec::new();
        if score.pooled.count > 0 {
            table::print(&mut screen, self.program, score);
            screen.line();
            lines.push((Ink::Bold, total(score, sorted)));
        }
        lines.extend(left_out_lines(&sorted.left_out).map(|line| (Ink::Plain, line)));
        let room = screen.width();
        for (ink, words) in lines {
            for line in wrap(&words, room, room) {
                screen.put(ink, &line);
                screen.line();
            }
        }
        Ok(screen.into_bytes())
    }
}

impl ScoreText<'_> {
    fn miss(&self, screen: &mut Screen, assessed: &Assessed, miss: &Miss) {
        let question = self.program.questions.get(miss.check.at());
        let (word, message) = differ(miss);
        let snippet = Snippet::of(assessed, places(assessed, miss));
        let mut notes = Vec::new();
        if let Some(question) = question {
            notes.push(Note::new("question", &question.text));
        }
        notes.push(Note::new("govlint", self.why(assessed, miss)));
        for pointed in miss.pointed.iter().filter(|pointed| pointed.span.is_none()) {
            notes.push(Note::new(
                "reader",
                match pointed.quote {
                    Quote::Words(words) => format!("“{}”, which is not in the text as govlint reads it", folded(words)),
                    Quote::Digests { .. } => {
                        "words given as digests, which are not in the text as govlint reads it".into()
                    }
                },
            ));
        }
        if !miss.label.note.is_empty() {
            notes.push(Note::new("reader's note", &miss.label.note));
        }
        let code = question.map_or("", |question| &*question.id);
        Notice { ink: Ink::Amber, word, code, message: &message, snippets: vec![snippet], notes }.print(screen);
    }

    /// What govlint says for its rating, or why it gives none.
    fn why(&self, assessed: &Assessed, miss: &Miss) -> String {
        match miss.rating {
            Some(rating) => {
                let rule = self.program.rules.get(rating.rule.at()).map_or("", |rule| &rule.id);
                format!("{} ({}; {rule})", folded(&rating.message), rating.reason.word())
            }
            None if assessed.outcome.is_err() => "the document could not be read".into(),
            None if assessed.is_untold() => "the kind of the document could not be told".into(),
            None => "no rule rates this document red, amber or green on it".into(),
        }
    }
}

/// In what they differ.
fn differ(miss: &Miss) -> (&'static str, String) {
    let (reader, tool) = (miss.row.reader.word(), miss.row.tool.word());
    match miss.row.tool {
        Colour::Unrated => ("unrated", format!("the reader says {reader}, govlint nothing")),
        tool if tool == miss.row.reader => ("evidence", format!("both say {reader}, on other words")),
        worse if worse < miss.row.reader => ("too low", format!("the reader says {reader}, govlint {tool}")),
        _ => ("too high", format!("the reader says {reader}, govlint {tool}")),
    }
}

/// The words that govlint rests on, and those that the reader points to.
fn places(assessed: &Assessed, miss: &Miss) -> Vec<Mark> {
    let Ok(rated) = &assessed.outcome else { return Vec::new() };
    let mut marks = miss.rating.map(|rating| marks(assessed, rated, rating)).unwrap_or_default();
    for span in miss.pointed.iter().filter_map(|pointed| pointed.span) {
        let clause = rated.document.block_at(span.start).and_then(|block| rated.document.clause_name(block));
        let clause = clause.map_or(String::new(), |clause| format!(", in {clause}"));
        let span = assessed.shown(rated, span);
        let (focus, message) = (Some(span), format!("the reader points here{clause}"));
        marks.push(Mark { span, focus, message, primary: marks.is_empty() });
    }
    marks
}

fn total(score: &Score, sorted: &Sorted) -> String {
    let documents = count(sorted.documents(), "document", "documents");
    let ratings = count(score.pooled.count, "rating", "ratings");
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.2}"));
    let agree = share(score.pooled.agree);
    let kappa = match score.mean.kappa {
        Some(kappa) => {
            let over = count(score.varied, "check", "checks");
            format!("mean kappa {kappa:.2} over {over} whose ratings vary")
        }
        None => "too few ratings for a mean kappa".to_owned(),
    };
    format!("{ratings} of {documents} compared: {agree} agree; {kappa}.")
}

fn left_out_lines(left_out: &LeftOut) -> impl Iterator<Item = String> {
    let LeftOut { documents, doubtful, checks } = left_out;
    let line = |names: &BTreeMap<String, usize>, why: &str| {
        let labels = count(names.values().sum(), "label", "labels");
        let first: Vec<String> = names.keys().take(TOLD).map(|name| printable(name)).collect();
        let more = names.len().saturating_sub(TOLD);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!names.is_empty()).then(|| format!("Left out: {labels} {why}: {}{more}.", first.join(", ")))
    };
    [
        line(documents, "of documents that were not given"),
        line(doubtful, "of names that several documents bear"),
        line(checks, "of checks that no rule answers"),
    ]
    .into_iter()
    .flatten()
}
