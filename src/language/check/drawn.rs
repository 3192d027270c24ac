use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{Compared, Drawn, DrawnEnd, DrawnFrom, DrawnLine, DrawnNote, Place};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Alternative, Name};

/// What stands for the name of whose paper a document is.
const OWN_NAME: &str = "own-name";
const RECORD: &str = "record";

impl<'a> Checker<'a, '_> {
    /// What of a fact is drawn: its fields must be there.
    pub(super) fn drawn(&mut self, file: FileId, fact: &tree::Fact<'a>) -> Vec<Drawn> {
        fact.drawn.iter().filter_map(|drawn| self.one_drawn(file, fact, drawn)).collect()
    }

    /// How a fact is compared: its fields must be there.
    pub(super) fn compared(&mut self, file: FileId, fact: &tree::Fact<'a>) -> Option<Compared> {
        let (caption, by) = fact.compared.as_ref()?;
        Some(Compared { caption: caption.text.to_owned(), by: self.drawn_fields(file, fact, by)? })
    }

    fn one_drawn(&mut self, file: FileId, fact: &tree::Fact<'a>, drawn: &tree::Drawn<'a>) -> Option<Drawn> {
        let record = fact.value.text == RECORD;
        match drawn {
            tree::Drawn::Name(end) => {
                if record && end.fields.is_empty() {
                    let problem = Code::WrongSort.at(Place { file, span: end.span }, "a record is no name by itself");
                    self.tell(problem.help("say which of its fields is drawn: `drawn FIELD as \"…\"`"));
                    return None;
                }
                Some(Drawn::Name(self.drawn_end(file, fact, end)?))
            }
            tree::Drawn::Line { caption, ends: [from, to], up, labelled } => {
                let [from, to] = [from, to].map(|end| self.drawn_end(file, fact, end));
                let labelled = self.drawn_fields(file, fact, labelled);
                let caption = caption.text.to_owned();
                Some(Drawn::Line(DrawnLine { caption, from: from?, to: to?, up: *up, labelled: labelled? }))
            }
            tree::Drawn::Note { caption, on, labelled } => {
                let on = self.drawn_end(file, fact, on);
                let labelled = self.drawn_fields(file, fact, labelled);
                Some(Drawn::Note(DrawnNote { caption: caption.text.to_owned(), on: on?, labelled: labelled? }))
            }
        }
    }

    fn drawn_end(&mut self, file: FileId, fact: &tree::Fact<'a>, end: &tree::DrawnEnd<'a>) -> Option<DrawnEnd> {
        let mut from = Vec::new();
        for name in &end.fields {
            from.push(match name.text {
                OWN_NAME => DrawnFrom::OwnName,
                _ => DrawnFrom::Field(self.drawn_field(file, fact, *name)?),
            });
        }
        Some(DrawnEnd { from, sort: end.sort.map(|sort| sort.text.to_owned()) })
    }

    fn drawn_fields(&mut self, file: FileId, fact: &tree::Fact<'a>, names: &[Name<'a>]) -> Option<Vec<String>> {
        let fields: Vec<_> = names.iter().map(|name| self.drawn_field(file, fact, *name)).collect();
        fields.into_iter().collect()
    }

    /// A field of a record by its name; tells of one that none of its alternatives has.
    fn drawn_field(&mut self, file: FileId, fact: &tree::Fact<'a>, name: Name<'a>) -> Option<String> {
        let captures = fact.alternatives.iter().filter_map(|alternative| match alternative {
            Alternative::Said(_, captures) => Some(captures),
            Alternative::Title(..) => None,
        });
        let known: Vec<&str> = captures.flatten().map(|capture| capture.name.text).collect();
        if known.contains(&name.text) {
            return Some(name.text.to_owned());
        }
        let message = format!("fact `{}` has no field `{}`", fact.name.text, name.text);
        let near = did_you_mean(name.text, known.iter().copied().chain([OWN_NAME]));
        let help = near.unwrap_or_else(|| match known.is_empty() {
            true => "only a record has fields; what another fact gives is drawn as `own-name` or by itself".to_owned(),
            false => format!("its fields are {}", known.join(", ")),
        });
        self.tell(Code::UnknownName.at(at(file, name), message).help(help));
        None
    }
}
