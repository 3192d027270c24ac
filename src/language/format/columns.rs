use super::rows::{Entry, Row, Statement};

/// Columns of a body's lines.
const BODY: usize = 2;
/// The column of the items of a group of words, if its name leaves room for it, so that most groups of a file share it.
const ITEMS: usize = 19;
/// The column of `but not`, and of `as` behind them, before items that stand so far to the right.
const BUT_NOT: usize = 10;
/// Words further to the right than the leftmost of their run by more than this are not put under one another.
const SPREAD: usize = 24;

/// Lines of a body whose values stand in one column, and that column.
const VALUES: [(&str, &[&str], usize); 5] = [
    ("pack", &["version", "source", "uses"], 10),
    ("kind", &["titled", "called", "perhaps", "headings", "says", "aside"], 11),
    (
        "question",
        &["under", "same-as", "applies", "basis", "risk", "event", "effect", "ask", "attested", "inferred"],
        11,
    ),
    ("rule", &["answers", "applies", "area", "basis", "risk", "event", "effect", "ask", "help", "suggest"], 10),
    ("bundle-rule", &["answers", "applies", "area", "basis", "risk", "event", "effect", "ask", "help", "suggest"], 10),
];

/// Words put under one another in lines that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run<'a> {
    /// What stands behind the name of areas, or of questions.
    Title(&'a str),
    /// The `=` of finds.
    Equals,
    /// The `because` of arms of one colour.
    Because(&'a str),
    /// The `under` of questions.
    Under,
}

/// A word of a statement's first line and the column that it is moved to.
pub(super) type Stop = (usize, usize);

/// The columns of the first line of each entry that is a statement.
pub(super) fn stops(entries: &[Entry]) -> Vec<Vec<Stop>> {
    let mut stops: Vec<Vec<Stop>> = entries.iter().map(value).collect();
    for step in [first_run, second_run] {
        let mut at = 0;
        while at < entries.len() {
            let run = entries.get(at).and_then(step);
            let length = entries[at..].iter().take_while(|entry| step(entry) == run).count().max(1);
            if let Some(run) = run {
                align(run, &entries[at..at + length], &mut stops[at..at + length]);
            }
            at += length;
        }
    }
    stops
}

fn statement<'a, 'e>(entry: &'e Entry<'a>) -> Option<(&'e Statement<'a>, &'e Row<'a>)> {
    let Entry::Statement(statement) = entry else { return None };
    Some((statement, statement.rows.first()?))
}

/// The stop of a line whose value has a column of its own.
fn value(entry: &Entry) -> Vec<Stop> {
    if statement(entry).is_some_and(|(statement, _)| statement.is_head && statement.keyword == "words") {
        return vec![(2, ITEMS)];
    }
    let column = statement(entry).filter(|(statement, _)| !statement.is_head).and_then(|(statement, _)| {
        let body = VALUES
            .iter()
            .find(|(declares, keywords, _)| *declares == statement.declares && keywords.contains(&statement.keyword));
        body.map(|&(_, _, column)| column)
    });
    column.map(|column| (1, column)).into_iter().collect()
}

fn first_run<'a>(entry: &Entry<'a>) -> Option<Run<'a>> {
    let (statement, _) = statement(entry)?;
    match (statement.is_head, statement.keyword) {
        (true, keyword @ ("area" | "profile" | "question")) => Some(Run::Title(keyword)),
        (false, "find") => Some(Run::Equals),
        _ => None,
    }
}

fn second_run<'a>(entry: &Entry<'a>) -> Option<Run<'a>> {
    let (statement, _) = statement(entry)?;
    match (statement.is_head, statement.keyword) {
        (true, "question") => Some(Run::Under),
        (false, colour @ ("green" | "amber" | "red" | "unclear" | "skip")) => Some(Run::Because(colour)),
        _ => None,
    }
}

