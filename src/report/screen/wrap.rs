use unicode_width::UnicodeWidthChar;

/// How many columns words take.
pub fn width(words: &str) -> usize {
    words.chars().map(columns).sum()
}

/// How many columns a character takes: what is not printed takes none, and a tab is printed as a space.
fn columns(character: char) -> usize {
    if character == '\t' { 1 } else { character.width().unwrap_or(0) }
}

/// Words in lines: the first at most `first` columns wide, the others `rest`. White space is folded, a word that fits no
/// line is cut, behind a dot, a hyphen or a slash where there is one: an id or a path is read in parts.
pub fn wrap(words: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut left = first;
    for mut word in words.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        if width(word) + gap <= left {
            line.extend((gap > 0).then_some(' '));
            line.push_str(word);
            left -= width(word) + gap;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            left = rest;
        }
        while width(word) > left {
            let (head, tail) = word.split_at(seam(word, fitting(word, left)));
            lines.push(head.to_owned());
            (word, left) = (tail, rest);
        }
        line.push_str(word);
        left = left.saturating_sub(width(word));
    }
    lines.push(line);
    lines
}

/// Where a word is cut that fits so many bytes of it.
fn seam(word: &str, fits: usize) -> usize {
    let mut signs =
        word[..fits].char_indices().filter(|(at, sign)| *at > 0 && matches!(sign, '.' | '-' | '/' | '\\' | '_'));
    signs.next_back().map_or(fits, |(at, sign)| at + sign.len_utf8())
}

/// How many bytes of `words` fit into so many columns; never none, so that cutting ends.
pub(super) fn fitting(words: &str, columns: usize) -> usize {
    let mut taken = 0;
    let mut end = 0;
    for (at, character) in words.char_indices() {
        taken += self::columns(character);
        if taken > columns && at > 0 {
            return at;
        }
        end = at + character.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wraps_at_spaces() {
        assert_eq!(wrap("one two  three\nfour", 8, 10), ["one two", "three four"]);
        assert_eq!(wrap("", 8, 8), [""]);
        assert_eq!(wrap("abcdefgh ij", 3, 4), ["abc", "defg", "h ij"]);
        assert_eq!(wrap("日本語", 4, 4), ["日本", "語"]);
        assert_eq!(wrap("practice.mou.term-and-review", 26, 26), ["practice.mou.term-and-", "review"]);
        assert_eq!(wrap("practice.mou.entire", 16, 16), ["practice.mou.", "entire"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_nothing_is_lost(words in "[a-zé日 \\n]{0,80}", first in 2usize..20, rest in 2usize..20) {
            let lines = wrap(&words, first, rest);
            let bound = |index| if index == 0 { first } else { rest };
            prop_assert!(lines.iter().enumerate().all(|(index, line)| width(line) <= bound(index)));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&words));
        }
    }
}
