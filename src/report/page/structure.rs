//! The structure of each bundle as its documents tell it: a picture, and beside it the same as tables.

use maud::{Markup, PreEscaped, html};

use super::super::map::{LINES, Map, NAMES, lines, names};
use super::Run;
use crate::assess::Rollup;

/// The bundles whose documents name anybody.
fn drawn<'a>(run: &Run<'a>) -> impl Iterator<Item = &'a Rollup> {
    run.tally.bundles.iter().filter(|bundle| !bundle.structure.chart.nodes.is_empty())
}

/// Whether there is anything to draw.
pub(super) fn is_drawn(run: &Run) -> bool {
    drawn(run).next().is_some()
}

pub(super) fn structure(run: &Run) -> Markup {
    if !is_drawn(run) {
        return html! {};
    }
    html! {
        section #structure aria-labelledby="structure-title" {
            h2 #structure-title { "Structure" }
            p { "Drawn from the words of the documents: what they do not say, or say in other words, is not here." }
            @for bundle in drawn(run) {
                @let map = Map { name: &bundle.name, documents: &bundle.documents, structure: &bundle.structure };
                h3 { (bundle.name) }
                div.wide.map tabindex="0" role="region" aria-label={ (bundle.name) ", a picture" } {
                    // Every word in it is escaped where it is drawn.
                    (PreEscaped(map.svg_in_html()))
                }
                details {
                    summary { "The same as tables" }
                    (table("Who is named", NAMES, &names(map)))
                    (table("What is said of one and another", LINES, &lines(map)))
                }
            }
        }
    }
}

fn table(caption: &str, head: [&str; 5], rows: &[[String; 5]]) -> Markup {
    html! {
        @if !rows.is_empty() {
            div.wide tabindex="0" role="region" aria-label=(caption) {
                table {
                    caption { (caption) }
                    thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                    tbody {
                        @for [first, rest @ ..] in rows {
                            tr { th scope="row" { (first) } @for cell in rest { td { (cell) } } }
                        }
                    }
                }
            }
        }
    }
}
