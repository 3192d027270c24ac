use crate::document::Field;
use crate::source::Span;

/// Adds one line of a header or footer as a field, and the version and status that it states where no field does.
pub(in crate::read) fn state(fields: &mut Vec<Field>, name: &str, value: String, origin: Span) {
    let known = fields.iter().any(|field| field.name == name && field.value == value);
    if known || value.is_empty() {
        return;
    }
    let states = |name: &str| fields.iter().any(|field| field.name == name);
    let version = version(&value).filter(|_| !states("version"));
    let draft = is_draft(&value) && !states("status");
    if let Some(version) = version {
        fields.push(Field { name: "version".to_owned(), value: version, origin });
    }
    if draft {
        fields.push(Field { name: "status".to_owned(), value: "draft".to_owned(), origin });
    }
    fields.push(Field { name: name.to_owned(), value, origin });
}

/// Most words of a title in a header, and lines that it is made of.
const WORDS: usize = 20;
const LINES: usize = 3;

/// The title that stands in a header, by its lines: those that are short and say neither how far the document is, which page or
/// version this is, nor who may read it.
pub(in crate::read) fn title(lines: &[(String, Span)]) -> Option<Field> {
    let named: Vec<&(String, Span)> = lines.iter().filter(|(line, _)| names(line)).take(LINES).collect();
    let (first, last) = (named.first()?, named.last()?);
    let value = named.iter().map(|(line, _)| &**line).collect::<Vec<_>>().join(" – ");
    let origin = Span::new(first.1.start, last.1.end);
    Some(Field { name: "title".to_owned(), value, origin })
}

/// Whether a line of a header may name the document.
fn names(line: &str) -> bool {
    const MARKS: [&str; 8] =
        ["page", "confidential", "restricted", "official", "sensitive", "embargoed", "copyright", "www"];
    let words: Vec<&str> = line.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let marked = words.iter().any(|word| MARKS.iter().any(|mark| word.eq_ignore_ascii_case(mark)));
    let letters = words.iter().filter(|word| word.contains(char::is_alphabetic)).count();
    let sentence = line.ends_with(['.', ';', ',']);
    let stated = version(line).is_some() || is_draft(line) || is_no_title(line);
    (2..=WORDS).contains(&words.len()) && letters > 1 && 2 * letters > words.len() && !marked && !sentence && !stated
}

/// Whether a title is one that a program made up: the name of a file or of the program.
pub(in crate::read) fn is_no_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let file = [".doc", ".docx", ".dot", ".dotx", ".docm", ".odt", ".rtf", ".pdf", ".tmp"];
    let opens = ["microsoft word", "untitled", "powerpoint presentation", "no title", "title of document"];
    let counted = lower.strip_prefix("document").or_else(|| lower.strip_prefix("doc"));
    file.iter().any(|ending| lower.ends_with(ending))
        || opens.iter().any(|opening| lower.starts_with(opening))
        || counted.is_some_and(|rest| rest.trim().bytes().all(|byte| byte.is_ascii_digit()))
        || !lower.contains(char::is_alphabetic)
}

/// The version that a line states: `Version 1.2`, `v0.7`, `Draft 3`.
fn version(line: &str) -> Option<String> {
    let mut words = line.split(|sign: char| sign.is_whitespace() || matches!(sign, ':' | '|' | ',' | ';' | '(' | ')'));
    let mut before = "";
    words.find_map(|word| {
        let lower = word.to_lowercase();
        let named =
            matches!(before.to_lowercase().trim_end_matches(['.', ':']), "version" | "ver" | "v" | "draft" | "issue");
        if !word.is_empty() {
            before = word;
        }
        let figures = lower.strip_prefix('v').unwrap_or(&lower);
        let figures = figures.trim_end_matches('.');
        let is_version = figures.starts_with(|first: char| first.is_ascii_digit())
            && figures.len() <= 8
            && figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let marked = named || (lower.starts_with('v') && lower.len() > 1);
        (is_version && marked).then(|| figures.to_owned())
    })
}

/// Whether a line marks a draft.
fn is_draft(line: &str) -> bool {
    let mut words = line.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| word.eq_ignore_ascii_case("draft")) && line.split_whitespace().count() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_versions_and_drafts() {
        for (line, stated) in [
            ("Harbour MOU | Version 1.2 | Page 3", Some("1.2")),
            ("TOR v0.7", Some("0.7")),
            ("DRAFT 3 for comment", Some("3")),
            ("Version: 2", Some("2")),
            ("Page 3 of 12", None),
            ("Valid from 2026", None),
            ("12 May 2026", None),
        ] {
            assert_eq!(version(line).as_deref(), stated, "{line}");
        }
        assert!(is_draft("DRAFT") && is_draft("Draft v3, not for quotation") && !is_draft("The drafting group"));
    }

    #[test]
    fn tells_titles_from_other_lines_of_headers() {
        let title = |lines: &[&str]| {
            let lines: Vec<(String, Span)> = lines.iter().map(|line| ((*line).to_owned(), Span::default())).collect();
            super::title(&lines).map(|field| field.value)
        };
        for (lines, expected) in [
            (&["Memorandum of Understanding between A Council and B Trust"][..], true),
            (&["Draft memorandum"], false),
            (&["Harbour Forum v0.7"], false),
            (&["Page 3 of 12"], false),
            (&["Strictly confidential"], false),
            (&["OFFICIAL – SENSITIVE"], false),
            (&["3 May 2026"], false),
            (&["Harbour"], false),
            (&["The parties agree as follows."], false),
            (&["Terms of reference.docx"], false),
        ] {
            assert_eq!(title(lines).as_deref(), expected.then_some(lines[0]), "{lines:?}");
        }
        let lines = ["Harbour Council", "Version 2", "Terms of Reference"];
        assert_eq!(title(&lines).as_deref(), Some("Harbour Council – Terms of Reference"));
    }

    #[test]
    fn tells_titles_from_names_of_files_and_programs() {
        for title in ["Microsoft Word - mou v3.doc", "Document1", "untitled", "TOR final.docx", "12345", "doc 7"] {
            assert!(is_no_title(title), "{title}");
        }
        for title in ["Terms of reference", "Documented decisions", "Doctors' agreement", "Harbour MOU 2026"] {
            assert!(!is_no_title(title), "{title}");
        }
    }
}
