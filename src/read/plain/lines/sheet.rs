use super::super::laid::{Laid, Print};
use super::Line;
use super::layout::Layout;

/// A text, its lines without those of the paper, and its measures.
#[derive(Clone, Copy)]
pub(in crate::read::plain) struct Page<'a> {
    pub text: &'a str,
    pub lines: &'a [Line],
    pub layout: Layout,
    /// What is known of its print, where it comes from printed pages.
    pub laid: Option<&'a Laid>,
}

impl<'a> Page<'a> {
    /// The words of a line.
    pub fn words(&self, line: &Line) -> &'a str {
        self.text.get(line.start as usize..line.end as usize).unwrap_or("")
    }

    /// The print of a line.
    pub fn print(&self, line: &Line) -> Option<&'a Print> {
        self.laid?.print(line)
    }

    /// Whether a line stands in the middle, with room on both sides.
    pub fn is_centred(&self, line: &Line) -> bool {
        let edge = self.layout.body.min(8);
        let right = self.layout.width.saturating_sub(line.right());
        let off = line.indent.abs_diff(right).min(line.indent.saturating_sub(edge).abs_diff(right));
        let room = line.indent.min(right);
        line.indent >= edge + 6 && right >= 4 && off <= if room >= 16 { 8 } else { 4 } && !line.gap
    }
}

/// Whether words end as a sentence or a lead-in does.
pub(in crate::read::plain) fn stops(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    words.ends_with(['.', ':', ';', '!', '?'])
}

/// Whether the letters of a line, four and more, are capitals.
pub(in crate::read::plain) fn is_capitals(words: &str) -> bool {
    let (mut capitals, mut small) = (0usize, 0usize);
    for character in words.chars() {
        capitals += usize::from(character.is_uppercase());
        small += usize::from(character.is_lowercase());
        if small > 2 {
            return false;
        }
    }
    capitals >= 4 && small * 10 <= capitals
}
