mod telling;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answers::{Recheck, Said, Upon};
use super::{Asked, Assessed, Line, Member, Partnership, Passage, Rated, Rollup, TOGETHER, Together, sheet};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{AreaId, Question, QuestionId, Rule};

/// The questions of a partnership for people to answer, with what its documents say.
#[derive(Clone, Debug)]
pub struct Questionnaire<'a> {
    /// What the partnership is called.
    pub name: &'a str,
    /// The day that it was made for.
    pub as_of: Date,
    /// The documents that were read, by their paths from the folder of the bundle.
    pub documents: &'a [String],
    /// The areas in the order of the program.
    pub areas: Vec<Part<'a>>,
}

/// The questions of one area.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The area's title.
    pub title: &'a str,
    /// The title of its pack.
    pub pack: &'a str,
    /// Its questions.
    pub rows: Vec<Row<'a>>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its wording.
    pub text: &'a str,
    /// Whether others stand under it.
    pub is_main: bool,
    /// The open question for a meeting; may be empty.
    pub ask: &'a str,
    /// Why only people can answer it.
    pub attested: Option<&'a str>,
    /// What the documents suggest.
    pub suggested: Colour,
    /// What they say.
    pub says: Vec<Says>,
    /// The words in view.
    pub upon: Vec<Upon>,
    /// What people have said so far.
    pub said: Option<&'a Said>,
    /// Why they have to look again.
    pub recheck: Vec<Recheck>,
}

/// What one document says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// Its path from the folder of its bundle.
    pub document: String,
    /// The suggested rating.
    pub colour: Colour,
    /// Why.
    pub message: String,
    /// The words that decide it, each with its place.
    pub quotes: Vec<(String, String)>,
}

/// What one document says to all questions.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Its path as given.
    pub path: String,
    /// Its path from the folder of its bundle.
    pub place: String,
    /// Its sheet.
    pub lines: Vec<Line>,
    /// What rules across documents see of it.
    pub member: Option<Member>,
    says: BTreeMap<QuestionId, Says>,
}

impl Voice {
    /// What a document says; none where it could not be read or its kind not told.
    pub fn of(program: &Program, assessed: &Assessed) -> Option<Self> {
        let rated = assessed.outcome.as_ref().ok().filter(|_| !assessed.is_untold())?;
        let mut says = BTreeMap::new();
        for answer in sheet(program, assessed) {
            let quotes = telling::quotes(&rated.document, &answer.rating.evidence).into_iter();
            let quotes = quotes.map(|(span, words)| (place(assessed, rated, span), words));
            let document = assessed.place.clone();
            let (colour, message) = (answer.rating.colour, answer.rating.message.clone());
            says.insert(answer.question, Says { document, colour, message, quotes: quotes.collect() });
        }
        let (path, place) = (assessed.path.clone(), assessed.place.clone());
        let (lines, member) = (Line::marked(program, assessed), Member::of(program, assessed));
        Some(Self { path, place, lines, member, says })
    }
}

impl Says {
    /// What all documents of a bundle say together.
    fn together(one: &Together) -> Self {
        let quote = |(path, passage): &(String, Passage)| {
            let place = Some(&*passage.shown.place).filter(|place| !place.is_empty());
            (std::iter::once(&**path).chain(place).collect::<Vec<_>>().join(", "), passage.words.clone())
        };
        Self {
            document: TOGETHER.to_owned(),
            colour: one.rating.colour,
            message: one.rating.message.clone(),
            quotes: one.quotes.iter().map(quote).collect(),
        }
    }
}

/// A place as people find it in print: clause and page, else the line.
fn place(assessed: &Assessed, rated: &Rated, span: crate::source::Span) -> String {
    let name = rated.document.place_name(span.start);
    match assessed.position(rated.origin(span).start) {
        Some(position) if name.is_empty() => format!("line {}", position.line),
        _ => name,
    }
}

impl<'a> Questionnaire<'a> {
    /// The questions `asked` of a bundle to which the `voices` were added. Left out are those that do not apply to the
    /// partnership, and those that ask the same as another that is asked.
    pub fn of(
        program: &'a Program,
        asked: &[QuestionId],
        as_of: Date,
        rollup: &'a Rollup,
        voices: &'a [Voice],
    ) -> Self {
        let mut areas: BTreeMap<AreaId, Part> = BTreeMap::new();
        for one in rollup.questions(program, asked) {
            let Some(question) = program.questions.get(one.question.at()) else { continue };
            let again = question.same_as.is_some_and(|same| asked.contains(&same));
            if again || !applies(&rollup.partnership, question) {
                continue;
            }
            let Some(area) = program.areas.get(question.area.at()) else { continue };
            let pack = program.packs.get(question.pack.at()).map_or("", |pack| &*pack.title);
            let part = areas.entry(question.area).or_insert(Part { title: &area.title, pack, rows: Vec::new() });
            part.rows.push(Row::of(program, question, one, rollup, voices));
        }
        let areas = areas.into_values().collect();
        Self { name: &rollup.name, as_of, documents: &rollup.places, areas }
    }

    /// All questions.
    pub fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.areas.iter().flat_map(|part| &part.rows)
    }
}

fn applies(partnership: &Partnership, question: &Question) -> bool {
    partnership.asks(question)
}

impl<'a> Row<'a> {
    fn of(
        program: &'a Program,
        question: &'a Question,
        asked: Asked<'a>,
        rollup: &'a Rollup,
        voices: &'a [Voice],
    ) -> Self {
        let of = question.same_as.unwrap_or(asked.question);
        let upon = rollup.upon(program, &asked);
        let together = rollup.ratings.iter().filter(|one| one.rating.colour.is_gap() && one.answers(program, of));
        let together = together.map(Says::together);
        let rule = program.rules.iter().find(|rule: &&Rule| program.answers(rule, of));
        let ask = if question.ask.is_empty() { rule.map_or("", |rule| &*rule.ask) } else { &question.ask };
        Self {
            id: &question.id,
            text: &question.text,
            is_main: program.questions.iter().any(|other| other.under == Some(asked.question)),
            ask,
            attested: question.attested.as_deref(),
            suggested: asked.suggested,
            says: voices.iter().filter_map(|voice| voice.says.get(&of)).cloned().chain(together).collect(),
            upon,
            said: asked.said,
            recheck: asked.recheck,
        }
    }
}
