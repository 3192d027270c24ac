use toml::de::DeValue;

use super::{FIELDS, Known, WITH};
use crate::diagnostic::{Diagnostic, FileId};
use crate::engine::Colour;
use crate::language::nearest;
use crate::source::Span;

/// Reads gaps as they stand in a file.
pub(super) struct Reader {
    pub(super) file: FileId,
    pub(super) problems: Vec<Diagnostic>,
}

impl Reader {
    pub(super) fn tell(&mut self, at: std::ops::Range<usize>, message: impl Into<String>, help: Option<String>) {
        let problem = Diagnostic::error("bad-baseline", message).at(self.file, span(at), "");
        self.problems.push(Diagnostic { help, ..problem });
    }

    pub(super) fn gap(&mut self, gap: &DeValue, whole: std::ops::Range<usize>) -> Option<Known> {
        let DeValue::Table(table) = gap else {
            self.tell(whole, "a gap is a table", None);
            return None;
        };
        let mut said: [Option<String>; FIELDS.len()] = Default::default();
        let mut with = Vec::new();
        let before = self.problems.len();
        for (name, value) in table {
            let field = FIELDS.iter().position(|field| field == name.get_ref());
            match (field, value.get_ref()) {
                (Some(field), DeValue::String(text)) => said[field] = Some(text.to_string()),
                (None, DeValue::Array(others)) if name.get_ref() == WITH => {
                    for other in others.iter() {
                        match other.get_ref() {
                            DeValue::String(path) => with.push(path.to_string()),
                            _ => self.tell(other.span(), format!("`{WITH}` is a list of strings"), None),
                        }
                    }
                }
                (Some(_), _) => self.tell(value.span(), format!("`{}` is a string", name.get_ref()), None),
                (None, _) => {
                    let help = nearest(name.get_ref(), FIELDS.into_iter().chain([WITH]))
                        .map(|near| format!("did you mean `{near}`?"));
                    self.tell(name.span(), format!("a gap has no key `{}`", name.get_ref()), help);
                }
            }
        }
        let [path, rule, rating, clause, words, subject] = said;
        let colour = rating.as_deref().and_then(Colour::of_word).filter(|colour| colour.is_gap());
        match (path, rule, colour) {
            (Some(path), Some(rule), Some(rating)) if self.problems.len() == before => {
                Some(Known { path, with, rule, subject, rating, clause, words })
            }
            _ if self.problems.len() > before => None,
            _ => {
                self.tell(whole, "a gap says its `path`, `rule` and `rating`: red, amber or unclear", None);
                None
            }
        }
    }
}

pub(super) fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}
