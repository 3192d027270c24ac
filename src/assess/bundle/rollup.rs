use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Member, Passage, Structure};
use crate::assess::answers::{Outcome, People, Recheck, Said, Upon};
use crate::assess::excused::{Asking, Baseline, Known as Gap, Waiver};
use crate::assess::identity::words_mark;
use crate::assess::{Assessed, Line, Partnership, rating_id};
use crate::bundle::{BundleRating, Bundled, Known};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{AreaId, HeldIn, QuestionId, RuleId};

/// What stands for a document where something is said of all of a bundle.
pub const TOGETHER: &str = "all documents together";

/// Documents that belong together, and what they come to question by question: a prompt for a discussion, as no area or
/// partnership is rated by adding up colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rollup {
    /// What the bundle is called.
    pub name: String,
    /// The folder that its documents lie in, where no configuration names it.
    pub folder: Option<String>,
    /// What its configuration says of the partnership.
    pub partnership: Partnership,
    /// What people say of it.
    pub people: Option<Arc<People>>,
    /// The paths of its documents, in the order read.
    pub documents: Vec<String>,
    /// Their paths from the folder of the bundle.
    pub places: Vec<String>,
    /// What its configuration says of names.
    pub known: Known,
    /// How many documents are still to come; none where that is not known.
    pub awaited: Option<usize>,
    /// What rules across documents make of it, once they are all there.
    pub ratings: Vec<Together>,
    /// What they say of their structure, once they are all there.
    pub structure: Structure,
    /// The documents until then, each with which one it is.
    members: Vec<Member>,
    /// Each question with what its documents say of it.
    answers: BTreeMap<QuestionId, Vec<Contribution>>,
}

/// What a rule across documents makes of a bundle, with the words that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// The rating.
    pub rating: BundleRating,
    /// The words at its places, each with the path of its document.
    pub quotes: Vec<(String, Passage)>,
    /// Who has waived it, where it is a gap and somebody has.
    pub waived: Option<Arc<Waiver>>,
    /// Whether it is a gap that the baseline knows.
    pub known: bool,
}

impl Together {
    fn of(quotes: Vec<(String, Passage)>, rating: BundleRating) -> Self {
        Self { rating, quotes, waived: None, known: false }
    }

    /// Whether its rule answers a question, or another that asks the same.
    pub fn answers(&self, program: &Program, question: QuestionId) -> bool {
        program.rules.get(self.rating.rule.at()).is_some_and(|rule| program.answers(rule, question))
    }
}

/// What one document says of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Index into [`Rollup::documents`].
    pub document: usize,
    /// The rule whose rating counts.
    pub rule: RuleId,
    /// The rating.
    pub colour: Colour,
    /// The mark of the words it rests on, and of those of other rules for the question; none where there are none.
    pub words: Option<Box<str>>,
}

/// A question with what the documents of a bundle and the people come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The question.
    pub question: QuestionId,
    /// The rating that stands: that of the people who have rated it, else the suggested one.
    pub colour: Colour,
    /// What the documents come to; *unrated* where none was asked, or the question is one for people.
    pub suggested: Colour,
    /// What people say.
    pub said: Option<&'a Said>,
    /// Why what they say has to be looked at again.
    pub recheck: Vec<Recheck>,
    /// What each document says.
    pub contributions: &'a [Contribution],
    /// What rules across the documents say: the worst of them.
    pub together: Option<(RuleId, Colour)>,
}

impl Asked<'_> {
    /// Whether documents or people say anything of it.
    fn is_heard(&self) -> bool {
        !self.contributions.is_empty() || self.said.is_some() || self.together.is_some()
    }

    /// Whether it is a gap by rules alone that give advice.
    pub fn is_advice(&self, program: &Program) -> bool {
        let advises = |rule: RuleId| program.rules.get(rule.at()).is_some_and(|rule| rule.advisory);
        let alone = self.contributions.iter().map(|one| (one.rule, one.colour)).chain(self.together);
        let mut gaps = alone.filter(|(_, colour)| colour.is_gap()).peekable();
        self.said.is_none() && gaps.peek().is_some() && gaps.all(|(rule, _)| advises(rule))
    }

    /// Whether it is the partnership's profile that leaves it out, not what a document says.
    pub fn is_left_out(&self, program: &Program, partnership: &Partnership) -> bool {
        self.suggested == Colour::NotApplicable
            && self.contributions.iter().all(|one| partnership.leaves_out(program, one.rule))
    }
}

