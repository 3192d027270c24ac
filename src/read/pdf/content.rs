//! What a page draws: its letters with their places, and its straight lines.
//!
//! The drawing instructions are those of PDF 32000-1, 8.4 (graphics state), 8.5 (paths), 9.3–9.4 (text) and 14.6 (marked
//! content). Colours, pictures and clipping say nothing about words and are left out.

use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Number, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources, Rotation};
use rustc_hash::FxHashMap;

use super::font::{Face, Fonts};

/// Forms drawn within each other, and states saved.
const DEEPEST: usize = 16;
const SAVED: usize = 512;

/// The mode in which text is neither filled nor stroked (PDF 32000-1, table 106).
const HIDDEN: f64 = 3.0;

/// What may still be read of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Letters.
    pub letters: usize,
    /// Drawing instructions.
    pub steps: usize,
}

/// A letter on the page, in points from its left and upper edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub letter: char,
    pub x: f32,
    /// Of the line it stands on.
    pub y: f32,
    pub width: f32,
    pub size: f32,
    pub bold: bool,
    /// Said to be of the paper: a running header, a page number.
    pub artifact: bool,
}

/// A straight line, from left to right or from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Pictures, which may hold words that nobody can read here.
    pub pictures: usize,
    /// Letters that are not shown: those that a program read in a picture of the page lie so behind it.
    pub hidden: usize,
}

/// Reads what a page draws; none where the budget is spent.
pub(super) fn read<'a>(page: &Page<'a>, fonts: &Fonts<'a>, budget: &mut Budget) -> Option<Drawn> {
    let (width, height) = page.render_dimensions();
    let drawn = Drawn { width, height, ..Drawn::default() };
    let state = State { ctm: place(page), ..State::default() };
    let mut reader = Reader { fonts, budget, drawn, state, saved: Vec::new(), marks: Vec::new(), path: Vec::new() };
    reader.run(page.typed_operations(), page.resources(), 0)?;
    Some(reader.drawn)
}

/// From the units of the page to points from its left and upper edge, as it is seen.
fn place(page: &Page<'_>) -> Affine {
    let shown = page.intersected_crop_box();
    let (width, height) = (shown.x1 - shown.x0, shown.y1 - shown.y0);
    let upright = Affine::new([1.0, 0.0, 0.0, -1.0, -shown.x0, shown.y1]);
    match page.rotation() {
        Rotation::None => upright,
        Rotation::Horizontal => Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]) * upright,
        Rotation::Flipped => Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]) * upright,
        Rotation::FlippedHorizontal => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]) * upright,
    }
}

#[derive(Clone)]
struct State<'a> {
    ctm: Affine,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    hidden: bool,
    text: Affine,
    line: Affine,
}

impl Default for State<'_> {
    fn default() -> Self {
        Self {
            ctm: Affine::IDENTITY,
            face: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            hidden: false,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }
}

/// What marked content is open.
enum Mark {
    Artifact,
    /// Text that stands for the letters from an index on.
    Stands(usize, String),
    Other,
}

