use super::{Sort, Within};
use crate::language::check::Checker;
use crate::language::check::scope::{Lookup, Meaning};
use crate::language::code::Code;
use crate::language::model::{Alternative, FactSort, Head, KindId, Level, Path, Place, Step};
use crate::language::suggest::did_you_mean;
use crate::language::tree::Name;
use crate::source::Span;

/// All documents whose kind is told.
const DOCUMENT: &str = "document";
/// All documents.
const PAPER: &str = "paper";
/// What documents are called.
const TITLE: &str = "title";
/// What stands in front of a document.
const METADATA: &str = "metadata";

/// A part of a path with its place.
type Part<'a> = Name<'a>;

impl<'a> Checker<'a, '_> {
    /// A path, and the sort behind its head and each of its steps.
    pub(super) fn path(&mut self, words: Name<'a>, within: Within<'_, 'a>) -> Option<(Path, Vec<Sort>)> {
        let parts = parts(words);
        let (first, rest) = parts.split_first()?;
        let (head, sort) = self.head(*first, within)?;
        let mut sorts = vec![sort];
        let mut steps = Vec::new();
        let mut rest = rest.iter().copied();
        while let Some(part) = rest.next() {
            let before = sorts.last()?.clone();
            if part.text == METADATA && before.level() == Level::Document {
                let Some(field) = rest.next() else {
                    let problem = Code::Syntax.at(place(within, part.span), "`metadata` is followed by a field");
                    self.tell(problem.help("write for instance `mou.metadata.version`"));
                    return None;
                };
                steps.push(Step::Metadata(field.text.to_lowercase()));
                sorts.push(Sort::Values);
                continue;
            }
            let (step, sort) = self.step(part, &before, within)?;
            steps.push(step);
            sorts.push(sort);
        }
        let leads_to = sorts.last()?.level();
        let path = Path { head, steps, leads_to };
        Some((self.where_it_stands(path, words, &sorts, within), sorts))
    }

    /// The path as it is inside a `where`: what it has in common with the path looked through is the one looked at.
    fn where_it_stands(&self, path: Path, words: Name<'a>, sorts: &[Sort], within: Within<'_, 'a>) -> Path {
        let Some(here) = within.here.filter(|_| !matches!(path.head, Head::Each)) else { return path };
        let shared = here.words.split('.').zip(words.text.split('.')).take_while(|(a, b)| a == b).count();
        // A metadata step takes two words, and leads to a value that nothing goes on from.
        let shared = shared.min(here.sorts.len()).min(sorts.len());
        let Some(sort) = shared.checked_sub(1).and_then(|at| sorts.get(at)) else { return path };
        Path {
            head: Head::Here(sort.level()),
            steps: path.steps.into_iter().skip(shared - 1).collect(),
            leads_to: path.leads_to,
        }
    }

    /// What a path begins with.
    fn head(&mut self, word: Part<'a>, within: Within<'_, 'a>) -> Option<(Head, Sort)> {
        if let Some(known) = within.known.iter().find(|known| known.name.text == word.text) {
            if known.sort.is_none() {
                self.poisoned = true;
            }
            return Some((known.head, known.sort.clone()?));
        }
        if word.text == DOCUMENT {
            return Some((Head::Any, Sort::Documents(None)));
        }
        if word.text == PAPER {
            return Some((Head::Paper, Sort::Documents(None)));
        }
        match self.scope.kind_named(within.pack, word.text) {
            Lookup::Found(kind) => return Some((Head::Kind(kind), Sort::Documents(Some(kind)))),
            Lookup::Unknown => {}
            Lookup::Broken | Lookup::Twice(..) => {
                self.poisoned = true;
                return None;
            }
        }
        let known = within.known.iter().map(|known| known.name.text);
        let kinds: Vec<String> = self.program.kinds.iter().map(|kind| kind.name.clone()).collect();
        let names: Vec<&str> = known.chain(kinds.iter().map(String::as_str)).chain([DOCUMENT, PAPER]).collect();
        let help = did_you_mean(word.text, names).unwrap_or_else(|| {
            "a path begins with a kind of document, `document`, `paper`, or a name of this rule: `tor.own-body`"
                .to_owned()
        });
        let message = format!("`{}` is neither a kind of document nor a name of this rule", word.text);
        self.tell(Code::UnknownName.at(place(within, word.span), message).help(help));
        None
    }

    fn step(&mut self, word: Part<'a>, before: &Sort, within: Within<'_, 'a>) -> Option<(Step, Sort)> {
        if word.text == DOCUMENT {
            return Some((Step::Document, Sort::Documents(None)));
        }
        match before {
            Sort::Documents(_) if word.text == TITLE => Some((Step::Title, Sort::Values)),
            Sort::Documents(kind) => self.fact_of(word, *kind, within),
            Sort::Rows(fact) => self.field_of(word, *fact, within),
            Sort::Mixed(Level::Row) => Some((Step::Field(word.text.to_owned()), Sort::Values)),
            Sort::Mixed(_) | Sort::Values => {
                let problem = Code::WrongSort.at(place(within, word.span), format!("a value has no `{}`", word.text));
                let help = format!("from a value the way leads to its document: `….document.{}`", word.text);
                self.tell(problem.help(help));
                None
            }
        }
    }

    /// The rows of a fact of documents.
    fn fact_of(&mut self, word: Part<'a>, kind: Option<KindId>, within: Within<'_, 'a>) -> Option<(Step, Sort)> {
        let at = place(within, word.span);
        let index = match self.meaning(within.pack, word.text, at) {
            Lookup::Found(Meaning::Fact(index, _)) => index,
            Lookup::Broken | Lookup::Twice(..) => return None,
            _ => {
                let facts: Vec<String> = self.program.facts.iter().map(|fact| fact.name.clone()).collect();
                let help = self
                    .unseen_meaning(word.text)
                    .or_else(|| did_you_mean(word.text, facts.iter().map(String::as_str)));
                let help =
                    help.unwrap_or_else(|| "what is compared across documents is declared as a `fact`".to_owned());
                self.tell(Code::UnknownName.at(at, format!("there is no fact `{}`", word.text)).help(help));
                return None;
            }
        };
        let fact = &self.program.facts[index];
        if let Some(kind) = kind.filter(|kind| !fact.kinds.is_empty() && !fact.kinds.contains(kind)) {
            let name = &self.program.kinds[kind.at()].name;
            let message = format!("fact `{}` is not read from documents of kind `{name}`", word.text);
            let help = format!("add the kind to the fact: `fact {} : … for {name}`", word.text);
            self.tell(Code::WrongSort.at(at, message).help(help));
            return None;
        }
        let sort = if fact.sort == FactSort::Record { Sort::Rows(index) } else { Sort::Values };
        Some((Step::Fact(word.text.to_owned()), sort))
    }

    /// A field of the rows of a record.
    fn field_of(&mut self, word: Part<'a>, index: usize, within: Within<'_, 'a>) -> Option<(Step, Sort)> {
        let fact = &self.program.facts[index];
        let captures = fact.alternatives.iter().filter_map(|alternative| match alternative {
            Alternative::Said(_, captures) => Some(captures),
            Alternative::Title(..) => None,
        });
        let fields: Vec<&str> = captures.flatten().map(|capture| &*capture.name).collect();
        // A fact whose alternatives are broken has been told.
        if fields.contains(&word.text) || fields.is_empty() {
            return Some((Step::Field(word.text.to_owned()), Sort::Values));
        }
        let message = format!("the rows of `{}` have no field `{}`", fact.name, word.text);
        let help = did_you_mean(word.text, fields.iter().copied());
        let help = help.unwrap_or_else(|| {
            let mut known = fields.clone();
            known.sort_unstable();
            known.dedup();
            format!("its fields are `{}`; other facts of the document are `….document.FACT`", known.join("`, `"))
        });
        self.tell(Code::UnknownName.at(place(within, word.span), message).help(help));
        None
    }
}

fn place(within: Within<'_, '_>, span: Span) -> Place {
    Place { file: within.file, span }
}

/// The words between the stops of a path, each with its place.
fn parts(words: Name<'_>) -> Vec<Part<'_>> {
    let mut start = words.span.start;
    let part = |text| {
        let span = Span::new(start, start + str::len(text) as u32);
        start = span.end + 1;
        Name { text, span }
    };
    words.text.split('.').map(part).collect()
}
