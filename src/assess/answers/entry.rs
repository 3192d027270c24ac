use std::collections::BTreeMap;

use jiff::civil::Date;

use super::FRONT;
use super::day::day;
use super::{Agreed, Given, Note, Upon};
use crate::diagnostic::{Diagnostic, FileId};
use crate::engine::Colour;
use crate::language::{Program, nearest};
use crate::source::Span;

/// Letters of the longest text that one field may hold.
const LONGEST: usize = 8_000;

/// The ratings that people may give.
pub(super) const RATINGS: [Colour; 4] = [Colour::Green, Colour::Amber, Colour::Red, Colour::NotApplicable];

/// What an entry may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Field {
    Question,
    Rating,
    Organisation,
    Who,
    Post,
    Meeting,
    Date,
    Reason,
    Evidence,
    Action,
    Owner,
    Due,
    Review,
    Suggested,
    Upon,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Question,
        Self::Rating,
        Self::Organisation,
        Self::Who,
        Self::Post,
        Self::Meeting,
        Self::Date,
        Self::Reason,
        Self::Evidence,
        Self::Action,
        Self::Owner,
        Self::Due,
        Self::Review,
        Self::Suggested,
        Self::Upon,
    ];

    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Rating => "rating",
            Self::Organisation => "organisation",
            Self::Who => "who",
            Self::Post => "post",
            Self::Meeting => "meeting",
            Self::Date => "date",
            Self::Reason => "reason",
            Self::Evidence => "evidence",
            Self::Action => "action",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::Review => "review",
            Self::Suggested => "suggested",
            Self::Upon => "upon",
        }
    }

    /// The one of a name.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }

    /// Whether only one who answers fills it in; the others a questionnaire or a whole return may fill in for all.
    fn is_answer(self) -> bool {
        matches!(
            self,
            Self::Rating
                | Self::Meeting
                | Self::Reason
                | Self::Evidence
                | Self::Action
                | Self::Owner
                | Self::Due
                | Self::Review
        )
    }
}

/// Where something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In a file of text.
    Text(FileId, Span),
    /// In a workbook: its name, the sheet, the row counted from 1, and the head of the column, empty for the whole row.
    Cell(String, String, u32, String),
}

impl Spot {
    /// Says that something is wrong here.
    #[must_use]
    pub fn mark(&self, problem: Diagnostic) -> Diagnostic {
        match self {
            Self::Text(file, span) => problem.at(*file, *span, ""),
            Self::Cell(book, sheet, row, column) => {
                let column = if column.is_empty() { String::new() } else { format!(", column “{column}”") };
                problem.note(format!("in `{book}`, sheet “{sheet}”, row {row}{column}"))
            }
        }
    }
}

/// An entry as it is written, not yet checked.
#[derive(Clone, Debug)]
pub struct Cells {
    /// Whether it stands among what was agreed.
    pub agreed: bool,
    /// Where it begins.
    pub spot: Spot,
    /// What is filled in; the last of a field counts. Several `upon` are parted by line breaks.
    pub cells: BTreeMap<Field, (String, Spot)>,
}

/// One entry that can be used.
#[derive(Clone, Debug)]
pub enum Entry {
    /// An organisation's answer.
    Given(Given),
    /// What was agreed.
    Agreed(Agreed),
}

/// The entries that cells hold, with where each begins; those that nobody has filled in are left out. Nothing dated behind
/// `until` is taken. All that is wrong is told.
pub fn entries(program: &Program, cells: &[Cells], until: Option<Date>) -> Result<Vec<(Entry, Spot)>, Vec<Diagnostic>> {
    let ids: Vec<&str> = program.questions.iter().map(|question| &*question.id).collect();
    let mut reader = Reader { ids, until, problems: Vec::new() };
    let mut entries = Vec::new();
    for cells in cells {
        if let Some(entry) = reader.entry(cells) {
            entries.push((entry, cells.spot.clone()));
        }
    }
    if reader.problems.is_empty() { Ok(entries) } else { Err(once(reader.problems)) }
}

/// Problems with a workbook that says not what it says once for all answers told once, with how many want it; others as they
/// are.
fn once(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_front = |problem: &Diagnostic| {
        FRONT.iter().position(|field| problem.labels.is_empty() && problem.message == without(*field))
    };
    let mut counts = [0; FRONT.len()];
    problems.iter().filter_map(of_front).for_each(|at| counts[at] += 1);
    let mut told = [false; FRONT.len()];
    let kept = problems.into_iter().filter_map(|problem| match of_front(&problem) {
        Some(at) if std::mem::replace(&mut told[at], true) => None,
        Some(at) if counts[at] > 1 => Some(problem.note(format!("{} more answers lack it", counts[at] - 1))),
        _ => Some(problem),
    });
    kept.collect()
}

/// That an answer lacks something.
fn without(field: Field) -> String {
    format!("an answer without `{}`", field.word())
}

