use super::super::Recogniser;
use super::super::lexis::Class;
use super::super::token::{Gap, Shape};
use super::super::value::Parts;
use super::Hit;
use super::reader::Reader;
use crate::source::Span;

/// Words that a name takes in at most on either side of the one that tells it; that of an organisation may be longer.
const BEFORE: usize = 4;
const BEFORE_PARTY: usize = 7;
const BEHIND: usize = 8;
/// Words behind a word that ends the name of an organisation, among which another may end a longer one.
const AHEAD: usize = 3;

/// Reads a post that opens at a token, or the words of its name before it: "the Chief Executive", "Director of Finance".
pub(super) fn role(reader: &Reader, at: usize) -> Option<Hit> {
    let mut head = at;
    while head < at + BEFORE
        && reader.has(head, Class::ROLE_WORD)
        && (head == at || reader.joins(head))
        && !is_last_word(reader, head)
    {
        head += 1;
    }
    if !reader.has(head, Class::ROLE_HEAD) || head > at && !reader.joins(head) {
        return None;
    }
    while head < at + BEHIND
        && reader.joins(head + 1)
        && reader.has(head + 1, Class::ROLE_HEAD)
        && same_case(reader, head, head + 1)
    {
        head += 1;
    }
    let capital = reader.shaped(head, Shape::CAPITAL);
    if !(if capital { is_title(reader, at, head) } else { is_plain(reader, at, head) }) {
        return None;
    }
    let start = if capital { first_capital(reader, at, BEFORE) } else { at };
    let mut end = if capital { behind(reader, head + 1) } else { head + 1 };
    let mut parts = post_and_body(reader, start, head + 1, end);
    let branch = branch(reader, end).filter(|_| capital && parts.of.is_none());
    if let Some((post, (close, last))) = parts.post.zip(branch) {
        parts.post = Some(Span::new(post.start, last));
        end = close;
    }
    Some(Hit { parts, ..Hit::new(Recogniser::Role, start, end) })
}

/// Reads a post that is named by a section of the law which opens at a token: "Section 151 Officer", "s.151 officer of the Council".
pub(super) fn of_section(reader: &Reader, at: usize) -> Option<Hit> {
    // "Section 9 Treasurer" is a heading and a post.
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count() > 1;
    let text = reader.text(at);
    let short = text.strip_prefix(['s', 'S']).map(|rest| rest.trim_start_matches('.')).is_some_and(figures);
    let long = reader.is_any(at, &["section", "s"]) && figures(reader.text(at + 1));
    let head = at + if short { 1 } else { 2 };
    let next = reader.gap(head).joins() && reader.has(head, Class::ROLE_HEAD) && !reader.has(head, Class::ROLE_DOUBT);
    if !(short || long) || !next {
        return None;
    }
    let end = if reader.shaped(head, Shape::CAPITAL) { behind(reader, head + 1) } else { head + 1 };
    let parts = post_and_body(reader, at, head + 1, end);
    Some(Hit { parts, ..Hit::new(Recogniser::Role, at, end) })
}

/// Words of the branch of a post in brackets, at most.
const BRANCH: usize = 6;

/// The branch in brackets that belongs to the name of a post: "Deputy Principal (Finance and Estates)"; the token behind it and the
/// byte behind its bracket. A short name, another post or an organisation is none.
fn branch(reader: &Reader, open: usize) -> Option<(usize, u32)> {
    if open >= reader.end || !reader.brackets(open).0 || reader.brackets(open).1 {
        return None;
    }
    let close = (open + 1..=open + BRANCH).find(|&at| at >= reader.end || reader.brackets(at).1)?.min(reader.end);
    let other = Class::ROLE_HEAD.or(Class::ORGANISATION).or(Class::POST_STATE);
    let plain = |at: usize| {
        // The name of a person is of no known words.
        let known = reader.token(at).is_some_and(|token| token.word.is_known());
        let named = is_name_word(reader, at) && known && !reader.has(at, other);
        named || at > open && at + 1 < close && reader.is_any(at, &["of", "and", "&", "for"])
    };
    let quoted = !reader.quoted(open, close).is_empty();
    let joined = (open + 1..close).all(|at| reader.follows(at, Gap::COMMA));
    let letters = close == open + 1 && reader.shaped(open, Shape::UPPER);
    let last = reader.closing(close)?;
    (!quoted && !letters && joined && (open..close).all(plain)).then_some((close, last))
}

