use std::io::{self, Write};

use flate2::Compression;
use flate2::write::{DeflateDecoder, DeflateEncoder};
use maud::{Markup, PreEscaped};

/// A place in a part of the page that is filled as it is written. No words of a document are taken for it, as their `<` is
/// escaped.
pub(super) const HOLE: PreEscaped<&str> = PreEscaped("<!--hole-->");

/// A part of the page put away: packed, as the words of many documents are more than need be kept at hand.
pub(super) struct Piece(Vec<u8>);

impl Piece {
    pub(super) fn of(part: &str) -> io::Result<Self> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(printable(part).as_bytes())?;
        let mut packed = packer.finish()?;
        packed.shrink_to_fit();
        Ok(Self(packed))
    }

    pub(super) fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut unpacker = DeflateDecoder::new(out);
        unpacker.write_all(&self.0)?;
        unpacker.finish().map(|_| ())
    }
}

/// Writes a part of the page.
pub(super) fn put(out: &mut dyn Write, part: Markup) -> io::Result<()> {
    out.write_all(printable(&part.into_string()).as_bytes())
}

/// Writes a part of the page, and in its hole what `inner` writes.
pub(super) fn around(
    out: &mut dyn Write,
    part: Markup,
    inner: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let part = printable(&part.into_string());
    let (before, behind) = part.split_once(HOLE.0).unwrap_or((&part, ""));
    out.write_all(before.as_bytes())?;
    inner(out)?;
    out.write_all(behind.as_bytes())
}

/// A part without control characters, which HTML knows no way to write: a name of a file may hold them.
fn printable(part: &str) -> String {
    let control = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    part.replace(control, "\u{fffd}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use maud::html;

    use super::*;

    #[test]
    fn what_is_put_away_comes_back() {
        let words = "<p>The Board meets.</p>\u{1}".repeat(500);
        let piece = Piece::of(&words).unwrap();
        assert!(piece.0.len() * 10 < words.len(), "{} of {}", piece.0.len(), words.len());
        let mut out = Vec::new();
        piece.put(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), words.replace('\u{1}', "\u{fffd}"));
    }

    #[test]
    fn a_hole_is_filled_and_words_make_none() {
        let mut out = Vec::new();
        let part = html! { p { (HOLE.0) } ul { (HOLE) } };
        around(&mut out, part, |out| out.write_all(b"<li></li>")).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "<p>&lt;!--hole--&gt;</p><ul><li></li></ul>");
    }
}
