//! Clause numbers as people write them: `7.2`, `(a)`, `Schedule 3`, `§ 501.11`.

use std::borrow::Cow;

/// How a number is written; siblings share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `7.2`, `1.1.3`.
    Dotted,
    /// `7.`, `7)`, `1A.`, and a list's own counting.
    Plain,
    /// `7` with nothing behind it but a space.
    Bare,
    /// `(a)`, `a)`, `a.`, `(3)`.
    Letter,
    /// `(iv)`, `iv.`, `IV.`.
    Roman,
    /// `Schedule 3`, `Article IV`, `§ 4`.
    Named,
}

/// A number at the head of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number<'a> {
    /// As written, without closing stop; `(a)` keeps its brackets.
    pub text: Cow<'a, str>,
    /// How it is written.
    pub style: Style,
    /// Bytes up to the words behind it.
    pub len: usize,
}

/// What a reader calls the parts of a document.
const PARTS: [&str; 15] = [
    "schedule",
    "appendix",
    "annex",
    "annexe",
    "article",
    "part",
    "section",
    "clause",
    "chapter",
    "exhibit",
    "attachment",
    "paragraph",
    "rule",
    "division",
    "bylaw",
];

/// Words that make the figure before them a quantity.
const UNITS: [&str; 14] = [
    "million", "billion", "thousand", "percent", "per", "days", "hours", "weeks", "months", "years", "times", "fte",
    "wte", "km",
];

/// Reads the number at the head of a heading: all styles.
pub(crate) fn of_heading(text: &str) -> Option<Number<'_>> {
    named(text).or_else(|| of_paragraph(text)).or_else(|| bare(text)).or_else(|| capital(text))
}

/// Reads the number at the head of a paragraph or item: only what can hardly be meant as words.
pub(crate) fn of_paragraph(text: &str) -> Option<Number<'_>> {
    match text.as_bytes().first()? {
        b'0'..=b'9' => figures(text),
        b'(' => bracketed(text),
        b'a'..=b'z' => lettered(text),
        b'I' | b'V' | b'X' => lettered_figures(text).or_else(|| {
            capital(text).filter(|found| found.style == Style::Roman && text[found.len..].split(' ').count() > 3)
        }),
        b'A'..=b'Z' => lettered_figures(text),
        _ if text.starts_with('§') => named(text),
        _ => None,
    }
}

/// `E.2`, `F4.1`, `A9.`: a capital and figures.
fn lettered_figures(text: &str) -> Option<Number<'_>> {
    let rest = text.get(1..)?;
    let spaced = rest.strip_prefix('.').unwrap_or(rest);
    let len = spaced.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let value = spaced[..len].trim_end_matches('.');
    let parts_fit = value.split('.').all(|part| (1..=2).contains(&part.len()) && !part.starts_with('0'));
    let stops = spaced.len() < rest.len() || value.contains('.') || value.len() < len;
    let behind = spaced[len..].strip_prefix(' ')?;
    let fits = parts_fit && stops && len - value.len() <= 1 && opens_with_capital(behind);
    let start = text.len() - spaced.len();
    fits.then(|| number(text, start + value.len(), Style::Dotted, start + len))
}

/// `7`, `Purpose`: a figure with nothing but a space behind it and a capital next.
pub(crate) fn bare(text: &str) -> Option<Number<'_>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    let fits = (1..=2).contains(&digits) && !text.starts_with('0');
    (fits && rest.starts_with([' ', '\t']) && opens_with_capital(rest.trim_start()))
        .then(|| number(text, digits, Style::Bare, digits))
}

/// `IV. Scope`, `B. Scope`: capitals that might be initials, so for headings only.
fn capital(text: &str) -> Option<Number<'_>> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text.get(letters..)?;
    if !rest.starts_with(". ") && !rest.starts_with(") ") {
        return None;
    }
    let style = match letters {
        0 => return None,
        _ if is_roman(&text[..letters]) => Style::Roman,
        1 => Style::Letter,
        _ => return None,
    };
    Some(number(text, letters, style, letters + 1))
}

