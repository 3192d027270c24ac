use std::io;

use super::pointer::pointers;
use super::problem::kind_not_told;
use super::screen::{Ink, Screen, printable};
use super::text::Style;
use super::words::{self, causes, folded};
use super::{Heading, Report};
use crate::assess::{
    Assessed, BundleSince, DocumentSince, Excerpt, Place, Rated, Rollup, Stand, State, Tally, Together, Word,
};
use crate::diagnostic::Diagnostic;
use crate::engine::Rating;
use crate::language::Program;
use crate::source::{LineIndex, Span};

/// The report with one line a finding, as editors and scripts read it: `path:line:column: rating[rule] message`, or
/// `path: clause 7.2, page 4: rating[rule] message` where the file is no text.
pub struct Short<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// Whether colours are used; lines are never wrapped.
    pub style: Style,
    /// Whether findings of rules that advise alone are printed too.
    pub advice: bool,
}

impl Report for Short<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        match &assessed.outcome {
            Err(refusal) => self.problem(&mut screen, assessed, refusal),
            Ok(rated) => {
                for problem in &rated.document.problems {
                    self.problem(&mut screen, assessed, problem);
                }
                if assessed.named && assessed.is_untold() {
                    self.problem(&mut screen, assessed, &kind_not_told());
                }
                for rating in &rated.verdict.ratings {
                    self.rating(&mut screen, assessed, rated, rating);
                }
            }
        }
        Ok(screen.into_bytes())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        for bundle in &tally.bundles {
            self.together(&mut screen, bundle);
            self.people(&mut screen, bundle);
        }
        for problem in &tally.problems {
            whole(&mut screen, tally, problem);
        }
        for document in tally.since.iter().flat_map(|since| &since.documents) {
            since(&mut screen, document);
        }
        for bundle in tally.since.iter().flat_map(|since| &since.bundles) {
            bundle_since(&mut screen, self.heading.program, bundle);
        }
        Ok(screen.into_bytes())
    }
}

/// What there is to say of the run as a whole: `file:line:column: severity[code] message`.
fn whole(screen: &mut Screen, tally: &Tally, problem: &Diagnostic) {
    let label = problem.labels.first();
    let file = label.and_then(|label| Some((label, tally.files.get(label.file.0 as usize)?)));
    let place = file.map_or(String::new(), |(label, (name, text))| {
        let position = LineIndex::new(text).position(text, label.span.start);
        format!("{}:{}:{}:", printable(name), position.line, position.column)
    });
    let name = format!("{}[{}]", problem.severity.word(), problem.code);
    put(screen, &place, problem.severity.into(), &name, &problem.message);
}

/// What changed in a document since an earlier run, a line each: `path: since[state]` and `path: since[question] was, now:
/// cause`.
fn since(screen: &mut Screen, document: &DocumentSince) {
    let path = format!("{}:", printable(&document.path));
    let moved = document.moved_from.as_ref().map(|from| (Ink::Plain, "moved", format!("from {}", printable(from))));
    let state = (document.state != State::Same).then(|| (Ink::Plain, document.state.word(), String::new()));
    let changes = document.changes.iter().map(|change| {
        let [was, now] = [&change.was, &change.now].map(|stand| stand.as_ref().map_or("not asked".into(), rating));
        let ink = change.now.as_ref().map_or(Ink::Plain, |now| now.colour.into());
        (ink, &*change.question, format!("{was}, now {now}: {}", causes(&change.because)))
    });
    for (ink, what, words) in moved.into_iter().chain(state).chain(changes) {
        screen.put(Ink::Bold, &path);
        screen.space(1);
        screen.put(ink, &format!("since[{what}]"));
        screen.space(usize::from(!words.is_empty()));
        screen.put(Ink::Plain, &words);
        screen.line();
    }
}

/// The ratings of documents together that stand otherwise, and the questions that people had rated or have, a line each.
fn bundle_since(screen: &mut Screen, program: &Program, bundle: &BundleSince) {
    for change in &bundle.ratings {
        let [was, now] = [&change.was, &change.now].map(|stand| stand.as_ref().map_or("not rated".into(), rating));
        let subject = change.subject.as_ref().map_or(String::new(), |subject| format!("{subject}: "));
        let ink = change.now.as_ref().map_or(Ink::Plain, |now| now.colour.into());
        let message = format!("{subject}{was}, now {now}: {}", causes(&change.because));
        put(screen, &format!("{}:", printable(&bundle.name)), ink, &format!("since[{}]", change.rule), &message);
    }
    let word = |word: Word| {
        let whose = if word.people { " (by people)" } else { "" };
        format!("{}{whose}", word.colour.word())
    };
    for change in &bundle.questions {
        let id = program.questions.get(change.question.at()).map_or("", |question| &*question.id);
        let was = change.was.map_or("not asked".into(), word);
        let message = format!("{was}, now {}: {}", word(change.now), causes(&change.because));
        let (name, bundle) = (format!("since[{id}]"), format!("{}:", printable(&bundle.name)));
        put(screen, &bundle, change.now.colour.into(), &name, &message);
    }
}

fn rating(stand: &Stand) -> String {
    let reason = stand.reason.map(|reason| format!(" ({})", reason.word()));
    format!("{}{}", stand.colour.word(), reason.unwrap_or_default())
}

