//! The bytes of a page as text.
//!
//! The order is that of the HTML standard (13.2.3, determining the character encoding): byte order mark, declaration, look.
//! Where bytes do not fit a declared UTF-8 they are looked at: pages are moved from server to server.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::decode::{Decoded, decode};
use crate::diagnostic::Diagnostic;
use crate::source::Coding;

/// Bytes at the head of a page in which a declaration is looked for: four times what browsers look at.
const HEAD: usize = 4096;

/// Decodes a page.
pub(super) fn page(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return read(bytes, encoding, None);
    }
    if let Some(encoding) = wide(bytes) {
        return read(bytes, encoding, None);
    }
    match declared(bytes) {
        Some(encoding) if encoding != UTF_8 => read(bytes, encoding, None),
        _ if str::from_utf8(bytes).is_ok() => read(bytes, UTF_8, None),
        declared => {
            let encoding = detect(bytes);
            if encoding == WINDOWS_1252 || declared.is_some() {
                // Told byte by byte, as a page put together of several files may be in two encodings.
                return Decoded { coding: Coding::default(), ..decode(bytes) };
            }
            let guess = Diagnostic::warning(
                "not-utf-8",
                format!("the page does not say its encoding; it was read as {}", encoding.name()),
            )
            .help("if letters are shown wrongly, save the page as UTF-8");
            read(bytes, encoding, Some(guess))
        }
    }
}

fn read<'a>(bytes: &'a [u8], encoding: &'static Encoding, guess: Option<Diagnostic>) -> Decoded<'a> {
    let (text, used, lost) = encoding.decode(bytes);
    let mut problems: Vec<Diagnostic> = guess.into_iter().collect();
    if lost {
        let message = format!("some bytes stand for no letter of {}", used.name());
        problems.push(
            Diagnostic::warning("unreadable-byte", message)
                .help("save the page as UTF-8, and write the letters that are shown as \u{fffd} again"),
        );
    }
    Decoded { text, coding: Coding::default(), problems }
}

/// UTF-16 without a byte order mark: every other byte of the first tag is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that the page says it is in: `<meta charset>`, `<meta http-equiv>`, or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let head: Cow<'_, str> = String::from_utf8_lossy(&head);
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| label(rest.split('>').next()?, "encoding"));
    let mut tags = head.split("<meta").skip(1).filter_map(|tag| label(tag.split('>').next()?, "charset"));
    let encoding = tags.find_map(|label| Encoding::for_label(label.as_bytes()));
    let encoding = encoding.or_else(|| Encoding::for_label(xml?.as_bytes()))?;
    // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// What stands behind `name=` in a tag.
fn label<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let behind = tag.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    behind.split(|mark: char| mark.is_ascii_whitespace() || matches!(mark, '"' | '\'' | ';' | '/' | '?')).next()
}

/// What the bytes look like; `uk` as without a hint £ is taken for Ł.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"uk"), Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let decoded = page(bytes);
        (decoded.text.into_owned(), decoded.problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn reads_the_encoding_that_is_declared() {
        for (bytes, words, problems) in [
            (&b"<p>\xc2\xa35"[..], "£5", &[][..]),
            (b"<meta charset=windows-1252><p>\xa35 \x96", "£5 –", &[]),
            (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=ISO-8859-1'><p>\xa35", "£5", &[]),
            (b"<?xml version='1.0' encoding='iso-8859-15'?><p>\xa45", "€5", &[]),
            (b"<meta charset=utf-16><p>\xc2\xa35", "£5", &[]),
            (b"<meta charset=utf-8><p>\xa35 a year", "£5 a year", &["not-utf-8"]),
            (b"<p>the fee is \xa35 a year", "£5 a year", &["not-utf-8"]),
            (b"\xff\xfe<\0p\0>\0\xa3\x005\0", "£5", &[]),
            (b"<\0p\0>\0\xa3\x005\0", "£5", &[]),
            (b"\xef\xbb\xbf<meta charset=latin1><p>\xc2\xa35", "£5", &[]),
        ] {
            let (read, codes) = text(bytes);
            assert!(read.ends_with(words), "{read}");
            assert_eq!(codes, problems, "{read}");
        }
    }
}
