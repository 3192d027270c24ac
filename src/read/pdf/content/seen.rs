//! Which words are seen: not those outside what is clipped, in white on white, or neither filled nor stroked where no picture
//! shows them.

use hayro_font::kurbo::Point;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::Number;

use super::{Drawn, Reader};

/// Points by which a letter may stand outside of an area.
const SLACK: f64 = 2.0;
/// Most areas of a page that are looked at; where there are more, words are taken to be seen.
const AREAS: usize = 512;

/// An upright area of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::read::pdf) struct Area {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Area {
    fn at(point: Point) -> Self {
        Self { x0: point.x, y0: point.y, x1: point.x, y1: point.y }
    }

    fn with(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    fn within(self, other: Self) -> Self {
        Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }

    fn holds(&self, point: Point) -> bool {
        (self.x0 - SLACK..=self.x1 + SLACK).contains(&point.x) && (self.y0 - SLACK..=self.y1 + SLACK).contains(&point.y)
    }
}

impl Reader<'_, '_> {
    /// The path comes by a point.
    pub(super) fn reach(&mut self, x: f64, y: f64) {
        let at = Area::at(self.state.ctm * Point::new(x, y));
        self.extent = Some(self.extent.map_or(at, |extent| extent.with(at)));
    }

    /// Ends a path: what it fills is a ground for white letters, and what it clips hides what is outside.
    pub(super) fn end_path(&mut self, filled: bool) {
        if let Some(extent) = self.extent.take() {
            if filled && !self.state.white {
                self.ground(extent);
            }
            if self.clips {
                self.state.clip = Some(self.state.clip.map_or(extent, |clip| clip.within(extent)));
            }
        }
        self.clips = false;
    }

    /// A picture fills the unit square.
    pub(super) fn picture(&mut self) {
        self.drawn.pictures += 1;
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let corners = corners.map(|(x, y)| Area::at(self.state.ctm * Point::new(x, y)));
        if let Some(area) = corners.into_iter().reduce(Area::with) {
            self.ground(area);
            if self.drawn.shown.len() <= AREAS {
                self.drawn.shown.push(area);
            }
        }
    }

    /// Something is painted all over what is not clipped.
    pub(super) fn shade(&mut self) {
        let page = Area { x0: 0.0, y0: 0.0, x1: f64::from(self.drawn.width), y1: f64::from(self.drawn.height) };
        self.ground(self.state.clip.unwrap_or(page));
    }

    fn ground(&mut self, area: Area) {
        if self.grounds.len() <= AREAS {
            self.grounds.push(area);
        }
    }

    /// Takes in the colour that is filled with, if the instruction says one.
    pub(super) fn colour(&mut self, step: &Op<'_, '_>) {
        let is = |number: &Number, value: f64| (number.as_f64() - value).abs() < 0.005;
        self.state.white = match step {
            Op::NonStrokeColorDeviceGray(gray) => is(&gray.0, 1.0),
            Op::NonStrokeColorDeviceRgb(rgb) => [&rgb.0, &rgb.1, &rgb.2].iter().all(|part| is(part, 1.0)),
            Op::NonStrokeColorCmyk(inks) => [&inks.0, &inks.1, &inks.2, &inks.3].iter().all(|ink| is(ink, 0.0)),
            // Of what they are said in, only the number of parts is known: one part may be an ink.
            Op::NonStrokeColor(parts) => match &parts.0[..] {
                [red, green, blue] => [red, green, blue].iter().all(|part| is(part, 1.0)),
                _ => false,
            },
            Op::NonStrokeColorNamed(_) | Op::ColorSpaceNonStroke(_) => false,
            _ => self.state.white,
        };
    }

    /// Whether a letter in the middle of which is this point is seen.
    pub(super) fn is_seen(&self, middle: Point) -> bool {
        let clipped = self.state.clip.is_some_and(|clip| !clip.holds(middle));
        let on_ground = || self.grounds.len() > AREAS || self.grounds.iter().any(|area| area.holds(middle));
        !clipped && (!self.state.white || on_ground())
    }
}

impl Drawn {
    /// Leaves out letters that are neither filled nor stroked, but for those where a picture is: a program read them in it.
    pub(super) fn leave_out_hidden(&mut self) {
        let shown = std::mem::take(&mut self.shown);
        let before = self.glyphs.len();
        self.glyphs.retain(|glyph| {
            let place = || Point::new(f64::from(glyph.middle.0), f64::from(glyph.middle.1));
            !glyph.hidden || shown.len() > AREAS || shown.iter().any(|area| area.holds(place()))
        });
        self.unseen += before - self.glyphs.len();
        self.hidden = self.glyphs.iter().filter(|glyph| glyph.hidden).count();
    }
}
