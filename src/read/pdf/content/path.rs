//! The straight lines that a page draws.

use hayro_font::kurbo::Point;
use hayro_syntax::object::Number;

use super::{Reader, Rule};

impl Reader<'_, '_> {
    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4]) {
        let corner = |right: bool, top: bool| {
            Point::new(x + if right { width } else { 0.0 }, y + if top { height } else { 0.0 })
        };
        let corners = [corner(false, false), corner(true, false), corner(true, true), corner(false, true)];
        corners.iter().for_each(|corner| self.reach(corner.x, corner.y));
        self.path.extend((0..4).map(|side| (corners[side], corners[(side + 1) % 4])));
    }

    /// A curve along these points.
    pub(super) fn curve(&mut self, points: &[(Number, Number)]) {
        self.drawn.outlines += 1;
        points.iter().for_each(|(x, y)| self.reach(x.as_f64(), y.as_f64()));
    }

    /// Keeps the lines of the path that run along the page's edges.
    pub(super) fn paint(&mut self, filled: bool) -> Option<()> {
        self.end_path(filled);
        for (from, to) in std::mem::take(&mut self.path) {
            let (from, to) = (self.state.ctm * from, self.state.ctm * to);
            let (x0, x1) = (from.x.min(to.x) as f32, from.x.max(to.x) as f32);
            let (y0, y1) = (from.y.min(to.y) as f32, from.y.max(to.y) as f32);
            let fits = [x0, x1, y0, y1].iter().all(|side| side.is_finite() && side.abs() < 1e6);
            if fits && (x1 - x0 < 1.0 || y1 - y0 < 1.0) && (x1 - x0).max(y1 - y0) > 2.0 {
                self.budget.letters = self.budget.letters.checked_sub(1)?;
                self.drawn.rules.push(Rule { x0, y0, x1, y1 });
            }
        }
        Some(())
    }
}
