//! What two versions of documents differ in: for people, for programs, and as a comment on a pull request.

mod json;
mod markdown;
mod text;

pub use json::versions_json;
pub use markdown::versions_markdown;
pub use text::versions_text;

use super::words::count;
use crate::assess::{Difference, Differences, Turn};
use crate::bundle::{Change, ValueChange};

/// What a change is of, and how it was and is: `limit, Bursar: amount £100,000 → £250,000`.
fn sentence(change: &Change) -> String {
    let about: String = change.about.iter().map(|words| format!(", {words}")).collect();
    let values: Vec<String> = change.values.iter().map(|value| told(change, value)).collect();
    let values = values.join("; ");
    format!("{}{about}{}{values}", change.caption, if values.is_empty() { "" } else { ": " })
}

fn told(change: &Change, value: &ValueChange) -> String {
    let said = |words: &Option<String>| words.as_ref().is_some_and(|words| words.starts_with(&value.field));
    let bare = value.field.is_empty() || value.field == change.caption || said(&value.was) || said(&value.now);
    let field = if bare { String::new() } else { format!("{} ", value.field.replace('-', " ")) };
    let nothing = || "not said".to_owned();
    let was = value.was.clone().unwrap_or_else(nothing);
    let now = value.now.clone().unwrap_or_else(nothing);
    match (change.was, change.now) {
        (None, _) => format!("{field}{now}"),
        (_, None) => format!("{field}{was}"),
        _ => format!("{field}{was} → {now}"),
    }
}

/// The sort of a change in a word.
fn word(change: &Change) -> &'static str {
    match (change.was, change.now) {
        (None, _) => "added",
        (_, None) => "gone",
        _ => "changed",
    }
}

/// The name of a document, with the older one's where it had another.
fn name(difference: &Difference) -> String {
    match &difference.was {
        Some(was) if *was != difference.path => format!("{was} → {}", difference.path),
        _ => difference.path.clone(),
    }
}

/// What became of a document that has but one version, or of which one could not be read.
fn turned(difference: &Difference) -> Option<String> {
    match &difference.turn {
        Turn::Both => None,
        Turn::New => Some("is new".to_owned()),
        Turn::Gone => Some("is gone".to_owned()),
        Turn::Unread(why) => Some(format!("could not be read: {why}")),
    }
}

/// What it all comes to, in a sentence or two.
fn closing(differences: &Differences) -> String {
    let documents = &differences.documents;
    let of = |what: &dyn Fn(&Difference) -> usize| documents.iter().map(what).sum::<usize>();
    let turned = |turn: &Turn| documents.iter().filter(|document| document.turn == *turn).count();
    let mut words = format!(
        "{} compared: {} in what they say, {} otherwise.",
        count(turned(&Turn::Both), "document", "documents"),
        count(of(&|document| document.changes.len()), "change", "changes"),
        count(of(&|document| document.moved.len()), "question stands", "questions stand"),
    );
    for (number, what) in [(turned(&Turn::New), "new"), (turned(&Turn::Gone), "gone")] {
        if number > 0 {
            words += &format!(" {} {what}.", count(number, "document is", "documents are"));
        }
    }
    let unread = documents.iter().filter(|document| matches!(document.turn, Turn::Unread(_))).count();
    if unread > 0 {
        words += &format!(" {} could not be read.", count(unread, "document", "documents"));
    }
    let reworded = of(&|document| document.reworded);
    if reworded > 0 {
        words += &format!(
            " In all {} otherwise; what is not listed above is wording, or nothing that is compared.",
            count(reworded, "clause reads", "clauses read")
        );
    }
    words
}
