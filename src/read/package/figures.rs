/// Letters of a number kept.
const LONGEST: usize = 60;

/// The number as a document is quoted by: `7.2` for `7.2.`, `(a)`, `a` for `a)`, `Schedule 3` for `Schedule 3 –`.
pub(in crate::read) fn quoted(shown: &str) -> Option<String> {
    let shown = shown.trim().trim_end_matches(['.', ':', '–', '—', '-', ' ', '\t']);
    let number = if shown.starts_with('(') { shown } else { shown.trim_end_matches(')') };
    let folded: String = number.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    folded.contains(char::is_alphanumeric).then_some(folded)
}

/// `a` to `z`, then `aa`, `bb`, as Word counts in letters.
pub(in crate::read) fn letters(value: u32) -> String {
    let Some(index) = value.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1).min(16) as usize).collect()
}

/// A number in small Roman figures; large ones in plain figures.
pub(in crate::read) fn roman(value: u32) -> String {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if value == 0 || value >= 4000 {
        return value.to_string();
    }
    let (mut left, mut roman) = (value, String::new());
    for (worth, figure) in FIGURES {
        while left >= worth {
            roman.push_str(figure);
            left -= worth;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_letters_and_roman_figures() {
        let shown = [1, 26, 27, 53].map(letters);
        assert_eq!(shown, ["a", "z", "aa", "aaa"]);
        let shown = [1, 4, 9, 14, 40, 90, 1999, 4000].map(roman);
        assert_eq!(shown, ["i", "iv", "ix", "xiv", "xl", "xc", "mcmxcix", "4000"]);
    }

    #[test]
    fn quotes_numbers_without_what_stands_behind() {
        for (shown, number) in [
            ("7.2.", Some("7.2")),
            ("(a)", Some("(a)")),
            ("a)", Some("a")),
            ("Schedule 3 – ", Some("Schedule 3")),
            ("Article IV.", Some("Article IV")),
            ("•", None),
            ("  ", None),
        ] {
            assert_eq!(quoted(shown).as_deref(), number, "{shown}");
        }
    }
}