/// Cuts the name of a post from that of the body it belongs to: "Chair of the Audit Committee", "the Council's Treasurer". What
/// a post is for is part of its own name: "Director of Finance", "Director of Culture of Ambridge Council".
fn post_and_body(reader: &Reader, start: usize, head: usize, end: usize) -> Parts {
    let owned = (start + 1..head).rev().find(|&at| reader.between(at).starts_with(['\'', '’']));
    let first = owned.unwrap_or(start);
    let belongs = end > head && (reader.is(head + 1, "the") || reader.has(end - 1, Class::ORGANISATION));
    let task = (head + 2..end).rev().find(|&at| reader.is_any(at, &["of", "for"]) && !reader.is(head + 1, "the"));
    let link = task.filter(|_| belongs).unwrap_or(head);
    let body = link + 1 + usize::from(reader.is(link + 1, "the"));
    let of = if belongs { Some(reader.span(body, end)) } else { owned.map(|owned| reader.span(start, owned)) };
    Parts { name: None, post: Some(reader.span(first, if belongs { link } else { end })), of }
}

/// Whether a role word is the last of its run, and so the head where it can be one: "Chief Executive".
fn is_last_word(reader: &Reader, at: usize) -> bool {
    let more = reader.joins(at + 1) && reader.has(at + 1, Class::ROLE_HEAD.or(Class::ROLE_WORD));
    reader.has(at, Class::ROLE_HEAD) && !more
}

fn same_case(reader: &Reader, one: usize, other: usize) -> bool {
    reader.shaped(one, Shape::CAPITAL) == reader.shaped(other, Shape::CAPITAL)
}

/// Whether a head with a capital is a post: one that may be part of another name ("Lead Partner") must end it.
fn is_title(reader: &Reader, at: usize, head: usize) -> bool {
    let verb = head == at && reader.is(at.wrapping_sub(1), "to") && reader.has(at + 1, Class::DETERMINER);
    if verb {
        return false;
    }
    if !reader.has(head, Class::ROLE_DOUBT) {
        return true;
    }
    let goes_on = reader.joins(head + 1) && reader.shaped(head + 1, Shape::CAPITAL);
    let alone = head == at && !reader.is(head + 1, "of") && first_capital(reader, at, BEFORE) == at;
    !goes_on && !alone
}

/// Whether a head without a capital is a post: "the chair", "treasurer", "programme manager", but not "chairs the meeting".
fn is_plain(reader: &Reader, at: usize, head: usize) -> bool {
    let before = at.wrapping_sub(1);
    let led =
        reader.joins(at) && (reader.has(before, Class::DETERMINER) || reader.is_any(before, &["of", "by", "to", "as"]));
    if reader.has(head, Class::ROLE_DOUBT) {
        return head > at && !(reader.joins(head + 1) && reader.is_noun(head + 1));
    }
    head > at || reader.has(head, Class::ROLE_SURE) || led
}

/// The first word of the capitalised name that `at` stands in, at most so many before it: "Independent Safeguarding Chair".
pub(super) fn first_capital(reader: &Reader, at: usize, most: usize) -> usize {
    let mut first = at;
    while first > reader.start && reader.joins(first) {
        let word = hyphened(reader, first - 1);
        let named = if word + 1 == first { is_name_word(reader, word) } else { reader.shaped(word, Shape::CAPITAL) };
        if at - word > most || !named {
            break;
        }
        first = word;
    }
    first
}

