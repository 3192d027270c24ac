//! Rules across documents: their names and paths resolved, what is compared checked to be comparable.

mod condition;
mod path;

use super::scope::{Lookup, Meaning};
use super::text::pieces;
use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{
    Across, AcrossArm, AcrossPiece, Cond, Each, Head, KindId, Level, PackId, Path, Place, SetFind, Source,
};
use crate::language::tree::{self, Name, RuleLine, Text};
use crate::source::Span;

/// A name of the rule that a path may begin with.
#[derive(Clone, Debug)]
pub(super) struct Known<'a> {
    name: Name<'a>,
    head: Head,
    /// What it stands for; none where its line is broken, which has been told.
    sort: Option<Sort>,
}

/// What a path leads to, as far as it matters for the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Documents, of a kind where one is known.
    Documents(Option<KindId>),
    /// Rows of a record fact, by its index.
    Rows(usize),
    Values,
    /// Several sorts, of which only what all have can be asked.
    Mixed(Level),
}

impl Sort {
    fn level(&self) -> Level {
        match self {
            Self::Documents(_) => Level::Document,
            Self::Rows(_) => Level::Row,
            Self::Values => Level::Value,
            Self::Mixed(level) => *level,
        }
    }
}

/// Where a path stands: what its names may mean, and the path that a `where` is looking through.
#[derive(Clone, Copy)]
pub(super) struct Within<'c, 'a> {
    file: FileId,
    pack: PackId,
    known: &'c [Known<'a>],
    here: Option<&'c Here<'a>>,
}

/// The path that a `where` looks through.
pub(super) struct Here<'a> {
    words: &'a str,
    /// The level and sort behind its head and each of its steps.
    sorts: Vec<Sort>,
}

