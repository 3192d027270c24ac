use std::io;

use serde::Serialize;

use super::super::json::{Head, Position};
use super::Map;
use crate::assess::Spoken;
use crate::report::Heading;

#[derive(Serialize)]
struct Maps<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    maps: Vec<One<'a>>,
}

/// The structure of one bundle, or of a document by itself.
#[derive(Serialize)]
struct One<'a> {
    name: &'a str,
    documents: &'a [String],
    /// Whether there was more than is listed.
    cut: bool,
    nodes: Vec<Node<'a>>,
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Node<'a> {
    /// Lines name it by this; it holds within one map alone.
    id: String,
    name: &'a str,
    also: &'a [String],
    sort: Option<&'a str>,
    missing: Option<&'a str>,
    notes: Vec<Note<'a>>,
    said: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Note<'a> {
    caption: &'a str,
    words: &'a [String],
    said: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    from: String,
    to: String,
    caption: &'a str,
    labels: &'a [String],
    said: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    path: &'a str,
    quote: &'a str,
    clause: Option<&'a str>,
    page: Option<u32>,
    start: Option<Position>,
}

/// Maps of a run as one JSON object.
pub fn maps_json(heading: Heading, maps: &[Map]) -> io::Result<Vec<u8>> {
    let maps = Maps { head: Head::of(heading), maps: maps.iter().map(|map| One::of(*map)).collect() };
    let mut out = serde_json::to_vec_pretty(&maps)?;
    out.push(b'\n');
    Ok(out)
}

fn id(at: usize) -> String {
    format!("n{at}")
}

impl<'a> One<'a> {
    fn of(map: Map<'a>) -> Self {
        let chart = &map.structure.chart;
        let said = |places: &[usize]| -> Vec<Said<'a>> {
            places.iter().filter_map(|&place| map.structure.sources.get(place)).map(Said::of).collect()
        };
        let nodes = chart.nodes.iter().enumerate().map(|(at, node)| Node {
            id: id(at),
            name: &node.name,
            also: &node.also,
            sort: node.sort.as_deref(),
            missing: node.missing.as_deref(),
            notes: node
                .notes
                .iter()
                .map(|note| Note { caption: &note.caption, words: &note.words, said: said(&note.said) })
                .collect(),
            said: said(&node.said),
        });
        let lines = chart.lines.iter().map(|line| Line {
            from: id(line.from),
            to: id(line.to),
            caption: &line.caption,
            labels: &line.labels,
            said: said(&line.said),
        });
        Self {
            name: map.name,
            documents: map.documents,
            cut: chart.cut,
            nodes: nodes.collect(),
            lines: lines.collect(),
        }
    }
}

impl<'a> Said<'a> {
    fn of(source: &'a Spoken) -> Self {
        Self {
            path: &source.path,
            quote: &source.words,
            clause: source.clause.as_deref(),
            page: source.page,
            start: source.start.map(Into::into),
        }
    }
}
