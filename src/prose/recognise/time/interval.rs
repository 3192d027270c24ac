use super::cadence::{hit, range};
use super::rate::unit;
use crate::prose::lexis::Class;
use crate::prose::recognise::amount::number;
use crate::prose::recognise::bound::{bound, opposite};
use crate::prose::recognise::{Hit, Reader};
use crate::prose::token::Gap;
use crate::prose::{Bound, Recogniser};

/// "six-monthly", "8 weekly": once in so many; "four times" has been read before.
pub(super) fn spaced(reader: &Reader, at: usize, next: usize, apart: f64) -> Option<Hit> {
    let hyphened = reader.gap(next).any(Gap::HYPHEN);
    let reads = hyphened || reader.is_any(next, &["monthly", "weekly", "yearly"]);
    let rate = reader.value(next);
    (reads && apart > 0.0 && rate > 0.0).then(|| hit(at, next + 1, rate / apart))
}

/// "eight weeks apart", "three months between meetings": an interval, whose longest is the least often.
pub(super) fn apart(reader: &Reader, at: usize, next: usize, count: f64) -> Option<Hit> {
    let (rate, end) = unit(reader, next)?;
    let passes = reader.has(end, Class::MODAL) && reader.is_any(end + 1, &["elapse", "pass"]);
    let end = if passes { end + 2 } else { end };
    let between = reader.is(end, "between") && reader.joins(end) && (passes || reader.text(end + 1).ends_with('s'));
    let behind = reader.joins(end) && (reader.is(end, "apart") || reader.has(end, Class::INTERVAL));
    if count <= 0.0 || !(behind || between) {
        return None;
    }
    let found = bound(reader, Recogniser::Duration, at, end, reader.start);
    let end = if between && !passes { end + 2 } else { end + 1 };
    Some(Hit { bound: opposite(found.bound), start: found.start, ..hit(at, end, rate / count) })
}

/// Words between "intervals" and its number.
const INTERVAL_REACH: usize = 6;

/// "at intervals of not more than eight weeks", "at intervals of a fortnight".
pub(super) fn interval(reader: &Reader, at: usize) -> Option<Hit> {
    if reader.is(at + 1, "of") && reader.is_any(at + 2, &["a", "an"]) && reader.joins(at + 1) {
        return unit(reader, at + 3).map(|(rate, end)| hit(at, end, rate));
    }
    let first = (at + 1..=at + INTERVAL_REACH)
        .take_while(|&next| reader.joins(next))
        .find(|&next| number(reader, next).is_some())?;
    let mut count = number(reader, first)?;
    let ranged = range(reader, count.end);
    if let Some(last) = ranged {
        count = last;
    }
    let (rate, end) = unit(reader, count.end)?;
    let limit = bound(reader, Recogniser::Duration, first, end, at + 1);
    let limit = if ranged.is_some() { Bound::AtLeast } else { opposite(limit.bound) };
    (count.value > 0.0).then(|| Hit { bound: limit, ..hit(at, end, rate / count.value) })
}
