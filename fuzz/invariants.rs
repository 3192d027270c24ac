//! What has to hold of any input, whatever it is: shared by the fuzz targets and by the test that runs the inputs they found.

mod word;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use govlint::annotate::{Audience, Options, annotate as comment, strip};
use govlint::diagnostic::{Diagnostic, Severity};
use govlint::document::{BlockId, Document};
use govlint::engine::Engine;
use govlint::language::model::KindId;
use govlint::language::{RuleFile, compile, format};
use govlint::prose::{Prose, Recogniser, RecogniserSet, Statements, Vocabulary, quantity, recognise};
use govlint::read::{Reading, Revisions};
use govlint::report::{Heading, Json, Report, Short, Style, Text};
use govlint::workspace::{RuleSet, Session};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// The reader of Markdown ends with a sound document or refuses.
pub fn markdown(bytes: &[u8]) {
    if let Ok(document) = govlint::read::markdown(bytes) {
        in_file(&document, bytes.len());
        sound(&document);
    }
}

/// The reader of plain text ends with a sound document or refuses.
pub fn plain(bytes: &[u8]) {
    if let Ok(document) = govlint::read::plain(bytes) {
        in_file(&document, bytes.len());
        sound(&document);
    }
}

/// The reader of HTML ends with a sound document or refuses.
pub fn html(bytes: &[u8]) {
    govlint::read::html(bytes).iter().for_each(sound);
}

/// The reader of PDF ends with a sound document or refuses.
pub fn pdf(bytes: &[u8]) {
    govlint::read::pdf(bytes).iter().for_each(sound);
}

/// The reader of Word documents ends with a sound document or refuses: of these bytes, and of them as parts of a package.
pub fn docx(bytes: &[u8]) {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let packed = package(&[("word/document.xml", bytes), ("word/styles.xml", first), ("word/numbering.xml", second)]);
    packages(&[bytes, &packed], govlint::read::docx);
}

/// The reader of OpenDocument texts ends with a sound document or refuses: of these bytes, and of them as parts of a package.
pub fn odt(bytes: &[u8]) {
    let packed = package(&[("content.xml", bytes), ("styles.xml", &bytes[..bytes.len() / 2])]);
    packages(&[bytes, &packed], govlint::read::odt);
}

fn packages(files: &[&[u8]], read: impl Fn(&[u8], Reading) -> Result<Document, Diagnostic>) {
    for file in files {
        for revisions in [Revisions::Accepted, Revisions::Original] {
            if let Ok(document) = read(file, Reading { revisions, memory: 16 << 20 }) {
                let end = document.parts.last().map_or(0, |part| part.span.end);
                in_file(&document, end as usize);
                sound(&document);
            }
        }
    }
}

/// A zip archive of such parts, unpacked.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, options).expect("a new name");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// The whole way: a document, whose format and kind its first byte chooses, is rated or refused, and what is shown of it as text and
/// in short holds no control character that reaches a terminal, as JSON is JSON.
pub fn check(bytes: &[u8]) {
    static SESSIONS: LazyLock<Vec<Session>> = LazyLock::new(|| {
        let load = || RuleSet::load_to_run(&[]).unwrap_or_else(|problem| panic!("{problem:?}"));
        let kinds = (0..load().program.kinds.len() as u32).map(|kind| Some(KindId(kind)));
        kinds.chain([None]).map(|kind| Session::new(load(), jiff::civil::date(2026, 11, 22), kind)).collect()
    });
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let session = &SESSIONS[usize::from(first / 6) % SESSIONS.len()];
    let ending = ["md", "txt", "html", "docx", "odt", "pdf"][usize::from(first % 6)];
    let assessed = session.assess(&format!("file.{ending}"), bytes);
    if let Err(problem) = &assessed.outcome {
        assert_ne!(problem.code, "internal-error", "{problem:?}");
    }
    let heading = Heading {
        program: session.program(),
        as_of: session.as_of(),
        packs: session.packs(),
        config: None,
        asked: session.asked(),
        bundles: &[],
        partnership: session.partnership(),
        revisions: Revisions::Accepted,
    };
    let (style, others) = (Style { width: 80, colour: false }, BTreeMap::new());
    let text = Text { heading, engine: session.engine(), style, quiet: false, advice: true, others: &others };
    for report in [&text as &dyn Report, &Short { heading, style, advice: true }] {
        let shown = report.document(0, &assessed).expect("memory takes it");
        let shown = String::from_utf8(shown).expect("text");
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "a control character is shown");
    }
    let json = Json::new(heading).document(0, &assessed).expect("memory takes it");
    serde_json::from_slice::<serde_json::Value>(&json).expect("an object of JSON");
}

