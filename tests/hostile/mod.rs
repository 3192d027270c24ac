//! Packages that mean harm, or have come to harm, made here so that none has to be kept.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A package of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = match *name {
            "mimetype" => SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
            _ => SimpleFileOptions::default(),
        };
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The main part of a Word document around its body, with what may stand before it.
pub fn word_xml(before: &str, body: &str) -> String {
    format!(
        "{before}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    )
}

/// A Word document of that body.
pub fn word(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", word_xml("", body).as_bytes())])
}

/// The content of an OpenDocument text.
pub fn open_xml(body: &str) -> String {
    format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"><office:body><office:text>{body}</office:text>\
         </office:body></office:document-content>"
    )
}

/// An OpenDocument text of that body.
pub fn open_document(body: &str) -> Vec<u8> {
    let mime = ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]);
    package(&[mime, ("content.xml", open_xml(body).as_bytes())])
}

/// A paragraph of a Word document.
pub fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A name with what makes it a name: elements in each other, `many` deep.
pub fn nested(open: &str, close: &str, many: usize, inside: &str) -> String {
    format!("{}{inside}{}", open.repeat(many), close.repeat(many))
}

/// Word documents that must be refused, each with the code of the refusal; for a reader that may take 16 MB of memory.
pub fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let small = word(&p("Text."));
    let cell = format!("<w:tc>{}</w:tc>", p("x"));
    let twice =
        [package(&[("word/document.xml", word_xml("", &p("One.")).as_bytes()), ("word/document.xmm", b"<a/>")])];
    let twice = replaced(&twice[0], b"document.xmm", b"document.xml");
    let mut flipped = small.clone();
    let middle = find(&small, b"document.xml") + 40;
    flipped[middle] ^= 0x10;
    vec![
        ("a bomb of white space", word(&format!("{}{}", " ".repeat(5 << 20), p("x"))), "too-large"),
        ("a bomb that lies about its size", lying(&word(&" ".repeat(5 << 20))), "broken-archive"),
        (
            "a table of very many cells",
            word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(40_000))),
            "too-large",
        ),
        ("very many paragraphs", word(&p("x").repeat(40_000)), "too-large"),
        ("very many words", word(&p(&"words and ".repeat(10_000)).repeat(8)), "too-large"),
        (
            "elements in each other",
            word(&nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5_000, &p("x"))),
            "too-deep",
        ),
        (
            "tables in each other",
            word(&nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 500, &p("x"))),
            "too-deep",
        ),
        ("two parts of one name", twice, "broken-archive"),
        ("a file that is cut off", small[..small.len() / 2].to_vec(), "broken-archive"),
        ("a bit that is flipped", flipped, "broken-archive"),
        ("no archive at all", b"PK\x03\x04 word/ and nothing behind".to_vec(), "broken-archive"),
        ("an empty file", Vec::new(), "broken-archive"),
        ("very many entries", [b"PK\x01\x02".repeat(10_001), small.clone()].concat(), "too-large"),
        (
            "XML that is cut off",
            package(&[("word/document.xml", b"<w:document xmlns:w=\"w\"><w:body>")]),
            "broken-part",
        ),
        ("XML that is none", package(&[("word/document.xml", b"<<<>>&&;")]), "broken-part"),
        ("no main part", package(&[("word/other.xml", b"<a/>")]), "not-a-docx"),
        ("a main part outside", relations("../../../../etc/passwd"), "not-a-docx"),
    ]
}

/// Word documents that are odd and must be read all the same, within the same memory, each with words that it shows.
pub fn read() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let dtd = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
               <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let entity = |name: &str| {
        let xml = word_xml(dtd, &p(&format!("Text &{name}; ends.")));
        package(&[("word/document.xml", xml.as_bytes())])
    };
    let wide = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"4294967295\"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/>\
                <w:vMerge/></w:tcPr><w:p><w:r><w:t>lost</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let open_field =
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF</w:instrText></w:r></w:p>";
    let item = "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:numPr><w:ilvl w:val=\"250\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr>\
                <w:r><w:t>Counted.</w:t></w:r></w:p>";
    let boxed = nested("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 20, &p("boxed"));
    let circle = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style></w:styles>";
    let huge = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"1\">\
        <w:lvl w:ilvl=\"8\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%9%8%7%%%\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    let all = word_xml("", &item.repeat(3));
    vec![
        ("entities in each other", entity("c"), "Text &c; ends."),
        ("an entity that names a file", entity("f"), "Text &f; ends."),
        ("cells of no end", word(&(wide.to_owned() + &p("Behind."))), "Behind."),
        ("a field without end", word(&(open_field.to_owned() + &p("Shown."))), "Shown."),
        ("text boxes in each other", word(&(boxed + &p("Behind."))), "Behind."),
        (
            "tables in each other",
            word(&(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60, &p("x")) + &p("Behind."))),
            "Behind.",
        ),
        (
            "styles in a circle and numbers of no end",
            package(&[
                ("word/document.xml", all.as_bytes()),
                ("word/styles.xml", circle.as_bytes()),
                ("word/numbering.xml", huge.as_bytes()),
            ]),
            "Counted.",
        ),
        (
            "names that lead outside",
            package(&[
                ("../../evil.txt", b"x"),
                ("/etc/passwd", b"x"),
                ("word\\document.xml", word_xml("", &p("Found.")).as_bytes()),
            ]),
            "Found.",
        ),
        ("control characters", word(&p("A&#x1b;[31mB&#0;C&#xffff;")), "[31m"),
    ]
}

/// A package whose relations name that main part.
fn relations(target: &str) -> Vec<u8> {
    let text = format!("<Relationships><Relationship Type=\"x/officeDocument\" Target=\"{target}\"/></Relationships>");
    package(&[("_rels/.rels", text.as_bytes()), ("word/document.xml", word_xml("", &p("Text.")).as_bytes())])
}

/// The archive with the sizes of its entries made small wherever it states them.
fn lying(archive: &[u8]) -> Vec<u8> {
    let mut lying = archive.to_vec();
    for (mark, size) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let at = find(&lying, mark) + size;
        lying[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    lying
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|window| window == what).unwrap()
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}
