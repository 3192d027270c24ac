//! Any bytes: the readers of Word documents and OpenDocument texts end with a document whose blocks lie in its text and whose text
//! lies in the parts, or refuse. The bytes are read as a package, and as the main part of one.

#![no_main]

use std::io::{Cursor, Write};

use govlint::document::{BlockId, Document};
use govlint::read::{Reading, Revisions, docx, odt};
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A package with these bytes as each part that is read.
fn package(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Two parts of the bytes, so that styles and numbers are not those of the text.
    let (first, second) = bytes.split_at(bytes.len() / 2);
    for (name, bytes) in [
        ("word/document.xml", bytes),
        ("word/styles.xml", first),
        ("word/numbering.xml", second),
        ("content.xml", bytes),
        ("styles.xml", first),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fn check(document: &Document) {
    let mut end = 0;
    for (text, part) in document.text.runs() {
        assert!(text.start == end && document.parts.last().is_some_and(|last| part.end <= last.span.end));
        end = text.end;
    }
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(document.text.as_str().get(block.span.range()).is_some());
        let _ = (document.clause_name(BlockId(index as u32)), document.place_name(block.span.start));
    }
    for table in &document.tables {
        assert_eq!(table.blocks.len(), (table.rows * table.columns) as usize);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let packed = package(bytes);
    for bytes in [Some(bytes), packed.as_deref()].into_iter().flatten() {
        for revisions in [Revisions::Accepted, Revisions::Original] {
            let reading = Reading { revisions, memory: 16 << 20 };
            for document in [docx(bytes, reading), odt(bytes, reading)].into_iter().flatten() {
                check(&document);
            }
        }
    }
});
