use std::collections::BTreeMap;

use super::super::screen::{Cell, GAP, Ink, Screen, printable, row, wrap};
use super::super::{Heading, words};
use crate::assess::{
    AreaSince, BundleSince, Cause, Changed, DocumentSince, PackSince, Since, Stand, Standing, State, Word,
};
use crate::engine::Colour;
use crate::language::Program;

/// Columns of a rating with its reason, and of a cause.
const RATING: usize = 12;
const CAUSE: usize = 18;

/// Prints what changed since an earlier run: was, now, question and cause; documents that moved, came or went; areas of bundles.
pub(super) fn print(screen: &mut Screen, heading: Heading, since: &Since) {
    let days = format!("Since {}, as of {} now", words::day(since.as_of), words::day(heading.as_of));
    say(screen, Ink::Bold, 0, &days);
    let packs: Vec<String> = since.packs.iter().map(pack).collect();
    if !packs.is_empty() {
        say(screen, Ink::Dim, 0, &format!("Other rules: {}", packs.join("; ")));
    }
    screen.line();
    for document in &since.documents {
        print_document(screen, heading.program, document);
    }
    for bundle in &since.bundles {
        print_bundle(screen, heading, bundle);
    }
    let still = since.documents.iter().filter(|document| is_still(document)).count();
    if still > 0 {
        say(screen, Ink::Plain, 0, &format!("{} as then.", words::count(still, "document stands", "documents stand")));
        screen.line();
    }
}

/// Whether there is nothing to say of a document.
fn is_still(document: &DocumentSince) -> bool {
    document.state == State::Same && document.moved_from.is_none() && document.changes.is_empty()
}

fn pack(pack: &PackSince) -> String {
    match (&pack.was, &pack.now) {
        (Some(was), Some(now)) if was == now => format!("{} {now}, with other words", pack.id),
        (Some(was), Some(now)) => format!("{} {was}, now {now}", pack.id),
        (None, Some(now)) => format!("{} {now}, new", pack.id),
        (was, None) => format!("{} {}, gone", pack.id, was.as_deref().unwrap_or("")),
    }
}

fn say(screen: &mut Screen, ink: Ink, indent: usize, what: &str) {
    let room = screen.width().saturating_sub(indent);
    for line in wrap(&printable(what), room, room) {
        screen.space(indent);
        screen.put(ink, &line);
        screen.line();
    }
}

fn print_document(screen: &mut Screen, program: &Program, document: &DocumentSince) {
    if is_still(document) {
        return;
    }
    let moved = document.moved_from.iter().map(|from| format!(", was {from}"));
    let name = format!("{}{}: {}", document.path, moved.collect::<String>(), words::state(document.state));
    say(screen, Ink::Bold, 0, &name);
    let (rated, asked): (Vec<&Changed>, Vec<&Changed>) =
        document.changes.iter().partition(|change| change.was.is_some() && change.now.is_some());
    if !rated.is_empty() {
        head(screen, "question");
    }
    for change in rated {
        let [was, now] = [&change.was, &change.now].map(|stand| stand.as_ref().map_or(Cell::new(RATING), rating));
        let question = program.questions.iter().find(|question| question.id == change.question);
        let text = question.map_or("", |question| &*question.text);
        let about = Cell::new(about_width(screen)).with(Ink::Plain, text).with(Ink::Dim, &change.question);
        row(screen, GAP, &[was, now, about, because(&change.because)]);
    }
    summed(screen, &asked);
    screen.line();
}

/// What is said of questions that were not asked then or are not asked now: how many, by cause.
fn summed(screen: &mut Screen, asked: &[&Changed]) {
    let mut counts: BTreeMap<(bool, &[Cause]), usize> = BTreeMap::new();
    for change in asked {
        *counts.entry((change.now.is_some(), &change.because)).or_default() += 1;
    }
    for ((now, causes), number) in counts {
        let what = match now {
            true => words::count(number, "question is asked that was not", "questions are asked that were not"),
            false => words::count(number, "question is asked no more", "questions are asked no more"),
        };
        say(screen, Ink::Plain, GAP, &format!("{what}: {}", words::causes(causes)));
    }
}

