//! Markdown, as people write agreements in it: pipe tables, footnotes, front matter and scraps of HTML included.

mod events;
mod fence;
mod front;
mod guard;
mod html;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::decode::decode;
use super::limits::Limits;
use super::reading::Reading;
use crate::diagnostic::{Diagnostic, FileId, Label};
use crate::document::Document;
use crate::source::Span;

/// Reads a Markdown file, in UTF-8, UTF-16 with a byte order mark, or Windows-1252, in as much memory as a document takes by
/// default.
///
/// Errors are diagnostics with places in the file: `binary-file`, `too-large` (over 64 MiB, or than its memory allows), `too-deep`
/// (more than 200 lists and quotes in each other), `unreadable` where the parser itself fails.
pub fn markdown(bytes: &[u8]) -> Result<Document, Diagnostic> {
    within(bytes, Reading::default())
}

/// The same, in as much memory as is said.
pub(super) fn within(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    guard::file(bytes, "Markdown")?;
    let decoded = decode(bytes);
    let coding = &decoded.coding;
    guard::zeros(&decoded.text, coding)?;
    let source = fence::open(guard::unify_line_ends(&decoded.text));
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let front = front::cut(&source);
        guard::depth(&source[front.end..], front.end)?;
        events::read(&source, front, Limits::of_text(reading))
    }));
    let parsed = parsed.unwrap_or_else(|_| {
        Err(Diagnostic::error("unreadable", "the Markdown parser gave up on this file")
            .at(FileId(0), Span::new(0, 0), "")
            .help("save the document again, or send it as plain text"))
    });
    let in_file = |problem: Diagnostic| Diagnostic {
        labels: problem.labels.into_iter().map(|label| Label { span: coding.file(label.span), ..label }).collect(),
        ..problem
    };
    let mut document = parsed.map_err(in_file)?;
    document.problems = document.problems.into_iter().map(in_file).chain(decoded.problems).collect();
    document.text.decoded(decoded.coding);
    Ok(document)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::guard::LARGEST;
    use super::*;

    #[test]
    fn refuses_what_is_no_text() {
        for (bytes, code, at) in [
            (&b"%PDF-1.7 x"[..], "binary-file", 0),
            (b"PK\x03\x04rest", "binary-file", 0),
            (b"text\0more", "binary-file", 4),
            (b"\xff\xfea\0\0\0", "binary-file", 4),
        ] {
            let refusal = markdown(bytes).unwrap_err();
            assert_eq!((refusal.code, refusal.labels[0].span.start), (code, at));
            assert!(refusal.help.is_some());
        }
        assert!(markdown(&vec![b'a'; LARGEST + 1]).is_err_and(|refusal| refusal.code == "too-large"));
    }

    #[test]
    fn reads_old_encodings_with_places_in_the_file() {
        let wide: Vec<u8> = "\u{feff}# Fee\n\nIt is £5 **now**.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, told) in [(&b"# Fee\n\nIt is \xa35 **now**."[..], &["not-utf-8"][..]), (&wide, &[])] {
            let document = markdown(bytes).unwrap();
            let text = document.text.as_str();
            assert_eq!(text.lines().collect::<Vec<_>>(), ["Fee", "It is £5 now."]);
            assert_eq!(document.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), told);
            let now = text.find("now").unwrap() as u32;
            let origin = document.text.origin(Span::new(now, now + 3)).range();
            let (file, _, _) = match bytes.starts_with(b"\xff\xfe") {
                true => encoding_rs::UTF_16LE.decode(&bytes[origin]),
                false => encoding_rs::WINDOWS_1252.decode(&bytes[origin]),
            };
            assert_eq!(file, "now");
        }
    }

    #[test]
    fn places_mistakes_of_front_matter_in_the_file() {
        let broken = b"---\ntitle: \xa3\nx: [\n---\n\nWords.";
        let document = markdown(broken).unwrap();
        let yaml = document.problems.iter().find(|problem| problem.code != "not-utf-8").unwrap();
        assert!(yaml.labels[0].span.end as usize <= broken.len(), "{yaml:?}");
    }
}
