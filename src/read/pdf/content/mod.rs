//! What a page draws: its letters with their places, and its straight lines.
//!
//! The drawing instructions are those of PDF 32000-1, 8.4 (graphics state), 8.5 (paths), 9.3–9.4 (text) and 14.6 (marked
//! content). Of colours, pictures and clipping, no more is read than which words are seen.

mod path;
mod seen;
mod text;
mod turn;

use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Number, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};
use rustc_hash::FxHashMap;

use super::font::{Face, Fonts};
use super::whole;
use seen::Area;
use turn::Turn;

/// Forms drawn within each other, and states saved.
const DEEPEST: usize = 16;
const SAVED: usize = 512;
/// Instructions that no page has, from which it is taken for damaged, if they are one in a hundred.
const STRANGE: usize = 3;

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
    /// Which way its word runs; its place is that on a page so turned that it runs level.
    pub turn: Turn,
    /// Neither filled nor stroked, at this place of the page as it is.
    pub hidden: bool,
    pub middle: (f32, f32),
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
    /// Letters that are left out, as nobody sees them.
    pub unseen: usize,
    /// Where pictures are.
    shown: Vec<Area>,
    /// Letters whose font is not there.
    pub lost: usize,
    /// Letters that run another way than most.
    pub aside: usize,
    /// Sloping lines and curves, which may outline letters.
    pub outlines: usize,
    /// What draws it is damaged, in part or whole.
    pub damaged: bool,
}

/// Reads what a page draws; none where the budget is spent.
pub(super) fn read<'a>(page: &Page<'a>, fonts: &Fonts<'a>, budget: &mut Budget) -> Option<Drawn> {
    let (width, height) = page.render_dimensions();
    let drawn = Drawn { width, height, ..Drawn::default() };
    let state = State { ctm: place(page), ..State::default() };
    let mut reader = Reader {
        fonts,
        budget,
        drawn,
        state,
        saved: Vec::new(),
        marks: Vec::new(),
        path: Vec::new(),
        extent: None,
        clips: false,
        grounds: Vec::new(),
    };
    reader.run(page.typed_operations(), page.resources(), 0)?;
    let mut drawn = reader.drawn;
    drawn.leave_out_hidden();
    drawn.turn();
    drawn.damaged |= !whole::is_whole(page);
    Some(drawn)
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
    /// It is filled with white.
    white: bool,
    clip: Option<Area>,
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
            white: false,
            clip: None,
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
    /// What the path covers, and whether it clips.
    extent: Option<Area>,
    clips: bool,
    /// What is painted in another colour than white.
    grounds: Vec<Area>,
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self, mut steps: TypedIter<'_>, resources: &Resources<'a>, depth: usize) -> Option<()> {
        let (saved, marks) = (self.saved.len(), self.marks.len());
        let mut faces: FxHashMap<Box<[u8]>, Option<Rc<Face<'a>>>> = FxHashMap::default();
        let (mut all, mut strange) = (0usize, 0usize);
        let mut pen = Point::ZERO;
        let mut start = Point::ZERO;
        while let Some(step) = steps.next() {
            self.budget.steps = self.budget.steps.checked_sub(1)?;
            all += 1;
            match step {
                Op::Fallback(_) => strange += 1,
                Op::SaveState(_) if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
                Op::RestoreState(_) if self.saved.len() > saved => {
                    self.state = self.saved.pop().unwrap_or_default();
                }
                Op::Transform(t) => self.state.ctm *= affine([t.0, t.1, t.2, t.3, t.4, t.5]),
                Op::MoveTo(to) => {
                    pen = Point::new(to.0.as_f64(), to.1.as_f64());
                    start = pen;
                    self.reach(pen.x, pen.y);
                }
                Op::LineTo(to) => {
                    let end = Point::new(to.0.as_f64(), to.1.as_f64());
                    self.drawn.outlines += usize::from(end.x != pen.x && end.y != pen.y);
                    self.path.push((pen, end));
                    self.reach(end.x, end.y);
                    pen = end;
                }
                Op::CubicTo(to) => {
                    self.curve(&[(to.0, to.1), (to.2, to.3), (to.4, to.5)]);
                    pen = Point::new(to.4.as_f64(), to.5.as_f64());
                }
                Op::CubicStartTo(to) => {
                    self.curve(&[(to.0, to.1), (to.2, to.3)]);
                    pen = Point::new(to.2.as_f64(), to.3.as_f64());
                }
                Op::CubicEndTo(to) => {
                    self.curve(&[(to.0, to.1), (to.2, to.3)]);
                    pen = Point::new(to.2.as_f64(), to.3.as_f64());
                }
                Op::ClosePath(_) | Op::CloseAndStrokePath(_) => {
                    self.path.push((pen, start));
                    pen = start;
                    if matches!(step, Op::CloseAndStrokePath(_)) {
                        self.paint(false)?;
                    }
                }
                Op::RectPath(rect) => self.rectangle([rect.0, rect.1, rect.2, rect.3].map(|side| side.as_f64())),
                Op::StrokePath(_) => self.paint(false)?,
                Op::FillPathNonZero(_)
                | Op::FillPathNonZeroCompatibility(_)
                | Op::FillPathEvenOdd(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => self.paint(true)?,
                Op::EndPath(_) => {
                    self.end_path(false);
                    self.path.clear();
                }
                Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clips = true,
                Op::Shading(_) => self.shade(),
                Op::NonStrokeColorDeviceGray(_)
                | Op::NonStrokeColorDeviceRgb(_)
                | Op::NonStrokeColorCmyk(_)
                | Op::NonStrokeColor(_)
                | Op::NonStrokeColorNamed(_)
                | Op::ColorSpaceNonStroke(_) => self.colour(&step),
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
                Op::InlineImage(_) => self.picture(),
                other => self.text(other)?,
            }
        }
        self.drawn.damaged |= strange >= STRANGE && strange * 100 >= all;
        self.saved.truncate(saved);
        self.marks.truncate(marks);
        self.path.clear();
        Some(())
    }

    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: usize) -> Option<()> {
        let dict = form.dict();
        if dict.get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Form") {
            self.picture();
            return Some(());
        }
        if depth >= DEEPEST {
            return Some(());
        }
        self.drawn.damaged |= !whole::is_whole_stream(form);
        let Ok(content) = form.decoded() else { return Some(()) };
        let own = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
        let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new);
        let state = self.state.clone();
        self.state.ctm *= matrix;
        self.run(TypedIter::new(&content), own.as_ref().unwrap_or(resources), depth + 1)?;
        self.state = state;
        Some(())
    }
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
