//! Fences around Markdown inside Markdown, as converters leave them: what they hold is the document, not code.

use std::borrow::Cow;

/// Words behind a fence that say that it holds Markdown.
const MARKDOWN: [&str; 2] = ["markdown", "md"];

/// The text with the fence lines around Markdown turned into spaces, so that offsets stay. A fence without its end runs to
/// the end of the file, as the parser has it.
pub(super) fn open(source: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr2(b'`', b'~', source.as_bytes()).is_none() {
        return source;
    }
    let lines = fences(&source);
    if lines.is_empty() {
        return source;
    }
    let mut bytes = source.into_owned().into_bytes();
    for line in lines {
        for byte in &mut bytes[line] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    // Whole lines became ASCII spaces: the bytes are still UTF-8.
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The lines that open or close a fence around Markdown.
fn fences(source: &str) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut open: Option<(Mark, bool)> = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let Some((mark, info)) = mark(line) else { continue };
        match open {
            None => {
                let holds_markdown = MARKDOWN.iter().any(|name| info.eq_ignore_ascii_case(name));
                if holds_markdown {
                    lines.push(range);
                }
                open = Some((mark, holds_markdown));
            }
            Some((opened, holds_markdown))
                if info.is_empty() && mark.sign == opened.sign && mark.length >= opened.length =>
            {
                if holds_markdown {
                    lines.push(range);
                }
                open = None;
            }
            Some(_) => {}
        }
    }
    lines
}

/// The signs of a fence.
#[derive(Clone, Copy)]
struct Mark {
    sign: u8,
    length: usize,
}

/// A fence with the words behind it; none where the line is no fence.
fn mark(line: &str) -> Option<(Mark, &str)> {
    let body = line.trim_start_matches(' ');
    let sign = *body.as_bytes().first().filter(|&&sign| sign == b'`' || sign == b'~')?;
    let length = body.bytes().take_while(|&byte| byte == sign).count();
    if line.len() - body.len() > 3 || length < 3 {
        return None;
    }
    let info = body[length..].trim();
    (sign == b'~' || !info.contains('`')).then_some((Mark { sign, length }, info))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_fences_around_markdown_only() {
        for (source, expected) in [
            ("a\n```markdown\n# b\n```\nc\n", "a\n           \n# b\n   \nc\n"),
            ("~~~md\r\nb\r\n~~~\r\n", "     \r\nb\r\n   \r\n"),
            ("```rust\n```markdown\n```\nc", "```rust\n```markdown\n```\nc"),
            ("````\n```md\nx\n```\n````\n", "````\n```md\nx\n```\n````\n"),
            ("```md\né\n", "     \né\n"),
            ("    ```md\nx\n", "    ```md\nx\n"),
            ("no fence", "no fence"),
        ] {
            assert_eq!(open(Cow::Borrowed(source)), expected, "{source:?}");
            assert_eq!(open(Cow::Borrowed(source)).len(), source.len());
        }
    }
}
