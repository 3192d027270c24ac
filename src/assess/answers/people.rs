use std::collections::BTreeMap;

use jiff::civil::Date;

use super::model::folded;
use super::{Agreed, Answers, Given, Note};
use crate::assess::Digest;
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::QuestionId;

/// What people say of a partnership, as it counts on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The answers file, as it is shown.
    pub file: String,
    /// Digest of its bytes.
    pub digest: Digest,
    as_of: Date,
    said: BTreeMap<QuestionId, Said>,
}

/// What people say to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The newest answer of each organisation, in the order in which they first answered.
    pub given: Vec<Given>,
    /// What was agreed last.
    pub agreed: Option<Agreed>,
}

/// What the answers to a question come to. Nobody's wins over another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A meeting agreed on it.
    Agreed(Colour),
    /// All who answered say the same.
    Same(Colour),
    /// They do not, and no meeting has settled it.
    Disagreement,
}

/// Why an answer has to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recheck {
    /// Its review date has come; whose answer it is, or the meeting.
    Review(Date, String),
    /// The words of these documents that it rested on are no longer the same.
    Words(Vec<String>),
    /// After the meeting an organisation has answered otherwise.
    Since(Date, String, Colour),
}

impl Recheck {
    /// The word for it in every output.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Review(..) => "review",
            Self::Words(_) => "words",
            Self::Since(..) => "since",
        }
    }
}

impl People {
    /// What counts of answers on a day: those given by then, the newest of each organisation. Answers to questions that the
    /// program does not know are left out; those to a question that asks the same as another are answers to both.
    pub fn of(program: &Program, file: String, digest: Digest, answers: Answers, as_of: Date) -> Self {
        let ids: BTreeMap<&str, QuestionId> = program
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| (&*question.id, question.same_as.unwrap_or(QuestionId(at as u32))))
            .collect();
        let mut said: BTreeMap<QuestionId, Said> = BTreeMap::new();
        for given in answers.given.into_iter().filter(|given| given.note.date <= as_of) {
            let Some(&question) = ids.get(&*given.question) else { continue };
            said.entry(question).or_default().hear(given);
        }
        for agreed in answers.agreed.into_iter().filter(|agreed| agreed.note.date <= as_of) {
            let Some(&question) = ids.get(&*agreed.question) else { continue };
            let last = &mut said.entry(question).or_default().agreed;
            if last.as_ref().is_none_or(|last| last.note.date <= agreed.note.date) {
                *last = Some(agreed);
            }
        }
        Self { file, digest, as_of, said }
    }

    /// What they say to a question.
    pub fn on(&self, program: &Program, question: QuestionId) -> Option<&Said> {
        let declared = program.questions.get(question.at())?;
        self.said.get(&declared.same_as.unwrap_or(question))
    }

    /// Why what they say to a question has to be looked at again; `seen` are the documents that were read and are asked it,
    /// each with the mark of its words. A document that was not read tells nothing.
    pub fn recheck(&self, said: &Said, seen: &[(&str, Option<String>)]) -> Vec<Recheck> {
        let mut why = Vec::new();
        let counts: Vec<(&str, &Note)> = match &said.agreed {
            Some(agreed) => vec![(&agreed.meeting, &agreed.note)],
            None => said.given.iter().map(|given| (&*given.organisation, &given.note)).collect(),
        };
        for (whose, note) in &counts {
            if let Some(review) = note.review.filter(|review| *review <= self.as_of) {
                why.push(Recheck::Review(review, (*whose).to_owned()));
            }
        }
        let mut changed: Vec<String> =
            counts.iter().flat_map(|(_, note)| note.changed(seen)).map(str::to_owned).collect();
        changed.sort();
        changed.dedup();
        if !changed.is_empty() {
            why.push(Recheck::Words(changed));
        }
        if let Some(agreed) = &said.agreed {
            let otherwise =
                |given: &&Given| given.note.date > agreed.note.date && given.note.rating != agreed.note.rating;
            let since = said.given.iter().filter(otherwise);
            why.extend(
                since.map(|given| Recheck::Since(given.note.date, given.organisation.clone(), given.note.rating)),
            );
        }
        why
    }
}

