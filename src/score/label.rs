use super::Quote;
use crate::diagnostic::{Diagnostic, FileId};
use crate::engine::Colour;
use crate::source::Span;

/// What parts the quotations of one label.
const PARTED: &str = " || ";
/// Problems of one file that are told.
const TOLD: usize = 20;

/// What a reader makes of one document and one check: a line of a file of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The document: the end of its path, in whole parts.
    pub document: String,
    /// The check: the id of a question.
    pub check: String,
    /// Red, amber or green.
    pub rating: Colour,
    /// What the reader points to.
    pub quotes: Vec<Quote>,
    /// What the reader adds; may be empty.
    pub note: String,
}

/// Reads labels: lines of `document`, `check`, `rating`, `evidence` and `note`, parted by tabs, with quotations parted by
/// ` || `. The header, empty lines and those that open with `#` are left out.
///
/// # Errors
///
/// What is wrong with the lines that cannot be read, the first twenty of them, with their places in the text.
pub fn read_labels(text: &str) -> Result<Vec<Label>, Vec<Diagnostic>> {
    let (mut labels, mut problems) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split(['\n', '\r']) {
        let cells: Vec<&str> = line.trim_start_matches('\u{feff}').split('\t').collect();
        let is_label = cells.first().is_some_and(|first| !matches!(*first, "" | "document") && !first.starts_with('#'));
        if is_label {
            match label(&cells) {
                Ok(label) => labels.push(label),
                Err(problem) => {
                    let span = Span::new(start, start + line.trim_end().len() as u32);
                    problems.push(problem.at(FileId(0), span, ""));
                }
            }
        }
        start += line.len() as u32 + 1;
    }
    problems.truncate(TOLD);
    if problems.is_empty() { Ok(labels) } else { Err(problems) }
}

fn label(cells: &[&str]) -> Result<Label, Diagnostic> {
    let [document, check, rating, rest @ ..] = cells else {
        let message = "a label is a document, a check and a rating with tabs between them";
        return Err(Diagnostic::error("bad-label", message).help("two further columns may hold evidence and a note"));
    };
    let rating = [Colour::Red, Colour::Amber, Colour::Green].into_iter().find(|colour| colour.word() == *rating);
    let rating = rating.ok_or_else(|| {
        Diagnostic::error("unknown-rating", "a reader's rating is red, amber or green")
            .help("leave out what readers could not rate")
    })?;
    let written = rest.first().map_or("", |cell| cell).split(PARTED).filter(|quote| !quote.trim().is_empty());
    let quotes: Option<Vec<Quote>> = written.map(Quote::read).collect();
    let quotes = quotes.ok_or_else(|| {
        Diagnostic::error("bad-digests", "digests are written `sha:N:digest,digest`, each digest with ten digits")
    })?;
    let note = rest.get(1).map_or("", |cell| cell.trim()).to_owned();
    Ok(Label { document: (*document).to_owned(), check: (*check).to_owned(), rating, quotes, note })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_lines_with_and_without_evidence() {
        let text = "document\tcheck\trating\tevidence\tnote\r\n# ours\n\na.md\tq.1\tred\nb/a.md\tq.2\tamber\tsome words || \
            others\tseen twice\r\n";
        let labels = read_labels(text).unwrap();
        let shown: Vec<_> =
            labels.iter().map(|label| (&*label.document, &*label.check, label.rating, label.quotes.len())).collect();
        assert_eq!(shown, [("a.md", "q.1", Colour::Red, 0), ("b/a.md", "q.2", Colour::Amber, 2)]);
        assert_eq!(labels[1].note, "seen twice");
    }

    #[test]
    fn tells_what_cannot_be_read_and_where() {
        let text = "a.md\tq.1\tgreen\nb.md\tq.1\nc.md\tq.1\torange\nd.md\tq.1\tred\tsha:5";
        let problems = read_labels(text).unwrap_err();
        let told: Vec<_> =
            problems.iter().map(|problem| (problem.code, text.get(problem.labels[0].span.range()).unwrap())).collect();
        assert_eq!(
            told,
            [
                ("bad-label", "b.md\tq.1"),
                ("unknown-rating", "c.md\tq.1\torange"),
                ("bad-digests", "d.md\tq.1\tred\tsha:5")
            ]
        );
        assert_eq!(read_labels(&"x\n".repeat(500)).unwrap_err().len(), TOLD);
    }
}
