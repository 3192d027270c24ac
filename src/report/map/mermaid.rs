use std::fmt::Write;

use super::{Map, clean, place, some};

/// A flow chart of Mermaid. Signs in the words of documents are written as entities, so that they mean nothing there.
pub(super) fn mermaid(map: Map) -> String {
    let chart = &map.structure.chart;
    let up = chart.lines.iter().filter(|line| line.up).count();
    // A flow chart runs one way: most lines then point to what is above.
    let direction = if up * 2 > chart.lines.len() { "BT" } else { "TB" };
    let mut out = format!("flowchart {direction}\n");
    let sorts = map.sorts();
    for (at, node) in chart.nodes.iter().enumerate() {
        let sort = node.sort.as_deref();
        let mut lines: Vec<String> = sort.map(|sort| format!("<i>{}</i>", plain(sort))).into_iter().collect();
        lines.push(format!("<b>{}</b>", plain(&node.name)));
        let note = |(caption, words): (&str, String)| format!("{}: {}", plain(caption), plain(&words));
        lines.extend(node.notes.iter().map(|known| note((&known.caption, some(&known.words, 8)))));
        lines.extend(node.missing.as_deref().map(|missing| note(("Missing", clean(missing)))));
        let place = sort.and_then(|sort| place(&sorts, sort)).unwrap_or(0);
        let (open, close) = if place % 2 == 1 { ("(", ")") } else { ("[", "]") };
        let class = if node.missing.is_some() { ":::missing" } else { "" };
        let _ = writeln!(out, "  n{at}{open}\"{}\"{close}{class}", lines.join("<br/>"));
    }
    for line in &chart.lines {
        let mut words = vec![plain(&line.caption)];
        words.extend(line.labels.iter().map(|label| plain(label)));
        let _ = writeln!(out, "  n{} -->|\"{}\"| n{}", line.from, words.join("<br/>"), line.to);
    }
    if chart.nodes.iter().any(|node| node.missing.is_some()) {
        out += "  classDef missing stroke-dasharray: 6 4\n";
    }
    out
}

/// Words in which every sign is an entity.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for character in clean(words).chars() {
        if character.is_ascii_punctuation() && !matches!(character, ',' | '.' | '-') {
            let _ = write!(out, "#{};", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}
