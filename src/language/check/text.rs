use crate::language::tree::Text;

/// The words of a string as they are, or of a text block without the indent that all its lines share.
pub(super) fn block(text: Text) -> String {
    if !text.block {
        return text.text.to_owned();
    }
    let (first, rest) = text.text.split_once('\n').unwrap_or((text.text, ""));
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = rest.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines = rest.lines().map(|line| line.get(shared..).unwrap_or("").trim_end());
    let joined = std::iter::once(first.trim()).chain(lines).collect::<Vec<_>>().join("\n");
    joined.trim_matches('\n').to_owned()
}

/// A stretch of words, or the name in braces; a brace without its partner has none.
type Part<'a> = Result<&'a str, Option<&'a str>>;

/// Cuts a sentence at its braces; each piece comes with its place in the sentence.
pub(super) fn pieces(text: &str) -> Vec<(Part<'_>, usize)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(brace) = rest.find(['{', '}']) else {
            pieces.push((Ok(rest), at));
            break;
        };
        if brace > 0 {
            pieces.push((Ok(&rest[..brace]), at));
        }
        let inner = &rest[brace + 1..];
        match inner.find(['{', '}']).filter(|end| rest.as_bytes()[brace] == b'{' && inner.as_bytes()[*end] == b'}') {
            Some(end) => {
                let name = inner[..end].trim();
                let lead = inner[..end].len() - inner[..end].trim_start().len();
                pieces.push((Err(Some(name).filter(|name| !name.is_empty())), at + brace + 1 + lead));
                at += brace + 1 + end + 1;
            }
            None => {
                pieces.push((Err(None), at + brace));
                at += brace + 1;
            }
        }
    }
    pieces
}
