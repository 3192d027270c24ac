//! Expressions: what each is made of, what it finds, and whether that fits where it stands.

mod condition;
mod joint;
mod sort;

pub(super) use sort::{Sort, Typed};

use super::Checker;
use super::scope::{Lookup, Meaning};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{Expr, FindId, PackId, Place, Unit, WordsId};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Form, GroupItem, Name, Node};
use crate::prose::{Recogniser, RecogniserSet};
use crate::source::Span;

/// A find of the rule that an expression stands in.
#[derive(Clone, Copy)]
pub(super) struct Local<'a> {
    pub(super) name: Name<'a>,
    /// None where its line is broken, which has been told.
    pub(super) meaning: Option<(FindId, Sort, RecogniserSet)>,
}

/// Where an expression stands: what its names may mean.
#[derive(Clone, Copy)]
pub(super) struct Context<'c, 'a> {
    pub(super) file: FileId,
    pub(super) pack: PackId,
    /// Finds above it.
    pub(super) above: &'c [Local<'a>],
    /// Names of finds below it.
    pub(super) below: &'c [Name<'a>],
}

impl Context<'_, '_> {
    /// A place in the file.
    pub(super) fn at(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }
}

/// Checks expressions. None means that something is wrong in it and has been told.
impl<'a> Checker<'a, '_> {
    pub(super) fn expression(&mut self, node: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        match &node.form {
            Form::Name(name) => self.named(Name { text: name, span: node.span }, context),
            Form::Quoted(item) => Some(Typed::new(Expr::Words(self.words_in_place(context.file, *item)?), Sort::Words)),
            Form::Value(value) => Some(Typed::value(*value)),
            Form::Place(unit, label) => self.place(*unit, label.as_deref(), context),
            Form::Rows(columns) => {
                let columns = self.each_of(columns, context, Self::label)?;
                let columns = columns.into_iter().map(|column| column.expr).collect();
                Some(Typed::new(Expr::Rows(columns), Sort::Place(Unit::Row)))
            }
            Form::Metadata(field) => Some(Typed::new(Expr::Metadata(field.to_lowercase()), Sort::Field)),
            Form::Near(left, right) => self.joined(left, right, context, Expr::Near),
            Form::Before(left, right) => self.joined(left, right, context, Expr::Before),
            Form::Within(left, number, right) => self.numbered(left, *number, right, context, Expr::Within),
            Form::Apart(left, number, right) => self.numbered(left, *number, right, context, Expr::Apart),
            Form::Rather(joined, rival) => self.rather(joined, rival, context),
            Form::Having(place, held) => self.having(place, held, context),
            Form::ThatIs(inner, standing) => self.that_is(node, inner, *standing, context),
            Form::Compare(inner, bound, text) => self.compare(inner, *bound, *text, context),
            Form::Ordered(inner, order, other) => self.ordered(node, inner, *order, other, context),
            Form::Conflicting(inner, clash, of) => self.conflicting(node, inner, (*clash, of.as_deref()), context),
            Form::InTitle(inner, negated) => {
                let inner = self.side(inner, context)?;
                Some(Typed { expr: Expr::InTitle(Box::new(inner.expr), !negated), ..inner })
            }
            Form::Union(nodes) => self.union(nodes, context),
            Form::And(nodes) => self.all(node, nodes, context),
            Form::Or(nodes) => {
                let parts = self.each_of(nodes, context, Self::expression)?;
                Some(joint::either(parts, Expr::Or))
            }
            Form::Not(inner) => {
                let inner = self.expression(inner, context)?;
                Some(Typed::new(Expr::Not(Box::new(inner.expr)), Sort::Truth))
            }
            Form::AtLeast { number, different, of } => self.at_least(*number, *different, of, context),
            Form::AtLeastOf(number, nodes) => self.at_least_of(node, *number, nodes, context),
            Form::Every(name, held) => self.every(*name, held, context),
        }
    }

    /// Checks all, so that two mistakes are both told.
    pub(super) fn each_of(
        &mut self,
        nodes: &[Node<'a>],
        context: Context<'_, 'a>,
        check: fn(&mut Self, &Node<'a>, Context<'_, 'a>) -> Option<Typed>,
    ) -> Option<Vec<Typed>> {
        let checked: Vec<Option<Typed>> = nodes.iter().map(|node| check(self, node, context)).collect();
        checked.into_iter().collect()
    }

    pub(super) fn named(&mut self, name: Name<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        if let Some(local) = context.above.iter().find(|local| local.name.text == name.text) {
            let (find, sort, values) = local.meaning?;
            return Some(Typed::new(Expr::Find(find), sort).with_values(values));
        }
        let place = context.at(name.span);
        match self.meaning(context.pack, name.text, place) {
            Lookup::Found(Meaning::Words(id)) => {
                let mut words = Typed::new(Expr::Words(id), Sort::Words);
                if self.program.words[id.at()].until.is_some() {
                    words.values.insert(Recogniser::Date);
                }
                Some(words)
            }
            Lookup::Found(Meaning::Names(id)) => Some(Typed::new(Expr::Names(id), Sort::Words)),
            Lookup::Found(Meaning::Fact(index, find)) => Some(self.fact_found(index, find)),
            Lookup::Broken | Lookup::Twice(..) => None,
            Lookup::Unknown => {
                self.unknown(name, place, context);
                None
            }
        }
    }

    fn unknown(&mut self, name: Name<'a>, place: Place, context: Context<'_, 'a>) {
        if let Some(below) = context.below.iter().find(|below| below.text == name.text) {
            let problem =
                Code::UnknownName.at(place, format!("`{}` is declared below the line that uses it", name.text));
            self.tell(
                problem
                    .at(context.file, below.span, "declared here")
                    .help("put the find that is used above the one that uses it"),
            );
            return;
        }
        if tree::is_reserved(name.text) {
            let problem =
                Code::ReservedName.at(place, format!("`{}` is a word of the language and no name", name.text));
            self.tell(problem.help("the name of words or of a find stands here"));
            return;
        }
        if self.is_full() {
            self.errors += 1;
            return;
        }
        let mut known: Vec<&str> = context.above.iter().map(|local| local.name.text).collect();
        known.extend(self.scope.known_meanings(context.pack));
        let help = self.unseen_meaning(name.text).or_else(|| did_you_mean(name.text, known)).unwrap_or_else(|| {
            format!("declare it with `words` or `find`; if the words themselves are meant, write `\"{}\"`", name.text)
        });
        self.tell(Code::UnknownName.at(place, format!("nothing is called `{}`", name.text)).help(help));
    }

    fn place(&mut self, unit: Unit, label: Option<&Node<'a>>, context: Context<'_, 'a>) -> Option<Typed> {
        let label = match label {
            Some(label) => Some(Box::new(self.label(label, context)?.expr)),
            None => None,
        };
        Some(Typed::new(Expr::Unit(unit, label), Sort::Place(unit)))
    }

    /// What a label may be asked for: words and values, joined as you like.
    fn label(&mut self, node: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let checked = self.expression(node, context)?;
        if holds_places(&checked.expr) {
            let problem = Code::WrongSort.at(context.at(node.span), "a label holds words, not places or finds");
            self.tell(problem.help("name words behind `headed`; what the text says goes behind `having`"));
            return None;
        }
        Some(checked)
    }

    /// Words for an anchor.
    pub(super) fn anchor(&mut self, item: GroupItem<'a>, context: Context<'_, 'a>) -> Option<WordsId> {
        let GroupItem::Group(name) = item else { return self.words_in_place(context.file, item) };
        match self.named(name, context)?.expr {
            Expr::Words(id) => Some(id),
            _ => {
                let problem =
                    Code::WrongSort.at(context.at(name.span), format!("`{}` is no group of words", name.text));
                self.tell(problem.help("a value is looked for before or after words"));
                None
            }
        }
    }
}

/// Whether an expression speaks of anything but words and values.
fn holds_places(expr: &Expr) -> bool {
    if matches!(
        expr,
        Expr::Unit(..) | Expr::Rows(_) | Expr::Find(_) | Expr::Metadata(_) | Expr::Having(..) | Expr::Every(..)
    ) {
        return true;
    }
    let mut holds = false;
    expr.children(|child| holds |= holds_places(child));
    holds
}
