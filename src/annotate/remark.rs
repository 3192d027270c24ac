use std::collections::BTreeMap;

use super::{Audience, Options};
use crate::assess::{Assessed, Rated};
use crate::document::{BlockId, BlockKind, Cell, Document};
use crate::engine::{Colour, Rating, Reason};
use crate::language::Program;
use crate::language::model::Rule;
use crate::report::whose;
use crate::source::Span;

/// Words quoted of what was nearly found.
const QUOTED: usize = 30;

/// What is said at one place of the document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// Words of the document; none where it is said at the title.
    pub at: Option<Span>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How many findings it speaks of.
    pub findings: usize,
}

/// A line of a remark.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub words: String,
    pub bold: bool,
}

/// A clause to put into the document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// The heading or clause that it belongs under.
    pub home: BlockId,
    pub words: String,
}

/// What becomes of the clause that a rule suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draft {
    /// It is shown in the comment.
    Shown,
    /// It is put into the document.
    PutIn,
    /// An earlier run put it in, and people have it in hand.
    Kept,
}

/// Why the clause that a rule suggests was not put in, though clauses were asked for; the comment shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// Words for it are there, which a person has to mend.
    Worded,
    /// It belongs under no heading of the document.
    Homeless,
    /// Where it belongs no paragraph can stand, as in a table.
    Cramped,
    /// An earlier run put it in, and people have it in hand.
    Kept,
}

/// What there is to say of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Remarks {
    /// In the order of its places.
    pub all: Vec<Remark>,
    /// The clauses to put into it.
    pub clauses: Vec<Clause>,
    /// The rules whose clauses are not among them.
    pub left: Vec<(String, Left)>,
}

/// A gap with its rule.
#[derive(Clone, Copy)]
struct Finding<'a> {
    rule: &'a Rule,
    rating: &'a Rating,
    /// What people say in its stead.
    people: Option<Colour>,
    /// The words that it is said at; none where it is said at its home, or at the title.
    at: Option<Span>,
}

/// The words that a gap is said at. What was nearly found may speak of something else, so it counts only where it stands under
/// the heading or label that the element belongs under.
fn place(rating: &Rating, document: &Document, home: Option<BlockId>) -> Option<Span> {
    if let Some(evidence) = rating.evidence.first() {
        // Of a row the cell that holds the words that were met.
        let Some(_) = document.block(evidence.block).cell else { return Some(evidence.span) };
        let (cell, quoted) = (document.block(evidence.block).span, evidence.span);
        return Some(Span::new(cell.start.max(quoted.start), cell.end.min(quoted.end)));
    }
    if matches!(rating.reason, Reason::Absent | Reason::EmptyHeading) {
        return None;
    }
    let home = home?;
    let near = rating.near.iter().find(|near| is_under(document, near.evidence.block, home));
    near.map(|near| near.evidence.span)
}

/// Whether a block stands under a heading, a label of a row or column, or the opening of a list, or is it.
fn is_under(document: &Document, block: BlockId, home: BlockId) -> bool {
    let head = document.block(home);
    let section = document.section(head.section);
    if section.heading == Some(home) && section.blocks.contains(&block.0) {
        return true;
    }
    let of_cell =
        |cell: Cell, label: Cell| cell.table == label.table && (cell.row == label.row || cell.column == label.column);
    let mut next = Some(block);
    while let Some(at) = next {
        let block = document.block(at);
        let labelled = block.cell.zip(head.cell).is_some_and(|(cell, label)| of_cell(cell, label));
        if at == home || labelled {
            return true;
        }
        next = block.lead_in.filter(|&lead| lead < at);
    }
    false
}

impl Finding<'_> {
    /// Its rating, and people's where they say another.
    fn suggested(&self) -> String {
        let people = self.people.map(|colour| format!(" People say {}.", colour.word())).unwrap_or_default();
        format!("Suggested rating: {}.{people}", self.rating.colour.word())
    }
}

/// What there is to say of a document; `draft` tells what becomes of the words of a clause at home there.
pub(super) fn remarks(
    program: &Program,
    assessed: &Assessed,
    rated: &Rated,
    options: Options,
    draft: impl Fn(BlockId, &str) -> Draft,
) -> Remarks {
    let document = &rated.document;
    let write = Writer { program, rated, options };
    let Remarks { mut all, mut clauses, mut left } = Remarks::default();
    let offers = |finding: &Finding| options.clauses && !finding.rule.suggest.is_empty();
    let mut absent: BTreeMap<Option<BlockId>, Vec<Finding>> = BTreeMap::new();
    for rating in &rated.verdict.ratings {
        let Some(rule) = program.rules.get(rating.rule.at()) else { continue };
        let people = assessed.overruled(program, rating);
        if !assessed.is_open(program, rating) || (rating.advisory && !options.advice) {
            continue;
        }
        let home = rating.home.and_then(|home| document.block_at(home.start));
        let home = home.filter(|&home| document.title != Some(home) && document.block(home).kind != BlockKind::Title);
        let finding = Finding { rule, rating, people, at: place(rating, document, home) };
        match finding.at {
            Some(_) => {
                left.extend(offers(&finding).then(|| (rule.id.clone(), Left::Worded)));
                all.push(Remark { at: finding.at, lines: write.one(finding, Draft::Shown), findings: 1 });
            }
            None => absent.entry(home).or_default().push(finding),
        }
    }
    for (home, findings) in absent {
        let at = home.map(|home| document.block(home).span);
        let becomes = |finding: &Finding| match home {
            Some(home) if offers(finding) => draft(home, &folded(&finding.rule.suggest)),
            _ => Draft::Shown,
        };
        for finding in findings.iter().filter(|finding| offers(finding)) {
            let why = match becomes(finding) {
                Draft::PutIn => continue,
                Draft::Kept => Left::Kept,
                Draft::Shown if home.is_none() => Left::Homeless,
                Draft::Shown => Left::Cramped,
            };
            left.push((finding.rule.id.clone(), why));
        }
        if let Some(home) = home {
            let put_in = findings.iter().filter(|finding| becomes(finding) == Draft::PutIn);
            clauses.extend(put_in.map(|finding| Clause { home, words: folded(&finding.rule.suggest) }));
        }
        let lines = match &findings[..] {
            [finding] => write.one(*finding, becomes(finding)),
            several => write.several(several, home.is_some(), becomes),
        };
        all.push(Remark { at, lines, findings: findings.len() });
    }
    all.sort_by_key(|remark| remark.at.map(|at| (at.start, at.end)));
    Remarks { all, clauses, left }
}

