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
    fn tells_titles_from_names_of_files_and_programs() {
        for title in ["Microsoft Word - mou v3.doc", "Document1", "untitled", "TOR final.docx", "12345", "doc 7"] {
            assert!(is_no_title(title), "{title}");
        }
        for title in ["Terms of reference", "Documented decisions", "Doctors' agreement", "Harbour MOU 2026"] {
            assert!(!is_no_title(title), "{title}");
        }
    }
}
