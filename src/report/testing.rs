//! A program and a document with ratings made by hand, for the tests of the outputs.

use std::sync::LazyLock;

use super::{Heading, Report};
use crate::assess::{Assessed, Digest, Excused, Met, Partnership, Rated, Stamp, Tally};
use crate::diagnostic::{FileId, Label, Severity};
use crate::document::{BlockId, Document};
use crate::engine::{Because, Colour, Evidence, FactValue, Group, KindTold, NearMiss, Rating, Reason, Verdict};
use crate::language::model::{KindId, QuestionId, RuleId};
use crate::language::{Program, RuleFile, compile};
use crate::prose::{Standing, StandingKind};
use crate::read::{self, Format};
use crate::source::{LineIndex, Span};

/// A document that shows all sorts of ratings.
pub(super) const HARBOUR: &str = include_str!("../../tests/data/report/harbour.md");

/// The rules that [`assessed`] is rated by.
pub(super) fn program() -> Program {
    let text = include_str!("../../tests/data/cmd/shore.rules").to_owned();
    let (program, problems) = compile(&[RuleFile { name: "shore.rules".into(), text: text.into() }]);
    assert!(problems.iter().all(|problem| problem.severity < Severity::Error), "{problems:#?}");
    program
}

/// The questions of [`program`].
const ASKED: [QuestionId; 5] = [QuestionId(0), QuestionId(1), QuestionId(2), QuestionId(3), QuestionId(4)];

/// A run on 22 November 2026 without a configuration.
pub(super) fn heading<'a>(program: &'a Program, packs: &'a [Stamp]) -> Heading<'a> {
    static UNTOLD: LazyLock<Partnership> = LazyLock::new(Partnership::default);
    Heading {
        program,
        as_of: jiff::civil::date(2026, 11, 22),
        packs,
        config: None,
        asked: &ASKED,
        bundles: &[],
        revisions: read::Revisions::default(),
        partnership: &UNTOLD,
    }
}

/// [`HARBOUR`] as read and rated.
pub(super) fn assessed() -> Assessed {
    let document = read::markdown(HARBOUR.as_bytes()).expect("the sample is Markdown");
    let stands = |evidence: Evidence, kind| Evidence { standing: Standing { kind, ..Standing::STATED }, ..evidence };
    let meets = evidence(&document, "The Harbour Group", "both Parties.", "meets every month");
    let disputes = evidence(&document, "In the event", "beside it.", "seek to resolve the difference");
    let mediator = evidence(&document, "The Parties may", "a mediator.", "mediator");
    let planned = evidence(&document, "A sharing", "due course.", "sharing rule will be agreed");
    let ratings = vec![
        rating(0, Colour::Green, Reason::Present, "stated", vec![meets]),
        Rating {
            near: vec![NearMiss { evidence: stands(mediator, StandingKind::Hedged), reason: Reason::Hedged }],
            ..rating(
                1,
                Colour::Amber,
                Reason::Partial,
                "disputes are mentioned, but no step that ends them",
                vec![disputes],
            )
        },
        Rating {
            near: vec![NearMiss { evidence: stands(planned, StandingKind::Planned), reason: Reason::PromisedUndated }],
            home: Some(find(&document, "Costs")),
            ..rating(
                2,
                Colour::Red,
                Reason::PromisedUndated,
                "nothing says how the costs of the work are shared between the parties",
                vec![],
            )
        },
        rating(3, Colour::Red, Reason::Absent, "nothing says when the agreement is reviewed", vec![]),
    ];
    let facts = vec![FactValue {
        name: "meeting-frequency".into(),
        value: "12 per year".into(),
        typed: None,
        named: false,
        fields: Vec::new(),
        matched: meets.matched,
        span: meets.matched,
        block: meets.block,
        group: Group::Sentence(0),
    }];
    let kind = Some(KindTold { kind: KindId(0), because: Because::Title });
    Assessed {
        path: "agreements/harbour.md".into(),
        digest: Some(Digest::of(HARBOUR.as_bytes())),
        format: Format::Markdown,
        source: HARBOUR.into(),
        lines: LineIndex::new(HARBOUR),
        worded: false,
        bundle: None,
        apart: false,
        place: "harbour.md".into(),
        people: None,
        partnership: Partnership::default(),
        excused: Excused::default(),
        named: true,
        outcome: Ok(Rated { document, verdict: Verdict { kind, ratings, facts, aliases: Vec::new() } }),
    }
}

