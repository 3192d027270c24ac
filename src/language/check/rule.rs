use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::expression::{Context, Local, Sort, Typed};
use super::scope::{Lookup, Meaning};
use super::text::{block, pieces};
use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{AreaId, Arm, Basis, Condition, Example, FindId, KindId, PackId, Piece, Place, Rule};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, BASES, Declaration, Name, RuleLine, Text, lookup};
use crate::source::Span;

impl<'a> Checker<'a, '_> {
    pub(super) fn rules(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        let mut ids: FxHashMap<String, Place> = FxHashMap::default();
        for (file, pack, declaration) in self.each(files) {
            let Declaration::Rule(rule) = declaration else { continue };
            let told = self.errors;
            self.poisoned = false;
            self.name(file, rule.name);
            let checked = self.rule(file, pack, rule);
            if let Some(first) = ids.get(&checked.id) {
                let problem =
                    Code::DuplicateName.at(checked.place, format!("rule `{}` is declared already", checked.id));
                self.tell(problem.at(first.file, first.span, "first here").help("give this one another name"));
            }
            ids.insert(checked.id.clone(), checked.place);
            self.notes.whole.push(!rule.broken && !self.poisoned && self.errors == told);
            self.program.rules.push(checked);
        }
    }

    fn rule(&mut self, file: FileId, pack: PackId, rule: &'a tree::Rule<'a>) -> Rule {
        let mut checked = Rule::empty(rule.title.text.to_owned(), pack, at(file, rule.name));
        let mut explicit = None;
        checked.advisory = self.program.packs[pack.at()].advisory;
        checked.off = self.program.packs[pack.at()].off;
        self.lines_once(file, rule);
        for (_, line) in &rule.lines {
            match line {
                RuleLine::Area(name) => explicit = Some(self.resolve(|scope| &scope.areas, "area", file, pack, *name)),
                RuleLine::Answers(ids) => checked.answers.extend(
                    ids.iter().filter_map(|id| self.resolve(|scope| &scope.questions, "question", file, pack, *id)),
                ),
                RuleLine::Applies(names, when) => {
                    checked.applies = self.kinds(file, pack, names);
                    checked.when = when.as_ref().and_then(|when| self.profile_is(file, pack, when));
                }
                RuleLine::Basis(name) => checked.basis = self.basis(file, *name),
                RuleLine::Risk(text) => text.text.clone_into(&mut checked.risk),
                RuleLine::Event(text) => checked.event = self.clause(file, *text),
                RuleLine::Effect(text) => checked.effect = self.clause(file, *text),
                RuleLine::Ask(text) => text.text.clone_into(&mut checked.ask),
                RuleLine::Advisory => checked.advisory = true,
                RuleLine::Off => (checked.off, checked.off_itself) = (true, true),
                RuleLine::Help(text) => checked.help = block(*text),
                RuleLine::Suggest(text) => checked.suggest = block(*text),
                RuleLine::Example(example) => checked.examples.extend(self.example(file, pack, example)),
                RuleLine::Find(..) | RuleLine::Arm(_) | RuleLine::Broken(_) => {}
                RuleLine::Each(..) | RuleLine::Set(..) | RuleLine::Across(_) | RuleLine::Missing => {}
            }
        }
        if rule.across {
            checked.across = Some(Box::new(self.across(file, pack, rule, std::mem::take(&mut checked.applies))));
        } else {
            self.body(file, pack, rule, &mut checked);
        }
        checked.area = match explicit {
            Some(area) => area.unwrap_or_default(),
            None => checked.answers.first().map(|id| self.program.questions[id.at()].area).unwrap_or_default(),
        };
        self.missing(file, rule, explicit.is_some());
        self.half(checked.place, !checked.event.is_empty(), !checked.effect.is_empty());
        let area = self.program.areas.get(checked.area.at()).map_or("", |area| area.name.as_str());
        checked.id = format!("{}.{area}.{}", self.program.packs[pack.at()].name, rule.name.text);
        checked
    }

    /// Finds and arms.
    fn body(&mut self, file: FileId, pack: PackId, rule: &'a tree::Rule<'a>, checked: &mut Rule) {
        let names: Vec<Name<'a>> = rule.lines.iter().filter_map(|(_, line)| line.find()).collect();
        let mut above: Vec<Local<'a>> = Vec::new();
        for (_, line) in &rule.lines {
            let name = match line {
                RuleLine::Find(name, _) | RuleLine::Broken(Some(name)) => *name,
                _ => continue,
            };
            let below = names.get(above.len()..).unwrap_or(&[]);
            let context = Context { file, pack, above: &above, below };
            let fits = self.find_name(file, pack, name, &above);
            let mut meaning = None;
            if let RuleLine::Find(_, node) = line
                && let Some(found) = self.measured(node, context)
            {
                if found.sort == Sort::Truth {
                    self.no_matches(Place { file, span: node.span });
                } else if fits {
                    self.depths.push(self.depth(&found.expr));
                    let find = self.find(name.text.to_owned(), found.expr, file, name.span);
                    checked.finds.push(find);
                    meaning = Some((find, found.sort, found.values));
                }
            }
            above.push(Local { name, meaning });
        }
        let context = Context { file, pack, above: &above, below: &[] };
        for (_, line) in &rule.lines {
            let RuleLine::Arm(arm) = line else { continue };
            checked.arms.extend(self.arm(arm, context));
        }
    }

    /// An expression that is not nested too deep.
    fn measured(&mut self, node: &tree::Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let found = self.expression(node, context)?;
        let depth = self.depth(&found.expr);
        self.fits(depth, Place { file: context.file, span: node.span }).then_some(found)
    }

    /// Whether a find may have the name: it must mean nothing else.
    fn find_name(&mut self, file: FileId, pack: PackId, name: Name<'a>, above: &[Local<'a>]) -> bool {
        let place = at(file, name);
        self.name(file, name);
        if self.reserved(file, name) {
            return false;
        }
        if let Some(first) = above.iter().find(|local| local.name.text == name.text) {
            let problem = Code::DuplicateName.at(place, format!("find `{}` is declared already", name.text));
            self.tell(problem.at(file, first.name.span, "first here").help("give this one another name"));
            return false;
        }
        let what = match self.meaning(pack, name.text, place) {
            Lookup::Found(Meaning::Words(_)) => "a group of words",
            Lookup::Found(Meaning::Names(_)) => "a pattern of names",
            Lookup::Found(Meaning::Fact(..)) => "a fact",
            Lookup::Broken | Lookup::Twice(..) | Lookup::Unknown => return true,
        };
        let problem = Code::DuplicateName.at(place, format!("`{}` is {what} already", name.text));
        self.tell(problem.help("one name has one meaning: give the find another"));
        false
    }

    fn arm(&mut self, arm: &'a tree::Arm<'a>, context: Context<'_, 'a>) -> Option<Arm> {
        let file = context.file;
        for extra in arm.because.iter().skip(1) {
            self.twice(file, Name { text: "because", span: extra.span });
        }
        for extra in arm.at.iter().skip(1) {
            self.twice(file, Name { text: "at", span: extra.span });
        }
        if let (Some(because), Some(place)) = (arm.because.first(), arm.at.first())
            && place.span < because.span
        {
            let problem = Code::Syntax.at(Place { file, span: because.span }, "`because` stands before `at`");
            self.tell(problem.help("say why first, then where"));
        }
        let condition = match &arm.condition {
            tree::Condition::When(node) => self.measured(node, context).map(|found| Condition::When(found.expr)),
            tree::Condition::Usual(node) => {
                let found = self.measured(node, context);
                if found.as_ref().is_some_and(|found| found.sort == Sort::Truth) {
                    self.no_matches(Place { file, span: node.span });
                }
                found.map(|found| Condition::Usual(found.expr))
            }
            tree::Condition::Otherwise => Some(Condition::Otherwise),
        };
        let because = arm.because.first().map(|text| self.because(*text, context)).unwrap_or_default();
        let place = arm.at.first().and_then(|node| self.measured(node, context)).map(|found| found.expr);
        Some(Arm {
            outcome: arm.outcome,
            condition: condition?,
            because,
            at: place,
            place: Place { file, span: arm.span },
        })
    }

    fn because(&mut self, text: Text<'a>, context: Context<'_, 'a>) -> Vec<Piece> {
        let mut checked = Vec::new();
        for (piece, offset) in pieces(text.text) {
            let span = |length: usize| {
                let start = text.span.start + 1 + offset as u32;
                Span::new(start, start + length as u32)
            };
            match piece {
                Ok(words) => checked.push(Piece::Words(words.to_owned())),
                Err(Some(name)) => {
                    let name = Name { text: name, span: span(name.len()) };
                    checked.extend(self.because_find(name, context).map(Piece::Find));
                }
                Err(None) => {
                    let problem = Code::BadBecause
                        .at(Place { file: context.file, span: span(1) }, "a brace in this sentence has no partner");
                    self.tell(problem.help("write `{find}` for the words that a find has found"));
                }
            }
        }
        checked
    }

    fn because_find(&mut self, name: Name<'a>, context: Context<'_, 'a>) -> Option<FindId> {
        if let Some(local) = context.above.iter().find(|local| local.name.text == name.text) {
            return local.meaning.map(|(find, ..)| find);
        }
        let place = at(context.file, name);
        match self.meaning(context.pack, name.text, place) {
            Lookup::Found(Meaning::Fact(_, find)) => return Some(find),
            Lookup::Broken | Lookup::Twice(..) => return None,
            _ => {}
        }
        let help = did_you_mean(name.text, context.above.iter().map(|local| local.name.text))
            .unwrap_or_else(|| "name a find of this rule, or a fact".to_owned());
        self.tell(Code::BadBecause.at(place, format!("there is no find `{}` in this rule", name.text)).help(help));
        None
    }

    fn kinds(&mut self, file: FileId, pack: PackId, names: &[Name<'a>]) -> Vec<KindId> {
        names.iter().filter_map(|name| self.resolve(|scope| &scope.kinds, "kind", file, pack, *name)).collect()
    }

    pub(super) fn basis(&mut self, file: FileId, name: Name) -> Basis {
        lookup(&BASES, name.text).unwrap_or_else(|| {
            let words = BASES.iter().map(|(word, _)| *word);
            let all = "it is one of `source-scale`, `criterion`, `theme` and `recommendation`";
            let help = did_you_mean(name.text, words).unwrap_or_else(|| all.to_owned());
            self.tell(Code::UnknownWord.at(at(file, name), format!("`{}` is no basis", name.text)).help(help));
            Basis::Criterion
        })
    }

    fn example(&mut self, file: FileId, pack: PackId, example: &tree::Example<'a>) -> Option<Example> {
        let kinds = self.kinds(file, pack, &example.kinds);
        if let Some(extra) = example.kinds.get(1) {
            let problem = Code::Syntax.at(at(file, *extra), "an example is a document of one kind");
            self.tell(problem.help("write the example again for the other kind"));
        }
        let as_of = example.as_of.and_then(|date| self.day(file, date));
        let place = Place { file, span: example.span };
        Some(Example {
            outcome: example.outcome,
            text: block(example.text),
            as_of,
            kind: kinds.first().copied(),
            place,
        })
    }

    /// The day that is written as year, month and day; where there is no such day, tells so.
    pub(super) fn day(&mut self, file: FileId, date: Name<'a>) -> Option<Date> {
        let day = date.text.parse::<Date>().ok();
        if day.is_none() {
            let problem = Code::BadDate.at(at(file, date), format!("`{}` is no date", date.text));
            self.tell(problem.help("write year, month and day: `2026-11-22`"));
        }
        day
    }

    /// Tells of lines that may stand once and stand again.
    fn lines_once(&mut self, file: FileId, rule: &tree::Rule<'a>) {
        let mut seen: Vec<&str> = Vec::new();
        for (keyword, line) in &rule.lines {
            if matches!(
                line,
                RuleLine::Find(..)
                    | RuleLine::Set(..)
                    | RuleLine::Arm(_)
                    | RuleLine::Across(_)
                    | RuleLine::Example(_)
                    | RuleLine::Broken(_)
            ) {
                continue;
            }
            if seen.contains(&keyword.text) {
                self.twice(file, *keyword);
            }
            seen.push(keyword.text);
        }
    }

    /// Tells of lines that a rule must have and has not.
    fn missing(&mut self, file: FileId, rule: &tree::Rule<'a>, has_area: bool) {
        if rule.broken {
            return;
        }
        let has = |keyword: &str| rule.lines.iter().any(|(name, _)| name.text == keyword);
        let place = at(file, rule.name);
        let name = rule.name.text;
        let lines = [
            ("applies", "say which kinds of document it is for: `applies mou, tor`"),
            ("basis", "say whose yardstick it is: `basis criterion`"),
        ];
        let optional = |line: &str| rule.across && line == "applies";
        for (line, help) in lines.into_iter().filter(|(line, _)| !has(line) && !optional(line)) {
            self.tell(Code::MissingLine.at(place, format!("rule `{name}` has no line `{line}`")).help(help));
        }
        if !has("answers") && !has_area {
            let problem = Code::MissingLine.at(place, format!("rule `{name}` has no line `answers`"));
            self.tell(problem.help("name the question it answers; a rule that answers none says `area NAME`"));
        }
        let otherwise = |line: &RuleLine| match line {
            RuleLine::Arm(arm) => matches!(arm.condition, tree::Condition::Otherwise),
            RuleLine::Across(arm) => arm.condition.is_none(),
            _ => false,
        };
        if !rule.lines.iter().any(|(_, line)| otherwise(line)) {
            let problem = Code::NoOtherwise.at(place, format!("rule `{name}` does not say what holds otherwise"));
            self.tell(problem.help("end its arms with `red otherwise because \"…\"`"));
        }
    }
}

impl Rule {
    /// A rule without lines.
    fn empty(title: String, pack: PackId, place: Place) -> Self {
        Self {
            id: String::new(),
            title,
            pack,
            area: AreaId::default(),
            answers: Vec::new(),
            applies: Vec::new(),
            when: None,
            basis: Basis::Criterion,
            risk: String::new(),
            event: String::new(),
            effect: String::new(),
            ask: String::new(),
            advisory: false,
            off: false,
            off_itself: false,
            across: None,
            finds: Vec::new(),
            arms: Vec::new(),
            help: String::new(),
            suggest: String::new(),
            examples: Vec::new(),
            place,
        }
    }
}

impl<'a> RuleLine<'a> {
    /// The name of the find that the line declares.
    fn find(&self) -> Option<Name<'a>> {
        match self {
            Self::Find(name, _) => Some(*name),
            Self::Broken(name) => *name,
            _ => None,
        }
    }
}
