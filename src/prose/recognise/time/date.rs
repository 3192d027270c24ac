use jiff::civil::Date;

use super::listed::month_names;
use crate::prose::Recogniser;
use crate::prose::days::{day_in as make, days_of};
use crate::prose::lexis::Class;
use crate::prose::recognise::Hit;
use crate::prose::recognise::Reader;
use crate::prose::token::{Gap, Shape};

/// What a date says, day first as in the United Kingdom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Read {
    end: usize,
    /// None where the year is not said.
    day: Option<Date>,
    /// The month, and the day of it (none for the last), of a date without a year that comes once in every year.
    each: Option<(i8, Option<i8>)>,
    /// Whether it names no day of its own: the end of some year.
    open: bool,
}

impl Read {
    /// A date with its year.
    fn on(end: usize, day: Option<Date>) -> Self {
        Self { end, day, each: None, open: false }
    }

    /// One without.
    fn each(end: usize, month: i8, day: Option<i8>) -> Self {
        Self { end, day: None, each: Some((month, day)), open: false }
    }

    /// One that names no day of its own: the end of some year.
    fn open(end: usize) -> Self {
        Self { end, day: None, each: None, open: true }
    }
}

/// Reads a date that opens at a token; one that names no day is its last. Of one without a year the next such day is meant:
/// after the document's own date, else from the day on which it is read; where neither is known it has no amount.
pub(in crate::prose::recognise) fn date(reader: &Reader, at: usize) -> Option<Hit> {
    let read = read(reader, at)?;
    let day = read.day.or_else(|| read.each.and_then(|(month, day)| reader.next_day(month, day)));
    Some(Hit { amount: day.map(days_of), ambiguous: read.open, ..Hit::new(Recogniser::Date, at, read.end) })
}

/// The day of a date that opens at a token and gives its year.
pub(in crate::prose::recognise) fn dated(reader: &Reader, at: usize) -> Option<Date> {
    read(reader, at)?.day
}

fn read(reader: &Reader, at: usize) -> Option<Read> {
    let class = reader.class(at);
    if class.any(Class::WEEKDAY) {
        let next = at + 1 + usize::from(reader.is(at + 1, "the"));
        full(reader, next).filter(|_| reader.follows(next, Gap::COMMA))
    } else if class.any(Class::EDGE) || reader.are(at, &["year", "end"]) || reader.are(at, &["financial", "year"]) {
        edge(reader, at)
    } else {
        full(reader, at).or_else(|| period(reader, at))
    }
}

/// A date that names a day: "31 March 2027", "March 31st, 2027", `31/03/27`, `2027-03-31`.
fn full(reader: &Reader, at: usize) -> Option<Read> {
    if !reader.shaped(at, Shape::DIGIT) {
        return month_first(reader, at);
    }
    dotted(reader, at).or_else(|| numeric(reader, at)).or_else(|| day_first(reader, at))
}

/// "31 March 2027", "31st day of March, 2027", "1 April".
fn day_first(reader: &Reader, at: usize) -> Option<Read> {
    let day = day(reader, at)?;
    let mut next = at + 1;
    next += usize::from(reader.is(next, "day"));
    next += usize::from(reader.is(next, "of"));
    let month = month(reader, next).filter(|_| reader.follows(next, Gap::SLASH.with(Gap::DASH)))?;
    Some(with_year(reader, next + 1, month, Some(day)))
}

/// "March 31, 2027".
fn month_first(reader: &Reader, at: usize) -> Option<Read> {
    let month = month(reader, at)?;
    let next = at + 1;
    let day = day(reader, next)
        .filter(|_| reader.joins(next) && !reader.gap(next).any(Gap::HYPHEN) && !is_shortened(reader, next))?;
    let read = with_year(reader, next + 1, month, Some(day));
    let ordinal = reader.text(next).ends_with(|c: char| c.is_ascii_alphabetic());
    (read.day.is_some() || ordinal || !reader.joins(next + 1)).then_some(read)
}

