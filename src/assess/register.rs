use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Recheck, Said};
use super::identity::register_id;
use super::{Asked, Heard, Point, Quote, Rollup, Together, Waiver};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{HeldIn, Question, QuestionId, RuleId};

/// What a run has for a register of risks: for each bundle, and each document of none, what is open, what is let be and what is
/// settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The bundles, then the documents of none.
    pub scopes: Vec<Scope>,
    /// Documents that could not be read or rated, each with why.
    pub unread: Vec<(String, String)>,
}

/// What was looked at together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The name of the bundle; the path of a document.
    pub name: String,
    /// What it is known by from run to run.
    pub key: String,
    /// The documents, each with its title.
    pub documents: Vec<(String, Option<String>)>,
    /// What is open or let be, in the order of the program.
    pub risks: Vec<Risk>,
    /// The risks that there are not.
    pub settled: Vec<Settled>,
    /// How many gaps are advice alone and were left out.
    pub advice: usize,
    /// How many questions only people can answer, and nobody has been asked.
    pub unasked: usize,
}

/// A candidate for the register: an entry of the catalogue that is not in place, or of which that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Stable over runs.
    pub id: String,
    /// What was asked.
    pub entry: Subject,
    /// The rating that stands.
    pub colour: Colour,
    /// Who lets it be, where somebody has waived all of it.
    pub accepted: Option<Waiver>,
    /// What the documents lack, what decides the rating first.
    pub causes: Vec<Lack>,
    /// Words of the documents that it rests on.
    pub quotes: Vec<Shown>,
    /// The documents that say nothing to it.
    pub silent: Vec<String>,
    /// What people say.
    pub said: Option<Said>,
    /// Why they have to look again.
    pub recheck: Vec<Recheck>,
}

/// An entry of the catalogue that is in place, or does not arise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The id that its risk would have.
    pub id: String,
    /// What was asked.
    pub entry: Subject,
    /// The rating that says so.
    pub colour: Colour,
}

/// An entry of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A question.
    Question(QuestionId),
    /// A rule that answers none.
    Rule(RuleId),
}

/// What is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The rule that says so.
    pub rule: RuleId,
    /// Its sentence.
    pub message: String,
    /// The documents of which it says so; none where it speaks of all together.
    pub documents: Vec<String>,
}

/// Words of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The document.
    pub document: String,
    /// The words with their place.
    pub quote: Quote,
    /// Whether they are only nearly what was looked for.
    pub near: bool,
}

/// Where a control is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// It is not there.
    Missing,
    /// It is there in part.
    Weak,
    /// Nobody can tell whether it is there.
    Untold,
    /// It was there, and has to be looked at again.
    Stale,
}

impl Risk {
    /// Where the control is short.
    pub fn shortfall(&self) -> Shortfall {
        match self.colour {
            Colour::Red => Shortfall::Missing,
            Colour::Amber => Shortfall::Weak,
            Colour::Unclear | Colour::Unrated => Shortfall::Untold,
            Colour::Green | Colour::NotApplicable => Shortfall::Stale,
        }
    }
}

impl Register {
    /// What a run has: the questions that it asks, its documents in the order read, and its bundles. `advice` says whether what is
    /// advice alone counts.
    pub fn of(program: &Program, asked: &[QuestionId], heard: &[Heard], bundles: &[Rollup], advice: bool) -> Self {
        let view = View { program, asked, advice };
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for rollup in bundles {
            *names.entry(&rollup.name).or_default() += 1;
        }
        let mut register = Self::default();
        let by_path: BTreeMap<&str, &Heard> = heard.iter().map(|heard| (heard.path.as_str(), heard)).collect();
        let mut together: BTreeSet<&str> = BTreeSet::new();
        for rollup in bundles {
            together.extend(rollup.documents.iter().map(String::as_str));
            // Two bundles of one name are told apart by their folders.
            let name = match names.get(&*rollup.name) {
                Some(2..) => format!("{} ({})", rollup.name, folder(rollup)),
                _ => rollup.name.clone(),
            };
            let key = rollup.folder.clone().unwrap_or_else(|| name.clone());
            register.scopes.push(view.scope(Scope::of(name, key), rollup, &by_path));
        }
        let alone = heard.iter().filter(|heard| heard.problem.is_none() && !together.contains(&*heard.path));
        for heard in alone {
            let rollup = heard.by_itself(&heard.path);
            let was_asked = |asked: &&QuestionId| heard.points.contains_key(&rated(program, **asked));
            let asked: Vec<QuestionId> = asked.iter().filter(was_asked).copied().collect();
            let view = View { asked: &asked, ..view };
            let scope = Scope::of(heard.path.clone(), heard.path.clone());
            register.scopes.push(view.scope(scope, &rollup, &by_path));
        }
        let lost = heard.iter().filter_map(|heard| Some((heard.path.clone(), heard.problem.clone()?)));
        register.unread = lost.collect();
        register
    }
}

