//! Several outputs in one run, and what each of them says of the samples.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Reader, Xlsx};

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_govlint"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--as-of", "2026-11-22"])
        .args(arguments)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a format says of the samples; the version of this program and the digests of the rules are left out.
fn samples(format: &str) -> String {
    let output = check(&["samples", "--format", format]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let changing = regex::Regex::new(r#""sha256":"\w+"|govlint 0[.0-9]+"#).unwrap();
    changing.replace_all(&printed(&output).replace("\r\n", "\n"), "…").into_owned()
}

#[test]
fn sarif() {
    let log: serde_json::Value = serde_json::from_str(&samples("sarif").replace('…', "\"sha256\":\"…\"")).unwrap();
    insta::assert_snapshot!("sarif", serde_json::to_string_pretty(&log["runs"][0]["results"]).unwrap());
}

#[test]
fn junit() {
    insta::assert_snapshot!("junit", samples("junit"));
}

#[test]
fn github() {
    insta::assert_snapshot!("github", samples("github"));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!("gitlab", samples("gitlab"));
}

#[test]
fn rdjson() {
    insta::assert_snapshot!("rdjson", samples("rdjson"));
}

#[test]
fn csv() {
    insta::assert_snapshot!("csv", samples("csv"));
}

#[test]
fn md() {
    insta::assert_snapshot!("md", samples("md"));
}

#[test]
fn discussion() {
    insta::assert_snapshot!("discussion", samples("discussion"));
}

#[test]
fn what_two_questions_ask_alike_is_talked_over_once() {
    let output = check(&["samples/harrowmere-place", "--format", "discussion"]);
    let agenda = printed(&output);
    let (_, twin) = agenda.split_once("(hfma.engagement.5)\n\n").unwrap();
    let number = agenda.lines().find(|line| line.ends_with("(practice.mou.scrutiny)")).unwrap();
    let number = number.trim_start_matches("### ").split(' ').next().unwrap();
    let same = format!("The same is asked under {number}, where it is talked over.");
    assert_eq!(twin.lines().next().unwrap(), same);
}

/// The picture of each partnership, looked at in a browser before it was accepted.
#[test]
fn map() {
    for partnership in ["abhainn-runa", "dyffryn-hefin", "harrowmere-place"] {
        let output = Command::new(env!("CARGO_BIN_EXE_govlint"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["map", "--as-of", "2026-11-22", "--format", "svg"])
            .arg(format!("samples/{partnership}"))
            .output()
            .unwrap();
        insta::assert_snapshot!(format!("map_{partnership}"), printed(&output));
    }
}

/// Without what changes with each version of the program or of a rule.
fn lasting(text: &str) -> String {
    let changing = regex::Regex::new(r"\b[0-9a-f]{16,64}\b|govlint 0[.0-9]+").unwrap();
    changing.replace_all(text, "…").into_owned()
}

/// A document that is all there is leaves nothing open that others answer: how many questions those are is said once.
#[test]
fn what_a_lone_document_is_not_asked_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mou, page) = (folder.path().join("mou.md"), folder.path().join("page.html"));
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/dyffryn-hefin/mou.md"), &mou).unwrap();
    let output = format!("html={}", page.display());
    let text = printed(&check(&[mou.to_str().unwrap(), "--no-config", "--output", "text=-", "--output", &output]));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = regex::Regex::new(r"(\d+) questions are for documents of other kinds, or for several together").unwrap();
    let told: Vec<&str> = told.captures_iter(&text).map(|found| found.extract::<1>().1[0]).collect();
    assert_eq!(told.len(), 1, "{text}");
    assert!(told[0].parse::<usize>().unwrap() > 50, "{told:?}");
    let table = text.split_once("mou.md by area").unwrap().1;
    assert!(!table.contains("Scheme of delegation"), "{table}");
    let people = regex::Regex::new(r"\d+ questions are left to people, and nobody has answered\.").unwrap();
    assert!(people.is_match(&text), "{text}");
    let page = fs::read_to_string(page).unwrap();
    let left = format!("Not counted: {} questions for documents of other kinds, or for several together.", told[0]);
    assert!(page.contains(&left), "{left}");
    assert!(!page.contains(">Scheme of delegation</th>"));
}

/// What is written into a file of a format.
fn written(format: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    check(&["samples", "--output", &format!("{format}={}", path.display())]);
    fs::read(path).unwrap()
}

/// The words of the page, as a reader without its looks has them.
#[test]
fn html() {
    let page = String::from_utf8(written("html")).unwrap();
    let body = page.split_once("<body").unwrap().1;
    let unread = regex::Regex::new(r"(?s)<(style|script|svg).*?</(style|script|svg)>").unwrap();
    // An id that may be broken is one word.
    let body = body.replace("<wbr>", "");
    let tags = regex::Regex::new(r"(?s)<[^>]*>").unwrap();
    let words = tags.replace_all(&unread.replace_all(&body, ""), "\n").into_owned();
    let lines: Vec<&str> = words.lines().skip(1).map(str::trim).filter(|line| !line.is_empty()).collect();
    insta::assert_snapshot!("html", lasting(&lines.join("\n")));
}

#[test]
fn xlsx() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written("xlsx"))).unwrap();
    let mut told = String::new();
    for name in book.sheet_names() {
        told += &format!("== {name}\n");
        for row in book.worksheet_range(&name).unwrap().rows() {
            let cells: Vec<String> = row.iter().map(|cell| cell.to_string().replace('\n', " / ")).collect();
            told += cells.join(" | ").trim_end();
            told.push('\n');
        }
    }
    insta::assert_snapshot!("xlsx", lasting(&told));
}

