//! Bytes as text: UTF-8, UTF-16 with a byte order mark, Windows-1252 where bytes are no UTF-8.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, FileId};
use crate::source::{Coding, Span};

/// A file as text in UTF-8.
pub(super) struct Decoded<'a> {
    /// The text, its byte order mark included.
    pub text: Cow<'a, str>,
    /// The way back to the bytes of the file.
    pub coding: Coding,
    /// What could not be read as meant, with places in the file.
    pub problems: Vec<Diagnostic>,
}

/// What stands for a byte that cannot be read.
const LOST: char = '\u{fffd}';

/// The characters of Windows-1252 from 0x80 to 0x9F; the others are those of Unicode.
const HIGH: [char; 32] = [
    '€', LOST, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', LOST, 'Ž', LOST, LOST, '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', LOST, 'ž', 'Ÿ',
];

/// Decodes a file.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(order) = Order::of(bytes) {
        return Output::new(bytes.len() / 2).utf_16(bytes, order);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), coding: Coding::default(), problems: Vec::new() },
        Err(_) => Output::new(bytes.len() + bytes.len() / 8).mixed(bytes),
    }
}

/// Which byte of two comes first.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xfe, ..] => Some(Self::Little),
            [0xfe, 0xff, ..] => Some(Self::Big),
            _ => None,
        }
    }

    fn unit(self, pair: &[u8]) -> u16 {
        match (self, pair) {
            (Self::Little, [a, b]) => u16::from_le_bytes([*a, *b]),
            (Self::Big, [a, b]) => u16::from_be_bytes([*a, *b]),
            _ => 0xfffd,
        }
    }
}

/// Text while it is decoded.
struct Output {
    text: String,
    coding: Coding,
    /// Bytes of the file read.
    read: u32,
    /// Place and number of bytes that could not be read.
    lost: Option<Span>,
    count: usize,
}

