/// Fields that are open, outermost first: Word keeps what it last computed beside what it computes it from.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    code: String,
    result: bool,
}

/// Fields in each other that are told apart.
const DEEPEST: usize = 64;
/// Bytes of a field's code kept.
const LONGEST: usize = 200;

impl Fields {
    /// A field begins, turns to its result, or ends.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" if self.open.len() < DEEPEST => self.open.push(Open { code: String::new(), result: false }),
            "separate" => {
                if let Some(open) = self.open.last_mut() {
                    open.result = true;
                }
            }
            "end" => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// More of what the innermost field is computed from.
    pub(super) fn code(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut().filter(|open| open.code.len() < LONGEST) {
            open.code.extend(words.chars().take(LONGEST));
        }
    }

    /// Whether what is read now is shown: it is no part of a code.
    pub(super) fn shows(&self) -> bool {
        self.open.iter().all(|open| open.result)
    }

    /// Whether what is read now is a line of the table of contents.
    pub(super) fn in_contents(&self) -> bool {
        self.open.iter().any(|open| is_contents(&open.code))
    }

    /// Ends what has no result where a paragraph ends: a code is part of one paragraph.
    pub(super) fn end_paragraph(&mut self) {
        if !self.shows() {
            self.open.retain(|open| open.result);
        }
    }
}

/// Whether a field computes a table of contents.
pub(super) fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|name| name.eq_ignore_ascii_case("toc"))
}
