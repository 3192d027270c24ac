use crate::language::Program;
use crate::language::model::{Drawn, DrawnEnd};

/// What may stand in a chart by the rules, whatever the documents say: what looks different in a picture goes by the place here,
/// so that one thing looks alike in every picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    /// Sorts of what is named, in the order of the facts; then the kinds of document.
    pub sorts: Vec<String>,
    /// What lines say, in the order of the facts.
    pub captions: Vec<String>,
}

impl Legend {
    pub(super) fn of(program: &Program) -> Self {
        let mut legend = Self::default();
        for drawn in program.facts.iter().flat_map(|fact| &fact.drawn) {
            match drawn {
                Drawn::Name(end) => legend.end(end),
                Drawn::Line(line) => {
                    legend.end(&line.from);
                    legend.end(&line.to);
                    once(&mut legend.captions, &line.caption);
                }
                Drawn::Note(note) => legend.end(&note.on),
            }
        }
        for kind in &program.kinds {
            once(&mut legend.sorts, &kind.title);
        }
        legend
    }

    fn end(&mut self, end: &DrawnEnd) {
        if let Some(sort) = &end.sort {
            once(&mut self.sorts, sort);
        }
    }
}

fn once(list: &mut Vec<String>, words: &str) {
    if list.iter().all(|known| known != words) {
        list.push(words.to_owned());
    }
}