impl<'a> Checker<'a, '_> {
    /// The body of a rule across documents.
    pub(super) fn across(
        &mut self,
        file: FileId,
        pack: PackId,
        rule: &'a tree::Rule<'a>,
        kinds: Vec<KindId>,
    ) -> Across {
        let mut across = Across { kinds, ..Across::default() };
        let mut known: Vec<Known<'a>> = Vec::new();
        for (keyword, line) in &rule.lines {
            let within = Within { file, pack, known: &known, here: None };
            match line {
                RuleLine::Each(name, set) => {
                    if let Some(find) = known.first() {
                        let problem = Code::Syntax.at(at(file, *keyword), "`for each` stands above the finds");
                        let problem = problem.at(file, find.name.span, "this stands above it");
                        self.tell(problem.help("say first what is rated one by one, then what is found for each"));
                    }
                    let fits = self.across_name(file, pack, *name, &known);
                    let checked = self.set(set, within);
                    let sort = checked.as_ref().map(|(_, sort)| sort.clone()).filter(|_| fits);
                    across.each = checked.map(|(set, _)| Each { name: name.text.to_owned(), set });
                    known.push(Known { name: *name, head: Head::Each, sort });
                }
                RuleLine::Set(name, set) => {
                    let fits = self.across_name(file, pack, *name, &known);
                    let checked = self.set(set, within);
                    let head = Head::Find(across.finds.len() as u32);
                    let sort = checked.as_ref().map(|(_, sort)| sort.clone()).filter(|_| fits);
                    let set = checked.map_or_else(Vec::new, |(set, _)| set);
                    across.finds.push(SetFind { name: name.text.to_owned(), set, place: at(file, *name) });
                    known.push(Known { name: *name, head, sort });
                }
                RuleLine::Broken(Some(name)) => known.push(Known { name: *name, head: Head::Any, sort: None }),
                RuleLine::Broken(None) => self.poisoned = true,
                _ => {}
            }
        }
        // What a broken line declares is known by no name.
        let blind = rule.broken && !rule.lines.iter().any(|(_, line)| matches!(line, RuleLine::Each(..)));
        for (_, line) in &rule.lines {
            let RuleLine::Across(arm) = line else { continue };
            if blind && rule.lines.iter().any(|(keyword, _)| keyword.text == "for") {
                self.poisoned = true;
                continue;
            }
            across.arms.extend(self.across_arm(arm, Within { file, pack, known: &known, here: None }));
        }
        if let Some((keyword, _)) = rule.lines.iter().find(|(_, line)| matches!(line, RuleLine::Missing)) {
            across.missing = true;
            let each = rule.lines.iter().any(|(_, line)| matches!(line, RuleLine::Each(..) | RuleLine::Broken(_)));
            if !each {
                let problem = Code::MissingLine.at(at(file, *keyword), "nothing is said to be missing here one by one");
                self.tell(problem.help("write `for each NAME in KIND.FACT`, or leave `drawn missing` out"));
            }
        }
        across
    }

    /// Whether something in a rule across documents may be called so.
    fn across_name(&mut self, file: FileId, pack: PackId, name: Name<'a>, known: &[Known<'a>]) -> bool {
        self.name(file, name);
        if self.reserved(file, name) {
            return false;
        }
        let place = at(file, name);
        if let Some(first) = known.iter().find(|known| known.name.text == name.text) {
            let problem = Code::DuplicateName.at(place, format!("`{}` is declared already", name.text));
            self.tell(problem.at(file, first.name.span, "first here").help("give this one another name"));
            return false;
        }
        let what = match (self.scope.kind_named(pack, name.text), self.meaning(pack, name.text, place)) {
            (Lookup::Found(_), _) => "a kind of document",
            (_, Lookup::Found(Meaning::Fact(..))) => "a fact",
            _ => return true,
        };
        let problem = Code::DuplicateName.at(place, format!("`{}` is {what} already", name.text));
        self.tell(problem.help("one name has one meaning: give this one another"));
        false
    }

    /// Sources, and the sort that all have.
    fn set(&mut self, set: &tree::Set<'a>, within: Within<'_, 'a>) -> Option<(Vec<Source>, Sort)> {
        let checked: Vec<_> = set.sources.iter().map(|source| self.source(source, within)).collect();
        let checked = checked.into_iter().collect::<Option<Vec<(Source, Sort)>>>()?;
        let mut sort = checked.first()?.1.clone();
        for (_, other) in &checked[1..] {
            if sort.level() != other.level() {
                let problem = Code::WrongSort.at(
                    Place { file: within.file, span: set.span },
                    "documents, rows and values cannot stand in one set",
                );
                self.tell(problem.help("give each a find of its own, or name a field of the rows"));
                return None;
            }
            sort = match (sort, other) {
                (same, other) if same == *other => same,
                (Sort::Documents(_), _) => Sort::Documents(None),
                (mixed, _) => Sort::Mixed(mixed.level()),
            };
        }
        Some((checked.into_iter().map(|(source, _)| source).collect(), sort))
    }

    /// A path with what must hold of each.
    fn source(&mut self, source: &tree::Source<'a>, within: Within<'_, 'a>) -> Option<(Source, Sort)> {
        let (path, sorts) = self.path(source.path, within)?;
        let sort = sorts.last()?.clone();
        let filter = match &source.filter {
            Some(filter) => {
                let here = Here { words: source.path.text, sorts };
                Some(Box::new(self.cond(filter, Within { here: Some(&here), ..within })?))
            }
            None => None,
        };
        Some((Source { path, filter }, sort))
    }

    fn across_arm(&mut self, arm: &'a tree::AcrossArm<'a>, within: Within<'_, 'a>) -> Option<AcrossArm> {
        let file = within.file;
        for extra in arm.because.iter().skip(1) {
            self.twice(file, Name { text: "because", span: extra.span });
        }
        for extra in arm.at.iter().skip(1) {
            self.twice(file, Name { text: "at", span: extra.span });
        }
        let condition = match &arm.condition {
            Some(cond) => Some(self.cond(cond, within)?),
            None => None,
        };
        // In its sentence the path that the arm's own `where` looks through is the first that passed.
        let passed = match (&arm.condition, &condition) {
            (Some(tree::Cond { form: tree::CondForm::Any(source), .. }), Some(Cond::Any(_)))
                if source.filter.is_some() =>
            {
                let sorts = self.path(source.path, within).map(|(_, sorts)| sorts);
                sorts.map(|sorts| Here { words: source.path.text, sorts })
            }
            _ => None,
        };
        let said = Within { here: passed.as_ref(), ..within };
        let because = arm.because.first().map(|text| self.across_because(*text, said)).unwrap_or_default();
        let place = arm.at.first().and_then(|path| self.path(*path, said)).map(|(path, _)| path);
        Some(AcrossArm { outcome: arm.outcome, condition, because, at: place, place: Place { file, span: arm.span } })
    }

    fn across_because(&mut self, text: Text<'a>, within: Within<'_, 'a>) -> Vec<AcrossPiece> {
        let mut checked = Vec::new();
        for (piece, offset) in pieces(text.text) {
            let start = text.span.start + 1 + offset as u32;
            match piece {
                Ok(words) => checked.push(AcrossPiece::Words(words.to_owned())),
                Err(Some(words)) => {
                    let (shown, words, start) = shown(words, start);
                    let path = Name { text: words, span: Span::new(start, start + words.len() as u32) };
                    let path: Option<(Path, _)> = self.path(path, within);
                    checked.extend(path.map(|(path, _)| shown(path)));
                }
                Err(None) => {
                    let place = Place { file: within.file, span: Span::new(start, start + 1) };
                    let problem = Code::BadBecause.at(place, "a brace in this sentence has no partner");
                    self.tell(problem.help("write `{find}` or `{find.fact}` for what is found there"));
                }
            }
        }
        checked
    }
}

/// What of a path a sentence shows: the first value, with `each` all of them, with `sum of` what they come to.
fn shown(words: &str, start: u32) -> (fn(Path) -> AcrossPiece, &str, u32) {
    let behind = |mark: &str| Some((words.strip_prefix(mark)?, start + mark.len() as u32));
    match (behind("each "), behind("sum of ")) {
        (Some((words, start)), _) => (AcrossPiece::All, words, start),
        (_, Some((words, start))) => (AcrossPiece::Sum, words, start),
        _ => (AcrossPiece::Path, words, start),
    }
}
