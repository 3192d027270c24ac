//! The structure that documents speak of, drawn: as a picture, as text that other programs draw, and as a table for whoever
//! cannot see a picture. Words of documents are text alone in every form.

mod course;
mod dot;
mod figure;
mod json;
mod layout;
mod measure;
mod mermaid;
mod svg;
mod table;
#[cfg(test)]
mod tests;

pub use json::maps_json;
pub(super) use table::{LINES, NAMES, lines, names};

use crate::assess::{Spoken, Structure};

/// The structure of some documents, to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Map<'a> {
    /// What the documents are called together.
    pub name: &'a str,
    /// Their paths.
    pub documents: &'a [String],
    /// What they say.
    pub structure: &'a Structure,
}

impl Map<'_> {
    /// As a picture: an SVG document by itself, with a title, a description and a legend.
    pub fn svg(self) -> String {
        svg::svg(self)
    }

    /// The same picture, to stand in a page of HTML.
    pub(super) fn svg_in_html(self) -> String {
        self.svg().replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1)
    }

    /// As a flow chart of Mermaid.
    pub fn mermaid(self) -> String {
        mermaid::mermaid(self)
    }

    /// As a graph of DOT, the language of Graphviz.
    pub fn dot(self) -> String {
        dot::dot(self)
    }

    /// As tables in Markdown, with all that is said and where.
    pub fn table(self) -> String {
        table::table(self)
    }

    /// Where a place is, for a person: "mou.md, clause 7.2".
    fn at(self, place: usize) -> String {
        let Some(Spoken { path, clause, page, start, .. }) = self.structure.sources.get(place) else {
            return String::new();
        };
        let mut words = path.rsplit('/').next().unwrap_or(path).to_owned();
        match (clause, page, start) {
            (Some(clause), ..) if clause.starts_with(|c: char| c.is_ascii_digit()) => {
                words += &format!(", clause {clause}");
            }
            (Some(clause), ..) => words += &format!(", {clause}"),
            (None, Some(page), _) => words += &format!(", page {page}"),
            (None, None, Some(start)) => words += &format!(", line {}", start.line),
            _ => {}
        }
        words
    }

    /// The sorts of what is named, each with the place by which it looks different.
    fn sorts(&self) -> Vec<(usize, &str)> {
        let chart = &self.structure.chart;
        met(&chart.legend.sorts, chart.nodes.iter().filter_map(|node| node.sort.as_deref()).collect())
    }

    /// What lines say, each with the place by which it looks different.
    fn captions(&self) -> Vec<(usize, &str)> {
        let chart = &self.structure.chart;
        met(&chart.legend.captions, chart.lines.iter().map(|line| &*line.caption).collect())
    }
}

/// Those of some words that are met, each once with its place: among those that are known, or behind them.
fn met<'a>(known: &'a [String], said: Vec<&'a str>) -> Vec<(usize, &'a str)> {
    let mut all: Vec<&str> = known.iter().map(String::as_str).collect();
    for &words in &said {
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all.into_iter().enumerate().filter(|(_, words)| said.contains(words)).collect()
}

/// The place of some words among those that are met.
fn place(met: &[(usize, &str)], words: &str) -> Option<usize> {
    met.iter().find(|(_, known)| *known == words).map(|(place, _)| *place)
}

/// Words on one line, without characters that turn the direction of text or are not printed.
fn clean(words: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let odd = |c: char| matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let kept: String = words
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !c.is_control() && !hidden(c) && !odd(c))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Some words with the others counted: "a; b and 3 more".
fn some(words: &[String], most: usize) -> String {
    let shown: Vec<String> = words.iter().take(most).map(|words| clean(words)).collect();
    match words.len().saturating_sub(most) {
        0 => shown.join("; "),
        more => format!("{} and {more} more", shown.join("; ")),
    }
}
