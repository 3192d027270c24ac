use std::fmt::Write;

use super::figure::{Figure, LABEL, NAME, PAD, told};
use super::layout::{Laid, Point, Size, Wire, lay};
use super::measure::Face;
use super::{Map, clean, figure, place};
use crate::report::{TOOL, words};

/// More names or lines than these are not drawn, as nobody could read the picture.
const MOST_NODES: usize = 300;
const MOST_LINES: usize = 600;

const INK: &str = "#1b1b1f";
const SOFT: &str = "#54545e";
const FONT: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";
/// How sorts of names differ: ground and edge, and the rounding of the corners, so that it is not by colour alone.
const SORTS: [(&str, &str, f64); 8] = [
    ("#eef4fb", "#0b4f8a", 2.0),
    ("#f4f5f8", "#54545e", 12.0),
    ("#fdf6e7", "#7a5200", 0.0),
    ("#eef7f0", "#1d6b3c", 18.0),
    ("#f3effa", "#5a4792", 6.0),
    ("#fbeeee", "#a3221c", 22.0),
    ("#eaf6f6", "#0f6068", 4.0),
    ("#ffffff", "#1b1b1f", 9.0),
];
/// How lines of one caption and another differ: colour, thickness, and whether the head is filled.
const LINES: [(&str, f64, bool); 4] =
    [("#0b4f8a", 1.8, true), ("#7a5200", 1.2, false), ("#1d6b3c", 1.2, true), ("#5a4792", 1.8, false)];

const MARGIN: f64 = 24.0;
const TITLE: Face = Face::bold(18.0);
const BESIDE: Face = Face::plain(11.0);

/// A picture under work.
struct Canvas {
    out: String,
}

/// A picture of the structure of some documents.
pub(super) fn svg(map: Map) -> String {
    let chart = &map.structure.chart;
    let drawable = chart.nodes.len() <= MOST_NODES && chart.lines.len() <= MOST_LINES && !chart.nodes.is_empty();
    let (boxes, labels): (Vec<Figure>, Vec<Figure>) = match drawable {
        true => (chart.nodes.iter().map(figure::of_node).collect(), chart.lines.iter().map(figure::of_line).collect()),
        false => (Vec::new(), Vec::new()),
    };
    let sizes: Vec<Size> = boxes.iter().map(|figure| figure.size).collect();
    let wires = chart.lines.iter().zip(&labels);
    let wires: Vec<Wire> =
        wires.map(|(line, figure)| Wire { from: line.from, to: line.to, up: line.up, label: figure.size }).collect();
    let laid = lay(&sizes, &wires);
    let width = laid.size.width.max(460.0) + 2.0 * MARGIN;
    let room = width - 2.0 * MARGIN;
    let mut canvas = Canvas { out: String::new() };
    let mut top = MARGIN;
    for line in TITLE.wrap(&clean(map.name), room, 3) {
        top += TITLE.leading();
        canvas.words(TITLE, Point { x: MARGIN, y: top - 6.0 }, "start", INK, &line);
    }
    let documents = words::count(map.documents.len(), "document", "documents");
    let count = format!(
        "The structure, as far as {documents} {}.",
        if map.documents.len() == 1 { "tells it" } else { "tell it" }
    );
    for line in BESIDE.wrap(&count, room, 2) {
        top += BESIDE.leading();
        canvas.words(BESIDE, Point { x: MARGIN, y: top - 3.0 }, "start", SOFT, &line);
    }
    if !drawable {
        let why = match chart.nodes.is_empty() {
            true => "Nothing in these documents says who they are about.".to_owned(),
            false => format!(
                "There are {} names and {} lines: too many for a picture. The table lists them all.",
                chart.nodes.len(),
                chart.lines.len()
            ),
        };
        for line in NAME.wrap(&why, room, 4) {
            top += NAME.leading() + 4.0;
            canvas.words(NAME, Point { x: MARGIN, y: top }, "start", INK, &line);
        }
    }
    top += 18.0;
    let offset = Point { x: (width - laid.size.width) / 2.0, y: top };
    canvas.chart(map, &boxes, &labels, &laid, offset);
    top += laid.size.height + 22.0;
    if drawable {
        top = canvas.legend(map, MARGIN, top, room);
    }
    let foot = format!("Drawn by {TOOL} from the words of the documents. A basis for discussion: a person decides.");
    for line in LABEL.wrap(&foot, room, 3) {
        top += LABEL.leading();
        canvas.words(LABEL, Point { x: MARGIN, y: top }, "start", SOFT, &line);
    }
    let height = top + MARGIN;
    let (width, height) = (figures(width), figures(height));
    let (title, told) = (escaped(&clean(map.name)), escaped(&told(map)));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" font-family=\"{FONT}\">\n<title>{title}: structure</title>\n<desc>{told}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
        canvas.out
    )
}

