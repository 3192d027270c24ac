//! The words that outputs share for what the model has as values.

use jiff::civil::Date;

use super::Heading;
use crate::assess::answers::{Outcome, Recheck, Said};
use crate::assess::{Cause, Standing as AreaStanding, State};
use crate::engine::{Colour, Reason};
use crate::language::Program;
use crate::language::model::{AreaId, Basis, PackId, Rule};
use crate::prose::{Standing, StandingKind};

/// The word for how firmly a thing is said.
pub(super) fn standing(kind: StandingKind) -> &'static str {
    match kind {
        StandingKind::Stated => "stated",
        StandingKind::Elsewhere => "elsewhere",
        StandingKind::Planned => "planned",
        StandingKind::Hedged => "hedged",
        StandingKind::Unfilled => "unfilled",
        StandingKind::Denied => "denied",
    }
}

/// The word for whose yardstick a rule is.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::SourceScale => "source-scale",
        Basis::Criterion => "criterion",
        Basis::Theme => "theme",
        Basis::Recommendation => "recommendation",
    }
}

/// Whose yardstick a rule is, with the name of the source.
pub(crate) fn whose(program: &Program, rule: &Rule) -> String {
    let asked = rule.answers.first().and_then(|question| program.questions.get(question.at()));
    whose_scale(program, asked.map_or(rule.pack, |question| question.pack), rule.basis)
}

/// The same for who has met the source's name before: its pack's title stands for it.
pub(super) fn whose_shortly(program: &Program, rule: &Rule) -> String {
    let asked = rule.answers.first().and_then(|question| program.questions.get(question.at()));
    let pack = program.packs.get(asked.map_or(rule.pack, |question| question.pack).at());
    format!("{} “{}”", yardstick(rule.basis), pack.map_or("", |pack| &pack.title))
}

/// Whose yardstick it is that something of a pack is rated by, with the name of the pack's source.
pub(super) fn whose_scale(program: &Program, pack: PackId, basis: Basis) -> String {
    let pack = program.packs.get(pack.at());
    let source = pack.map_or("", |pack| if pack.source.is_empty() { &pack.title } else { &pack.source });
    format!("{} {source}", yardstick(basis))
}

/// What stands in front of the name of a source.
fn yardstick(basis: Basis) -> &'static str {
    match basis {
        Basis::SourceScale => "the worked scale of",
        Basis::Criterion => "govlint's criterion; the question is from",
        Basis::Theme => "govlint's criterion for a theme of",
        Basis::Recommendation => "a recommendation of",
    }
}

/// The title of an area, with that of its pack where the run asks questions of another area so called.
pub(super) fn area(heading: Heading, id: AreaId) -> String {
    let program = heading.program;
    let Some(area) = program.areas.get(id.at()) else { return String::new() };
    let asked = heading.asked.iter().filter_map(|asked| program.questions.get(asked.at()));
    let others = asked.filter(|asked| asked.area != id).filter_map(|asked| program.areas.get(asked.area.at()));
    let pack = program.packs.get(area.pack.at()).filter(|_| others.into_iter().any(|other| other.title == area.title));
    pack.map_or_else(|| area.title.clone(), |pack| format!("{} ({})", area.title, pack.title))
}

/// Words with white space folded to single spaces.
pub(super) fn folded(words: &str) -> String {
    // Written without a way out, so that many bytes are looked at together.
    let plain = words.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    let padded = words.starts_with(' ') || words.ends_with(' ');
    let pairs = words.as_bytes().iter().zip(words.as_bytes().iter().skip(1));
    if plain && !padded && !pairs.fold(false, |wide, (&one, &next)| wide | ((one == b' ') & (next == b' '))) {
        return words.to_owned();
    }
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// What a reason is called on a person's sheet.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Present => "stated",
        Reason::Partial => "in part",
        Reason::Absent => "not found",
        Reason::EmptyHeading => "empty heading",
        Reason::Denied => "said not to be",
        Reason::Unfilled => "left blank",
        Reason::Hedged => "not firm",
        Reason::Promised => "promised",
        Reason::PromisedUndated => "promised, no date",
        Reason::PromisedLate => "promised too late",
        Reason::PromisedLapsed => "promise lapsed",
        Reason::Elsewhere => "elsewhere",
        Reason::Conflicting => "contradicted",
    }
}

/// The word for a rating, short enough for a column.
pub(super) fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::NotApplicable => "n/a",
        other => other.word(),
    }
}

/// How a document stands beside that of an earlier run.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Same => "the same words",
        State::Changed => "changed",
        State::New => "new",
        State::Gone => "gone",
        State::ReadNow => "can be read now, and could not be then",
        State::Unread => "cannot be read now, and could be then",
        State::StillUnread => "can be read neither then nor now",
    }
}