impl Rollup {
    /// A bundle without documents.
    pub fn new(name: impl Into<String>, partnership: Partnership) -> Self {
        Self { name: name.into(), partnership, ..Self::default() }
    }

    /// With what the configuration says of names.
    #[must_use]
    pub fn knowing(self, known: Known) -> Self {
        Self { known, ..self }
    }

    /// One document by itself, with what people say of its bundle.
    pub fn of_document(program: &Program, assessed: &Assessed) -> Self {
        let mut rollup = Self::new(&*assessed.path, assessed.partnership.clone());
        rollup.people.clone_from(&assessed.people);
        rollup.add(assessed.path.clone(), assessed.place.clone(), Line::all(program, assessed), None);
        rollup
    }

    /// The questions of `asked` in the areas of which the documents were asked anything, each with what they come to: what is
    /// unanswered there counts, and what is asked of documents of other kinds alone, or of several together, does not.
    pub fn questions_met<'a>(&'a self, program: &Program, asked: &[QuestionId]) -> Vec<Asked<'a>> {
        self.questions_of(program, asked, |asked| !asked.contributions.is_empty())
    }

    /// The questions of `asked` that count here, each with what they come to, and how many do not: a document that is all there is
    /// leaves nothing open that is for others, unless people have answered.
    pub fn questions_here<'a>(&'a self, program: &Program, asked: &[QuestionId]) -> (Vec<Asked<'a>>, usize) {
        if self.documents.len() != 1 {
            return (self.questions(program, asked), 0);
        }
        let here = self.questions_of(program, asked, |asked| asked.is_heard());
        let others = asked.len() - here.len();
        (here, others)
    }

    /// The questions in the areas of those for which `meets` says so; of those that rules rate the ones that are heard of.
    fn questions_of<'a>(
        &'a self,
        program: &Program,
        asked: &[QuestionId],
        meets: impl Fn(&Asked) -> bool,
    ) -> Vec<Asked<'a>> {
        let all = self.questions(program, asked);
        let area = |asked: &Asked| program.questions.get(asked.question.at()).map(|question| question.area);
        let met: BTreeSet<_> = all.iter().filter(|asked| meets(asked)).filter_map(area).collect();
        let rules = program.rules.iter().flat_map(|rule| rule.answers.iter());
        let rated: BTreeSet<QuestionId> = rules.map(|question| program.rated(*question)).collect();
        let here = |asked: &Asked| asked.is_heard() || !rated.contains(&program.rated(asked.question));
        all.into_iter().filter(|asked| area(asked).is_some_and(|area| met.contains(&area)) && here(asked)).collect()
    }

    /// Adds a document with its sheet, and what rules across documents see of it.
    pub fn add(&mut self, path: String, place: String, sheet: Vec<Line>, member: Option<Member>) {
        let document = self.documents.len();
        self.documents.push(path);
        self.places.push(place);
        self.members.extend(member);
        self.awaited = self.awaited.map(|awaited| awaited.saturating_sub(1));
        for Line { question, rule, colour, words } in sheet {
            let words = words.map(String::into_boxed_str);
            self.answers.entry(question).or_default().push(Contribution { document, rule, colour, words });
        }
    }

    /// Adds a paper that is no document of the bundle and lies beside them, for rules that ask what is there.
    pub fn add_beside(&mut self, member: Member) {
        self.members.push(member);
    }

    /// Rates the documents together, once all are there; what was kept of them is let go.
    pub fn join(&mut self, program: &Program) {
        let members = std::mem::take(&mut self.members);
        // There may be many bundles.
        self.answers.values_mut().for_each(Vec::shrink_to_fit);
        let papers: Vec<_> = members.iter().map(|member| member.paper.clone()).collect();
        let bundled = Bundled::new(program, &papers, &self.known);
        let rated = bundled.rate();
        let quotes = |rating: &BundleRating| {
            let quote = |place: &crate::bundle::Place| {
                let member = members.get(place.paper)?;
                Some((member.paper.path.clone(), member.at(place).clone()))
            };
            rating.places.iter().filter_map(quote).collect()
        };
        self.ratings = rated.into_iter().map(|rating| Together::of(quotes(&rating), rating)).collect();
        self.partnership.settle_together(program, &mut self.ratings);
        let chart = bundled.chart(self.ratings.iter().map(|one| &one.rating));
        self.structure = Structure::of(chart, &members);
    }

    /// The id of one of its [`Self::ratings`]. Bundles that nobody has named are told apart by their folders, and subjects
    /// that are called the same, such as documents of one title, by their order.
    pub fn rating_id(&self, program: &Program, rating: &BundleRating) -> String {
        let rule = program.rules.get(rating.rule.at()).map_or("", |rule| &rule.id);
        let alike = |one: &&Together| (one.rating.rule, &one.rating.subject) == (rating.rule, &rating.subject);
        let earlier =
            self.ratings.iter().take_while(|one| !std::ptr::eq(&raw const one.rating, rating)).filter(alike).count();
        let subject = match (&rating.subject, earlier) {
            (Some(subject), 1..) => Some(format!("{subject}\0{}", earlier + 1)),
            (subject, _) => subject.clone(),
        };
        rating_id(self.folder.as_deref().unwrap_or(&self.name), rule, subject.as_deref())
    }

    /// The rating that people give instead of one of the documents together, the worst where it answers several questions; none
    /// unless they have rated all of them, agree, and have not to look again.
    pub fn overruled(&self, program: &Program, rating: &BundleRating) -> Option<Colour> {
        self.people.as_ref()?;
        let answers = &program.rules.get(rating.rule.at())?.answers;
        let stands = |asked: Asked| {
            let outcome = asked.said?.outcome();
            (asked.recheck.is_empty() && outcome != Outcome::Disagreement).then(|| outcome.colour())
        };
        let asked = self.questions(program, answers).into_iter();
        asked.map(stands).collect::<Option<Vec<Colour>>>()?.into_iter().min()
    }

    /// Whether what the documents say together is a gap that is new and still to be mended: the baseline does not know it, and
    /// nobody has waived it or put it right.
    pub fn is_open(&self, program: &Program, one: &Together) -> bool {
        let settled = || self.overruled(program, &one.rating).is_some_and(|colour| !colour.is_gap());
        one.rating.colour.is_gap() && one.waived.is_none() && !one.known && !settled()
    }

    /// The open gaps of the documents together that are more than advice, as a baseline knows them; `place` makes paths those of
    /// the baseline.
    pub fn gaps(&self, program: &Program, place: impl Fn(&str) -> String) -> Vec<Gap> {
        let open = self.ratings.iter().filter(|one| !one.rating.advisory && self.is_open(program, one));
        open.map(|one| Gap::of_several(program, self, one, &place)).collect()
    }

    /// Recalls which gaps of the documents together a baseline knows, and says which of it are gone; those that are waived or
    /// advice alone are no matter of it.
    pub fn recall(&mut self, asking: Asking, baseline: &Baseline, place: impl Fn(&str) -> String) -> Vec<usize> {
        let program = asking.program;
        let counts = |one: &Together| one.rating.colour.is_gap() && !one.rating.advisory && one.waived.is_none();
        let counted: Vec<usize> = (0..self.ratings.len()).filter(|&at| counts(&self.ratings[at])).collect();
        let of = |&at: &usize| Gap::of_several(program, self, &self.ratings[at], &place);
        let gaps: Vec<Gap> = counted.iter().map(of).collect();
        let run = |id: &str| program.rules.iter().any(|rule| rule.id == id && rule.across.is_some());
        let paths = self.documents.iter().map(|path| place(path)).collect();
        let (known, gone) = baseline.compare_several(&paths, &gaps, run);
        for (at, known) in counted.into_iter().zip(known) {
            self.ratings[at].known = known;
        }
        gone
    }

    /// What rules across documents say of a question: the worst.
    fn together(&self, program: &Program, question: QuestionId) -> Option<(RuleId, Colour)> {
        let answers = self.ratings.iter().filter(|one| one.answers(program, question));
        let rated = answers.map(|one| (one.rating.rule, one.rating.colour));
        rated.filter(|(_, colour)| colour.is_answer()).min_by_key(|&(_, colour)| standing(colour))
    }

    /// The questions of `asked`, each with what the documents come to, in the order of the program.
    pub fn questions<'a>(&'a self, program: &Program, asked: &[QuestionId]) -> Vec<Asked<'a>> {
        let one = |&question: &QuestionId| {
            let declared = program.questions.get(question.at())?;
            let answered = declared.same_as.unwrap_or(question);
            let contributions = self.answers.get(&answered).map_or(&[][..], Vec::as_slice);
            let alone = match contributions {
                [] if !self.partnership.asks(declared) => Colour::NotApplicable,
                [] => Colour::Unrated,
                _ => joined(declared.held_in, contributions),
            };
            let together = self.together(program, answered).filter(|_| alone != Colour::NotApplicable);
            // What the documents say together counts where it is worse than what one of them says, or where none says anything.
            let suggested = match together {
                Some((_, colour)) if !alone.is_answer() || standing(colour) < standing(alone) => colour,
                _ => alone,
            };
            let people = self.people.as_deref().filter(|_| self.partnership.asks(declared));
            let said = people.and_then(|people| people.on(program, question));
            let recheck =
                said.and_then(|said| Some(people?.recheck(said, &self.seen(program, answered, contributions))));
            let colour = said.map_or(suggested, |said| said.outcome().colour());
            let recheck = recheck.unwrap_or_default();
            Some(Asked { question, colour, suggested, said, recheck, contributions, together })
        };
        asked.iter().filter_map(one).collect()
    }

    /// The words in view of a question: those of each document that is asked it, and of all together.
    pub fn upon(&self, program: &Program, asked: &Asked) -> Vec<Upon> {
        let seen = self.seen(program, program.rated(asked.question), asked.contributions).into_iter();
        seen.map(|(document, words)| Upon { document: document.to_owned(), words }).collect()
    }

    /// The documents that are asked a question, each with the mark of its words, and all together with those of their gaps.
    fn seen(
        &self,
        program: &Program,
        question: QuestionId,
        contributions: &[Contribution],
    ) -> Vec<(&str, Option<String>)> {
        let asked = contributions.iter().filter(|contribution| contribution.colour != Colour::NotApplicable);
        let alone =
            asked.filter_map(|one| Some((&**self.places.get(one.document)?, one.words.as_deref().map(str::to_owned))));
        let rated = |one: &&Together| one.rating.colour.is_answer() && one.answers(program, question);
        let rated: Vec<&Together> = self.ratings.iter().filter(rated).collect();
        let gaps = rated.iter().filter(|one| one.rating.colour.is_gap()).flat_map(|one| &one.quotes);
        let together = words_mark(gaps.map(|(_, passage)| &*passage.words));
        alone.chain((!rated.is_empty()).then_some((TOGETHER, together))).collect()
    }
}

