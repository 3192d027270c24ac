//! Which way words run on a page: most run level, but a wide table may stand sideways.

use super::{Drawn, Rule};

/// Which way words run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read::pdf) enum Turn {
    #[default]
    Level,
    Up,
    Down,
    /// From right to left, upside down.
    Over,
}

impl Turn {
    const ALL: [Self; 4] = [Self::Level, Self::Up, Self::Down, Self::Over];

    /// Which way words run that go on by so much to the right and down; none for those aslant, as watermarks are.
    pub fn of(right: f64, down: f64) -> Option<Self> {
        let (level, upright) = (down.abs() <= right.abs() / 10.0, right.abs() <= down.abs() / 10.0);
        match (right > 0.0, down > 0.0) {
            (true, _) if level => Some(Self::Level),
            (false, _) if level => Some(Self::Over),
            (_, true) if upright => Some(Self::Down),
            (_, false) if upright => Some(Self::Up),
            _ => None,
        }
    }

    /// Where a place on a page of a size is if the page is turned so that the words run level.
    pub fn place(self, (x, y): (f32, f32), (width, height): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Level => (x, y),
            Self::Up => (height - y, x),
            Self::Down => (y, width - x),
            Self::Over => (width - x, height - y),
        }
    }
}

impl Drawn {
    /// Turns the page so that most words run level, and leaves out those that then do not, as they stand in a margin.
    pub(super) fn turn(&mut self) {
        let count =
            |turn: Turn| self.glyphs.iter().filter(|glyph| glyph.turn == turn && !glyph.letter.is_whitespace()).count();
        let counts = Turn::ALL.map(count);
        // Of as many, the first.
        let (most, all) = (counts.into_iter().max().unwrap_or(0), counts.into_iter().sum::<usize>());
        let at = counts.into_iter().position(|count| count == most).unwrap_or(0);
        let turn = Turn::ALL[at];
        self.aside = all - most;
        self.glyphs.retain(|glyph| glyph.turn == turn);
        let size = (self.width, self.height);
        for rule in &mut self.rules {
            let ((x0, y0), (x1, y1)) = (turn.place((rule.x0, rule.y0), size), turn.place((rule.x1, rule.y1), size));
            *rule = Rule { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) };
        }
        if matches!(turn, Turn::Up | Turn::Down) {
            (self.width, self.height) = (size.1, size.0);
        }
    }
}