impl Output {
    fn new(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), coding: Coding::default(), read: 0, lost: None, count: 0 }
    }

    /// Appends a character that took `bytes` of the file; `lost` if it stands for what could not be read.
    fn push(&mut self, character: char, bytes: u8, lost: bool) {
        if lost {
            self.lost.get_or_insert(Span::new(self.read, self.read + u32::from(bytes)));
            self.count += 1;
        }
        self.coding.add(self.text.len() as u32, self.read, character.len_utf8() as u8, bytes);
        self.text.push(character);
        self.read += u32::from(bytes);
    }

    fn utf_16(mut self, bytes: &[u8], order: Order) -> Decoded<'static> {
        let units = bytes.chunks_exact(2).map(|pair| order.unit(pair));
        for decoded in char::decode_utf16(units) {
            match decoded {
                Ok(character) => self.push(character, character.len_utf16() as u8 * 2, false),
                Err(_) => self.push(LOST, 2, true),
            }
        }
        if bytes.len() % 2 == 1 {
            self.push(LOST, 1, true);
        }
        self.finish("UTF-16", None)
    }

    /// Reads what is UTF-8 as UTF-8 and other bytes as Windows-1252; all of it as that where UTF-8 would be the rarer.
    fn mixed(mut self, bytes: &[u8]) -> Decoded<'static> {
        let (mut meant, mut other) = (0usize, 0usize);
        for chunk in bytes.utf8_chunks() {
            meant += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
            other += chunk.invalid().len();
        }
        let first = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        for chunk in bytes.utf8_chunks() {
            if meant > other {
                self.utf_8(chunk.valid());
            } else {
                self.windows(chunk.valid().as_bytes());
            }
            self.windows(chunk.invalid());
        }
        self.finish("Windows-1252", Some(Span::new(first as u32, first as u32 + 1)))
    }

    fn utf_8(&mut self, text: &str) {
        if !text.is_empty() {
            self.coding.add(self.text.len() as u32, self.read, 1, 1);
            self.text.push_str(text);
            self.read += text.len() as u32;
        }
    }

    fn windows(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                0x80..=0x9f => {
                    let character = HIGH[usize::from(byte - 0x80)];
                    self.push(character, 1, character == LOST);
                }
                _ => self.push(char::from(byte), 1, false),
            }
        }
    }

    fn finish(self, name: &str, guessed: Option<Span>) -> Decoded<'static> {
        let mut problems = Vec::new();
        if let Some(place) = guessed {
            problems.push(
                Diagnostic::warning("not-utf-8", format!("the file is not in UTF-8 and was read as {name}"))
                    .at(FileId(0), place, "the first byte that is no UTF-8")
                    .help("if letters are shown wrongly, save the file as UTF-8"),
            );
        }
        if let Some(place) = self.lost {
            let what = match self.count {
                1 => format!("a byte here stands for no letter of {name}"),
                many => format!("{many} bytes stand for no letter of {name}; the first is here"),
            };
            problems.push(
                Diagnostic::warning("unreadable-byte", what)
                    .at(FileId(0), place, "shown as \u{fffd}")
                    .help("save the file as UTF-8, and write these letters again"),
            );
        }
        Decoded { text: Cow::Owned(self.text), coding: self.coding, problems }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn codes(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let decoded = decode(bytes);
        (decoded.text.into_owned(), decoded.problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn reads_old_encodings() {
        for (bytes, text, problems) in [
            (&b"plain"[..], "plain", &[][..]),
            ("\u{feff}£5".as_bytes(), "\u{feff}£5", &[]),
            (b"a \xa35 fee \x96 \x93now\x94", "a £5 fee – “now”", &["not-utf-8"]),
            (b"\xff\xfea\0\xa3\0", "\u{feff}a£", &[]),
            (b"\xfe\xff\0a\x20\xac", "\u{feff}a€", &[]),
            (b"\xff\xfe\x3d\xd8\x00\xde", "\u{feff}\u{1f600}", &[]),
            (b"\xff\xfea\0\0\xd8b\0c", "\u{feff}a\u{fffd}b\u{fffd}", &["unreadable-byte"]),
            (b"x\x81y", "x\u{fffd}y", &["not-utf-8", "unreadable-byte"]),
            (b"caf\xc3\xa9 \xc2\xa35 \xa36", "café £5 £6", &["not-utf-8"]),
            (b"CAF\xc9\x93 \xa35 \xa36", "CAFÉ“ £5 £6", &["not-utf-8"]),
        ] {
            assert_eq!(codes(bytes), (text.to_owned(), problems.to_vec()), "{bytes:?}");
        }
    }

    #[test]
    fn says_how_many_bytes_are_lost() {
        let problems = decode(b"\x81\x8d\x8f").problems;
        assert!(problems.iter().any(|problem| problem.message.starts_with("3 bytes stand for no letter")));
    }

    proptest! {
        #[test]
        fn any_text_leads_back_to_its_utf_16(text in ".{0,40}", little in any::<bool>()) {
            let mut bytes = vec![];
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.for_each(|unit| bytes.extend(if little { unit.to_le_bytes() } else { unit.to_be_bytes() }));
            let decoded = decode(&bytes);
            prop_assert_eq!(&decoded.text[3..], &text);
            for (at, character) in decoded.text.char_indices() {
                let span = Span::new(at as u32, (at + character.len_utf8()) as u32);
                let file = decoded.coding.file(span);
                prop_assert_eq!(file.len() as usize, character.len_utf16() * 2);
                prop_assert_eq!(decoded.coding.text(file), span);
                let again = bytes[file.range()].chunks_exact(2).map(|pair| {
                    if little { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) }
                });
                prop_assert!(char::decode_utf16(again).eq([Ok(character)]));
            }
        }

        #[test]
        fn any_bytes_lead_back(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let decoded = decode(&bytes);
            let mut end = 0;
            for (at, character) in decoded.text.char_indices() {
                let file = decoded.coding.file(Span::new(at as u32, (at + character.len_utf8()) as u32));
                prop_assert_eq!(file.start, end);
                prop_assert!(!file.is_empty());
                end = file.end;
            }
            prop_assert_eq!(end as usize, bytes.len());
        }
    }
}
