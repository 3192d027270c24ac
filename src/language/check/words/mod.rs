//! Groups of words: phrases cut, regexes checked, groups that include others filled.

mod include;
mod needs;
mod pattern;
mod phrase;
mod regex;
mod sense;
mod swallow;

use rustc_hash::FxHashMap;

use self::regex::{BadRegex, regex};
use super::scope::{Lookup, Meaning};
use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{Needs, PackId, Phrase, Place, Regex, Words, WordsId};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{Declaration, Group, GroupItem, Name, Text};
use crate::prose::Inflection;
use include::Included;
pub(super) use pattern::Patterns;
use phrase::{BadPhrase, phrase};

/// Words that were written in place: by how they are written, so that each is there once.
pub(super) type InPlace<'a> = FxHashMap<(char, &'a str), Option<WordsId>>;

impl<'a> Checker<'a, '_> {
    /// Fills the groups of words, names and kinds.
    pub(super) fn groups(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        self.notes.included = vec![false; self.program.words.len()];
        let mut included: Vec<Included> = Vec::new();
        included.resize_with(self.program.words.len(), Included::default);
        let (mut kind, mut words, mut names) = (0, 0, 0);
        for (file, pack, declaration) in self.each(files) {
            match declaration {
                Declaration::Words { group, .. } => {
                    included[words] = self.fill(file, pack, WordsId(words as u32), group);
                    words += 1;
                }
                Declaration::MoreWords { name, group } => {
                    if let Some(id) = self.own_group(file, pack, *name) {
                        let more = self.fill(file, pack, id, group);
                        included[id.at()].items.extend(more.items);
                        included[id.at()].but_not.extend(more.but_not);
                    }
                }
                Declaration::Names { endings, name } => {
                    self.program.names[names].ending = self.group(file, pack, *name, endings, &mut included);
                    names += 1;
                }
                Declaration::Kind(declared) => {
                    for (keyword, _) in [
                        &declared.titled,
                        &declared.called,
                        &declared.perhaps,
                        &declared.headings,
                        &declared.says,
                        &declared.aside,
                    ]
                    .into_iter()
                    .flat_map(|lines| lines.iter().skip(1))
                    {
                        self.twice(file, *keyword);
                    }
                    if declared.titled.is_empty() && !declared.broken {
                        let problem = Code::MissingLine
                            .at(at(file, declared.name), format!("kind `{}` has no line `titled`", declared.name.text));
                        self.tell(
                            problem.help("say what the titles of such documents say: `titled \"terms of reference\"`"),
                        );
                    }
                    if let Some((keyword, group)) = declared.titled.first() {
                        self.program.kinds[kind].titled = self.group(file, pack, *keyword, group, &mut included);
                    }
                    if let Some((keyword, group)) = declared.called.first() {
                        self.program.kinds[kind].called = Some(self.group(file, pack, *keyword, group, &mut included));
                    }
                    if let Some((keyword, group)) = declared.perhaps.first() {
                        self.program.kinds[kind].perhaps = Some(self.group(file, pack, *keyword, group, &mut included));
                    }
                    if let Some((keyword, group)) = declared.headings.first() {
                        self.program.kinds[kind].headings =
                            Some(self.group(file, pack, *keyword, group, &mut included));
                    }
                    if let Some((keyword, group)) = declared.says.first() {
                        self.program.kinds[kind].says = Some(self.group(file, pack, *keyword, group, &mut included));
                    }
                    if let Some((keyword, group)) = declared.aside.first() {
                        self.program.kinds[kind].aside = Some(self.group(file, pack, *keyword, group, &mut included));
                    }
                    kind += 1;
                }
                _ => {}
            }
        }
        self.swallowed();
        self.include(&included);
        self.senses(files);
        self.never_match();
    }

    /// The group that a pack adds words to, which has to be its own: what one pack means is not for another to change.
    fn own_group(&mut self, file: FileId, pack: PackId, name: Name) -> Option<WordsId> {
        let place = at(file, name);
        let id = match self.meaning(pack, name.text, place) {
            Lookup::Found(Meaning::Words(id)) => id,
            // Others are told as where a group is included.
            _ => return self.included(file, pack, name),
        };
        let declared = self.program.words[id.at()].place.file;
        let of = self.notes.packs.get(declared.0 as usize).copied().unwrap_or(pack);
        if of == pack {
            return Some(id);
        }
        let owner = &self.program.packs[of.at()].name;
        let message = format!("`{}` is a group of pack `{owner}`", name.text);
        let help = format!("add to it in a file that opens with `pack {owner}`");
        self.tell(Code::WrongSort.at(place, message).help(help));
        None
    }

    /// Tells of groups of which all is behind `but not` too.
    fn never_match(&mut self) {
        let never = |words: &&Words| {
            let not_meant = |phrase: &Phrase| words.but_not.iter().any(|not| not.parts == phrase.parts);
            !words.phrases.is_empty() && words.regexes.is_empty() && words.phrases.iter().all(not_meant)
        };
        for words in self.program.words.iter().filter(never) {
            let message = format!("all that `{}` means stands behind `but not` too", words.name);
            self.problems.push(Code::NeverHolds.at(words.place, message).help("leave out of `but not` what is meant"));
        }
    }

    /// A group that belongs to another declaration.
    fn group(
        &mut self,
        file: FileId,
        pack: PackId,
        name: Name,
        group: &'a Group<'a>,
        included: &mut Vec<Included>,
    ) -> WordsId {
        let id = WordsId(self.program.words.len() as u32);
        self.program.words.push(Words::empty(name.text.to_owned(), false, at(file, name)));
        let includes = self.fill(file, pack, id, group);
        included.push(includes);
        id
    }

    fn fill(&mut self, file: FileId, pack: PackId, id: WordsId, group: &'a Group<'a>) -> Included {
        let mut included = Included::default();
        for (list, not) in [(&group.items, false), (&group.but_not, true)] {
            for item in list {
                match item {
                    GroupItem::Group(name) => {
                        let place = at(file, *name);
                        let into = if not { &mut included.but_not } else { &mut included.items };
                        into.extend(self.included(file, pack, *name).map(|group| (group, place)));
                    }
                    GroupItem::Regex(text) if not => {
                        let problem =
                            Code::BadWords.at(Place { file, span: text.span }, "a regex cannot stand behind `but not`");
                        self.tell(problem.help("write what is not meant as words, or put it into the regex"));
                    }
                    _ => self.fill_item(file, id, item, not),
                }
            }
        }
        included
    }

    /// Adds an item that is no name to a group.
    fn fill_item(&mut self, file: FileId, id: WordsId, item: &GroupItem, not: bool) {
        match item {
            GroupItem::Phrase(text) | GroupItem::Exact(text) => {
                let exact = matches!(item, GroupItem::Exact(_));
                let inflection = if exact { Inflection::Exact } else { Inflection::Inflected };
                if let Some(phrase) = self.phrase(file, *text, inflection) {
                    let words = &mut self.program.words[id.at()];
                    if not { &mut words.but_not } else { &mut words.phrases }.push(phrase);
                }
            }
            GroupItem::Regex(text) => {
                if let Some(regex) = self.regex(file, *text) {
                    self.program.words[id.at()].regexes.push(regex);
                }
            }
            GroupItem::Group(_) => {}
        }
    }

    fn phrase(&mut self, file: FileId, text: Text, inflection: Inflection) -> Option<Phrase> {
        let (message, help) =
            match phrase(text.text, |word, how| self.patterns.of(&mut self.program, word, how), inflection) {
                Ok(phrase) => return Some(phrase),
                Err(BadPhrase::Empty) => (
                    "there are no words in this phrase",
                    "write the words to look for, or a regex between `/` where they are no words",
                ),
                Err(BadPhrase::Gap) => ("a gap stands between words", "write words on both sides of `…`"),
                Err(BadPhrase::Tilde) => {
                    ("`~` stands right behind a word", "write `\"mediate~\"` for all words of its stem")
                }
            };
        self.tell(Code::BadWords.at(Place { file, span: text.span }, message).help(help));
        None
    }

    fn regex(&mut self, file: FileId, text: Text) -> Option<Regex> {
        let source = text.text.replace("\\/", "/");
        let (message, help) = match regex(&source) {
            Ok((needed, anchored)) => {
                let words = needed.words.iter().map(|word| self.program.vocabulary.add(word)).collect();
                return Some(Regex { source, anchored, needs: Needs { words, signs: needed.signs } });
            }
            Err(BadRegex::Empty) => {
                ("this regex matches where there is nothing".to_owned(), "make it match at least one character")
            }
            Err(BadRegex::Unreadable(reason)) => {
                let help = "a regex is for what is not words; words stand in quotes";
                (format!("this regex cannot be read: {reason}"), help)
            }
        };
        self.tell(Code::BadRegex.at(Place { file, span: text.span }, message).help(help));
        None
    }

    fn included(&mut self, file: FileId, pack: PackId, name: Name) -> Option<WordsId> {
        let place = at(file, name);
        match self.meaning(pack, name.text, place) {
            Lookup::Found(Meaning::Words(id)) => {
                self.notes.included[id.at()] = true;
                Some(id)
            }
            Lookup::Found(_) => {
                let problem = Code::WrongSort.at(place, format!("`{}` is no group of words", name.text));
                self.tell(problem.help("a group includes phrases in quotes and other groups"));
                None
            }
            Lookup::Broken | Lookup::Twice(..) => None,
            Lookup::Unknown if self.is_full() => {
                self.errors += 1;
                None
            }
            Lookup::Unknown => {
                let known = self.scope.known_groups(pack);
                let help = self.unseen_meaning(name.text).or_else(|| did_you_mean(name.text, known));
                let help = help.unwrap_or_else(|| {
                    format!("if the words themselves are meant, write them in quotes: `\"{}\"`", name.text)
                });
                self.tell(
                    Code::UnknownName.at(place, format!("there is no group of words `{}`", name.text)).help(help),
                );
                None
            }
        }
    }

    /// Words written in an expression.
    pub(super) fn words_in_place(&mut self, file: FileId, item: GroupItem<'a>) -> Option<WordsId> {
        let (mark, text) = match item {
            GroupItem::Phrase(text) => ('"', text),
            GroupItem::Exact(text) => ('\'', text),
            GroupItem::Regex(text) => ('/', text),
            GroupItem::Group(_) => return None,
        };
        if let Some(known) = self.in_place.get(&(mark, text.text)) {
            self.poisoned |= known.is_none();
            return *known;
        }
        let id = WordsId(self.program.words.len() as u32);
        let place = Place { file, span: text.span };
        self.program.words.push(Words::empty(format!("{mark}{}{mark}", text.text), false, place));
        self.fill_item(file, id, &item, false);
        let words = &self.program.words[id.at()];
        let known = (!words.phrases.is_empty() || !words.regexes.is_empty()).then_some(id);
        self.in_place.insert((mark, text.text), known);
        known
    }
}
