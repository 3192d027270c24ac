use std::ops::Range;

use jiff::civil::Date;

use super::super::lexis::Class;
use super::super::recognise::{Reader, date_at, dated_at, from_signature_at};
use super::super::token::{Gap, Shape};
use super::verb::{MADE, Modal, Verb};

/// Whether the verbs of a clause promise that something will be brought into being.
///
/// "will be agreed" does; what is done again and again ("will be agreed each year") or whoever is charged with it as a
/// matter of course ("will be agreed by the Chair") is a rule.
pub(super) fn promises(reader: &Reader, clause: &Range<usize>, verb: &Verb) -> bool {
    if verb.negator.is_some() {
        return false;
    }
    let main = reader.class(verb.main);
    if verb.be && reader.is_any(verb.start, &["is", "has"]) && reader.is_any(verb.main, &["proposed", "envisaged"]) {
        return true;
    }
    if verb.have && verb.been && main.any(MADE) && (verb.to || reader.is_any(verb.start, &["should", "would"])) {
        return true;
    }
    if verb.be && main.any(Class::MAKING) && verb.modal.is_none() {
        return true;
    }
    if verb.be && verb.been && verb.modal.is_none() && !verb.have && main.any(MADE) {
        return !recurs(reader, clause);
    }
    if verb.have && verb.to {
        return (verb.start..verb.main).any(|at| reader.is(at, "yet"));
    }
    let future = matches!(verb.modal, Some(Modal::Will | Modal::Shall)) || verb.to && verb.modal.is_none();
    if future && verb.be && !verb.have {
        return passive(reader, clause, verb);
    }
    future && !verb.be && makes(reader, clause, verb.main, verb.modal == Some(Modal::Shall))
}

/// "will be established", "is to be put in place".
fn passive(reader: &Reader, clause: &Range<usize>, verb: &Verb) -> bool {
    let main = reader.class(verb.main);
    if !main.any(MADE) || recurs(reader, clause) || is_generic(reader, clause.start) {
        return false;
    }
    let strong = main.any(Class::MAKE_DONE) && with_particle(reader, verb.main);
    if is_dated(reader, clause) || strong && !is_norm(reader, clause, verb) {
        return true;
    }
    let rule = is_bare_plural(reader, clause.start, verb.start) || is_assigned(reader, verb.main + 1, clause.end);
    let promise = !rule || once(reader, verb.main, clause.end);
    main.any(Class::MAKE_WEAK) && promise && !is_norm(reader, clause, verb)
}

/// Whether a subject names things of a sort, as rules do: "decisions of the panel will be published".
fn is_bare_plural(reader: &Reader, start: usize, verb: usize) -> bool {
    let head =
        (start..verb).find(|&at| reader.is_any(at, &["of", "for", "to", "in", "on", "at", "from"])).unwrap_or(verb);
    !reader.has(start, Class::DETERMINER) && head > start && reader.text(head - 1).ends_with('s')
}

/// "should be agreed", "must be documented": how things are done, unless it is said of a new one.
fn is_norm(reader: &Reader, clause: &Range<usize>, verb: &Verb) -> bool {
    reader.is_any(verb.start, &["should", "must"]) && !reader.is_any(clause.start, &["a", "an"])
}

/// Whether the verb at `at` makes something new: "will develop a protocol". Who "shall" do so is charged with it.
fn makes(reader: &Reader, clause: &Range<usize>, at: usize, shall: bool) -> bool {
    let class = reader.class(at);
    if at < clause.end && reader.is_any(at, &["decide", "determine", "settle"]) && once(reader, at, clause.end) {
        return true;
    }
    if at >= clause.end || !class.any(Class::MAKE) || recurs(reader, clause) {
        return false;
    }
    if !with_particle(reader, at) {
        return false;
    }
    let object = at + 1 + if reader.is(at + 1, "and") { 2 } else { usize::from(reader.is(at + 1, "up")) };
    let new = reader.is_any(object, &["a", "an"])
        || reader.has(at, Class::MAKE_FIRM) && reader.has(object, Class::DETERMINER);
    let charged = shall && !reader.is(at, "agree");
    is_dated(reader, clause) || new && !charged
}

/// "intend to develop", "have agreed to establish", "need to agree": what follows is yet to be made.
pub(super) fn intends_to_make(reader: &Reader, clause: &Range<usize>, at: usize) -> bool {
    reader.is(at + 1, "to") && reader.joins(at + 1) && makes(reader, clause, at + 2, false)
}

/// Whether a participle that needs its particle has it: "put in place", "set up", "drawn up".
pub(super) fn with_particle(reader: &Reader, at: usize) -> bool {
    let next = at + 1;
    if reader.is_any(at, &["put"]) {
        return reader.are(next, &["in", "place"]) || reader.is(next, "together");
    }
    if reader.is(at, "set") {
        return reader.is(next, "up");
    }
    if reader.is_any(at, &["worked", "drawn", "built", "draw", "work"]) {
        return reader.is_any(next, &["up", "out"]);
    }
    true
}