/// Which word of a first line a run moves.
fn moved(run: Run, row: &Row) -> Option<usize> {
    let word = |wanted: &str| row.words.iter().position(|word| *word == wanted);
    match run {
        Run::Title(_) => (row.words.len() > 2).then_some(2),
        Run::Equals => word("=").filter(|&at| at == 2),
        Run::Because(_) => word("because"),
        Run::Under => word("under").filter(|&at| at == 3),
    }
}

/// Adds the stops of a run: the column that the longest line needs.
fn align(run: Run, entries: &[Entry], stops: &mut [Vec<Stop>]) {
    let mut found = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some((statement, row)) = statement(entry) else { continue };
        let Some(word) = moved(run, row) else { continue };
        let column = columns(statement, &stops[index]).get(word).copied().unwrap_or(0);
        found.push((index, word, column));
    }
    if !matches!(run, Run::Title(_)) {
        let least = found.iter().map(|&(_, _, column)| column).min().unwrap_or(0);
        found.retain(|&(_, _, column)| column <= least + SPREAD);
    }
    let column = found.iter().map(|&(_, _, column)| column).max().unwrap_or(0);
    for (index, word, _) in found {
        stops[index].push((word, column));
    }
}

/// Where the words of a statement's first line begin.
pub(super) fn columns(statement: &Statement, stops: &[Stop]) -> Vec<usize> {
    let indent = if statement.is_head { 0 } else { BODY };
    let colon = (statement.keyword == "fact").then_some(2);
    statement.rows.first().map_or(Vec::new(), |row| place(&row.words, indent, stops, colon))
}

/// Where the words of a line that continues a statement begin; one without words has one column, that of its comment.
pub(super) fn hanging(statement: &Statement, first: &[usize], row: &Row) -> Vec<usize> {
    let opening = row.words.first().copied().unwrap_or("");
    let top = statement.rows.first();
    let equals =
        top.and_then(|row| row.words.iter().position(|word| *word == "=")).and_then(|at| first.get(at)).copied();
    let items = match (statement.is_head, statement.keyword) {
        (true, "words") => first.get(2).copied().unwrap_or(ITEMS),
        (true, "names") => first.get(4).copied().unwrap_or(ITEMS),
        _ => first.get(1).copied().unwrap_or(BUT_NOT),
    };
    let is_kind = statement.declares == "kind";
    let indent = match (statement.is_head, statement.keyword, opening) {
        (true, "words" | "names", "but" | "until" | "as") if items >= BUT_NOT + "but not ".len() => BUT_NOT,
        (true, "words" | "names", "but" | "until" | "as") | (false, _, "but") if statement.is_head || is_kind => BODY,
        (true, "words" | "names", _) => items,
        (true, "fact", "=" | "|" | "compared" | "drawn") | (true, "question" | "area" | "profile", _) => BODY,
        (true, ..) | (false, "example", _) | (false, "find", "=") => 4,
        (false, "find", "|") => equals.unwrap_or(4),
        (false, "find", _) => equals.map_or(4, |column| column + 4),
        (false, "green" | "amber" | "red" | "unclear" | "skip" | "the", _) => 6,
        (false, ..) => items,
    };
    let stops = if opening == "but" && items > indent { vec![(2, items)] } else { Vec::new() };
    if row.words.is_empty() { vec![indent] } else { place(&row.words, indent, &stops, None) }
}

/// Where words begin that stand behind one another; `colon` is one that has spaces on both sides.
fn place(words: &[&str], indent: usize, stops: &[Stop], colon: Option<usize>) -> Vec<usize> {
    let mut columns = Vec::with_capacity(words.len());
    let mut column = indent;
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| words.get(before)).copied();
        let joined = matches!(*word, "," | ")") || before == Some("(") || *word == ":" && colon != Some(index);
        column += usize::from(index > 0 && !joined);
        let stop = stops.iter().find(|(at, _)| *at == index).map_or(0, |&(_, column)| column);
        column = column.max(stop);
        columns.push(column);
        column += word.chars().count();
    }
    columns
}
