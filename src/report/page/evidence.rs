//! The words that each rating rests on, document by document.

use std::io::{self, Write};

use maud::{Markup, html};

use super::super::words;
use super::parts::{Quotes, chip, class, id};
use super::piece::{HOLE, around, put};
use super::{Run, Sheet};
use crate::assess::{Point, Quote, Rollup, Together};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{QuestionId, Rule};

pub(super) fn evidence(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let section = html! {
        section #evidence aria-labelledby="evidence-title" {
            h2 #evidence-title { "Words of the documents" }
            (HOLE)
        }
    };
    around(out, section, |out| {
        for (at, bundle) in run.tally.bundles.iter().enumerate().filter(|(_, bundle)| !bundle.ratings.is_empty()) {
            put(out, together(run, at, bundle))?;
        }
        run.pieces.iter().flatten().try_for_each(|piece| piece.put(out))
    })
}

/// What the documents of a bundle say together, the worst first.
fn together(run: &Run, at: usize, bundle: &Rollup) -> Markup {
    let mut ratings: Vec<&Together> = bundle.ratings.iter().filter(|one| one.rating.colour.is_answer()).collect();
    ratings.sort_by_key(|one| one.rating.colour);
    html! {
        details.document id={ "b" (at) } open[ratings.iter().any(|one| one.rating.colour.is_gap())] {
            summary {
                h3 { (bundle.name) ": documents together" }
                (counts(|colour| ratings.iter().filter(|one| one.rating.colour == colour).count()))
            }
            @for one in &ratings { (joint(run, one)) }
        }
    }
}

fn joint(run: &Run, one: &Together) -> Markup {
    let program = run.heading.program;
    let rule = program.rules.get(one.rating.rule.at());
    html! {
        article.point data-colour=(class(one.rating.colour)) {
            h4 {
                (chip(one.rating.colour)) " "
                @if let Some(rule) = rule { (rule.title) " " (id(&rule.id)) }
            }
            p {
                @if let Some(subject) = &one.rating.subject { (subject) ": " }
                (words::reason(one.rating.reason)) ": " (one.rating.message)
            }
            @for (path, passage) in &one.quotes {
                @let lines = passage.shown.carets.map(|[start, _]| format!("line {}", start.line));
                figure {
                    @if let Some(shown) = run.options.quotes.shown(&passage.words) { blockquote { p { (shown) } } }
                    figcaption {
                        (path)
                        @for place in [Some(&passage.shown.place), lines.as_ref()].into_iter().flatten() {
                            @if !place.is_empty() { ", " (place) }
                        }
                    }
                }
            }
            @if let Some(rule) = rule {
                @if one.rating.colour.is_gap() { (advice(rule)) }
                p.yardstick { "Measured by " (words::whose(program, rule)) "." }
            }
        }
    }
}

/// What a rule says of how a gap is closed.
fn advice(rule: &Rule) -> Markup {
    html! {
        @if !rule.help.is_empty() { p.add { strong { "What to add:" } " " (rule.help) } }
        @if !rule.suggest.trim().is_empty() {
            details.add {
                summary { "You could write" }
                @for lines in rule.suggest.trim().split("\n\n") { p { (lines) } }
            }
        }
    }
}

/// How many ratings there are of each colour.
fn counts(count: impl Fn(Colour) -> usize) -> Markup {
    html! {
        span.counts {
            @for colour in [Colour::Red, Colour::Amber, Colour::Unclear, Colour::Green] {
                @let number = count(colour);
                @if number > 0 { span.chip.(class(colour)) { (number) " " (words::rated(colour)) } " " }
            }
        }
    }
}

/// The words of one document.
pub(super) fn document(program: &Program, quotes: Quotes, sheet: &Sheet) -> Markup {
    html! {
        details.document id={ "d" (sheet.at) } {
            summary {
                h3 { (sheet.name()) }
                (counts(|colour| sheet.count(colour)))
            }
            p { (id(&sheet.heard.path)) }
            @for note in &sheet.notes { p.note { (note) } }
            @for (question, point) in &sheet.heard.points { (self::point(program, quotes, sheet, *question, point)) }
        }
    }
}

fn point(program: &Program, shown: Quotes, sheet: &Sheet, question: QuestionId, point: &Point) -> Markup {
    let asked = program.questions.get(question.at());
    let rule = program.rules.get(point.rule.at());
    html! {
        article.point id={ "d" (sheet.at) "q" (question.0) } data-colour=(class(point.colour)) {
            h4 {
                (chip(point.colour)) " "
                @if let Some(asked) = asked { (asked.text) " " (id(&asked.id)) }
            }
            p { (words::reason(point.reason)) ": " (point.message) }
            @if let Some(settled) = sheet.settled.get(&question) {
                p.people { "People rate it " (chip(*settled)) "." }
            }
            (quotes(shown, &point.quotes, None))
            (quotes(shown, &point.near, Some("Nearly what was looked for:")))
            @if let Some(rule) = rule {
                @if point.colour.is_gap() { (advice(rule)) }
                p.yardstick { "Measured by " (words::whose(program, rule)) "." }
            }
        }
    }
}

fn quotes(shown: Quotes, quotes: &[Quote], about: Option<&str>) -> Markup {
    html! {
        @if !quotes.is_empty() {
            @if let Some(about) = about { p.about { (about) } }
            @for quote in quotes {
                figure {
                    @if let Some(shown) = shown.shown(&quote.words) { blockquote { p { (shown) } } }
                    figcaption { (quote.place) }
                }
            }
        }
    }
}
