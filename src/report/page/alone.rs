//! Documents that belong to no others: each stands for itself, in a row of its own, as they add up to nothing.

use std::io::{self, Write};

use maud::{Markup, html};

use super::super::words;
use super::parts::{chip, id};
use super::piece::{HOLE, around, put};
use super::{Run, Sheet};
use crate::assess::{Gap, Meeting};
use crate::engine::Colour;

/// Gaps of one document that are shown.
const GAPS: usize = 3;
/// The colours that are counted.
const SHOWN: [Colour; 4] = [Colour::Red, Colour::Amber, Colour::Unclear, Colour::Green];

/// Writes a row for each of some documents.
pub(super) fn alone(run: &Run, sheets: &[&Sheet], out: &mut dyn Write) -> io::Result<()> {
    let table = html! {
        h3.partnership { "Documents in no bundle" }
        div.wide tabindex="0" role="region" aria-label="Documents in no bundle" {
            table.alone {
                caption {
                    "Each by itself, as they are not said to belong together: the number of its questions of each colour, and "
                    "its largest gaps"
                }
                thead {
                    tr {
                        th scope="col" { "Document" }
                        @for colour in SHOWN { th scope="col" { (words::rated(colour)) } }
                        th scope="col" { "The largest gaps" }
                    }
                }
                tbody { (HOLE) }
            }
        }
    };
    around(out, table, |out| sheets.iter().try_for_each(|sheet| put(out, row(run, sheet))))
}

fn row(run: &Run, sheet: &Sheet) -> Markup {
    let meetings = run.meetings(&[sheet], &[]);
    let (advice, gaps): (Vec<Gap>, Vec<Gap>) = meetings.iter().flat_map(Meeting::gaps).partition(Gap::is_advice);
    html! {
        tr {
            th scope="row" {
                a href={ "#d" (sheet.at) } { (sheet.name()) } br;
                (id(&sheet.heard.path)) br;
                span.id { (run.kind(sheet)) }
            }
            @for colour in SHOWN {
                @let number = sheet.count(colour);
                td.number { @if number > 0 { (number) } @else { span.none { "0" } } }
            }
            td {
                @if gaps.is_empty() { p { "No gap" @if !advice.is_empty() { " that is more than advice" } } }
                @for gap in gaps.iter().take(GAPS) { (self::gap(run, gap)) }
                @if let more @ 1.. = gaps.len().saturating_sub(GAPS) { p.note { "and " (more) " more" } }
                @if !advice.is_empty() {
                    p.note { (words::count(advice.len(), "gap that is", "gaps that are")) " advice alone" }
                }
            }
        }
    }
}

fn gap(run: &Run, gap: &Gap) -> Markup {
    let questions = gap.items.iter().filter_map(|item| run.heading.program.questions.get(item.question.at()));
    html! {
        p {
            (chip(gap.colour)) " "
            @if let Some(message) = gap.message { (message) " " }
            @for question in questions { (id(&question.id)) " " }
        }
    }
}
