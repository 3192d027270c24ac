//! Documents against questions, a table for each kind of document; each cell leads to the words.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::words;
use super::parts::{class, id, letter};
use super::{Run, Sheet};
use crate::engine::Colour;
use crate::language::model::{KindId, QuestionId};

pub(super) fn matrix(run: &Run) -> Markup {
    let kinds: BTreeSet<KindId> = run.sheets.iter().filter_map(|sheet| sheet.kind).collect();
    html! {
        section #matrix aria-labelledby="matrix-title" {
            h2 #matrix-title { "Documents and questions" }
            p.screen { "Each cell leads to the words that the rating rests on." }
            (filters())
            @for kind in kinds { (table(run, kind)) }
            p #none-left .screen hidden { "No document is left by these filters." }
        }
    }
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

fn table(run: &Run, kind: KindId) -> Markup {
    let program = run.heading.program;
    let sheets: Vec<(usize, &Sheet)> =
        run.sheets.iter().enumerate().filter(|(_, sheet)| sheet.kind == Some(kind)).collect();
    let questions: BTreeSet<QuestionId> =
        sheets.iter().flat_map(|(_, sheet)| sheet.heard.points.keys().copied()).collect();
    let title = program.kinds.get(kind.at()).map_or("", |kind| &*kind.title);
    html! {
        h3 { (title) ": " (words::count(sheets.len(), "document", "documents")) }
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
                tbody {
                    @for (at, sheet) in &sheets {
                        tr data-name={ (sheet.name().to_lowercase()) " " (sheet.heard.path.to_lowercase()) } {
                            th scope="row" { a href={ "#d" (at) } { (sheet.name()) } }
                            @for question in &questions { (cell(*at, sheet, *question)) }
                        }
                    }
                }
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
    }
}

fn cell(at: usize, sheet: &Sheet, question: QuestionId) -> Markup {
    let Some(point) = sheet.heard.points.get(&question) else { return html! { td {} } };
    let settled = sheet.settled.get(&question).filter(|settled| **settled != point.colour);
    let people = settled.map(|settled| format!(", people say {}", words::rated(*settled)));
    html! {
        td.(class(point.colour)) {
            a href={ "#d" (at) "q" (question.0) } {
                span aria-hidden="true" { (letter(point.colour)) @if settled.is_some() { sup { "P" } } }
                span.said { (words::rated(point.colour)) (people.as_deref().unwrap_or("")) }
            }
        }
    }
}
