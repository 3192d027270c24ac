//! Changes to the bytes of a file that remember where they were made.

use govlint::source::Span;

/// A stretch of a file and what is put there.
#[derive(Clone, Debug)]
pub struct Edit {
    pub span: Span,
    pub words: String,
}

/// The stretches of a file that were changed, by how often.
#[derive(Debug, Default)]
pub struct Changed(Vec<(Span, u32)>);

impl Changed {
    /// How often the words of a stretch were changed.
    pub fn times(&self, span: Span) -> u32 {
        self.0.iter().filter(|(known, _)| known.overlaps(span)).map(|(_, times)| *times).max().unwrap_or(0)
    }

    /// Makes changes to the sentences around them; those that meet one before them are left out.
    pub fn apply(&mut self, source: &mut String, mut edits: Vec<(Span, Vec<Edit>)>) {
        edits.sort_by_key(|(sentence, _)| sentence.start);
        let mut end = 0;
        edits.retain(|(sentence, _)| {
            let free = sentence.start >= end;
            end = end.max(sentence.end);
            free
        });
        for (sentence, mut edits) in edits.into_iter().rev() {
            let times = self.times(sentence) + 1;
            edits.sort_by_key(|edit| edit.span.start);
            let mut grown = 0_i64;
            let mut last = u32::MAX;
            for edit in edits.into_iter().rev() {
                if edit.span.end > last {
                    continue;
                }
                last = edit.span.start;
                source.replace_range(edit.span.range(), &edit.words);
                grown += edit.words.len() as i64 - i64::from(edit.span.len());
            }
            let moved = |at: u32| if at >= sentence.end { (i64::from(at) + grown) as u32 } else { at };
            for (known, _) in &mut self.0 {
                *known = Span::new(moved(known.start), moved(known.end));
            }
            self.0.push((Span::new(sentence.start, moved(sentence.end)), times));
        }
    }
}