/// What a change comes from, as people say it.
pub(super) fn causes(causes: &[Cause]) -> String {
    let one = |cause: &Cause| match cause {
        Cause::Document => "the document changed",
        Cause::Documents => "documents came or went",
        Cause::Answer => "answers changed",
        Cause::Rules => "the rules changed",
        Cause::Profile => "the profile changed",
        Cause::Settings => "the run was told otherwise",
        Cause::Date if causes.len() == 1 => "the day alone",
        Cause::Date => "it is another day",
        Cause::Govlint => "govlint changed",
    };
    causes.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// How many questions of an area had each colour and have it, where that is another number.
pub(super) fn moved(was: &AreaStanding, now: &AreaStanding) -> String {
    let count = |colour: Colour| {
        let [was, now] = [was, now].map(|standing| standing.colours.get(&colour).copied().unwrap_or(0));
        (was != now).then(|| format!("{}: {was}, now {now}", self::colour(colour)))
    };
    Colour::ALL.into_iter().filter_map(count).collect::<Vec<_>>().join(", ")
}

/// What is said of the words that a rating rests on.
pub(super) fn found(reason: Reason, standing: &Standing) -> String {
    let due = standing.due;
    match reason {
        Reason::Present => "this is what counts".into(),
        Reason::Partial | Reason::Absent | Reason::EmptyHeading => "this much is said".into(),
        Reason::Denied => "said not to be so".into(),
        Reason::Unfilled => "left to be filled in".into(),
        Reason::Hedged => "said to be possible, not to be so".into(),
        Reason::Promised => by("promised", due),
        Reason::PromisedUndated if standing.unsigned => {
            "promised for so long after signature, and no date of signature is told".into()
        }
        Reason::PromisedUndated => "promised without a date".into(),
        Reason::PromisedLate => by("promised, but more than six months off", due),
        Reason::PromisedLapsed => by("promised, and not kept as far as this says", due),
        Reason::Elsewhere => "stands in another document".into(),
        Reason::Conflicting => "does not go with what the others say".into(),
    }
}

/// What is said of words that are nearly what was looked for.
pub(super) fn nearly(reason: Reason, standing: &Standing) -> String {
    match reason {
        Reason::Present | Reason::Partial | Reason::Absent => "nearly: but not all that is asked for".into(),
        Reason::EmptyHeading => "nearly: a heading with nothing under it".into(),
        _ => format!("nearly: {}", found(reason, standing)),
    }
}

fn by(words: &str, due: Option<Date>) -> String {
    due.map_or(words.to_owned(), |due| format!("{words} ({})", day(due)))
}

/// What people's answers to a question come to, and whose they are.
pub(super) fn said(said: &Said) -> String {
    match said.outcome() {
        Outcome::Agreed(colour) => {
            let whose = said.agreed.as_ref().map(|agreed| format!("{}, {}", agreed.meeting, day(agreed.note.date)));
            format!("people: {}, agreed by {}", rated(colour), whose.unwrap_or_default())
        }
        Outcome::Same(colour) => {
            let whose: Vec<String> =
                said.given.iter().map(|given| format!("{}, {}", given.organisation, day(given.note.date))).collect();
            format!("people: {} ({})", rated(colour), whose.join("; "))
        }
        Outcome::Disagreement => {
            let whose: Vec<String> =
                said.given.iter().map(|given| format!("{} {}", given.organisation, rated(given.note.rating))).collect();
            format!("people disagree: {}", whose.join(", "))
        }
    }
}

/// Each organisation's answer and what was agreed, side by side.
pub(super) fn sides(said: &Said) -> Vec<String> {
    let given = said.given.iter().map(|given| {
        let reason = if given.note.reason.is_empty() { String::new() } else { format!(": {}", given.note.reason) };
        format!("{}, {}: {}{reason}", given.organisation, day(given.note.date), rated(given.note.rating))
    });
    let agreed = said.agreed.iter().map(|agreed| {
        format!("agreed by {}, {}: {}", agreed.meeting, day(agreed.note.date), rated(agreed.note.rating))
    });
    given.chain(agreed).collect()
}

/// Why people's answers have to be looked at again.
pub(super) fn recheck(why: &Recheck) -> String {
    match why {
        Recheck::Review(date, whose) => {
            format!("to be rechecked: the review date of {whose} ({}) has come", day(*date))
        }
        Recheck::Words(documents) => {
            format!("to be rechecked: the words of {} for it have changed since", documents.join(", "))
        }
        Recheck::Since(date, whose, colour) => {
            format!("to be rechecked: {whose} has since said {} ({})", rated(*colour), day(*date))
        }
    }
}

/// The word for a rating in a sentence.
pub(super) fn rated(colour: Colour) -> &'static str {
    if colour == Colour::NotApplicable { "not applicable" } else { colour.word() }
}

/// A day as people write it.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A number with what is counted: `1 rule`, `2 rules`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
