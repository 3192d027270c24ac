use std::collections::BTreeMap;

use super::Together;
use crate::engine::{Colour, Rating, Verdict};
use crate::language::Program;
use crate::language::model::{FacetId, ProfileIs, Question, Rule};

/// What a configuration says of the partnership whose documents are read, as they do not say it themselves: its profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partnership {
    /// The value of each facet of the program that is told, as an index into its values.
    told: Vec<Option<u32>>,
}

/// Whether something applies to a partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Applies<'a> {
    Yes,
    /// The profile says that it does not apply.
    No(&'a ProfileIs),
    /// The profile does not say.
    Untold(&'a ProfileIs),
}

impl Partnership {
    /// What a profile says, as names of facets with their values; what the program does not declare is left out.
    pub fn of(program: &Program, profile: &BTreeMap<String, String>) -> Self {
        let mut partnership = Self::default();
        for (at, facet) in program.facets.iter().enumerate() {
            let told = profile.get(&facet.name).and_then(|told| facet.values.iter().position(|value| value == told));
            if let Some(value) = told {
                partnership.tell(FacetId(at as u32), value as u32);
            }
        }
        partnership
    }

    /// Whether a rule applies to another partnership just as it does to this one.
    pub fn judges_alike(&self, other: &Self, program: &Program, rule: &Rule) -> bool {
        let (one, other) = (self.rule(program, rule), other.rule(program, rule));
        std::mem::discriminant(&one) == std::mem::discriminant(&other)
    }

    /// Sets one value.
    pub fn tell(&mut self, facet: FacetId, value: u32) {
        if self.told.len() <= facet.at() {
            self.told.resize(facet.at() + 1, None);
        }
        self.told[facet.at()] = Some(value);
    }

    /// What is told: names of facets with their values, in the order of the program.
    pub fn told<'a>(&'a self, program: &'a Program) -> impl Iterator<Item = (&'a str, &'a str)> {
        program.facets.iter().zip(&self.told).filter_map(|(facet, told)| {
            let value = facet.values.get(told.as_ref().copied()? as usize)?;
            Some((&*facet.name, &**value))
        })
    }

    /// Takes back the ratings of rules that do not apply to the partnership (*not applicable*) and of those for which the
    /// profile does not say it (*unrated*), each with its reason.
    pub fn settle(&self, program: &Program, verdict: &mut Verdict) {
        for rating in &mut verdict.ratings {
            let Some(rule) = program.rules.get(rating.rule.at()) else { continue };
            match self.rule(program, rule) {
                Applies::Yes => {}
                Applies::No(when) => {
                    withdraw(rating, Colour::NotApplicable, self.because(program, when));
                }
                Applies::Untold(when) => {
                    withdraw(rating, Colour::Unrated, self.untold(program, when));
                }
            }
        }
    }

    /// The same for ratings across documents.
    pub fn settle_together(&self, program: &Program, ratings: &mut [Together]) {
        for Together { rating, quotes, .. } in ratings {
            let Some(rule) = program.rules.get(rating.rule.at()) else { continue };
            let (colour, message) = match self.rule(program, rule) {
                Applies::Yes => continue,
                Applies::No(when) => (Colour::NotApplicable, self.because(program, when)),
                Applies::Untold(when) => (Colour::Unrated, self.untold(program, when)),
            };
            (rating.colour, rating.message) = (colour, message);
            rating.places.clear();
            quotes.clear();
        }
    }

    fn untold(&self, program: &Program, when: &ProfileIs) -> String {
        format!("the profile does not say: {}", lowered(&program.facets[when.facet.at()].text))
    }

    /// Whether a question is asked of the partnership, as far as the profile says.
    pub fn asks(&self, question: &Question) -> bool {
        !matches!(self.when(question.when.as_ref()), Applies::No(_))
    }

    /// Whether a rule applies: its own condition holds, and that of one of the questions that it answers.
    fn rule<'a>(&self, program: &'a Program, rule: &'a Rule) -> Applies<'a> {
        let own = self.when(rule.when.as_ref());
        if own != Applies::Yes {
            return own;
        }
        let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
        let mut first = None;
        for question in questions {
            let asked = self.when(question.when.as_ref());
            match (asked, first) {
                (Applies::Yes, _) => return Applies::Yes,
                (_, None) | (Applies::Untold(_), Some(Applies::No(_))) => first = Some(asked),
                _ => {}
            }
        }
        first.unwrap_or(Applies::Yes)
    }

    fn when<'a>(&self, when: Option<&'a ProfileIs>) -> Applies<'a> {
        let Some(when) = when else { return Applies::Yes };
        match self.told.get(when.facet.at()).copied().flatten() {
            Some(value) if when.values.contains(&value) != when.unless => Applies::Yes,
            Some(_) => Applies::No(when),
            None if when.unless => Applies::Yes,
            None => Applies::Untold(when),
        }
    }

    /// Why something does not apply.
    fn because(&self, program: &Program, when: &ProfileIs) -> String {
        if !when.because.is_empty() {
            return when.because.clone();
        }
        let facet = &program.facets[when.facet.at()];
        let value = self.told.get(when.facet.at()).copied().flatten();
        let value = value.and_then(|value| facet.values.get(value as usize)).map_or("", String::as_str);
        format!("the profile says {}: {value}", facet.name)
    }
}

/// Leaves of a rating only that it was not made, and why.
fn withdraw(rating: &mut Rating, colour: Colour, message: String) {
    rating.colour = colour;
    rating.message = message;
    rating.evidence.clear();
    rating.near.clear();
    rating.home = None;
}

/// A question as it goes on in a sentence: its first letter small, unless the word is an abbreviation.
fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Settings};
    use crate::language::{RuleFile, compile};
    use crate::read;

    /// What the rules of the test data make of a document for a partnership that answers so.
    fn ratings(told: &[(u32, u32)]) -> Vec<(Colour, String)> {
        let text = include_str!("../../tests/data/config/pool.rules").into();
        let engine = Engine::new(compile(&[RuleFile { name: "pool.rules".into(), text }]).0);
        let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
        let document = read::markdown(b"# Harbour agreement\n\nThe clerk has a dog.").unwrap_or_default();
        let mut verdict = engine.rate(&document, "x.md", settings);
        let mut partnership = Partnership::default();
        for &(facet, value) in told {
            partnership.tell(FacetId(facet), value);
        }
        partnership.settle(engine.program(), &mut verdict);
        verdict.ratings.into_iter().map(|rating| (rating.colour, rating.message)).collect()
    }

    #[test]
    fn what_is_not_told_is_unrated_but_for_unless() {
        let unrated = "the profile does not say: do the parties share a purse?";
        let ratings = ratings(&[]);
        let (purse, signed) = (&ratings[0], &ratings[1]);
        assert_eq!((purse.0, &*purse.1, signed.0), (Colour::Unrated, unrated, Colour::Red));
    }

    #[test]
    fn what_does_not_apply_says_why() {
        let ratings = ratings(&[(0, 1), (1, 0)]);
        let (purse, signed) = (&ratings[0], &ratings[1]);
        assert_eq!((purse.0, &*purse.1), (Colour::NotApplicable, "the parties share no purse"));
        assert_eq!((signed.0, &*signed.1), (Colour::NotApplicable, "the profile says phase: sketch"));
    }

    #[test]
    fn what_applies_is_rated() {
        let colours: Vec<Colour> = ratings(&[(0, 0), (1, 1)]).into_iter().map(|(colour, _)| colour).collect();
        assert_eq!(colours, [Colour::Red, Colour::Red]);
    }
}
