use std::collections::BTreeMap;

use super::Together;
use crate::engine::{Colour, Rating, Verdict};
use crate::language::Program;
use crate::language::model::{Facet, FacetId, Pack, ProfileIs, Question, Rule, RuleId};

/// What a configuration says of the partnership whose documents are read, as they do not say it themselves: its profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partnership {
    /// By facet of the program: what is told of it, as indexes into its values; none where nothing is.
    told: Vec<Vec<u32>>,
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
            let told = profile.get(&facet.name).map_or("", String::as_str);
            for value in facet.told(told).filter_map(Result::ok) {
                partnership.tell(FacetId(at as u32), value);
            }
        }
        partnership
    }

    /// Whether a rule applies to another partnership just as it does to this one.
    pub fn judges_alike(&self, other: &Self, program: &Program, rule: &Rule) -> bool {
        let (one, other) = (self.rule(program, rule), other.rule(program, rule));
        std::mem::discriminant(&one) == std::mem::discriminant(&other)
    }

    /// Says that a value holds, beside those told before.
    pub fn tell(&mut self, facet: FacetId, value: u32) {
        if self.told.len() <= facet.at() {
            self.told.resize(facet.at() + 1, Vec::new());
        }
        self.told[facet.at()].push(value);
    }

    /// What is told: names of facets with their values, in the order of the program; several with commas between them.
    pub fn told<'a>(&'a self, program: &'a Program) -> impl Iterator<Item = (&'a str, String)> {
        let told = program.facets.iter().zip(&self.told).filter(|(_, told)| !told.is_empty());
        told.map(|(facet, told)| (&*facet.name, values(facet, told)))
    }

    /// Turns on the packs that are off for other partnerships alone, with their rules.
    pub fn wake(&self, program: &mut Program) {
        let is_on = |pack: &Pack| pack.off_if.as_ref().is_some_and(|off| self.when(Some(off)) != Applies::Yes);
        let on: Vec<bool> = program.packs.iter().map(is_on).collect();
        for (pack, _) in program.packs.iter_mut().zip(&on).filter(|(_, on)| **on) {
            pack.off = false;
        }
        for rule in program.rules.iter_mut().filter(|rule| on[rule.pack.at()]) {
            rule.off = rule.off_itself;
        }
    }

    /// Takes back the ratings of rules that do not apply to the partnership (*not applicable*), each with its reason, and those
    /// for which the profile does not say it (*unrated*), unless the document shows by what it says that they do.
    pub fn settle(&self, program: &Program, verdict: &mut Verdict) {
        for rating in &mut verdict.ratings {
            self.settle_one(program, rating);
        }
    }

    /// The same for one rating.
    pub fn settle_one(&self, program: &Program, rating: &mut Rating) {
        let Some(rule) = program.rules.get(rating.rule.at()) else { return };
        match self.rule(program, rule) {
            Applies::Yes => {}
            Applies::No(when) => withdraw(rating, Colour::NotApplicable, self.because(program, when)),
            Applies::Untold(_) if stands_untold(rating.colour) => {}
            Applies::Untold(when) => withdraw(rating, Colour::Unrated, self.untold(program, when)),
        }
    }

    /// The same for ratings across documents.
    pub fn settle_together(&self, program: &Program, ratings: &mut [Together]) {
        for Together { rating, quotes, .. } in ratings {
            let Some(rule) = program.rules.get(rating.rule.at()) else { continue };
            let (colour, message) = match self.rule(program, rule) {
                Applies::Yes => continue,
                Applies::No(when) => (Colour::NotApplicable, self.because(program, when)),
                Applies::Untold(_) if stands_untold(rating.colour) => continue,
                Applies::Untold(when) => (Colour::Unrated, self.untold(program, when)),
            };
            (rating.colour, rating.message) = (colour, message);
            rating.places.clear();
            quotes.clear();
        }
    }

    /// Whether the profile says that a rule does not apply.
    pub fn leaves_out(&self, program: &Program, rule: RuleId) -> bool {
        program.rules.get(rule.at()).is_some_and(|rule| matches!(self.rule(program, rule), Applies::No(_)))
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
        match self.told.get(when.facet.at()).map_or(&[][..], Vec::as_slice) {
            [] if when.unless => Applies::Yes,
            [] => Applies::Untold(when),
            told => {
                let holds = told.iter().any(|value| when.values.contains(value)) != when.not;
                if holds != when.unless { Applies::Yes } else { Applies::No(when) }
            }
        }
    }

    /// Why something does not apply.
    fn because(&self, program: &Program, when: &ProfileIs) -> String {
        if !when.because.is_empty() {
            return when.because.clone();
        }
        let facet = &program.facets[when.facet.at()];
        let told = self.told.get(when.facet.at()).map_or(&[][..], Vec::as_slice);
        format!("the profile says {}: {}", facet.name, values(facet, told))
    }
}

/// The values of a facet that are told, with commas between them.
fn values(facet: &Facet, told: &[u32]) -> String {
    let words = told.iter().filter_map(|&value| facet.values.get(value as usize).map(String::as_str));
    words.collect::<Vec<_>>().join(", ")
}

/// Whether a rating says something although the profile does not say whether it is asked for: by what was found, not by what was
/// missed.
fn stands_untold(colour: Colour) -> bool {
    matches!(colour, Colour::Green | Colour::Amber | Colour::NotApplicable)
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
    use crate::diagnostic::Severity;
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

    const SHORES: &str = r#"pack shore "Shores"
  version "1"
  off unless shore quay
kind chart "Chart"
  titled "chart"
area quay "Quays"
profile shore "What is the shore like?" some of quay, cliff, sand
question shore.quay.1 "One"
question shore.quay.2 "Two"
  applies when shore cliff or sand
words gauge "gauge"
rule one "One"
  answers shore.quay.1
  applies chart
  basis   criterion
  find said = sentence having gauge
  green when said
  red otherwise because "nothing"
rule two "Two"
  answers shore.quay.2
  applies chart
  basis   criterion
  off
  find said = sentence having gauge
  green when said
  red otherwise because "nothing"
"#;

    /// What is off, pack and rules, for a partnership of which this is said, and whether the second question is asked.
    fn on_shores(said: &str) -> ([bool; 3], bool) {
        let (mut program, problems) = compile(&[RuleFile { name: "shore.rules".into(), text: SHORES.into() }]);
        assert!(problems.iter().all(|problem| problem.severity < Severity::Error), "{problems:#?}");
        let partnership = Partnership::of(&program, &BTreeMap::from([("shore".to_owned(), said.to_owned())]));
        partnership.wake(&mut program);
        let asks = partnership.asks(&program.questions[1]);
        ([program.packs[0].off, program.rules[0].off, program.rules[1].off], asks)
    }

    #[test]
    fn packs_are_off_for_other_partnerships_alone() {
        assert_eq!(on_shores("").0, [true, true, true]);
        assert_eq!(on_shores("cliff").0, [true, true, true]);
        assert_eq!(on_shores("quay").0, [false, false, true]);
        assert_eq!(on_shores("sand, quay").0, [false, false, true]);
    }

    #[test]
    fn one_of_several_values_is_enough() {
        assert!(on_shores("quay, sand").1 && !on_shores("quay").1);
    }
}
