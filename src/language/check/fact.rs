use super::expression::{Context, Sort, Typed};
use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{Alternative, Capture, CaptureFrom, Expr, FactSort, FindId, PackId, Place, Program, Unit};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Declaration};
use crate::prose::{Recogniser, RecogniserSet};

/// What a fact is when it has several fields.
const RECORD: &str = "record";
/// What a fact is that gives names.
const NAME: &str = "name";

impl<'a> Checker<'a, '_> {
    pub(super) fn facts(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        let facts: Vec<_> = self
            .each(files)
            .filter_map(|(file, pack, declaration)| match declaration {
                Declaration::Fact(fact) => Some((file, pack, fact)),
                _ => None,
            })
            .collect();
        for (index, (file, _, fact)) in facts.iter().enumerate() {
            self.program.facts[index].sort = self.sort_of_fact(*file, fact);
        }
        for (index, (file, pack, fact)) in facts.into_iter().enumerate() {
            self.fact(file, pack, index, FindId(index as u32), fact);
        }
    }

    /// What the values of a fact are.
    fn sort_of_fact(&mut self, file: FileId, fact: &tree::Fact<'a>) -> FactSort {
        let word = fact.value.text;
        match Recogniser::ALL.into_iter().find(|value| value.name() == word) {
            Some(value) => return FactSort::Value(value),
            None if word == NAME => return FactSort::Name,
            None if word == RECORD => return FactSort::Record,
            None => {}
        }
        let words = Recogniser::ALL.into_iter().map(|value| value.name()).chain([NAME, RECORD]);
        let sorts = "a fact is a sort of value, such as `cadence`, a `name`, or a `record` with fields";
        let help = did_you_mean(word, words).unwrap_or_else(|| sorts.to_owned());
        self.tell(Code::UnknownWord.at(at(file, fact.value), format!("`{word}` is no sort of value")).help(help));
        FactSort::Record
    }

    /// What an expression gets that names a fact.
    pub(super) fn fact_found(&self, index: usize, find: FindId) -> Typed {
        let fact = &self.program.facts[index];
        match fact.sort {
            FactSort::Value(value) => Typed { expr: Expr::Find(find), sort: Sort::Mixed, ..Typed::value(value) },
            FactSort::Name | FactSort::Record => Typed::new(Expr::Find(find), Sort::Place(Unit::Clause)),
        }
    }

    fn fact(&mut self, file: FileId, pack: PackId, index: usize, find: FindId, fact: &'a tree::Fact<'a>) {
        let kinds = fact.kinds.iter().filter_map(|kind| self.resolve(|scope| &scope.kinds, "kind", file, pack, *kind));
        self.program.facts[index].kinds = kinds.collect();
        let context = Context { file, pack, above: &[], below: &[] };
        let mut values = RecogniserSet::default();
        let (mut whole, mut names) = (true, false);
        let mut alternatives = Vec::new();
        for alternative in &fact.alternatives {
            let (node, captures) = match alternative {
                tree::Alternative::Said(node, captures) => (node, captures),
                tree::Alternative::Title(node, headings) => {
                    match self.in_title(fact, node, context) {
                        Some(found) => {
                            values = found.clone().with_values(values).values;
                            names |= holds_names(&self.program, &found.expr);
                            alternatives.push(Alternative::Title(found.expr, *headings));
                        }
                        None => whole = false,
                    }
                    continue;
                }
            };
            let Some(found) = self.expression(node, context) else {
                whole = false;
                continue;
            };
            if found.sort == Sort::Truth && !matches!(found.expr, Expr::Or(_)) {
                self.no_matches(Place { file, span: node.span });
            }
            values = found.clone().with_values(values).values;
            names |= holds_names(&self.program, &found.expr);
            self.fields(file, fact, node, captures);
            let captures = captures.iter().filter_map(|capture| self.capture(capture, context)).collect();
            let find = self.find(fact.name.text.to_owned(), found.expr, file, node.span);
            alternatives.push(Alternative::Said(find, captures));
        }
        let lacks = match self.program.facts[index].sort {
            FactSort::Value(value) if !values.contains(value) => Some((value.name(), value.name())),
            FactSort::Name if !names => Some((NAME, "BODY")),
            _ => None,
        };
        if let Some((sort, example)) = lacks.filter(|_| whole) {
            let message = format!("fact `{}` gives a `{sort}`, and nothing in it finds one", fact.name.text);
            self.tell(
                Code::WrongSort
                    .at(at(file, fact.value), message)
                    .help(format!("write for instance `clause having {example}`")),
            );
        }
        let said = alternatives.iter().filter_map(|alternative| match alternative {
            Alternative::Said(find, _) => Some(Expr::Find(*find)),
            Alternative::Title(..) => None,
        });
        self.program.finds[find.at()].expr = Expr::Union(said.collect());
        self.program.facts[index].alternatives = alternatives;
        self.program.facts[index].compared = self.compared(file, fact);
        self.program.facts[index].drawn = self.drawn(file, fact);
    }

    /// What a fact takes out of the title: single words, names or values.
    fn in_title(&mut self, fact: &tree::Fact<'a>, node: &tree::Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let found = self.expression(node, context)?;
        let place = context.at(node.span);
        if fact.value.text == RECORD {
            let problem = Code::WrongSort.at(place, "a title gives one value, and no record");
            self.tell(problem.help("make it a fact of its own, such as `fact own-body : first name`"));
            return None;
        }
        if !matches!(found.expr, Expr::Words(_) | Expr::Names(_) | Expr::Value(_)) {
            let problem = Code::WrongSort.at(place, "a title is asked for a value, words or names alone");
            self.tell(problem.help("write for instance `role of title`"));
            return None;
        }
        Some(found)
    }

    pub(super) fn no_matches(&mut self, place: Place) {
        let problem = Code::WrongSort.at(place, "this is a condition, which holds or does not, and finds nothing");
        self.tell(problem.help("say where it must hold: `clause having (… and …)`; conditions stand in arms"));
    }

    /// Tells of fields that are missing or have no place.
    fn fields(&mut self, file: FileId, fact: &tree::Fact<'a>, node: &tree::Node<'a>, captures: &[tree::Capture<'a>]) {
        let record = fact.value.text == RECORD;
        if record && captures.is_empty() {
            let problem = Code::WrongSort
                .at(Place { file, span: node.span }, format!("record `{}` has no fields here", fact.name.text));
            self.tell(problem.help("say where each comes from: `{ holder: role after \"to\", limit: money }`"));
        }
        if let (false, Some(first)) = (record, captures.first()) {
            let message = format!("a {} has no fields", fact.value.text);
            self.tell(
                Code::WrongSort
                    .at(at(file, first.name), message)
                    .help(format!("write `fact {} : record`", fact.name.text)),
            );
        }
        for extra in captures.iter().filter(|capture| capture.each).skip(1) {
            let problem = Code::WrongSort.at(at(file, extra.name), "only one field of a record has an `each`");
            self.tell(problem.help("leave this one out, or make it a fact of its own"));
        }
        for (index, capture) in captures.iter().enumerate() {
            if captures[..index].iter().any(|earlier| earlier.name.text == capture.name.text) {
                self.twice(file, capture.name);
            }
        }
    }

    fn capture(&mut self, capture: &tree::Capture<'a>, context: Context<'_, 'a>) -> Option<Capture> {
        let from = match &capture.from {
            tree::CaptureFrom::RowLabel => CaptureFrom::RowLabel,
            tree::CaptureFrom::ColumnLabel => CaptureFrom::ColumnLabel,
            tree::CaptureFrom::Label(node) => CaptureFrom::Label(self.expression(node, context)?.expr),
            tree::CaptureFrom::About(node) => CaptureFrom::About(self.expression(node, context)?.expr),
            tree::CaptureFrom::Owner(node) => {
                let found = self.expression(node, context)?;
                if !found.values.contains(Recogniser::Role) {
                    let problem = Code::WrongSort.at(context.at(node.span), "only a post belongs to somebody");
                    self.tell(problem.help("write `owner of role`"));
                    return None;
                }
                CaptureFrom::Owner(found.expr)
            }
            tree::CaptureFrom::Without(whole, part) => {
                let whole = self.expression(whole, context)?.expr;
                CaptureFrom::Without(whole, self.expression(part, context)?.expr)
            }
            tree::CaptureFrom::Match(node, anchor) => {
                let found = self.expression(node, context)?.expr;
                let anchor = match anchor {
                    Some((side, item)) => Some((*side, self.anchor(*item, context)?)),
                    None => None,
                };
                CaptureFrom::Match(found, anchor)
            }
        };
        Some(Capture { name: capture.name.text.to_owned(), each: capture.each, bare: capture.bare, from })
    }
}

/// Whether a pattern of names is among what an expression is made of, finds included.
fn holds_names(program: &Program, expr: &Expr) -> bool {
    fn look(program: &Program, expr: &Expr, left: &mut u32) -> bool {
        *left = left.saturating_sub(1);
        let mut found = match expr {
            Expr::Names(_) => true,
            // A fact that is declared below is looked into later.
            Expr::Union(list) if list.is_empty() => true,
            Expr::Find(find) => *left > 0 && look(program, &program.finds[find.at()].expr, left),
            _ => false,
        };
        expr.children(|child| found = found || *left > 0 && look(program, child, left));
        found
    }
    look(program, expr, &mut 1000)
}
