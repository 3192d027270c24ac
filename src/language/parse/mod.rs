//! From statements to the tree: each is parsed alone with pest and told of alone where it does not fit its form.

mod across;
mod declare;
mod drawn;
mod error;
mod expression;
mod forms;
mod rule;

use std::num::NonZeroUsize;
use std::sync::Once;

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};

use crate::diagnostic::{Diagnostic, FileId};
use crate::language::code::Code;
use crate::language::items::{Item, Statement, cut, first_word};
use crate::language::model::Place;
use crate::language::suggest::nearest;
use crate::language::tree::{Declaration, Group, GroupItem, Name, ProfileIs, Text};
use crate::source::Span;
use forms::{DECLARATIONS, Declared, Line};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/govlint.pest"]
struct Grammar;

/// Errors of one file, after which the rest of it is not read.
const MOST_ERRORS: usize = 100;
/// Lines that the body of a declaration may have.
const MOST_LINES: usize = 500;
/// Steps that pest may take over one statement.
const MOST_STEPS: usize = 10_000_000;

/// What opens an example.
const EXAMPLE: &str = "example";

/// A problem that ends the reading of a statement; boxed as it is rare.
type Problem = Box<Diagnostic>;

/// Parses a file, its examples only if asked to; what is wrong is added to `problems`.
pub(super) fn parse<'a>(
    file: FileId,
    text: &'a str,
    examples: bool,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Declaration<'a>> {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(MOST_STEPS)));
    let told = problems.len();
    let items = cut(file, text, problems);
    let mut parser = Parser { file, text, examples, problems };
    let mut declarations = Vec::with_capacity(items.len());
    for item in &items {
        if parser.problems.len() - told >= MOST_ERRORS {
            parser.give_up(item);
            break;
        }
        declarations.extend(parser.item(item));
    }
    declarations
}

struct Parser<'a, 'p> {
    file: FileId,
    text: &'a str,
    /// Whether examples are read.
    examples: bool,
    problems: &'p mut Vec<Diagnostic>,
}

/// A statement that fits its form.
struct Parsed<'a> {
    pairs: Pairs<'a, Rule>,
    build: Build,
}

/// A line of a body.
struct BodyLine<'a> {
    keyword: Name<'a>,
    /// The word behind the keyword.
    second: Option<Name<'a>>,
    rule: Rule,
    /// None where it cannot be parsed, which has been told.
    parsed: Option<Parsed<'a>>,
}

