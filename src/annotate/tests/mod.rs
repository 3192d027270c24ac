#![allow(clippy::unwrap_used)]

mod any;
mod own;
mod places;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;

use jiff::civil::date;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::xml::{Walk, What};
use super::*;
use crate::assess::Assessed;
use crate::language::model::KindId;
use crate::workspace::{RuleSet, Session};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
const LINKS: &str =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>";

/// The shipped rules, each document taken for a memorandum.
fn session() -> &'static Session {
    static SESSION: OnceLock<Session> = OnceLock::new();
    SESSION.get_or_init(|| {
        let rules = RuleSet::load(&[]).unwrap();
        let kind = rules.program.kinds.iter().position(|kind| kind.name == "mou").unwrap();
        Session::new(rules, date(2026, 11, 22), Some(KindId(kind as u32)))
    })
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn links(of: &[(&str, &str)]) -> String {
    let links = of.iter().enumerate().map(|(index, (kind, target))| {
        format!("<Relationship Id=\"rId{index}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    });
    LINKS.replace("{}", &links.collect::<String>())
}

fn root(name: &str, inside: &str) -> String {
    format!(
        "<w:{name} xmlns:w=\"{W}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:w14=\"w14\" xmlns:w15=\"w15\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">{inside}</w:{name}>"
    )
}

/// A document with this body, and other parts: names in `word/`, roots, what stands in them.
fn document(body: &str, others: &[(&str, &str, &str)]) -> Vec<u8> {
    let main = root("document", &format!("<w:body>{body}<w:sectPr/></w:body>"));
    let kinds: Vec<(String, String)> =
        others.iter().map(|(name, ..)| (name.to_string(), format!("{name}.xml"))).collect();
    let linked: Vec<(&str, &str)> = kinds.iter().map(|(kind, target)| (&**kind, &**target)).collect();
    let linked = links(&linked);
    let others: Vec<(String, String)> =
        others.iter().map(|(name, kind, inside)| (format!("word/{name}.xml"), root(kind, inside))).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/media/image.png", b"\x89PNG not text \xff"),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", linked.as_bytes()),
    ];
    parts.extend(others.iter().map(|(name, text)| (&**name, text.as_bytes())));
    zipped(&parts)
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.insert(entry.name().unwrap().into_owned(), bytes);
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes).remove(name).unwrap_or_default()).unwrap()
}

fn main_part(bytes: &[u8]) -> String {
    part(bytes, "word/document.xml")
}

fn assessed(bytes: &[u8]) -> Assessed {
    session().assess("draft.docx", bytes)
}

fn words(bytes: &[u8]) -> String {
    assessed(bytes).outcome.unwrap().document.text.as_str().to_owned()
}

fn options() -> Options {
    Options { audience: Audience::Own, clauses: false, advice: false, as_of: date(2026, 11, 22) }
}

fn tried(bytes: &[u8], options: Options) -> Result<Annotated, Diagnostic> {
    let bytes = strip(bytes, Reading::default())?;
    annotate(&bytes, Reading::default(), session().program(), &assessed(&bytes), options)
}

fn annotated(bytes: &[u8]) -> Vec<u8> {
    tried(bytes, options()).unwrap().bytes
}

fn stripped(bytes: &[u8]) -> Cow<'_, [u8]> {
    strip(bytes, Reading::default()).unwrap()
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// The comments of a file: id, author, words.
fn comments(bytes: &[u8]) -> Vec<(String, String, String)> {
    let parts = parts(bytes);
    let Some((name, text)) = parts.iter().find(|(name, _)| name.contains("/comments") && !name.contains("Ex")) else {
        return Vec::new();
    };
    let text = String::from_utf8(text.clone()).unwrap();
    let mut walk = Walk::new(&text, name);
    let mut found: Vec<(String, String, String)> = Vec::new();
    while let Some(step) = walk.step().unwrap() {
        match step.what {
            What::Open { tag, .. } if tag.word() == Some("comment") => {
                let [id, author] = ["id", "author"].map(|name| tag.get(name).unwrap_or_default().into_owned());
                found.push((id, author, String::new()));
            }
            What::Open { tag, .. } if tag.word() == Some("p") => found.last_mut().unwrap().2.push('\n'),
            What::Words(words) => {
                if let Some((_, _, all)) = found.last_mut() {
                    all.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// What the comment stands at whose words hold `words`: the words of the main part in its range.
fn range_of(bytes: &[u8], holds: &str) -> String {
    let all = comments(bytes);
    let (id, ..) = all.iter().find(|(_, _, words)| words.contains(holds)).unwrap_or_else(|| panic!("{holds}: {all:?}"));
    let text = main_part(bytes);
    let mut walk = Walk::new(&text, "x");
    let (mut inside, mut said, mut referred) = (false, String::new(), 0);
    while let Some(step) = walk.step().unwrap() {
        match step.what {
            What::Open { tag, .. } if tag.get("id").as_deref() == Some(id) => match tag.word() {
                Some("commentRangeStart") => inside = true,
                Some("commentRangeEnd") => inside = false,
                Some("commentReference") => referred += 1,
                _ => {}
            },
            What::Words(words) if inside => said.push_str(&words),
            _ => {}
        }
    }
    assert!(!inside && referred == 1, "{text}");
    said
}

const DISPUTE: &str = "Any dispute is first discussed by the project leads.";
const ONE_STEP: &str = "One step is named";
/// Comments of others.
const OTHERS: &str = "<w:comment w:id=\"7\" w:author=\"Ada\"><w:p w14:paraId=\"0A\"><w:r><w:t>Hm.</w:t></w:r></w:p></w:comment>\
    <w:comment w:id=\"8\" w:author=\"govlint\"><w:p><w:r><w:t>By a person of that name.</w:t></w:r></w:p></w:comment>";
/// The style of headings.
const STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>";
