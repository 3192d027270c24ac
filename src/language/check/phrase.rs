use crate::language::model::{Phrase, PhrasePart};
use crate::prose::{Inflection, split};

/// Why a phrase matches nothing.
pub(super) enum BadPhrase {
    /// It has no words.
    Empty,
    /// It opens or ends with a gap, or has two side by side.
    Gap,
    /// A `~` does not stand behind a word.
    Tilde,
}

/// Cuts a phrase as documents are cut.
pub(super) fn phrase(text: &str, inflection: Inflection) -> Result<Phrase, BadPhrase> {
    let mut parts = Vec::new();
    for (index, stretch) in gaps(text).enumerate() {
        if index > 0 {
            parts.push(PhrasePart::Gap);
        }
        let before = parts.len();
        words(stretch, inflection, &mut parts)?;
        if parts.len() == before && (index > 0 || gaps(text).nth(1).is_some()) {
            return Err(BadPhrase::Gap);
        }
    }
    if parts.is_empty() {
        return Err(BadPhrase::Empty);
    }
    Ok(Phrase { text: text.to_owned(), parts })
}

/// The stretches between gaps; three dots stand for `…`.
fn gaps(text: &str) -> impl Iterator<Item = &str> {
    text.split('…').flat_map(|stretch| stretch.split("..."))
}

fn words(text: &str, inflection: Inflection, parts: &mut Vec<PhrasePart>) -> Result<(), BadPhrase> {
    if !text.contains('~') {
        parts.extend(split(text).into_iter().map(|word| PhrasePart::Word(word, inflection)));
        return Ok(());
    }
    for chunk in text.split_whitespace() {
        let derived = chunk.strip_suffix('~');
        let bare = derived.unwrap_or(chunk);
        let words = split(bare);
        if bare.contains('~') || (derived.is_some() && words.is_empty()) {
            return Err(BadPhrase::Tilde);
        }
        let last = words.len().saturating_sub(1);
        parts.extend(words.into_iter().enumerate().map(|(index, word)| {
            let derived = derived.is_some() && index == last;
            PhrasePart::Word(word, if derived { Inflection::Derived } else { inflection })
        }));
    }
    Ok(())
}