/// Whether a year stands behind an apostrophe: `'27`.
fn is_shortened(reader: &Reader, at: usize) -> bool {
    reader.between(at).ends_with(['\'', '’', '‘'])
}

/// The date with the year that stands at `next`, if one does.
fn with_year(reader: &Reader, next: usize, month: i8, day: Option<i8>) -> Read {
    let apostrophe = is_shortened(reader, next);
    let alone = day.is_some() && !(reader.joins(next + 1) && reader.is_noun(next + 1));
    let short = apostrophe || alone || reader.gap(next).any(Gap::HYPHEN.with(Gap::SLASH));
    let year =
        reader.follows(next, Gap::COMMA.with(Gap::SLASH).with(Gap::DASH)).then(|| year(reader, next, short)).flatten();
    match year {
        Some(year) => Read::on(next + 1, make(year, month, day)),
        None => Read::each(next, month, day),
    }
}

/// `31/03/2027`, `31-3-27`, `2027-03-31`: day first; where that is no date and month first is one, that.
fn numeric(reader: &Reader, at: usize) -> Option<Read> {
    let parts = Gap::SLASH.with(Gap::DASH);
    let joined = |at: usize| {
        reader.shaped(at, Shape::DIGIT) && reader.follows(at, parts) && !reader.joins(at)
            || reader.gap(at).any(Gap::HYPHEN)
    };
    if !(joined(at + 1) && joined(at + 2)) {
        return None;
    }
    let [first, second, third] = [at, at + 1, at + 2].map(|at| reader.text(at));
    let small = |text: &str| (text.len() <= 2).then(|| text.parse::<i8>().ok()).flatten();
    let day = if first.len() == 4 {
        make(year(reader, at, false)?, small(second)?, Some(small(third)?))
    } else {
        let year = year(reader, at + 2, true)?;
        let (day, month) = (small(first)?, small(second)?);
        make(year, month, Some(day)).or_else(|| make(year, day, Some(month)))
    };
    Some(Read::on(at + 3, Some(day?)))
}

/// `31.03.2027`, which is one token.
fn dotted(reader: &Reader, at: usize) -> Option<Read> {
    let mut parts = reader.text(at).split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(year.len() == 2 || year.len() == 4) {
        return None;
    }
    let year = whole_year(year, true)?;
    let day = make(year, month.parse().ok()?, Some(day.parse().ok()?))?;
    Some(Read::on(at + 1, Some(day)))
}

/// A stretch of time that is named: "March 2027", "2018/19", "Q3 2018/19", "summer 2027", "by 2027", "by March".
fn period(reader: &Reader, at: usize) -> Option<Read> {
    let class = reader.class(at);
    if class.any(Class::MONTH) && reader.shaped(at, Shape::CAPITAL) {
        return named_month(reader, at);
    }
    if class.any(Class::SEASON) {
        let next = at + 1 + usize::from(reader.has(at + 1, Class::TERM) && reader.joins(at + 1));
        let year = year(reader, next, false).filter(|_| reader.joins(next))?;
        return Some(Read::on(next + 1, make(year, reader.value(at) as i8, None)));
    }
    if class.any(Class::FISCAL) {
        return quarter(reader, at + 1, reader.value(at), true);
    }
    if class.any(Class::ORDINAL) && reader.has(at + 1, Class::QUARTER) && reader.is(at + 2, "of") {
        return quarter(reader, at + 3, reader.value(at), false);
    }
    if let Some(read) = month_and_year(reader, at) {
        return Some(read);
    }
    let (year, end) = financial_year(reader, at).or_else(|| {
        Some((year(reader, at, false)?, at + 1)).filter(|_| is_led(reader, at) && !is_thing(reader, at + 1))
    })?;
    let day = if end > at + 1 { year_end(reader, year) } else { make(year, 12, None) };
    Some(Read::on(end, day))
}