/// Whether the clause tells of what is done again and again.
fn recurs(reader: &Reader, clause: &Range<usize>) -> bool {
    let first = clause.clone().any(|at| reader.is(at, "first"));
    clause.clone().any(|at| {
        reader.has(at, Class::OFTEN) && !(first && reader.is(at, "annual"))
            || reader.has(at, Class::EVERY)
            || reader.has(at, Class::TIMES) && !reader.is(at, "once")
            || reader.are(at, &["time", "to", "time"])
    })
}

/// Whether the subject is any of its sort: "any change", "such dates".
fn is_generic(reader: &Reader, at: usize) -> bool {
    reader.is_any(at, &["any", "each", "every", "such", "no", "whoever", "whatever", "these"])
}

/// Whether the words behind a participle say who does it or how, as a rule does: "by the Chair", "in writing".
fn is_assigned(reader: &Reader, at: usize, end: usize) -> bool {
    (at..end.min(at + 4)).any(|at| {
        reader.is(at, "by") && !reader.shaped(at + 1, Shape::DIGIT) && !reader.has(at + 1, Class::MONTH)
            || reader.are(at, &["in", "writing"])
            || reader.are(at, &["in", "accordance"])
            || reader.are(at, &["in", "advance"])
            || reader
                .is_any(at, &["unanimously", "jointly", "on", "with", "among", "between", "at", "of", "as", "from"])
    })
}

/// Whether the words say that it is done once, later: "at its first meeting".
fn once(reader: &Reader, at: usize, end: usize) -> bool {
    (at..end).any(|at| {
        reader.is_any(at, &["first", "shortly", "subsequently", "later", "separately", "soon", "inaugural"])
            || reader.are(at, &["due", "course"])
    })
}

/// When a plan is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Due {
    /// The day; none where none is named, or none that can be reckoned.
    pub(super) day: Option<Date>,
    /// Whether it is reckoned from a signature whose day the document does not tell.
    pub(super) unsigned: bool,
}

/// Words that a date, or a time from the signature, can open with.
const TIMES: Class = Class::MONTH
    .or(Class::SEASON)
    .or(Class::EDGE)
    .or(Class::FISCAL)
    .or(Class::ORDINAL)
    .or(Class::YEAR_SORT)
    .or(Class::NUMBER)
    .or(Class::UNIT);

fn may_be_time(reader: &Reader, at: usize) -> bool {
    reader.shaped(at, Shape::DIGIT) || reader.has(at, TIMES) || reader.are(at, &["year", "end"])
}

/// When a plan is due: on the first date behind its verb, else before it.
pub(super) fn due(reader: &Reader, clause: &Range<usize>, verb: usize) -> Due {
    let date = |at: usize| {
        let time = may_be_time(reader, at).then(|| from_signature_at(reader, at)).flatten();
        if let Some((day, _)) = time {
            return Some(Due { day, unsigned: day.is_none() });
        }
        let day = may_be_time(reader, at).then(|| date_at(reader, at)).flatten()?;
        Some(Due { day: Some(day), unsigned: false })
    };
    let verb = verb.clamp(clause.start, clause.end);
    (verb..clause.end).find_map(date).or_else(|| (clause.start..verb).find_map(date)).unwrap_or_default()
}

/// Whether a clause names a day that comes once: one with its year, or one reckoned from the signature. One without a year may
/// come every year.
fn is_dated(reader: &Reader, clause: &Range<usize>) -> bool {
    clause.clone().any(|at| {
        may_be_time(reader, at) && (dated_at(reader, at).is_some() || from_signature_at(reader, at).is_some())
    })
}

/// Whether "to be agreed", whose last word stands before `end`, tells of what is yet to come, and the day it is due; one
/// that comes again, or who appoints as a matter of course, does not.
pub(super) fn to_come(reader: &Reader, clause: &Range<usize>, end: usize) -> Option<Due> {
    let due = due(reader, clause, end);
    let late = reader.has(end - 1, Class::MAKE_LATE) && is_assigned(reader, end, clause.end);
    (!recurs(reader, &(end..clause.end)) && (is_dated(reader, clause) || !late)).then_some(due)
}

/// Whether "to be agreed" stands at a token, without a finite verb of its own.
pub(super) fn to_be_made(reader: &Reader, at: usize) -> Option<usize> {
    if !reader.are(at, &["to", "be"]) {
        return None;
    }
    let mut main = at + 2;
    while reader.has(main, Class::ADVERB) || reader.text(main).ends_with("ly") {
        main += 1;
    }
    let made = reader.has(main, MADE) && with_particle(reader, main) && !reader.gap(main).any(Gap::SEMICOLON);
    made.then_some(main + 1)
}
