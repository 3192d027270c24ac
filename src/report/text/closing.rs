use std::collections::BTreeMap;

use super::super::screen::{Ink, Screen, printable, wrap};
use super::super::words::count;
use crate::assess::Tally;
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::KindId;

/// Prints how many rules met how many documents of which kinds, what was not read, and what came of it.
pub(super) fn print(
    screen: &mut Screen,
    program: &Program,
    tally: &Tally,
    others: &BTreeMap<String, usize>,
    advice: bool,
) {
    let room = screen.width();
    let mut outcome = outcome(tally);
    if !advice && tally.advised > 0 {
        let gaps = count(tally.advised, "gap is", "gaps are");
        outcome += &format!(" {gaps} advice alone, shown in the sheets and in full with --select.");
    }
    if tally.waived > 0 {
        outcome += &format!(" {} waived.", count(tally.waived, "gap is", "gaps are"));
    }
    if tally.known > 0 {
        outcome += &format!(" {} known from the baseline.", count(tally.known, "gap is", "gaps are"));
    }
    for (ink, words) in [(Ink::Bold, reach(program, tally, others)), (Ink::Plain, outcome)] {
        for line in wrap(&words, room, room) {
            screen.put(ink, &line);
            screen.line();
        }
    }
}

fn reach(program: &Program, tally: &Tally, others: &BTreeMap<String, usize>) -> String {
    let of_kind =
        |(kind, number): (&KindId, &usize)| Some(format!("{}: {number}", program.kinds.get(kind.at())?.title));
    let kinds: Vec<String> = tally.kinds.iter().filter_map(of_kind).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let rules = count(tally.rules.len(), "rule", "rules");
    let mut words = format!("{rules} over {}{kinds}.", count(tally.read - tally.untold, "document", "documents"));
    if tally.untold > 0 {
        let more = tally.untold - tally.first_untold.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let first: Vec<String> = tally.first_untold.iter().map(|path| printable(path)).collect();
        words += &format!(" Not rated, as the kind could not be told: {}{more}.", first.join(", "));
    }
    if tally.unreadable > 0 {
        words += &format!(" {} could not be read.", count(tally.unreadable, "document", "documents"));
    }
    if tally.left > 0 {
        let left = count(tally.left, "document", "documents");
        words += &format!(" The run was interrupted: {left} were not read.");
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
    format!(
        "Suggested ratings: {}. They are a basis for discussion, not endorsed by the papers’ authors; a person decides.",
        counts.join(", ")
    )
}
