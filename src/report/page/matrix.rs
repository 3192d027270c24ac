//! Documents against questions, a table for each kind of document; each cell leads to the words.

use std::collections::BTreeSet;
use std::io::{self, Write};

use maud::{Markup, html};

use super::super::words;
use super::parts::{class, id, letter};
use super::piece::{HOLE, around, put};
use super::{Run, Sheet};
use crate::engine::Colour;
use crate::language::model::{KindId, QuestionId};

pub(super) fn matrix(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let kinds: BTreeSet<KindId> = run.sheets.iter().filter_map(|sheet| sheet.kind).collect();
    let section = html! {
        section #matrix aria-labelledby="matrix-title" {
            h2 #matrix-title { "Documents and questions" }
            p.screen { "Each cell leads to the words that the rating rests on." }
            (filters())
            (HOLE)
            p #none-left .screen hidden { "No document is left by these filters." }
        }
    };
    around(out, section, |out| kinds.into_iter().try_for_each(|kind| table(run, kind, out)))
}

/// What can be chosen; it needs the script, and stays hidden without it.
fn filters() -> Markup {
    let colours = [Colour::Red, Colour::Amber, Colour::Unclear, Colour::Green];
    html! {
        form #filters .screen hidden aria-label="Filters" {
            label for="words" { "Documents whose name has" }
            input #words type="search" autocomplete="off";
            fieldset {
                legend { "Ratings shown" }
                @for colour in colours {
                    label { input type="checkbox" name="colour" value=(class(colour)) checked; (words::rated(colour)) }
                }
            }
            p role="status" #filtered {}
        }
    }
}

fn table(run: &Run, kind: KindId, out: &mut dyn Write) -> io::Result<()> {
    let program = run.heading.program;
    let sheets = || run.sheets.iter().filter(|sheet| sheet.kind == Some(kind));
    let questions: BTreeSet<QuestionId> = sheets().flat_map(|sheet| sheet.heard.points.keys().copied()).collect();
    let title = program.kinds.get(kind.at()).map_or("", |kind| &*kind.title);
    let table = html! {
        h3 { (title) ": " (words::count(sheets().count(), "document", "documents")) }
        div.wide tabindex="0" role="region" aria-label={ (title) ", documents and questions" } {
            table.matrix {
                thead {
                    tr {
                        th scope="col" { "Document" }
                        @for question in &questions {
                            @if let Some(question) = program.questions.get(question.at()) {
                                th scope="col" title=(question.text) { span { (question.id) } }
                            }
                        }
                    }
                }
                tbody { (HOLE) }
            }
        }
        details.asked {
            summary { "What these questions ask" }
            dl {
                @for question in questions.iter().filter_map(|question| program.questions.get(question.at())) {
                    dt { (id(&question.id)) }
                    dd { (question.text) }
                }
            }
        }
    };
    around(out, table, |out| sheets().try_for_each(|sheet| put(out, row(sheet, &questions))))
}

fn row(sheet: &Sheet, questions: &BTreeSet<QuestionId>) -> Markup {
    html! {
        tr data-name={ (sheet.name().to_lowercase()) " " (sheet.heard.path.to_lowercase()) } {
            th scope="row" { a href={ "#d" (sheet.at) } { (sheet.name()) } }
            @for question in questions { (cell(sheet, *question)) }
        }
    }
}

fn cell(sheet: &Sheet, question: QuestionId) -> Markup {
    let Some(point) = sheet.heard.points.get(&question) else { return html! { td {} } };
    let settled = sheet.settled.get(&question).filter(|settled| **settled != point.colour);
    let people = settled.map(|settled| format!(", people say {}", words::rated(*settled)));
    html! {
        td.(class(point.colour)) {
            a href={ "#d" (sheet.at) "q" (question.0) } {
                span aria-hidden="true" { (letter(point.colour)) @if settled.is_some() { sup { "P" } } }
                span.said { (words::rated(point.colour)) (people.as_deref().unwrap_or("")) }
            }
        }
    }
}
