//! Word documents out of any bytes: a file as it is, or parts that are well-formed however the bytes change.

use super::package;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
/// The parts whose content the pieces of an input are, with the names of their roots.
const PARTS: [(&str, &str); 4] = [
    ("document", "document"),
    ("comments", "comments"),
    ("footnotes", "footnotes"),
    ("commentsExtended", "commentsEx"),
];

/// Elements that bytes under a space open: no such byte can stand in XML, so that none is lost.
const OPENED: [&str; 18] = [
    "w:p",
    "w:r",
    "w:t xml:space=\"preserve\"",
    "w:pPr",
    "w:rPr",
    "w:ins w:id=\"5\" w:author=\"govlint\"",
    "w:del w:id=\"6\" w:author=\"Ada\"",
    "w:hyperlink w:anchor=\"x\"",
    "w:sdt",
    "w:sdtContent",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:comment w:id=\"7\" w:author=\"govlint\"",
    "w:footnote w:id=\"1\"",
    "w:txbxContent",
    "mc:AlternateContent",
    "mc:Fallback",
];
/// Elements without content that the bytes behind those stand for.
const EMPTY: [&str; 9] = [
    "w:pStyle w:val=\"Heading1\"",
    "w:fldChar w:fldCharType=\"begin\"",
    "w:fldChar w:fldCharType=\"end\"",
    "w:footnoteReference w:id=\"1\"",
    "w:commentRangeStart w:id=\"7\"",
    "w:commentRangeEnd w:id=\"7\"",
    "w:commentReference w:id=\"7\"",
    "w:bookmarkStart w:id=\"8\" w:name=\"_govlint_0_0\"",
    "w:sectPr",
];

/// The file that an input stands for: itself where it begins as an archive does, else one whose parts are its pieces between
/// zero bytes.
pub(super) fn word(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let links =
        PARTS.map(|(name, _)| format!("<Relationship Id=\"{name}\" Type=\"http://x/{name}\" Target=\"{name}.xml\"/>"));
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        links[1..].concat()
    );
    let mut parts =
        vec![("[Content_Types].xml".to_owned(), TYPES.to_owned()), ("word/_rels/document.xml.rels".to_owned(), links)];
    for (piece, (name, root)) in bytes.splitn(PARTS.len(), |&byte| byte == 0).zip(PARTS) {
        let inside = content(&String::from_utf8_lossy(piece));
        let inside = if name == "document" { format!("<w:body>{inside}</w:body>") } else { inside };
        let text = format!("<w:{root} xmlns:w=\"{WORD}\" xmlns:mc=\"mc\" xmlns:w15=\"w15\">{inside}</w:{root}>");
        parts.push((format!("word/{name}.xml"), text));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (&**name, text.as_bytes())).collect();
    package(&parts)
}

/// XML in which bytes under a space open elements, and close the innermost; what is open at the end is closed.
fn content(piece: &str) -> String {
    let mut xml = String::new();
    let mut open: Vec<&str> = Vec::new();
    let close = |xml: &mut String, tag: &str| {
        xml.push_str(&format!("</{}>", tag.split(' ').next().unwrap_or(tag)));
    };
    for letter in piece.chars() {
        let code = (letter as usize).wrapping_sub(1);
        if let Some(tag) = OPENED.get(code) {
            xml.push_str(&format!("<{tag}>"));
            open.push(tag);
        } else if let Some(tag) = EMPTY.get(code.wrapping_sub(OPENED.len())) {
            xml.push_str(&format!("<{tag}/>"));
        } else if letter < ' ' {
            if let Some(tag) = open.pop() {
                close(&mut xml, tag);
            }
        } else {
            xml.push(letter);
        }
    }
    while let Some(tag) = open.pop() {
        close(&mut xml, tag);
    }
    xml
}
