//! What a board looks at: how each area stands, how much is known, the worst gaps, and what changed.

use std::io::{self, Write};
use std::slice;

use maud::{Markup, html};

use super::super::words;
use super::parts::{chip, id};
use super::piece::{HOLE, around, put};
use super::since::changes;
use super::{Run, Sheet, alone};
use crate::assess::answers::Said;
use crate::assess::{AreaCount, Asked, Gap, Meeting, Rollup};
use crate::engine::Colour;
use crate::language::model::PackId;

/// Gaps that are shown.
const GAPS: usize = 5;

pub(super) fn board(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let section = html! {
        section #board aria-labelledby="board-title" {
            h2 #board-title { "For the board" }
            (HOLE)
        }
    };
    let mut members: Vec<Vec<&Sheet>> = vec![Vec::new(); run.tally.bundles.len()];
    let mut alone: Vec<&Sheet> = Vec::new();
    for sheet in run.sheets {
        match run.of.get(&*sheet.heard.path) {
            Some(&bundle) => members[bundle].push(sheet),
            None => alone.extend(sheet.kind.is_some().then_some(sheet)),
        }
    }
    let bundles = run.tally.bundles.iter().enumerate().filter(|(_, bundle)| !bundle.documents.is_empty());
    let named = bundles.clone().count() + usize::from(!alone.is_empty()) > 1;
    around(out, section, |out| {
        put(out, particulars(run))?;
        for (at, bundle) in bundles {
            let meetings = run.meetings(&members[at], slice::from_ref(bundle));
            put(out, partnership(run, bundle, &meetings, named))?;
        }
        match *alone {
            [] => {}
            [sheet] => {
                let rollup = sheet.heard.by_itself(sheet.name());
                put(out, partnership(run, &rollup, &run.meetings(&alone, &[]), named))?;
            }
            _ => alone::alone(run, &alone, out)?,
        }
        if let Some(since) = &run.tally.since {
            put(out, changes(run, since))?;
        }
        documents(run, out)
    })
}

/// Who made it, for whom, and of when; what is not said is a line to fill in.
fn particulars(run: &Run) -> Markup {
    let lines = [
        ("Meeting", &run.options.meeting),
        ("Prepared by", &run.options.prepared_by),
        ("Reviewed by", &run.options.reviewed_by),
    ];
    html! {
        dl.particulars {
            div { dt { "As of" } dd { (words::day(run.heading.as_of)) } }
            @for (name, said) in lines {
                div {
                    dt { (name) }
                    dd { @if let Some(said) = said { (said) } @else { span.blank role="img" aria-label="to be filled in" {} } }
                }
            }
        }
    }
}

fn partnership(run: &Run, rollup: &Rollup, meetings: &[Meeting], named: bool) -> Markup {
    let (questions, elsewhere) = rollup.questions_here(run.heading.program, run.heading.asked);
    let areas = AreaCount::all(run.heading.program, &questions);
    html! {
        @if named { h3.partnership { (rollup.name) } }
        @for (at, pack) in run.heading.program.packs.iter().enumerate() {
            @let id = PackId(at as u32);
            @let asked = of_pack(run, &questions, id);
            @if !asked.is_empty() && !pack.advisory {
                (coverage(&pack.title, &asked))
                (area_table(run, &rollup.name, &areas, id))
            }
        }
        @if elsewhere > 0 {
            p.note {
                "Not counted: " (words::count(elsewhere, "question", "questions"))
                " for documents of other kinds, or for several together."
            }
        }
        (gaps(run, meetings, &rollup.name))
    }
}

fn of_pack<'a, 'q>(run: &Run, questions: &'q [Asked<'a>], pack: PackId) -> Vec<&'q Asked<'a>> {
    let program = run.heading.program;
    let own = |asked: &&Asked| program.questions.get(asked.question.at()).is_some_and(|question| question.pack == pack);
    questions.iter().filter(own).collect()
}

/// How many questions are rated, and by whom. A rating may say that the documents say nothing.
fn coverage(title: &str, asked: &[&Asked]) -> Markup {
    let people = asked.iter().filter(|asked| asked.said.is_some()).count();
    let documents = asked.iter().filter(|asked| asked.said.is_none() && asked.colour.is_answer()).count();
    let not = asked.iter().filter(|asked| asked.colour == Colour::NotApplicable).count();
    let open = asked.len() - people - documents - not;
    html! {
        h3 { (title) }
        p.coverage {
            strong { (documents) " of " (asked.len()) } " questions have a rating suggested from documents, "
            strong { (people) } " one given by people, " strong { (open) } " none"
            @if not > 0 { ", " strong { (not) } " not applicable" } "."
        }
    }
}

