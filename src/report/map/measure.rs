/// A kind of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Face {
    /// How high, in pixels of the picture.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Whether it is slanted.
    pub(super) italic: bool,
}

impl Face {
    pub(super) const fn plain(size: f64) -> Self {
        Self { size, bold: false, italic: false }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self { size, bold: true, italic: false }
    }

    pub(super) const fn italic(size: f64) -> Self {
        Self { size, bold: false, italic: true }
    }

    /// From one line to the next.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.28).round()
    }

    /// About how wide words are; rather too much than too little, as fonts differ.
    pub(super) fn width(self, words: &str) -> f64 {
        let part: f64 = words.chars().map(part).sum();
        part * self.size * if self.bold { 1.2 } else { 1.1 }
    }

    /// Words in lines of at most `room` pixels, and at most `most` lines; a word that fits no line is cut.
    pub(super) fn wrap(self, words: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in words.split_whitespace() {
            let mut word = word;
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&joined) <= room {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while self.width(word) > room {
                let (head, tail) = word.split_at(self.fitting(word, room));
                lines.push(head.to_owned());
                word = tail;
            }
            word.clone_into(&mut line);
            if lines.len() > most {
                break;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while self.width(last) + self.size > room && last.pop().is_some() {}
                last.push('…');
            }
        }
        lines
    }

    /// How many bytes of a word fit; never none.
    fn fitting(self, word: &str, room: f64) -> usize {
        let mut wide = 0.0;
        for (at, character) in word.char_indices() {
            wide += self.width(character.encode_utf8(&mut [0; 4]));
            if wide > room && at > 0 {
                return at;
            }
        }
        word.len()
    }
}

/// The width of a character, as a part of the height of its letters.
fn part(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' | '‘' => 0.28,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' | 'I' | '“' | '”' => 0.36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 0.9,
        'A'..='Z' | '&' => 0.72,
        c if c.is_ascii() => 0.56,
        c if c.is_uppercase() => 0.74,
        c => match crate::report::width(c.encode_utf8(&mut [0; 4])) {
            0 => 0.0,
            1 => 0.6,
            _ => 1.05,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_on_lines_that_fit() {
        let face = Face::plain(10.0);
        for words in ["Harbour and Coast Board", "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "a", ""] {
            let lines = face.wrap(words, 60.0, 9);
            assert!(lines.iter().all(|line| face.width(line) <= 60.0), "{lines:?}");
            let whole: String = lines.concat().split_whitespace().collect();
            assert_eq!(whole, words.split_whitespace().collect::<String>());
        }
        let cut = face.wrap("one two three four five six seven eight", 40.0, 2);
        assert_eq!((cut.len(), cut[1].ends_with('…')), (2, true));
    }
}