impl Said {
    fn hear(&mut self, given: Given) {
        let whose = folded(&given.organisation);
        match self.given.iter_mut().find(|known| folded(&known.organisation) == whose) {
            Some(known) if known.note.date <= given.note.date => *known = given,
            Some(_) => {}
            None => self.given.push(given),
        }
    }

    /// What the answers come to.
    pub fn outcome(&self) -> Outcome {
        if let Some(agreed) = &self.agreed {
            return Outcome::Agreed(agreed.note.rating);
        }
        let mut ratings = self.given.iter().map(|given| given.note.rating);
        match ratings.next() {
            Some(first) if ratings.all(|rating| rating == first) => Outcome::Same(first),
            _ => Outcome::Disagreement,
        }
    }

    /// The worst that anybody whose word counts says.
    pub fn worst(&self) -> Colour {
        match self.outcome() {
            Outcome::Agreed(colour) | Outcome::Same(colour) => colour,
            Outcome::Disagreement => self.given.iter().map(|given| given.note.rating).min().unwrap_or(Colour::Unclear),
        }
    }
}

impl Outcome {
    /// The rating that stands; where people disagree a person must look.
    pub fn colour(self) -> Colour {
        match self {
            Self::Agreed(colour) | Self::Same(colour) => colour,
            Self::Disagreement => Colour::Unclear,
        }
    }
}

