//! The report as one HTML file: a page for a board, then the matrix of documents and questions, the words that each rating
//! rests on, and what could not be read. It asks the network for nothing, and words of documents are text in it alone.

mod board;
mod evidence;
mod matrix;
mod parts;
mod sheet;
mod since;
mod structure;

pub use parts::Quotes;

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::exchange::Kept;
use super::{DISCLAIMER, Heading, Report, TOOL, words};
use crate::assess::{Agenda, Assessed, Rollup, Tally};
use crate::engine::Colour;
use crate::language::model::{QuestionId, RuleId};
use sheet::Sheet;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What a person adds to the report.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// How much of a document's words is shown.
    pub quotes: Quotes,
    /// A protective marking, at the head and foot of every page.
    pub marking: Option<String>,
    /// Who prepared it; a line to fill in where that is not said.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// The meeting that it is for.
    pub meeting: Option<String>,
}

/// The report of a run as a page.
pub struct Page<'a> {
    heading: Heading<'a>,
    options: PageOptions,
    kept: Kept<Sheet>,
}

impl<'a> Page<'a> {
    /// A page on a run.
    pub fn new(heading: Heading<'a>, options: PageOptions) -> Self {
        Self { heading, options, kept: Kept::default() }
    }
}

impl Report for Page<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        self.kept.put(index, Sheet::of(self.heading.program, assessed));
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let sheets = self.kept.take();
        let heard = sheets.iter().map(|sheet| sheet.heard.clone()).collect();
        let agenda = Agenda::of(self.heading.program, self.heading.asked, heard, &tally.bundles);
        let run = Run { heading: self.heading, options: &self.options, sheets: &sheets, agenda: &agenda, tally };
        Ok(printable(run.page().into_string()).into_bytes())
    }
}

/// A page without control characters, which HTML knows no way to write: a name of a file may hold them.
fn printable(page: String) -> String {
    let control = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if page.contains(control) { page.replace(control, "\u{fffd}") } else { page }
}

/// All that the parts of the page are made of.
#[derive(Clone, Copy)]
struct Run<'a> {
    heading: Heading<'a>,
    options: &'a PageOptions,
    sheets: &'a [Sheet],
    agenda: &'a Agenda,
    tally: &'a Tally,
}

