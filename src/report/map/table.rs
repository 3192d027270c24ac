use super::super::markup::plain;
use super::{Map, clean};

/// What stands over the columns of [`names`] and [`lines`].
pub(in crate::report) const NAMES: [&str; 5] = ["Name", "What it is", "What is said of it", "Missing", "Where"];
pub(in crate::report) const LINES: [&str; 5] = ["From", "Line", "To", "Of what, up to what", "Where"];

/// Tables in Markdown: who is named, and what is said of one and another, each with its places.
pub(super) fn table(map: Map) -> String {
    let chart = &map.structure.chart;
    let mut out = format!("# {}\n\n", plain(&clean(map.name)));
    if chart.nodes.is_empty() {
        out += "Nothing in these documents says who they are about.\n";
        return out;
    }
    out += "## Who is named\n\n";
    rows(&mut out, NAMES, &names(map));
    if !chart.lines.is_empty() {
        out += "\n## What is said of one and another\n\n";
        rows(&mut out, LINES, &lines(map));
    }
    if chart.cut {
        out += "\nThere is more in these documents than is listed here.\n";
    }
    out
}

/// Who is named, a row each, in plain words.
pub(in crate::report) fn names(map: Map) -> Vec<[String; 5]> {
    let row = |node: &crate::bundle::ChartNode| {
        let mut name = clean(&node.name);
        if !node.also.is_empty() {
            name += &format!(" (also: {})", joined(&node.also));
        }
        let notes = node.notes.iter().map(|note| format!("{}: {}", clean(&note.caption), joined(&note.words)));
        let sort = node.sort.as_deref().map(clean).unwrap_or_default();
        let missing = node.missing.as_deref().map(clean).unwrap_or_default();
        let said = node.said.iter().chain(node.notes.iter().flat_map(|note| &note.said));
        [name, sort, notes.collect::<Vec<_>>().join(". "), missing, places(map, said)]
    };
    map.structure.chart.nodes.iter().map(row).collect()
}

/// What is said of one and another, a row each, in plain words.
pub(in crate::report) fn lines(map: Map) -> Vec<[String; 5]> {
    let chart = &map.structure.chart;
    let name = |at: usize| chart.nodes.get(at).map(|node| clean(&node.name)).unwrap_or_default();
    let row = |line: &crate::bundle::ChartLine| {
        let (caption, labels) = (clean(&line.caption), joined(&line.labels));
        [name(line.from), caption, name(line.to), labels, places(map, line.said.iter())]
    };
    chart.lines.iter().map(row).collect()
}

fn joined(words: &[String]) -> String {
    words.iter().map(|words| clean(words)).collect::<Vec<_>>().join("; ")
}

/// A table of Markdown.
fn rows(out: &mut String, head: [&str; 5], rows: &[[String; 5]]) {
    *out += &format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        let cells = row.iter().map(|cell| if cell.is_empty() { " ".to_owned() } else { format!(" {} ", plain(cell)) });
        *out += &format!("|{}|\n", cells.collect::<Vec<_>>().join("|"));
    }
}

/// Places for people, each once.
fn places<'a>(map: Map, said: impl Iterator<Item = &'a usize>) -> String {
    let mut places: Vec<String> = Vec::new();
    for place in said {
        let words = clean(&map.at(*place));
        if !words.is_empty() && !places.contains(&words) {
            places.push(words);
        }
    }
    places.join("; ")
}
