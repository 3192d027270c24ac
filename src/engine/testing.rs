//! Programs built by hand, and ratings as short lines, for the tests of this room.

use jiff::civil::{Date, date};

use super::{Engine, Rating, Settings, Verdict};
use crate::document::Document;
use crate::language::Program;
use crate::language::model::*;
use crate::prose::{Inflection, split};
use crate::read::markdown;

/// The day that tests are rated as of.
pub(super) const TODAY: Date = date(2026, 11, 22);

/// A program of one kind, `note`, and one rule, built piece by piece.
#[derive(Default)]
pub(super) struct Kit {
    pub program: Program,
    arms: Vec<Arm>,
    finds: Vec<FindId>,
}

impl Kit {
    /// Words in place; `…` is a gap.
    pub fn words(&mut self, phrases: &[&str]) -> Expr {
        Expr::Words(self.group(phrases, &[]))
    }

    /// A group of words, with what is not meant.
    pub fn group(&mut self, phrases: &[&str], but_not: &[&str]) -> WordsId {
        let list = |texts: &[&str]| texts.iter().map(|text| phrase(text)).collect();
        self.program.words.push(Words {
            name: phrases.concat(),
            declared: true,
            phrases: list(phrases),
            but_not: list(but_not),
            regexes: Vec::new(),
            place: Place::default(),
        });
        WordsId(self.program.words.len() as u32 - 1)
    }

    /// A find of the rule.
    pub fn find(&mut self, expr: Expr) -> Expr {
        self.program.finds.push(Find { name: "find".to_owned(), expr, place: Place::default() });
        let id = FindId(self.program.finds.len() as u32 - 1);
        self.finds.push(id);
        Expr::Find(id)
    }

    /// An arm of the rule.
    pub fn arm(&mut self, outcome: Outcome, condition: Condition) -> &mut Arm {
        self.arms.push(Arm { outcome, condition, because: Vec::new(), at: None, place: Place::default() });
        self.arms.last_mut().expect("just pushed")
    }

    /// `green when expr`, `red otherwise`.
    pub fn green(&mut self, expr: Expr) -> &mut Self {
        self.arm(Outcome::Green, Condition::When(expr));
        self
    }

    /// Adds `red otherwise` and makes the engine.
    pub fn engine(mut self) -> Engine {
        self.arm(Outcome::Red, Condition::Otherwise);
        let titled = self.group(&["note"], &[]);
        self.program.kinds.push(Kind { name: "note".into(), title: "Note".into(), titled, headings: None });
        self.program.rules.push(Rule {
            id: "pack.area.rule".into(),
            title: "Rule".into(),
            pack: PackId(0),
            area: AreaId(0),
            answers: Vec::new(),
            applies: vec![KindId(0)],
            basis: Basis::Criterion,
            risk: String::new(),
            ask: String::new(),
            finds: self.finds,
            arms: self.arms,
            help: String::new(),
            suggest: String::new(),
            examples: Vec::new(),
            place: Place::default(),
        });
        Engine::new(self.program)
    }
}

fn phrase(text: &str) -> Phrase {
    let mut parts = Vec::new();
    for (index, stretch) in text.split('…').enumerate() {
        if index > 0 {
            parts.push(PhrasePart::Gap);
        }
        let inflection = if stretch.contains('\'') { Inflection::Exact } else { Inflection::Inflected };
        parts.extend(split(stretch.trim_matches('\'')).into_iter().map(|word| PhrasePart::Word(word, inflection)));
    }
    Phrase { text: text.to_owned(), parts }
}

/// A Markdown document.
pub(super) fn read(text: &str) -> Document {
    markdown(text.as_bytes()).expect("readable")
}

/// What the engine makes of Markdown, taken for a document of the first kind.
pub(super) fn rate(engine: &Engine, text: &str) -> (Document, Verdict) {
    let document = read(text);
    let verdict = engine.rate(&document, "", Settings { as_of: TODAY, kind: Some(KindId(0)) });
    (document, verdict)
}

/// The first rating of a document under a title as `colour reason: quotes`.
pub(super) fn line(engine: &Engine, text: &str) -> String {
    let titled = if text.starts_with("# ") { text.to_owned() } else { format!("# Note\n\n{text}") };
    let (document, verdict) = rate(engine, &titled);
    show(&document, &verdict.ratings[0])
}

/// A rating as `colour reason: quotes`.
pub(super) fn show(document: &Document, rating: &Rating) -> String {
    let quotes: Vec<&str> = rating.evidence.iter().map(|found| document.text.slice(found.span)).collect();
    format!("{} {}: {}", rating.colour.word(), rating.reason.word(), quotes.join(" / "))
}

/// `places having test`.
pub(super) fn having(places: Expr, test: Expr) -> Expr {
    Expr::Having(Box::new(places), Box::new(test))
}

/// All places of a unit.
pub(super) fn unit(unit: Unit) -> Expr {
    Expr::Unit(unit, None)
}

/// Places of a unit under a label.
pub(super) fn headed(unit: Unit, label: Expr) -> Expr {
    Expr::Unit(unit, Some(Box::new(label)))
}
