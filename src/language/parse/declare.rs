use pest::iterators::Pairs;

use super::forms::Declared;
use super::{BodyLine, Parsed, Parser, Problem, Rule};
use crate::language::code::Code;
use crate::language::items::Statement;
use crate::language::model::Side;
use crate::language::tree::{
    Capture, CaptureFrom, Declaration, Facet, Fact, Kind, Name, Pack, PackLine, Question, Text,
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
        let mut kind =
            Kind { name, title: title?, titled: Vec::new(), called: Vec::new(), headings: Vec::new(), broken };
        for BodyLine { keyword, rule, parsed, .. } in lines {
            let Some(Parsed { pairs, build }) = parsed else { continue };
            let list = match rule {
                Rule::titled_line => &mut kind.titled,
                Rule::called_line => &mut kind.called,
                _ => &mut kind.headings,
            };
            list.push((keyword, build.group(pairs)));
        }
        Some(Declaration::Kind(kind))
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
            Rule::kw_words => {
                let last = self.pairs.clone().find(|pair| pair.as_rule() == Rule::taken_as);
                let sense = last.and_then(|pair| pair.into_inner().nth(1)).map(|pair| self.build.name(&pair));
                Ok(Declaration::Words { name, group: self.build.group(self.pairs), sense })
            }
            Rule::kw_names => Ok(Declaration::Names { name, endings: self.build.group(self.pairs) }),
            Rule::kw_area => {
                let title = self.pairs.next().ok_or_else(|| self.build.odd())?;
                Ok(Declaration::Area { name, title: self.build.text(&title) })
            }
            Rule::kw_profile => self.profile(name),
            Rule::kw_question => self.question(name),
            _ => self.fact(name),
        }
    }

    fn profile(mut self, name: Name<'a>) -> Result<Declaration<'a>, Problem> {
        let text = self.pairs.next().ok_or_else(|| self.build.odd())?;
        let values = self.pairs.find(|pair| pair.as_rule() == Rule::one_of);
        let values =
            values.and_then(|pair| pair.into_inner().last()).map_or(Vec::new(), |names| self.build.names(names));
        Ok(Declaration::Profile(Facet { name, text: self.build.text(&text), values }))
    }

    fn question(mut self, id: Name<'a>) -> Result<Declaration<'a>, Problem> {
        let text = self.pairs.next().ok_or_else(|| self.build.odd())?;
        let mut question = Question { id, text: self.build.text(&text), under: None, attested: None, when: None };
        for pair in self.pairs {
            let last = pair.clone().into_inner().last();
            match pair.as_rule() {
                Rule::under => question.under = last.map(|id| self.build.name(&id)),
                Rule::attested => question.attested = last.map(|text| self.build.text(&text)),
                Rule::applies_when => question.when = last.and_then(|pair| self.build.profile_is(pair)),
                Rule::held_in => {
                    let place = self.build.place(self.build.trimmed(&pair));
                    let problem = Code::NotYetSupported.at(place, "where an answer may live is not yet supported");
                    return Err(Box::new(
                        problem.help("leave it out: a question is answered from each document on its own"),
                    ));
                }
                _ => {}
            }
        }
        Ok(Declaration::Question(question))
    }

    fn fact(self, name: Name<'a>) -> Result<Declaration<'a>, Problem> {
        let build = self.build;
        let mut fact = Fact { name, value: name, kinds: Vec::new(), alternatives: Vec::new() };
        for pair in self.pairs {
            match pair.as_rule() {
                Rule::name => fact.value = build.name(&pair),
                Rule::for_kinds => fact.kinds = pair.into_inner().flat_map(|names| build.names(names)).collect(),
                Rule::alternative => {
                    let mut inner = pair.into_inner();
                    let node = build.logic(inner.next().ok_or_else(|| build.odd())?)?;
                    let captures =
                        inner.next().map_or(Ok(Vec::new()), |pair| self::captures(build, pair.into_inner()))?;
                    fact.alternatives.push((node, captures));
                }
                _ => {}
            }
        }
        Ok(Declaration::Fact(fact))
    }
}

fn captures<'a>(build: super::Build, pairs: Pairs<'a, Rule>) -> Result<Vec<Capture<'a>>, Problem> {
    let mut captures = Vec::new();
    for pair in pairs.filter(|pair| pair.as_rule() == Rule::capture) {
        let mut inner = pair.into_inner();
        let field = inner.next().ok_or_else(|| build.odd())?;
        let mut name = build.name(&field);
        name.text = name.text.trim_matches('"');
        let from = inner.nth(1).ok_or_else(|| build.odd())?;
        let from = match from.as_rule() {
            Rule::row_label => CaptureFrom::RowLabel,
            Rule::column_label => CaptureFrom::ColumnLabel,
            _ => {
                let mut inner = from.into_inner();
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
        captures.push(Capture { name, from });
    }
    Ok(captures)
}
