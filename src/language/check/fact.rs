use super::expression::{Context, Sort, Typed};
use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{Capture, CaptureFrom, Expr, FindId, PackId, Place, Unit};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Declaration};
use crate::prose::{Recogniser, RecogniserSet};

/// What a fact is when it has several fields.
const RECORD: &str = "record";

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
            self.program.facts[index].value = self.value_of(*file, fact);
        }
        for (index, (file, pack, fact)) in facts.into_iter().enumerate() {
            self.fact(file, pack, index, FindId(index as u32), fact);
        }
    }

    /// The sort of value that a fact gives; none for a record.
    fn value_of(&mut self, file: FileId, fact: &tree::Fact<'a>) -> Option<Recogniser> {
        let word = fact.value.text;
        let value = Recogniser::ALL.into_iter().find(|value| value.name() == word);
        if value.is_none() && word != RECORD {
            let words = Recogniser::ALL.into_iter().map(|value| value.name()).chain([RECORD]);
            let sorts = "a fact is a sort of value, such as `cadence`, or a `record` with fields";
            let help = did_you_mean(word, words).unwrap_or_else(|| sorts.to_owned());
            self.tell(Code::UnknownWord.at(at(file, fact.value), format!("`{word}` is no sort of value")).help(help));
        }
        value
    }

    /// What an expression gets that names a fact.
    pub(super) fn fact_found(&self, index: usize, find: FindId) -> Typed {
        let fact = &self.program.facts[index];
        match fact.value {
            Some(value) => Typed { expr: Expr::Find(find), sort: Sort::Mixed, ..Typed::value(value) },
            None => Typed::new(Expr::Find(find), Sort::Place(Unit::Clause)),
        }
    }

    fn fact(&mut self, file: FileId, pack: PackId, index: usize, find: FindId, fact: &'a tree::Fact<'a>) {
        let kinds = fact.kinds.iter().filter_map(|kind| self.resolve(|scope| &scope.kinds, "kind", file, pack, *kind));
        self.program.facts[index].kinds = kinds.collect();
        let context = Context { file, pack, above: &[], below: &[] };
        let mut values = RecogniserSet::default();
        let mut whole = true;
        let mut alternatives = Vec::new();
        for (node, captures) in &fact.alternatives {
            let Some(found) = self.expression(node, context) else {
                whole = false;
                continue;
            };
            if found.sort == Sort::Truth && !matches!(found.expr, Expr::Or(_)) {
                self.no_matches(Place { file, span: node.span });
            }
            values = found.clone().with_values(values).values;
            self.fields(file, fact, node, captures);
            let captures = captures.iter().filter_map(|capture| self.capture(capture, context)).collect();
            alternatives.push((self.find(fact.name.text.to_owned(), found.expr, file, node.span), captures));
        }
        let value = self.program.facts[index].value;
        if let Some(value) = value.filter(|value| whole && !values.contains(*value)) {
            let message = format!("fact `{}` gives a `{}`, and nothing in it finds one", fact.name.text, value.name());
            self.tell(
                Code::WrongSort
                    .at(at(file, fact.value), message)
                    .help(format!("write for instance `clause having {}`", value.name())),
            );
        }
        let all = alternatives.iter().map(|(find, _)| Expr::Find(*find)).collect();
        self.program.finds[find.at()].expr = Expr::Union(all);
        self.program.facts[index].alternatives = alternatives;
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
            tree::CaptureFrom::Match(node, anchor) => {
                let found = self.expression(node, context)?.expr;
                let anchor = match anchor {
                    Some((side, item)) => Some((*side, self.anchor(*item, context)?)),
                    None => None,
                };
                CaptureFrom::Match(found, anchor)
            }
        };
        Some(Capture { name: capture.name.text.to_owned(), from })
    }
}
