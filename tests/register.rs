//! The register of risks, as whole commands: a new one, one that people have filled in brought up to date half a year later, and
//! files that are none.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx};
use regex::Regex;
use rust_xlsxwriter::Workbook;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cmd");
const RISKS: &str = "xl/worksheets/sheet1.xml";
/// The columns that people fill in, and one that they have added.
const PEOPLES: std::ops::RangeInclusive<char> = 'N'..='U';

/// A copy of an agreement that is checked and mended.
struct Quay(tempfile::TempDir);

impl Quay {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(Path::new(DATA).join("quay.md"), folder.path().join("quay.md")).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn change(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("quay.md")).unwrap();
        assert!(text.contains(from), "`{from}` is not in the agreement");
        fs::write(self.path("quay.md"), text.replace(from, to)).unwrap();
    }

    fn check(&self, document: &str, day: &str, more: &[&str]) -> Output {
        let rules = format!("{DATA}/shore.rules");
        let usual = ["check", document, "--rules", &rules, "--select", "shore", "--as-of", day, "--format", "short"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
        command.current_dir(self.0.path()).args(usual).args(more).output().unwrap()
    }

    /// A register that people have filled in: they have put the last risk before the second, and a title of a column of their own.
    fn filled(&self) {
        let run = self.check("quay.md", "2026-11-22", &["--output", "risk-register=new.xlsx"]);
        assert_eq!(run.status.code(), Some(1), "{}", words(&run.stderr));
        let mut sheet = part(&self.bytes("new.xlsx"), RISKS);
        for (place, cell) in [
            ("U1", r#"t="inlineStr"><is><t>Score</t></is>"#),
            ("N2", r#"t="inlineStr"><is><r><rPr><b/></rPr><t>A. Reed</t></r></is>"#),
            ("O2", "><v>46357</v>"),
            ("P2", "><v>3</v>"),
            ("Q2", "><v>4</v>"),
            ("U2", "><f>P2*Q2</f><v>12</v>"),
            ("T3", r#"t="inlineStr"><is><t xml:space="preserve"> two lines&#10;=1+1 </t></is>"#),
            ("S4", r#"t="inlineStr"><is><t>with the board</t></is>"#),
        ] {
            sheet = set(&sheet, place, cell);
        }
        let row = |number: u8| Regex::new(&format!(r#"(?s)<row r="{number}".*?</row>"#)).unwrap();
        let [second, third] = [3, 4].map(|number| row(number).find(&sheet).unwrap().as_str().to_owned());
        let moved = |row: &str, from: char, to: char| {
            let row = row.replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""));
            Regex::new(&format!(r#"r="([A-Z]){from}""#))
                .unwrap()
                .replace_all(&row, format!("r=\"${{1}}{to}\""))
                .into_owned()
        };
        let swapped = moved(&third, '4', '3') + &moved(&second, '3', '4');
        let sheet = sheet.replace(&(second + &third), &swapped);
        fs::write(self.path("filled.xlsx"), with(&self.bytes("new.xlsx"), RISKS, &sheet)).unwrap();
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    words(&parts(bytes).into_iter().find(|(known, _)| known == name).unwrap().1)
}

/// A package with another text in a part.
fn with(bytes: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (known, bytes) in parts(bytes) {
        archive.start_file(&*known, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(if known == name { text.as_bytes() } else { &bytes }).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The XML of a cell; none where there is no such cell.
fn cell<'a>(sheet: &'a str, place: &str) -> Option<&'a str> {
    let cell = Regex::new(&format!(r#"(?s)<c r="{place}"[^>]*?(/>|>.*?</c>)"#)).unwrap();
    cell.find(sheet).map(|found| found.as_str())
}

/// A sheet with something else in a cell, whose looks stay.
fn set(sheet: &str, place: &str, inside: &str) -> String {
    let row = &place[1..];
    match cell(sheet, place) {
        Some(old) => {
            let style = Regex::new(r#" s="\d+""#).unwrap().find(old).map_or("", |style| style.as_str());
            sheet.replace(old, &format!("<c r=\"{place}\"{style} {inside}</c>"))
        }
        None => {
            let end = Regex::new(&format!(r#"(?s)(<row r="{row}".*?)</row>"#)).unwrap();
            let new = format!("${{1}}<c r=\"{place}\" {}</c></row>", inside.replace('$', "$$"));
            end.replace(sheet, new).into_owned()
        }
    }
}

/// The words of the cells of a sheet, a row a line.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// Question, state, since when, and rating of each risk.
fn told(bytes: &[u8]) -> Vec<[String; 4]> {
    let rows = rows(bytes, "Risks");
    let question = |words: &str| words.rsplit_once('(').unwrap().1.trim_end_matches(')').to_owned();
    rows[1..].iter().map(|row| [question(&row[1]), row[2].clone(), row[3].clone(), row[5].clone()]).collect()
}

fn expect(bytes: &[u8], expected: &[[&str; 4]]) {
    assert_eq!(told(bytes), expected.iter().map(|row| row.map(str::to_owned)).collect::<Vec<_>>());
}

#[test]
fn a_new_register_says_cause_event_and_effect_and_scores_nothing() {
    let quay = Quay::new();
    let written = ["--output", "risk-register=new.xlsx", "--output", "risk-register-csv=new.csv"];
    assert_eq!(quay.check("quay.md", "2026-11-22", &written).status.code(), Some(1));
    let bytes = quay.bytes("new.xlsx");
    let risks = rows(&bytes, "Risks");
    insta::assert_snapshot!("risks", risks.iter().map(|row| row.join(" | ") + "\n").collect::<String>());
    let actions = rows(&bytes, "Actions");
    insta::assert_snapshot!("actions", actions.iter().map(|row| row.join(" | ") + "\n").collect::<String>());
    let about = rows(&bytes, "About");
    let about: Vec<_> = about.into_iter().filter(|row| !matches!(&*row[0], "Rules" | "Made by")).collect();
    insta::assert_snapshot!("about", about.iter().map(|row| row.join(" | ") + "\n").collect::<String>());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&*bytes)).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} holds a formula");
    }
    let mut table = csv::Reader::from_path(quay.path("new.csv")).unwrap();
    let heads: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(heads, risks[0]);
    let lines: Vec<Vec<String>> =
        table.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(lines, risks[1..], "the table holds what the sheet of risks does");
}

#[test]
fn what_people_wrote_stays_byte_for_byte_half_a_year_later() {
    let quay = Quay::new();
    quay.filled();
    let filled = quay.bytes("filled.xlsx");
    let day = "2026-11-22";
    expect(
        &filled,
        &[
            ["shore.quay.3", "open", day, "red"],
            ["shore.quay.2", "open", day, "amber"],
            ["shore.quay.4", "open", day, "red"],
        ],
    );
    quay.change("meets four times a year", "exists");
    quay.change("by 31 March 2027.", "by 31 March 2027.\n\n## Changes\n\nThis agreement is reviewed every year.");
    let merge = ["--merge", "filled.xlsx", "--output", "risk-register=merged.xlsx"];
    let run = quay.check("quay.md", "2027-05-01", &merge);
    assert_eq!(words(&run.stderr), "register of risks: 1 added, 1 closed, 2 as before\n");
    assert_eq!(quay.bytes("filled.xlsx"), filled, "what was merged is left as it was");
    let merged = quay.bytes("merged.xlsx");
    expect(
        &merged,
        &[
            ["shore.quay.3", "open", day, "red"],
            ["shore.quay.2", "open", day, "red"],
            ["shore.quay.4", "closed", "2027-05-01", "green"],
            ["shore.quay.1", "open", "2027-05-01", "red"],
        ],
    );
    let [before, after] = [&filled, &merged].map(|bytes| part(bytes, RISKS));
    for (column, row) in PEOPLES.flat_map(|column| (1..=4).map(move |row| (column, row))) {
        let place = format!("{column}{row}");
        assert_eq!(cell(&before, &place), cell(&after, &place), "{place}");
    }
    assert!(cell(&after, "U2").unwrap().contains("<f>P2*Q2</f>"));
    let style = Regex::new(r#" s="\d+""#).unwrap();
    let look = |place: &str| style.find(cell(&after, place).unwrap()).unwrap().as_str().to_owned();
    assert!(('A'..='T').all(|column| look(&format!("{column}2")) == look(&format!("{column}5"))), "looks of a new row");
    assert!(after.contains("<autoFilter ref=\"A1:T5\"/>"), "the filter reaches as far as the rows");
    let (old, new) = (parts(&filled), parts(&merged));
    assert_eq!(old.len(), new.len());
    for ((name, one), (_, other)) in old.iter().zip(&new).filter(|((name, _), _)| !name.contains("/sheet")) {
        assert!(one == other || name == "xl/workbook.xml", "{name} is another");
    }
    assert!(part(&merged, "xl/workbook.xml").contains("Risks!$A$1:$T$5</definedName>"));
}

#[test]
fn the_same_run_again_changes_nothing_and_a_gap_that_is_back_is_open_again() {
    let quay = Quay::new();
    quay.filled();
    let merge = ["--merge", "filled.xlsx", "--output", "risk-register=again.xlsx", "--quiet"];
    let run = quay.check("quay.md", "2026-11-22", &merge);
    assert_eq!((quay.bytes("again.xlsx"), words(&run.stderr)), (quay.bytes("filled.xlsx"), String::new()));
    quay.change("## Money", "This agreement is reviewed every year.\n\n## Money");
    quay.check("quay.md", "2026-12-01", &["--merge", "filled.xlsx", "--in-place"]);
    assert_eq!(told(&quay.bytes("filled.xlsx"))[2], ["shore.quay.4", "closed", "2026-12-01", "green"]);
    quay.check("quay.md", "2026-12-24", &["--merge", "filled.xlsx", "--in-place"]);
    assert_eq!(told(&quay.bytes("filled.xlsx"))[2][2], "2026-12-01", "the day on which it was closed stays");
    quay.change("This agreement is reviewed every year.\n\n", "");
    quay.check("quay.md", "2027-01-01", &["--merge", "filled.xlsx", "--in-place"]);
    assert_eq!(told(&quay.bytes("filled.xlsx"))[2], ["shore.quay.4", "open", "2027-01-01", "red"]);
}

#[test]
fn what_a_run_did_not_look_at_stays_as_it_is() {
    let quay = Quay::new();
    quay.filled();
    let before = rows(&quay.bytes("filled.xlsx"), "Risks");
    fs::write(quay.path("other.md"), "---\nkind: harbour\n---\n# Another agreement\n\nThe parties meet monthly.\n")
        .unwrap();
    let merge = ["--merge", "filled.xlsx", "--output", "risk-register=merged.xlsx"];
    let run = quay.check("other.md", "2027-05-01", &merge);
    assert_eq!(words(&run.stderr), "register of risks: 3 added, 0 closed, 0 as before, 3 not looked at by this run\n");
    assert_eq!(rows(&quay.bytes("merged.xlsx"), "Risks")[..4], before);
    let run = quay.check(
        "quay.md",
        "2027-05-01",
        &["--ignore", "shore.quay.disputes,shore.quay.costs,shore.quay.review", "--merge", "filled.xlsx", "--in-place"],
    );
    assert_eq!(words(&run.stderr), "register of risks: 0 added, 0 closed, 0 as before, 3 not looked at by this run\n");
    assert_eq!(rows(&quay.bytes("filled.xlsx"), "Risks")[..4], before);
}

#[test]
fn what_somebody_lets_be_is_accepted_and_no_candidate() {
    let quay = Quay::new();
    quay.filled();
    quay.change(
        "A way to settle",
        "<!-- govlint: waive shore.quay.disputes reason=\"the owners settle it in spring\" who=\"Harbour Board\" until=2027-03-31 -->\n\nA way to settle",
    );
    quay.check("quay.md", "2026-12-01", &["--merge", "filled.xlsx", "--in-place"]);
    let row = &rows(&quay.bytes("filled.xlsx"), "Risks")[2];
    assert_eq!([&row[2], &row[3]], ["accepted", "2026-12-01"]);
    assert_eq!(row[12], "Accepted until 31 March 2027 by Harbour Board: the owners settle it in spring");
    let about = rows(&quay.bytes("filled.xlsx"), "About");
    let counted = &about.iter().find(|row| row[0] == "Candidate risks").unwrap()[1];
    assert_eq!(counted, "2 control: missing\n1 accepted, and no candidate until that ends");
}

#[test]
fn what_is_no_register_or_has_no_place_is_refused_and_nothing_is_written() {
    let quay = Quay::new();
    quay.filled();
    fs::write(quay.path("words.xlsx"), "no workbook").unwrap();
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Risk").unwrap();
    book.save(quay.path("other.xlsx")).unwrap();
    fs::write(quay.path("broken.xlsx"), &quay.bytes("filled.xlsx")[..4000]).unwrap();
    let disordered = part(&quay.bytes("filled.xlsx"), RISKS).replace("<row r=\"4\"", "<row r=\"2\"");
    fs::write(quay.path("disordered.xlsx"), with(&quay.bytes("filled.xlsx"), RISKS, &disordered)).unwrap();
    let out = ["--output", "risk-register=out.xlsx"];
    for (arguments, why) in [
        (
            &["--merge", "none.xlsx", out[0], out[1]][..],
            "error[not-found]: `none.xlsx` cannot be brought up to date: there is no file or folder of this name\n",
        ),
        (
            &["--merge", "words.xlsx", out[0], out[1]],
            "help: save it as a workbook of Excel (.xlsx), without a password\n",
        ),
        (&["--merge", "words.xlsx", out[0], out[1]], "error[no-workbook]"),
        (&["--merge", "broken.xlsx", out[0], out[1]], "cannot be brought up to date"),
        (&["--merge", "other.xlsx", out[0], out[1]], "error[no-register]"),
        (&["--merge", "disordered.xlsx", out[0], out[1]], "out of order"),
        (&["--merge", "filled.xlsx"], "it is not said where the merged register goes"),
        (&["--merge", "filled.xlsx", "--in-place", out[0], out[1]], "error[two-outputs]"),
        (&["--merge", "filled.xlsx", out[0], "risk-register=./filled.xlsx"], "error[would-overwrite]"),
        (&["--merge", "filled.xlsx", out[0], out[1], "--output", "csv=filled.xlsx"], "error[would-overwrite]"),
        (&["--in-place"], "--merge"),
    ] {
        let before = quay.bytes("filled.xlsx");
        let run = quay.check("quay.md", "2027-05-01", arguments);
        let told = words(&run.stderr);
        assert!(
            run.status.code() == Some(2) && told.contains(why),
            "{arguments:?} ended with {:?}: {told}",
            run.status
        );
        assert!(
            !quay.path("out.xlsx").exists() && quay.bytes("filled.xlsx") == before,
            "{arguments:?} wrote something"
        );
    }
}

/// Words of a document that a spreadsheet would run.
#[test]
fn nothing_that_a_document_says_is_run() {
    let quay = Quay::new();
    quay.filled();
    let name = "=1+1.md";
    fs::copy(quay.path("quay.md"), quay.path(name)).unwrap();
    let written = ["--output", "risk-register=new.xlsx", "--output", "risk-register-csv=new.csv"];
    quay.check(name, "2026-11-22", &written);
    quay.check(name, "2026-11-22", &["--merge", "filled.xlsx", "--in-place"]);
    for (book, expected) in [("new.xlsx", "=1+1.md"), ("filled.xlsx", "'=1+1.md")] {
        let bytes = quay.bytes(book);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&*bytes)).unwrap();
        let range = book.worksheet_range("Risks").unwrap();
        let last = range.rows().next_back().unwrap();
        assert_eq!(last[4], Data::String(expected.into()));
        let formulas = book.worksheet_formula("Risks").unwrap();
        let formulas: Vec<&String> = formulas.used_cells().map(|(.., formula)| formula).collect();
        assert!(formulas.iter().all(|formula| *formula == "P2*Q2"), "{formulas:?}");
    }
    assert!(fs::read_to_string(quay.path("new.csv")).unwrap().contains(",'=1+1.md,"));
}
