//! What is refused before it is parsed.

use std::borrow::Cow;

pub(super) use super::super::guard::file;
use super::super::guard::refuse;
use crate::diagnostic::Diagnostic;
use crate::source::{Coding, Span};

/// Deepest nesting of lists and quotes read. The parser looks at all open ones on each line.
pub(super) const DEEPEST: usize = 200;

/// Refuses a text that holds zero bytes, which no Markdown does.
pub(super) fn zeros(text: &str, coding: &Coding) -> Result<(), Diagnostic> {
    let Some(at) = memchr::memchr(0, text.as_bytes()) else { return Ok(()) };
    let at = coding.file(Span::new(at as u32, at as u32)).start as usize;
    Err(refuse("binary-file", "the file holds zero bytes, so it is no text", at, 1)
        .help("convert it to Markdown, or leave it out"))
}

/// The text with every lone `\r` turned into `\n`, so that offsets stay.
pub(super) fn unify_line_ends(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(lone) {
        return Cow::Borrowed(source);
    }
    let mut unified = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('\r') {
        unified.push_str(&rest[..at]);
        unified.push(if rest.as_bytes().get(at + 1) == Some(&b'\n') { '\r' } else { '\n' });
        rest = &rest[at + 1..];
    }
    unified.push_str(rest);
    Cow::Owned(unified)
}

/// Refuses what nests too deep. The columns at which markers stand bound the depth from above, as each container
/// stands to the right of the one around it.
pub(super) fn depth(source: &str, offset: usize) -> Result<(), Diagnostic> {
    let mut columns: Vec<u32> = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1).chain([source.len()]) {
        let line = &source.as_bytes()[start..end];
        if line.first().is_some_and(|first| matches!(first, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'0'..=b'9')) {
            mark_line(line, &mut columns);
            if columns.len() > DEEPEST {
                let message = format!("lists and quotes stand more than {DEEPEST} deep in each other here");
                let length = line.trim_ascii_end().len().min(40);
                return Err(refuse("too-deep", message, offset + start, length).help("flatten the lists"));
            }
        }
        start = end;
    }
    Ok(())
}

/// Notes the columns of the markers that open a line.
fn mark_line(line: &[u8], columns: &mut Vec<u32>) {
    let rule = line.iter().all(|byte| matches!(byte, b'-' | b' ' | b'\t' | b'\r' | b'\n'))
        || line.iter().all(|byte| matches!(byte, b'*' | b' ' | b'\t' | b'\r' | b'\n'));
    if rule && line.iter().filter(|byte| matches!(byte, b'-' | b'*')).count() >= 3 {
        return;
    }
    let (mut at, mut column) = (0, 0);
    while let Some(&byte) = line.get(at) {
        let width = match byte {
            b' ' => 0,
            b'\t' => 0,
            b'>' => 1,
            b'-' | b'*' | b'+' => 1,
            b'0'..=b'9' => line[at..].iter().take_while(|byte| byte.is_ascii_digit()).count() + 1,
            _ => return,
        };
        if width == 0 {
            column += if byte == b'\t' { 4 } else { 1 };
            at += 1;
            continue;
        }
        let closes = width == 1 || matches!(line.get(at + width - 1), Some(b'.' | b')'));
        let spaced = byte == b'>' || line.get(at + width).is_none_or(u8::is_ascii_whitespace);
        if !closes || !spaced {
            return;
        }
        while columns.last().is_some_and(|&last| last >= column) {
            columns.pop();
        }
        columns.push(column);
        column += width as u32;
        at += width;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn unifies_line_ends_in_place() {
        assert_eq!(unify_line_ends("a\rb\r\nc\r\rd\r"), "a\nb\r\nc\n\nd\n");
        assert!(matches!(unify_line_ends("a\r\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn refuses_deep_nesting_only() {
        let nested: String = (0..300).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
        for deep in ["- ".repeat(300) + "x", "> ".repeat(300) + "x", "1. ".repeat(300) + "x", nested] {
            assert_eq!(depth(&deep, 7).unwrap_err().code, "too-deep");
        }
        for flat in ["- ".repeat(300), "- x\n".repeat(300), "  - x\n- y\n".repeat(300), "> x\n".repeat(300)] {
            assert!(depth(&flat, 0).is_ok(), "{}", &flat[..20]);
        }
    }
}
