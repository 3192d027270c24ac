use pest::iterators::{Pair, Pairs};

use super::forms::Declared;
use super::{BodyLine, Parsed, Parser, Problem, Rule};
use crate::language::items::Statement;
use crate::language::model::Side;
use crate::language::tree::{
    Alternative, Capture, CaptureFrom, Declaration, Facet, Fact, Kind, Name, Pack, PackLine, Question, QuestionLine,
    Text,
};

impl<'a> Parser<'a, '_> {
    pub(super) fn pack(
        &mut self,
        head: Option<Parsed<'a>>,
        form: &Declared,
        body: &[Statement],
    ) -> Option<Declaration<'a>> {
        let (lines, broken) = self.body(form, body);
        let (name, title) = head?.name_and_title()?;
        let mut pack = Pack { name, title, lines: Vec::new(), broken };
        for BodyLine { keyword, rule, parsed, .. } in lines {
            let Some(Parsed { mut pairs, build }) = parsed else { continue };
            let line = match rule {
                Rule::advisory_line => Some(PackLine::Advisory(keyword)),
                Rule::pack_off_line => {
                    let when = pairs.find(|pair| pair.as_rule() == Rule::profile_is);
                    Some(PackLine::Off(keyword, when.and_then(|pair| build.profile_is(pair))))
                }
                _ => None,
            };
            if let Some(line) = line {
                pack.lines.push(line);
                continue;
            }
            let Some(value) = pairs.nth(1) else { continue };
            pack.lines.push(match rule {
                Rule::version_line => PackLine::Version(keyword, build.text(&value)),
                Rule::source_line => PackLine::Source(keyword, build.text(&value)),
                Rule::year_end_line => PackLine::YearEnd(keyword, build.text(&value)),
                _ => PackLine::Uses(build.names(value)),
            });
        }
        Some(Declaration::Pack(pack))
    }

    pub(super) fn kind(
        &mut self,
        head: Option<Parsed<'a>>,
        form: &Declared,
        body: &[Statement],
    ) -> Option<Declaration<'a>> {
        let (lines, broken) = self.body(form, body);
        let (name, title) = head?.name_and_title()?;
        let [titled, called, perhaps, headings, says, aside] = [const { Vec::new() }; 6];
        let mut kind = Kind { name, title: title?, titled, called, perhaps, headings, says, aside, broken };
        for BodyLine { keyword, rule, parsed, .. } in lines {
            let Some(Parsed { pairs, build }) = parsed else { continue };
            let list = match rule {
                Rule::titled_line => &mut kind.titled,
                Rule::called_line => &mut kind.called,
                Rule::perhaps_line => &mut kind.perhaps,
                Rule::says_line => &mut kind.says,
                Rule::aside_line => &mut kind.aside,
                _ => &mut kind.headings,
            };
            list.push((keyword, build.group(pairs)));
        }
        Some(Declaration::Kind(kind))
    }

    pub(super) fn question(
        &mut self,
        head: Option<Parsed<'a>>,
        form: &Declared,
        body: &[Statement],
    ) -> Option<Declaration<'a>> {
        let (lines, _) = self.body(form, body);
        let mut head = head?;
        let id = head.build.name(&head.pairs.nth(1)?);
        let text = head.build.text(&head.pairs.next()?);
        let mut question = Question { id, text, lines: Vec::new() };
        question.lines.extend(self.told(head.question_lines())?);
        for BodyLine { keyword, rule, parsed, .. } in lines {
            let Some(parsed) = parsed else { continue };
            match rule {
                Rule::basis_line
                | Rule::risk_line
                | Rule::event_line
                | Rule::effect_line
                | Rule::ask_line
                | Rule::inferred_line => {
                    let line = self.told(parsed.question_line(rule));
                    question.lines.extend(line.map(|line| (keyword, line)));
                }
                _ => question.lines.extend(self.told(parsed.question_lines()).into_iter().flatten()),
            }
        }
        Some(Declaration::Question(question))
    }
}

impl<'a> Parsed<'a> {
    /// Of `KEYWORD NAME "title"`.
    pub(super) fn name_and_title(mut self) -> Option<(Name<'a>, Option<Text<'a>>)> {
        let name = self.build.name(&self.pairs.nth(1)?);
        let title = self.pairs.next().filter(|pair| pair.as_rule() == Rule::string);
        Some((name, title.map(|pair| self.build.text(&pair))))
    }