struct Reader<'a> {
    ids: Vec<&'a str>,
    until: Option<Date>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn entry(&mut self, cells: &Cells) -> Option<Entry> {
        let filled = |field: &Field| cells.cells.get(field).is_some_and(|(text, _)| !text.trim().is_empty());
        if !Field::ALL.iter().any(|field| field.is_answer() && filled(field)) {
            return None;
        }
        let before = self.problems.len();
        for (field, (text, spot)) in &cells.cells {
            self.text(*field, text, spot);
        }
        let question = self.question(cells);
        let note = self.note(cells);
        let due = self.day(cells, Field::Due);
        let needed = match cells.agreed {
            true => &[Field::Meeting][..],
            false => &[Field::Organisation, Field::Who],
        };
        for field in needed {
            self.needed(cells, *field);
        }
        if self.problems.len() > before {
            return None;
        }
        let (question, note) = (question?, note?);
        let text =
            |field| cells.cells.get(&field).map_or(String::new(), |(text, _): &(String, Spot)| text.trim().to_owned());
        if cells.agreed {
            return Some(Entry::Agreed(Agreed { question, meeting: text(Field::Meeting), note }));
        }
        let organisation = text(Field::Organisation).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Entry::Given(Given {
            question,
            organisation,
            who: text(Field::Who),
            post: text(Field::Post),
            note,
            evidence: text(Field::Evidence),
            action: text(Field::Action),
            owner: text(Field::Owner),
            due,
        }))
    }

    fn note(&mut self, cells: &Cells) -> Option<Note> {
        let rating = self.rating(cells, Field::Rating, &RATINGS);
        self.needed(cells, Field::Rating);
        let date = self.day(cells, Field::Date);
        self.needed(cells, Field::Date);
        if let (Some(date), Some(until)) = (date, self.until)
            && date > until
        {
            let problem = Diagnostic::error("bad-date", format!("the answer is dated {date}, which is yet to come"));
            self.tell(cells, Field::Date, problem.help(format!("the answers are taken in as of {until}")));
        }
        if rating == Some(Colour::NotApplicable) {
            self.needed(cells, Field::Reason);
        }
        let any = [Colour::Green, Colour::Amber, Colour::Red, Colour::Unclear, Colour::Unrated, Colour::NotApplicable];
        let suggested = self.rating(cells, Field::Suggested, &any);
        let review = self.day(cells, Field::Review);
        let upon = self.upon(cells);
        let reason = value(cells, Field::Reason).map_or(String::new(), str::to_owned);
        Some(Note { rating: rating?, date: date?, reason, review, suggested, upon })
    }

    fn question(&mut self, cells: &Cells) -> Option<String> {
        self.needed(cells, Field::Question);
        let id = value(cells, Field::Question)?;
        if self.ids.contains(&id) {
            return Some(id.to_owned());
        }
        let problem = Diagnostic::error("unknown-question", format!("no question is called `{id}`"));
        let help = match nearest(id, self.ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`govlint rules coverage` shows all questions".to_owned(),
        };
        self.tell(cells, Field::Question, problem.help(help));
        None
    }

    fn rating(&mut self, cells: &Cells, field: Field, known: &[Colour]) -> Option<Colour> {
        let word = value(cells, field)?;
        let lower = word.to_lowercase().replace([' ', '_'], "-");
        let lower = if lower == "n/a" { "not-applicable" } else { &lower };
        if let Some(colour) = known.iter().find(|colour| colour.word() == lower) {
            return Some(*colour);
        }
        let words: Vec<&str> = known.iter().map(|colour| colour.word()).collect();
        let help = match nearest(lower, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it is one of `{}`", words.join("`, `")),
        };
        self.tell(cells, field, Diagnostic::error("bad-rating", format!("`{word}` is no rating")).help(help));
        None
    }

    fn day(&mut self, cells: &Cells, field: Field) -> Option<Date> {
        let text = value(cells, field)?;
        let read = day(text);
        if read.is_none() {
            let problem = Diagnostic::error("bad-date", format!("`{text}` is no day"));
            self.tell(cells, field, problem.help("write it as 2026-11-28, 28 November 2026 or 28/11/2026"));
        }
        read
    }

    /// The words in view: a line for each document, of a mark or `none` and the document's path.
    fn upon(&mut self, cells: &Cells) -> Vec<Upon> {
        let lines = value(cells, Field::Upon).unwrap_or("").lines().filter(|line| !line.trim().is_empty());
        let mut upon = Vec::new();
        for line in lines {
            match line.trim().split_once(' ') {
                Some((mark, document)) if mark == "none" || mark.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                    let words = (mark != "none").then(|| mark.to_owned());
                    upon.push(Upon { document: document.trim().to_owned(), words });
                }
                _ => {
                    let problem =
                        Diagnostic::error("bad-words", "this is not what a questionnaire says of the words in view");
                    self.tell(cells, Field::Upon, problem.help("leave it as it was written, or empty"));
                    break;
                }
            }
        }
        upon
    }

    fn text(&mut self, field: Field, text: &str, spot: &Spot) {
        if text.chars().count() > LONGEST {
            let message = format!("`{}` is longer than {LONGEST} letters", field.word());
            self.problems.push(spot.mark(Diagnostic::error("too-long", message).help("name a paper that says it")));
        }
    }

    fn needed(&mut self, cells: &Cells, field: Field) {
        if value(cells, field).is_none() {
            let help = match field {
                Field::Reason => "say why the question does not apply",
                Field::Who => "say who answers; once for a whole return will do",
                Field::Organisation => "say for which organisation; once for a whole return will do",
                Field::Date => "say on which day; once for a whole return will do",
                _ => "fill it in, or leave the whole entry empty",
            };
            let problem = Diagnostic::error("missing", without(field)).help(help);
            self.problems.push(cells.spot.mark(problem));
        }
    }

    fn tell(&mut self, cells: &Cells, field: Field, problem: Diagnostic) {
        let spot = cells.cells.get(&field).map_or(&cells.spot, |(_, spot)| spot);
        self.problems.push(spot.mark(problem));
    }
}

/// What is filled in for a field.
fn value(cells: &Cells, field: Field) -> Option<&str> {
    cells.cells.get(&field).map(|(text, _)| text.trim()).filter(|text| !text.is_empty())
}
