use std::io::Write;

use super::{TEXT, file, lines, made, objects, read};
use crate::read::pdf::{PdfText, Unreadable};

/// Words of another page than those of `TEXT`.
const OTHER: [&str; 2] = ["A dispute goes to the two mayors, and from them", "to a mediator whom both have agreed on."];

/// Two pages, the second of which draws what these bytes unpack to.
fn second(said: &str, bytes: &[u8]) -> Vec<u8> {
    let mut objects = objects(&[lines(60, 700, &TEXT), String::new()]);
    objects[7] = format!("<< /Length {} {said} >>\nstream\nHERE\nendstream", bytes.len());
    let made = file(&objects);
    let at = memchr::memmem::find(&made, b"HERE").expect("the second page is there");
    [&made[..at], bytes, &made[at + 4..]].concat()
}

fn packed(words: &str) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(words.as_bytes()).expect("memory can be written to");
    encoder.finish().expect("memory can be written to")
}

fn doubt(bytes: &[u8]) -> Option<String> {
    let document = read(bytes);
    assert_eq!(document.notes.first(), document.doubt.as_ref());
    document.doubt
}

#[test]
fn a_page_that_is_damaged_is_doubted() {
    const DAMAGED: Option<&str> = Some("page 2 is damaged: words may be missing");
    let words = lines(60, 700, &OTHER);
    let whole = packed(&words);
    assert_eq!(doubt(&second("/Filter /FlateDecode", &whole)), None);
    for at in [2, whole.len() / 2] {
        let mut wrong = whole.clone();
        wrong[at..at + 6].fill(0xff);
        assert_eq!(doubt(&second("/Filter /FlateDecode", &wrong)).as_deref(), DAMAGED);
    }
    assert_eq!(doubt(&second("/Filter /FlateDecode", &whole[..whole.len() / 2])).as_deref(), DAMAGED);
    assert_eq!(doubt(&second("/Filter /Bogus", words.as_bytes())).as_deref(), DAMAGED);
    assert_eq!(doubt(&second("", words.replace('T', "\u{1}").as_bytes())).as_deref(), DAMAGED);
    // A page that draws nothing is empty, and whole.
    assert_eq!(doubt(&second("", b"")), None);
    let mut absent = objects(&[lines(60, 700, &TEXT), words]);
    absent[6] = absent[6].replace("/Contents 8 0 R", "/Contents 99 0 R");
    assert_eq!(doubt(&file(&absent)).as_deref(), DAMAGED);
}

#[test]
fn a_file_without_its_end_is_doubted() {
    let bytes = made(&[lines(60, 700, &TEXT), lines(60, 700, &OTHER)]);
    let at = |mark: &[u8]| memchr::memmem::find(&bytes, mark).expect("the mark is there");
    let cut = doubt(&bytes[..at(b"\n7 0 obj")]);
    assert!(cut.as_ref().is_some_and(|doubt| doubt.starts_with("the file is cut off or damaged: ")), "{cut:?}");
    // What was sent behind the end is no matter.
    assert_eq!(doubt(&[&bytes[..], b"\0\0<html></html>"].concat()), None);
}

#[test]
fn pages_that_cannot_be_found_are_doubted() {
    let mut objects = objects(&[lines(60, 700, &TEXT), lines(60, 700, &OTHER)]);
    objects[1] = objects[1].replace("7 0 R", "99 0 R");
    let said = "the file is damaged: 1 of the 2 pages that it says it has can be read";
    assert_eq!(doubt(&file(&objects)).as_deref(), Some(said));
}

#[test]
fn letters_of_a_font_that_is_not_there_are_doubted() {
    let pages = ["F1", "F9"].map(|font| lines(60, 700, &TEXT).replace("F1", font));
    let doubt = doubt(&made(&pages));
    assert!(doubt.as_ref().is_some_and(|doubt| doubt.starts_with("50 of 100 letters cannot be told")), "{doubt:?}");
    let refusal =
        PdfText::read(&made(&pages[1..])).map_err(Unreadable::into).and_then(|text| text.document(Default::default()));
    let message = refusal.expect_err("no letter can be told").message;
    assert!(message.starts_with("there is no text to read: 100 of 100 letters cannot be told"), "{message}");
}
