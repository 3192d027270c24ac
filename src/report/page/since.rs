//! What stands otherwise since an earlier run: ratings of partnerships and of documents, and documents that came or went.

use maud::{Markup, html};

use super::super::words;
use super::Run;
use super::parts::{chip, id};
use crate::assess::{BundleSince, Cause, Since, Standing, State, Word};
use crate::language::model::QuestionId;

/// Changes that are shown.
const CHANGES: usize = 30;

/// A rating that stands otherwise.
struct Change<'a> {
    question: &'a str,
    text: &'a str,
    /// The partnership or the document.
    of: &'a str,
    was: Word,
    now: Word,
    /// Why people have to look again at what they said.
    again: Vec<String>,
    because: &'a [Cause],
}

pub(super) fn changes(run: &Run, since: &Since) -> Markup {
    let all: Vec<Change> = of_bundles(run, since).into_iter().chain(of_documents(run, since)).collect();
    html! {
        h3 { "Since " (words::day(since.as_of)) }
        @if all.is_empty() {
            p { "No rating stands otherwise." }
        } @else {
            div.wide tabindex="0" role="region" aria-label="What stands otherwise" {
                table {
                    caption { (all.len().min(CHANGES)) " of " (words::count(all.len(), "rating", "ratings")) " that stand otherwise" }
                    thead {
                        tr {
                            th scope="col" { "Question" } th scope="col" { "Was" } th scope="col" { "Now" }
                            th scope="col" { "Because" } th scope="col" { "Of" }
                        }
                    }
                    tbody { @for change in all.iter().take(CHANGES) { (row(change)) } }
                }
            }
        }
        (areas(run, since))
        (came_and_went(since))
    }
}

/// Areas of partnerships that were there then and stand otherwise.
fn areas(run: &Run, since: &Since) -> Markup {
    let all = since.bundles.iter().flat_map(|bundle| bundle.areas.iter().map(move |area| (bundle, area)));
    let moved: Vec<_> = all.filter_map(|(bundle, area)| Some((bundle, area, area.was.as_ref()?))).collect();
    html! {
        @if !moved.is_empty() {
            div.wide tabindex="0" role="region" aria-label="Areas that stand otherwise" {
                table {
                    caption { (words::count(moved.len(), "area", "areas")) " whose questions stand otherwise: what each can be said to be at best" }
                    thead {
                        tr {
                            th scope="col" { "Area" } th scope="col" { "Was" } th scope="col" { "Now" }
                            th scope="col" { "Because" } th scope="col" { "Of" }
                        }
                    }
                    tbody {
                        @for (bundle, area, was) in &moved {
                            tr {
                                th scope="row" { (words::area(run.heading, area.area)) }
                                td { (at_best(was)) }
                                td { (at_best(&area.now)) p.note { (words::moved(was, &area.now)) } }
                                td { (words::causes(&area.because)) }
                                td { (bundle.name) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn at_best(standing: &Standing) -> Markup {
    html! { @match standing.no_better_than { Some(colour) => (chip(colour)), None => "nothing" } }
}

/// Of questions that people have rated or had, whose rating is of the whole partnership.
fn of_bundles<'a>(run: &Run<'a>, since: &'a Since) -> Vec<Change<'a>> {
    let program = run.heading.program;
    let questions = since.bundles.iter().flat_map(|bundle| bundle.questions.iter().map(move |change| (bundle, change)));
    let again = |bundle: &BundleSince, question: QuestionId| {
        let rollup = run.tally.bundles.iter().find(|rollup| rollup.name == bundle.name);
        let asked = rollup.map(|rollup| rollup.questions(program, run.heading.asked)).unwrap_or_default();
        let asked = asked.iter().find(|asked| asked.question == question);
        asked.map(|asked| asked.recheck.iter().map(words::recheck).collect()).unwrap_or_default()
    };
    let changes = questions.filter_map(|(bundle, change)| {
        let question = program.questions.get(change.question.at())?;
        Some(Change {
            question: &question.id,
            text: &question.text,
            of: &bundle.name,
            was: change.was?,
            now: change.now,
            again: again(bundle, change.question),
            because: &change.because,
        })
    });
    changes.collect()
}

fn of_documents<'a>(run: &Run<'a>, since: &'a Since) -> Vec<Change<'a>> {
    let program = run.heading.program;
    let documents = since.documents.iter();
    let ratings = documents.flat_map(|document| document.changes.iter().map(move |change| (document, change)));
    let changes = ratings.filter_map(|(document, change)| {
        let question = program.questions.iter().find(|one| one.id == change.question);
        let suggested = |colour| Word { colour, people: false };
        Some(Change {
            question: &change.question,
            text: question.map_or("", |question| &*question.text),
            of: &document.path,
            was: suggested(change.was.as_ref()?.colour),
            now: suggested(change.now.as_ref()?.colour),
            again: Vec::new(),
            because: &change.because,
        })
    });
    changes.collect()
}

fn row(change: &Change) -> Markup {
    html! {
        tr {
            th scope="row" { (change.text) " " (id(change.question)) }
            td { (rated(change.was)) }
            td { (rated(change.now)) @for why in &change.again { p.note { (why) } } }
            td { (words::causes(change.because)) }
            td { (change.of) }
        }
    }
}

fn rated(word: Word) -> Markup {
    html! { (chip(word.colour)) @if word.people { " by people" } }
}

/// Documents that were not there then or are not now, and those that can be read at one of both times alone.
fn came_and_went(since: &Since) -> Markup {
    let moved = |state: &State| !matches!(state, State::Same | State::Changed | State::StillUnread);
    let documents: Vec<_> = since.documents.iter().filter(|document| moved(&document.state)).collect();
    html! {
        @if !documents.is_empty() {
            p { "Documents that came or went:" }
            ul { @for document in documents { li { (document.path) ": " (words::state(document.state)) } } }
        }
    }
}
