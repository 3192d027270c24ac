use std::ops::Range;

/// Changes of one part, made all at once.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Edits {
    /// Bytes taken out, what is put in their place, and its rank among what is put at one byte.
    all: Vec<(Range<usize>, u8, String)>,
}

impl Edits {
    /// Puts `xml` at a byte; what has a lower rank comes first there, else what came first.
    pub(in crate::annotate) fn put(&mut self, at: usize, rank: u8, xml: String) {
        self.all.push((at..at, rank, xml));
    }

    /// Takes bytes out.
    pub(in crate::annotate) fn cut(&mut self, bytes: Range<usize>) {
        self.all.push((bytes, 0, String::new()));
    }

    /// Puts `xml` in the place of bytes.
    pub(in crate::annotate) fn replace(&mut self, bytes: Range<usize>, xml: String) {
        self.all.push((bytes, 0, xml));
    }

    pub(in crate::annotate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The text with the changes; a change in what another took out is left out.
    pub(in crate::annotate) fn apply(mut self, text: &str) -> String {
        self.all.sort_by_key(|(bytes, rank, _)| (bytes.start, *rank));
        let added: usize = self.all.iter().map(|(_, _, xml)| xml.len()).sum();
        let mut done = String::with_capacity(text.len() + added);
        let mut from = 0;
        for (bytes, _, xml) in &self.all {
            if bytes.start < from {
                continue;
            }
            done.push_str(text.get(from..bytes.start).unwrap_or_default());
            done.push_str(xml);
            from = bytes.end;
        }
        done.push_str(text.get(from..).unwrap_or_default());
        done
    }
}

/// Words as they stand in XML of any encoding that holds ASCII: what XML 1.0 cannot hold is left out, what is no ASCII is
/// written as its number.
pub(in crate::annotate) fn escaped(words: &str) -> String {
    let mut xml = String::with_capacity(words.len() + words.len() / 8);
    for character in words.chars().filter(|&character| is_legal(character)) {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            ' '..='~' => xml.push(character),
            other => xml.push_str(&format!("&#{};", u32::from(other))),
        }
    }
    xml
}

/// Whether XML 1.0 can hold a character (its production 2).
fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_leaves_out() {
        let words = "a<b> & \"c\" “d”\u{0}\u{b}\u{1b}\u{ffff}\u{1f600}\n";
        assert_eq!(escaped(words), "a&lt;b&gt; &amp; &quot;c&quot; &#8220;d&#8221;&#128512;&#10;");
    }

    #[test]
    fn changes_are_made_at_their_bytes() {
        let mut edits = Edits::default();
        edits.put(2, 1, "start".into());
        edits.put(2, 0, "end".into());
        edits.cut(4..6);
        edits.put(5, 0, "lost".into());
        edits.replace(6..7, "G".into());
        assert_eq!(edits.apply("abcdefg"), "abendstartcdG");
        assert_eq!(Edits::default().apply("abc"), "abc");
    }
}
