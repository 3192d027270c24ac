use crate::engine::find::Finder;
use crate::engine::{Evidence, Reason};
use crate::language::model::{Arm, FindId, Piece, Rule};

/// Words of a find that a message names.
const WORDS: usize = 12;

/// The sentence that goes with a rating: the rule's own with the words of its finds filled in, else one made of the reason
/// and the rule's title.
pub(super) fn message(finder: &mut Finder, rule: &Rule, arm: &Arm, reason: Reason, evidence: &[Evidence]) -> String {
    if arm.because.is_empty() {
        return short(reason, evidence, &rule.title);
    }
    let mut message = String::new();
    for piece in &arm.because {
        match piece {
            Piece::Words(words) => message.push_str(words),
            Piece::Find(find) => message.push_str(&first_words(finder, *find)),
        }
    }
    message
}

fn short(reason: Reason, evidence: &[Evidence], title: &str) -> String {
    let words = match reason {
        Reason::Present => "it is stated",
        Reason::Partial => "it is there in part",
        Reason::Absent => "it is not said",
        Reason::EmptyHeading => "there is a heading for it, with nothing under it",
        Reason::Denied => "the document says that it is not so",
        Reason::Unfilled => "it is left to be filled in",
        Reason::Hedged => "it is only said to be possible",
        Reason::Promised => "promised, and not yet in place",
        Reason::PromisedUndated => "promised without a date",
        Reason::PromisedLate => "promised for later than six months from now",
        Reason::PromisedLapsed => "promised for a day that has passed",
        Reason::Elsewhere => "left to another document",
        Reason::Conflicting => "another document says otherwise",
    };
    let about = match reason {
        Reason::Promised | Reason::PromisedUndated | Reason::PromisedLate | Reason::PromisedLapsed => title,
        Reason::Elsewhere => title,
        _ => return words.to_owned(),
    };
    let due = evidence.first().and_then(|first| first.standing.due).filter(|_| reason == Reason::Promised);
    let due = due.map(|due| format!(" (by {})", due.strftime("%-d %B %Y"))).unwrap_or_default();
    format!("{words}{due}: “{about}”")
}

/// The words of a find's first match, a stated one where there is one.
fn first_words(finder: &mut Finder, find: FindId) -> String {
    let Some(&id) = finder.plan.finds.get(&find) else { return String::new() };
    let list = finder.list(id);
    let Some(first) = list.range().next() else { return String::new() };
    let at = list.range().take(WORDS).find(|&at| finder.counts(id, at)).unwrap_or(first);
    let spots = finder.spots(id, at);
    let valued = spots.iter().find(|spot| finder.found(spot.value).is_some());
    let Some(spot) = valued.or(spots.first()).filter(|spot| !spot.tokens.is_empty()) else { return String::new() };
    let span = finder.prose().span(&(spot.tokens.start..spot.tokens.end));
    let mut words = finder.document().text.slice(span).split_whitespace();
    let mut named = words.by_ref().take(WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        named.push('…');
    }
    named
}