impl Scope {
    /// One of which nothing is known yet.
    fn of(name: String, key: String) -> Self {
        let (documents, risks, settled) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, key, documents, risks, settled, advice: 0, unasked: 0 }
    }
}

/// The folder of a bundle, as its documents show it.
fn folder(rollup: &Rollup) -> String {
    let first = rollup.documents.iter().zip(&rollup.places).next();
    let folder = first.and_then(|(path, place)| path.strip_suffix(place.as_str()));
    folder.unwrap_or_default().trim_end_matches('/').to_owned()
}

/// The question whose answer counts for another.
fn rated(program: &Program, question: QuestionId) -> QuestionId {
    program.questions.get(question.at()).and_then(|question| question.same_as).unwrap_or(question)
}

/// What is asked of documents.
#[derive(Clone, Copy)]
struct View<'a> {
    program: &'a Program,
    asked: &'a [QuestionId],
    advice: bool,
}

impl View<'_> {
    fn scope(&self, mut scope: Scope, rollup: &Rollup, heard: &BTreeMap<&str, &Heard>) -> Scope {
        let places = rollup.documents.iter().zip(&rollup.places);
        let known = places.filter_map(|(path, place)| Some((place.as_str(), *heard.get(path.as_str())?)));
        let documents: Vec<(&str, &Heard)> = known.collect();
        scope.documents = documents.iter().map(|(_, heard)| (heard.path.clone(), heard.title.clone())).collect();
        let told = Told { view: *self, rollup, documents };
        for asked in rollup.questions(self.program, self.asked) {
            let Some(question) = self.program.questions.get(asked.question.at()) else { continue };
            // What asks the same as another that is asked would be one risk twice.
            if question.same_as.is_none_or(|same| !self.asked.contains(&same)) {
                told.question(&mut scope, question, &asked);
            }
        }
        for rule in (0..self.program.rules.len() as u32).map(RuleId) {
            told.rule(&mut scope, rule);
        }
        scope.risks.sort_by_key(|risk| risk.colour);
        scope
    }
}

/// What documents and people say.
struct Told<'a> {
    view: View<'a>,
    rollup: &'a Rollup,
    /// The documents, each with how it is called among the others.
    documents: Vec<(&'a str, &'a Heard)>,
}

impl Told<'_> {
    fn question(&self, scope: &mut Scope, question: &Question, asked: &Asked) {
        let program = self.view.program;
        let answered = rated(program, asked.question);
        let declared = program.questions.get(answered.at()).unwrap_or(question);
        let id = register_id('R', &scope.key, &declared.id);
        let attested = question.attested.is_some() || declared.attested.is_some();
        if asked.colour == Colour::Unrated {
            match (attested, self.rollup.people.is_some()) {
                (true, true) => {}
                (true, false) => {
                    scope.unasked += 1;
                    return;
                }
                (false, _) => return,
            }
        } else if !asked.colour.is_gap() && asked.recheck.is_empty() {
            scope.settled.push(Settled { id, entry: Subject::Question(asked.question), colour: asked.colour });
            return;
        }
        let points = self.points(|heard| heard.points.get(&answered));
        let any = question.held_in == HeldIn::Any;
        let together = self.together(|one| one.answers(program, answered));
        let found = Found { points, together, deciding: any.then_some(asked.suggested) };
        if asked.said.is_none() && found.is_advice() && !self.view.advice {
            scope.advice += 1;
            return;
        }
        let entry = Subject::Question(asked.question);
        let mut risk = found.risk(id, entry, asked.colour);
        risk.accepted = risk.accepted.filter(|_| asked.said.is_none());
        risk.said = asked.said.cloned();
        risk.recheck.clone_from(&asked.recheck);
        scope.risks.push(risk);
    }

    /// A rule that answers no question stands for itself.
    fn rule(&self, scope: &mut Scope, id: RuleId) {
        let Some(rule) = self.view.program.rules.get(id.at()).filter(|rule| rule.answers.is_empty()) else { return };
        let points = self.points(|heard| heard.alone.iter().find(|point| point.rule == id));
        let found = Found { points, together: self.together(|one| one.rating.rule == id), deciding: None };
        let risk = register_id('R', &scope.key, &rule.id);
        match found.worst() {
            Some(colour) if !colour.is_gap() => {
                scope.settled.push(Settled { id: risk, entry: Subject::Rule(id), colour })
            }
            Some(_) if found.is_advice() && !self.view.advice => scope.advice += 1,
            Some(colour) => scope.risks.push(found.risk(risk, Subject::Rule(id), colour)),
            None => {}
        }
    }

    /// What each document says.
    fn points(&self, of: impl Fn(&Heard) -> Option<&Point>) -> Vec<(String, Point)> {
        let says = |(place, heard): &(&str, &Heard)| Some(((*place).to_owned(), of(heard)?.clone()));
        self.documents.iter().filter_map(says).collect()
    }

    fn together(&self, is: impl Fn(&Together) -> bool) -> Vec<(&Together, Vec<Shown>)> {
        let place = |path: &str| {
            let known = self.documents.iter().find(|(_, heard)| heard.path == path);
            known.map_or(path, |(place, _)| place).to_owned()
        };
        let shown = |one: &Together| {
            let quote = |(path, quote): (String, Quote)| Shown { document: place(&path), quote, near: false };
            one.shown().map(quote).collect()
        };
        let ratings = self.rollup.ratings.iter().filter(|one| is(one) && one.rating.colour.is_answer());
        ratings.map(|one| (one, shown(one))).collect()
    }
}

