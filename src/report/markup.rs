//! Words of documents and rules as they are put into Markdown.

/// Words as they read in Markdown: what would mark them up is escaped, and control characters are left out.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars().filter(|character| !character.is_control()) {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_documents_mark_nothing_up() {
        assert_eq!(
            plain("a *b* <i>_c_ [d](e) #1 `f`\u{1b}[31m"),
            "a \\*b\\* \\<i\\>\\_c\\_ \\[d\\](e) \\#1 \\`f\\`\\[31m"
        );
    }
}