/// What several documents come to. Where any of them may hold the answer, the best counts, as silence in one is no gap where
/// another states it; where each must, the worst.
fn joined(held_in: HeldIn, contributions: &[Contribution]) -> Colour {
    let colours = contributions.iter().map(|contribution| contribution.colour).filter(|colour| colour.is_answer());
    let answer = match held_in {
        HeldIn::Any => colours.max_by_key(|&colour| standing(colour)),
        HeldIn::EachBody | HeldIn::EachParty => colours.min_by_key(|&colour| standing(colour)),
    };
    let not_asked = || contributions.iter().map(|contribution| contribution.colour).min();
    answer.or_else(not_asked).unwrap_or(Colour::Unrated)
}

/// The worse, the lower.
pub(super) fn standing(colour: Colour) -> u8 {
    match colour {
        Colour::Red => 0,
        Colour::Amber => 1,
        Colour::Unclear => 2,
        Colour::Green => 3,
        Colour::Unrated | Colour::NotApplicable => 4,
    }
}

/// An area as ids of its questions begin: `hfma.mou`.
pub fn area_id(program: &Program, area: AreaId) -> String {
    let Some(area) = program.areas.get(area.at()) else { return String::new() };
    let pack = program.packs.get(area.pack.at()).map_or("", |pack| &pack.name);
    format!("{pack}.{}", area.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contribution(colour: Colour) -> Contribution {
        Contribution { document: 0, rule: RuleId(0), colour, words: None }
    }

    #[test]
    fn silence_in_one_document_is_no_gap_where_another_states_it() {
        let both = [Colour::Red, Colour::Green, Colour::NotApplicable].map(contribution);
        assert_eq!(joined(HeldIn::Any, &both), Colour::Green);
        assert_eq!(joined(HeldIn::EachBody, &both), Colour::Red);
        assert_eq!(joined(HeldIn::Any, &[Colour::NotApplicable].map(contribution)), Colour::NotApplicable);
        assert_eq!(
            joined(HeldIn::EachParty, &[Colour::Unrated, Colour::NotApplicable].map(contribution)),
            Colour::Unrated
        );
    }
}
