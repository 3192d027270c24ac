//! Whether a file is whole: what was cut off or overwritten is not read, and nothing else tells.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_syntax::page::Page;

/// Bytes unpacked at once.
const PIECE: usize = 1 << 15;

/// Why pages may be missing in a file.
pub(super) fn missing_pages(pdf: &Pdf, bytes: &[u8]) -> Option<String> {
    if is_cut(bytes) {
        return Some("the file is cut off or damaged: pages of it may be missing".to_owned());
    }
    let catalogue: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let tree = catalogue.and_then(|catalogue| catalogue.get::<Dict<'_>>(b"Pages"));
    let said = tree.and_then(|tree| tree.get::<i32>(b"Count"));
    let read = pdf.pages().len();
    match said.map(|said| usize::try_from(said).unwrap_or(0)) {
        None => Some("the file is damaged: it does not say what pages it has, and some may be missing".to_owned()),
        Some(said) if said > read => {
            Some(format!("the file is damaged: {read} of the {said} pages that it says it has can be read"))
        }
        Some(_) => None,
    }
}

/// Whether the mark of a file's end is missing: something of the document follows the last one.
fn is_cut(bytes: &[u8]) -> bool {
    let end = memchr::memmem::rfind(bytes, b"%%EOF");
    memchr::memmem::find(&bytes[end.unwrap_or(0)..], b" obj").is_some()
}

/// Whether all that draws a page can be read.
pub(super) fn is_whole(page: &Page<'_>) -> bool {
    const CONTENTS: &[u8] = b"Contents";
    match page.raw().get::<Object<'_>>(CONTENTS) {
        Some(Object::Stream(stream)) => is_whole_stream(&stream),
        Some(Object::Array(parts)) => {
            let whole = parts.iter::<Object<'_>>().filter(|part| match part {
                Object::Stream(stream) => is_whole_stream(stream),
                _ => false,
            });
            whole.count() == parts.raw_iter().count()
        }
        Some(Object::Null(_)) => true,
        Some(_) => false,
        None => !page.raw().contains_key(CONTENTS),
    }
}

/// Whether the bytes of a stream unpack to what was packed.
pub(super) fn is_whole_stream(stream: &Stream<'_>) -> bool {
    let names = filters(stream.dict());
    if names.len() != stream.filters().len() || stream.decoded().is_err() {
        return false;
    }
    let names: Vec<&[u8]> = names.iter().map(|name| name.as_ref()).collect();
    match names[..] {
        [b"FlateDecode" | b"Fl", ..] => is_inflated(&stream.raw_data()),
        [b"ASCII85Decode" | b"A85", b"FlateDecode" | b"Fl", ..] => is_inflated(&from_85(&stream.raw_data())),
        _ => true,
    }
}

fn filters<'a>(said: &Dict<'a>) -> Vec<Name<'a>> {
    match said.get::<Object<'a>>(b"Filter") {
        Some(Object::Name(name)) => vec![name],
        Some(Object::Array(names)) => names.iter::<Name<'_>>().collect(),
        _ => Vec::new(),
    }
}

/// Whether bytes are a whole stream of zlib or deflate; the sum at its end may be missing, as some programs leave it out.
fn is_inflated(bytes: &[u8]) -> bool {
    let packed = match bytes {
        [kind, check, rest @ ..] if kind & 15 == 8 && u16::from_be_bytes([*kind, *check]) % 31 == 0 => rest,
        all => all,
    };
    let mut unpack = Decompress::new(false);
    let (mut sum, mut piece) = (Adler::default(), vec![0; PIECE]);
    loop {
        let (from, before) = (unpack.total_in() as usize, unpack.total_out());
        let Ok(status) = unpack.decompress(&packed[from..], &mut piece, FlushDecompress::None) else { return false };
        let got = (unpack.total_out() - before) as usize;
        sum.add(&piece[..got]);
        match status {
            Status::StreamEnd => break,
            _ if got == 0 && unpack.total_in() as usize == from => return false,
            _ => {}
        }
    }
    match packed[unpack.total_in() as usize..] {
        [a, b, c, d, ..] if packed.len() < bytes.len() => u32::from_be_bytes([a, b, c, d]) == sum.value(),
        _ => true,
    }
}

/// The sum of RFC 1950.
struct Adler(u32, u32);

impl Default for Adler {
    fn default() -> Self {
        Self(1, 0)
    }
}

impl Adler {
    const PRIME: u32 = 65521;

    fn add(&mut self, bytes: &[u8]) {
        // As many as cannot overflow.
        for some in bytes.chunks(5552) {
            for &byte in some {
                self.0 += u32::from(byte);
                self.1 += self.0;
            }
            self.0 %= Self::PRIME;
            self.1 %= Self::PRIME;
        }
    }

    fn value(&self) -> u32 {
        self.1 << 16 | self.0
    }
}

/// What letters of base 85 stand for (PDF 32000-1, 7.4.3), up to the first that is none.
fn from_85(letters: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(letters.len() / 5 * 4);
    let (mut value, mut count) = (0u32, 0);
    for &letter in letters.iter().filter(|letter| !letter.is_ascii_whitespace() && **letter != 0) {
        match letter {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                value = value.wrapping_mul(85).wrapping_add(u32::from(letter - b'!'));
                count += 1;
            }
            _ => break,
        }
        if count == 5 {
            out.extend(value.to_be_bytes());
            (value, count) = (0, 0);
        }
    }
    if count > 1 {
        let value = (count..5).fold(value, |value, _| value.wrapping_mul(85).wrapping_add(84));
        out.extend(&value.to_be_bytes()[..count - 1]);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(words: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(words).expect("memory can be written to");
        encoder.finish().expect("memory can be written to")
    }

    #[test]
    fn what_was_cut_or_overwritten_is_told() {
        let words: Vec<u8> = (0..9000u32).flat_map(|word| format!("{} ", word * word % 977).into_bytes()).collect();
        let all = packed(&words);
        let sumless = all.len() - 4;
        assert!(is_inflated(&all) && is_inflated(&all[2..]) && is_inflated(&all[..sumless]));
        assert!(is_inflated(&[&all[..], b"\n"].concat()));
        assert!(!is_inflated(&all[..sumless - 9]) && !is_inflated(&words));
        for at in [5, all.len() / 2, all.len() - 2] {
            let mut wrong = all.clone();
            wrong[at] ^= 0x55;
            assert!(!is_inflated(&wrong), "{at}");
        }
    }

    #[test]
    fn letters_of_base_85_are_read() {
        assert_eq!(from_85(b"87cUR D]j7BEb\no80~>"), b"Hello world!");
        assert_eq!((&from_85(b"z87cURDZ~>")[..], &from_85(b"~>")[..]), (&b"\0\0\0\0Hello"[..], &b""[..]));
    }
}
