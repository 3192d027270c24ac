use std::collections::{BTreeMap, HashMap};

use super::Label;
use crate::language::Program;
use crate::language::model::QuestionId;

/// Labels sorted onto the documents that they speak of.
#[derive(Debug)]
pub struct Sorted<'a> {
    /// Of each document its labels, in the order of the file, with the question of each.
    pub(super) of: Vec<Vec<(&'a Label, QuestionId)>>,
    /// What cannot be compared.
    pub left_out: LeftOut,
}

/// Labels that cannot be compared: how many for each name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Of documents that were not given.
    pub documents: BTreeMap<String, usize>,
    /// Of names that several of the documents bear.
    pub doubtful: BTreeMap<String, usize>,
    /// Of checks that no rule answers.
    pub checks: BTreeMap<String, usize>,
}

impl<'a> Sorted<'a> {
    /// Sorts labels onto the documents at `paths`, by their index. A label's document is the end of a path: `mou.md` or
    /// `place/mou.md` for `samples/place/mou.md`.
    pub fn new<'p>(labels: &'a [Label], program: &Program, paths: impl IntoIterator<Item = &'p str>) -> Self {
        let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut of = Vec::new();
        for (index, path) in paths.into_iter().enumerate() {
            let inner = path.match_indices('/').filter_map(|(at, _)| path.get(at + 1..));
            for end in inner.chain([path]) {
                ends.entry(end).or_default().push(index);
            }
            of.push(Vec::new());
        }
        let answered = answered(program);
        let mut left_out = LeftOut::default();
        for label in labels {
            let documents = ends.get(&*label.document).map_or(&[][..], Vec::as_slice);
            let question = answered.get(&*label.check).copied();
            let (among, name) = match (documents, question) {
                (&[document], Some(question)) => {
                    of[document].push((label, question));
                    continue;
                }
                ([], _) => (&mut left_out.documents, &label.document),
                ([_], None) => (&mut left_out.checks, &label.check),
                _ => (&mut left_out.doubtful, &label.document),
            };
            *among.entry(name.clone()).or_default() += 1;
        }
        Self { of, left_out }
    }

    /// How many documents have labels.
    pub fn documents(&self) -> usize {
        self.of.iter().filter(|labels| !labels.is_empty()).count()
    }
}

/// The questions that at least one rule answers.
fn answered(program: &Program) -> HashMap<&str, QuestionId> {
    let answered = program.rules.iter().flat_map(|rule| &rule.answers);
    answered.filter_map(|&id| Some((&*program.questions.get(id.at())?.id, id))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{label, program};
    use super::*;
    use crate::engine::Colour;

    #[test]
    fn names_end_paths_in_whole_parts() {
        let labels = [
            label("mou.md", "shelf.quay.1", Colour::Red),
            label("a/tor.md", "shelf.quay.1", Colour::Red),
            label("tor.md", "shelf.quay.1", Colour::Red),
            label("ou.md", "shelf.quay.1", Colour::Red),
            label("x/a/tor.md", "shelf.quay.9", Colour::Red),
            label("x/a/tor.md", "shelf.quay.2", Colour::Red),
        ];
        let sorted = Sorted::new(&labels, &program(), ["x/a/tor.md", "x/b/tor.md", "mou.md"]);
        let shown: Vec<Vec<&str>> =
            sorted.of.iter().map(|labels| labels.iter().map(|(label, _)| &*label.document).collect()).collect();
        assert_eq!(shown, [vec!["a/tor.md"], vec![], vec!["mou.md"]]);
        assert_eq!(sorted.documents(), 2);
        let one = |name: &str| BTreeMap::from([(name.to_owned(), 1)]);
        assert_eq!((&sorted.left_out.documents, &sorted.left_out.doubtful), (&one("ou.md"), &one("tor.md")));
        let checks = BTreeMap::from([("shelf.quay.2".to_owned(), 1), ("shelf.quay.9".to_owned(), 1)]);
        assert_eq!(sorted.left_out.checks, checks);
    }
}