/// `Schedule 3`, `Article IV:`, `§ 501.11`; a word that goes on behind the number ("Part of") is none.
pub(crate) fn named(text: &str) -> Option<Number<'_>> {
    let word = if text.starts_with('§') {
        text.find(|character: char| character != '§' && !character.is_whitespace())?
    } else {
        let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let known = |part: &&str| part.eq_ignore_ascii_case(&text[..word]);
        if !text.starts_with(|first: char| first.is_ascii_uppercase()) || !PARTS.iter().any(known) {
            return None;
        }
        word + (text[word..].len() - text[word..].trim_start().len())
    };
    let rest = &text[word..];
    let len = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let value = rest[..len].trim_end_matches('.');
    let figure = value.starts_with(|first: char| first.is_ascii_digit());
    let single = value.len() == 1 && value.bytes().all(|byte| byte.is_ascii_uppercase());
    let roman = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_uppercase()) && is_roman(value);
    let ends = !rest[len..].starts_with(|next: char| next.is_alphanumeric());
    (word > 0 && ends && (figure || single || roman))
        .then(|| number(text, word + value.len(), Style::Named, word + len))
}

/// `7.2`, `7.`, `7)`, `1A.`.
fn figures(text: &str) -> Option<Number<'_>> {
    let len = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let value = text[..len].trim_end_matches('.');
    let mut parts = value.as_bytes().split(|&byte| byte == b'.');
    let parts_fit = parts.all(|part| (1..=3).contains(&part.len()) && (part == b"0" || !part.starts_with(b"0")));
    if !parts_fit || len - value.len() > 1 {
        return None;
    }
    let rest = &text[len..];
    let dotted = value.contains('.');
    if let Some(letter) = rest.strip_prefix(|next: char| next.is_ascii_uppercase())
        && (letter.starts_with(". ") || (dotted && letter.starts_with(' ')))
        && len == value.len()
    {
        return Some(number(text, len + 1, if dotted { Style::Dotted } else { Style::Plain }, len + 1));
    }
    let closed = len > value.len() || rest.starts_with(')');
    let spaced = rest.starts_with([' ', '\t', ')', ':']) || (rest.is_empty() && (dotted || closed));
    if !spaced || is_quantity(rest) {
        return None;
    }
    match (dotted, closed) {
        (true, _) => Some(number(text, value.len(), Style::Dotted, len)),
        (false, true) => Some(number(text, value.len(), Style::Plain, len + usize::from(rest.starts_with(')')))),
        (false, false) => None,
    }
}

/// `(a)`, `(iv)`, `(12)`.
fn bracketed(text: &str) -> Option<Number<'_>> {
    let close = text.bytes().take(6).position(|byte| byte == b')')?;
    let inner = &text[1..close];
    let digits = (1..=2).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    let style = if digits { Style::Letter } else { letter_style(inner)? };
    let rest = &text[close + 1..];
    let tight = inner.len() == 1 && inner != "s" && rest.starts_with(|next: char| next.is_lowercase());
    let goes_on = rest.is_empty() || rest.starts_with([' ', '\t', '(']) || opens_with_capital(rest) || tight;
    goes_on.then(|| number(text, close + 1, style, close + 1))
}

/// `a.`, `b)`, `iv.`.
fn lettered(text: &str) -> Option<Number<'_>> {
    let letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let style = letter_style(&text[..letters])?;
    let rest = &text[letters..];
    let closes = (rest.starts_with('.') || rest.starts_with(')')) && rest.len() > 1;
    (closes && rest[1..].starts_with([' ', '\t'])).then(|| number(text, letters, style, letters + 1))
}