impl<'a> Parser<'a, '_> {
    fn item(&mut self, item: &Item) -> Option<Declaration<'a>> {
        let (head, body) = item.statements.split_first()?;
        let (keyword, span) = first_word(self.text, head.span);
        let Some(declared) = DECLARATIONS.iter().find(|declared| declared.head.keyword == keyword) else {
            if !head.broken {
                self.unknown_declaration(keyword, span, head);
            }
            return self.salvaged(head);
        };
        let parsed = self.statement(head, &declared.head, declared.body);
        let declaration = match declared.head.rule {
            Rule::pack_head => self.pack(parsed, declared, body),
            Rule::kind_head => self.kind(parsed, declared, body),
            Rule::question_head => self.question(parsed, declared, body),
            Rule::rule_head | Rule::bundle_head => self.rule(parsed, declared, body),
            _ => parsed.and_then(|parsed| self.told(parsed.declaration())),
        };
        declaration.or_else(|| self.salvaged(head))
    }

    /// The name that a broken declaration would have given, so that its uses are no errors of their own.
    fn salvaged(&self, head: &Statement) -> Option<Declaration<'a>> {
        let (keyword, _) = first_word(self.text, head.span);
        Some(Declaration::Broken { keyword, name: self.second_word(head)? })
    }

    /// What stands behind the first word of a statement, up to the next space.
    fn second_word(&self, statement: &Statement) -> Option<Name<'a>> {
        let (_, keyword) = first_word(self.text, statement.span);
        let rest = self.text.get(keyword.end as usize..statement.span.end as usize)?;
        let word = rest.trim_start();
        let start = keyword.end + (rest.len() - word.len()) as u32;
        let end = word.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c))).unwrap_or(word.len());
        (end > 0).then(|| Name { text: &word[..end], span: Span::new(start, start + end as u32) })
    }

    /// Parses a statement by its form; a problem is told. `body` are the lines that its declaration may have.
    fn statement(&mut self, statement: &Statement, line: &Line, body: &[Line]) -> Option<Parsed<'a>> {
        if statement.broken {
            return None;
        }
        let text = self.text.get(statement.span.range())?;
        let build = Build { file: self.file, base: statement.span.start };
        match Grammar::parse(line.rule, text) {
            Ok(mut pairs) => {
                let pairs = pairs.next()?.into_inner();
                Some(Parsed { pairs, build })
            }
            Err(problem) => {
                self.problems.push(error::explain(&problem, build, text, line, body));
                None
            }
        }
    }

    /// Parses the lines of a body; the second is whether one cannot be.
    fn body(&mut self, declared: &Declared, body: &[Statement]) -> (Vec<BodyLine<'a>>, bool) {
        let mut broken = false;
        let mut lines = Vec::with_capacity(body.len());
        if let Some(first) = body.get(MOST_LINES) {
            let place = Place { file: self.file, span: first_word(self.text, first.span).1 };
            let message = format!("a declaration of more than {MOST_LINES} lines is not read");
            self.problems.push(Code::TooBig.at(place, message).help("split it"));
            broken = true;
        }
        for statement in body.iter().take(MOST_LINES) {
            let (word, span) = first_word(self.text, statement.span);
            if word == EXAMPLE && !self.examples {
                continue;
            }
            let keyword = Name { text: word, span };
            let Some(line) = declared.body.iter().find(|line| line.keyword == word) else {
                if !statement.broken {
                    self.unknown_line(keyword, statement, declared);
                }
                broken = true;
                continue;
            };
            let parsed = self.statement(statement, line, declared.body);
            broken |= parsed.is_none();
            lines.push(BodyLine { keyword, second: self.second_word(statement), rule: line.rule, parsed });
        }
        (lines, broken)
    }

    /// Tells the problem of something that parsed but cannot be built.
    fn told<T>(&mut self, built: Result<T, Problem>) -> Option<T> {
        built.map_err(|problem| self.problems.push(*problem)).ok()
    }

    fn unknown_declaration(&mut self, keyword: &str, span: Span, head: &Statement) {
        let place = Place { file: self.file, span: if keyword.is_empty() { head.span } else { span } };
        let known = DECLARATIONS.iter().map(|declared| declared.head.keyword);
        let list = "a declaration opens with `pack`, `kind`, `words`, `names`, `fact`, `area`, `profile`, `question`, `rule` or `bundle-rule`";
        let message = match keyword {
            "" => "a line in column one opens no declaration".to_owned(),
            _ => format!("`{keyword}` opens no declaration"),
        };
        let in_body = DECLARATIONS.iter().find(|declared| declared.body.iter().any(|line| line.keyword == keyword));
        let help = match (nearest(keyword, known), in_body) {
            (_, Some(declared)) => format!("`{keyword}` is a line of a `{}`: indent it", declared.head.keyword),
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, None) => list.to_owned(),
        };
        self.problems.push(Code::UnknownDeclaration.at(place, message).help(help));
    }

    fn unknown_line(&mut self, keyword: Name, statement: &Statement, declared: &Declared) {
        let head = declared.head.keyword;
        let (span, message) = match keyword.text {
            "" => (statement.span, format!("this line of a `{head}` opens with no keyword")),
            word => (keyword.span, format!("`{word}` opens no line of a `{head}`")),
        };
        let mut known: Vec<&str> = declared.body.iter().map(|line| line.keyword).collect();
        let help = match nearest(keyword.text, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("a `{head}` has no lines of its own"),
            None => {
                let last = known.pop().unwrap_or_default();
                format!("its lines open with `{}` or `{last}`", known.join("`, `"))
            }
        };
        let place = Place { file: self.file, span };
        self.problems.push(Code::UnknownLine.at(place, message).help(help));
    }

    fn give_up(&mut self, item: &Item) {
        let Some(head) = item.statements.first() else { return };
        let place = Place { file: self.file, span: first_word(self.text, head.span).1 };
        let message = format!("there are more than {MOST_ERRORS} errors; what follows was not read");
        self.problems.push(Code::TooManyErrors.at(place, message).help("mend the first ones and try again"));
    }
}

