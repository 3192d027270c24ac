use pest::error::{Error, ErrorVariant, InputLocation};

use super::forms::Line;
use super::{Build, Rule};
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::suggest::nearest;
use crate::language::tree::{CONNECTIVES, OUTCOMES};
use crate::source::Span;

/// More expectations than this are no help.
const MOST_EXPECTED: usize = 6;

/// Says in people's words where a statement leaves its form and what was expected there.
pub(super) fn explain(problem: &Error<Rule>, build: Build, text: &str, line: &Line, body: &[Line]) -> Diagnostic {
    let at = match problem.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let found = found(text, at);
    let start = build.base + at as u32;
    let place = build.place(Span::new(start, start + found.len() as u32));
    let ErrorVariant::ParsingError { positives, .. } = &problem.variant else {
        return Code::TooDeep.at(place, "this statement takes too long to read").help("split it: give its parts names");
    };
    let usage = format!("it is written `{}`", line.usage);
    if found == ")" {
        return Code::Syntax.at(place, "this bracket closes nothing").help("leave it out, or open one before it");
    }
    if found.is_empty() && positives.contains(&Rule::close) {
        return Code::Syntax.at(place, "a bracket is not closed").help("close it with `)`");
    }
    if found.is_empty() {
        let message = match expected(positives) {
            Some(expected) => format!("the line ends where {expected} should follow"),
            None => "the line ends too early".to_owned(),
        };
        return Code::Syntax.at(place, message).help(usage);
    }
    if CONNECTIVES.contains(&found) && positives.contains(&Rule::name) {
        let message = format!("`{found}` is a word of the language and cannot be a name here");
        return Code::ReservedName.at(place, message).help(usage);
    }
    if body.iter().any(|line| line.keyword == found) && positives.contains(&Rule::EOI) {
        let message = format!("`{found}` stands where the line should end");
        return Code::Syntax.at(place, message).help(format!("put `{found}` on a line of its own"));
    }
    let message = match expected(positives) {
        Some(expected) if expected == END => format!("`{found}` stands where the line should end"),
        Some(expected) => format!("`{found}` stands where {expected} should"),
        None => format!("`{found}` does not fit here"),
    };
    match nearest(found, words(positives).iter().map(String::as_str)) {
        Some(near) => {
            Code::Syntax.at(place, format!("`{found}` does not fit here")).help(format!("did you mean `{near}`?"))
        }
        None => Code::Syntax.at(place, message).help(usage),
    }
}

/// The word, string or sign at a place.
fn found(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let Some(first) = rest.chars().next() else { return "" };
    let end = match first {
        '"' => rest[1..].find('"').map(|end| end + 2),
        c if c.is_alphanumeric() => rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')),
        _ => Some(first.len_utf8()),
    };
    &rest[..end.unwrap_or(rest.len())]
}

const END: &str = "the end of the line";

/// What was expected, for people; none where the list is too long to help.
fn expected(rules: &[Rule]) -> Option<String> {
    if rules.iter().any(|rule| is_expression(*rule)) {
        return Some("a place, words or a find".to_owned());
    }
    let mut names: Vec<String> = Vec::new();
    for name in rules.iter().filter_map(|rule| label(*rule)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() || names.len() > MOST_EXPECTED {
        return None;
    }
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) })
}

/// Whether a grammar rule stands for an expression, of which pest names only some beginnings.
fn is_expression(rule: Rule) -> bool {
    let loose = matches!(rule, Rule::expression | Rule::logic | Rule::operand | Rule::matched);
    loose || matches!(rule, Rule::held | Rule::joined | Rule::compared | Rule::word)
}

/// How people call what a grammar rule stands for.
fn label(rule: Rule) -> Option<String> {
    let text = match rule {
        Rule::name | Rule::names => "a name",
        Rule::id => "an id such as `pack.area.1`",
        Rule::field => "a field's name",
        Rule::string => "text in quotes",
        Rule::text => "a text block",
        Rule::exact | Rule::regex => return None,
        Rule::group_items => "words in quotes",
        Rule::number => "a number",
        Rule::quantity => "a quantity",
        Rule::date => "a date such as `2026-11-22`",
        Rule::metadata | Rule::rows => "a place",
        Rule::outcome => "a colour",
        Rule::open | Rule::list => "`(`",
        Rule::close => "`)`",
        Rule::open_brace | Rule::captures => "`{`",
        Rule::close_brace => "`}`",
        Rule::bar => "`|`",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        Rule::equals => "`=`",
        Rule::EOI => END,
        Rule::at_least => "`at least`",
        Rule::at_most => "`at most`",
        rule => return keyword(rule).map(|word| format!("`{word}`")),
    };
    Some(text.to_owned())
}

/// The word of a keyword's grammar rule.
fn keyword(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    name.strip_prefix("kw_").map(|word| word.replace('_', "-"))
}

/// Every word that was expected and may have been mistyped.
fn words(rules: &[Rule]) -> Vec<String> {
    let mut words: Vec<String> = rules.iter().filter_map(|rule| keyword(*rule)).collect();
    if rules.contains(&Rule::outcome) {
        words.extend(OUTCOMES.iter().map(|(word, _)| (*word).to_owned()));
    }
    if rules.contains(&Rule::at_least) || rules.contains(&Rule::at_most) {
        words.push("at".to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use pest::Parser;

    use super::super::Grammar;
    use super::*;

    /// The grammar ends names and quantities at the words that the tree calls connectives, and at no others.
    #[test]
    fn grammar_and_tree_agree_on_connectives() {
        let keywords: Vec<String> = Rule::all_rules().iter().filter_map(|rule| keyword(*rule)).collect();
        for word in keywords.iter().map(String::as_str).chain(CONNECTIVES) {
            let is_name = Grammar::parse(Rule::name, word).is_ok();
            assert_eq!(!is_name, CONNECTIVES.contains(&word), "{word}");
            for longer in [format!("{word}-like"), format!("{word}x")] {
                let read = Grammar::parse(Rule::name, &longer);
                assert!(read.is_ok_and(|pairs| pairs.as_str() == longer), "{longer}");
            }
        }
    }
}