fn letter_style(letters: &str) -> Option<Style> {
    let bytes = letters.as_bytes();
    let same = bytes.windows(2).all(|pair| pair[0] == pair[1]);
    let lower = bytes.iter().all(u8::is_ascii_lowercase);
    let upper = bytes.iter().all(u8::is_ascii_uppercase);
    match bytes.len() {
        _ if !(lower || upper) => None,
        0 => None,
        1 if b"ivxIVX".contains(&bytes[0]) => Some(Style::Roman),
        1 => Some(Style::Letter),
        _ if is_roman(letters) => Some(Style::Roman),
        2 if same => Some(Style::Letter),
        _ => None,
    }
}

fn is_roman(letters: &str) -> bool {
    letters.len() <= 6 && !letters.is_empty() && letters.bytes().all(|byte| b"ivxlIVXL".contains(&byte))
}

fn is_quantity(rest: &str) -> bool {
    let word = rest.trim_start().split(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    word.len() <= 8 && UNITS.contains(&word)
}

fn opens_with_capital(text: &str) -> bool {
    text.starts_with(|first: char| first.is_uppercase() || matches!(first, '“' | '"' | '\'' | '‘' | '['))
}

/// A number of `written` bytes; what parts it from the words behind `closed` bytes is skipped.
fn number(text: &str, written: usize, style: Style, closed: usize) -> Number<'_> {
    let head = text[..written].trim_start_matches(['§', ' ']);
    let folded = match head.split_once(char::is_whitespace) {
        _ if head.len() < written => format!("§ {head}").into(),
        Some((part, value)) => format!("{part} {}", value.trim_start()).into(),
        None => Cow::Borrowed(head),
    };
    let after = text[closed..].trim_start();
    let body = match after.chars().next() {
        Some(mark @ (':' | '.' | '–' | '—' | '-')) if after[mark.len_utf8()..].starts_with([' ', '\t']) => {
            after[mark.len_utf8()..].trim_start()
        }
        Some(':') => after[1..].trim_start(),
        _ => after,
    };
    Number { text: folded, style, len: text.len() - body.len() }
}

/// How a number that stands in a block is written.
pub(crate) fn style(number: &str) -> Style {
    let inner = number.trim_start_matches('(').trim_end_matches(')');
    match number.as_bytes().first() {
        Some(b'0'..=b'9') if number.contains('.') => Style::Dotted,
        Some(b'0'..=b'9') => Style::Plain,
        _ if inner.bytes().all(|byte| byte.is_ascii_digit()) => Style::Letter,
        _ => letter_style(inner).unwrap_or(Style::Named),
    }
}

/// Whether `next` is what a writer puts behind `number` in the same series.
pub(crate) fn follows(number: &str, next: &str) -> bool {
    if let (Some((head, last)), Some((next_head, next_last))) = (split_last(number), split_last(next)) {
        return head == next_head && last + 1 == next_last;
    }
    let (inner, next_inner) = (inner(number), inner(next));
    match (roman_value(inner), roman_value(next_inner)) {
        (Some(value), Some(next)) if value + 1 == next => true,
        _ => matches!((inner.as_bytes(), next_inner.as_bytes()), ([a], [b]) if a + 1 == *b),
    }
}

/// Whether `number` may open a series: `(a)`, `(i)`, `7.1`, `1`.
pub(crate) fn opens(number: &str) -> bool {
    split_last(number).map_or_else(|| matches!(inner(number), "a" | "i" | "A" | "I"), |(_, last)| last == 1)
}

fn inner(number: &str) -> &str {
    number.trim_start_matches('(').trim_end_matches(')')
}

/// The figure at the end of a number and what stands before it.
fn split_last(number: &str) -> Option<(&str, u32)> {
    let number = inner(number);
    let head = number.trim_end_matches(|last: char| last.is_ascii_digit());
    number[head.len()..].parse().ok().map(|last| (head, last))
}