/// The first part of the word that ends in a token: "Not" of "Not-for-Profit".
fn hyphened(reader: &Reader, at: usize) -> usize {
    let mut first = at;
    while first > reader.start && at - first < BEFORE && reader.gap(first) == Gap::HYPHEN {
        first -= 1;
    }
    first
}

/// A capitalised word that is no word of grammar: the first of a sentence has its capital for another reason.
pub(super) fn is_name_word(reader: &Reader, at: usize) -> bool {
    reader.shaped(at, Shape::CAPITAL)
        && reader.is_noun(at)
        && !reader.has(at, Class::MONTH.or(Class::WEEKDAY).or(Class::NUMBER))
}

/// The token behind "of Finance and Performance", "of the Audit Committee".
fn behind(reader: &Reader, end: usize) -> usize {
    if !reader.joins(end) || !reader.is_any(end, &["of", "for"]) {
        return end;
    }
    let mut at = end + 1 + usize::from(reader.is(end + 1, "the"));
    let mut last = end;
    while at < end + BEHIND && reader.joins(at) {
        if reader.shaped(at, Shape::CAPITAL) && reader.is_noun(at) {
            last = at + 1;
        } else if !reader.is_any(at, &["of", "and", "&", "for"]) || last == end || reader.has(at + 1, Class::ROLE_HEAD)
        {
            break;
        }
        at += 1;
    }
    last
}

/// Words of an address in front of the bracket with the short name.
const ADDRESS: usize = 14;

/// Whether "of" at a token opens the address of a party, behind which its short name stands: "of The Maltings, Ebb (“Ebb Council”)".
fn seated(reader: &Reader, at: usize) -> bool {
    let bracket = (at + 1..at + ADDRESS).take_while(|&at| at < reader.end).find(|&at| reader.brackets(at).0);
    let comma = |bracket: usize| (at + 1..bracket).any(|at| reader.gap(at).any(Gap::COMMA));
    let named = |bracket: usize| !reader.quoted(bracket, (bracket + ADDRESS).min(reader.end)).is_empty();
    bracket.is_some_and(|bracket| comma(bracket) && named(bracket))
}

/// Whether the name of a street or house opens at a token, so that what stands in front is whole: "of 4 Castle Street".
fn address(reader: &Reader, at: usize) -> bool {
    let named = |at: usize| reader.joins(at) && (reader.shaped(at, Shape::CAPITAL) || reader.shaped(at, Shape::DIGIT));
    let street = (at + 1..at + BEFORE).take_while(|&next| named(next)).find(|&next| reader.has(next, Class::STREET));
    street.is_some_and(|street| !named(street + 1))
}

/// Reads the name of an organisation, told by the word for its sort at `at`: "Riverside Housing Ltd", "University of Leeds".
pub(super) fn party(reader: &Reader, at: usize) -> Option<Hit> {
    let own = hyphened(reader, at);
    if !reader.has(at, Class::ORGANISATION) || !reader.shaped(own, Shape::CAPITAL) {
        return None;
    }
    if reader.joins(at + 1) && reader.has(at + 1, Class::ORGANISATION) && reader.shaped(at + 1, Shape::CAPITAL) {
        return None;
    }
    // "Ambridge University Hospitals Trust" is one name, which its last such word ends.
    let ahead = (at + 1..=at + AHEAD).take_while(|&next| reader.joins(next) && is_name_word(reader, next));
    if ahead.skip(1).any(|next| reader.has(next, Class::ORGANISATION)) && !reader.has(at + 1, Class::ROLE_HEAD) {
        return None;
    }
    let shouted = reader.shaped(at, Shape::UPPER) && reader.text(at).len() > 3;
    // "UNIVERSITY OF BORSETSHIRE" begins with it.
    let opens = || reader.is(at + 1, "of") && first_capital(reader, at, BEFORE_PARTY) == at;
    let goes_on = || reader.joins(at + 1) && reader.shaped(at + 1, Shape::UPPER) && !opens();
    if shouted && (goes_on() || !stands_out(reader, at)) {
        return None;
    }
    let mut start = first_capital(reader, own, BEFORE_PARTY);
    while start > reader.start + 1
        && at - start < BEHIND
        && reader.joins(start)
        && reader.joins(start - 1)
        && reader.is_any(start - 1, &["of", "and", "&", "for"])
        && is_name_word(reader, start - 2)
        // "The Schedule of Ebb Council" is a paper of the Council.
        && !reader.has(start - 2, Class::PAPER)
    {
        start = first_capital(reader, start - 2, BEFORE_PARTY);
    }
    if start == reader.start && at > start + 1 && reader.has(start, Class::FUNCTION) {
        start += 1;
    }
    let seat = at + 2 + usize::from(reader.is(at + 2, "the"));
    let whole = start < at && reader.has(at, Class::WHOLE_NAME) && (seated(reader, at + 1) || address(reader, seat));
    let end = if reader.is(at + 1, "of") && !whole { behind(reader, at + 1) } else { at + 1 };
    let parts = Parts { name: Some(reader.span(start, end)), ..Parts::default() };
    (end - start > 1 && (own == at || own > start)).then(|| Hit { parts, ..Hit::new(Recogniser::Party, start, end) })
}

