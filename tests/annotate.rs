//! The command `govlint annotate`, with real files in folders of their own.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DRAFT: &str = "tests/data/converted/dyffryn-hefin--mou.docx";

fn govlint(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .args(arguments)
        .args(["--color", "never"])
        .current_dir(folder)
        .output()
        .unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A folder with a draft in it.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.docx");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(DRAFT), &draft).unwrap();
    (folder, draft)
}

fn annotate(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    govlint(&[&["annotate", "--no-config", "--as-of", "2026-11-22"], arguments].concat(), folder)
}

/// With clauses, for partners who pool a budget: the draft says nothing of that, and has a heading that it belongs under.
fn insert(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    fs::write(folder.join("pooling.toml"), "[profile]\npooled-budget = true\n").unwrap();
    let given = ["annotate", "--config", "pooling.toml", "--as-of", "2026-11-22", "--insert-clauses"];
    govlint(&[&given, arguments].concat(), folder)
}

#[test]
fn a_new_file_is_written_and_nothing_is_replaced_unasked() {
    let (folder, draft) = folder();
    let folder = folder.path();
    let before = fs::read(&draft).unwrap();
    let (status, out, _) = annotate(&["draft.docx", "-o", "draft.reviewed.docx"], folder);
    assert_eq!(status, 0);
    assert!(out.starts_with("draft.reviewed.docx: ") && out.contains(" comments on "), "{out}");
    let reviewed = fs::read(folder.join("draft.reviewed.docx")).unwrap();
    assert_ne!(reviewed, before);
    assert_eq!(fs::read(&draft).unwrap(), before);

    for (arguments, code) in [
        (&["draft.docx", "-o", "draft.reviewed.docx"][..], "would-overwrite"),
        (&["draft.docx", "-o", "draft.docx"], "would-overwrite"),
        (&["draft.docx", "-o", "./draft.docx", "--force"], "would-overwrite"),
        (&["draft.docx", "-o", "none/x.docx"], "not-written"),
        (&["lost.docx", "-o", "x.docx"], "not-found"),
        (&[".", "-o", "x.docx"], "not-one-document"),
        (&["-", "-o", "x.docx"], "not-one-document"),
    ] {
        let (status, out, error) = annotate(arguments, folder);
        assert_eq!((status, &*out), (2, ""), "{arguments:?}");
        assert!(error.contains(&format!("error[{code}]")), "{arguments:?}: {error}");
    }
    let (status, _, error) = annotate(&["draft.docx"], folder);
    assert!(status == 2 && error.contains("--output") && error.contains("--in-place"), "{error}");
    assert_eq!(fs::read(folder.join("draft.reviewed.docx")).unwrap(), reviewed);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2, "nothing else is left behind");

    let (status, _, _) = annotate(&["draft.docx", "-o", "draft.reviewed.docx", "--force"], folder);
    assert_eq!((status, fs::read(folder.join("draft.reviewed.docx")).unwrap()), (0, reviewed));
}

