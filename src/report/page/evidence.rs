//! The words that each rating rests on, document by document.

use maud::{Markup, html};

use super::super::words;
use super::parts::{chip, class};
use super::{Run, Sheet};
use crate::assess::{Point, Quote};
use crate::engine::Colour;
use crate::language::model::QuestionId;

pub(super) fn evidence(run: &Run) -> Markup {
    html! {
        section #evidence aria-labelledby="evidence-title" {
            h2 #evidence-title { "Words of the documents" }
            @for (at, sheet) in run.sheets.iter().enumerate() {
                @if sheet.kind.is_some() { (document(run, at, sheet)) }
            }
        }
    }
}

fn document(run: &Run, at: usize, sheet: &Sheet) -> Markup {
    let counted = [Colour::Red, Colour::Amber, Colour::Unclear, Colour::Green];
    html! {
        details.document id={ "d" (at) } {
            summary {
                h3 { (sheet.name()) }
                span.counts {
                    @for colour in counted {
                        @let number = sheet.count(colour);
                        @if number > 0 { span.chip.(class(colour)) { (number) " " (words::rated(colour)) } " " }
                    }
                }
            }
            p.id { (sheet.heard.path) }
            @for note in &sheet.notes { p.note { (note) } }
            @for (question, point) in &sheet.heard.points { (self::point(run, at, sheet, *question, point)) }
        }
    }
}

fn point(run: &Run, at: usize, sheet: &Sheet, question: QuestionId, point: &Point) -> Markup {
    let program = run.heading.program;
    let asked = program.questions.get(question.at());
    let rule = program.rules.get(point.rule.at());
    html! {
        article.point id={ "d" (at) "q" (question.0) } data-colour=(class(point.colour)) {
            h4 {
                (chip(point.colour)) " "
                @if let Some(asked) = asked { (asked.text) " " span.id { (asked.id) } }
            }
            p { (words::reason(point.reason)) ": " (point.message) }
            @if let Some(settled) = sheet.settled.get(&question) {
                p.people { "People rate it " (chip(*settled)) "." }
            }
            (quotes(run, &point.quotes, None))
            (quotes(run, &point.near, Some("Nearly what was looked for:")))
            @if let Some(rule) = rule { p.yardstick { "Measured by " (words::whose(program, rule)) "." } }
        }
    }
}

fn quotes(run: &Run, quotes: &[Quote], about: Option<&str>) -> Markup {
    html! {
        @if !quotes.is_empty() {
            @if let Some(about) = about { p.about { (about) } }
            @for quote in quotes {
                figure {
                    @if let Some(shown) = run.options.quotes.shown(&quote.words) { blockquote { p { (shown) } } }
                    figcaption { (quote.place) }
                }
            }
        }
    }
}
