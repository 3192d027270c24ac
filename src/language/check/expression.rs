use super::Checker;
use super::scope::{Lookup, Meaning};
use super::sort::{Sort, Typed, rank};
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::code::Code;
use crate::language::model::{Comparison, Expr, FindId, PackId, Place, StandingTest, Unit, WordsId};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Form, GroupItem, Name, Node, STANDINGS, Standing, Text, UNITS, lookup};
use crate::prose::{Bound, Recogniser, RecogniserSet, quantity};
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
    fn at(&self, span: Span) -> Place {
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
                Some(Typed::new(
                    Expr::Rows(columns.into_iter().map(|column| column.expr).collect()),
                    Sort::Place(Unit::Row),
                ))
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
            Form::InTitle(inner, negated) => {
                let inner = self.side(inner, context)?;
                Some(Typed { expr: Expr::InTitle(Box::new(inner.expr), !negated), ..inner })
            }
            Form::Union(nodes) => self.union(nodes, context),
            Form::And(nodes) => {
                let parts = self.each_of(nodes, context, Self::expression)?;
                let values = parts
                    .iter()
                    .fold(Typed::new(Expr::And(Vec::new()), Sort::Truth), |all, part| all.with_values(part.values));
                self.contradiction(&parts, context.at(node.span));
                Some(Typed { expr: Expr::And(parts.into_iter().map(|part| part.expr).collect()), ..values })
            }
            Form::Or(nodes) => {
                let parts = self.each_of(nodes, context, Self::expression)?;
                Some(either(parts, Expr::Or))
            }
            Form::Not(inner) => {
                let inner = self.expression(inner, context)?;
                Some(Typed::new(Expr::Not(Box::new(inner.expr)), Sort::Truth))
            }
            Form::AtLeast { number, different, of } => {
                let number = self.number(*number, context);
                let of = self.matches(of, context, "counting")?;
                let expr = Expr::AtLeast { number: number?, different: *different, of: Box::new(of.expr) };
                Some(Typed::new(expr, Sort::Truth).with_values(of.values))
            }
            Form::AtLeastOf(number, nodes) => self.at_least_of(node, *number, nodes, context),
            Form::Every(name, held) => {
                let find = self.named(*name, context);
                let held = self.expression(held, context)?;
                let Expr::Find(find) = find?.expr else {
                    let problem = Code::WrongSort.at(context.at(name.span), format!("`{}` is no find", name.text));
                    self.tell(
                        problem.help("`every` goes over the matches of a find: give the places a name with `find`"),
                    );
                    return None;
                };
                Some(Typed::new(Expr::Every(find, Box::new(held.expr)), Sort::Truth))
            }
        }
    }

    /// Checks all, so that two mistakes are both told.
    fn each_of(
        &mut self,
        nodes: &[Node<'a>],
        context: Context<'_, 'a>,
        check: fn(&mut Self, &Node<'a>, Context<'_, 'a>) -> Option<Typed>,
    ) -> Option<Vec<Typed>> {
        let checked: Vec<Option<Typed>> = nodes.iter().map(|node| check(self, node, context)).collect();
        checked.into_iter().collect()
    }

    fn named(&mut self, name: Name<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        if let Some(local) = context.above.iter().find(|local| local.name.text == name.text) {
            let (find, sort, values) = local.meaning?;
            return Some(Typed::new(Expr::Find(find), sort).with_values(values));
        }
        let place = context.at(name.span);
        match self.meaning(context.pack, name.text, place) {
            Lookup::Found(Meaning::Words(id)) => Some(Typed::new(Expr::Words(id), Sort::Words)),
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

    /// An expression that must give matches; alternatives become a union.
    fn matches(&mut self, node: &Node<'a>, context: Context<'_, 'a>, what: &str) -> Option<Typed> {
        let mut checked = self.expression(node, context)?;
        if checked.sort == Sort::Truth {
            let problem = Code::WrongSort
                .at(context.at(node.span), format!("{what} needs matches, and this is {}", checked.sort.describe()));
            self.tell(problem.help("say where it must hold: `clause having (…)`"));
            return None;
        }
        if let Expr::Or(parts) = checked.expr {
            checked.expr = Expr::Union(parts);
        }
        Some(checked)
    }

    fn joined(
        &mut self,
        left: &Node<'a>,
        right: &Node<'a>,
        context: Context<'_, 'a>,
        join: fn(Box<Expr>, Box<Expr>) -> Expr,
    ) -> Option<Typed> {
        let (left, right) = (self.side(left, context), self.side(right, context));
        let (left, right) = (left?, right?);
        let values = left.values;
        let joined = Typed::new(join(Box::new(left.expr), Box::new(right.expr)), Sort::Run);
        Some(joined.with_values(values).with_values(right.values))
    }

    fn numbered(
        &mut self,
        left: &Node<'a>,
        number: Name<'a>,
        right: &Node<'a>,
        context: Context<'_, 'a>,
        join: fn(Box<Expr>, u32, Box<Expr>) -> Expr,
    ) -> Option<Typed> {
        let number = self.number(number, context);
        let joined = self.joined(left, right, context, Expr::Near)?;
        let Expr::Near(left, right) = joined.expr else { return None };
        Some(Typed { expr: join(left, number?, right), ..joined })
    }

    /// `cadence within 8 words of meet rather than report`: what is nearer to the rival is left out.
    fn rather(&mut self, joined: &Node<'a>, rival: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let (near, rival) = (self.expression(joined, context), self.side(rival, context));
        let (near, rival) = (near?, rival?);
        if !matches!(near.expr, Expr::Near(..) | Expr::Within(..)) {
            let message = format!("`rather than` weighs two distances, and this is {}", near.sort.describe());
            self.tell(
                Code::WrongSort
                    .at(context.at(joined.span), message)
                    .help("say what it should be nearer to: `cadence within 8 words of meet rather than report`"),
            );
            return None;
        }
        Some(Typed { expr: Expr::Rather(Box::new(near.expr), Box::new(rival.expr)), ..near })
    }

    /// One side of `near`, `within` or `before`.
    fn side(&mut self, node: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let side = self.matches(node, context, "nearness")?;
        if let Sort::Place(_) | Sort::Field = side.sort {
            let problem = Code::WrongSort.at(
                context.at(node.span),
                format!("nearness is between words or values, and this is {}", side.sort.describe()),
            );
            self.tell(problem.help("write the words on both sides: `dispute near duration`"));
            return None;
        }
        Some(side)
    }

    fn having(&mut self, place: &Node<'a>, held: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let (outer, inner) = (self.expression(place, context), self.expression(held, context));
        let (outer, inner) = (outer?, inner?);
        if matches!(outer.sort, Sort::Words | Sort::Value | Sort::Truth) {
            let message = format!("only a place can have something in it, and this is {}", outer.sort.describe());
            self.tell(
                Code::WrongSort
                    .at(context.at(place.span), message)
                    .help("say where: `clause having (… and …)` or `sentence having …`"),
            );
            return None;
        }
        if let (Sort::Place(outer), Sort::Place(inner)) = (outer.sort, inner.sort)
            && rank(inner) < rank(outer)
        {
            let (outer, inner) = (word(outer), word(inner));
            let problem = Code::NeverHolds.at(context.at(held.span), format!("a {inner} never lies in a {outer}"));
            self.tell(problem.help(format!("turn it round: `{inner} having ({outer} …)`")));
        }
        let values = outer.values;
        let expr = Expr::Having(Box::new(outer.expr), Box::new(inner.expr));
        Some(Typed::new(expr, outer.sort).with_values(values).with_values(inner.values))
    }

    fn that_is(
        &mut self,
        node: &Node<'a>,
        inner: &Node<'a>,
        standing: Standing<'a>,
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let test = match standing {
            Standing::AtMost => Some(StandingTest::AtMost),
            Standing::PlannedWithin(number) => self.number(number, context).map(StandingTest::PlannedWithin),
            Standing::Word(word) => self.standing(word, context),
        };
        let inner = self.matches(inner, context, "`that is`");
        let (test, inner) = (test?, inner?);
        let needs = match test {
            StandingTest::Ambiguous | StandingTest::AtMost if !inner.has_values() => "values such as `cadence`",
            StandingTest::Past if !inner.values.contains(Recogniser::Date) => "a `date`",
            _ => return Some(Typed { expr: Expr::ThatIs(Box::new(inner.expr), test), ..inner }),
        };
        let problem =
            Code::WrongSort.at(context.at(node.span), format!("only {needs} can be so, and there is none in this"));
        self.tell(problem.help("ask for the value itself: `cadence that is ambiguous`, `date that is past`"));
        None
    }

    fn standing(&mut self, word: Name<'a>, context: Context<'_, 'a>) -> Option<StandingTest> {
        let test = lookup(&STANDINGS, word.text);
        if test.is_none() {
            let words: Vec<&str> = STANDINGS.iter().map(|(word, _)| *word).collect();
            let help = did_you_mean(word.text, words.iter().copied().chain(["at"]))
                .unwrap_or_else(|| format!("it may be `{}` or `at most`", words.join("`, `")));
            let problem = Code::UnknownWord
                .at(context.at(word.span), format!("`{}` is no way that a thing can stand", word.text));
            self.tell(problem.help(help));
        }
        test
    }

    fn compare(&mut self, inner: &Node<'a>, bound: Bound, text: Text<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let inner = self.matches(inner, context, "a comparison");
        let place = context.at(text.span);
        let value = quantity(text.text);
        let Some((value, amount)) = value.and_then(|value| value.amount.map(|amount| (value, amount))) else {
            let problem = Code::BadQuantity.at(place, format!("`{}` cannot be read as a quantity", text.text));
            self.tell(
                problem.help(
                    "write a number with its unit, such as `4 times a year`, `20 working days`, `£250k` or `75%`",
                ),
            );
            return None;
        };
        let inner = inner?;
        if !inner.has_values() {
            let problem = Code::WrongSort
                .at(place, format!("only a value can be compared, and this is {}", inner.sort.describe()));
            self.tell(problem.help("name the sort of value: `cadence at least 4 times a year`"));
            return None;
        }
        let recogniser = match &inner.expr {
            Expr::Value(wanted) => fitting(*wanted, value.recogniser),
            _ => Recogniser::ALL
                .into_iter()
                .find(|wanted| inner.values.contains(*wanted) && fitting(*wanted, value.recogniser).is_some()),
        };
        let Some(recogniser) = recogniser else {
            let message =
                format!("`{}` is a {}, which is not what stands on the left", text.text, value.recogniser.name());
            self.tell(Code::BadQuantity.at(place, message).help("compare a value with a quantity of its own sort"));
            return None;
        };
        if recogniser == Recogniser::Share && amount > 1.0 && bound != Bound::AtMost {
            let problem = Code::NeverHolds.at(place, "no share is more than the whole");
            self.tell(problem.help("write a share of at most 100%"));
        }
        let expr = Expr::Compare(Box::new(inner.expr), Comparison { bound, recogniser, amount });
        Some(Typed { expr, ..inner })
    }

    fn union(&mut self, nodes: &[Node<'a>], context: Context<'_, 'a>) -> Option<Typed> {
        let parts: Vec<Option<Typed>> = nodes.iter().map(|node| self.matches(node, context, "`|`")).collect();
        Some(either(parts.into_iter().collect::<Option<_>>()?, Expr::Union))
    }

    fn at_least_of(
        &mut self,
        node: &Node<'a>,
        number: Name<'a>,
        nodes: &[Node<'a>],
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let count = self.number(number, context);
        let parts = self.each_of(nodes, context, Self::expression);
        let (count, parts) = (count?, parts?);
        if count as usize > parts.len() {
            let message = format!("at least {count} of {} never holds", parts.len());
            self.tell(Code::NeverHolds.at(context.at(node.span), message).help("ask for no more than there are"));
        }
        let all =
            parts.iter().fold(Typed::new(Expr::And(Vec::new()), Sort::Truth), |all, part| all.with_values(part.values));
        Some(Typed { expr: Expr::AtLeastOf(count, parts.into_iter().map(|part| part.expr).collect()), ..all })
    }

    /// A whole number that is not nought.
    fn number(&mut self, number: Name<'a>, context: Context<'_, 'a>) -> Option<u32> {
        let value = number.text.parse().ok().filter(|value| (1..=10_000).contains(value));
        if value.is_none() {
            let problem = Code::BadQuantity
                .at(context.at(number.span), format!("`{}` is no number that can be meant here", number.text));
            self.tell(problem.help("write a whole number from 1 to 10000"));
        }
        value
    }

    /// Tells of a row of conditions of which one denies another.
    fn contradiction(&mut self, parts: &[Typed], place: Place) {
        let denied = |expr: &Expr| parts.iter().any(|part| matches!(&part.expr, Expr::Not(inner) if **inner == *expr));
        if parts.iter().any(|part| denied(&part.expr)) {
            let problem = Code::NeverHolds.at(place, "this asks for a thing and for its absence");
            self.tell(problem.help("leave one of the two out"));
        }
    }

    /// Words for an anchor.
    pub(super) fn anchor(&mut self, item: GroupItem<'a>, context: Context<'_, 'a>) -> Option<WordsId> {
        let GroupItem::Group(name) = item else { return self.words_in_place(context.file, item) };
        match self.named(name, context)?.expr {
            Expr::Words(id) => Some(id),
            _ => {
                let problem: Diagnostic =
                    Code::WrongSort.at(context.at(name.span), format!("`{}` is no group of words", name.text));
                self.tell(problem.help("a value is looked for before or after words"));
                None
            }
        }
    }
}

/// The matches of any of several.
fn either(parts: Vec<Typed>, join: fn(Vec<Expr>) -> Expr) -> Typed {
    let mut sorts = parts.iter().map(|part| part.sort);
    let first = sorts.next().unwrap_or(Sort::Truth);
    let sort = sorts.fold(first, Sort::or);
    let all = parts.iter().fold(Typed::new(Expr::Or(Vec::new()), sort), |all, part| all.with_values(part.values));
    Typed { expr: join(parts.into_iter().map(|part| part.expr).collect()), ..all }
}

/// The sort that a quantity is read as where `wanted` stands on the left: a bare number fits a count.
fn fitting(wanted: Recogniser, read: Recogniser) -> Option<Recogniser> {
    (wanted == read).then_some(wanted)
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

/// The word for a sort of place.
fn word(unit: Unit) -> &'static str {
    UNITS.iter().find(|(_, known)| *known == unit).map_or("place", |(word, _)| word)
}