impl Short<'_> {
    /// The gaps of the documents of a bundle together, at the first of their places; the message names the others.
    fn together(&self, screen: &mut Screen, bundle: &Rollup) {
        let program = self.heading.program;
        let told = |one: &&Together| bundle.is_open(program, one) && (self.advice || !one.rating.advisory);
        for one in bundle.ratings.iter().filter(told) {
            let name = format!("{}[{}]", one.rating.colour.word(), program.rules[one.rating.rule.at()].id);
            let mut places = one.quotes.iter().map(|(path, passage)| spot(path, &passage.shown));
            let bare = || format!("{}:", printable(bundle.documents.first().unwrap_or(&bundle.name)));
            let place = places.next().unwrap_or_else(bare);
            let others: Vec<String> = places.map(|place| place.trim_end_matches(':').to_owned()).collect();
            let also = if others.is_empty() { String::new() } else { format!(" (see also {})", others.join(", ")) };
            put(screen, &place, one.rating.colour.into(), &name, &format!("{}{also}", one.rating.message));
        }
    }

    /// The gaps that people see, and answers that have to be looked at again.
    fn people(&self, screen: &mut Screen, bundle: &Rollup) {
        let Some(people) = &bundle.people else { return };
        for asked in bundle.questions(self.heading.program, self.heading.asked) {
            let Some(said) = asked.said.filter(|_| asked.colour.is_gap() || !asked.recheck.is_empty()) else {
                continue;
            };
            let id = self.heading.program.questions.get(asked.question.at()).map_or("", |question| &*question.id);
            let again = asked.recheck.iter().map(words::recheck);
            let message: Vec<String> = std::iter::once(words::said(said)).chain(again).collect();
            let (name, message) = (format!("{}[{id}]", asked.colour.word()), message.join("; "));
            put(screen, &format!("{}:", printable(&people.file)), asked.colour.into(), &name, &message);
        }
    }

    fn problem(&self, screen: &mut Screen, assessed: &Assessed, problem: &Diagnostic) {
        let at = problem.labels.first().map_or(0, |label| label.span.start);
        let place = assessed.position(at).map_or(Place::Said(String::new()), Place::Line);
        let name = format!("{}[{}]", problem.severity.word(), problem.code);
        line(screen, assessed, &place, problem.severity.into(), &name, &problem.message);
    }

    fn rating(&self, screen: &mut Screen, assessed: &Assessed, rated: &Rated, rating: &Rating) {
        if assessed.is_open(self.heading.program, rating) && (self.advice || !rating.advisory) {
            let name = format!("{}[{}]", rating.colour.word(), self.heading.program.rules[rating.rule.at()].id);
            let place = assessed.place(rated, place(rated, rating));
            line(screen, assessed, &place, rating.colour.into(), &name, &rating.message);
        }
    }
}

/// Where a rating points, or the title.
pub(super) fn place(rated: &Rated, rating: &Rating) -> Span {
    let title = || rated.document.title.map(|title| rated.document.block(title).span);
    pointers(rating).first().map(|pointer| pointer.matched).or_else(title).unwrap_or_default()
}

fn line(screen: &mut Screen, assessed: &Assessed, place: &Place, ink: Ink, name: &str, message: &str) {
    let path = printable(&assessed.path);
    let place = match place {
        Place::Line(position) => format!("{path}:{}:{}:", position.line, position.column),
        Place::Said(place) if place.is_empty() => format!("{path}:"),
        Place::Said(place) => format!("{path}: {place}:"),
    };
    put(screen, &place, ink, name, message);
}

/// A place of one of several documents, as [`line`] says it.
fn spot(path: &str, shown: &Excerpt) -> String {
    let path = printable(path);
    match shown.carets {
        Some([start, _]) => format!("{path}:{}:{}:", start.line, start.column),
        None if shown.place.is_empty() => format!("{path}:"),
        None => format!("{path}: {}:", shown.place),
    }
}

fn put(screen: &mut Screen, place: &str, ink: Ink, name: &str, message: &str) {
    screen.put(Ink::Bold, &folded(place));
    screen.space(1);
    screen.put(ink, name);
    screen.space(1);
    screen.put(Ink::Plain, &printable(&folded(message)));
    screen.line();
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::language::Program;

    fn shown(program: &Program, assessed: &Assessed) -> String {
        let heading = testing::heading(program, &[]);
        let short = Short { heading, style: Style { width: 40, colour: false }, advice: false };
        String::from_utf8(short.document(0, assessed).unwrap()).unwrap()
    }

    #[test]
    fn one_line_a_finding() {
        let program = testing::program();
        assert_eq!(
            shown(&program, &testing::assessed()),
            "agreements/harbour.md:15:360: amber[shore.quay.disputes] disputes are mentioned, but no step that ends them\n\
             agreements/harbour.md:17:7: red[shore.quay.costs] nothing says how the costs of the work are shared between the parties\n\
             agreements/harbour.md:7:3: red[shore.quay.review] nothing says when the agreement is reviewed\n"
        );
    }

    #[test]
    fn clause_and_page_stand_for_a_line_where_the_file_is_no_text() {
        let shown = shown(&testing::program(), &testing::worded());
        let places: Vec<&str> = shown.lines().filter_map(|line| Some(line.split_once("[shore")?.0)).collect();
        assert_eq!(
            places,
            [
                "agreements/harbour.docx: clause 2.1, page 2: amber",
                "agreements/harbour.docx: clause 3, page 2: red",
                "agreements/harbour.docx: the title, page 1: red",
            ]
        );
    }

    #[test]
    fn a_refusal_is_a_line_too() {
        assert_eq!(
            shown(&testing::program(), &testing::refused()),
            "agreements/old\\u{1b}[31m.md:2:12: error[binary-file] the file holds zero bytes, so it is no text\n"
        );
    }
}
