//! What a green rating rests on is taken away, denied or blanked, again and again: the rating has to fall.
//!
//! `cargo test` does so with the samples. With `GOVLINT_DOCUMENTS` naming a folder, the ignored test does so with the
//! Markdown documents of it.

#![allow(clippy::unwrap_used)]

mod deny;
mod edit;
mod mutant;
mod tally;

use std::fs;
use std::path::{Path, PathBuf};

use govlint::engine::Colour;
use govlint::language::model::KindId;
use govlint::workspace::{RuleSet, Selection, Session};
use rayon::prelude::*;

use mutant::{End, How, Subject};
use tally::Tally;

/// Rating fell, of all that may fail a run: a little under what is measured (see docs/accuracy.md).
const SAMPLES: [(How, f64); 3] = [(How::Remove, 0.99), (How::Deny, 0.47), (How::Blank, 0.86)];
const DOCUMENTS: [(How, f64); 3] = [(How::Remove, 0.98), (How::Deny, 0.77), (How::Blank, 0.89)];
/// The same of those that advise.
const ADVICE: [(How, f64); 3] = [(How::Remove, 0.96), (How::Deny, 0.44), (How::Blank, 0.82)];

/// The Markdown files under a folder, in order.
fn markdown(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            markdown(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Tries every green rating of the documents in a folder that rests on words, by the rules that are not off: first those that may
/// fail a run, then those that advise.
fn tried(folder: &Path) -> [Tally; 2] {
    let mut paths = Vec::new();
    markdown(folder, &mut paths);
    let day = jiff::civil::date(2026, 11, 22);
    let mut rules = RuleSet::load_to_run(&[]).unwrap();
    Selection::default().apply(&mut rules.program).unwrap();
    let session = |kind| Session::new(rules.clone(), day, kind);
    let teller = session(None);
    // A document stays of its kind, whatever is done to it.
    let sessions: Vec<Session> =
        teller.program().kinds.iter().enumerate().map(|(at, _)| session(Some(KindId(at as u32)))).collect();
    let mut subjects = Vec::new();
    for path in &paths {
        let source = fs::read_to_string(path).unwrap();
        let assessed = teller.assess(&path.to_string_lossy(), source.as_bytes());
        let Some(told) = assessed.outcome.as_ref().ok().and_then(|rated| rated.verdict.kind) else { continue };
        let greens =
            assessed.ratings().iter().filter(|rating| rating.colour == Colour::Green && !rating.evidence.is_empty());
        for rating in greens {
            let name = path.file_name().unwrap().to_string_lossy();
            let folder = path.parent().and_then(Path::file_name).unwrap().to_string_lossy();
            let (name, rule) = (format!("{folder}/{name}"), rating.rule);
            subjects.push(Subject { session: &sessions[told.kind.at()], name, source: source.clone(), rule });
        }
    }
    let tries: Vec<(&Subject, How)> = subjects.iter().flat_map(|subject| How::ALL.map(|how| (subject, how))).collect();
    let ends: Vec<End> = tries.par_iter().map(|(subject, how)| subject.run(*how)).collect();
    let ended: Vec<(&(&Subject, How), End)> = tries.iter().zip(ends).collect();
    let advises = |subject: &Subject| subject.session.program().rules[subject.rule.at()].advisory;
    [false, true].map(|advice| {
        let of = ended.iter().filter(|((subject, _), _)| advises(subject) == advice);
        Tally::of(of.map(|((subject, how), end)| ((subject.label(), *how), end.clone())))
    })
}

fn hold(tally: &Tally, floors: &[(How, f64)]) {
    println!("{tally}");
    for &(how, floor) in floors {
        let share = tally.share(how);
        assert!(share >= floor, "{how:?}: {share:.3} fell, {floor} should");
    }
}

#[test]
fn ratings_of_the_samples_fall_with_what_they_rest_on() {
    let [binding, advice] = tried(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
    hold(&binding, &SAMPLES);
    hold(&advice, &ADVICE);
}

#[test]
#[ignore = "needs documents that are no part of the project"]
fn ratings_of_real_documents_fall_with_what_they_rest_on() {
    let folder = std::env::var("GOVLINT_DOCUMENTS").expect("GOVLINT_DOCUMENTS names the folder");
    let [binding, advice] = tried(Path::new(&folder));
    hold(&binding, &DOCUMENTS);
    hold(&advice, &ADVICE);
}
