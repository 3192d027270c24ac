use super::token::Shape;
use super::vocabulary::Key;

/// The letters and digits that some bytes open with, at most [`Key::MOST`]. Eight bytes are looked at at once, as one
/// number: to look at one after the other costs a wrong guess of the processor at the end of each word.
pub(super) struct Run {
    /// How many they are.
    pub(super) length: usize,
    /// They, lowered.
    pub(super) key: Key,
    low: Half,
    high: Half,
}

/// What of a run lies in eight bytes.
#[derive(Clone, Copy, Default)]
struct Half {
    length: usize,
    /// Its bytes, lowered; 0 behind them.
    lowered: u64,
    /// The highest bit of each byte that is a letter.
    letters: u64,
    /// The same for capitals.
    capitals: u64,
}

/// Bytes of a half.
const HALF: usize = size_of::<u64>();

impl Run {
    /// Reads the bytes of a text from `start` to before `end`.
    #[inline]
    pub(super) fn read(text: &[u8], start: usize, end: usize) -> Run {
        let (bytes, limit) = (&text[start..], end - start);
        let low = Half::read(eight(bytes), limit);
        let goes_on = low.length == HALF;
        let high = if goes_on { Half::read(eight(&bytes[HALF..]), limit - HALF) } else { Half::default() };
        Run { length: low.length + high.length, key: Key::new(low.lowered, high.lowered), low, high }
    }

    /// What a word of these letters looks like.
    #[inline]
    pub(super) fn shape(&self) -> Shape {
        if self.low.capitals & 128 == 0 {
            return Shape::default();
        }
        let count = |low: u64, high: u64| low.count_ones() + high.count_ones();
        let (letters, capitals) =
            (count(self.low.letters, self.high.letters), count(self.low.capitals, self.high.capitals));
        Shape::of_word(true, letters, capitals)
    }
}

impl Half {
    /// Reads eight bytes, of which only the first few up to `limit` count.
    #[inline]
    fn read(bytes: u64, limit: usize) -> Half {
        let (ascii, lowered) = (!bytes & each(128), bytes | each(32));
        let letters = between(lowered & each(127), b'a', b'z') & ascii;
        let digits = between(bytes & each(127), b'0', b'9') & ascii;
        let length = (!(letters | digits) & each(128)).trailing_zeros() as usize / 8;
        let length = length.min(limit);
        let inside = 1u64.checked_shl(length as u32 * 8).unwrap_or_default().wrapping_sub(1);
        // A capital lacks the bit of 32, which two places up is the highest.
        let (letters, capitals) = (letters & inside, letters & inside & !(bytes << 2));
        Half { length, lowered: lowered & inside, letters, capitals }
    }
}

/// A number of which every byte is this one.
#[inline]
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; HALF])
}

/// The highest bit of each byte of `low` that lies between two; no byte of it has its own highest bit set.
#[inline]
fn between(low: u64, first: u8, last: u8) -> u64 {
    (low + each(128 - first)) & !(low + each(127 - last)) & each(128)
}

/// The first eight bytes as a number, zeros for those that are not there.
#[inline]
fn eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(|| padded(bytes)))
}

/// The first bytes, zeros behind them.
#[cold]
fn padded(bytes: &[u8]) -> [u8; HALF] {
    let mut padded = [0; HALF];
    padded.iter_mut().zip(bytes).for_each(|(to, &from)| *to = from);
    padded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reads_what_looking_at_each_byte_reads(text in "[a-zA-Z0-9 é'@`{\\[/:\\x7f]{0,20}", end in 0usize..24) {
            let bytes = text.as_bytes();
            let end = end.min(bytes.len());
            let run: Vec<u8> = bytes[..end].iter().copied().take_while(u8::is_ascii_alphanumeric).take(Key::MOST).collect();
            let read = Run::read(bytes, 0, end);
            prop_assert_eq!(read.length, run.len());
            let lowered = String::from_utf8_lossy(&run).to_ascii_lowercase();
            prop_assert_eq!(read.key, Key::of(&lowered).unwrap_or_default());
            let count = |is: fn(&u8) -> bool| run.iter().filter(|byte| is(byte)).count() as u32;
            let (letters, capitals) = (count(u8::is_ascii_alphabetic), count(u8::is_ascii_uppercase));
            let opens = run.first().is_some_and(u8::is_ascii_uppercase);
            prop_assert_eq!(read.shape(), if opens { Shape::of_word(true, letters, capitals) } else { Shape::default() });
        }
    }
}
