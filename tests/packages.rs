//! Word and OpenDocument files that mean harm, or have come to harm: refused with a reason or read, in bounded time and memory.

#![allow(clippy::unwrap_used)]

mod hostile;

use std::time::{Duration, Instant};

use govlint::diagnostic::Diagnostic;
use govlint::document::{BlockId, Document};
use govlint::read::{Format, Reading, docx, odt};
use hostile::{nested, open_document, open_xml, p, package, word, word_xml};
use proptest::prelude::*;

const LITTLE: Reading = Reading { revisions: govlint::read::Revisions::Accepted, memory: 16 << 20 };

/// What must hold of every document, whatever the file.
fn check(document: &Document) {
    let mut words = 0;
    for (text, part) in document.text.runs() {
        assert_eq!(text.start, words, "runs leave a gap");
        assert!(part.end >= part.start && document.parts.last().is_some_and(|last| part.end <= last.span.end));
        words = text.end;
    }
    assert_eq!(words, document.text.len());
    let mut end = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(block.span.start >= end && block.span.end >= block.span.start, "blocks overlap at {index}");
        assert!((block.span.start..=block.span.end).contains(&block.body));
        assert!(document.text.as_str().get(block.span.range()).is_some());
        assert!(!document.text.slice(block.span).contains('\n'), "a line end within a block");
        assert!(block.lead_in.is_none_or(|lead| (lead.0 as usize) < index));
        assert!(document.section(block.section).blocks.contains(&(index as u32)));
        let _ = (document.clause_name(BlockId(index as u32)), document.place_name(block.span.start));
        end = block.span.end;
    }
    for table in &document.tables {
        assert_eq!(table.blocks.len(), (table.rows * table.columns) as usize);
        assert!(table.merged.is_sorted() && table.header_rows <= table.rows);
        for (over, begins) in &table.merged {
            assert!(table.blocks.contains(&over.0) && table.blocks.contains(&begins.0) && begins < over);
        }
        for (at, block) in table.blocks.clone().enumerate() {
            let cell = document.blocks[block as usize].cell.expect("a cell");
            assert_eq!((cell.row * table.columns + cell.column) as usize, at);
        }
    }
    assert!(document.pages.is_sorted());
}

fn in_time<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    done
}

#[test]
fn what_means_harm_is_refused_with_a_reason() {
    for (name, bytes, code) in hostile::refused() {
        let refusal = in_time(name, || docx(&bytes, LITTLE)).err();
        let refusal = refusal.unwrap_or_else(|| panic!("{name} is read"));
        assert!(refusal.code == code && refusal.help.is_some(), "{name}: {refusal:#?}");
    }
}

#[test]
fn what_is_odd_is_read_all_the_same() {
    for (name, bytes, words) in hostile::read() {
        let document = in_time(name, || docx(&bytes, LITTLE)).unwrap_or_else(|refusal| panic!("{name}: {refusal:#?}"));
        check(&document);
        let text = document.text.as_str();
        assert!(text.contains(words), "{name}: {text:?}");
        assert!(!text.contains("aaaaaaaaaa") && !text.contains("root:"), "{name}: {text:?}");
    }
}

#[test]
fn open_documents_are_bounded_too() {
    let cell = "<table:table-cell table:number-columns-repeated=\"4294967295\" table:number-rows-spanned=\"4294967295\" \
                table:number-columns-spanned=\"4294967295\"><text:p>x</text:p></table:table-cell>";
    let row =
        format!("<table:table-row table:number-rows-repeated=\"4294967295\">{}</table:table-row>", cell.repeat(3));
    let table = format!("<table:table>{}</table:table><text:p>Behind.</text:p>", row.repeat(3));
    let document = docx_or_odt(&open_document(&table)).unwrap();
    check(&document);
    assert!(document.text.as_str().ends_with("Behind."));
    for (body, code) in [
        (nested("<text:section>", "</text:section>", 5_000, ""), "too-deep"),
        (nested("<text:list><text:list-item>", "</text:list-item></text:list>", 500, ""), "too-deep"),
        ("<text:p>x</text:p>".repeat(40_000), "too-large"),
        (" ".repeat(5 << 20), "too-large"),
        (format!("<table:table><table:table-row>{}</table:table-row></table:table>", cell.repeat(1_000)), "too-large"),
    ] {
        let refusal = in_time(code, || odt(&open_document(&body), LITTLE)).unwrap_err();
        assert_eq!(refusal.code, code);
    }
}