fn about_width(screen: &Screen) -> usize {
    screen.width().saturating_sub(2 * RATING + CAUSE + 4 * GAP)
}

fn head(screen: &mut Screen, about: &str) {
    let cell = |columns, word| Cell::new(columns).with(Ink::Dim, word);
    let about = cell(about_width(screen), about);
    row(screen, GAP, &[cell(RATING, "was"), cell(RATING, "now"), about, cell(CAUSE, "because")]);
}

fn rating(stand: &Stand) -> Cell {
    let reason = stand.reason.map_or("", words::reason);
    Cell::new(RATING).with(stand.colour.into(), words::colour(stand.colour)).with(Ink::Dim, reason)
}

fn because(causes: &[Cause]) -> Cell {
    Cell::new(CAUSE).with(Ink::Plain, &words::causes(causes))
}

fn print_bundle(screen: &mut Screen, heading: Heading, bundle: &BundleSince) {
    let program = heading.program;
    say(screen, Ink::Bold, 0, &format!("{}, all documents together", bundle.name));
    if !bundle.ratings.is_empty() {
        head(screen, "what they say together");
    }
    for change in &bundle.ratings {
        let [was, now] = [&change.was, &change.now]
            .map(|stand| stand.as_ref().map_or(Cell::new(RATING).with(Ink::Dim, "not rated"), rating));
        let title = program.rules.iter().find(|rule| rule.id == change.rule).map_or("", |rule| &*rule.title);
        let text = change.subject.as_ref().map_or(title.to_owned(), |subject| format!("{subject}: {title}"));
        let about = Cell::new(about_width(screen)).with(Ink::Plain, &text).with(Ink::Dim, &change.rule);
        row(screen, GAP, &[was, now, about, because(&change.because)]);
    }
    if !bundle.questions.is_empty() {
        head(screen, "question that people rated");
    }
    for change in &bundle.questions {
        let question = program.questions.get(change.question.at());
        let [text, id] = question.map_or(["", ""], |question| [&question.text, &question.id]);
        let about = Cell::new(about_width(screen)).with(Ink::Plain, text).with(Ink::Dim, id);
        let was = change.was.map_or(Cell::new(RATING).with(Ink::Dim, "not asked"), word);
        row(screen, GAP, &[was, word(change.now), about, because(&change.because)]);
    }
    if !bundle.areas.is_empty() {
        head(screen, "area");
    }
    for area in &bundle.areas {
        print_area(screen, heading, area);
    }
    screen.line();
}

/// A rating that stands, and whose it is.
fn word(word: Word) -> Cell {
    let whose = if word.people { "by people" } else { "suggested" };
    let whose = if word.people || word.colour.is_answer() { whose } else { "" };
    Cell::new(RATING).with(word.colour.into(), words::colour(word.colour)).with(Ink::Dim, whose)
}

fn print_area(screen: &mut Screen, heading: Heading, area: &AreaSince) {
    let title = words::area(heading, area.area);
    let none = Standing { colours: BTreeMap::new(), no_better_than: None };
    let was = area.was.as_ref().unwrap_or(&none);
    let about = Cell::new(about_width(screen)).with(Ink::Plain, &title).with(Ink::Dim, &words::moved(was, &area.now));
    row(screen, GAP, &[standing(was), standing(&area.now), about, because(&area.because)]);
}

fn standing(standing: &Standing) -> Cell {
    match standing.no_better_than {
        Some(Colour::Green) => Cell::new(RATING).with(Ink::Dim, "no gap found"),
        Some(colour) => Cell::new(RATING).with(Ink::Dim, "no better than").with(colour.into(), words::colour(colour)),
        None => Cell::new(RATING).with(Ink::Dim, "nothing"),
    }
}
