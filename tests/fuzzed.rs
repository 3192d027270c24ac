//! Inputs that fuzzing found, or that are made like them: each is run through what must hold of any input.

#![allow(clippy::unwrap_used)]

#[cfg_attr(not(feature = "pdf"), allow(dead_code))]
#[path = "../fuzz/invariants.rs"]
mod invariants;

use std::fs;
use std::path::Path;

/// Runs the saved inputs of a target; gives how many there are.
fn run(target: &str, check: impl Fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in &paths {
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
    }
    paths.len()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn documents_are_read_or_refused() {
    assert!(run("markdown", invariants::markdown) > 0);
    assert!(run("plain", invariants::plain) > 0);
    assert!(run("html", invariants::html) > 0);
    assert!(run("docx", invariants::docx) > 0);
    assert!(run("odt", invariants::odt) > 0);
    #[cfg(feature = "pdf")]
    assert!(run("pdf", invariants::pdf) > 0);
}

#[test]
fn documents_are_rated_and_shown_or_refused() {
    assert!(run("check", invariants::check) > 0);
}

#[test]
fn documents_get_comments_or_are_refused() {
    assert!(run("annotate", invariants::annotate) > 0);
}

#[test]
fn words_have_values_and_standing() {
    assert!(run("prose", |bytes| invariants::prose(&text(bytes))) > 0);
}

#[test]
fn rules_are_compiled_and_formatted() {
    assert!(run("rules", |bytes| invariants::rules(&text(bytes))) > 0);
}
