use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{AreaId, HeldIn, PackId, Place, Question, QuestionId};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{Declaration, Name, QuestionLine, Text};
use crate::source::Span;

impl<'a> Checker<'a, '_> {
    /// Enters a question, of which its wording is known so far.
    pub(super) fn enter_question(&mut self, file: FileId, pack: PackId, id: Name<'a>, text: &str) {
        let question = QuestionId(self.program.questions.len() as u32);
        self.program.questions.push(Question {
            id: id.text.to_owned(),
            text: text.to_owned(),
            pack,
            place: at(file, id),
            ..Question::default()
        });
        self.enter(|scope| &mut scope.questions, file, pack, id, Some(question));
    }

    /// Finds each question's area, and what its lines say, now that all are known.
    pub(super) fn complete_questions(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        let mut same = Vec::new();
        let mut index = 0;
        for (file, pack, declaration) in self.each(files) {
            let Declaration::Question(question) = declaration else { continue };
            if let Some(area) = self.area_of(file, pack, question.id) {
                self.program.questions[index].area = area;
            }
            let mut seen: Vec<&str> = Vec::new();
            for (keyword, line) in &question.lines {
                if seen.contains(&keyword.text) {
                    self.twice(file, *keyword);
                }
                seen.push(keyword.text);
                match line {
                    QuestionLine::SameAs(id) => same.push((index, file, *id)),
                    line => self.question_line(index, file, pack, line),
                }
            }
            let Question { place, event, effect, .. } = &self.program.questions[index];
            self.half(*place, !event.is_empty(), !effect.is_empty());
            index += 1;
        }
        self.same(&same);
    }

    fn question_line(&mut self, index: usize, file: FileId, pack: PackId, line: &QuestionLine<'a>) {
        match line {
            QuestionLine::Under(id) => {
                let under = self.resolve(|scope| &scope.questions, "question", file, pack, *id);
                self.program.questions[index].under = under;
            }
            QuestionLine::Basis(name) => {
                let basis = self.basis(file, *name);
                self.program.questions[index].basis = Some(basis);
            }
            QuestionLine::Risk(text) => text.text.clone_into(&mut self.program.questions[index].risk),
            QuestionLine::Event(text) => self.program.questions[index].event = self.clause(file, *text),
            QuestionLine::Effect(text) => self.program.questions[index].effect = self.clause(file, *text),
            QuestionLine::Ask(text) => text.text.clone_into(&mut self.program.questions[index].ask),
            QuestionLine::Attested(why) => self.program.questions[index].attested = Some(why.text.to_owned()),
            QuestionLine::Inferred(why) => self.program.questions[index].inferred = Some(why.text.to_owned()),
            QuestionLine::When(when) => {
                let when = self.profile_is(file, pack, when);
                self.program.questions[index].when = when;
            }
            QuestionLine::HeldIn(how, whose) => {
                self.program.questions[index].held_in = self.held_in(file, *how, *whose);
            }
            QuestionLine::SameAs(_) => {}
        }
    }

    /// What could happen, or what that would lead to, which stands in a column beside others.
    pub(super) fn clause(&mut self, file: FileId, text: Text) -> String {
        let words = text.text.trim();
        if words.is_empty() || words.ends_with('.') || words.contains(". ") {
            let problem = Code::NoClause.at(Place { file, span: text.span }, "this is no single clause");
            self.tell(
                problem.help("say it in one clause without a full stop: \"partners fall out and nobody can decide\""),
            );
        }
        words.to_owned()
    }

    /// Tells of what could happen without what it would lead to, and of the other way round.
    pub(super) fn half(&mut self, place: Place, event: bool, effect: bool) {
        let lacks = match (event, effect) {
            (true, false) => "effect",
            (false, true) => "event",
            _ => return,
        };
        let problem = Code::HalfRisk.at(place, format!("half of a risk is described: there is no `{lacks}`"));
        self.tell(problem.help("say what could happen in `event`, and what that would lead to in `effect`"));
    }

    fn held_in(&mut self, file: FileId, how: Name, whose: Option<Name>) -> HeldIn {
        match (how.text, whose.map(|whose| whose.text)) {
            ("any", None) => HeldIn::Any,
            ("each", Some("body")) => HeldIn::EachBody,
            ("each", Some("party")) => HeldIn::EachParty,
            _ => {
                let span = whose.map_or(how.span, |whose| how.span.cover(whose.span));
                let message = "this does not say where the answer may stand";
                let problem = Code::UnknownWord.at(Place { file, span }, message);
                self.tell(problem.help("write `held-in any`, `held-in each body` or `held-in each party`"));
                HeldIn::Any
            }
        }
    }

    /// Finds the questions that others ask the same as: of any pack, as an id names its pack. One that there is not is no
    /// error, as a pack may be replaced by one that asks less.
    fn same(&mut self, same: &[(usize, FileId, Name<'a>)]) {
        let mut to: Vec<Option<QuestionId>> = vec![None; self.program.questions.len()];
        for &(index, file, id) in same {
            let ids = || self.program.questions.iter().map(|question| &*question.id);
            let found = ids().position(|known| known == id.text);
            to[index] = found.map(|found| QuestionId(found as u32));
            if found.is_none() {
                let near = did_you_mean(id.text, ids());
                let help =
                    near.unwrap_or_else(|| "give the files that declare it too, or leave the line out".to_owned());
                let message = format!("there is no question `{}`", id.text);
                self.tell(Code::UnknownQuestion.at(at(file, id), message).help(help));
            }
        }
        for &(index, file, id) in same {
            let Some(mut target) = to[index] else { continue };
            let mut steps = 0;
            while let Some(next) = to[target.at()].filter(|_| steps <= same.len()) {
                target = next;
                steps += 1;
            }
            if target.at() == index || steps > same.len() {
                let problem = Code::Cycle.at(at(file, id), "a question asks the same as itself");
                self.tell(problem.help("let one of them be answered by a rule, or by a person"));
            } else {
                self.program.questions[index].same_as = Some(target);
            }
        }
    }

    /// The area that the second part of a question's id names.
    fn area_of(&mut self, file: FileId, pack: PackId, id: Name<'a>) -> Option<AreaId> {
        let mut parts = id.text.split('.');
        let (Some(first), Some(area), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
            let message = format!("`{}` is no way to write the id of a question", id.text);
            self.tell(Code::BadName.at(at(file, id), message).help("an id has three parts: `pack.area.number`"));
            return None;
        };
        let from = id.span.start + first.len() as u32 + 1;
        let name = Name { text: area, span: Span::new(from, from + area.len() as u32) };
        self.resolve(|scope| &scope.areas, "area", file, pack, name)
    }
}