/// Builds tree nodes from the pairs of one statement, whose offsets begin at `base` of the file.
#[derive(Clone, Copy)]
struct Build {
    file: FileId,
    base: u32,
}

impl Build {
    fn span(&self, pair: &Pair<Rule>) -> Span {
        let span = pair.as_span();
        Span::new(self.base + span.start() as u32, self.base + span.end() as u32)
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn name<'a>(&self, pair: &Pair<'a, Rule>) -> Name<'a> {
        Name { text: pair.as_str(), span: self.span(pair) }
    }

    fn names<'a>(&self, pair: Pair<'a, Rule>) -> Vec<Name<'a>> {
        pair.into_inner().filter(|pair| pair.as_rule() == Rule::name).map(|pair| self.name(&pair)).collect()
    }

    /// `when PROFILE VALUE or VALUE because "…"`, `when PROFILE not VALUE`, or `unless …`.
    fn profile_is<'a>(&self, pair: Pair<'a, Rule>) -> Option<ProfileIs<'a>> {
        let (mut facet, mut unless, mut not) = (None, false, false);
        let (mut values, mut because) = (Vec::new(), None);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_unless => unless = true,
                Rule::kw_not => not = true,
                Rule::name if facet.is_none() => facet = Some(self.name(&pair)),
                Rule::name => values.push(self.name(&pair)),
                Rule::because => because = pair.into_inner().last().map(|text| self.text(&text)),
                _ => {}
            }
        }
        Some(ProfileIs { unless, facet: facet?, not, values, because })
    }

    /// A string, exact words, a regex or a text block, its quotes taken off.
    fn text<'a>(&self, pair: &Pair<'a, Rule>) -> Text<'a> {
        let block = pair.as_rule() == Rule::text;
        let quotes = if block { 3 } else { 1 };
        let raw = pair.as_str();
        let text = raw.get(quotes..raw.len().saturating_sub(quotes)).unwrap_or("");
        Text { text, span: self.span(pair), block }
    }

    /// The sort of risk: names, or a string.
    fn risk<'a>(&self, pair: &Pair<'a, Rule>) -> Text<'a> {
        match pair.as_rule() {
            Rule::string => self.text(pair),
            _ => Text { text: pair.as_str().trim_end(), span: self.trimmed(pair), block: false },
        }
    }

    fn group_item<'a>(&self, pair: &Pair<'a, Rule>) -> Option<GroupItem<'a>> {
        Some(match pair.as_rule() {
            Rule::string => GroupItem::Phrase(self.text(pair)),
            Rule::exact => GroupItem::Exact(self.text(pair)),
            Rule::regex => GroupItem::Regex(self.text(pair)),
            Rule::name => GroupItem::Group(self.name(pair)),
            _ => return None,
        })
    }

    /// Items, and those after `but not`; takes the two from the pairs that hold them.
    fn group<'a>(&self, pairs: Pairs<'a, Rule>) -> Group<'a> {
        let mut group = Group::default();
        for pair in pairs {
            match pair.as_rule() {
                Rule::group_items => group.items.extend(pair.into_inner().filter_map(|item| self.group_item(&item))),
                Rule::but_not => group.but_not = self.group(pair.into_inner()).items,
                _ => {}
            }
        }
        group
    }
}
