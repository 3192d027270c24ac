use super::Member;
use crate::bundle::{Bundled, Chart, Known};
use crate::language::Program;
use crate::source::Position;

/// What documents say of their structure, with the words that say so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// Who is named, and what is said of one and another.
    pub chart: Chart,
    /// For each of the chart's places the words there.
    pub sources: Vec<Spoken>,
}

/// Words of a document, with where a person finds them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    /// The path of the document.
    pub path: String,
    /// The words, white space folded, cut where they are long.
    pub words: String,
    /// The clause that they stand in.
    pub clause: Option<String>,
    /// The page.
    pub page: Option<u32>,
    /// Where they begin in the file; none where its bytes are no text that people read.
    pub start: Option<Position>,
}

/// Characters of the words that are kept.
const MOST: usize = 300;

impl Structure {
    /// What a chart of some documents rests on.
    pub(super) fn of(chart: Chart, members: &[Member]) -> Self {
        let source = |place: &crate::bundle::Place| {
            let Some(member) = members.get(place.paper) else { return Spoken::default() };
            let passage = member.at(place);
            let mut words: String = passage.words.chars().take(MOST).collect();
            if words.len() < passage.words.len() {
                words.push('…');
            }
            let (path, clause) = (member.paper.path.clone(), passage.clause.clone());
            Spoken { path, words, clause, page: passage.page, start: passage.start }
        };
        Self { sources: chart.places.iter().map(source).collect(), chart }
    }

    /// What one document says by itself.
    pub fn of_one(program: &Program, member: &Member, known: &Known) -> Self {
        let papers = std::slice::from_ref(&member.paper);
        let chart = Bundled::new(program, papers, known).chart(std::iter::empty());
        Self::of(chart, std::slice::from_ref(member))
    }
}
