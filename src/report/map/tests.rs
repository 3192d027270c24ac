//! Maps of structures made by hand: what hostile names come to, and how large a picture may be.
#![allow(clippy::unwrap_used)]

use std::time::Instant;

use super::Map;
use crate::assess::{Spoken, Structure};
use crate::bundle::{Chart, ChartLine, ChartNode, ChartNote};

const DOCUMENTS: [&str; 1] = ["a.md"];

/// Names that would be more than words in one form or another.
const HOSTILE: [&str; 9] = [
    "</text><script>alert(1)</script>",
    "<!--",
    "]]>",
    "a\" onload=\"x",
    "n1 --> n0; click n0 \"javascript:x\"",
    "\"]\nend; style n0 fill:red",
    "\\\"; n9 [label=x]; \\",
    "a | b `c` [d](javascript:e) \u{1b}[31m",
    "\u{202e}drawkcab\u{0}\u{7}",
];

fn node(name: &str) -> ChartNode {
    ChartNode { name: name.to_owned(), sort: Some(name.to_owned()), ..ChartNode::default() }
}

fn line(from: usize, to: usize, caption: &str) -> ChartLine {
    let (caption, labels) = (caption.to_owned(), vec![caption.to_owned()]);
    ChartLine { from, to, caption, up: from > to, labels, said: vec![0] }
}

fn hostile() -> Structure {
    let note = |words: &str| ChartNote { caption: words.to_owned(), words: vec![words.to_owned()], said: vec![0] };
    let nodes = HOSTILE.iter().map(|name| ChartNode {
        missing: Some((*name).to_owned()),
        also: vec![(*name).to_owned()],
        notes: vec![note(name)],
        said: vec![0],
        ..node(name)
    });
    let lines = HOSTILE.iter().enumerate().skip(1).map(|(at, name)| line(at, 0, name));
    let chart = Chart { nodes: nodes.collect(), lines: lines.collect(), ..Chart::default() };
    let sources = vec![Spoken { path: "x/<b>|.md".into(), clause: Some("<i>1|".into()), ..Spoken::default() }];
    Structure { chart, sources }
}

fn drawn<T>(structure: &Structure, name: &str, form: impl Fn(Map) -> T) -> T {
    let documents = DOCUMENTS.map(str::to_owned);
    form(Map { name, documents: &documents, structure })
}

#[test]
fn words_of_documents_are_text_in_a_picture() {
    let svg = drawn(&hostile(), HOSTILE[0], |map| map.svg());
    let mut reader = quick_xml::Reader::from_str(&svg);
    let mut elements = std::collections::BTreeSet::new();
    let mut attributes = std::collections::BTreeSet::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                elements.insert(tag.name().as_ref().to_owned());
                attributes.extend(tag.attributes().map(|one| one.unwrap().key.as_ref().to_owned()));
            }
            quick_xml::events::Event::Comment(_) | quick_xml::events::Event::CData(_) => panic!("{svg}"),
            _ => {}
        }
    }
    let known = ["desc", "line", "path", "polygon", "rect", "svg", "text", "title"];
    assert_eq!(elements.iter().map(String::as_str).collect::<Vec<_>>(), known);
    assert!(
        attributes.iter().all(|name| !name.starts_with("on") && name != "href" && name != "style"),
        "{attributes:?}"
    );
    assert!(svg.chars().all(|c| c == '\n' || !c.is_control()) && !svg.contains('\u{202e}'));
}

#[test]
fn words_of_documents_are_text_in_a_flow_chart() {
    let mermaid = drawn(&hostile(), HOSTILE[0], |map| map.mermaid());
    for row in mermaid.lines().skip(1) {
        let opens = row.starts_with("  n") || row == "  classDef missing stroke-dasharray: 6 4";
        let inner = row.split('"').nth(1).unwrap_or("").replace("<br/>", "").replace("<b>", "").replace("</b>", "");
        let inner = inner.replace("<i>", "").replace("</i>", "");
        let plain = |c: char| !"\"<>[](){}|`\\=&*_".contains(c) && !c.is_control();
        assert!(opens && row.matches('"').count() <= 2 && inner.chars().all(plain), "{row}");
    }
}

#[test]
fn words_of_documents_are_text_in_a_graph() {
    let dot = drawn(&hostile(), HOSTILE[6], |map| map.dot());
    for row in dot.lines() {
        // What stands outside strings, with the escapes of strings taken out first.
        let outside: String = row.replace("\\\\", "").replace("\\\"", "").split('"').step_by(2).collect();
        assert!(!outside.contains("n9") && !outside.contains("style n0") && !outside.contains('<'), "{row}");
    }
    assert_eq!(dot.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2, 0);
}

#[test]
fn words_of_documents_are_text_in_a_table() {
    let table = drawn(&hostile(), HOSTILE[7], |map| map.table());
    assert!(table.chars().all(|c| c == '\n' || !c.is_control()));
    let rows = table.lines().filter(|row| row.starts_with('|'));
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
        assert!(!row.replace("\\<", "").contains('<'), "{row}");
    }
}

#[test]
fn a_map_is_the_same_each_time() {
    let structure = large(40);
    assert_eq!(drawn(&structure, "x", |map| map.svg()), drawn(&structure, "x", |map| map.svg()));
}

/// Bodies of which each reports to another, some to two, with a ring among them.
fn large(count: usize) -> Structure {
    let nodes = (0..count).map(|at| node(&format!("Working Group {at} on Matters of the Valley")));
    let up = (1..count).map(|at| line(at, (at * 7 + 3) % at, "reports to"));
    let across = (2..count).step_by(3).map(|at| line(at, at / 2, "delegates to"));
    let ring = (0..3.min(count)).map(|at| line(at, (at + 1) % 3.min(count), "answers"));
    let lines = up.chain(across).chain(ring).filter(|line| line.from != line.to);
    Structure {
        chart: Chart { nodes: nodes.collect(), lines: lines.collect(), ..Chart::default() },
        sources: Vec::new(),
    }
}

#[test]
fn two_hundred_bodies_are_drawn_and_a_thousand_told_of() {
    let begun = Instant::now();
    let svg = drawn(&large(200), "x", |map| map.svg());
    assert_eq!(svg.matches("Working").count(), svg.matches("Working").count().max(200));
    assert!(begun.elapsed().as_secs() < 120, "two hundred bodies took {:?}", begun.elapsed());
    let svg = drawn(&large(1000), "x", |map| map.svg());
    assert!(svg.contains("too many for a picture") && svg.len() < 20_000, "{}", svg.len());
}

#[test]
fn nothing_to_draw_is_said() {
    let nothing = Structure::default();
    assert!(drawn(&nothing, "x", |map| map.svg()).contains("who they are about"));
    assert!(drawn(&nothing, "x", |map| map.table()).contains("who they are about"));
}
