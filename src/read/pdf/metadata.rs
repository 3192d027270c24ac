//! What the file says of its document.

use hayro_syntax::Pdf;

/// Names and values of the information dictionary.
pub(super) fn fields(pdf: &Pdf) -> Vec<(String, String)> {
    let said = pdf.metadata();
    let fields = [("title", &said.title), ("author", &said.author), ("subject", &said.subject)];
    let field = |(name, value): (&str, &Option<Box<[u8]>>)| {
        let value = text(value.as_deref()?);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_name = value.chars().any(char::is_alphabetic) && !is_file_name(&value) && !is_default(&value);
        is_name.then(|| (name.to_owned(), value))
    };
    fields.into_iter().filter_map(field).collect()
}

/// Programs write the name of the file that they printed.
fn is_file_name(value: &str) -> bool {
    let ending = value.rsplit_once('.').map_or("", |(_, ending)| ending);
    value.starts_with("Microsoft Word - ")
        || ["doc", "docx", "odt", "pages", "pdf", "rtf", "txt", "indd"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
}

/// Programs write that nothing was said.
fn is_default(value: &str) -> bool {
    let word = value.trim_matches(['(', ')']);
    ["untitled", "anonymous", "unspecified", "unknown"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// A text string of PDF (32000-1, 7.9.2.2): UTF-16 or UTF-8 with a byte order mark, else PDFDocEncoding.
pub(super) fn text(bytes: &[u8]) -> String {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes
            .iter()
            .map(|&byte| HIGH.get(usize::from(byte).wrapping_sub(0x80)).copied().unwrap_or(char::from(byte)))
            .collect(),
    }
}

/// PDFDocEncoding from 0x80 to 0xA0 (PDF 32000-1, table D.2).
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', '\u{fb01}',
    '\u{fb02}', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_text_strings() {
        assert_eq!(text(b"\xfe\xff\0a\x20\xac"), "a€");
        assert_eq!(text(b"\xff\xfea\0"), "a");
        assert_eq!(text(b"\xef\xbb\xbf\xc2\xa3"), "£");
        assert_eq!(text(b"it\x90s \x85 \xa35"), "it’s – £5");
    }

    #[test]
    fn tells_names_of_files() {
        assert!(is_file_name("Regulations 2017.pages") && is_file_name("Microsoft Word - x"));
        assert!(is_default("untitled") && is_default("(anonymous)") && !is_default("Unknown Rivers Forum"));
        assert!(!is_file_name("Terms of reference") && !is_file_name("Forum no. 3"));
    }
}
