use super::super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{PhrasePart, WordsId};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{Declaration, Name};
use crate::prose::{Sense, WordId, stem};

/// What words are read as that mean the same.
const ONE: &str = "one";

impl<'a> Checker<'a, '_> {
    /// Tells the vocabulary what groups are taken for (`as role`), now that they are whole.
    pub(super) fn senses(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        let groups = self.each(files).filter_map(|(file, _, declaration)| match declaration {
            Declaration::Words { sense, name, .. } => Some((file, *name, *sense)),
            _ => None,
        });
        for (index, (file, name, sense)) in groups.enumerate() {
            let Some(written) = sense else { continue };
            self.notes.included[index] = true;
            let id = WordsId(index as u32);
            if written.text == ONE {
                let words = self.single_words(file, name, id, ONE);
                self.same_words(&words);
            } else if let Some(sense) = self.sense(file, written) {
                let words = self.single_words(file, name, id, written.text);
                words.into_iter().for_each(|word| self.program.vocabulary.mean(word, sense));
            }
        }
    }

    /// The sense of a name; where there is none, tells so.
    fn sense(&mut self, file: FileId, name: Name) -> Option<Sense> {
        let known = Sense::ALL.iter().find(|(_, known)| *known == name.text);
        if known.is_none() {
            let all: Vec<&str> = Sense::ALL.iter().map(|(_, name)| *name).chain([ONE]).collect();
            let help = did_you_mean(name.text, all.iter().copied());
            let help = help.unwrap_or_else(|| format!("words can be taken for `{}`", all.join("`, `")));
            let problem = Code::UnknownWord.at(at(file, name), format!("nothing is read as `{}`", name.text));
            self.tell(problem.help(help));
        }
        known.map(|(sense, _)| *sense)
    }

    /// Takes words for one another where texts are compared.
    fn same_words(&mut self, words: &[WordId]) {
        let stems: Vec<String> =
            words.iter().filter_map(|&word| self.program.vocabulary.form(word)).map(stem).collect();
        let Some(first) = stems.first().cloned() else { return };
        for stem in stems {
            self.program.same_stems.entry(stem).or_insert_with(|| first.clone());
        }
    }

    /// The words of a group that are taken for something; each has to be one word, as a text is read word by word.
    fn single_words(&mut self, file: FileId, name: Name, id: WordsId, written: &str) -> Vec<WordId> {
        let group = &self.program.words[id.at()];
        let mut words: Vec<WordId> = Vec::new();
        let mut longer = group.regexes.first().map(|regex| format!("/{}/", regex.source));
        for phrase in &group.phrases {
            match &phrase.parts[..] {
                [PhrasePart::Word(pattern)] => words.extend(self.program.patterns.forms(*pattern)),
                _ => longer = longer.or_else(|| Some(format!("\"{}\"", phrase.text))),
            }
        }
        if let Some(longer) = longer {
            let message = format!("{longer} is not one word, and only single words are read as `{written}`");
            let help = "words that are only looked for stand in a group of their own, without `as`";
            self.tell(Code::BadWords.at(at(file, name), message).help(help));
        } else if !group.but_not.is_empty() {
            let message = format!("words that are read as `{written}` are so wherever they stand");
            self.tell(Code::BadWords.at(at(file, name), message).help("leave out `but not`, or `as`"));
        }
        words
    }
}