fn area_table(run: &Run, name: &str, areas: &[AreaCount], pack: PackId) -> Markup {
    let program = run.heading.program;
    let title = program.packs.get(pack.at()).map_or("", |pack| &*pack.title);
    let shown = [Colour::Red, Colour::Amber, Colour::Green, Colour::Unclear, Colour::Unrated, Colour::NotApplicable];
    html! {
        div.wide tabindex="0" role="region" aria-label={ (name) ": areas of " (title) } {
            table.areas {
                caption { "How the areas stand: what each can be said to be at best, and the number of questions of each colour" }
                thead {
                    tr {
                        th scope="col" { "Area" }
                        th scope="col" { "at best" }
                        @for colour in shown { th scope="col" { (words::rated(colour)) } }
                        th scope="col" { "rated by people" }
                    }
                }
                tbody {
                    @for &AreaCount { area, ref count } in areas {
                        @if let Some(declared) = program.areas.get(area.at()).filter(|area| area.pack == pack) {
                            tr {
                                th scope="row" { (declared.title) }
                                @let best = count.no_better_than().unwrap_or(Colour::Unrated);
                                td {
                                    (chip(best))
                                    @if count.is_by_advice() { " " span.note { "by advice alone" } }
                                }
                                @for colour in shown {
                                    @let number = count.of(colour);
                                    td.number { @if number > 0 { (number) } @else { span.none { "0" } } }
                                }
                                td.number { (count.people) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The worst gaps that are more than advice, with who mends them by when; and how many are advice alone.
fn gaps(run: &Run, meetings: &[Meeting], name: &str) -> Markup {
    let gaps = meetings.iter().flat_map(Meeting::gaps);
    let (advice, gaps): (Vec<Gap>, Vec<Gap>) = gaps.partition(Gap::is_advice);
    let all = gaps.len();
    html! {
        h4 { "The largest gaps" }
        @if gaps.is_empty() {
            p { "There is no gap" @if !advice.is_empty() { " that is more than advice" } "." }
        } @else {
            div.wide tabindex="0" role="region" aria-label={ (name) ": the largest gaps" } {
                table.gaps {
                    caption { (all.min(GAPS)) " of " (words::count(all, "gap", "gaps")) ", the worst first" }
                    thead {
                        tr {
                            th scope="col" { "Question" } th scope="col" { "Rating" } th scope="col" { "What is said" }
                            th scope="col" { "Owner" } th scope="col" { "By when" }
                        }
                    }
                    tbody { @for gap in gaps.iter().take(GAPS) { (self::gap(run, gap)) } }
                }
            }
        }
        @if !advice.is_empty() {
            p.note {
                "Not among them: " (words::count(advice.len(), "gap that is", "gaps that are"))
                " advice alone, as not every partnership needs such a thing."
            }
        }
    }
}

fn gap(run: &Run, gap: &Gap) -> Markup {
    let program = run.heading.program;
    let questions = gap.items.iter().filter_map(|item| program.questions.get(item.question.at()));
    let said: Vec<&Said> = gap.items.iter().filter_map(|item| item.said.as_ref()).collect();
    let given = said.iter().flat_map(|said| &said.given);
    let owners: Vec<&str> = given.clone().map(|given| &*given.owner).filter(|owner| !owner.is_empty()).collect();
    let due: Vec<String> = given.filter_map(|given| given.due).map(words::day).collect();
    html! {
        tr {
            th scope="row" {
                @for question in questions { p { (question.text) " " (id(&question.id)) } }
            }
            td { (chip(gap.colour)) }
            td {
                @if let Some(message) = gap.message { (message) }
                @for said in said { p.people { "People: " (words::said(said)) } }
            }
            td { @if owners.is_empty() { (blank()) } @else { (owners.join(", ")) } }
            td { @if due.is_empty() { (blank()) } @else { (due.join(", ")) } }
        }
    }
}

fn blank() -> Markup {
    html! { span."blank"."small" role="img" aria-label="to be filled in" {} }
}

fn documents(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let table = html! {
        h3 { "Which documents, in which version" }
        div.wide tabindex="0" role="region" aria-label="Documents" {
            table {
                thead {
                    tr {
                        th scope="col" { "Document" } th scope="col" { "Kind" } th scope="col" { "Version" }
                        th scope="col" { "Status" } th scope="col" { "Digest" }
                    }
                }
                tbody { (HOLE) }
            }
        }
    };
    around(out, table, |out| run.sheets.iter().try_for_each(|sheet| put(out, document(run, sheet))))
}

fn document(run: &Run, sheet: &Sheet) -> Markup {
    html! {
        tr {
            th scope="row" {
                @if let Some(title) = &sheet.heard.title { (title) br; }
                (id(&sheet.heard.path))
            }
            @if sheet.read {
                td { (run.kind(sheet)) }
                td { (sheet.version.as_deref().unwrap_or("not stated")) }
                td { (sheet.status.as_deref().unwrap_or("not stated")) }
            } @else {
                td colspan="3" { "could not be read" }
            }
            td { code { (sheet.digest) } }
        }
    }
}
