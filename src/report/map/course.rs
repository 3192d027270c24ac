//! The courses of lines between boxes: from the edge of one to its words and on from them to the other, past the words of
//! other lines.

use super::layout::{Point, Size};

/// The course of a line in the direction that it is read in, broken where its words stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Course {
    /// From where it begins to its words.
    pub(super) before: Vec<Point>,
    /// From its words to where it ends.
    pub(super) after: Vec<Point>,
    /// The middle of its words.
    pub(super) middle: Point,
}

/// A line between two boxes whose words have their place.
#[derive(Clone, Debug)]
pub(super) struct Ends {
    /// The box that stands first, and the one that stands behind it.
    pub(super) over: usize,
    pub(super) under: usize,
    /// Where the line turns, from the first to the second.
    pub(super) turns: Vec<Point>,
    pub(super) middle: Point,
    pub(super) label: Size,
    /// Whether it is read from the second to the first.
    pub(super) up: bool,
}

/// Between words and the place where a line may turn.
const CLEAR: f64 = 8.0;
/// Between a box and the place where a line may turn: the head of an arrow has room there.
const HEAD: f64 = 14.0;

/// A point by where it stands along the ranks, and where beside.
#[derive(Clone, Copy)]
struct Axes {
    across: bool,
}

impl Axes {
    fn along(self, point: Point) -> f64 {
        if self.across { point.x } else { point.y }
    }

    fn beside(self, point: Point) -> f64 {
        if self.across { point.y } else { point.x }
    }

    fn length(self, size: Size) -> f64 {
        if self.across { size.width } else { size.height }
    }

    fn breadth(self, size: Size) -> f64 {
        if self.across { size.height } else { size.width }
    }

    fn point(self, along: f64, beside: f64) -> Point {
        if self.across { Point { x: along, y: beside } } else { Point { x: beside, y: along } }
    }
}

/// The courses of lines between boxes with their middles.
pub(super) fn courses(boxes: &[Size], middles: &[Point], ends: Vec<Ends>, across: bool) -> Vec<Course> {
    let axes = Axes { across };
    // Half the length of the longest box, or words, of a rank.
    let reach = |along: f64, all: &[(Point, Size)]| {
        let same = all.iter().filter(|(middle, _)| (axes.along(*middle) - along).abs() < 1.0);
        same.map(|(_, size)| axes.length(*size) / 2.0).fold(0.0, f64::max)
    };
    let all_boxes: Vec<(Point, Size)> = middles.iter().copied().zip(boxes.iter().copied()).collect();
    let all_labels: Vec<(Point, Size)> = ends.iter().map(|end| (end.middle, end.label)).collect();
    let first = fanned(&ends, |end| end.over, |end| next(axes, end));
    let last = fanned(&ends, |end| end.under, |end| before(axes, end));
    let course = |(at, end): (usize, &Ends)| {
        let leave = |index: usize, part: f64, side: f64| {
            let (middle, size) = (middles[index], boxes[index]);
            let beside = axes.beside(middle) + (part - 0.5) * axes.breadth(size);
            let along = axes.along(middle);
            let edge = along + side * axes.length(size) / 2.0;
            let clear = along + side * (reach(along, &all_boxes) + HEAD);
            [axes.point(edge, beside), axes.point(clear, beside)]
        };
        let along = axes.along(end.middle);
        let beside = axes.beside(end.middle);
        let (half, clear) = (axes.length(end.label) / 2.0, reach(along, &all_labels) + CLEAR);
        let (before, behind): (Vec<Point>, Vec<Point>) = turns(end).iter().partition(|turn| axes.along(**turn) < along);
        let outside = |turn: &&Point| (axes.along(**turn) - along).abs() > clear;
        let mut one: Vec<Point> = leave(end.over, first[at], 1.0).into();
        one.extend(before.iter().filter(outside));
        one.extend([axes.point(along - clear, beside), axes.point(along - half, beside)]);
        let mut two = vec![axes.point(along + half, beside), axes.point(along + clear, beside)];
        two.extend(behind.iter().filter(outside));
        let [edge, off] = leave(end.under, last[at], -1.0);
        two.extend([off, edge]);
        if end.up {
            one.reverse();
            two.reverse();
            (one, two) = (two, one);
        }
        Course { before: one, after: two, middle: end.middle }
    };
    ends.iter().enumerate().map(course).collect()
}

/// The turns of a line without its ends, which lie on the edges of boxes.
fn turns(end: &Ends) -> &[Point] {
    match &*end.turns {
        [_, turns @ .., _] => turns,
        _ => &[],
    }
}

/// Where a line is next when it has left its first box.
fn next(axes: Axes, end: &Ends) -> f64 {
    axes.beside(turns(end).first().copied().unwrap_or(end.middle))
}

/// Where a line is before it comes to its second box.
fn before(axes: Axes, end: &Ends) -> f64 {
    axes.beside(turns(end).last().copied().unwrap_or(end.middle))
}

/// For each line the part of the edge of its box at which it stands: all that are of one box are spread over it, in the order of
/// where they go.
fn fanned(ends: &[Ends], of: impl Fn(&Ends) -> usize, towards: impl Fn(&Ends) -> f64) -> Vec<f64> {
    let place = |at: usize| {
        let end = &ends[at];
        let same = ends.iter().enumerate().filter(|(_, other)| of(other) == of(end));
        let (mut all, mut above) = (0.0, 0.0);
        for (other_at, other) in same {
            all += 1.0;
            let order = towards(other).total_cmp(&towards(end)).then(other_at.cmp(&at));
            above += f64::from(u8::from(order.is_lt()));
        }
        (above + 1.0) / (all + 1.0)
    };
    (0..ends.len()).map(place).collect()
}
