//! The facts that rules read from documents, as text.

use std::collections::BTreeMap;
use std::io;

use super::problem::kind_not_told;
use super::screen::{Ink, Screen, printable, width, wrap};
use super::text::Style;
use super::words::{count, folded};
use super::{Heading, Report, Source, problem};
use crate::assess::{Assessed, Place, Rated, Tally};
use crate::engine::FactValue;

/// Columns by which a fact is set in, and its words under it.
const INDENT: usize = 2;
const DEEPER: usize = 6;

/// The facts of documents as text: under each document a value a line, with the words it rests on and their place.
pub struct FactsText<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// How the text is laid out.
    pub style: Style,
    /// Whether those that rules alone read are told too, and each by its name in the rules.
    pub all: bool,
}

impl Report for FactsText<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        let source = Source { name: &assessed.path, text: &assessed.source, lines: &assessed.lines };
        match &assessed.outcome {
            Err(refusal) => problem(&mut screen, refusal, &[source]),
            Ok(_) if assessed.is_untold() => {
                if assessed.named {
                    problem(&mut screen, &kind_not_told(), &[source]);
                }
            }
            Ok(rated) => self.rated(&mut screen, assessed, rated),
        }
        Ok(screen.into_bytes())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        let told = count(tally.read - tally.untold, "document", "documents");
        let hidden = tally.facts > 0 && self.titles().values().any(Option::is_none);
        let with = if hidden { ", with those that rules alone read, which --all shows" } else { "" };
        let mut words = format!("{} in {told}{with}.", count(tally.facts, "value", "values"));
        if tally.untold > 0 {
            words += &format!(" Of {} the kind could not be told.", count(tally.untold, "document", "documents"));
        }
        if tally.unreadable > 0 {
            words += &format!(" {} could not be read.", count(tally.unreadable, "document", "documents"));
        }
        let room = screen.width();
        for line in wrap(&words, room, room) {
            screen.put(Ink::Bold, &line);
            screen.line();
        }
        Ok(screen.into_bytes())
    }
}

impl FactsText<'_> {
    fn rated(&self, screen: &mut Screen, assessed: &Assessed, rated: &Rated) {
        let kind = rated.verdict.kind.and_then(|told| self.heading.program.kinds.get(told.kind.at()));
        screen.put(Ink::Bold, &printable(&assessed.path));
        screen.put(Ink::Dim, &kind.map_or(String::new(), |kind| format!(", {}", kind.title)));
        screen.line();
        let titles = self.titles();
        let mut facts: Vec<(&str, &FactValue)> = Vec::new();
        for fact in &rated.verdict.facts {
            // Several facts may be called the same and read the same words.
            let Some(title) = titles.get(&*fact.name).copied().unwrap_or(Some(&fact.name)) else { continue };
            if !facts.iter().any(|(name, other)| *name == title && other.value == fact.value && other.span == fact.span)
            {
                facts.push((title, fact));
            }
        }
        if facts.is_empty() {
            screen.space(INDENT);
            let none = if rated.verdict.facts.is_empty() { "no facts" } else { "no facts but what rules alone read" };
            screen.put(Ink::Dim, none);
            screen.line();
        }
        let names = facts.iter().map(|(title, _)| width(title)).max().unwrap_or(0);
        for (title, fact) in facts {
            screen.space(INDENT);
            screen.put(Ink::Plain, title);
            screen.space(names - width(title) + INDENT);
            self.fact(screen, INDENT + names + INDENT, (assessed, rated), fact);
        }
        screen.line();
    }

    /// What the facts are called here, where that is not by their names; none for what is not told.
    fn titles(&self) -> BTreeMap<&str, Option<&str>> {
        if self.all { BTreeMap::new() } else { self.heading.program.fact_titles() }
    }

    /// A fact behind so many columns with its name.
    fn fact(&self, screen: &mut Screen, before: usize, (assessed, rated): (&Assessed, &Rated), fact: &FactValue) {
        lines(screen, Ink::Bold, before, &fact.value);
        screen.space(DEEPER);
        let clause = rated.document.clause_name(fact.block).map_or(String::new(), |clause| format!("{clause}, "));
        let place = match assessed.place(rated, fact.span) {
            Place::Line(position) => format!("{clause}line {}", position.line),
            Place::Said(place) => place,
        };
        let quote = folded(rated.document.text.slice(fact.span));
        lines(screen, Ink::Plain, DEEPER, &format!("“{quote}” ({place})"));
    }
}

/// Words in lines, the further ones set in; the first begins behind so many columns.
fn lines(screen: &mut Screen, ink: Ink, indent: usize, words: &str) {
    let room = screen.width().saturating_sub(indent).max(DEEPER);
    for (index, line) in wrap(words, room, room).iter().enumerate() {
        screen.space(if index == 0 { 0 } else { indent });
        screen.put(ink, line);
        screen.line();
    }
}