struct Writer<'a> {
    program: &'a Program,
    rated: &'a Rated,
    options: Options,
}

impl Writer<'_> {
    /// A comment on one finding.
    fn one(&self, finding: Finding, draft: Draft) -> Vec<Line> {
        let mut lines = vec![bold(sentence(&finding.rating.message))];
        self.what_to_do(finding, draft, &mut lines);
        let whose = whose(self.program, finding.rule);
        lines.push(plain(match self.options.audience {
            Audience::Own => format!("{} Measured by {whose}.", finding.suggested()),
            Audience::Partners => format!("Source: {whose}."),
        }));
        lines.extend(self.questions(finding).map(plain));
        lines.push(self.mark(&[finding]));
        lines
    }

    /// A comment on all that is missing at one place.
    fn several(&self, findings: &[Finding], at_home: bool, becomes: impl Fn(&Finding) -> Draft) -> Vec<Line> {
        let place = if at_home { "Missing here" } else { "Not found in this document" };
        let mut lines = vec![bold(format!("{place}: {} points.", findings.len()))];
        let mut sources: Vec<String> = Vec::new();
        for (index, finding) in findings.iter().enumerate() {
            lines.push(bold(format!("{}. {}", index + 1, sentence(&finding.rating.message))));
            self.what_to_do(*finding, becomes(finding), &mut lines);
            let rating = (self.options.audience == Audience::Own).then(|| finding.suggested());
            let said: Vec<String> = rating.into_iter().chain(self.questions(*finding)).collect();
            lines.extend((!said.is_empty()).then(|| plain(said.join(" "))));
            let whose = whose(self.program, finding.rule);
            if !sources.contains(&whose) {
                sources.push(whose);
            }
        }
        lines.push(plain(format!("Sources: {}.", sources.join("; "))));
        lines.push(self.mark(findings));
        lines
    }

    /// What was nearly found, and what to add.
    fn what_to_do(&self, finding: Finding, draft: Draft, lines: &mut Vec<Line>) {
        if let (true, Some(near)) = (finding.at.is_none(), finding.rating.near.first()) {
            let document = &self.rated.document;
            let span = near.evidence.span;
            let mut words = document.text.slice(span).split_whitespace();
            let mut quote = words.by_ref().take(QUOTED).collect::<Vec<_>>().join(" ");
            if words.next().is_some() {
                quote.push('…');
            }
            lines.push(plain(format!("The nearest words ({}): “{quote}”", document.place_name(span.start))));
        }
        if !finding.rule.help.is_empty() {
            lines.push(plain(format!("What to add: {}", finding.rule.help)));
        }
        lines.extend(match draft {
            Draft::PutIn => Some(plain("A clause to start from is put in below as a tracked change.".to_owned())),
            Draft::Kept => {
                Some(plain("The clause that an earlier run put in stays as people have left it.".to_owned()))
            }
            Draft::Shown if finding.rule.suggest.is_empty() => None,
            Draft::Shown => Some(plain(format!("You could write: {}", folded(&finding.rule.suggest)))),
        });
    }

    fn questions(&self, finding: Finding<'_>) -> impl Iterator<Item = String> {
        let answers = finding.rule.answers.iter();
        let questions = answers.filter_map(|question| self.program.questions.get(question.at()));
        let lines: Vec<String> =
            questions.map(|question| format!("Question {}: {}", question.id, question.text)).collect();
        lines.into_iter()
    }

    /// The last line, by which the comment is known again.
    fn mark(&self, findings: &[Finding]) -> Line {
        let rules: Vec<&str> = findings.iter().map(|finding| &*finding.rule.id).collect();
        let (version, rules) = (env!("CARGO_PKG_VERSION"), rules.join(", "));
        plain(format!("{}{version}: {rules}. A basis for discussion; a person decides.", super::MARK))
    }
}

fn plain(words: String) -> Line {
    Line { words, bold: false }
}

fn bold(words: String) -> Line {
    Line { words, bold: true }
}

/// Words with white space folded to single spaces.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A message as a sentence.
fn sentence(message: &str) -> String {
    let mut letters = message.trim().chars();
    let first: String = letters.next().map_or(String::new(), |first| first.to_uppercase().collect());
    let stop = if message.trim_end().ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}