/// `04/2027`.
fn month_and_year(reader: &Reader, at: usize) -> Option<Read> {
    let month: i8 = reader.text(at).parse().ok().filter(|month| (1..=12).contains(month))?;
    let parted = reader.gap(at + 1) == Gap::SLASH && !reader.gap(at).any(Gap::SLASH);
    let year = year(reader, at + 1, false).filter(|_| parted)?;
    Some(Read::on(at + 2, make(year, month, None)))
}

/// "March 2027", "March/April 2027", "by March".
fn named_month(reader: &Reader, at: usize) -> Option<Read> {
    let mut last = at;
    if (reader.gap(at + 1).any(Gap::SLASH.with(Gap::DASH))) && reader.has(at + 1, Class::MONTH) {
        last = at + 1;
    }
    let read = with_year(reader, last + 1, reader.value(last) as i8, None);
    let listed = || month_names(reader, at).is_some_and(|(months, _)| months > 1);
    (read.day.is_some() || is_led(reader, at) && !listed()).then_some(read)
}

/// The last day of a quarter of the year at `next`; those of years of account follow the day on which these end.
fn quarter(reader: &Reader, next: usize, quarter: f64, fiscal: bool) -> Option<Read> {
    if !(1.0..=4.0).contains(&quarter) {
        return None;
    }
    let quarter = quarter as i8;
    let next = next + usize::from(reader.is(next, "of"));
    let next = next + usize::from(fiscal && reader.is(next, "FY"));
    let paired = financial_year(reader, next);
    if paired.is_some() && reader.year_end().is_none() {
        return paired.map(|(_, end)| Read::open(end));
    }
    let account = reader.year_end().filter(|_| fiscal || paired.is_some());
    let (month, day) = account.map_or((12, None), |end| (end.month, end.day));
    let last = (month + quarter * 3 - 1) % 12 + 1;
    let whole = || Some((year(reader, next, false)?, next + 1));
    let Some((year, end)) = paired.map(|(year, end)| (year - 1, end)).or_else(whole) else {
        return (fiscal && is_led(reader, next - 1)).then(|| Read::each(next, last, day));
    };
    let later = i16::from(account.is_some_and(|end| end.month < 12) && last <= month);
    Some(Read::on(end, make(year + later, last, day)))
}

/// The last day of the year of account that ends in a year.
fn year_end(reader: &Reader, year: i16) -> Option<Date> {
    reader.year_end().and_then(|end| make(year, end.month, end.day))
}

/// "the end of March 2027", "mid-2027", "year end", "the end of the financial year".
fn edge(reader: &Reader, at: usize) -> Option<Read> {
    if reader.are(at, &["financial", "year"]) || reader.are(at, &["year", "end"]) {
        let year = at + usize::from(reader.is(at, "financial"));
        let ends = reader.is(year, "year") && reader.is(year + 1, "end");
        return ends.then(|| next_year_end(reader, year + 2));
    }
    let mut next = at + 1;
    let part = reader.value(at);
    if reader.is(next, "of") && !reader.gap(next).any(Gap::HYPHEN) {
        next += 1;
    } else if !(reader.is_any(at, &["early", "mid", "late"]) || reader.is(at, "end") && month(reader, next).is_some()) {
        return None;
    }
    let the = reader.is_any(next, &["the", "this"]);
    next += usize::from(the);
    next += usize::from(the && reader.is(next, "current"));
    if the && reader.has(next, Class::YEAR_SORT) || reader.is_any(next, &["year", "calendar", "financial", "municipal"])
    {
        let year = (next..next + 2).find(|&at| reader.is(at, "year"))?;
        return edge_of_year(reader, next, year, part);
    }
    if let Some((year, end)) = financial_year(reader, next).filter(|_| part == 3.0) {
        return Some(Read::on(end, year_end(reader, year)));
    }
    if let Some(month) = month(reader, next) {
        let read = with_year(reader, next + 1, month, None);
        let first = |last: Date, day: i8| Date::new(last.year(), month, day).ok();
        return Some(match part as i8 {
            1 => Read {
                day: read.day.and_then(|last| first(last, 1)),
                each: read.each.map(|_| (month, Some(1))),
                ..read
            },
            2 => Read {
                day: read.day.and_then(|last| first(last, 15)),
                each: read.each.map(|_| (month, Some(15))),
                ..read
            },
            _ => read,
        });
    }
    let year = year(reader, next, false)?;
    let month = match part as i8 {
        1 => 3,
        2 => 6,
        _ => 12,
    };
    Some(Read::on(next + 1, make(year, month, None)))
}

