use super::super::Heading;
use super::super::screen::{Ink, Screen, printable, width, wrap};
use super::super::words::{self, count};
use super::people;
use crate::assess::{AreaCount, Asked, Assessed, Count, MainCount, Partnership, Rollup};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{Area, PackId};

/// The word over the questions that people have rated.
const PEOPLE: &str = "by people";
/// What stands behind a colour that is there by advice alone.
pub(super) const ADVICE: &str = " (advice)";
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
    let (questions, _) = rollup.questions_here(heading.program, heading.asked);
    let name =
        format!("{}: {} together", printable(&rollup.name), count(rollup.documents.len(), "document", "documents"));
    table(
        screen,
        heading.program,
        &name,
        (&questions, &rollup.partnership),
        &MainCount::all(heading.program, &questions),
    );
    if rollup.people.is_some() {
        people::print(screen, heading, rollup, &questions);
    }
}

/// Prints how the questions of one document stand by area; its sheet says how those under each main question do.
pub(super) fn of_document(screen: &mut Screen, heading: Heading, assessed: &Assessed) {
    let rollup = Rollup::of_document(heading.program, assessed);
    let questions = rollup.questions_met(heading.program, heading.asked);
    let name = format!("{} by area", printable(&assessed.path));
    table(screen, heading.program, &name, (&questions, &rollup.partnership), &[]);
}

/// Prints how questions stand by area, under a title, with the ratings of main questions themselves.
fn table(
    screen: &mut Screen,
    program: &Program,
    title: &str,
    (questions, partnership): (&[Asked], &Partnership),
    mains: &[MainCount],
) {
    let areas = AreaCount::all(program, questions);
    if areas.is_empty() {
        return;
    }
    for line in wrap(title, screen.width(), screen.width()) {
        screen.put(Ink::Bold, &line);
        screen.line();
    }
    let table = Table::of(program, &areas, screen.width());
    table.over(screen);
    let mut packs: Vec<PackId> = Vec::new();
    for &AreaCount { area: id, ref count } in &areas {
        let Some(area) = program.areas.get(id.at()) else { continue };
        if table.packs && packs.last() != Some(&area.pack) {
            packs.push(area.pack);
            screen.space(GAP);
            screen.put(Ink::Bold, program.packs.get(area.pack.at()).map_or("", |pack| &pack.title));
            screen.line();
        }
        table.area(screen, area, count);
        let of_area = |main: &&MainCount| {
            let question = program.questions.get(main.main.question.at());
            question.is_some_and(|question| question.under.is_none() && question.area == id)
        };
        for main in mains.iter().filter(of_area) {
            table.main(screen, program, partnership, &main.main);
        }
    }
    screen.line();
}

/// The columns of a table of areas.
struct Table {
    /// The colours that some question has.
    used: Vec<(Colour, &'static str)>,
    /// Whether people have rated any.
    people: bool,
    /// Whether the areas are of several packs, each of which then has its name over its own.
    packs: bool,
    /// The width of the areas' titles.
    room: usize,
}

impl Table {
    fn of(program: &Program, areas: &[AreaCount], room: usize) -> Self {
        let one = |(colour, _): &&(Colour, &str)| areas.iter().any(|area| area.count.of(*colour) > 0);
        let used: Vec<(Colour, &str)> = COLOURS.iter().filter(one).copied().collect();
        let people = areas.iter().any(|area| area.count.people > 0);
        let declared: Vec<&Area> = areas.iter().filter_map(|area| program.areas.get(area.area.at())).collect();
        let packs = declared.iter().any(|area| area.pack != declared[0].pack);
        let columns: usize = used.iter().map(|(_, word)| width(word) + GAP).sum();
        let columns = columns + if people { width(PEOPLE) + GAP } else { 0 };
        let advice = areas.iter().any(|area| area.count.is_by_advice());
        let suggested = width("no better than amber") + GAP + if advice { width(ADVICE) } else { 0 };
        let longest = declared.iter().map(|area| width(&area.title)).max().unwrap_or(0);
        let room = room.saturating_sub(2 * GAP + columns + suggested).clamp(20, longest.max(20));
        Self { used, people, packs, room }
    }

    fn indent(&self) -> usize {
        if self.packs { 2 * GAP } else { GAP }
    }

    /// The words over the columns.
    fn over(&self, screen: &mut Screen) {
        screen.space(self.indent() + self.room);
        let people = self.people.then_some(PEOPLE);
        for word in self.used.iter().map(|(_, word)| *word).chain(people) {
            screen.space(GAP);
            screen.put(Ink::Dim, word);
        }
        screen.line();
    }

    fn area(&self, screen: &mut Screen, area: &Area, count: &Count) {
        for (index, line) in wrap(&area.title, self.room, self.room).iter().enumerate() {
            screen.space(self.indent());
            screen.put(Ink::Plain, line);
            if index == 0 {
                screen.space(self.room - width(line));
                self.counts(screen, count);
            }
            screen.line();
        }
    }

    fn counts(&self, screen: &mut Screen, count: &Count) {
        let colours = self.used.iter().map(|(colour, word)| (count.of(*colour), *word));
        for (number, word) in colours.chain(self.people.then_some((count.people, PEOPLE))) {
            let number = number.to_string();
            screen.space(GAP + width(word) - width(&number).min(width(word)));
            screen.put(if number == "0" { Ink::Dim } else { Ink::Plain }, &number);
        }
        match count.no_better_than() {
            Some(Colour::Green) => {
                screen.space(GAP);
                screen.put(Ink::Dim, "no gap found");
            }
            Some(colour) => {
                screen.space(GAP);
                screen.put(Ink::Dim, "no better than ");
                screen.put(colour.into(), colour.word());
                screen.put(Ink::Dim, if count.is_by_advice() { ADVICE } else { "" });
            }
            None => {}
        }
    }

    /// The main question of an area with the rating of its own, which people give.
    fn main(&self, screen: &mut Screen, program: &Program, partnership: &Partnership, main: &Asked) {
        let Some(question) = program.questions.get(main.question.at()) else { return };
        let indent = self.indent() + GAP;
        let said = match main.said {
            Some(said) => words::said(said),
            None if main.colour == Colour::Unrated => "unrated".to_owned(),
            None if main.is_left_out(program, partnership) => "not applicable, as the profile says".to_owned(),
            None => format!("the documents suggest {}", words::rated(main.colour)),
        };
        let line = format!("main question {}: {}", question.id, printable(&said));
        let room = screen.width().saturating_sub(indent).max(20);
        for line in wrap(&line, room, room) {
            screen.space(indent);
            screen.put(Ink::Dim, &line);
            screen.line();
        }
    }
}
