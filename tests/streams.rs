//! What the command does with the streams that it is given: readers that leave, colours, hostile names.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const HOSTILE: &str =
    "# Harbour agreement \u{1b}]0;owned\u{7} on \u{9b}2Jtides\n\nDisputes are \u{1b}[31mavoided\u{202e}.\n";

fn govlint(arguments: &[&str], path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
    command.args(["check", "--select", "shore", "--rules", "tests/data/cmd/shore.rules", "--as-of", "2026-11-22"]);
    command.args(arguments).arg(path).env_remove("NO_COLOR");
    command
}

fn run(arguments: &[&str], path: &Path) -> Output {
    govlint(arguments, path).output().unwrap()
}

fn controls(bytes: &[u8]) -> Vec<char> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.chars().filter(|character| character.is_control() && *character != '\n').collect()
}

#[test]
fn a_reader_may_leave() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..400 {
        let text = fs::read("tests/data/report/harbour.md").unwrap();
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    let mut child = govlint(&[], folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut head = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut head).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(1), &b""[..]));
}

#[test]
fn nothing_hostile_comes_through() {
    let folder = tempfile::tempdir().unwrap();
    let name = if cfg!(unix) { "a\u{1b}[31m\nb.md" } else { "a.md" };
    fs::write(folder.path().join(name), HOSTILE).unwrap();
    fs::write(folder.path().join("b.md"), b"\x1b[2J\0").unwrap();
    for format in ["text", "short", "json"] {
        let output = run(&["--format", format], folder.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(!output.stdout.is_empty());
        assert_eq!(controls(&output.stdout), [], "{format}");
    }
    let lines = run(&["--format", "short"], folder.path()).stdout;
    let lines = String::from_utf8(lines).unwrap();
    assert!(lines.lines().all(|line| line.contains("b.md:")), "{lines}");
}

#[test]
fn colours_are_for_those_who_ask() {
    let path = Path::new("tests/data/cmd/quay.md");
    let escapes = |output: Output| controls(&output.stdout).iter().filter(|&&control| control == '\x1b').count();
    assert_eq!(escapes(run(&[], path)), 0);
    assert_eq!(escapes(run(&["--color", "never"], path)), 0);
    assert!(escapes(run(&["--color", "always"], path)) > 10);
    let asked = govlint(&["--color", "always"], path).env("NO_COLOR", "1").output().unwrap();
    assert!(escapes(asked) > 10, "who asks for colours gets them");
}

#[test]
fn standard_input_is_a_document() {
    let mut child = govlint(&["--format", "json", "--kind", "harbour"], Path::new("-"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"The Group meets monthly.\n").unwrap();
    let report: serde_json::Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    let document = &report["documents"][0];
    assert_eq!((&document["path"], &document["kind_because"]), (&"-".into(), &"asked".into()));
    assert_eq!(document["ratings"][0]["evidence"][0]["quote"], "The Group meets monthly.");
}

#[test]
fn standard_input_is_read_as_what_it_is_called() {
    let note = fs::read("tests/data/plain/note.txt").unwrap();
    let read = |arguments: &[&str]| {
        let piped = || Stdio::piped();
        let mut child =
            govlint(arguments, Path::new("-")).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&note).unwrap();
        let report = child.wait_with_output().unwrap().stdout;
        let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
        let document = &report["documents"][0];
        [&document["path"], &document["format"], &document["title"]]
            .map(|field| field.as_str().unwrap_or("").to_owned())
    };
    let text = read(&["--format", "json", "--stdin-filename", "old/note.txt"]);
    assert_eq!(text, ["old/note.txt", "text", "Harbour Agreement on the Sheds of the North Quay"]);
    assert_eq!(read(&["--format", "json"])[..2], ["-", "markdown"]);
}

#[cfg(unix)]
#[test]
fn words_that_are_no_text_are_refused_as_others_are() {
    use std::os::unix::ffi::OsStrExt;
    let asked = std::ffi::OsStr::from_bytes(b"\xff");
    let output = Command::new(env!("CARGO_BIN_EXE_govlint")).arg(asked).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && told.starts_with("error: unrecognized subcommand"), "{told}");
}

/// What a terminal shows of a run over many documents, as the `script` of util-linux gives it one.
#[cfg(target_os = "linux")]
fn on_a_terminal(arguments: &[&str], folder: &Path) -> String {
    let program = govlint(arguments, folder);
    let words = std::iter::once(program.get_program()).chain(program.get_args());
    let words: Vec<String> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let output = Command::new("script")
        .args(["-qec", &words.join(" "), "/dev/null"])
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .output()
        .expect("`script` of util-linux gives a command a terminal");
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_how_far_a_run_is_and_a_pipe_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string("tests/data/report/harbour.md").unwrap().repeat(40);
    for number in 0..1200 {
        fs::write(folder.path().join(format!("{number}.md")), &text).unwrap();
    }
    let progress = regex::Regex::new(r"[\d,]+ of 1,200 documents, [\d,]+ a second, \d+m?s? left").unwrap();
    // One thread, and time enough for the line to come into view.
    let arguments = ["--jobs", "1", "--format", "short"];
    let shown = on_a_terminal(&arguments, folder.path());
    assert!(progress.is_match(&shown), "{:?}", &shown[..shown.len().min(3000)]);
    let quiet = on_a_terminal(&[&arguments[..], &["--quiet"]].concat(), folder.path());
    assert!(quiet.contains("shore.quay") && !quiet.contains("a second"), "{:?}", &quiet[..quiet.len().min(3000)]);
    let piped = run(&arguments, folder.path());
    assert_eq!(String::from_utf8_lossy(&piped.stderr), "");
    let plain = |shown: &str| shown.matches("[shore.quay").count();
    assert_eq!(plain(&shown), plain(&String::from_utf8_lossy(&piped.stdout)), "no line of the findings is lost");
}
