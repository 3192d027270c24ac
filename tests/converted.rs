//! The samples as Word, OpenDocument, HTML and PDF files (`tests/data/converted`), which must be rated as their Markdown is.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use govlint::assess::Assessed;
use govlint::workspace::{RuleSet, Session};

/// Least share of ratings of the same colour, and of those of PDF, which says where letters stand and little more.
const FLOOR: f64 = 0.97;
const PDF_FLOOR: f64 = 0.92;

fn session() -> Session {
    Session::new(RuleSet::load_to_run(&[]).unwrap(), jiff::civil::date(2026, 11, 22), None)
}

/// The colour of each rule.
fn colours<'a>(session: &'a Session, assessed: &Assessed) -> BTreeMap<&'a str, &'static str> {
    let rules = &session.program().rules;
    assessed.ratings().iter().map(|rating| (&*rules[rating.rule.at()].id, rating.colour.word())).collect()
}

fn agree(ending: &str, floor: f64) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let session = session();
    let (mut files, mut same, mut all) = (0, 0, 0);
    let mut differ = Vec::new();
    for entry in std::fs::read_dir(root.join("tests/data/converted")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(sample) = name.strip_suffix(ending) else { continue };
        let markdown = root.join("samples").join(sample.replace("--", "/") + ".md");
        let markdown = session.assess(&format!("{sample}.md"), &std::fs::read(markdown).unwrap());
        let converted = session.assess(&name, &std::fs::read(root.join("tests/data/converted").join(&name)).unwrap());
        let kind = |assessed: &Assessed| assessed.outcome.as_ref().unwrap().verdict.kind.map(|told| told.kind);
        assert_eq!(kind(&converted), kind(&markdown), "{name}");
        let (meant, read) = (colours(&session, &markdown), colours(&session, &converted));
        assert!(converted.worded && !meant.is_empty() && meant.len() == read.len(), "{name}");
        files += 1;
        for (rule, colour) in &meant {
            all += 1;
            same += usize::from(read[rule] == *colour);
            if read[rule] != *colour {
                differ.push(format!("{name} {rule}: {} instead of {colour}", read[rule]));
            }
        }
    }
    assert_eq!(files, 12, "the converted samples are not all there: run tests/data/converted/make");
    let share = f64::from(same as u32) / f64::from(all as u32);
    assert!(share >= floor, "{same} of {all} agree:\n{}", differ.join("\n"));
}

#[test]
fn word_documents_are_rated_as_their_markdown() {
    agree(".docx", FLOOR);
}

#[test]
fn open_documents_are_rated_as_their_markdown() {
    agree(".odt", FLOOR);
}

#[test]
fn pages_of_html_are_rated_as_their_markdown() {
    agree(".html", FLOOR);
}

#[test]
#[cfg(feature = "pdf")]
fn printed_pages_are_rated_as_their_markdown() {
    agree(".pdf", PDF_FLOOR);
}
