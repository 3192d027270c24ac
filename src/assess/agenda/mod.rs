mod gap;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::answers::{Recheck, Said};
use super::{AreaCount, Asked, Assessed, Count, Line, Partnership, Place, Rated, Rollup, Together, Waiver, sheet};
use crate::engine::{Colour, Evidence, NearMiss, Reason};
use crate::language::Program;
use crate::language::model::{AreaId, QuestionId, RuleId};

pub use gap::Gap;

/// What is open in a run, for the meetings that talk it over: one for each bundle, and for each document that is in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// The meetings, those of bundles first.
    pub meetings: Vec<Meeting>,
    /// Documents that could not be read or rated, each with why.
    pub unread: Vec<(String, String)>,
}

/// What one meeting talks over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The name of the bundle; the title, or else the path, of a document.
    pub name: String,
    /// The documents.
    pub documents: Vec<Heard>,
    /// The areas with something open, the worst first.
    pub areas: Vec<OpenArea>,
}

/// An area with something open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenArea {
    /// The area.
    pub area: AreaId,
    /// How its questions stand.
    pub count: Count,
    /// The gaps by main question, the worst first.
    pub groups: Vec<OpenGroup>,
    /// Questions that only people can answer and nobody has.
    pub people: Vec<QuestionId>,
    /// Questions that no document here was asked.
    pub unasked: Vec<QuestionId>,
}

/// The gaps under a main question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenGroup {
    /// The main question, which may be one of them.
    pub main: QuestionId,
    /// The gaps, the worst first.
    pub items: Vec<OpenItem>,
}

/// A gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The question.
    pub question: QuestionId,
    /// The rating that stands.
    pub colour: Colour,
    /// What the documents come to.
    pub suggested: Colour,
    /// What people say.
    pub said: Option<Said>,
    /// Why they have to look again.
    pub recheck: Vec<Recheck>,
    /// Indexes of the documents that were asked, with what each says.
    pub points: Vec<(usize, Point)>,
    /// What the documents say together: the gaps, one after another.
    pub together: Vec<Joint>,
}

/// A gap of several documents together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// The rule.
    pub rule: RuleId,
    /// The suggested rating.
    pub colour: Colour,
    /// Why.
    pub reason: Reason,
    /// The rule's sentence for it.
    pub message: String,
    /// Whether it is advice alone.
    pub advisory: bool,
    /// Who has waived it, where somebody has.
    pub waived: Option<Waiver>,
    /// Whether the baseline knows it.
    pub known: bool,
    /// The words that it rests on, each with the path of its document.
    pub quotes: Vec<(String, Quote)>,
}

/// A document as a meeting hears of it, kept when the document itself is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    partnership: Partnership,
    sheet: Vec<Line>,
    /// What it says to each question that it was asked.
    pub points: BTreeMap<QuestionId, Point>,
    /// What rules make of it that answer no question.
    pub alone: Vec<Point>,
    /// Why nothing was heard of it.
    pub problem: Option<String>,
    /// What to do about that, where it is known.
    pub remedy: Option<String>,
}

/// What a document says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The rule whose rating counts.
    pub rule: RuleId,
    /// The suggested rating.
    pub colour: Colour,
    /// Why.
    pub reason: Reason,
    /// The rule's sentence for it.
    pub message: String,
    /// Whether it is advice alone.
    pub advisory: bool,
    /// Who has waived it, where it is a gap and somebody has.
    pub waived: Option<Waiver>,
    /// Whether it is a gap that the baseline knows.
    pub known: bool,
    /// The words that it rests on.
    pub quotes: Vec<Quote>,
    /// Words that are nearly what was looked for.
    pub near: Vec<Quote>,
}

/// Words of a document and their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, white space folded.
    pub words: String,
    /// `clause 7.2, line 41`, or `clause 7.2, page 4` where the file is no text.
    pub place: String,
}

impl Heard {
    /// A document of a run.
    pub fn of(program: &Program, assessed: &Assessed) -> Self {
        let problem = match &assessed.outcome {
            Err(problem) => Some(problem.message.clone()),
            Ok(_) if assessed.is_untold() => Some("its kind could not be told".to_owned()),
            Ok(_) => None,
        };
        let remedy = assessed.outcome.as_ref().err().and_then(|problem| problem.help.clone());
        let rated = assessed.outcome.as_ref().ok();
        let points = |rated: &Rated| {
            let answers = sheet(program, assessed);
            answers.into_iter().map(|answer| (answer.question, point(assessed, rated, answer.rating))).collect()
        };
        let answers_none = |rule: RuleId| program.rules.get(rule.at()).is_some_and(|rule| rule.answers.is_empty());
        let alone = |rated: &Rated| {
            let ratings = rated.verdict.ratings.iter().filter(|rating| answers_none(rating.rule));
            ratings.map(|rating| point(assessed, rated, rating)).collect()
        };
        Self {
            path: assessed.path.clone(),
            title: rated.and_then(Rated::title).map(folded),
            partnership: assessed.partnership.clone(),
            sheet: Line::all(program, assessed),
            points: rated.map(points).unwrap_or_default(),
            alone: rated.map(alone).unwrap_or_default(),
            problem,
            remedy,
        }
    }

