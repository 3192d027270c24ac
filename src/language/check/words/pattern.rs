use rustc_hash::FxHashMap;

use crate::language::model::{PatternId, Program};
use crate::prose::{Inflection, WordId, derived, forms};

/// The words of phrases that the program has, each once for each way in which it is matched.
#[derive(Default)]
pub(in crate::language::check) struct Patterns {
    known: FxHashMap<(WordId, Inflection), PatternId>,
}

impl Patterns {
    /// The pattern of a word as the tokeniser cuts it; the first time, its forms join the vocabulary.
    pub(super) fn of(&mut self, program: &mut Program, word: &str, inflection: Inflection) -> PatternId {
        let written = program.vocabulary.add(word);
        *self.known.entry((written, inflection)).or_insert_with(|| {
            let forms = match inflection {
                Inflection::Exact => Vec::new(),
                Inflection::Inflected => forms(word),
                Inflection::Derived => derived(word),
            };
            let others = forms.iter().skip(1).map(|form| program.vocabulary.add(form));
            program.patterns.add(std::iter::once(written).chain(others))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_there_once_for_each_way_of_matching() {
        let (mut program, mut patterns) = (Program::default(), Patterns::default());
        let mut of = |word, inflection| patterns.of(&mut program, word, inflection);
        let asked = [
            of("ferry", Inflection::Inflected),
            of("ferry", Inflection::Exact),
            of("ferry", Inflection::Inflected),
            of("ferry", Inflection::Derived),
        ];
        assert_eq!(asked.map(PatternId::at), [0, 1, 0, 2]);
        let written = |at: usize| -> Vec<&str> {
            program.patterns.forms(asked[at]).iter().filter_map(|&form| program.vocabulary.form(form)).collect()
        };
        assert_eq!(written(0), forms("ferry"));
        assert_eq!(written(1), ["ferry"]);
        assert_eq!(written(3), derived("ferry"));
    }
}
