//! Pages that were written as XML, where any element may be closed by the tag that opens it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Bytes at the head of a page that say what it is.
const HEAD: usize = 1024;

/// Elements that have no end tag in HTML either.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// A tag that closes the element it opens: name and attributes.
static CLOSED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"<([A-Za-z][\w:.-]*)((?:\s+[^\s"'<>/=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/>"#).ok());

/// A page that is XML as one of HTML, which knows no such tags: `<title/>` would open a title that all that follows stands in.
/// Any other page as it is.
pub(super) fn closed(text: &str) -> Cow<'_, str> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let is_xml = head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml") || head.contains("/xhtml\"");
    let Some(tags) = CLOSED.as_ref().filter(|_| is_xml) else { return Cow::Borrowed(text) };
    tags.replace_all(text, |tag: &Captures| match VOID.contains(&&*tag[1].to_ascii_lowercase()) {
        true => tag[0].to_owned(),
        false => format!("<{0}{1}></{0}>", &tag[1], &tag[2]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closes_what_xml_has_closed() {
        let page = |inside: &str| format!("<?xml version=\"1.0\"?>\n<html>{inside}</html>");
        for (before, after) in [
            ("<title/>", "<title></title>"),
            ("<script src=\"x\" />", "<script src=\"x\"></script>"),
            ("<a id='a/b'/>", "<a id='a/b'></a>"),
            ("<p>1 <br/> 2</p>", "<p>1 <br/> 2</p>"),
            ("<p>1 < 2 /> 3</p>", "<p>1 < 2 /> 3</p>"),
        ] {
            assert_eq!(closed(&page(before)), page(after));
        }
        assert_eq!(closed("<html><title/></html>"), "<html><title/></html>");
    }
}
