use std::fmt::Write;

use super::{Map, clean, place, some};

/// A graph of DOT. Every word of the documents stands in a quoted string.
pub(super) fn dot(map: Map) -> String {
    let chart = &map.structure.chart;
    let sorts = map.sorts();
    let mut out = format!("digraph {} {{\n", quoted(&[clean(map.name)]));
    out += "  graph [rankdir=TB, fontname=\"Helvetica\", labelloc=t, label=";
    out += &quoted(&[clean(map.name)]);
    out +=
        "];\n  node [shape=box, fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n";
    for (at, node) in chart.nodes.iter().enumerate() {
        let sort = node.sort.as_deref();
        let mut lines: Vec<String> = sort.map(clean).into_iter().collect();
        lines.push(clean(&node.name));
        lines.extend(node.notes.iter().map(|note| format!("{}: {}", clean(&note.caption), some(&note.words, 8))));
        lines.extend(node.missing.as_deref().map(|missing| format!("Missing: {}", clean(missing))));
        let place = sort.and_then(|sort| place(&sorts, sort)).unwrap_or(0);
        let mut style: Vec<&str> = Vec::new();
        style.extend((place % 2 == 1).then_some("rounded"));
        style.extend(node.missing.is_some().then_some("dashed"));
        let _ = writeln!(out, "  n{at} [label={}, style=\"{}\"];", quoted(&lines), style.join(","));
    }
    for line in &chart.lines {
        let mut words = vec![clean(&line.caption)];
        words.extend(line.labels.iter().map(|label| clean(label)));
        // What is above in rank is written first, and the head is then at the back.
        let (first, second, back) = if line.up { (line.to, line.from, ", dir=back") } else { (line.from, line.to, "") };
        let _ = writeln!(out, "  n{first} -> n{second} [label={}{back}];", quoted(&words));
    }
    out += "}\n";
    out
}

/// Lines of words as one string of DOT.
fn quoted(lines: &[String]) -> String {
    let escaped = lines.iter().map(|line| line.replace('\\', "\\\\").replace('"', "\\\""));
    format!("\"{}\"", escaped.collect::<Vec<_>>().join("\\n"))
}