/// Whether a name in capitals that ends at a token is one for that: words in small letters stand around it, or nothing but it.
fn stands_out(reader: &Reader, at: usize) -> bool {
    let small = |at: usize| reader.is_noun(at) && !reader.shaped(at, Shape::UPPER);
    let end = if reader.is(at + 1, "of") { behind(reader, at + 1) } else { at + 1 };
    let alone = || end == reader.end && first_capital(reader, at, BEFORE_PARTY) == reader.start;
    (reader.start..reader.end).any(small) || alone()
}

/// Reads a line of a signature block that is filled in: the words behind "Signed:" or "Name:".
pub(super) fn signature(reader: &Reader) -> Option<Hit> {
    let opener = (reader.start..reader.end).take_while(|&at| is_opener(reader, at)).last()?;
    let signs = (reader.start..=opener).any(|at| reader.is_any(at, &["signed", "signature", "name"]));
    let filled = opener + 1;
    let words = (filled..reader.end).filter(|&at| !reader.shaped(at, Shape::SIGN));
    let mut named =
        words.filter(|&at| reader.shaped(at, Shape::CAPITAL) && reader.is_noun(at) && !is_blank(reader, at));
    // "Signed for the Council ________" names for whom it is to be signed.
    let behalf = (reader.start..=opener).any(|at| reader.is_any(at, &["for", "behalf"]));
    let open = behalf && (filled..reader.end).any(|at| reader.text(at).starts_with(['_', '.', '…']));
    (signs && !open && named.next().is_some()).then(|| Hit::new(Recogniser::Signature, filled, reader.end))
}

/// The name for which a line is signed: of "For and on behalf of the Council" the last word.
pub(super) fn behalf(reader: &Reader) -> Option<(usize, usize)> {
    let end = (reader.start..reader.end).find(|&at| at > reader.start && reader.gap(at).any(Gap::COLON));
    let end = end.unwrap_or(reader.end);
    let behalf = (reader.start..end).find(|&at| reader.are(at, &["behalf", "of"])).map(|at| at + 2);
    let first = behalf.or_else(|| reader.is(reader.start, "for").then_some(reader.start + 1))?;
    let first = first + usize::from(reader.is(first, "the"));
    (first < end && reader.shaped(first, Shape::CAPITAL) && !is_blank(reader, first)).then_some((first, end))
}

fn is_opener(reader: &Reader, at: usize) -> bool {
    let label = ["signed", "signature", "name", "print", "by", "for", "and", "on", "behalf", "of", "full", "the"];
    reader.is_any(at, &label) && (at == reader.start || !reader.gap(at).any(Gap::COLON))
}

fn is_blank(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::BLANK.or(Class::THING_NAME).or(Class::INSTRUCT))
}
