use super::super::Recogniser;
use super::super::lexis::Class;
use super::super::token::{Gap, Shape};
use super::Hit;
use super::reader::Reader;

/// Reads a pointer to a numbered part that opens at a token: "clause 7.2", "Schedule 3", "Appendix B", "section 12(1)(b)".
pub(super) fn pointer(reader: &Reader, at: usize) -> Option<Hit> {
    let unit = kind(reader, at)?;
    let end = numbered(reader, at, at + 1)?;
    Some(Hit { amount: whole(reader, at + 1), unit, ..Hit::new(Recogniser::Reference, at, end) })
}

/// The further numbers of a pointer that ends at `end`: of "clauses 9, 11 and 14" the 11, then the 14.
pub(super) fn further(reader: &Reader, end: usize, unit: &'static str, plural: bool) -> Option<Hit> {
    let mut at = end;
    if !reader.follows(at, Gap::COMMA.with(Gap::DASH)) {
        return None;
    }
    let listed = reader.gap(at).any(Gap::COMMA.with(Gap::DASH)) || reader.is_any(at, &["and", "or", "to", "&"]);
    at += usize::from(reader.is_any(at, &["and", "or", "to", "&"]));
    let number = reader.shaped(at, Shape::DIGIT) || is_letter(reader, at);
    // "clause 9 and 3 members": a number that counts things is none of a clause.
    let counts = !plural && reader.joins(at + 1) && reader.is_noun(at + 1) && !reader.shaped(at + 1, Shape::CAPITAL);
    if !listed || !number || counts || reader.has(at + 1, Class::MONTH) {
        return None;
    }
    let behind = brackets(reader, at + 1);
    Some(Hit { amount: whole(reader, at), unit, ..Hit::new(Recogniser::Reference, at, behind) })
}

/// Whether the token is a word that a number names a part or another thing by ("page 3"); with the token behind the number.
pub(super) fn label(reader: &Reader, at: usize) -> Option<usize> {
    reader.has(at, Class::LABEL.or(Class::NUMBERED)).then(|| numbered(reader, at, at + 1)).flatten()
}

/// The token behind "of 3" in "page 1 of 3", else `end`.
pub(super) fn of_all(reader: &Reader, end: usize) -> usize {
    let all = reader.is(end, "of")
        && reader.shaped(end + 1, Shape::DIGIT)
        && !(reader.joins(end + 2) && reader.is_noun(end + 2));
    if all { end + 2 } else { end }
}

/// The token behind the number that stands at `next`.
fn numbered(reader: &Reader, at: usize, next: usize) -> Option<usize> {
    if !reader.follows(next, Gap::BRACKET.with(Gap::STOP)) {
        return None;
    }
    let capital = reader.shaped(at, Shape::CAPITAL);
    let bracket = reader.gap(next).any(Gap::BRACKET) && reader.gap(next + 1).any(Gap::BRACKET);
    let digit = reader.shaped(next, Shape::DIGIT) && (reader.joins(next) || bracket || reader.gap(next).any(Gap::STOP));
    let letter = (is_letter(reader, next) && capital && reader.joins(next))
        || is_roman(reader, next)
        || (bracket && reader.text(next).len() <= 3);
    (digit || letter).then(|| brackets(reader, next + 1))
}

/// Parts in brackets behind a number: `12(1)(b)`.
fn brackets(reader: &Reader, mut at: usize) -> usize {
    let touches = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| reader.token(before));
        reader.token(at).zip(before).is_some_and(|(token, before)| token.start <= before.end + 2)
    };
    while reader.brackets(at).0 && touches(at) && reader.text(at).len() <= 4 && reader.follows(at, Gap::BRACKET) {
        at += 1;
    }
    at
}

fn is_letter(reader: &Reader, at: usize) -> bool {
    let text = reader.text(at);
    (text.len() == 1 && text.starts_with(|c: char| c.is_ascii_uppercase())) || text.len() == 2 && is_code(text)
}

/// `A1`.
fn is_code(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase()) && chars.next().is_some_and(|c| c.is_ascii_digit())
}

fn is_roman(reader: &Reader, at: usize) -> bool {
    let text = reader.text(at);
    reader.joins(at) && !text.is_empty() && text.len() <= 5 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn whole(reader: &Reader, at: usize) -> Option<f64> {
    reader.text(at).parse().ok().filter(|_| reader.shaped(at, Shape::DIGIT))
}

/// The kind of part, in one form for all its spellings.
fn kind(reader: &Reader, at: usize) -> Option<&'static str> {
    const KINDS: [(&str, &[&str]); 11] = [
        ("clause", &["clause", "clauses", "subclause", "cl", "cls"]),
        ("section", &["section", "sections", "subsection", "s", "ss"]),
        ("schedule", &["schedule", "schedules", "sch"]),
        ("appendix", &["appendix", "appendices"]),
        ("annex", &["annex", "annexe", "annexes", "annexure"]),
        ("paragraph", &["paragraph", "paragraphs", "para", "paras"]),
        ("article", &["article", "articles", "art", "arts"]),
        ("part", &["part", "parts"]),
        ("chapter", &["chapter", "chapters"]),
        ("exhibit", &["exhibit"]),
        ("attachment", &["attachment"]),
    ];
    if !reader.has(at, Class::NUMBERED.or(Class::SHORT_NUMBER)) {
        return None;
    }
    KINDS.iter().find(|(_, words)| reader.is_any(at, words)).map(|(kind, _)| *kind)
}
