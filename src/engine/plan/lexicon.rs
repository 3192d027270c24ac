use rustc_hash::FxHashMap;

use crate::language::Program;
use crate::language::model::{Phrase, PhrasePart};
use crate::prose::{Inflection, Vocabulary, WordId, derived, forms};

/// The phrases of a program over word ids, and the vocabulary that the tokeniser reads with.
#[derive(Debug, Default)]
pub(in crate::engine) struct Lexicon {
    pub vocabulary: Vocabulary,
    /// The forms that each pattern word stands for.
    pub forms: Vec<Box<[WordId]>>,
    /// By the index of the words group.
    pub groups: Vec<GroupForms>,
}

/// The phrases of one group.
#[derive(Debug, Default)]
pub(in crate::engine) struct GroupForms {
    pub meant: Vec<Box<[Part]>>,
    pub not_meant: Vec<Box<[Part]>>,
}

/// A part of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::engine) enum Part {
    /// Index into [`Lexicon::forms`].
    Word(u32),
    /// A few words, or none.
    Gap,
}

/// Words of a phrase behind which it is cut, so that no phrase is longer than a sentence could be.
const LONGEST: usize = 64;

impl Lexicon {
    /// Adds every form that the words of `program` ask for to a vocabulary.
    pub fn new(program: &Program) -> Self {
        let mut lexicon = Self { vocabulary: Vocabulary::new(), ..Self::default() };
        let mut known = FxHashMap::default();
        for words in &program.words {
            let group = GroupForms {
                meant: lexicon.phrases(&words.phrases, &mut known),
                not_meant: lexicon.phrases(&words.but_not, &mut known),
            };
            lexicon.groups.push(group);
        }
        lexicon
    }

    fn phrases<'a>(
        &mut self,
        phrases: &'a [Phrase],
        known: &mut FxHashMap<(&'a str, Inflection), u32>,
    ) -> Vec<Box<[Part]>> {
        let read = phrases.iter().map(|phrase| self.phrase(&phrase.parts, known));
        read.filter(|parts| !parts.is_empty()).collect()
    }

    /// A phrase without gaps at its ends or beside each other.
    fn phrase<'a>(
        &mut self,
        parts: &'a [PhrasePart],
        known: &mut FxHashMap<(&'a str, Inflection), u32>,
    ) -> Box<[Part]> {
        let mut read: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts.iter().take(LONGEST) {
            match part {
                PhrasePart::Gap if matches!(read.last(), None | Some(Part::Gap)) => {}
                PhrasePart::Gap => read.push(Part::Gap),
                PhrasePart::Word(word, inflection) => {
                    let id = *known.entry((word, *inflection)).or_insert_with(|| self.pattern(word, *inflection));
                    read.push(Part::Word(id));
                }
            }
        }
        if read.last() == Some(&Part::Gap) {
            read.pop();
        }
        read.into()
    }

    fn pattern(&mut self, word: &str, inflection: Inflection) -> u32 {
        let written = match inflection {
            Inflection::Exact => vec![word.to_owned()],
            Inflection::Inflected => forms(word),
            Inflection::Derived => derived(word),
        };
        self.forms.push(written.iter().map(|form| self.vocabulary.add(form)).collect());
        self.forms.len() as u32 - 1
    }
}
