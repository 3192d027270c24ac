//! How the report was made: what could not be read, where people say otherwise, and by which rules.

use maud::{Markup, html};

use super::super::{kind_not_told, words};
use super::parts::{chip, meaning};
use super::sheet::why;
use super::{Run, Sheet, short};
use crate::engine::Colour;
use crate::language::model::{QuestionId, RuleId};

/// Where people say otherwise than the documents suggest, and which gaps they let be.
fn otherwise(run: &Run) -> Markup {
    let program = run.heading.program;
    let question = |id: QuestionId| program.questions.get(id.at()).map_or("", |question| &*question.id);
    let rule = |id: RuleId| program.rules.get(id.at()).map_or("", |rule| &*rule.id);
    let mut rows: Vec<(&str, &str, Colour, Markup)> = Vec::new();
    for sheet in run.sheets {
        for (id, point) in &sheet.heard.points {
            let settled = sheet.settled.get(id).filter(|settled| **settled != point.colour);
            let said = settled.map(|settled| html! { "people say " (chip(*settled)) });
            rows.extend(said.map(|said| (&*sheet.heard.path, question(*id), point.colour, said)));
        }
        let waived = sheet.waived.iter();
        rows.extend(
            waived.map(|(id, colour, why)| (&*sheet.heard.path, rule(*id), *colour, html! { "waived: " (why) })),
        );
    }
    for bundle in &run.tally.bundles {
        for one in &bundle.ratings {
            let said = one.waived.as_deref().map(|waiver| html! { "waived: " (why(waiver)) });
            let said = said.or_else(|| {
                let settled = bundle.overruled(program, &one.rating).filter(|settled| *settled != one.rating.colour)?;
                Some(html! { "people say " (chip(settled)) })
            });
            rows.extend(said.map(|said| (&*bundle.name, rule(one.rating.rule), one.rating.colour, said)));
        }
    }
    html! {
        h3 { "Where people say otherwise" }
        @if rows.is_empty() {
            p { "No rating was overruled or waived." }
        } @else {
            div.wide tabindex="0" role="region" aria-label="Where people say otherwise" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Document" } th scope="col" { "Question or rule" }
                            th scope="col" { "Suggested" } th scope="col" { "Instead" }
                        }
                    }
                    tbody {
                        @for (path, id, colour, instead) in rows {
                            tr { th scope="row" { (path) } td { (id) } td { (chip(colour)) } td { (instead) } }
                        }
                    }
                }
            }
        }
    }
}

/// What could not be read, and which rules were used.
pub(super) fn made(run: &Run) -> Markup {
    let lost: Vec<(&Sheet, &str)> =
        run.sheets.iter().filter_map(|sheet| Some((sheet, sheet.heard.problem.as_deref()?))).collect();
    let program = run.heading.program;
    let untold = kind_not_told().help.unwrap_or_default();
    html! {
        section #made aria-labelledby="made-title" {
            h2 #made-title { "How it was made" }
            h3 { "What could not be read or rated" }
            @if lost.is_empty() {
                p { "Every document was read and rated." }
            } @else {
                div.wide tabindex="0" role="region" aria-label="What could not be read or rated" {
                    table {
                        thead { tr { th scope="col" { "Document" } th scope="col" { "Why" } th scope="col" { "What to do" } } }
                        tbody {
                            @for (sheet, why) in lost {
                                tr {
                                    th scope="row" { (sheet.heard.path) }
                                    td { (why) }
                                    td { (sheet.heard.remedy.as_deref().unwrap_or(&untold)) }
                                }
                            }
                        }
                    }
                }
            }
            (otherwise(run))
            h3 { "Rules" }
            ul {
                @for pack in run.heading.packs.iter().filter(|pack| pack.rules > 0) {
                    @let title = program.packs.iter().find(|known| known.name == pack.id).map_or("", |known| &*known.title);
                    li {
                        (pack.id) " " (pack.version) ": " (title) ", " (words::count(pack.rules, "rule", "rules"))
                        " (sha-256 " code { (short(&pack.digest.to_string())) } ")"
                    }
                }
            }
            h3 { "What the colours say" }
            ul.key {
                @for colour in Colour::ALL { li { (chip(colour)) " " (meaning(colour)) } }
            }
            p { "Tracked changes were read as " (run.heading.revisions.word()) "." }
            @if let Some(config) = run.heading.config {
                p { "Configuration: sha-256 " code { (short(&config.to_string())) } }
            }
        }
    }
}
