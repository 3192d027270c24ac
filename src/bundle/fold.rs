use crate::prose::stem;

/// A name as it is compared: small letters, no article in front, `&` as "and", no hyphens, the last word in the singular.
///
/// Folding what is folded changes nothing, and what a name ends with stays part of it: a board is no committee.
pub(super) fn fold(name: &str) -> String {
    let lowered = name.to_lowercase().replace('&', " and ").replace(['’', '\''], "'");
    let mut words: Vec<String> = Vec::new();
    for word in lowered.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.')) {
        let word = word.trim_matches(['\'', '.']);
        let word = word.strip_suffix("'s").unwrap_or(word).replace('\'', "");
        if !word.is_empty() {
            words.push(version(&word).map(str::to_owned).unwrap_or(word));
        }
    }
    while words.len() > 1 && ARTICLES.contains(&&*words[0]) {
        words.remove(0);
    }
    // "Sub-committee" is one word.
    while let Some(at) = words.iter().position(|word| PREFIXES.contains(&&**word)).filter(|at| at + 1 < words.len()) {
        let rest = words.remove(at + 1);
        words[at].push_str(&rest);
    }
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words.join(" ")
}

/// The number of a version as others write it: of "v3.0" and "3.0" the 3.
fn version(word: &str) -> Option<&str> {
    let number = word.strip_prefix('v').unwrap_or(word);
    let figures = number.starts_with(|first: char| first.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut short = number;
    while let Some(rest) = short.strip_suffix(".0") {
        short = rest;
    }
    figures.then_some(short)
}

const ARTICLES: [&str; 3] = ["the", "a", "an"];
const PREFIXES: [&str; 3] = ["sub", "co", "vice"];

/// A word without the ending of a plural.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let keeps = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('s') {
        Some(stem) if !keeps && stem.len() > 2 => singular_once(stem),
        _ => word.to_owned(),
    }
}

/// A singular that would itself pass for a plural is left as the plural stood, so that folding twice changes nothing.
fn singular_once(stem: &str) -> String {
    if stem.ends_with('s') && !stem.ends_with("ss") && stem.len() > 3 { format!("{stem}s") } else { stem.to_owned() }
}

/// Words that carry no meaning of their own in the name of a matter or paper.
const LIGHT: [&str; 34] = [
    "the", "a", "an", "of", "for", "to", "in", "on", "and", "or", "by", "with", "from", "at", "as", "its", "their",
    "any", "all", "each", "this", "that", "these", "those", "is", "are", "be", "up", "not", "than", "more", "other",
    "such", "under",
];

/// The stems of the words that carry the meaning of some text, each once, sorted; figures are left out.
pub(super) fn stems(text: &str) -> Vec<String> {
    let lowered: Vec<String> = text.to_lowercase().split_whitespace().map(one_word).collect();
    let lowered = lowered.join(" ");
    let words = lowered.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic));
    let mut stems: Vec<String> = words.filter(|word| word.len() > 1 && !LIGHT.contains(word)).map(stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// A word whose first half is a prefix, written as one: "sub-award", "co-op".
fn one_word(word: &str) -> String {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let joined = |prefix: &&str| Some(format!("{prefix}{}", word.strip_prefix(*prefix)?.strip_prefix('-')?));
    PREFIXES.iter().find_map(joined).unwrap_or_else(|| word.to_owned())
}