impl Note {
    /// The documents among those `seen` whose words are no longer those that were in view. Nothing where none were noted.
    fn changed<'a>(&self, seen: &'a [(&'a str, Option<String>)]) -> impl Iterator<Item = &'a str> {
        let differs = |(document, words): &&(&str, Option<String>)| {
            let upon = self.upon.iter().find(|upon| upon.document == *document);
            let was = upon.and_then(|upon| upon.words.as_ref());
            !self.upon.is_empty() && was != words.as_ref()
        };
        seen.iter().filter(differs).map(|(document, _)| *document).collect::<Vec<_>>().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::Upon;
    use super::*;
    use crate::language::model::Question;

    fn given(organisation: &str, rating: Colour, day: Date) -> Given {
        let note = Note { rating, date: day, reason: String::new(), review: None, suggested: None, upon: Vec::new() };
        let empty = String::new;
        Given {
            question: "p.a.1".into(),
            organisation: organisation.into(),
            who: "A".into(),
            post: empty(),
            note,
            evidence: empty(),
            action: empty(),
            owner: empty(),
            due: None,
        }
    }

    fn agreed(rating: Colour, day: Date) -> Agreed {
        Agreed { question: "p.a.1".into(), meeting: "Board".into(), note: given("", rating, day).note }
    }

    fn people(answers: Answers, as_of: Date) -> People {
        People::of(&program(), "answers.toml".into(), Digest::of(b""), answers, as_of)
    }

    fn program() -> Program {
        let asks = Question { id: "p.a.1".into(), ..Question::default() };
        let again = Question { id: "p.a.2".into(), same_as: Some(QuestionId(0)), ..Question::default() };
        Program { questions: vec![asks, again], ..Program::default() }
    }

    const EARLY: Date = date(2026, 3, 1);
    const LATE: Date = date(2026, 9, 1);

    fn outcome(given: Vec<Given>, agreed: Vec<Agreed>, as_of: Date) -> Option<Outcome> {
        let people = people(Answers { given, agreed }, as_of);
        people.on(&program(), QuestionId(1)).map(Said::outcome)
    }

    #[test]
    fn nobody_wins_over_another() {
        let both = vec![given("Council", Colour::Green, LATE), given("Trust", Colour::Red, EARLY)];
        assert_eq!(outcome(both.clone(), vec![], LATE), Some(Outcome::Disagreement));
        assert_eq!(
            outcome(both.clone(), vec![agreed(Colour::Amber, LATE)], LATE),
            Some(Outcome::Agreed(Colour::Amber))
        );
        assert_eq!(outcome(both, vec![agreed(Colour::Amber, LATE)], EARLY), Some(Outcome::Same(Colour::Red)));
    }

    #[test]
    fn the_newest_of_one_organisation_counts_wherever_it_stands() {
        let answers = vec![given("Council", Colour::Green, LATE), given(" the council", Colour::Red, EARLY)];
        assert_eq!(outcome(answers, vec![], LATE), Some(Outcome::Disagreement), "two names are two organisations");
        let answers = vec![given("Council", Colour::Green, LATE), given(" COUNCIL", Colour::Red, EARLY)];
        assert_eq!(outcome(answers.clone(), vec![], LATE), Some(Outcome::Same(Colour::Green)));
        assert_eq!(outcome(answers.clone(), vec![], EARLY), Some(Outcome::Same(Colour::Red)));
        assert_eq!(outcome(answers, vec![], date(2026, 1, 1)), None);
    }

    fn recheck(given: Given, agreed: Option<Agreed>, seen: &[(&str, Option<&str>)]) -> Vec<Recheck> {
        let people = people(Answers::default(), date(2026, 12, 1));
        let seen: Vec<(&str, Option<String>)> =
            seen.iter().map(|(name, words)| (*name, words.map(Into::into))).collect();
        people.recheck(&Said { given: vec![given], agreed }, &seen)
    }

    #[test]
    fn is_rechecked_when_its_review_date_comes() {
        let mut answer = given("Council", Colour::Green, EARLY);
        answer.note.review = Some(date(2026, 12, 2));
        assert_eq!(recheck(answer.clone(), None, &[]), []);
        answer.note.review = Some(date(2026, 12, 1));
        assert_eq!(recheck(answer, None, &[]), [Recheck::Review(date(2026, 12, 1), "Council".into())]);
    }

    #[test]
    fn is_rechecked_when_words_come_go_or_change() {
        let mut answer = given("Council", Colour::Green, EARLY);
        assert_eq!(recheck(answer.clone(), None, &[("mou.md", Some("b"))]), [], "what it rested on was not noted");
        let upon =
            |document: &str, words: Option<&str>| Upon { document: document.into(), words: words.map(Into::into) };
        answer.note.upon = vec![upon("mou.md", Some("a")), upon("tor.md", None)];
        let changed = |seen: &[(&str, Option<&str>)]| match &*recheck(answer.clone(), None, seen) {
            [] => Vec::new(),
            [Recheck::Words(documents)] => documents.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(changed(&[("mou.md", Some("a")), ("tor.md", None)]), [""; 0]);
        assert_eq!(changed(&[("tor.md", None)]), [""; 0], "a document that was not read tells nothing");
        assert_eq!(changed(&[("mou.md", Some("b")), ("tor.md", None)]), ["mou.md"]);
        assert_eq!(changed(&[("mou.md", None), ("tor.md", Some("c"))]), ["mou.md", "tor.md"]);
        assert_eq!(changed(&[("new.md", None)]), [""; 0]);
        assert_eq!(changed(&[("new.md", Some("d"))]), ["new.md"]);
    }

    #[test]
    fn what_was_agreed_is_rechecked_when_somebody_answers_otherwise_since() {
        let board = Some(agreed(Colour::Amber, date(2026, 5, 1)));
        assert_eq!(recheck(given("Council", Colour::Red, EARLY), board.clone(), &[]), []);
        assert_eq!(recheck(given("Council", Colour::Amber, LATE), board.clone(), &[]), []);
        let since = Recheck::Since(LATE, "Council".into(), Colour::Red);
        assert_eq!(recheck(given("Council", Colour::Red, LATE), board, &[]), [since]);
    }
}
