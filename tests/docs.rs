//! Every command that README and docs/ show in a block of `sh` runs: in a folder that has what the pages name, one line after
//! another as a reader would type them, none ends with status 2.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the pages name, and the file or folder of this project that stands for it.
const NAMED: [(&str, &str); 16] = [
    ("agreement.md", "samples/harrowmere-place/mou.md"),
    ("my-mou.md", "samples/dyffryn-hefin/mou.md"),
    ("draft.docx", "tests/data/converted/harrowmere-place--mou.docx"),
    ("documents/mou.md", "samples/abhainn-runa/mou.md"),
    ("partnership/mou.md", "samples/harrowmere-place/mou.md"),
    ("partnership/tor.md", "samples/harrowmere-place/tor-place-board.md"),
    ("partners/trust/tor-board.md", "samples/harrowmere-place/tor-place-board.md"),
    ("partners/council/mou.docx", "tests/data/converted/dyffryn-hefin--mou.docx"),
    ("governance/mou.md", "samples/harrowmere-place/mou.md"),
    ("samples/dyffryn-hefin/mou.md", "samples/dyffryn-hefin/mou.md"),
    ("samples/harrowmere-place/mou.md", "samples/harrowmere-place/mou.md"),
    ("my.rules", "tests/data/docs/local.rules"),
    ("local.rules", "tests/data/docs/local.rules"),
    ("ratings.tsv", "tests/data/docs/ratings.tsv"),
    ("old.md", "samples/dyffryn-hefin/mou.md"),
    ("new.md", "samples/harrowmere-place/mou.md"),
];

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    for folder in ["docs", "docs/start"] {
        let found = root.join(folder).read_dir().unwrap().map(|entry| entry.unwrap().path());
        pages.extend(found.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    pages.sort();
    pages
}

/// The commands of a page, without the indent of a block inside a list.
fn commands(page: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in page.lines().map(str::trim) {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            _ if inside && line.contains("govlint ") && !line.contains("cargo ") => commands.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, stands) in NAMED {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(stands), to).unwrap();
    }
    folder
}

fn run(folder: &Path, command: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_govlint")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    // What a command writes is of no interest here, but whether it fails on the way.
    let output = Command::new("bash")
        .args(["--norc", "-o", "pipefail", "-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("HOME", folder)
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_command_shown_runs() {
    let mut count = 0;
    for page in pages() {
        let folder = folder();
        // Returns of organisations, as the page on answers takes them in.
        for name in ["council.xlsx", "trust.xlsx"] {
            assert_eq!(run(folder.path(), &format!("govlint assess partnership/ -o {name}")).0, Some(0));
        }
        for command in commands(&fs::read_to_string(&page).unwrap()) {
            let (status, told) = run(folder.path(), &command);
            assert!(matches!(status, Some(0 | 1)), "{}: `{command}` ended with {status:?}\n{told}", page.display());
            count += 1;
        }
    }
    assert!(count > 30, "only {count} commands were found");
}

#[test]
fn the_rule_that_a_page_shows_is_the_one_that_its_commands_use() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/start/rule-writers.md")).unwrap();
    let shown = page.split_once("```rules\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    assert_eq!(shown, fs::read_to_string(root.join("tests/data/docs/local.rules")).unwrap());
    let folder = folder();
    let (status, told) = run(
        folder.path(),
        "govlint rules test local.rules && govlint check partnership --rules local.rules --select ours",
    );
    assert_eq!(status, Some(0), "{told}");
}
