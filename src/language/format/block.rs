/// The lines of a text block, without the indent that those behind the first share and without spaces at their ends.
///
/// The first is what stands behind the opening quotes, the last what stands before the closing ones. None for any other word.
pub(super) fn lines(word: &str) -> Option<Vec<&str>> {
    let inner = word.strip_prefix("\"\"\"")?;
    let inner = inner.strip_suffix("\"\"\"").unwrap_or(inner);
    let (first, rest) = inner.split_once('\n')?;
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = rest.split('\n').filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let rest = rest.split('\n').map(|line| line.get(shared..).unwrap_or("").trim_end());
    Some(std::iter::once(first.trim()).chain(rest).collect())
}

/// A word as it counts: a text block without its indent, any other as it is.
pub(super) fn meaning(word: &str) -> String {
    lines(word).map_or_else(|| word.to_owned(), |lines| format!("\"\"\"{}\"\"\"", lines.join("\n")))
}
