use std::io;

use super::finding::{Finding, Problem, Spot, line, path};
use super::kept::Kept;
use crate::assess::{Assessed, Tally};
use crate::engine::Colour;
use crate::report::{DISCLAIMER, Heading, Report, count, markup, words};

/// The gaps as a comment on a pull request, in Markdown: a table, the worst first. It is cut where a comment would be too long,
/// and says so. Nothing in it that comes from a document marks anything up, links or calls anybody.
///
/// What is waived, known to the baseline or settled by people is left out.
pub struct Markdown<'a> {
    heading: Heading<'a>,
    /// Whether gaps that are advice alone are told too.
    advice: bool,
    kept: Kept<Vec<Line>>,
}

/// A row of the table.
struct Line {
    /// The worst first; none is a document that could not be read.
    rank: Option<Colour>,
    row: String,
}

/// Bytes that the rows may take: GitHub's comments hold 65,536 characters.
const MOST: usize = 60_000;

impl<'a> Markdown<'a> {
    /// The comment on a run.
    pub fn new(heading: Heading<'a>, advice: bool) -> Self {
        Self { heading, advice, kept: Kept::default() }
    }
}

impl Report for Markdown<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let path = plain(path(&assessed.path));
        let problem = |problem: &Problem| Line {
            rank: None,
            row: row(
                problem.severity.word(),
                &format!("{path}{}", problem.at.map_or(String::new(), |at| format!(", line {}", at.line))),
                &plain(&problem.told()),
                problem.code,
            ),
        };
        let mut lines: Vec<Line> = Problem::all(assessed).iter().map(problem).collect();
        lines.extend(open(&Finding::gaps(self.heading.program, assessed, self.advice)));
        self.kept.put(index, lines);
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut lines: Vec<Line> = self.kept.take().into_iter().flatten().collect();
        lines.extend(open(&Finding::gaps_together(self.heading.program, tally, self.advice)));
        lines.sort_by_key(|line| line.rank);
        let gaps = |colour| lines.iter().filter(|line| line.rank == Some(colour)).count();
        let told =
            [Colour::Red, Colour::Amber, Colour::Unclear].map(|colour| format!("{} {}", gaps(colour), colour.word()));
        let documents = count(tally.read + tally.unreadable, "document", "documents");
        let mut out = format!("### govlint: {} in {documents}\n\n", told.join(", "));
        out += &format!("As of {}. *{}*\n", words::day(self.heading.as_of), plain(DISCLAIMER));
        if tally.unreadable > 0 {
            out += &format!("\n**{} could not be read.**\n", count(tally.unreadable, "document", "documents"));
        }
        if tally.left > 0 {
            let left = count(tally.left, "document", "documents");
            out += &format!("\n**The run was interrupted: {left} were not read.**\n");
        }
        if !lines.is_empty() {
            out += "\n| rating | where | what is missing or unclear | rule |\n| --- | --- | --- | --- |\n";
        }
        let mut room = MOST;
        let fit = lines.iter().take_while(|line| {
            room = room.saturating_sub(line.row.len());
            room > 0
        });
        let shown = fit.map(|line| out += &line.row).count();
        if shown < lines.len() {
            let more = count(lines.len() - shown, "more is", "more are");
            out += &format!("\n{more} left out, as a comment would be too long.\n");
        }
        Ok(out.into_bytes())
    }
}

/// The gaps that nobody lets be.
fn open(gaps: &[Finding]) -> Vec<Line> {
    let one = |gap: &Finding| {
        let others = gap.spots.iter().skip(1).filter(|spot| spot.document != gap.spot().document);
        let places: Vec<String> = std::iter::once(gap.spot()).chain(others).map(place).collect();
        let asked = gap.questions.iter().map(|question| format!("{} ({})", plain(&question.text), plain(&question.id)));
        let what = format!("{}: {}", plain(&gap.message), asked.collect::<Vec<_>>().join("; "));
        let row = row(gap.colour.word(), &places.join("; "), &what, &plain(&gap.rule.0.id));
        Line { rank: Some(gap.colour), row }
    };
    gaps.iter().filter(|gap| gap.excused.is_none()).map(one).collect()
}

fn place(spot: &Spot) -> String {
    let at = spot.lines.map(|[start, _]| format!(", line {}", start.line));
    let place = Some(&spot.place).filter(|place| !place.is_empty()).map(|place| format!(", {}", plain(place)));
    format!("{}{}{}", plain(spot.path()), at.unwrap_or_default(), place.unwrap_or_default())
}

fn row(rating: &str, place: &str, what: &str, rule: &str) -> String {
    format!("| **{rating}** | {place} | {what} | {rule} |\n")
}

/// Words as they read in Markdown, where more than usual means something to code hosts: they make links of addresses, and call
/// people and issues by signs that an invisible joiner follows here.
fn plain(words: &str) -> String {
    let plain = markup::plain(&line(words)).replace(':', "\\:").replace("www.", "www\\.");
    plain.replace('@', "\\@\u{2060}").replace('#', "#\u{2060}").replace('!', "\\!\u{2060}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::super::super::testing;
    use super::*;

    #[test]
    fn a_row_a_gap_the_worst_first() {
        let program = testing::program();
        insta::assert_snapshot!("markdown", testing::whole(&Markdown::new(testing::heading(&program, &[]), false)));
    }

    #[test]
    fn nothing_of_a_document_marks_up() {
        let hostile =
            "<script>alert(1)</script> | [a](javascript:x) ![i](u) @everyone #12 `code` www.x.org <!-- \\ &lt;";
        let page = format!("| a | b | c | d |\n| --- | --- | --- | --- |\n{}", row("red", &plain(hostile), "x", "y"));
        let events: Vec<Event> =
            Parser::new_ext(&page, Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_STRIKETHROUGH)
                .collect();
        assert_eq!(events.iter().filter(|event| matches!(event, Event::Start(Tag::TableCell))).count(), 8);
        let live = |event: &&Event| {
            matches!(
                event,
                Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::Code(_)
                    | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
            )
        };
        assert_eq!(events.iter().filter(live).count(), 0, "{events:?}");
        let text: String = events
            .iter()
            .filter_map(|event| if let Event::Text(text) = event { Some(&**text) } else { None })
            .collect();
        assert!(text.replace('\u{2060}', "").contains(hostile), "{text}");
        assert!(!text.contains("@everyone") && !text.contains("#12"));
    }

    #[test]
    fn a_long_comment_is_cut_and_says_so() {
        let program = testing::program();
        let comment = Markdown::new(testing::heading(&program, &[]), false);
        for index in 0..400 {
            comment.document(index, &testing::assessed()).unwrap();
        }
        let comment = String::from_utf8(comment.close(&Tally::default()).unwrap()).unwrap();
        assert!(comment.len() < 65_536 && comment.contains("more are left out"), "{}", comment.len());
        assert!(comment.starts_with("### govlint: 800 red, 400 amber, 0 unclear"), "{}", &comment[..80]);
    }
}
