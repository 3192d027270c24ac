//! The letters that a page shows, and the marks around them.

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};

use super::turn::Turn;
use super::{Glyph, Mark, Reader, affine};
use crate::read::pdf::metadata;

/// The mode in which text is neither filled nor stroked (PDF 32000-1, table 106).
const HIDDEN: f64 = 3.0;

impl Reader<'_, '_> {
    pub(super) fn text(&mut self, step: Op<'_, '_>) -> Option<()> {
        let state = &mut self.state;
        match step {
            Op::BeginText(_) => (state.text, state.line) = (Affine::IDENTITY, Affine::IDENTITY),
            Op::SetTextMatrix(m) => {
                state.line = affine([m.0, m.1, m.2, m.3, m.4, m.5]);
                state.text = state.line;
            }
            Op::CharacterSpacing(space) => state.letter_space = space.0.as_f64(),
            Op::WordSpacing(space) => state.word_space = space.0.as_f64(),
            Op::HorizontalScaling(scale) => state.stretch = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
            Op::TextRise(rise) => state.rise = rise.0.as_f64(),
            Op::TextRenderingMode(mode) => state.hidden = mode.0.as_f64() == HIDDEN,
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(text) => self.show(text.0)?,
            Op::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0)?;
            }
            Op::ShowTextWithParameters(text) => {
                (state.word_space, state.letter_space) = (text.0.as_f64(), text.1.as_f64());
                self.next_line(0.0, -self.state.leading);
                self.show(text.2)?;
            }
            Op::ShowTexts(texts) => {
                for part in texts.0.iter::<Object<'_>>() {
                    match part {
                        Object::Number(back) => {
                            let by = -back.as_f64() / 1000.0 * self.state.size * self.state.stretch;
                            self.state.text *= Affine::translate((by, 0.0));
                        }
                        Object::String(text) => self.show(&text)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Some(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.state.line *= Affine::translate((x, y));
        self.state.text = self.state.line;
    }

    fn show(&mut self, text: &PdfString<'_>) -> Option<()> {
        let Some(face) = self.state.face.clone() else {
            self.drawn.lost += text.as_bytes().iter().filter(|byte| !byte.is_ascii_whitespace()).count();
            return Some(());
        };
        let artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        let (bytes, mut at) = (text.as_bytes(), 0);
        while at < bytes.len() {
            self.budget.letters = self.budget.letters.checked_sub(1)?;
            let (code, len) = face.code(bytes, at);
            let letter = face.letter(code);
            let state = &self.state;
            let word_space = if code == 32 && len == 1 { state.word_space } else { 0.0 };
            let advance = (letter.advance / 1000.0 * state.size + state.letter_space + word_space) * state.stretch;
            let own = letter.advance / 1000.0 * state.size * state.stretch;
            let shown = state.ctm * state.text * Affine::translate((0.0, state.rise));
            let [a, b, c, d, x, y] = shown.as_coeffs();
            let size = (c.hypot(d) * state.size).abs();
            // What is set aslant is a watermark.
            let way = (state.size * state.stretch).signum();
            let turn = Turn::of(a * way, b * way).filter(|_| face.is_horizontal());
            let fits = [x, y, size, own].iter().all(|value| value.is_finite() && value.abs() < 1e6);
            let middle = shown * Point::new(own / 2.0, state.size * 0.3);
            let hidden = state.hidden;
            let count = letter.text.chars().count().max(1);
            let turn = turn.filter(|_| fits && size > 0.1);
            if turn.is_some() && !self.is_seen(middle) {
                self.drawn.unseen += letter.text.chars().filter(|letter| !letter.is_whitespace()).count();
            } else if let Some(turn) = turn {
                let width = (a.hypot(b) * own.abs()) as f32 / count as f32;
                let (x, y) = turn.place((x as f32, y as f32), (self.drawn.width, self.drawn.height));
                let glyph = |(index, letter)| Glyph {
                    letter,
                    x: x + width * index as f32,
                    y,
                    width,
                    size: size as f32,
                    bold: face.bold,
                    artifact,
                    turn,
                    hidden,
                    middle: (middle.x as f32, middle.y as f32),
                };
                self.drawn.glyphs.extend(letter.text.chars().enumerate().map(glyph));
            }
            self.state.text *= Affine::translate((advance, 0.0));
            at += len;
        }
        Some(())
    }

    pub(super) fn mark(&mut self, tag: &Name<'_>, said: Option<&Dict<'_>>) {
        let stands = said.and_then(|said| said.get::<PdfString<'_>>(b"ActualText"));
        self.marks.push(match stands {
            _ if tag.as_ref() == b"Artifact" => Mark::Artifact,
            Some(text) => Mark::Stands(self.drawn.glyphs.len(), metadata::text(text.as_bytes())),
            None => Mark::Other,
        });
    }

    /// Ends marked content; where other text stands for its letters, they are replaced.
    pub(super) fn end_mark(&mut self) {
        let Some(Mark::Stands(from, text)) = self.marks.pop() else { return };
        let Some(letters) = self.drawn.glyphs.get(from..) else { return };
        let (Some(first), Some(last)) = (letters.first().copied(), letters.last().copied()) else { return };
        if letters.iter().any(|letter| letter.y != first.y) || text.len() > letters.len() * 4 + 16 {
            return;
        }
        let count = text.chars().count().max(1) as f32;
        let width = (last.x + last.width - first.x).max(0.0) / count;
        self.drawn.glyphs.truncate(from);
        let glyph = |(index, letter)| Glyph { letter, x: first.x + width * index as f32, width, ..first };
        self.drawn.glyphs.extend(text.chars().enumerate().map(glyph));
    }
}