/// "the end of the financial year 2026/27"; of which year "the end of the year" tells cannot be said.
fn edge_of_year(reader: &Reader, sort: usize, year: usize, part: f64) -> Option<Read> {
    if let Some((last, end)) = financial_year(reader, year + 1) {
        return Some(Read::on(end, year_end(reader, last).filter(|_| part == 3.0)));
    }
    let end = year + 1;
    if part != 3.0 || reader.is_any(sort, &["municipal", "academic", "school", "full", "given", "rolling", "single"]) {
        return Some(Read::open(end));
    }
    Some(match reader.is(sort, "calendar") {
        true => Read::each(end, 12, None),
        false if reader.is_any(sort, &["financial", "fiscal"]) => next_year_end(reader, end),
        false => Read::open(end),
    })
}

/// The end of a year of account that is not named.
fn next_year_end(reader: &Reader, end: usize) -> Read {
    reader.year_end().map_or(Read::open(end), |year| Read::each(end, year.month, year.day))
}

/// `2018/19`, `2018-2019`: the year in which it ends, with the token behind it.
fn financial_year(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    let first = year(reader, at, false)?;
    let next = at + 1;
    let parted = reader.gap(next).any(Gap::SLASH.with(Gap::DASH).with(Gap::HYPHEN));
    let second = reader.text(next);
    let last = match second.len() {
        2 => first / 100 * 100 + second.parse::<i16>().ok()?,
        4 => second.parse().ok()?,
        _ => return None,
    };
    (parted && last == first + 1 && !reader.gap(next + 1).any(Gap::SLASH.with(Gap::HYPHEN))).then_some((last, next + 1))
}

/// Whether a word of time stands before: "by 2027", "in March".
fn is_led(reader: &Reader, at: usize) -> bool {
    const LEADS: [&str; 10] = ["by", "in", "until", "before", "since", "during", "from", "till", "through", "after"];
    at > reader.start && reader.joins(at) && reader.is_any(at - 1, &LEADS)
}

/// Whether the token names a thing that a number before it would count.
fn is_thing(reader: &Reader, at: usize) -> bool {
    reader.joins(at) && reader.is_noun(at) && !reader.shaped(at, Shape::CAPITAL)
}

fn day(reader: &Reader, at: usize) -> Option<i8> {
    if !reader.shaped(at, Shape::DIGIT) {
        return None;
    }
    let text = reader.text(at);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = text.get(digits.len()..)?.to_ascii_lowercase();
    let fits = digits.len() <= 2 && matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th");
    fits.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// A month by its name; "May" and "March" need their capital.
fn month(reader: &Reader, at: usize) -> Option<i8> {
    let named = reader.has(at, Class::MONTH) && reader.shaped(at, Shape::CAPITAL);
    named.then(|| reader.value(at) as i8)
}

fn year(reader: &Reader, at: usize, short: bool) -> Option<i16> {
    reader.shaped(at, Shape::DIGIT).then(|| whole_year(reader.text(at), short)).flatten()
}

/// A year of four digits, or of two where `short` allows it.
fn whole_year(text: &str, short: bool) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year).filter(|year| (1800..=2199).contains(year)),
        2 if short => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}