/// A Word document, read as a memorandum, gets comments that leave it readable, come again to the same file, and are taken out
/// to the last byte of each part; or it is refused. The first byte chooses who reads them, and whether clauses are put in.
pub fn annotate(bytes: &[u8]) {
    static SESSION: LazyLock<Session> = LazyLock::new(|| {
        let rules = RuleSet::load_to_run(&[]).unwrap_or_else(|problem| panic!("{problem:?}"));
        let kind = rules.program.kinds.iter().position(|kind| kind.name == "mou").expect("a shipped kind");
        Session::new(rules, jiff::civil::date(2026, 11, 22), Some(KindId(kind as u32)))
    });
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let audience = if first & 1 == 0 { Audience::Own } else { Audience::Partners };
    let options = Options { audience, clauses: first & 2 == 0, advice: first & 4 != 0, as_of: SESSION.as_of() };
    let (file, reading) = (word::word(bytes), Reading { memory: 16 << 20, ..Reading::default() });
    let Ok(bare) = strip(&file, reading) else { return };
    let write = |file: &[u8]| comment(file, reading, SESSION.program(), &SESSION.assess("draft.docx", file), options);
    let Ok(done) = write(&bare) else { return };
    // Nobody can tell where a part ends that cannot be unpacked, nor what others lie in it.
    let Some(before) = parts(&bare) else { return };
    well_formed(&done.bytes, &before);
    let refused = govlint::read::docx(&done.bytes, reading).err();
    assert!(refused.is_none(), "what is written cannot be read: {refused:?}");
    let left = strip(&done.bytes, reading).expect("what is written can be taken out");
    assert!(parts(&left).as_ref() == Some(&before), "what was put in is not taken out");
    assert_eq!(write(&left).as_ref(), Ok(&done), "another run writes another file");
}

/// The parts of a package, by name; none where one of them cannot be unpacked.
fn parts(file: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        parts.insert(part.name().ok()?.into_owned(), bytes);
    }
    Some(parts)
}

/// The parts that comments are put into are as sound as they were: what a file has wrong with it stays.
fn well_formed(file: &[u8], before: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in parts(file).expect("what is written can be unpacked") {
        if !matches!(&*name, "[Content_Types].xml" | "word/document.xml" | "word/comments.xml") {
            continue;
        }
        if let (Err(problem), None) = (xml(&bytes), before.get(&name).and_then(|bytes| xml(bytes).err())) {
            panic!("{name} is no XML: {problem}");
        }
    }
}

/// What keeps some bytes from being XML to their end.
fn xml(bytes: &[u8]) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_reader(bytes);
    while reader.read_event()? != Event::Eof {}
    Ok(())
}

/// The text comes from the file, or from its parts, without a hole.
fn in_file(document: &Document, length: usize) {
    let mut end = 0;
    for (text, file) in document.text.runs() {
        assert!(text.start == end && file.end as usize <= length, "a place outside the file: {file:?}");
        end = text.end;
    }
}

/// Blocks lie in the text, cells in their tables, and every place has a name.
fn sound(document: &Document) {
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(document.text.as_str().get(block.span.range()).is_some(), "a block outside the text: {block:?}");
        let _ = (document.clause_name(BlockId(index as u32)), document.place_name(block.span.start));
    }
    for table in &document.tables {
        assert_eq!(table.blocks.len(), (table.rows * table.columns) as usize, "a table with holes: {table:?}");
    }
}

/// Values rise inside their sentences, and every word has a standing.
pub fn prose(text: &str) {
    static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
        RuleSet::load_to_run(&[]).map_or_else(|problem| panic!("{problem:?}"), |rules| rules.program.vocabulary)
    });
    let _ = quantity(text);
    let Ok(document) = govlint::read::markdown(text.as_bytes()) else { return };
    let prose = Prose::read(&document, &WORDS).on(jiff::civil::date(2026, 11, 22));
    let mut wanted = RecogniserSet::default();
    Recogniser::ALL.iter().for_each(|&recogniser| wanted.insert(recogniser));
    let mut last = 0;
    for found in recognise(&document, &prose, wanted) {
        assert!(last <= found.tokens.start && found.tokens.start < found.tokens.end, "{found:?}");
        assert!(found.value.amount.is_none_or(f64::is_finite), "{found:?}");
        last = found.tokens.end;
    }
    let statements = Statements::new(&document, &prose);
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let _ = statements.content(index as u32);
        for token in sentence.tokens.clone() {
            let _ = statements.standing(&(token..token + 1));
        }
    }
}

/// The compiler of rules ends, every place it tells lies in the file, and what it calls sound can be made ready to run. The
/// formatter keeps every mark that is no space, comments too, and what it has formatted.
pub fn rules(text: &str) {
    let file = RuleFile { name: "fuzz.rules".to_owned(), text: text.to_owned().into() };
    let (program, problems) = compile(&[file]);
    for label in problems.iter().flat_map(|problem| &problem.labels) {
        assert!(text.get(label.span.range()).is_some(), "a place outside the file: {label:?}");
    }
    if problems.iter().all(|problem| problem.severity < Severity::Error) {
        assert!(program.rules.iter().all(|rule| !rule.arms.is_empty() && !rule.id.is_empty()));
        let _ = Engine::new(program);
    }
    if let Ok(once) = format(text) {
        let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(marks(text), marks(&once), "formatting loses or adds something");
        assert_eq!(format(&once).as_ref(), Ok(&once), "formatting again changes something");
    }
}
