use super::course::{Course, Ends, courses};
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

/// A place in a picture, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A line to be laid, between two boxes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wire {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it ends above where it begins.
    pub(super) up: bool,
    /// What its words need.
    pub(super) label: Size,
}

/// Boxes and lines with their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Laid {
    pub(super) size: Size,
    /// The middle of each box.
    pub(super) boxes: Vec<Point>,
    /// The course of each line.
    pub(super) wires: Vec<Course>,
    /// Whether lines go from left to right, not from above to below.
    pub(super) across: bool,
}

/// A sheet of A4 without its margins, in pixels.
const SHORT: f64 = 680.0;
const LONG: f64 = 980.0;
const BETWEEN: f64 = 28.0;

/// Lays boxes that lines join, from above to below or from left to right, whichever is larger on a sheet. Boxes that no line
/// joins are laid in rows beneath.
pub(super) fn lay(boxes: &[Size], wires: &[Wire]) -> Laid {
    let mut joined = vec![false; boxes.len()];
    wires.iter().for_each(|wire| (joined[wire.from], joined[wire.to]) = (true, true));
    let down = graph(boxes, wires, &joined, RankDir::TB);
    let mut laid = if on_sheet(down.size) >= 0.9 {
        down
    } else {
        let across = graph(boxes, wires, &joined, RankDir::LR);
        if on_sheet(across.size) > on_sheet(down.size) * 1.1 { across } else { down }
    };
    rows(&mut laid, boxes, &joined);
    laid
}

/// How much of its size a picture keeps on a sheet, upright or on its side.
fn on_sheet(size: Size) -> f64 {
    let fits = |width: f64, height: f64| (width / size.width.max(1.0)).min(height / size.height.max(1.0)).min(1.0);
    fits(SHORT, LONG).max(fits(LONG, SHORT))
}

fn graph(boxes: &[Size], wires: &[Wire], joined: &[bool], direction: RankDir) -> Laid {
    let across = matches!(direction, RankDir::LR);
    let mut laid = Laid { boxes: vec![Point::default(); boxes.len()], across, ..Laid::default() };
    if wires.is_empty() {
        return laid;
    }
    let options = GraphOptions { directed: true, multigraph: true, compound: false };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    let name = |at: usize| format!("{at:05}");
    for (at, size) in boxes.iter().enumerate().filter(|(at, _)| joined[*at]) {
        let label = NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() };
        graph.set_node(name(at), Some(label));
    }
    for (at, wire) in wires.iter().enumerate() {
        let label = EdgeLabel {
            width: wire.label.width,
            height: wire.label.height,
            labelpos: LabelPos::Center,
            ..EdgeLabel::default()
        };
        let (over, under) = if wire.up { (wire.to, wire.from) } else { (wire.from, wire.to) };
        graph.set_edge(name(over), name(under), Some(label), Some(&*name(at)));
    }
    let spread =
        LayoutOptions { rankdir: direction, nodesep: 36.0, edgesep: 18.0, ranksep: 64.0, ..LayoutOptions::default() };
    dagre::layout(&mut graph, Some(spread));
    let mut size = Size::default();
    let mut reach = |x: f64, y: f64| {
        size.width = size.width.max(x);
        size.height = size.height.max(y);
    };
    for (at, of) in boxes.iter().enumerate().filter(|(at, _)| joined[*at]) {
        let node = graph.node(&name(at));
        let (x, y) = node.map_or((0.0, 0.0), |node| (node.x.unwrap_or(0.0), node.y.unwrap_or(0.0)));
        laid.boxes[at] = Point { x, y };
        reach(x + of.width / 2.0, y + of.height / 2.0);
    }
    let mut ends: Vec<Ends> = Vec::with_capacity(wires.len());
    for (at, wire) in wires.iter().enumerate() {
        let (over, under) = if wire.up { (wire.to, wire.from) } else { (wire.from, wire.to) };
        let label = graph.edge(&name(over), &name(under), Some(&*name(at)));
        let turns = label.map_or(&[][..], |label| &*label.points).iter().map(|point| Point { x: point.x, y: point.y });
        let middle = label.and_then(|label| Some(Point { x: label.x?, y: label.y? })).unwrap_or_default();
        turns.clone().for_each(|point| reach(point.x, point.y));
        reach(middle.x + wire.label.width / 2.0, middle.y + wire.label.height / 2.0);
        ends.push(Ends { over, under, turns: turns.collect(), middle, label: wire.label, up: wire.up });
    }
    laid.wires = courses(boxes, &laid.boxes, ends, across);
    laid.size = size;
    laid
}

