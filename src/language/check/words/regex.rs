use regex::RegexBuilder;
use regex_syntax::ParserBuilder;

use super::needs::Needed;
use crate::language::model::Words;

/// How deep groups may be nested.
const DEEPEST: u32 = 50;
/// A pattern no longer than this stays under [`Words::LARGEST_REGEX`] as long as it repeats nothing a number of times.
const SHORT: usize = 100;

/// Why a regex is no use.
pub(super) enum BadRegex {
    /// It matches where there is nothing.
    Empty,
    /// It is none, or is too large.
    Unreadable(String),
}

/// Checks a regex; gives what it needs, and whether it asks for the ends of what it is run over. To compile one takes a millisecond at each start, so that only those which
/// may be too large are.
pub(super) fn regex(pattern: &str) -> Result<(Needed, bool), BadRegex> {
    let parsed = ParserBuilder::new().nest_limit(DEEPEST).build().parse(pattern);
    let parsed = parsed.map_err(|error| unreadable(&error.to_string()))?;
    if parsed.properties().minimum_len().is_none_or(|length| length == 0) {
        return Err(BadRegex::Empty);
    }
    if pattern.len() > SHORT || pattern.contains('{') {
        let compiled = RegexBuilder::new(pattern).size_limit(Words::LARGEST_REGEX).nest_limit(DEEPEST).build();
        compiled.map_err(|error| unreadable(&error.to_string()))?;
    }
    Ok((Needed::of(&parsed), parsed.properties().look_set().contains_anchor()))
}

/// The last line of what the regex crate says, as govlint says things.
fn unreadable(error: &str) -> BadRegex {
    let reason = error.lines().last().unwrap_or("").trim().trim_start_matches("error: ");
    BadRegex::Unreadable(reason.trim_end_matches('.').to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_patterns_compile_where_they_are_read() {
        let largest = r"\w".repeat(SHORT / 2);
        for pattern in [&largest, r"(?i)\bstage\s+(one|two)\b", r"[^\s.]+@[\w.-]+", r"£\d+(,\d+)*"] {
            assert!(regex(pattern).is_ok(), "{pattern}");
            let compiled = RegexBuilder::new(pattern).size_limit(Words::LARGEST_REGEX).nest_limit(DEEPEST).build();
            assert!(compiled.is_ok(), "{pattern}");
        }
    }

    #[test]
    fn ends_are_told_from_signs() {
        let anchored = |pattern: &str| regex(pattern).is_ok_and(|(_, anchored)| anchored);
        for pattern in ["^a", "a$", r"\Aa", r"a\z", "(^|;)a", "(?m)^a"] {
            assert!(anchored(pattern), "{pattern}");
        }
        for pattern in [r"\d ?[$€£]", "[^$]a", r"\$\d", r"\ba\b", r"\^a"] {
            assert!(!anchored(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_use_is_refused() {
        for pattern in ["a*", "", r"\b", "^", "(|a)", "[^\\s\\S]"] {
            assert!(matches!(regex(pattern), Err(BadRegex::Empty)), "{pattern}");
        }
        for pattern in ["(", "[a", r"\q", "a{2,1}", r"\w{900}{900}", &"(".repeat(60), &r"\w".repeat(30_000)] {
            assert!(matches!(regex(pattern), Err(BadRegex::Unreadable(_))), "{pattern}");
        }
    }
}
