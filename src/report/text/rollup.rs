use super::super::Heading;
use super::super::screen::{Ink, Screen, printable, width, wrap};
use super::super::words::count;
use super::people;
use crate::assess::{AreaCount, Rollup};
use crate::engine::Colour;

/// The word over the questions that people have rated.
const PEOPLE: &str = "by people";
/// Columns between columns.
const GAP: usize = 2;
/// What is counted, with the word over its column.
const COLOURS: [(Colour, &str); 6] = [
    (Colour::Green, "green"),
    (Colour::Amber, "amber"),
    (Colour::Red, "red"),
    (Colour::Unclear, "unclear"),
    (Colour::NotApplicable, "n/a"),
    (Colour::Unrated, "unrated"),
];

/// Prints how the questions of each area stand over the documents of a bundle, as a prompt for a discussion.
pub(super) fn print(screen: &mut Screen, heading: Heading, rollup: &Rollup) {
    let questions = rollup.questions(heading.program, heading.asked);
    let areas = AreaCount::of(heading.program, &questions);
    let used: Vec<&(Colour, &str)> =
        COLOURS.iter().filter(|(colour, _)| areas.iter().any(|area| area.count(*colour) > 0)).collect();
    let title = |area: &AreaCount| heading.program.areas.get(area.area.at()).map_or("", |area| &*area.title);
    let people = areas.iter().any(|area| area.people > 0);
    let columns: usize = used.iter().map(|(_, word)| width(word) + GAP).sum();
    let columns = columns + if people { width(PEOPLE) + GAP } else { 0 };
    let suggested = width("no better than amber") + GAP;
    let longest = areas.iter().map(|area| width(title(area))).max().unwrap_or(0);
    let room = screen.width().saturating_sub(2 * GAP + columns + suggested).clamp(20, longest.max(20));
    let name =
        format!("{}: {} together", printable(&rollup.name), count(rollup.documents.len(), "document", "documents"));
    for line in wrap(&name, screen.width(), screen.width()) {
        screen.put(Ink::Bold, &line);
        screen.line();
    }
    screen.space(GAP + room);
    for (_, word) in &used {
        screen.space(GAP);
        screen.put(Ink::Dim, word);
    }
    if people {
        screen.space(GAP);
        screen.put(Ink::Dim, PEOPLE);
    }
    screen.line();
    for area in &areas {
        for (index, line) in wrap(title(area), room, room).iter().enumerate() {
            screen.space(GAP);
            screen.put(Ink::Plain, line);
            if index == 0 {
                screen.space(room - width(line));
                counts(screen, area, &used, people);
            }
            screen.line();
        }
    }
    screen.line();
    if rollup.people.is_some() {
        people::print(screen, heading, rollup, &questions);
    }
}

fn counts(screen: &mut Screen, area: &AreaCount, used: &[&(Colour, &str)], people: bool) {
    for (colour, word) in used {
        let number = area.count(*colour).to_string();
        screen.space(GAP + width(word) - width(&number).min(width(word)));
        screen.put(if number == "0" { Ink::Dim } else { Ink::Plain }, &number);
    }
    if people {
        let number = area.people.to_string();
        screen.space(GAP + width(PEOPLE) - width(&number).min(width(PEOPLE)));
        screen.put(if number == "0" { Ink::Dim } else { Ink::Plain }, &number);
    }
    if let Some(colour) = area.no_better_than() {
        screen.space(GAP);
        screen.put(Ink::Dim, "no better than ");
        screen.put(colour.into(), colour.word());
    }
}
