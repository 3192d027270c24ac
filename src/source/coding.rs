use serde::{Deserialize, Serialize};

use super::Span;

/// How the bytes of a text in UTF-8 answer to those of the file it was decoded from.
///
/// An empty one says that the file is the text, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coding {
    pieces: Vec<Piece>,
}

/// A stretch of characters that all take `wide` bytes of the text and `coded` bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    text: u32,
    file: u32,
    wide: u8,
    coded: u8,
}

impl Piece {
    /// Where a byte of the text stands in the file.
    fn file_at(self, text: u32) -> u32 {
        let characters = (text - self.text) / u32::from(self.wide);
        self.file.saturating_add(characters.saturating_mul(u32::from(self.coded)))
    }

    /// Where a byte of the file stands in the text.
    fn text_at(self, file: u32) -> u32 {
        let characters = (file - self.file) / u32::from(self.coded);
        self.text.saturating_add(characters.saturating_mul(u32::from(self.wide)))
    }
}

impl Coding {
    /// Says that the next characters take `wide` bytes each from `text` of the text and `coded` each from `file` of the
    /// file. Stretches come in order and leave no gap.
    pub fn add(&mut self, text: u32, file: u32, wide: u8, coded: u8) {
        let next = Piece { text, file, wide: wide.max(1), coded: coded.max(1) };
        let goes_on = self.pieces.last().is_some_and(|last| {
            (last.wide, last.coded) == (next.wide, next.coded)
                && last.file_at(text) == file
                && last.text_at(file) == text
        });
        if !goes_on {
            self.pieces.push(next);
        }
    }

    /// The bytes of the file that a range of the text was decoded from.
    pub fn file(&self, text: Span) -> Span {
        let at = |byte| match self.pieces.partition_point(|piece| piece.text <= byte).checked_sub(1) {
            Some(index) => self.pieces[index].file_at(byte),
            None => byte,
        };
        Span::new(at(text.start), at(text.end))
    }

    /// The range of the text that bytes of the file were decoded to.
    pub fn text(&self, file: Span) -> Span {
        let at = |byte| match self.pieces.partition_point(|piece| piece.file <= byte).checked_sub(1) {
            Some(index) => self.pieces[index].text_at(byte),
            None => byte,
        };
        Span::new(at(file.start), at(file.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_both_ways() {
        // `a£b` in Windows-1252.
        let mut coding = Coding::default();
        for (text, file, wide) in [(0, 0, 1), (1, 1, 2), (3, 2, 1)] {
            coding.add(text, file, wide, 1);
        }
        for (text, file) in [((0, 1), (0, 1)), ((1, 3), (1, 2)), ((3, 4), (2, 3)), ((0, 4), (0, 3))] {
            let (text, file) = (Span::new(text.0, text.1), Span::new(file.0, file.1));
            assert_eq!((coding.file(text), coding.text(file)), (file, text));
        }
    }

    #[test]
    fn characters_of_one_width_are_one_piece() {
        let mut coding = Coding::default();
        (0..1000).for_each(|at| coding.add(at, at * 2, 1, 2));
        assert_eq!(coding.pieces.len(), 1);
        assert_eq!(coding.file(Span::new(400, 500)), Span::new(800, 1000));
    }

    #[test]
    fn none_is_the_file_itself() {
        let span = Span::new(3, 9);
        assert_eq!((Coding::default().file(span), Coding::default().text(span)), (span, span));
    }
}