/// Puts what no line joins into rows under the rest.
fn rows(laid: &mut Laid, boxes: &[Size], joined: &[bool]) {
    let wide = laid.size.width.max(SHORT - 20.0);
    let mut top = if laid.size.height > 0.0 { laid.size.height + 2.0 * BETWEEN } else { 0.0 };
    let (mut left, mut tall) = (0.0, 0.0_f64);
    for (at, of) in boxes.iter().enumerate().filter(|(at, _)| !joined[*at]) {
        if left > 0.0 && left + of.width > wide {
            (left, top, tall) = (0.0, top + tall + BETWEEN, 0.0);
        }
        laid.boxes[at] = Point { x: left + of.width / 2.0, y: top + of.height / 2.0 };
        left += of.width + BETWEEN;
        tall = tall.max(of.height);
        laid.size.width = laid.size.width.max(left - BETWEEN);
        laid.size.height = laid.size.height.max(top + of.height);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOX: Size = Size { width: 100.0, height: 40.0 };

    fn wire(from: usize, to: usize, up: bool) -> Wire {
        Wire { from, to, up, label: Size { width: 60.0, height: 12.0 } }
    }

    #[test]
    fn who_is_reported_to_stands_above() {
        let laid = lay(&[BOX; 3], &[wire(1, 0, true), wire(0, 2, false)]);
        assert!(laid.boxes[0].y < laid.boxes[1].y && laid.boxes[0].y < laid.boxes[2].y, "{laid:?}");
        let course = &laid.wires[0];
        assert!(course.before[0].y > course.after[course.after.len() - 1].y, "it is drawn from the lower to the upper");
    }

    #[test]
    fn what_stands_alone_is_laid_beneath() {
        let laid = lay(&[BOX; 12], &[wire(0, 1, false)]);
        let lowest = laid.boxes[0].y.max(laid.boxes[1].y) + BOX.height / 2.0;
        assert!(laid.boxes[2..].iter().all(|middle| middle.y - BOX.height / 2.0 > lowest));
        assert!(laid.size.width <= SHORT, "{:?}", laid.size);
    }

    #[test]
    fn no_line_runs_behind_words() {
        let wires: Vec<Wire> =
            (1..7).map(|to| Wire { label: Size { width: 130.0, height: 70.0 }, ..wire(0, to, false) }).collect();
        let laid = lay(&[BOX; 7], &wires);
        let labels = laid.wires.iter().zip(&wires).map(|(course, wire)| (course.middle, wire.label));
        for (middle, size) in labels {
            let inside = |point: &Point| {
                (point.x - middle.x).abs() < size.width / 2.0 - 0.5
                    && (point.y - middle.y).abs() < size.height / 2.0 - 0.5
            };
            for course in &laid.wires {
                assert!(!course.before.iter().chain(&course.after).any(inside), "{course:?} runs behind {middle:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

        /// Whatever the lines, cycles and pairs that are joined twice included, no box lies on another.
        #[test]
        fn boxes_keep_apart(wires in prop::collection::vec((0_usize..14, 0_usize..14, any::<bool>()), 0..30)) {
            let wires: Vec<Wire> = wires.into_iter().filter(|(a, b, _)| a != b).map(|(a, b, up)| wire(a, b, up)).collect();
            let boxes = [BOX; 14];
            let laid = lay(&boxes, &wires);
            prop_assert_eq!(&laid, &lay(&boxes, &wires));
            prop_assert_eq!(laid.wires.len(), wires.len());
            for (one, a) in laid.boxes.iter().enumerate() {
                for b in &laid.boxes[one + 1..] {
                    prop_assert!((a.x - b.x).abs() >= BOX.width - 0.5 || (a.y - b.y).abs() >= BOX.height - 0.5);
                }
            }
        }
    }
}