impl Canvas {
    fn chart(&mut self, map: Map, boxes: &[Figure], labels: &[Figure], laid: &Laid, offset: Point) {
        let chart = &map.structure.chart;
        let (sorts, captions) = (map.sorts(), map.captions());
        let moved = |point: &Point| Point { x: point.x + offset.x, y: point.y + offset.y };
        let wires = chart.lines.iter().zip(&laid.wires);
        for (line, course) in wires.clone().take(labels.len()) {
            let style = LINES[place(&captions, &line.caption).unwrap_or(0) % LINES.len()];
            let [before, after]: [Vec<Point>; 2] =
                [&course.before, &course.after].map(|part| part.iter().map(moved).collect());
            self.course(&before, laid.across, style);
            self.course(&after, laid.across, style);
            if let [.., before, last] = &*after {
                self.head(*before, *last, style.0, style.2);
            }
        }
        // Words are put there after all lines, so that none that has to pass them strikes them out.
        for ((_, course), figure) in wires.zip(labels) {
            self.label(figure, moved(&course.middle));
        }
        for ((node, figure), middle) in chart.nodes.iter().zip(boxes).zip(&laid.boxes) {
            let sort = node.sort.as_deref().and_then(|sort| place(&sorts, sort));
            self.node(figure, moved(middle), sort, node.missing.is_some());
        }
    }

    fn node(&mut self, figure: &Figure, middle: Point, sort: Option<usize>, missing: bool) {
        let Size { width, height } = figure.size;
        let (left, top) = (middle.x - width / 2.0, middle.y - height / 2.0);
        self.frame(Point { x: left, y: top }, figure.size, sort, missing);
        let mut y = top + PAD;
        for (face, words) in &figure.lines {
            y += face.leading();
            let ink = if *face == figure::SORT { SOFT } else { INK };
            self.words(*face, Point { x: middle.x, y: y - face.size * 0.28 }, "middle", ink, words);
        }
    }