#[test]
fn a_document_goes_to_standard_output_where_that_is_asked_for() {
    let (folder, _) = folder();
    let folder = folder.path();
    let (_, said, _) = annotate(&["draft.docx", "-o", "draft.reviewed.docx"], folder);
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .args(["annotate", "--no-config", "--as-of", "2026-11-22", "draft.docx", "-o", "-"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(status.success());
    assert_eq!(stdout, fs::read(folder.join("draft.reviewed.docx")).unwrap());
    assert_eq!(said, format!("draft.reviewed.docx: {}", String::from_utf8(stderr).unwrap()));
    assert!(!folder.join("-").exists());
}

#[test]
fn its_own_comments_are_replaced_and_taken_out() {
    let (folder, _) = folder();
    let folder = folder.path();
    insert(&["draft.docx", "-o", "one.docx"], folder);
    let one = fs::read(folder.join("one.docx")).unwrap();
    let (status, out, _) = insert(&["one.docx", "--in-place"], folder);
    assert!(status == 0 && out.contains(", 1 suggested clause"), "{out}");
    assert_eq!(fs::read(folder.join("one.docx")).unwrap(), one);

    let (status, out, _) = govlint(&["annotate", "--remove", "one.docx", "-o", "none.docx"], folder);
    assert_eq!((status, &*out), (0, "none.docx: govlint's comments are out\n"));
    let (_, out, _) = govlint(&["annotate", "--remove", "none.docx", "--in-place"], folder);
    assert_eq!(out, "none.docx: there was nothing of govlint's in it\n");
    let ratings =
        |name: &str| govlint(&["check", "--no-config", "--as-of", "2026-11-22", "--format", "short", name], folder).1;
    assert_eq!(ratings("none.docx").replace("none.docx", "draft.docx"), ratings("draft.docx"));
}

/// The lines of the block that the page opens with a line of backquotes and `name`.
fn block(page: &str, name: &str) -> Vec<String> {
    let (_, rest) = page.split_once(&format!("```{name}\n")).unwrap();
    rest.split("```").next().unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn the_page_about_it_shows_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/annotate.md")).unwrap();
    let (folder, draft) = folder();
    fs::copy(root.join("tests/data/converted/harrowmere-place--mou.docx"), &draft).unwrap();
    let shown = block(&page, "console");
    let arguments: Vec<&str> = shown[0].strip_prefix("$ govlint ").unwrap().split(' ').collect();
    assert_eq!(govlint(&arguments, folder.path()).1.trim_end(), shown[1]);

    let file = fs::File::open(folder.path().join("draft.reviewed.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut xml = String::new();
    archive.by_name("word/comments.xml").unwrap().read_to_string(&mut xml).unwrap();
    let words = regex::Regex::new("<w:t [^>]*>([^<]*)</w:t>").unwrap();
    let said = xml.split("</w:comment>").map(|comment| {
        let lines = words.captures_iter(comment).map(|found| found[1].replace("&#8212;", "—"));
        lines.collect::<Vec<_>>()
    });
    assert!(said.into_iter().any(|lines| lines == block(&page, "text")), "{xml}");
}

#[test]
fn it_is_said_where_no_clause_has_a_place() {
    let (folder, _) = folder();
    let (_, out, _) = annotate(&["draft.docx", "-o", "one.docx", "--insert-clauses"], folder.path());
    let reasons: Vec<&str> = out.lines().skip(1).filter_map(|line| line.split_once(": ").map(|(why, _)| why)).collect();
    assert!(out.contains(", no suggested clause put in\n"), "{out}");
    let homeless = "  not put in, as there is no heading that it would stand under";
    assert!(reasons.len() > 1 && reasons.contains(&homeless), "{out}");
}

#[test]
fn what_is_no_word_document_is_refused() {
    let (folder, _) = folder();
    let folder = folder.path();
    fs::write(folder.join("note.md"), "# Memorandum of understanding\n").unwrap();
    fs::write(folder.join("old.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    fs::write(folder.join("cut.docx"), &fs::read(folder.join("draft.docx")).unwrap()[..4000]).unwrap();
    fs::write(folder.join("none.docx"), b"").unwrap();
    for (name, code) in [
        ("note.md", "not-a-docx"),
        ("old.doc", "old-word"),
        ("cut.docx", "broken-archive"),
        ("none.docx", "broken-archive"),
    ] {
        for remove in [&["--remove"][..], &["--kind", "mou"]] {
            let arguments: Vec<&str> = [&["annotate", name, "-o", "x.docx"], remove].concat();
            let (status, out, error) = govlint(&arguments, folder);
            assert_eq!((status, &*out), (2, ""), "{name}");
            assert!(error.contains(&format!("error[{code}]")), "{name}: {error}");
        }
    }
    assert!(!folder.join("x.docx").exists());
}

/// What python-docx reads of the comments of a file, one a line: author, and how the last line begins.
const COMMENTS: &str = "
import sys, docx
document = docx.Document(sys.argv[1])
for comment in document.comments:
    print(comment.author, comment.text.splitlines()[-1][:10])
";

/// Whether a program with these arguments ends well; what it printed.
fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    let done = Command::new(program).args(arguments).current_dir(folder).output();
    let done = done.unwrap_or_else(|error| panic!("{program} does not run: {error}"));
    assert!(done.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Needs LibreOffice as `soffice`, and a Python with python-docx that `GOVLINT_PYTHON` names.
#[test]
#[ignore = "needs programs that are not ours"]
fn other_programs_open_and_keep_what_is_written() {
    let python = std::env::var("GOVLINT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let converted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/converted");
    let (folder, _) = folder();
    let folder = folder.path();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let remarks = regex::bytes::Regex::new(r"/Subtype */Text\b").unwrap();
    let mut clauses = 0;
    for name in ["abhainn-runa--mou", "dyffryn-hefin--mou", "harrowmere-place--mou"] {
        fs::copy(converted.join(format!("{name}.docx")), folder.join("draft.docx")).unwrap();
        let (status, out, error) = insert(&["draft.docx", "-o", "reviewed.docx", "--force"], folder);
        assert_eq!(status, 0, "{error}");
        clauses += usize::from(out.contains("suggested clause"));
        let count: usize = out.split([':', ' ']).find_map(|word| word.parse().ok()).unwrap();
        let read = |name: &str| run(&python, &["-c", COMMENTS, name], folder);
        assert_eq!(read("reviewed.docx"), "govlint — govlint \n".repeat(count), "{name}");

        // LibreOffice shows each comment on the pages, and keeps comments and insertions where it saves the file anew.
        let convert = |to: &str| {
            let arguments = [&profile, "--headless", "--convert-to", to, "--outdir", "out", "reviewed.docx"];
            run("soffice", &arguments, folder);
        };
        convert(r#"pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}"#);
        let pdf = fs::read(folder.join("out/reviewed.pdf")).unwrap();
        assert_eq!(remarks.find_iter(&pdf).count(), count, "{name}");
        convert("docx:MS Word 2007 XML");
        fs::rename(folder.join("out/reviewed.docx"), folder.join("saved.docx")).unwrap();
        assert_eq!(read("saved.docx"), "govlint — govlint \n".repeat(count), "{name}");
        let (status, _, error) = annotate(&["--remove", "saved.docx", "--in-place"], folder);
        assert_eq!(status, 0, "{error}");
        assert_eq!(read("saved.docx"), "", "{name}");
        let facts = |name: &str| {
            let (_, out, _) =
                govlint(&["check", "--no-config", "--as-of", "2026-11-22", "--format", "short", name], folder);
            out.lines().map(|line| line.split(": ").nth(2).unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(facts("saved.docx"), facts("draft.docx"), "{name}");
    }
    assert_ne!(clauses, 0);
}
