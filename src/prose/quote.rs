//! Words between quotation marks.

use std::ops::Range;

/// The stretches of some words that stand between quotation marks, the marks left out; an apostrophe inside is none.
pub(crate) fn quoted(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut before = None;
    for (at, mark) in words.char_indices() {
        let inside = at < from;
        if let Some(closing) = closing(mark).filter(|_| !inside && !is_inner(mark, before)) {
            let first = at + mark.len_utf8();
            if let Some(last) = closes(words, first, closing) {
                found.push(first..last);
                from = last + closing.len_utf8();
            }
        }
        before = Some(mark);
    }
    found
}

/// The mark that closes what another opens.
fn closing(mark: char) -> Option<char> {
    match mark {
        '“' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        '„' => Some('“'),
        '"' | '\'' => Some(mark),
        _ => None,
    }
}

/// Where what opens in front of `first` is closed.
fn closes(words: &str, first: usize, closing: char) -> Option<usize> {
    let rest = words.get(first..)?;
    let ends = |&(at, mark): &(usize, char)| {
        let behind = rest[at + mark.len_utf8()..].chars().next();
        mark == closing && !(matches!(mark, '’' | '\'') && behind.is_some_and(char::is_alphanumeric))
    };
    rest.char_indices().find(ends).map(|(at, _)| first + at)
}

/// Whether a mark behind a letter is an apostrophe.
fn is_inner(mark: char, before: Option<char>) -> bool {
    matches!(mark, '\'' | '"') && before.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Vec<&str> {
        quoted(words).into_iter().map(|range| &words[range]).collect()
    }

    #[test]
    fn pairs_marks_and_leaves_apostrophes_alone() {
        assert_eq!(of("(the “Tide Board” or \"TB\")"), ["Tide Board", "TB"]);
        assert_eq!(of("(the “Governors’ Group”)"), ["Governors’ Group"]);
        assert_eq!(of("(the \"Governors' Group\")"), ["Governors' Group"]);
        assert_eq!(of("‘St John’s Board’ and 'the Crew'"), ["St John’s Board", "the Crew"]);
        assert_eq!(of("the Port's \"A\", \"B\" and the crew's"), ["A", "B"]);
        assert_eq!(of("“never closed, ‘é"), Vec::<&str>::new());
        assert_eq!(of("„Rat“ «Conseil»"), ["Rat", "Conseil"]);
    }
}
