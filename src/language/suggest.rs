use strsim::damerau_levenshtein;

/// Names longer than this are not compared.
const LONGEST: usize = 64;

/// The question for a help line, where a known word is likely meant.
pub(super) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// The known word that is likely meant: the one that the fewest slips of the pen part from `word`, if few enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if !(2..=LONGEST).contains(&length) {
        return None;
    }
    let most = (length / 3).clamp(1, 3);
    let lowered = word.to_lowercase();
    let close = known.into_iter().filter(|known| known.len().abs_diff(word.len()) <= most && *known != word);
    let ranked = close.map(|known| (damerau_levenshtein(&lowered, &known.to_lowercase()), known));
    ranked.filter(|(slips, _)| *slips <= most).min().map(|(_, known)| known)
}
