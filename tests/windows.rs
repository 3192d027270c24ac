//! What documents bring with them that come from Windows, as far as another system has it too: lines that end in CR LF, names with
//! spaces, long paths, what Word leaves beside a document that is open.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Files of the project, each with the name that it gets.
const FILES: [(&str, &str); 4] = [
    ("samples/dyffryn-hefin/mou.md", "Our papers (2026)/the agreement.md"),
    ("samples/dyffryn-hefin/tor-joint-board.md", "Our papers (2026)/joint board.md"),
    ("samples/dyffryn-hefin/govlint.toml", "Our papers (2026)/govlint.toml"),
    ("tests/data/docs/local.rules", "our own.rules"),
];

/// A folder with the files, whose lines end so.
fn folder(end: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in FILES {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(from)).unwrap().replace("\r\n", "\n");
        let to = folder.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text.replace('\n', end)).unwrap();
    }
    folder
}

fn govlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_govlint")).current_dir(folder).args(arguments).output().unwrap()
}

fn printed(output: &Output) -> String {
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn ends_of_lines_change_nothing_of_what_is_said() {
    let [lf, crlf] = ["\n", "\r\n"].map(folder);
    let check = ["check", "Our papers (2026)", "--as-of", "2026-11-22", "--rules", "our own.rules"];
    let commands: [&[&str]; 4] = [
        &check,
        &["facts", "Our papers (2026)"],
        &["trace", "ours.mou.way-out", "Our papers (2026)/the agreement.md", "--rules", "our own.rules"],
        &["rules", "test", "our own.rules"],
    ];
    for command in commands {
        let [one, other] = [&lf, &crlf].map(|folder| printed(&govlint(folder.path(), command)));
        assert_eq!(one, other, "{command:?}");
    }
    let told = printed(&govlint(crlf.path(), &check));
    assert!(told.contains("Our papers (2026)/the agreement.md") && told.contains("Partneriaeth Dyffryn Hefin"));
}

#[test]
fn names_with_spaces_are_read_and_written() {
    let folder = folder("\r\n");
    let run = govlint(
        folder.path(),
        &[
            "check",
            "Our papers (2026)",
            "--quiet",
            "--output",
            "html=Our report.html",
            "--output",
            "csv=Our papers (2026)/all.csv",
        ],
    );
    assert_eq!(run.status.code(), Some(1));
    assert!(fs::read_to_string(folder.path().join("Our report.html")).unwrap().contains("Partneriaeth Dyffryn Hefin"));
    let table = fs::read_to_string(folder.path().join("Our papers (2026)/all.csv")).unwrap();
    assert!(table.contains("Our papers (2026)/the agreement.md"));
    let draft = "Our papers (2026)/our draft.docx";
    let word = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/converted/harrowmere-place--mou.docx");
    fs::copy(word, folder.path().join(draft)).unwrap();
    let run = govlint(folder.path(), &["annotate", draft, "-o", "for the others.docx"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(folder.path().join("for the others.docx").is_file());
}

#[test]
fn a_path_of_more_than_260_letters_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let deep = ["a folder whose name is as long as people make them when nobody stops them"; 4].join("/");
    fs::create_dir_all(folder.path().join(&deep)).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/dyffryn-hefin/mou.md");
    fs::copy(from, folder.path().join(&deep).join("mou.md")).unwrap();
    let told = printed(&govlint(folder.path(), &["check", ".", "--format", "short"]));
    assert!(deep.len() > 260 && told.contains(&format!("{deep}/mou.md:")));
}

#[test]
fn what_word_keeps_beside_an_open_document_is_no_document() {
    let folder = folder("\n");
    fs::write(folder.path().join("Our papers (2026)/~$the draft.docx"), "\u{7}A. Reed").unwrap();
    assert!(!printed(&govlint(folder.path(), &["check", "Our papers (2026)"])).contains("~$"));
}

#[test]
fn patterns_of_paths_have_either_slash() {
    let folder = folder("\r\n");
    let kinds = |pattern: &str| {
        fs::write(folder.path().join("govlint.toml"), format!("[kinds]\r\n{pattern} = 'sod'\r\n")).unwrap();
        govlint(folder.path(), &["check", "Our papers (2026)", "--format", "json"])
    };
    let asked = |pattern| printed(&kinds(pattern)).matches(r#""kind":"sod","kind_because":"asked""#).count();
    assert_eq!(asked("'Our papers (2026)/*.md'"), 2);
    assert_eq!(asked(r"'Our papers (2026)\*.md'"), 2);
    assert_eq!(asked(r#""Our papers (2026)\\joint*""#), 1);
    for unread in [r#""Our papers (2026)\*.md""#, r#""C:\Users\*.md""#] {
        let told = kinds(unread);
        let text = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.code() == Some(2) && text.contains("write `/` between folders"), "{text}");
    }
    let other = kinds("'a.md' = 'b'");
    assert!(!String::from_utf8_lossy(&other.stderr).contains("between folders"), "no path is what is wrong with it");
}

#[test]
fn what_older_powershell_writes_with_its_arrow_is_read() {
    let folder = folder("\r\n");
    for name in ["our own.rules", "Our papers (2026)/govlint.toml"] {
        let path = folder.path().join(name);
        let text = format!("\u{feff}{}", fs::read_to_string(&path).unwrap());
        fs::write(&path, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    }
    let check = ["check", "Our papers (2026)", "--rules", "our own.rules", "--select", "ours", "--format", "json"];
    let told = printed(&govlint(folder.path(), &check));
    assert!(told.contains(r#""rule":"ours.mou.way-out""#) && told.contains(r#""bundle":"Partneriaeth Dyffryn Hefin""#));
}