    /// A declaration without a body.
    pub(super) fn declaration(mut self) -> Result<Declaration<'a>, Problem> {
        let keyword = self.pairs.next();
        let rule = keyword.as_ref().map_or(Rule::EOI, |pair| pair.as_rule());
        let Some(name) = self.pairs.next() else { return Err(self.build.odd()) };
        let name = self.build.name(&name);
        match rule {
            Rule::kw_words if self.pairs.clone().any(|pair| pair.as_rule() == Rule::kw_also) => {
                Ok(Declaration::MoreWords { name, group: self.build.group(self.pairs) })
            }
            Rule::kw_words => {
                let said = |rule| {
                    let part = self.pairs.clone().find(|pair| pair.as_rule() == rule)?;
                    Some(self.build.name(&part.into_inner().nth(1)?))
                };
                let (until, sense) = (said(Rule::until), said(Rule::taken_as));
                Ok(Declaration::Words { name, group: self.build.group(self.pairs), until, sense })
            }
            Rule::kw_names => Ok(Declaration::Names { name, endings: self.build.group(self.pairs) }),
            Rule::kw_area => {
                let title = self.pairs.next().ok_or_else(|| self.build.odd())?;
                Ok(Declaration::Area { name, title: self.build.text(&title) })
            }
            Rule::kw_profile => self.profile(name),
            _ => self.fact(name),
        }
    }

    fn profile(mut self, name: Name<'a>) -> Result<Declaration<'a>, Problem> {
        let text = self.pairs.next().ok_or_else(|| self.build.odd())?;
        let values = self.pairs.find(|pair| matches!(pair.as_rule(), Rule::one_of | Rule::some_of));
        let several = values.as_ref().is_some_and(|values| values.as_rule() == Rule::some_of);
        let values =
            values.and_then(|pair| pair.into_inner().last()).map_or(Vec::new(), |names| self.build.names(names));
        Ok(Declaration::Profile(Facet { name, text: self.build.text(&text), values, several }))
    }

    /// What a question's head says behind its wording, or a line of its body.
    fn question_lines(self) -> Result<Vec<(Name<'a>, QuestionLine<'a>)>, Problem> {
        let build = self.build;
        let mut lines = Vec::new();
        for pair in self.pairs.clone() {
            let mut inner = pair.clone().into_inner();
            let keyword = inner.next().map(|keyword| build.name(&keyword));
            let line = match (pair.as_rule(), inner.last()) {
                (Rule::under, Some(id)) => QuestionLine::Under(build.name(&id)),
                (Rule::same_as, Some(id)) => QuestionLine::SameAs(build.name(&id)),
                (Rule::attested, Some(why)) => QuestionLine::Attested(build.text(&why)),
                (Rule::applies_when, Some(pair)) => match build.profile_is(pair) {
                    Some(when) => QuestionLine::When(when),
                    None => continue,
                },
                (Rule::held_in, _) => {
                    let mut names = pair.into_inner().filter(|pair| pair.as_rule() == Rule::name);
                    let Some(how) = names.next() else { continue };
                    QuestionLine::HeldIn(build.name(&how), names.next().map(|whose| build.name(&whose)))
                }
                _ => continue,
            };
            lines.extend(keyword.map(|keyword| (keyword, line)));
        }
        Ok(lines)
    }

    /// A line of a question's body that rules have too, or that stands in no head.
    fn question_line(mut self, rule: Rule) -> Result<QuestionLine<'a>, Problem> {
        let build = self.build;
        let second = self.pairs.nth(1).ok_or_else(|| build.odd())?;
        Ok(match rule {
            Rule::basis_line => QuestionLine::Basis(build.name(&second)),
            Rule::risk_line => QuestionLine::Risk(build.risk(&second)),
            Rule::event_line => QuestionLine::Event(build.text(&second)),
            Rule::effect_line => QuestionLine::Effect(build.text(&second)),
            Rule::ask_line => QuestionLine::Ask(build.text(&second)),
            _ => {
                let why = self.pairs.next().ok_or_else(|| build.odd())?;
                QuestionLine::Inferred(build.text(&why))
            }
        })
    }

    fn fact(self, name: Name<'a>) -> Result<Declaration<'a>, Problem> {
        let build = self.build;
        let (drawn, kinds, alternatives) = (Vec::new(), Vec::new(), Vec::new());
        let (first, own_name, compared) = (false, false, None);
        let mut fact = Fact { name, value: name, first, own_name, compared, drawn, kinds, alternatives };
        for pair in self.pairs {
            match pair.as_rule() {
                Rule::name => fact.value = build.name(&pair),
                Rule::kw_first => fact.first = true,
                Rule::as_own_name => fact.own_name = true,
                Rule::compared_as => fact.compared = Some(self::compared(build, pair)?),
                Rule::drawn => fact.drawn.push(super::drawn::drawn(build, pair)?),
                Rule::for_kinds => fact.kinds = pair.into_inner().flat_map(|names| build.names(names)).collect(),
                Rule::alternative => {
                    let mut inner = pair.into_inner();
                    let first = inner.next().ok_or_else(|| build.odd())?;
                    if first.as_rule() == Rule::of_title {
                        let mut parts = first.into_inner();
                        let what = parts.next().ok_or_else(|| build.odd())?;
                        let headings = parts.any(|part| part.as_rule() == Rule::kw_headings);
                        fact.alternatives.push(Alternative::Title(build.primary(what)?, headings));
                        continue;
                    }
                    let node = build.logic(first)?;
                    let captures =
                        inner.next().map_or(Ok(Vec::new()), |pair| self::captures(build, pair.into_inner()))?;
                    fact.alternatives.push(Alternative::Said(node, captures));
                }
                _ => {}
            }
        }
        Ok(Declaration::Fact(fact))
    }
}

