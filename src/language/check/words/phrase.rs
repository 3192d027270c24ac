use crate::language::model::{Looks, PatternId, Phrase, PhrasePart};
use crate::prose::{Inflection, split};

/// Parts of a phrase behind which it is cut, so that no phrase is longer than a sentence could be.
const LONGEST: usize = 64;

/// Why a phrase matches nothing.
pub(super) enum BadPhrase {
    /// It has no words.
    Empty,
    /// It opens or ends with a gap, or has two side by side.
    Gap,
    /// A `~` does not stand behind a word.
    Tilde,
}

/// Cuts a phrase as documents are cut; `pattern` knows its words.
pub(super) fn phrase(
    text: &str,
    mut pattern: impl FnMut(&str, Inflection) -> PatternId,
    inflection: Inflection,
) -> Result<Phrase, BadPhrase> {
    let mut parts = Vec::new();
    let mut word = |word: &str, inflection| PhrasePart::Word(pattern(word, inflection));
    for (index, stretch) in gaps(text).enumerate() {
        if index > 0 {
            parts.push(PhrasePart::Gap);
        }
        let before = parts.len();
        for stretch in looks(stretch) {
            match stretch {
                Stretch::Looks(looks) => parts.push(PhrasePart::Looks(looks)),
                Stretch::Words(text) => words(text, inflection, |text, how| parts.push(word(text, how)))?,
            }
        }
        if parts.len() == before && (index > 0 || gaps(text).nth(1).is_some()) {
            return Err(BadPhrase::Gap);
        }
    }
    if parts.is_empty() {
        return Err(BadPhrase::Empty);
    }
    parts.truncate(LONGEST);
    if parts.last() == Some(&PhrasePart::Gap) {
        parts.pop();
    }
    Ok(Phrase { text: text.to_owned().into(), parts })
}

/// The stretches between gaps; three dots stand for `…`.
fn gaps(text: &str) -> impl Iterator<Item = &str> {
    text.split('…').flat_map(|stretch| stretch.split("..."))
}

/// A stretch of a phrase without gaps.
enum Stretch<'a> {
    Words(&'a str),
    Looks(Looks),
}

/// Parts words from what stands for a word by its looks.
fn looks(text: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while let Some((at, looks, written)) = first_looks(rest) {
        stretches.push(Stretch::Words(&rest[..at]));
        stretches.push(Stretch::Looks(looks));
        rest = &rest[at + written.len()..];
    }
    stretches.push(Stretch::Words(rest));
    stretches
}

fn first_looks(text: &str) -> Option<(usize, Looks, &'static str)> {
    if !text.contains('<') {
        return None;
    }
    let found = Looks::ALL.iter().filter_map(|&(looks, written)| Some((text.find(written)?, looks, written)));
    found.min_by_key(|&(at, ..)| at)
}

/// Hands each word of a stretch to `add`, with how it is matched.
fn words(text: &str, inflection: Inflection, mut add: impl FnMut(&str, Inflection)) -> Result<(), BadPhrase> {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
        // Nearly every phrase: where there are but letters and spaces, the tokeniser cuts at the spaces too.
        text.split(' ').filter(|word| !word.is_empty()).for_each(|word| add(word, inflection));
        return Ok(());
    }
    if !text.contains('~') {
        split(text).iter().for_each(|word| add(word, inflection));
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
        for (index, word) in words.iter().enumerate() {
            let derived = derived.is_some() && index == last;
            add(word, if derived { Inflection::Derived } else { inflection });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    /// The words of a phrase: those matched by their stem end with `~`.
    fn cut(text: &str) -> Option<Vec<String>> {
        let mut known = Vec::new();
        let pattern = |word: &str, inflection| {
            known.push(format!("{word}{}", if inflection == Inflection::Derived { "~" } else { "" }));
            PatternId(known.len() as u32 - 1)
        };
        let phrase = phrase(text, pattern, Inflection::Inflected).ok()?;
        let part = |part: &PhrasePart| match part {
            PhrasePart::Word(pattern) => known[pattern.at()].clone(),
            PhrasePart::Looks(looks) => format!("{looks:?}"),
            PhrasePart::Gap => "…".to_owned(),
        };
        Some(phrase.parts.iter().map(part).collect())
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
            (
                "the <Name> … <NAME>-<word> of <number> <Thing>",
                vec!["the", "Name", "…", "Capitals", "Word", "of", "Number", "<", "thing", ">"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_matches_nothing() {
        for text in ["", "  ", "—", "…", "… a", "a …", "a … … b", "a ... … b", "~", "a ~ b", "a~b", "a~~"]
        {
            assert_eq!(cut(text), None, "{text}");
        }
    }

    #[test]
    fn a_phrase_longer_than_a_sentence_is_cut() {
        assert_eq!(cut(&"tide ".repeat(LONGEST + 9)).unwrap().len(), LONGEST);
        let gap = format!("{}… ebb", "tide ".repeat(LONGEST - 1));
        assert_eq!(cut(&gap).unwrap(), ["tide"; LONGEST - 1]);
    }

    proptest! {
        #[test]
        fn simple_phrases_are_cut_as_the_tokeniser_cuts(text in "[a-z ]{0,40}") {
            prop_assert_eq!(cut(&text).unwrap_or_default(), split(&text));
        }
    }
}