    /// What a list of gaps needs of it: the words are let go, and of what is no gap the rule's sentence too.
    #[must_use]
    pub fn gaps_alone(mut self) -> Self {
        self.alone = Vec::new();
        for point in self.points.values_mut() {
            (point.quotes, point.near) = (Vec::new(), Vec::new());
            if !point.colour.is_gap() {
                point.message = String::new();
            }
        }
        self
    }

    /// The document by itself, as a bundle of one.
    pub fn by_itself(&self, name: &str) -> Rollup {
        let mut rollup = Rollup::new(name, self.partnership.clone());
        rollup.add(self.path.clone(), self.path.clone(), self.sheet.clone(), None);
        rollup
    }
}

fn point(assessed: &Assessed, rated: &Rated, rating: &crate::engine::Rating) -> Point {
    let quote = |evidence: &Evidence| {
        let clause = rated.document.place_name(evidence.span.start);
        let place = match assessed.place(rated, evidence.matched) {
            Place::Line(position) => format!("{clause}, line {}", position.line),
            Place::Said(place) => place,
        };
        Quote { words: folded(rated.document.text.slice(evidence.span)), place: folded(&place) }
    };
    Point {
        rule: rating.rule,
        colour: rating.colour,
        reason: rating.reason,
        message: rating.message.clone(),
        advisory: rating.advisory,
        waived: assessed.waived(rating).cloned(),
        known: assessed.is_known(rating),
        quotes: rating.evidence.iter().map(quote).collect(),
        near: rating.near.iter().map(|NearMiss { evidence, .. }| quote(evidence)).collect(),
    }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Agenda {
    /// What is open of the questions that a run asks, with its documents in the order read and its bundles.
    pub fn of(program: &Program, asked: &[QuestionId], heard: Vec<Heard>, bundles: &[Rollup]) -> Self {
        let lost = heard.iter().filter_map(|heard| Some((heard.path.clone(), heard.problem.clone()?)));
        let mut agenda = Self { meetings: Vec::new(), unread: lost.collect() };
        let (mut members, mut alone) = (vec![Vec::new(); bundles.len()], Vec::new());
        let of: HashMap<&str, usize> = (0..)
            .zip(bundles)
            .flat_map(|(at, rollup)| rollup.documents.iter().map(move |path| (&**path, at)))
            .collect();
        for one in heard {
            match of.get(&*one.path) {
                Some(&bundle) => members[bundle].push(one),
                None => alone.push(one),
            }
        }
        for (rollup, documents) in bundles.iter().zip(members) {
            agenda.meetings.push(Meeting::of(program, asked, rollup.name.clone(), rollup, documents));
        }
        for one in alone.into_iter().filter(|heard| heard.problem.is_none()) {
            let name = one.title.clone().unwrap_or_else(|| one.path.clone());
            let rollup = one.by_itself(&name);
            // What one document was not asked is asked of others, not of a meeting about it.
            let was_asked = |question: &&QuestionId| {
                let same = program.questions.get(question.at()).and_then(|question| question.same_as);
                one.points.contains_key(&same.unwrap_or(**question))
            };
            let asked: Vec<QuestionId> = asked.iter().filter(was_asked).copied().collect();
            agenda.meetings.push(Meeting::of(program, &asked, name, &rollup, vec![one]));
        }
        agenda
    }
}

impl Meeting {
    fn of(program: &Program, asked: &[QuestionId], name: String, rollup: &Rollup, documents: Vec<Heard>) -> Self {
        let questions = rollup.questions(program, asked);
        let counts = AreaCount::all(program, &questions).into_iter();
        let area = |area: AreaCount| OpenArea::of(program, area, &questions, &documents, rollup);
        let mut areas: Vec<OpenArea> = counts.map(area).filter(|area| !area.is_settled()).collect();
        areas.sort_by_key(|area| (area.worst(|item| !item.is_advice()), area.worst(|_| true)));
        Self { name, documents, areas }
    }
}

impl OpenArea {
    fn of(program: &Program, area: AreaCount, questions: &[Asked], documents: &[Heard], rollup: &Rollup) -> Self {
        let AreaCount { area, count } = area;
        let mut groups: BTreeMap<QuestionId, Vec<OpenItem>> = BTreeMap::new();
        let (mut people, mut unasked) = (Vec::new(), Vec::new());
        for asked in questions.iter().filter(|asked| area_of(program, asked.question) == Some(area)) {
            let Some(question) = program.questions.get(asked.question.at()) else { continue };
            if asked.colour.is_gap() || !asked.recheck.is_empty() {
                let main = question.under.unwrap_or(asked.question);
                let rated = question.same_as.unwrap_or(asked.question);
                groups.entry(main).or_default().push(OpenItem::of(program, asked, rated, documents, rollup));
            } else if asked.colour == Colour::Unrated {
                let same = question.same_as.and_then(|same| program.questions.get(same.at()));
                let attested = question.attested.is_some() || same.is_some_and(|same| same.attested.is_some());
                if attested { &mut people } else { &mut unasked }.push(asked.question);
            }
        }
        let worst_first = |(main, mut items): (QuestionId, Vec<OpenItem>)| {
            items.sort_by_key(|item| (item.colour, item.is_advice()));
            OpenGroup { main, items }
        };
        let mut groups: Vec<OpenGroup> = groups.into_iter().map(worst_first).collect();
        groups.sort_by_key(|group| group.items.first().map(|item| (item.colour, item.is_advice())));
        Self { area, count, groups, people, unasked }
    }

    fn is_settled(&self) -> bool {
        self.groups.is_empty() && self.people.is_empty() && self.unasked.is_empty()
    }

    /// The colour of its worst gaps of a sort, and how many of them there are, to come first where they are most; an area
    /// without any comes last.
    fn worst(&self, of: impl Fn(&OpenItem) -> bool) -> (Colour, Reverse<usize>) {
        let gaps = || self.groups.iter().flat_map(|group| &group.items).filter(|item| of(item));
        let worst = gaps().map(|item| item.colour).min().unwrap_or(Colour::Unrated);
        (worst, Reverse(gaps().filter(|item| item.colour == worst).count()))
    }
}

fn area_of(program: &Program, question: QuestionId) -> Option<AreaId> {
    program.questions.get(question.at()).map(|question| question.area)
}

impl OpenItem {
    /// Whether all that is said of it is advice alone, and nobody has rated it.
    pub fn is_advice(&self) -> bool {
        let gaps = self.points.iter().filter(|(_, point)| point.colour.is_gap()).map(|(_, point)| point.advisory);
        let mut advises = gaps.chain(self.together.iter().map(|joint| joint.advisory)).peekable();
        self.said.is_none() && advises.peek().is_some() && advises.all(|advises| advises)
    }

    fn of(program: &Program, asked: &Asked, rated: QuestionId, documents: &[Heard], rollup: &Rollup) -> Self {
        let points = documents.iter().enumerate();
        let together = rollup.ratings.iter().filter(|one| one.rating.colour.is_gap() && one.answers(program, rated));
        Self {
            question: asked.question,
            colour: asked.colour,
            suggested: asked.suggested,
            said: asked.said.cloned(),
            recheck: asked.recheck.clone(),
            points: points.filter_map(|(at, heard)| Some((at, heard.points.get(&rated)?.clone()))).collect(),
            together: together.map(Joint::of).collect(),
        }
    }
}

impl Together {
    /// The words that it rests on, each with the path of its document.
    pub(super) fn shown(&self) -> impl Iterator<Item = (String, Quote)> {
        self.quotes.iter().map(|(path, passage)| {
            let lines = passage.shown.carets.map(|[start, _]| format!("line {}", start.line));
            let place = Some(passage.shown.place.clone()).filter(|place| !place.is_empty());
            let place: Vec<String> = place.into_iter().chain(lines).collect();
            (path.clone(), Quote { words: passage.words.clone(), place: folded(&place.join(", ")) })
        })
    }
}

impl Joint {
    /// A rating of several documents.
    fn of(one: &Together) -> Self {
        let rating = &one.rating;
        Self {
            rule: rating.rule,
            colour: rating.colour,
            reason: rating.reason,
            message: rating.message.clone(),
            advisory: rating.advisory,
            waived: one.waived.as_deref().cloned(),
            known: one.known,
            quotes: one.shown().collect(),
        }
    }
}