struct Reader<'a, 'r> {
    fonts: &'r Fonts<'a>,
    budget: &'r mut Budget,
    drawn: Drawn,
    state: State<'a>,
    saved: Vec<State<'a>>,
    marks: Vec<Mark>,
    /// Lines of the path so far, not yet painted.
    path: Vec<(Point, Point)>,
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self, mut steps: TypedIter<'_>, resources: &Resources<'a>, depth: usize) -> Option<()> {
        let (saved, marks) = (self.saved.len(), self.marks.len());
        let mut faces: FxHashMap<Box<[u8]>, Option<Rc<Face<'a>>>> = FxHashMap::default();
        let mut pen = Point::ZERO;
        let mut start = Point::ZERO;
        while let Some(step) = steps.next() {
            self.budget.steps = self.budget.steps.checked_sub(1)?;
            match step {
                Op::SaveState(_) if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
                Op::RestoreState(_) if self.saved.len() > saved => {
                    self.state = self.saved.pop().unwrap_or_default();
                }
                Op::Transform(t) => self.state.ctm *= affine([t.0, t.1, t.2, t.3, t.4, t.5]),
                Op::MoveTo(to) => {
                    pen = Point::new(to.0.as_f64(), to.1.as_f64());
                    start = pen;
                }
                Op::LineTo(to) => {
                    let end = Point::new(to.0.as_f64(), to.1.as_f64());
                    self.path.push((pen, end));
                    pen = end;
                }
                Op::ClosePath(_) | Op::CloseAndStrokePath(_) => {
                    self.path.push((pen, start));
                    pen = start;
                    if matches!(step, Op::CloseAndStrokePath(_)) {
                        self.paint()?;
                    }
                }
                Op::RectPath(rect) => self.rectangle([rect.0, rect.1, rect.2, rect.3].map(|side| side.as_f64())),
                Op::StrokePath(_)
                | Op::FillPathNonZero(_)
                | Op::FillPathNonZeroCompatibility(_)
                | Op::FillPathEvenOdd(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => self.paint()?,
                Op::EndPath(_) => self.path.clear(),
                Op::BeginMarkedContent(mark) => self.mark(mark.0, None),
                Op::BeginMarkedContentWithProperties(mark) => {
                    let named =
                        || mark.1.clone().into_name().and_then(|name| resources.properties.get::<Dict<'_>>(name));
                    let said = mark.1.clone().into_dict().or_else(named);
                    self.mark(mark.0, said.as_ref());
                }
                Op::EndMarkedContent(_) if self.marks.len() > marks => self.end_mark(),
                Op::TextFont(font) => {
                    let face = faces.entry(font.0.as_ref().into()).or_insert_with(|| {
                        let dict = resources.get_font(font.0)?;
                        self.fonts.face(&dict).map(Rc::new)
                    });
                    self.state.face = face.clone();
                    self.state.size = font.1.as_f64();
                }
                Op::XObject(form) => {
                    if let Some(form) = resources.get_x_object(form.0) {
                        self.form(&form, resources, depth)?;
                    }
                }
                Op::InlineImage(_) => self.drawn.pictures += 1,
                other => self.text(other)?,
            }
        }
        self.saved.truncate(saved);
        self.marks.truncate(marks);
        self.path.clear();
        Some(())
    }

    fn text(&mut self, step: Op<'_, '_>) -> Option<()> {
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
        let Some(face) = self.state.face.clone() else { return Some(()) };
        let artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        let (bytes, mut at) = (text.as_bytes(), 0);
        while at < bytes.len() {
            self.budget.letters = self.budget.letters.checked_sub(1)?;
            let (code, len) = face.code(bytes, at);
            let letter = face.letter(code);
            let state = &mut self.state;
            let word_space = if code == 32 && len == 1 { state.word_space } else { 0.0 };
            let advance = (letter.advance / 1000.0 * state.size + state.letter_space + word_space) * state.stretch;
            let own = letter.advance / 1000.0 * state.size * state.stretch;
            let shown = state.ctm * state.text * Affine::translate((0.0, state.rise));
            let [a, b, c, d, x, y] = shown.as_coeffs();
            let size = (c.hypot(d) * state.size).abs();
            // What is set aslant or upright is a watermark or stands in a margin.
            let level = b.abs() <= a.abs() / 10.0 && a * state.size * state.stretch > 0.0 && face.is_horizontal();
            let fits = [x, y, size, own].iter().all(|value| value.is_finite() && value.abs() < 1e6);
            if level && fits && size > 0.1 {
                let count = letter.text.chars().count().max(1);
                let width = (a.hypot(b) * own.abs()) as f32 / count as f32;
                let glyph = |(index, letter)| Glyph {
                    letter,
                    x: x as f32 + width * index as f32,
                    y: y as f32,
                    width,
                    size: size as f32,
                    bold: face.bold,
                    artifact,
                };
                self.drawn.glyphs.extend(letter.text.chars().enumerate().map(glyph));
                self.drawn.hidden += if state.hidden { count } else { 0 };
            }
            state.text *= Affine::translate((advance, 0.0));
            at += len;
        }
        Some(())
    }

    fn mark(&mut self, tag: &Name<'_>, said: Option<&Dict<'_>>) {
        let stands = said.and_then(|said| said.get::<PdfString<'_>>(b"ActualText"));
        self.marks.push(match stands {
            _ if tag.as_ref() == b"Artifact" => Mark::Artifact,
            Some(text) => Mark::Stands(self.drawn.glyphs.len(), super::metadata::text(text.as_bytes())),
            None => Mark::Other,
        });
    }

    /// Ends marked content; where other text stands for its letters, they are replaced.
    fn end_mark(&mut self) {
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

    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: usize) -> Option<()> {
        let dict = form.dict();
        if dict.get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Form") {
            self.drawn.pictures += 1;
            return Some(());
        }
        if depth >= DEEPEST {
            return Some(());
        }
        let Ok(content) = form.decoded() else { return Some(()) };
        let own = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
        let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new);
        let state = self.state.clone();
        self.state.ctm *= matrix;
        self.run(TypedIter::new(&content), own.as_ref().unwrap_or(resources), depth + 1)?;
        self.state = state;
        Some(())
    }

    fn rectangle(&mut self, [x, y, width, height]: [f64; 4]) {
        let corner = |right: bool, top: bool| {
            Point::new(x + if right { width } else { 0.0 }, y + if top { height } else { 0.0 })
        };
        let corners = [corner(false, false), corner(true, false), corner(true, true), corner(false, true)];
        self.path.extend((0..4).map(|side| (corners[side], corners[(side + 1) % 4])));
    }

    /// Keeps the lines of the path that run along the page's edges.
    fn paint(&mut self) -> Option<()> {
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

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
