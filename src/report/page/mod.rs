//! The report as one HTML file: a page for a board, then the matrix of documents and questions, the words that each rating
//! rests on, and what could not be read. It asks the network for nothing, and words of documents are text in it alone.

mod alone;
mod board;
mod evidence;
mod made;
mod matrix;
mod parts;
mod piece;
mod sheet;
mod since;
mod structure;

pub use parts::Quotes;

use std::collections::HashMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::exchange::Kept;
use super::{DISCLAIMER, Heading, Report, TOOL, words};
use crate::assess::{Agenda, Assessed, Meeting, Rollup, Tally};
use piece::{HOLE, Piece, around, put};
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
    kept: Kept<(Sheet, Option<Piece>)>,
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

    /// What is said of one document alone is written and put away at once, so that no more than its gaps is kept in full.
    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let program = self.heading.program;
        let sheet = Sheet::of(program, index, assessed);
        let words = sheet.kind.map(|_| evidence::document(program, self.options.quotes, &sheet));
        let piece = words.map(|words| Piece::of(&words.into_string())).transpose()?;
        self.kept.put(index, (sheet.gaps_alone(), piece));
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        self.close_to(tally, &mut out)?;
        Ok(out)
    }

    fn close_to(&self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        let (sheets, pieces): (Vec<Sheet>, Vec<_>) = self.kept.take().into_iter().unzip();
        let bundles = (0..).zip(&tally.bundles);
        let of = bundles.flat_map(|(at, bundle)| bundle.documents.iter().map(move |path| (&**path, at))).collect();
        Run { heading: self.heading, options: &self.options, sheets: &sheets, pieces: &pieces, of, tally }.page(out)
    }
}

/// All that the parts of the page are made of.
struct Run<'a> {
    heading: Heading<'a>,
    options: &'a PageOptions,
    sheets: &'a [Sheet],
    /// The words of each of them.
    pieces: &'a [Option<Piece>],
    /// The bundle of each document that is in one, by its path.
    of: HashMap<&'a str, usize>,
    tally: &'a Tally,
}

impl Run<'_> {
    /// Writes the page, part by part: of many documents no part that grows with them is there whole.
    fn page(&self, out: &mut dyn Write) -> io::Result<()> {
        around(out, self.frame(), |out| {
            board::board(self, out)?;
            put(out, structure::structure(self))?;
            matrix::matrix(self, out)?;
            evidence::evidence(self, out)?;
            put(out, made::made(self))
        })
    }

    /// The page without its parts.
    fn frame(&self) -> Markup {
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
                        (HOLE)
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

    /// The title of a document's kind.
    fn kind(&self, sheet: &Sheet) -> &str {
        sheet.kind.and_then(|kind| self.heading.program.kinds.get(kind.at())).map_or("", |kind| &kind.title)
    }

    /// The meetings that talk some documents over: that of their bundle, or one for each.
    fn meetings(&self, sheets: &[&Sheet], bundle: &[Rollup]) -> Vec<Meeting> {
        let heard = sheets.iter().map(|sheet| sheet.heard.clone()).collect();
        Agenda::of(self.heading.program, self.heading.asked, heard, bundle).meetings
    }

    /// Whether a document belongs to a bundle.
    fn is_bundled(&self, sheet: &Sheet) -> bool {
        self.of.contains_key(&*sheet.heard.path)
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
    use crate::engine::Colour;
    use crate::language::Program;
    use crate::language::model::QuestionId;

    fn page(options: PageOptions) -> String {
        page_of(&[testing::assessed(), testing::refused()], options)
    }

    fn page_of(documents: &[Assessed], options: PageOptions) -> String {
        page_by(&testing::program(), documents, options)
    }

    fn page_by(program: &Program, documents: &[Assessed], options: PageOptions) -> String {
        let asked: Vec<_> = (0..program.questions.len()).map(|at| QuestionId(at as u32)).collect();
        let heading = Heading { asked: &asked, ..testing::heading(program, &[]) };
        let page = Page::new(heading, options);
        let mut tally = Tally::default();
        for (index, assessed) in documents.iter().enumerate() {
            assert!(page.document(index, assessed).unwrap().is_empty());
            tally.add(program, Met::of(program, assessed));
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
    fn documents_of_no_bundle_stand_each_for_itself() {
        let mut other = testing::assessed();
        other.path = "agreements/other.md".into();
        other.outcome.as_mut().unwrap().verdict.ratings.iter_mut().for_each(|rating| rating.colour = Colour::Green);
        let page = page_of(&[testing::assessed(), testing::refused(), other], PageOptions::default());
        let board = page.split_once("id=\"matrix\"").unwrap().0;
        let (_, table) = board.split_once("<table class=\"alone\">").unwrap();
        let (table, _) = table.split_once("</table>").unwrap();
        assert!(!board.contains("How the areas stand"), "what belongs to no others is added up with none");
        assert_eq!(table.matches("<tr>").count(), 3, "{table}");
        assert!(table.contains("href=\"#d0\"") && table.contains("href=\"#d2\"") && table.contains("No gap"));
        assert!(page.contains("id=\"d2\"") && page.contains("id=\"d2q0\""));
    }

    #[test]
    fn one_gap_is_one_row_with_all_its_questions() {
        let mut program = testing::program();
        let costs = program.rules.iter().position(|rule| rule.id.ends_with("costs")).unwrap();
        let review = program.rules.iter().position(|rule| rule.id.ends_with("review")).unwrap();
        let more = std::mem::take(&mut program.rules[review].answers);
        program.rules[costs].answers.extend(more);
        let page = page_by(&program, &[testing::assessed()], PageOptions::default());
        let (_, gaps) = page.split_once("<table class=\"gaps\">").unwrap();
        let (gaps, _) = gaps.split_once("</table>").unwrap();
        assert_eq!(gaps.matches("how the costs of the work are shared").count(), 1, "{gaps}");
        assert!(gaps.contains("2 of 2 gaps"), "{gaps}");
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