/// What was found for one entry.
struct Found<'a> {
    points: Vec<(String, Point)>,
    together: Vec<(&'a Together, Vec<Shown>)>,
    /// Of documents that may each hold the answer, the rating of those that decide.
    deciding: Option<Colour>,
}

impl Found<'_> {
    fn worst(&self) -> Option<Colour> {
        let alone = self.points.iter().map(|(_, point)| point.colour).filter(|colour| colour.is_answer());
        alone.chain(self.together.iter().map(|(one, _)| one.rating.colour)).min()
    }

    fn gaps(&self) -> impl Iterator<Item = (&str, &Point)> {
        let gaps = self.points.iter().filter(|(_, point)| point.colour.is_gap());
        gaps.map(|(document, point)| (document.as_str(), point))
    }

    fn gaps_together(&self) -> impl Iterator<Item = &Together> {
        self.together.iter().map(|(one, _)| *one).filter(|one| one.rating.colour.is_gap())
    }

    fn is_advice(&self) -> bool {
        let alone = self.gaps().map(|(_, point)| point.advisory);
        let mut all = alone.chain(self.gaps_together().map(|one| one.rating.advisory)).peekable();
        all.peek().is_some() && all.all(|advisory| advisory)
    }

    /// The waiver of all that is lacking.
    fn accepted(&self) -> Option<Waiver> {
        let alone = self.gaps().map(|(_, point)| point.waived.as_ref());
        let waived = alone.chain(self.gaps_together().map(|one| one.waived.as_deref()));
        waived.collect::<Option<Vec<&Waiver>>>()?.first().copied().cloned()
    }

    fn risk(self, id: String, entry: Subject, colour: Colour) -> Risk {
        let accepted = self.accepted();
        let (mut causes, mut quotes): (Vec<Lack>, Vec<Shown>) = (Vec::new(), Vec::new());
        let decides = |point: &Point| self.deciding.is_none_or(|deciding| point.colour == deciding);
        let mut gaps: Vec<(&str, &Point)> = self.gaps().filter(|(_, point)| decides(point)).collect();
        gaps.sort_by_key(|(_, point)| point.colour);
        for (document, point) in gaps {
            match causes.iter_mut().find(|lack| lack.message == point.message) {
                Some(lack) => lack.documents.push(document.to_owned()),
                None => causes.push(Lack {
                    rule: point.rule,
                    message: point.message.clone(),
                    documents: vec![document.to_owned()],
                }),
            }
        }
        for one in self.gaps_together().map(|one| &one.rating) {
            if causes.iter().all(|lack| lack.message != one.message) {
                causes.push(Lack { rule: one.rule, message: one.message.clone(), documents: Vec::new() });
            }
        }
        for (document, point) in &self.points {
            let shown = |near| move |quote: &Quote| Shown { document: document.clone(), quote: quote.clone(), near };
            quotes.extend(point.quotes.iter().map(shown(false)));
            quotes.extend(point.near.iter().map(shown(true)));
        }
        let of_gaps = self.together.iter().filter(|(one, _)| one.rating.colour.is_gap());
        for shown in of_gaps.flat_map(|(_, shown)| shown) {
            if quotes.iter().all(|known| known.quote.words != shown.quote.words) {
                quotes.push(shown.clone());
            }
        }
        let silent = self.points.iter().filter(|(_, point)| point.quotes.is_empty() && point.near.is_empty());
        let silent = silent.filter(|(_, point)| point.colour.is_gap()).map(|(document, _)| document.clone());
        let (silent, said, recheck) = (silent.collect(), None, Vec::new());
        Risk { id, entry, colour, accepted, causes, quotes, silent, said, recheck }
    }
}