#[test]
fn texts_are_bounded_too() {
    let little = "The Board may meet.\n\n";
    for (format, block, words) in [
        (Format::Markdown, "a\n\n", little.repeat(30_000)),
        (Format::Markdown, "|a|b|\n|-|-|\n|a|b|\n\n", format!("# {}", "words ".repeat(100_000))),
        (Format::Plain, "- a\n\n", little.repeat(30_000)),
        (Format::Html, "<p>a", format!("<p>{}", "words ".repeat(100_000))),
        (Format::Html, "<table><tr><td>a<td>b</table>", format!("<pre>{}</pre>", little.repeat(30_000))),
    ] {
        for file in [block.repeat(80_000), words] {
            let refusal = in_time(format.word(), || format.read(file.as_bytes(), LITTLE)).err();
            assert_eq!(refusal.map(|refusal| refusal.code), Some("too-large"), "{format:?} {}", &file[..8]);
            let half = &file.as_bytes()[..file.len() / 64];
            assert!(!format.read(half, LITTLE).unwrap().blocks.is_empty());
        }
    }
}

/// Reads a file as the format that its bytes tell.
fn docx_or_odt(bytes: &[u8]) -> Result<Document, Diagnostic> {
    Format::of("x.docx", bytes).read(bytes, LITTLE)
}

/// Pieces of documents, whole and torn.
fn pieces() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:tblGrid><w:gridCol/></w:tblGrid>",
        "<w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr>",
        "<w:ins>",
        "</w:ins>",
        "<w:del>",
        "</w:del>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"separate\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:br/>",
        "<w:tab/>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:pict>",
        "</w:pict>",
        "<w:pPr><w:pStyle w:val=\"T\"/></w:pPr>",
        "<w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr>",
        "<w:rPr><w:b/></w:rPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:hyperlink w:anchor=\"x\">",
        "</w:hyperlink>",
        "<w:sdt>",
        "</w:sdt>",
        "<w:sdtContent>",
        "</w:sdtContent>",
        "<w:footnoteReference w:id=\"1\"/>",
        "&amp;",
        "&#x41;",
        "&none;",
        "<!-- -->",
        "<![CDATA[data]]>",
        "(a) one; ",
        "7.2 Members",
        "The Board shall:",
        "é£",
        " ",
        "\u{200b}",
        "<",
        "]]>",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn torn_documents_are_read_or_refused(body in pieces()) {
        if let Ok(document) = docx_or_odt(&word(&body)) {
            check(&document);
        }
    }

    #[test]
    fn flipped_bits_in_the_text_are_read_or_refused(at in 0.0f64..1.0, bit in 0u8..8, more in 0.0f64..1.0) {
        let body = format!("{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("One &amp; two."), p("a"), p("b"));
        for xml in [word_xml("", &body), open_xml("<text:h>One</text:h><text:list><text:list-item><text:p>Two</text:p></text:list-item></text:list>")] {
            let mut bytes = xml.into_bytes();
            for at in [at, more] {
                let at = (at * bytes.len() as f64) as usize;
                bytes[at] ^= 1 << bit;
            }
            let parts = [("word/document.xml", &bytes[..]), ("content.xml", &bytes)];
            for read in [docx, odt] {
                if let Ok(document) = read(&package(&parts), LITTLE) {
                    check(&document);
                }
            }
        }
    }

    #[test]
    fn flipped_bits_in_the_archive_are_read_or_refused(at in 0.0f64..1.0, bit in 0u8..8, cut in 0.0f64..2.0) {
        for mut bytes in [word(&p("Text.")), open_document("<text:p>Text.</text:p>")] {
            let place = (at * bytes.len() as f64) as usize;
            bytes[place] ^= 1 << bit;
            bytes.truncate(((cut.min(1.0)) * bytes.len() as f64) as usize);
            for read in [docx, odt] {
                if let Ok(document) = read(&bytes, LITTLE) {
                    check(&document);
                }
            }
        }
    }
}
