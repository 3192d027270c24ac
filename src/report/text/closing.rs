use std::collections::BTreeMap;

use super::super::screen::{Ink, Screen, wrap};
use super::super::words::count;
use crate::assess::Tally;
use crate::engine::Colour;
use crate::language::Program;

/// Prints how many rules met how many documents of which kinds, what was not read, and what came of it.
pub(super) fn print(screen: &mut Screen, program: &Program, tally: &Tally, others: &BTreeMap<String, usize>) {
    let room = screen.width();
    for (ink, words) in [(Ink::Bold, reach(program, tally, others)), (Ink::Plain, outcome(tally))] {
        for line in wrap(&words, room, room) {
            screen.put(ink, &line);
            screen.line();
        }
    }
}

fn reach(program: &Program, tally: &Tally, others: &BTreeMap<String, usize>) -> String {
    let mut kinds: Vec<String> = tally
        .kinds
        .iter()
        .filter_map(|(kind, number)| Some(format!("{}: {number}", program.kinds.get(kind.at())?.title)))
        .collect();
    if tally.untold > 0 {
        kinds.push(format!("of a kind that could not be told: {}", tally.untold));
    }
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let rules = count(tally.rules.len(), "rule", "rules");
    let mut words = format!("{rules} over {}{kinds}.", count(tally.read, "document", "documents"));
    if tally.unreadable > 0 {
        words += &format!(" {} could not be read.", count(tally.unreadable, "document", "documents"));
    }
    let other: usize = others.values().sum();
    if other > 0 {
        let list: Vec<String> = others.iter().map(|(ending, number)| format!("{ending}: {number}")).collect();
        words += &format!(" {} of other kinds not read ({}).", count(other, "file", "files"), list.join(", "));
    }
    words
}

fn outcome(tally: &Tally) -> String {
    let colours = [Colour::Red, Colour::Amber, Colour::Unclear, Colour::Green, Colour::Unrated, Colour::NotApplicable];
    let counted = colours.iter().filter(|&&colour| tally.count(colour) > 0);
    let counts: Vec<String> = counted.map(|&colour| format!("{} {}", tally.count(colour), colour.word())).collect();
    if counts.is_empty() {
        return String::new();
    }
    format!("Suggested ratings: {}. They are a basis for discussion; a person decides.", counts.join(", "))
}
