use super::layout::Size;
use super::measure::Face;
use super::{Map, clean, some};
use crate::bundle::{ChartLine, ChartNode};

/// A run of words in one kind of letters, one line each.
pub(super) type Lines = Vec<(Face, String)>;

/// The words of a box or a line, with the room that they take.
#[derive(Clone, Debug, Default)]
pub(super) struct Figure {
    pub(super) lines: Lines,
    pub(super) size: Size,
}

pub(super) const SORT: Face = Face::plain(10.0);
pub(super) const NAME: Face = Face::bold(13.0);
pub(super) const NOTE: Face = Face::plain(10.5);
pub(super) const LACK: Face = Face::italic(10.5);
pub(super) const CAPTION: Face = Face::bold(10.0);
pub(super) const LABEL: Face = Face::plain(10.0);

/// Inside a box, between its edge and its words.
pub(super) const PAD: f64 = 9.0;
const BOX: f64 = 176.0;
const NARROWEST: f64 = 96.0;
const LINE: f64 = 138.0;
/// Notes of a name, words of a note and words of a line that a picture shows; the table has all.
const MOST_WORDS: usize = 8;
const MOST_LABELS: usize = 3;

/// The words of a box: what sort of thing it is, its name, what is said of it and what is missing.
pub(super) fn of_node(node: &ChartNode) -> Figure {
    let mut lines: Lines = Vec::new();
    let mut put = |face: Face, words: &str, most: usize| {
        lines.extend(face.wrap(words, BOX, most).into_iter().map(|line| (face, line)));
    };
    if let Some(sort) = &node.sort {
        put(SORT, &clean(sort), 2);
    }
    put(NAME, &clean(&node.name), 6);
    for note in &node.notes {
        put(NOTE, &format!("{}:", clean(&note.caption)), 1);
        for words in note.words.iter().take(MOST_WORDS) {
            put(NOTE, &clean(words), 2);
        }
        if let more @ 1.. = note.words.len().saturating_sub(MOST_WORDS) {
            put(NOTE, &format!("and {more} more"), 1);
        }
    }
    if let Some(missing) = &node.missing {
        put(LACK, &format!("Missing: {}", clean(missing)), 6);
    }
    sized(lines, PAD, NARROWEST)
}

/// The words of a line: what it says, and up to which sum or of which matters.
pub(super) fn of_line(line: &ChartLine) -> Figure {
    let mut lines: Lines = Vec::new();
    let mut put = |face: Face, words: &str, most: usize| {
        lines.extend(face.wrap(words, LINE, most).into_iter().map(|line| (face, line)));
    };
    put(CAPTION, &clean(&line.caption), 2);
    for label in line.labels.iter().take(MOST_LABELS) {
        put(LABEL, &clean(label), 3);
    }
    if let more @ 1.. = line.labels.len().saturating_sub(MOST_LABELS) {
        put(LABEL, &format!("and {more} more"), 1);
    }
    sized(lines, 4.0, 0.0)
}

fn sized(lines: Lines, pad: f64, least: f64) -> Figure {
    let widest = lines.iter().map(|(face, words)| face.width(words)).fold(least, f64::max);
    let height: f64 = lines.iter().map(|(face, _)| face.leading()).sum();
    let size = Size { width: (widest + 2.0 * pad).ceil(), height: (height + 2.0 * pad).ceil() };
    Figure { lines, size }
}

/// What a picture shows, in a few sentences.
pub(super) fn told(map: Map) -> String {
    let chart = &map.structure.chart;
    let mut sentences = Vec::new();
    for (_, sort) in map.sorts().into_iter().take(8) {
        let names: Vec<String> = chart
            .nodes
            .iter()
            .filter(|node| node.sort.as_deref() == Some(sort))
            .map(|node| node.name.clone())
            .collect();
        sentences.push(format!("{}: {}.", clean(sort), some(&names, 12)));
    }
    for line in chart.lines.iter().take(24) {
        let name = |at: usize| chart.nodes.get(at).map_or_else(String::new, |node| clean(&node.name));
        sentences.push(format!("{} {} {}.", name(line.from), clean(&line.caption), name(line.to)));
    }
    if let more @ 1.. = chart.lines.len().saturating_sub(24) {
        sentences.push(format!("There are {more} more lines."));
    }
    let missing: Vec<String> =
        chart.nodes.iter().filter(|node| node.missing.is_some()).map(|node| node.name.clone()).collect();
    if !missing.is_empty() {
        sentences.push(format!("Something is missing of: {}.", some(&missing, 12)));
    }
    sentences.join(" ")
}