impl Run<'_> {
    fn page(&self) -> Markup {
        let title = self.title();
        let margins = margins(self.options.marking.as_deref());
        html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta http-equiv="Content-Security-Policy" content=(policy(&[STYLE, &margins], SCRIPT));
                    meta name="referrer" content="no-referrer";
                    meta name="generator" content=(TOOL);
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                    style { (PreEscaped(&margins)) }
                }
                body {
                    a.skip href="#main" { "Skip to the report" }
                    header {
                        @if let Some(marking) = &self.options.marking { p.marking { (marking) } }
                        h1 { (title) }
                        p.lead {
                            "As of " (words::day(self.heading.as_of)) ", by " (TOOL) ". " (DISCLAIMER)
                        }
                        nav aria-label="Parts of this report" {
                            ul {
                                li { a href="#board" { "For the board" } }
                                @if structure::is_drawn(self) { li { a href="#structure" { "Structure" } } }
                                li { a href="#matrix" { "Documents and questions" } }
                                li { a href="#evidence" { "Words of the documents" } }
                                li { a href="#made" { "How it was made" } }
                            }
                        }
                    }
                    main #main tabindex="-1" {
                        @if self.tally.left > 0 {
                            p { strong {
                                "The run was interrupted: " (words::count(self.tally.left, "document", "documents"))
                                " were not read."
                            } }
                        }
                        (board::board(self))
                        (structure::structure(self))
                        (matrix::matrix(self))
                        (evidence::evidence(self))
                        (self.made())
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    fn title(&self) -> String {
        match (&*self.tally.bundles, self.sheets) {
            ([bundle], sheets) if sheets.iter().all(|sheet| self.is_bundled(sheet)) => bundle.name.clone(),
            (_, [sheet]) => sheet.name().to_owned(),
            (_, sheets) => words::count(sheets.len(), "governance document", "governance documents"),
        }
    }

    /// Whether a document belongs to a bundle.
    fn is_bundled(&self, sheet: &Sheet) -> bool {
        self.tally.bundles.iter().any(|bundle| bundle.documents.contains(&sheet.heard.path))
    }

    /// The bundles of the run, each with its place among them; documents that are in none count as one.
    fn rollups(&self) -> Vec<(Option<usize>, Rollup)> {
        let bundles = self.tally.bundles.iter().enumerate().filter(|(_, bundle)| !bundle.documents.is_empty());
        let mut rollups: Vec<_> = bundles.map(|(at, bundle)| (Some(at), bundle.clone())).collect();
        let mut loose = Rollup::new("Documents in no bundle", self.heading.partnership.clone());
        for sheet in self.sheets.iter().filter(|sheet| sheet.kind.is_some() && !self.is_bundled(sheet)) {
            loose.add(sheet.heard.path.clone(), sheet.heard.path.clone(), sheet.lines.clone(), None);
        }
        if !loose.documents.is_empty() {
            rollups.push((None, loose));
        }
        rollups
    }

    /// Where people say otherwise than the documents suggest, and which gaps they let be.
    fn otherwise(&self) -> Markup {
        let program = self.heading.program;
        let question = |id: QuestionId| program.questions.get(id.at()).map_or("", |question| &*question.id);
        let rule = |id: RuleId| program.rules.get(id.at()).map_or("", |rule| &*rule.id);
        let mut rows: Vec<(&str, &str, Colour, Markup)> = Vec::new();
        for sheet in self.sheets {
            for (id, point) in &sheet.heard.points {
                let settled = sheet.settled.get(id).filter(|settled| **settled != point.colour);
                let said = settled.map(|settled| html! { "people say " (parts::chip(*settled)) });
                rows.extend(said.map(|said| (&*sheet.heard.path, question(*id), point.colour, said)));
            }
            let waived = sheet.waived.iter();
            rows.extend(
                waived.map(|(id, colour, why)| (&*sheet.heard.path, rule(*id), *colour, html! { "waived: " (why) })),
            );
        }
        for bundle in &self.tally.bundles {
            for one in &bundle.ratings {
                let said = one.waived.as_deref().map(|waiver| html! { "waived: " (sheet::why(waiver)) });
                let said = said.or_else(|| {
                    let settled =
                        bundle.overruled(program, &one.rating).filter(|settled| *settled != one.rating.colour)?;
                    Some(html! { "people say " (parts::chip(settled)) })
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
                                tr { th scope="row" { (path) } td { (id) } td { (parts::chip(colour)) } td { (instead) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What could not be read, and which rules were used.
    fn made(&self) -> Markup {
        let lost: Vec<(&Sheet, &str)> =
            self.sheets.iter().filter_map(|sheet| Some((sheet, sheet.heard.problem.as_deref()?))).collect();
        let program = self.heading.program;
        html! {
            section #made aria-labelledby="made-title" {
                h2 #made-title { "How it was made" }
                h3 { "What could not be read or rated" }
                @if lost.is_empty() {
                    p { "Every document was read and rated." }
                } @else {
                    div.wide tabindex="0" role="region" aria-label="What could not be read or rated" {
                        table {
                            thead { tr { th scope="col" { "Document" } th scope="col" { "Why" } } }
                            tbody {
                                @for (sheet, why) in lost { tr { th scope="row" { (sheet.heard.path) } td { (why) } } }
                            }
                        }
                    }
                }
                (self.otherwise())
                h3 { "Rules" }
                ul {
                    @for pack in self.heading.packs.iter().filter(|pack| pack.rules > 0) {
                        @let title = program.packs.iter().find(|known| known.name == pack.id).map_or("", |known| &*known.title);
                        li {
                            (pack.id) " " (pack.version) ": " (title) ", " (words::count(pack.rules, "rule", "rules"))
                            " (sha-256 " code { (short(&pack.digest.to_string())) } ")"
                        }
                    }
                }
                h3 { "What the colours say" }
                ul.key {
                    @for colour in Colour::ALL { li { (parts::chip(colour)) " " (parts::meaning(colour)) } }
                }
                p { "Tracked changes were read as " (self.heading.revisions.word()) "." }
                @if let Some(config) = self.heading.config {
                    p { "Configuration: sha-256 " code { (short(&config.to_string())) } }
                }
            }
        }
    }
}

/// The first letters of a digest, enough to tell files apart.
fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

/// The head and foot of each printed page: the marking, and the number of the page.
fn margins(marking: Option<&str>) -> String {
    let marking = marking.map_or(String::new(), |marking| {
        // Letters and digits stand for themselves; all else is written by its number, and can end neither string nor style.
        let written: String = marking
            .chars()
            .map(|letter| match letter {
                letter if letter.is_ascii_alphanumeric() => letter.to_string(),
                other => format!("\\{:06x}", u32::from(other)),
            })
            .collect();
        format!("@top-center {{ content: \"{written}\"; font-weight: bold; }} @bottom-center {{ content: \"{written}\"; font-weight: bold; }} ")
    });
    format!(
        "@page {{ {marking}@bottom-right {{ content: counter(page) \" of \" counter(pages); font-size: 8pt; }} }}\n"
    )
}

/// What the page may do: run its own script and use its own styles, known by their digests, and nothing else.
fn policy(styles: &[&str], script: &str) -> String {
    let digest = |words: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(words)));
    let styles: Vec<String> = styles.iter().map(|style| digest(style)).collect();
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        styles.join(" "),
        digest(script)
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::assess::Met;

    fn page(options: PageOptions) -> String {
        page_of(&[testing::assessed(), testing::refused()], options)
    }

    fn page_of(documents: &[Assessed], options: PageOptions) -> String {
        let program = testing::program();
        let asked: Vec<_> = (0..program.questions.len()).map(|at| QuestionId(at as u32)).collect();
        let heading = Heading { asked: &asked, ..testing::heading(&program, &[]) };
        let page = Page::new(heading, options);
        let mut tally = Tally::default();
        for (index, assessed) in documents.iter().enumerate() {
            assert!(page.document(index, assessed).unwrap().is_empty());
            tally.add(&program, Met::of(&program, assessed));
        }
        String::from_utf8(page.close(&tally).unwrap()).unwrap()
    }

    #[test]
    fn a_whole_page() {
        let page = page(PageOptions { meeting: Some("Board <b>".into()), ..PageOptions::default() });
        let body = page.split_once("</head>").unwrap().1;
        insta::assert_snapshot!("page", body.replace("><", ">\n<"));
        assert!(page.contains("default-src 'none'") && !page.contains("http://") && !page.contains("https://"));
    }

    #[test]
    fn a_board_is_told_how_many_gaps_are_advice_alone() {
        let advised = |gaps: usize| {
            let mut assessed = testing::assessed();
            assessed.outcome.as_mut().unwrap().verdict.ratings[4 - gaps..]
                .iter_mut()
                .for_each(|one| one.advisory = true);
            page_of(&[assessed], PageOptions::default())
        };
        assert!(!advised(0).contains("Not among them"));
        let one = advised(1);
        assert!(
            one.contains("2 of 2 gaps, the worst first") && one.contains("Not among them: 1 gap that is advice alone")
        );
        let all = advised(3);
        assert!(all.contains("There is no gap that is more than advice.") && all.contains("Not among them: 3 gaps"));
    }

    #[test]
    fn quotes_are_left_out_or_cut_where_that_is_asked_for() {
        let full = page(PageOptions::default());
        let none = page(PageOptions { quotes: Quotes::None, ..PageOptions::default() });
        assert!(full.contains("<blockquote>") && !none.contains("<blockquote>"));
        let marked = page(PageOptions { marking: Some("OFFICIAL & more".into()), ..PageOptions::default() });
        assert!(
            marked.contains("OFFICIAL &amp; more")
                && marked.contains(r#"content: "OFFICIAL\000020\000026\000020more""#)
        );
    }
}