fn roman_value(letters: &str) -> Option<u32> {
    if !is_roman(letters) {
        return None;
    }
    let value = |byte: u8| match byte.to_ascii_lowercase() {
        b'i' => 1,
        b'v' => 5,
        b'x' => 10,
        _ => 50,
    };
    let bytes = letters.as_bytes();
    Some(bytes.iter().enumerate().fold(0u32, |sum, (at, &byte)| {
        let before_larger = bytes.get(at + 1).is_some_and(|&next| value(next) > value(byte));
        if before_larger { sum.wrapping_sub(value(byte)) } else { sum.wrapping_add(value(byte)) }
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_of_headings() {
        for (text, number, body) in [
            ("7.2 Membership", "7.2", "Membership"),
            ("7. Disputes", "7", "Disputes"),
            ("7 Disputes", "7", "Disputes"),
            ("Schedule 3", "Schedule 3", ""),
            ("Article  IV – Scope", "Article IV", "Scope"),
            ("APPENDIX B: Members", "APPENDIX B", "Members"),
            ("Part 2. Duties", "Part 2", "Duties"),
            ("IV. Scope", "IV", "Scope"),
            ("B. Scope", "B", "Scope"),
            ("1A. Community", "1A", "Community"),
            ("§ § 501.11 Delegations", "§ 501.11", "Delegations"),
            ("(a) Chair", "(a)", "Chair"),
        ] {
            let found = of_heading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&*found.text, &text[found.len..]), (number, body), "{text}");
        }
        for text in ["Part of the plan", "2021 review", "Board", "Section", "NHS. Foo", "Article about cats", "A plan"]
        {
            assert_eq!(of_heading(text), None, "{text}");
        }
    }

    #[test]
    fn reads_numbers_of_paragraphs() {
        for (text, number, body) in [
            ("7.2 The Board shall", "7.2", "The Board shall"),
            ("1.1 : The purpose", "1.1", "The purpose"),
            ("2.1: The group", "2.1", "The group"),
            ("1.1.3. to meet", "1.1.3", "to meet"),
            ("(a) meet", "(a)", "meet"),
            ("(a)Convenor", "(a)", "Convenor"),
            ("(iv) report", "(iv)", "report"),
            ("b) report", "b", "report"),
            ("a. “Support”", "a", "“Support”"),
            ("3) report", "3", "report"),
            ("2.4A Members", "2.4A", "Members"),
            ("(d)any reports", "(d)", "any reports"),
            ("IV. The Governor of the province", "IV", "The Governor of the province"),
            ("E.2 Half of the members", "E.2", "Half of the members"),
            ("F4.1 The Director may", "F4.1", "The Director may"),
            ("A9. Contracts", "A9", "Contracts"),
        ] {
            let found = of_paragraph(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&*found.text, &text[found.len..]), (number, body), "{text}");
        }
        for text in [
            "3.5 million pounds",
            "7.5 days of leave",
            "12.05.2021 Meeting",
            "12 members",
            "(UK) Limited",
            "(the Board)",
            "A. Smith",
            "A4 paper",
            "M1 Motorway closures",
            "B.Sc. Degree",
            "A.2d Grade",
            "e.g. this",
            "it is",
            "2.5%",
            "10:30 start",
            "£5",
            "",
            "(",
        ] {
            assert_eq!(of_paragraph(text), None, "{text}");
        }
    }

    #[test]
    fn tells_series() {
        for (number, next) in
            [("7.1", "7.2"), ("(a)", "(b)"), ("(i)", "(ii)"), ("(iv)", "(v)"), ("(h)", "(i)"), ("3", "4")]
        {
            assert!(follows(number, next), "{number} {next}");
        }
        assert!(!follows("7.1", "8.2"));
        assert!(!follows("(a)", "(c)"));
        assert!(opens("(a)") && opens("7.1") && opens("(i)") && !opens("7.2") && !opens("(b)"));
    }
}
