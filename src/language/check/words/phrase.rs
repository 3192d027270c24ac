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
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
        // Nearly every phrase: where there are but letters and spaces, the tokeniser cuts at the spaces too.
        let cut = text.split(' ').filter(|word| !word.is_empty());
        parts.extend(cut.map(|word| PhrasePart::Word(word.to_owned(), inflection)));
        return Ok(());
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Option<Vec<PhrasePart>> {
        phrase(text, Inflection::Inflected).ok().map(|phrase| phrase.parts)
    }

    fn words(words: &[&str]) -> Vec<PhrasePart> {
        let word = |word: &str| match (word, word.strip_suffix('~')) {
            ("…", _) => PhrasePart::Gap,
            (_, Some(word)) => PhrasePart::Word(word.to_owned(), Inflection::Derived),
            (word, None) => PhrasePart::Word(word.to_owned(), Inflection::Inflected),
        };
        words.iter().map(|text| word(text)).collect()
    }

    #[test]
    fn cuts_words_gaps_and_stems() {
        let cases = [
            ("Casting Vote", vec!["casting", "vote"]),
            ("sub-delegation", vec!["sub", "delegation"]),
            ("refer to … chief executive", vec!["refer", "to", "…", "chief", "executive"]),
            ("refer...executive", vec!["refer", "…", "executive"]),
            ("mediate~ the co-ordinate~", vec!["mediate~", "the", "co", "ordinate~"]),
            ("the parties' rights", vec!["the", "parties", "rights"]),
            ("75% of £250k", vec!["75", "%", "of", "£", "250k"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), Some(words(&expected)), "{text}");
        }
    }

    #[test]
    fn refuses_what_matches_nothing() {
        for text in ["", "  ", "—", "…", "… a", "a …", "a … … b", "a ... … b", "~", "a ~ b", "a~b", "a~~"]
        {
            assert_eq!(cut(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn simple_phrases_are_cut_as_the_tokeniser_cuts(text in "[a-z ]{0,40}") {
            let words = split(&text).into_iter().map(|word| PhrasePart::Word(word, Inflection::Inflected));
            prop_assert_eq!(cut(&text).unwrap_or_default(), words.collect::<Vec<_>>());
        }
    }
}
