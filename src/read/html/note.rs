//! Footnotes and endnotes: their texts, and the marks that refer to them and back.

use super::tree::{Id, Tree};

/// How the roles of WAI-ARIA for publishing and those of EPUB name the texts of notes.
const NOTES: [&str; 7] =
    ["doc-endnotes", "doc-endnote", "doc-footnote", "footnotes", "footnote", "endnotes", "endnote"];
/// How word processors and converters name the places of notes, before a running number.
const PLACES: [&str; 12] =
    ["fn", "_fn", "ftn", "_ftn", "ftnt", "footnote", "edn", "_edn", "endnote", "cite_note", "sdfootnote", "sdendnote"];

/// Whether an element holds the text of a note, or of all of them.
pub(super) fn is_note(tree: &Tree, id: Id) -> bool {
    if !matches!(tree.name(id), "section" | "div" | "aside" | "ol" | "li" | "p") {
        return false;
    }
    let attribute = |name| tree.attribute(id, name).unwrap_or("");
    let named = |words: &str| words.split_ascii_whitespace().any(|word| NOTES.contains(&word));
    named(attribute("role")) || named(attribute("epub:type")) || named(attribute("class")) || is_place(attribute("id"))
}

/// Whether a link is nothing but the mark of a note, or the way back from one.
pub(super) fn is_mark(tree: &Tree, id: Id) -> bool {
    let attribute = |name| tree.attribute(id, name).unwrap_or("");
    let Some(place) = attribute("href").strip_prefix('#') else { return false };
    let named = matches!(attribute("role"), "doc-noteref" | "doc-backlink")
        || attribute("class").split_ascii_whitespace().any(|class| class.starts_with("footnote"));
    let raised = tree.parent(id).is_some_and(|around| tree.name(around) == "sup")
        || tree.children(id).any(|child| tree.name(child) == "sup");
    if !named && !raised && !is_place(place) && !is_place(place.replacen("ref", "", 1).as_str()) {
        return false;
    }
    let words = tree.words(id);
    let words = words.trim();
    words.chars().count() <= 6
        && words.chars().filter(|letter| letter.is_alphabetic()).nth(1).is_none_or(|_| is_roman(words))
}

fn is_roman(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_alphabetic()).all(|letter| matches!(letter, 'i' | 'v' | 'x'))
}

/// `fn3`, `_ftn3`, `cite_note-3`, `fn:3`.
fn is_place(name: &str) -> bool {
    let number = name.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let head = name[..name.len() - number.len()].trim_end_matches(['-', ':', '_', '.']);
    !number.is_empty() && PLACES.contains(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_places_of_notes() {
        for name in ["fn3", "_ftn3", "cite_note-3", "fn:3", "ftnt1", "footnote-12", "sdfootnote1sym"] {
            assert!(is_place(name), "{name}");
        }
        for name in ["", "fn", "section3", "n3", "3"] {
            assert!(!is_place(name), "{name}");
        }
    }
}
