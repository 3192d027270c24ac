//! Word documents for tests, written shortly.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A package of parts.
pub(in crate::read) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let done =
            zip.start_file(*name, SimpleFileOptions::default()).and_then(|()| Ok(zip.write_all(text.as_bytes())?));
        assert!(done.is_ok(), "{done:?}");
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A part in the namespaces of Word around what stands in its root.
pub(in crate::read) fn part(root: &str, inside: &str) -> String {
    format!(
        "<w:{root} xmlns:w=\"{W}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:r=\"r\" xmlns:w14=\"w14\">{inside}</w:{root}>"
    )
}

/// A Word document with this body and these other parts: names without folder, roots and what stands in them.
pub(in crate::read) fn docx(body: &str, others: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut parts = vec![("word/document.xml".to_owned(), part("document", &format!("<w:body>{body}</w:body>")))];
    let mut relations = String::new();
    for (name, root, inside) in others {
        parts.push((format!("word/{name}.xml"), part(root, inside)));
        let kind = name.trim_end_matches(|last: char| last.is_ascii_digit());
        relations += &format!("<Relationship Id=\"{name}\" Type=\"http://x/{kind}\" Target=\"{name}.xml\"/>");
    }
    parts.push(("word/_rels/document.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (&**name, &**text)).collect();
    package(&parts)
}

/// A paragraph of one run; `style` and more properties where given.
pub(in crate::read) fn p(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// Properties of a paragraph of a list.
pub(in crate::read) fn item(list: u32, level: u8) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}
