use super::{Span, TextBuilder};

/// Which bytes ask for a closer look: controls, and the first bytes of invisible characters and odd spaces.
const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        odd[byte] = true;
        byte += 1;
    }
    odd[0x7f] = true;
    odd[0xc2] = true; // U+0080..U+009F controls, U+00A0 no-break space, U+00AD soft hyphen
    odd[0xe1] = true; // U+180E
    odd[0xe2] = true; // U+2000..U+206F spaces, joiners, direction marks
    odd[0xe3] = true; // U+3000
    odd[0xef] = true; // U+FEFF
    odd
};

/// What a reader of the page sees of a character.
enum Seen {
    Itself,
    Space,
    Nothing,
}

fn seen(character: char) -> Seen {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{3000}' => Seen::Space,
        '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' => Seen::Space,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => Seen::Nothing,
        '\u{2060}'..='\u{206f}' | '\u{feff}' => Seen::Nothing,
        other if other.is_control() => Seen::Nothing,
        _ => Seen::Itself,
    }
}

/// Whether all bytes are visible ASCII or plain spaces; written without a way out, so that it is checked many at a time.
fn is_plain(words: &str) -> bool {
    words.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

impl TextBuilder {
    /// Appends words that stand byte for byte at `start` of the file: controls, zero-width characters and soft
    /// hyphens are dropped, every sort of space becomes a plain one.
    pub fn push_seen(&mut self, words: &str, start: u32) {
        if is_plain(words) {
            return self.push(words, Span::new(start, start + words.len() as u32));
        }
        let mut done = 0;
        let mut from = 0;
        while let Some(step) = words.as_bytes()[from..].iter().position(|&byte| ODD[byte as usize]) {
            let at = from + step;
            let Some(character) = words[at..].chars().next() else { break };
            from = at + character.len_utf8();
            let space = match seen(character) {
                Seen::Itself => continue,
                Seen::Space => " ",
                Seen::Nothing => "",
            };
            self.push(&words[done..at], Span::new(start + done as u32, start + at as u32));
            self.push(space, Span::new(start + at as u32, start + from as u32));
            done = from;
        }
        self.push(&words[done..], Span::new(start + done as u32, start + words.len() as u32));
    }

    /// Appends words that came as a whole from `origin`, such as an entity, cleaned as [`Self::push_seen`] does.
    pub fn push_whole(&mut self, words: &str, origin: Span) {
        if !words.bytes().any(|byte| ODD[byte as usize]) {
            return self.push(words, origin);
        }
        let shown: String = words
            .chars()
            .filter_map(|character| match seen(character) {
                Seen::Itself => Some(character),
                Seen::Space => Some(' '),
                Seen::Nothing => None,
            })
            .collect();
        self.push(&shown, origin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(words: &str) -> String {
        let mut builder = TextBuilder::default();
        builder.push_seen(words, 0);
        builder.as_str().to_owned()
    }

    #[test]
    fn shows_what_people_see() {
        for (written, shown) in [
            ("plain", "plain"),
            ("a\u{a0}b\u{202f}c\td", "a b c d"),
            ("co\u{ad}op\u{200b}er\u{feff}ate", "cooperate"),
            ("bell\u{7}\u{1b}[31m", "bell[31m"),
            ("café £5 “x” – y", "café £5 “x” – y"),
            ("", ""),
        ] {
            assert_eq!(clean(written), shown, "{written:?}");
        }
    }

    #[test]
    fn maps_each_side_of_what_is_dropped() {
        let mut builder = TextBuilder::default();
        builder.push_seen("ab\u{200b}cd", 10);
        let text = builder.finish();
        assert_eq!(text.origin(Span::new(0, 2)), Span::new(10, 12));
        assert_eq!(text.origin(Span::new(2, 4)), Span::new(15, 17));
    }

    #[test]
    fn a_whole_keeps_its_origin() {
        let mut builder = TextBuilder::default();
        builder.push_whole("\u{a0}", Span::new(3, 9));
        let text = builder.finish();
        assert_eq!(text.as_str(), " ");
        assert_eq!(text.origin(Span::new(0, 1)), Span::new(3, 9));
    }
}
