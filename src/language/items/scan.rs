/// What a line of a statement holds.
pub(super) enum Scan {
    /// Nothing that reaches beyond the line.
    Plain {
        /// Behind the last character that is no comment.
        end: usize,
        /// Brackets opened.
        opened: u32,
        /// Brackets closed.
        closed: u32,
    },
    /// A text block opens as the last thing of the line.
    Block {
        /// Where.
        at: usize,
    },
    /// A string, exact words or a regex without an end.
    Unclosed {
        /// Where it opens.
        at: usize,
        /// What would close it.
        quote: char,
    },
    /// A curly quote outside a string.
    Curly {
        /// Where.
        at: usize,
        /// Its bytes.
        length: usize,
    },
}

/// How deep a line stands; a tab, which is told of, counts as two.
pub(super) fn indent(line: &str) -> usize {
    line.chars()
        .map_while(|c| match c {
            ' ' | '\u{a0}' => Some(1),
            '\t' => Some(2),
            _ => None,
        })
        .sum()
}

/// The word that a text opens with; empty where it opens with none.
pub(super) fn word(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if !text.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return "";
    }
    text.find(|c| !is_word(c)).map_or(text, |end| &text[..end])
}

/// Looks through a line from its first word, outside strings.
pub(super) fn scan(line: &str) -> Scan {
    let bytes = line.as_bytes();
    let (mut at, mut end, mut opened, mut closed) = (0, 0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let next = match byte {
            b'#' => break,
            b'"' if line[at..].starts_with("\"\"\"") => match line[at + 3..].find("\"\"\"") {
                Some(close) => at + 3 + close + 3,
                None => return Scan::Block { at },
            },
            b'"' => match line[at + 1..].find('"') {
                Some(close) => at + 1 + close + 1,
                None => return Scan::Unclosed { at, quote: '"' },
            },
            b'\'' => match exact_end(&line[at + 1..]) {
                Some(close) => at + 1 + close,
                None => return Scan::Unclosed { at, quote: '\'' },
            },
            b'/' => match regex_end(&line[at + 1..]) {
                Some(close) => at + 1 + close,
                None => return Scan::Unclosed { at, quote: '/' },
            },
            128.. => {
                let c = line[at..].chars().next().unwrap_or(' ');
                if matches!(c, '“' | '”' | '‘' | '’') {
                    return Scan::Curly { at, length: c.len_utf8() };
                }
                at + c.len_utf8()
            }
            _ => {
                opened += u32::from(byte == b'(' || byte == b'{');
                closed += u32::from(byte == b')' || byte == b'}');
                at + 1
            }
        };
        if !byte.is_ascii_whitespace() {
            end = next;
        }
        at = next;
    }
    Scan::Plain { end, opened, closed }
}

/// Behind the quote that ends exact words: one before a comma, a space, a bracket or the end.
pub(in crate::language) fn exact_end(rest: &str) -> Option<usize> {
    let ends = |next: Option<&u8>| next.is_none_or(|byte| matches!(byte, b',' | b' ' | b')' | b'|' | b'}' | b'\t'));
    let bytes = rest.as_bytes();
    rest.match_indices('\'').map(|(at, _)| at).find(|&at| at > 0 && ends(bytes.get(at + 1))).map(|at| at + 1)
}

/// Behind the slash that ends a regex: one without a backslash before it.
pub(in crate::language) fn regex_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'/' => return Some(at + 1),
            _ => at += 1,
        }
    }
}