/// The same as if it had come from a file that is no text: of two pages, with a note.
pub(super) fn worded() -> Assessed {
    let mut assessed = assessed();
    let Ok(rated) = &mut assessed.outcome else { return assessed };
    let document = &mut rated.document;
    document.pages = vec![0, find(document, "seek to resolve").start];
    document.notes = vec!["12 tracked changes read as accepted".into()];
    let source = document.text.as_str().to_owned();
    let (path, lines) = ("agreements/harbour.docx".into(), LineIndex::new(&source));
    Assessed { path, lines, source, worded: true, ..assessed }
}

/// A file that could not be read.
pub(super) fn refused() -> Assessed {
    let bytes = b"# Terms\nThe fee is \x0050 a year.\n";
    let mut problem = read::markdown(bytes).expect_err("the file holds a zero byte");
    problem.labels.push(Label {
        file: FileId(0),
        span: Span::new(0, 7),
        message: "so far so good".into(),
        primary: false,
    });
    let source = String::from_utf8_lossy(bytes).into_owned();
    Assessed {
        path: "agreements/old\x1b[31m.md".into(),
        digest: Some(Digest::of(bytes)),
        format: Format::Markdown,
        lines: LineIndex::new(&source),
        worded: false,
        bundle: None,
        apart: false,
        place: "harbour.md".into(),
        people: None,
        partnership: Partnership::default(),
        excused: Excused::default(),
        named: true,
        source,
        outcome: Err(problem),
    }
}

/// Where words stand in the text.
fn find(document: &Document, words: &str) -> Span {
    let start = document.text.as_str().find(words).unwrap_or_else(|| panic!("`{words}` is not in the sample")) as u32;
    Span::new(start, start + words.len() as u32)
}

/// A run from the words that open it to those that close it, with the words that matched.
fn evidence(document: &Document, opens: &str, closes: &str, matched: &str) -> Evidence {
    let span = find(document, opens).cover(find(document, closes));
    let block = document.blocks.iter().position(|block| block.span.contains(span)).expect("a run lies in one block");
    Evidence {
        span,
        matched: find(document, matched),
        block: BlockId(block as u32),
        standing: Standing::STATED,
        exceptions: [None; 2],
    }
}

fn rating(rule: u32, colour: Colour, reason: Reason, message: &str, evidence: Vec<Evidence>) -> Rating {
    let near = Vec::new();
    Rating {
        rule: RuleId(rule),
        colour,
        reason,
        arm: 0,
        message: message.into(),
        evidence,
        near,
        home: None,
        advisory: false,
    }
}

/// A whole report of three documents: one of text, the same of another format, and one that could not be read.
pub(super) fn whole(report: &dyn Report) -> String {
    let program = program();
    let mut tally = Tally::default();
    let mut out = report.open().expect("it opens");
    let mut begun = false;
    for (index, assessed) in [assessed(), worded(), refused()].iter().enumerate() {
        let piece = report.document(index, assessed).expect("it tells of a document");
        if begun && !piece.is_empty() {
            out.extend(report.between());
        }
        begun |= !piece.is_empty();
        out.extend(piece);
        tally.add(&program, Met::of(&program, assessed));
    }
    let together = report.together(&tally).expect("it tells of documents together");
    if begun && !together.is_empty() {
        out.extend(report.between());
    }
    out.extend(together);
    out.extend(report.close(&tally).expect("it closes"));
    String::from_utf8(out).expect("it is text")
}
