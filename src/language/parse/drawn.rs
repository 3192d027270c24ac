use pest::iterators::Pair;

use super::{Build, Problem, Rule};
use crate::language::tree::{Drawn, DrawnEnd};

/// `drawn "reports to" from lower up to upper`, and the other forms.
pub(super) fn drawn<'a>(build: Build, pair: Pair<'a, Rule>) -> Result<Drawn<'a>, Problem> {
    let form = pair.into_inner().nth(1).ok_or_else(|| build.odd())?;
    let rule = form.as_rule();
    if rule == Rule::drawn_name {
        return Ok(Drawn::Name(end(build, form)));
    }
    let mut pairs = form.into_inner();
    let caption = build.text(&pairs.next().ok_or_else(|| build.odd())?);
    let (mut ends, mut up, mut labelled) = (Vec::new(), false, Vec::new());
    for pair in pairs {
        match pair.as_rule() {
            Rule::drawn_end => ends.push(end(build, pair)),
            Rule::kw_up => up = true,
            Rule::labelled => labelled = pair.into_inner().flat_map(|names| build.names(names)).collect(),
            _ => {}
        }
    }
    match (rule, ends.pop(), ends.pop()) {
        (Rule::drawn_line, Some(to), Some(from)) => Ok(Drawn::Line { caption, ends: [from, to], up, labelled }),
        (_, Some(on), None) => Ok(Drawn::Note { caption, on, labelled }),
        _ => Err(build.odd()),
    }
}

fn end<'a>(build: Build, pair: Pair<'a, Rule>) -> DrawnEnd<'a> {
    let span = build.span(&pair);
    let (mut fields, mut sort) = (Vec::new(), None);
    for pair in pair.into_inner() {
        match pair.as_rule() {
            Rule::name => fields.push(build.name(&pair)),
            Rule::drawn_as => sort = pair.into_inner().nth(1).map(|words| build.text(&words)),
            _ => {}
        }
    }
    DrawnEnd { fields, sort, span }
}
