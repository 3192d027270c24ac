use super::block;
use super::columns::{columns, hanging, stops};
use super::rows::{Entry, Row, Statement};

/// Declarations that stand apart from those around them.
const APART: [&str; 4] = ["pack", "kind", "rule", "bundle-rule"];
/// Columns by which a comment in a body is set in, and by which text blocks are deeper than their line.
const INDENT: usize = 2;

/// Prints what a file holds.
pub(super) fn print(entries: &[Entry]) -> String {
    let parted = parted(entries);
    let mut out = String::new();
    let mut blank = false;
    for (index, (entry, stops)) in entries.iter().zip(stops(entries)).enumerate() {
        if matches!(entry, Entry::Blank) {
            blank = true;
            continue;
        }
        if (blank || parted[index]) && !out.is_empty() {
            out.push('\n');
        }
        blank = false;
        match entry {
            Entry::Blank => {}
            Entry::Comment { flush, text } => {
                let indent = if *flush { 0 } else { INDENT };
                line(&mut out, &format!("{}{text}", " ".repeat(indent)));
            }
            Entry::Statement(statement) => {
                let first = columns(statement, &stops);
                for (index, row) in statement.rows.iter().enumerate() {
                    let hung = (index > 0).then(|| hanging(statement, &first, row));
                    self::row(&mut out, row, hung.as_deref().unwrap_or(&first));
                }
            }
        }
    }
    out
}

/// Whether an empty line stands before each entry whatever the writer did: before declarations with a body and behind them,
/// the comments that belong to a declaration included.
fn parted(entries: &[Entry]) -> Vec<bool> {
    let mut parted = vec![false; entries.len()];
    let mut before = "";
    for (index, entry) in entries.iter().enumerate() {
        let Entry::Statement(Statement { is_head: true, keyword, .. }) = entry else { continue };
        if APART.contains(keyword) || APART.contains(&before) || *keyword == "fact" && before != "fact" {
            let comments = entries[..index].iter().rev();
            let own = comments.take_while(|entry| matches!(entry, Entry::Comment { flush: true, .. })).count();
            parted[index - own] = true;
        }
        before = keyword;
    }
    parted
}

fn row(out: &mut String, row: &Row, columns: &[usize]) {
    let indent = columns.first().copied().unwrap_or(0);
    let mut text = String::new();
    let mut width = 0;
    // Behind a text block the words follow its end, wherever that is.
    let mut shift = None;
    for (word, &column) in row.words.iter().zip(columns) {
        let column = shift.map_or(column, |(from, to): (usize, usize)| to + (column - from));
        text.extend(std::iter::repeat_n(' ', column.saturating_sub(width)));
        match block::lines(word) {
            None => {
                text.push_str(word);
                width = column + word.chars().count();
            }
            Some(lines) => {
                let natural = column + word.chars().count();
                text = text_block(out, &text, &lines, indent + INDENT);
                width = text.chars().count();
                shift = Some((natural, width));
            }
        }
    }
    if let Some(comment) = row.comment {
        let gap = if row.words.is_empty() { indent } else { INDENT };
        text.extend(std::iter::repeat_n(' ', gap));
        text.push_str(comment);
    }
    line(out, &text);
}

/// Prints a text block up to its last line, which it gives back.
fn text_block(out: &mut String, before: &str, lines: &[&str], indent: usize) -> String {
    let Some((first, rest)) = lines.split_first() else { return before.to_owned() };
    line(out, &format!("{before}\"\"\"{first}"));
    let (last, inner) = rest.split_last().map_or(("", &[][..]), |(last, inner)| (*last, inner));
    for inner in inner {
        let indent = if inner.is_empty() { 0 } else { indent };
        line(out, &format!("{}{inner}", " ".repeat(indent)));
    }
    format!("{}{last}\"\"\"", " ".repeat(indent))
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}