#[test]
fn files_say_what_is_printed_alone() {
    let folder = tempfile::tempdir().unwrap();
    let formats = ["json", "sarif", "junit", "github", "gitlab", "rdjson", "csv", "md", "short", "discussion"];
    let path = |format: &str| folder.path().join(format);
    let wanted: Vec<String> = formats.iter().map(|format| format!("{format}={}", path(format).display())).collect();
    let mut arguments = vec!["samples/dyffryn-hefin", "--color", "never"];
    for one in &wanted {
        arguments.extend(["--output", one]);
    }
    let all = check(&arguments);
    assert_eq!(all.status.code(), Some(1));
    assert_eq!(printed(&all), printed(&check(&arguments[..3])), "the text is printed as without outputs");
    for format in formats {
        let alone = check(&["samples/dyffryn-hefin", "--format", format]);
        assert_eq!(fs::read_to_string(path(format)).unwrap(), printed(&alone), "{format}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), formats.len(), "nothing else is left behind");
}

/// The code of the error that a command ends in.
fn refused(arguments: &[&str]) -> String {
    let output = check(arguments);
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap().lines().next().unwrap().to_owned()
}

#[test]
fn no_output_takes_the_place_of_another_or_of_a_document() {
    let folder = tempfile::tempdir().unwrap();
    let [document, out] = ["mou.md", "out.md"].map(|name| folder.path().join(name));
    fs::copy("samples/dyffryn-hefin/mou.md", &document).unwrap();
    let before = fs::read(&document).unwrap();
    let over = format!("md={}", folder.path().join(".").join("mou.md").display());
    let path = document.to_str().unwrap();
    assert!(refused(&[path, "--output", &over]).starts_with("error[would-overwrite]"));
    assert_eq!(fs::read(&document).unwrap(), before);
    let twice = format!("={}", out.display());
    let twice = ["md", "csv"].map(|format| format!("{format}{twice}"));
    assert!(refused(&[path, "--output", &twice[0], "--output", &twice[1]]).starts_with("error[two-outputs]"));
    assert!(refused(&[path, "--format", "json", "--output", "md=-"]).starts_with("error[two-outputs]"));
    let lost = format!("json={}", Path::new("none/such/folder/x.json").display());
    assert!(refused(&[path, "--output", &twice[0], "--output", &lost]).starts_with("error[not-written]"));
    assert!(!out.exists(), "a run that does not begin writes nothing");
}
