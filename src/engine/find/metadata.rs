use super::{Finder, List, Match};
use crate::engine::place::Tokens;

impl Finder<'_> {
    /// The values of a metadata field. They stand outside the text: a match has no tokens, and the field's index for its part.
    pub(super) fn metadata(&mut self, name: &str) -> List {
        let mut kept = self.buffer();
        for (index, field) in self.document().metadata.iter().enumerate() {
            if field.name == name && !field.value.trim().is_empty() {
                kept.push(Match { tokens: Tokens::default(), place: None, parts: (index as u32, 0), standing: None });
            }
        }
        self.keep(kept)
    }
}