/// `compared as "the quorum" by body`.
fn compared<'a>(build: super::Build, pair: Pair<'a, Rule>) -> Result<(Text<'a>, Vec<Name<'a>>), Problem> {
    let (mut caption, mut by) = (None, Vec::new());
    for pair in pair.into_inner() {
        match pair.as_rule() {
            Rule::string => caption = Some(build.text(&pair)),
            Rule::told_by => by = pair.into_inner().flat_map(|names| build.names(names)).collect(),
            _ => {}
        }
    }
    Ok((caption.ok_or_else(|| build.odd())?, by))
}

fn captures<'a>(build: super::Build, pairs: Pairs<'a, Rule>) -> Result<Vec<Capture<'a>>, Problem> {
    let mut captures = Vec::new();
    for pair in pairs.filter(|pair| pair.as_rule() == Rule::capture) {
        let mut inner = pair.into_inner();
        let field = inner.next().ok_or_else(|| build.odd())?;
        let mut name = build.name(&field);
        name.text = name.text.trim_matches('"');
        let from = inner.nth(1).ok_or_else(|| build.odd())?;
        let (mut each, mut bare) = (false, false);
        let from = match from.as_rule() {
            Rule::row_label => CaptureFrom::RowLabel,
            Rule::column_label => CaptureFrom::ColumnLabel,
            Rule::capture_about => {
                let words = from.into_inner().nth(1).ok_or_else(|| build.odd())?;
                CaptureFrom::About(build.compared(words)?)
            }
            Rule::capture_owner => {
                let words = from.into_inner().nth(2).ok_or_else(|| build.odd())?;
                CaptureFrom::Owner(build.compared(words)?)
            }
            Rule::capture_rest => {
                let mut inner = from.into_inner();
                let whole = build.compared(inner.next().ok_or_else(|| build.odd())?)?;
                CaptureFrom::Without(whole, build.compared(inner.nth(1).ok_or_else(|| build.odd())?)?)
            }
            Rule::label_having => {
                let words = from.into_inner().nth(2).ok_or_else(|| build.odd())?;
                CaptureFrom::Label(build.compared(words)?)
            }
            _ => {
                let mut inner = from.into_inner().peekable();
                each = inner.next_if(|pair| pair.as_rule() == Rule::kw_each).is_some();
                bare = inner.next_if(|pair| pair.as_rule() == Rule::kw_bare).is_some();
                let node = build.compared(inner.next().ok_or_else(|| build.odd())?)?;
                let side = match inner.next().map(|pair| pair.as_rule()) {
                    Some(Rule::kw_after) => Some(Side::After),
                    Some(_) => Some(Side::Before),
                    None => None,
                };
                let anchor = inner.next().and_then(|pair| build.group_item(&pair));
                CaptureFrom::Match(node, side.zip(anchor))
            }
        };
        captures.push(Capture { name, each, bare, from });
    }
    Ok(captures)
}