    fn frame(&mut self, at: Point, size: Size, sort: Option<usize>, missing: bool) {
        let (ground, edge, round) = sort.map_or(SORTS[SORTS.len() - 1], |sort| SORTS[sort % SORTS.len()]);
        let (ground, dashes) = if missing { ("#ffffff", " stroke-dasharray=\"7 4\"") } else { (ground, "") };
        let thick = if missing { "2" } else { "1.4" };
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{round}\" fill=\"{ground}\" stroke=\"{edge}\" \
             stroke-width=\"{thick}\"{dashes}/>",
            figures(at.x),
            figures(at.y),
            figures(size.width),
            figures(size.height),
        );
    }

    /// A line that leaves each of its points, and comes to it, in the direction of the ranks.
    fn course(&mut self, course: &[Point], across: bool, (ink, thick, _): (&str, f64, bool)) {
        let Some(first) = course.first() else { return };
        let mut path = format!("M{} {}", figures(first.x), figures(first.y));
        for pair in course.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let [x, y] = [figures(to.x), figures(to.y)];
            if (from.x - to.x).abs() < 0.5 || (from.y - to.y).abs() < 0.5 {
                let _ = write!(path, " L{x} {y}");
                continue;
            }
            let middle = between(from, to);
            let (one, two) = match across {
                true => (Point { x: middle.x, y: from.y }, Point { x: middle.x, y: to.y }),
                false => (Point { x: from.x, y: middle.y }, Point { x: to.x, y: middle.y }),
            };
            let turns = [one.x, one.y, two.x, two.y].map(figures).join(" ");
            let _ = write!(path, " C{turns} {x} {y}");
        }
        let _ = writeln!(self.out, "<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{thick}\"/>");
    }

    /// The head of an arrow, in its own right: not every program that shows pictures knows markers.
    fn head(&mut self, before: Point, tip: Point, ink: &str, filled: bool) {
        let (x, y) = (tip.x - before.x, tip.y - before.y);
        let length = x.hypot(y).max(0.01);
        let (x, y) = (x / length, y / length);
        let (long, half) = (10.0, 4.5);
        let base = Point { x: tip.x - x * long, y: tip.y - y * long };
        let points = [
            tip,
            Point { x: base.x - y * half, y: base.y + x * half },
            Point { x: base.x + y * half, y: base.y - x * half },
        ];
        let points: Vec<String> =
            points.iter().map(|point| format!("{},{}", figures(point.x), figures(point.y))).collect();
        let ground = if filled { ink } else { "#ffffff" };
        let _ = writeln!(
            self.out,
            "<polygon points=\"{}\" fill=\"{ground}\" stroke=\"{ink}\" stroke-width=\"1.2\"/>",
            points.join(" ")
        );
    }

    fn label(&mut self, figure: &Figure, middle: Point) {
        let Size { width, height } = figure.size;
        let (left, top) = (middle.x - width / 2.0, middle.y - height / 2.0);
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>",
            figures(left),
            figures(top),
            figures(width),
            figures(height),
        );
        let mut y = top + 4.0;
        for (face, words) in &figure.lines {
            y += face.leading();
            self.words(*face, Point { x: middle.x, y: y - face.size * 0.28 }, "middle", INK, words);
        }
    }

    /// What the forms mean; where it ends.
    fn legend(&mut self, map: Map, left: f64, top: f64, room: f64) -> f64 {
        let _ = writeln!(
            self.out,
            "<line x1=\"{0}\" y1=\"{1}\" x2=\"{2}\" y2=\"{1}\" stroke=\"#c9c9d2\"/>",
            figures(left),
            figures(top),
            figures(left + room)
        );
        let chart = &map.structure.chart;
        let (mut x, mut y) = (left, top + 12.0);
        let swatch = Size { width: 30.0, height: 18.0 };
        let mut next = |canvas: &mut Self, words: &str, draw: &dyn Fn(&mut Self, Point)| {
            let wide = swatch.width + 8.0 + LABEL.width(words) + 22.0;
            if x > left && x + wide > left + room {
                (x, y) = (left, y + 26.0);
            }
            draw(canvas, Point { x, y });
            canvas.words(LABEL, Point { x: x + swatch.width + 8.0, y: y + 12.5 }, "start", INK, words);
            x += wide;
        };
        for (at, sort) in map.sorts().into_iter().take(12) {
            next(self, &clean(sort), &|canvas, point| canvas.frame(point, swatch, Some(at), false));
        }
        for (at, caption) in map.captions().into_iter().take(12) {
            let style = LINES[at % LINES.len()];
            next(self, &clean(caption), &|canvas, point| {
                let middle = point.y + swatch.height / 2.0;
                let ends = [Point { x: point.x, y: middle }, Point { x: point.x + swatch.width, y: middle }];
                canvas.course(&ends, true, style);
                canvas.head(ends[0], ends[1], style.0, style.2);
            });
        }
        if chart.nodes.iter().any(|node| node.missing.is_some()) {
            next(self, "dashed: something is missing", &|canvas, point| canvas.frame(point, swatch, None, true));
        }
        y + 34.0
    }

    fn words(&mut self, face: Face, at: Point, anchor: &str, ink: &str, words: &str) {
        let bold = if face.bold { " font-weight=\"bold\"" } else { "" };
        let italic = if face.italic { " font-style=\"italic\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\" fill=\"{ink}\"{bold}{italic}>{}</text>",
            figures(at.x),
            figures(at.y),
            face.size,
            escaped(words),
        );
    }
}

fn between(a: Point, b: Point) -> Point {
    Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 }
}

/// A length with as many figures as a picture needs.
fn figures(length: f64) -> String {
    let rounded = (length * 10.0).round() / 10.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Words as text of XML; control characters are gone by then.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
