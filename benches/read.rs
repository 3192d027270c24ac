//! Speed of the readers, in bytes a second.

use std::fmt::Write;
use std::hint::black_box;
use std::io::{Cursor, Read, Write as _};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use govlint::read::{Reading, docx, markdown, plain};
use quick_xml::NsReader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

/// An agreement of `clauses` numbered clauses with lists, labels and a table.
fn agreement(clauses: usize) -> String {
    let mut text = String::from("---\ntitle: Agreement\nstatus: draft\n---\n\n# Agreement\n\n");
    for clause in 1..=clauses {
        let _ = write!(
            text,
            "## {clause}. Matter {clause}\n\n{clause}.1 The **Parties** shall keep each other informed of what they do under\n\
             this clause, and shall not act alone where “the other” has asked to be heard first.\n\n\
             {clause}.2 Each Party shall:\n\n(a) name one officer;\n\n(b) answer within [ten](#ten) working days; and\n\n\
             - keep a record\n- send it on: each January\n\n**Review:** every second year.\n\n\
             | Item | Limit | Held by |\n|---|---|---|\n| Stores | £{clause},000 | Director |\n| Fuel | £500 | Clerk |\n\n"
        );
    }
    text
}

/// A note of `pages` pages as they were typed: running lines, wrapped paragraphs, lists, a table.
fn note(pages: usize) -> String {
    let mut text = String::from("Harbour Office                    A. Wrack\n\n\n              Harbour Agreement\n\n");
    for page in 1..=pages {
        let _ = write!(
            text,
            "{page}.  Matter {page}\n\n   The Parties keep each other informed of what they do under this clause, and\n   \
             shall not act alone where the other has asked to be heard first.  Each Party\n   shall:\n\n   (a) name one \
             officer, who may act for it in all that this clause is about;\n\n   (b) answer within ten working days of \
             the day on which it has been asked,\n       or say why it cannot; and\n\n   o  keep a record\n\n   o  \
             send it on each January\n\n      Item        Limit        Held by\n      Stores      {page},000        \
             Director\n      Fuel        500          Clerk\n      Rope        20           Clerk\n\n   Review takes \
             place every second year, and whenever a Party asks for it in\n\n\nWrack                    Note                \
             [Page {page}]\n\x0cNOTE 7        Harbour Agreement\n\n   writing.\n\n"
        );
    }
    text
}

/// A Word document of `clauses` clauses that Word counts, each with items, a table and marked-up runs.
fn word(clauses: usize) -> Vec<u8> {
    let paragraph = |list: usize, level: usize, words: &str| {
        format!(
            "<w:p w:rsidR=\"00A1\"><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>\
             <w:spacing w:after=\"120\"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:sz w:val=\"22\"/></w:rPr>\
             <w:t xml:space=\"preserve\">{words} </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Parties</w:t></w:r></w:p>"
        )
    };
    let cell = |words: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
        )
    };
    let row = format!("<w:tr>{}{}{}</w:tr>", cell("Stores"), cell("£5,000"), cell("Director"));
    let mut body = String::new();
    for clause in 0..clauses {
        body += &paragraph(1, 0, "Matter of the");
        body += &paragraph(
            1,
            1,
            &"They shall keep each other informed of what they do under this clause, as do the ".repeat(3),
        );
        body += &paragraph(1, 1, "Each shall, as asked by the:");
        body += &paragraph(1, 2, "name one officer, who may act for it in all that this clause is about, to the");
        body += &paragraph(1, 2, "answer within ten working days of the day on which it has been asked by the");
        if clause % 4 == 0 {
            body +=
                &format!("<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>{}</w:tbl>", row.repeat(5));
        }
    }
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let level = |level: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let levels = level(0, "decimal", "%1.") + &level(1, "decimal", "%1.%2") + &level(2, "lowerLetter", "(%3)");
    let numbering = format!(
        "<w:numbering {space}><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let document = format!("<w:document {space}><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("word/document.xml", document), ("word/numbering.xml", numbering)] {
        let done = zip.start_file(name, SimpleFileOptions::default()).map(|()| zip.write_all(text.as_bytes()));
        assert!(matches!(done, Ok(Ok(()))), "writing to memory does not fail");
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// What reading a Word document cannot do without: its main part unpacked, and walked as XML.
fn unzip_and_walk(bytes: &[u8]) -> Option<usize> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name("word/document.xml").ok()?.read_to_string(&mut text).ok()?;
    let mut reader = NsReader::from_str(&text);
    let mut words = 0;
    loop {
        match reader.read_resolved_event().ok()?.1 {
            Event::Text(text) => words += text.len(),
            Event::Eof => return Some(words),
            _ => {}
        }
    }
}

fn read(criterion: &mut Criterion) {
    let prose = agreement(400);
    let row = "|cell".repeat(100) + "|\n";
    let table = row.clone() + &"|-".repeat(100) + "|\n" + &row.repeat(999);
    let mut group = criterion.benchmark_group("read");
    for (name, source) in [("agreement", &prose), ("table of 100,000 cells", &table)] {
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| markdown(black_box(source.as_bytes()))));
    }
    let note = note(400);
    group.throughput(Throughput::Bytes(note.len() as u64));
    group.bench_function("note in plain text", |bencher| bencher.iter(|| plain(black_box(note.as_bytes()))));
    // Some 100 pages.
    let word = word(400);
    group.throughput(Throughput::Bytes(word.len() as u64));
    group.bench_function("Word document", |bencher| bencher.iter(|| docx(black_box(&word), Reading::default())));
    group.bench_function("the same unpacked and walked", |bencher| bencher.iter(|| unzip_and_walk(black_box(&word))));
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
