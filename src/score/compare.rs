use super::quote::{Page, Words};
use super::{Label, Quote, Sorted};
use crate::assess::{Assessed, Rated};
use crate::engine::{Colour, Rating};
use crate::language::Program;
use crate::language::model::QuestionId;
use crate::source::Span;

/// Quotations of a rating that are compared.
const QUOTED: usize = 3;

/// A reader's rating and govlint's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The reader's.
    pub reader: Colour,
    /// The worst of govlint's that is red, amber or green; unrated where there is none.
    pub tool: Colour,
    /// Where both see something and the reader points to words: whether govlint quotes any of them.
    pub hit: Option<bool>,
}

/// A row in which they differ, in colour or in the words.
#[derive(Debug)]
pub struct Miss<'a> {
    /// The check.
    pub check: QuestionId,
    /// What the reader says.
    pub label: &'a Label,
    /// Both ratings.
    pub row: Row,
    /// The rating that is compared.
    pub rating: Option<&'a Rating>,
    /// What the reader points to.
    pub pointed: Vec<Pointed<'a>>,
}

/// Something that a reader points to.
#[derive(Debug)]
pub struct Pointed<'a> {
    /// As the reader gives it.
    pub quote: &'a Quote,
    /// Where it stands in the document's text; none where it does not.
    pub span: Option<Span>,
}

/// The labels of one document beside its ratings.
#[derive(Debug, Default)]
pub struct Compared<'a> {
    /// One for each label.
    pub rows: Vec<(QuestionId, Row)>,
    /// Those that differ.
    pub misses: Vec<Miss<'a>>,
}

impl Sorted<'_> {
    /// Compares the labels of the document with that index with its ratings. A document that could not be read, or whose kind
    /// could not be told, is unrated.
    pub fn compare<'a>(&'a self, program: &Program, index: usize, assessed: &'a Assessed) -> Compared<'a> {
        let mut compared = Compared::default();
        let mut page = None;
        for &(label, check) in self.of.get(index).map_or(&[][..], Vec::as_slice) {
            let found = answers(program, assessed, check);
            let rating = found.iter().copied().min_by_key(|rating| rating.colour);
            let hit =
                rating.filter(|rating| is_seen(label.rating) && is_seen(rating.colour) && !label.quotes.is_empty());
            let hit = hit.and(assessed.outcome.as_ref().ok()).map(|rated| quotes_any(rated, &found, label));
            let row = Row { reader: label.rating, tool: rating.map_or(Colour::Unrated, |rating| rating.colour), hit };
            compared.rows.push((check, row));
            if row.reader != row.tool || hit == Some(false) {
                let page = page.get_or_insert_with(|| Page::new(text(assessed)));
                let pointed = label.quotes.iter().map(|quote| Pointed { quote, span: quote.find(page) }).collect();
                compared.misses.push(Miss { check, label, row, rating, pointed });
            }
        }
        compared
    }
}

/// The ratings that answer a check and are red, amber or green.
fn answers<'a>(program: &Program, assessed: &'a Assessed, check: QuestionId) -> Vec<&'a Rating> {
    let answers =
        |rating: &Rating| program.rules.get(rating.rule.at()).is_some_and(|rule| rule.answers.contains(&check));
    let rated = |rating: &Rating| matches!(rating.colour, Colour::Red | Colour::Amber | Colour::Green);
    assessed.ratings().iter().filter(|rating| rated(rating) && answers(rating)).collect()
}

fn is_seen(colour: Colour) -> bool {
    colour != Colour::Red
}

fn quotes_any(rated: &Rated, ratings: &[&Rating], label: &Label) -> bool {
    let quoted = ratings.iter().flat_map(|rating| rating.evidence.iter().take(QUOTED));
    quoted
        .map(|evidence| Words::of(rated.document.text.slice(evidence.span)))
        .any(|words| label.quotes.iter().any(|quote| quote.overlaps(&words)))
}

fn text(assessed: &Assessed) -> &str {
    assessed.outcome.as_ref().map_or("", |rated| rated.document.text.as_str())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing::{assessed, label, program};
    use super::*;

    fn compare(text: &str, label: Label) -> (Row, Vec<Option<String>>) {
        let (program, assessed) = (program(), assessed(text));
        let labels = [label];
        let sorted = Sorted::new(&labels, &program, ["shelf.md"]);
        let compared = sorted.compare(&program, 0, &assessed);
        let words = |span: Span| assessed.outcome.as_ref().unwrap().document.text.slice(span).to_owned();
        let pointed = compared.misses.iter().flat_map(|miss| &miss.pointed);
        (compared.rows[0].1, pointed.map(|pointed| pointed.span.map(words)).collect())
    }

    fn pointing(rating: Colour, quote: &str) -> Label {
        Label { quotes: vec![Quote::Words(quote.into())], ..label("shelf.md", "shelf.quay.1", rating) }
    }

    const DEEP: &str = "---\nkind: harbour\n---\n\n# Shelf\n\nThe depth is 3 metres. It is sand below that.\n";

    #[test]
    fn the_same_words_are_no_miss() {
        let (row, pointed) = compare(DEEP, pointing(Colour::Green, "the depth is 3 metres"));
        assert_eq!((row.tool, row.hit, pointed.len()), (Colour::Green, Some(true), 0));
    }

    #[test]
    fn other_words_are_a_miss_and_are_located() {
        let (row, pointed) = compare(DEEP, pointing(Colour::Green, "it is SAND below that"));
        assert_eq!((row.tool, row.hit), (Colour::Green, Some(false)));
        assert_eq!(pointed, [Some("It is sand below that".to_owned())]);
    }

    #[test]
    fn another_colour_is_a_miss_whatever_the_words() {
        let (row, pointed) = compare(DEEP, pointing(Colour::Red, "the weather was fair"));
        assert_eq!((row.reader, row.tool, row.hit, pointed), (Colour::Red, Colour::Green, None, vec![None]));
    }

    #[test]
    fn what_is_not_rated_is_unrated() {
        let (row, _) = compare("# Notes\n\nThe depth is 3 metres.\n", pointing(Colour::Green, "the depth is 3 metres"));
        assert_eq!((row.tool, row.hit), (Colour::Unrated, None));
    }
}
