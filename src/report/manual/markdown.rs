use std::collections::BTreeMap;
use std::fmt::Write;

use super::super::markup::plain;
use super::super::words;
use super::{Page, Part};
use crate::engine::Engine;
use crate::language::Program;
use crate::language::model::{QuestionId, RuleId};

/// A page on a question in Markdown, for a folder `questions`; the pages of rules, named by their ids, stand in `rules` beside it.
pub fn question_page(engine: &Engine, id: QuestionId) -> String {
    let page = Page::of_question(engine.program(), id);
    let mut out = shown(&page);
    if !page.rules.is_empty() {
        out.push_str("\n## Rules that answer it\n\n");
        for rule in page.rules.iter().filter_map(|rule| engine.program().rules.get(rule.at())) {
            let _ = writeln!(out, "- [{}](../rules/{}.md): {}", plain(&rule.id), rule.id, plain(&rule.title));
        }
    }
    out
}

/// A page on a rule in Markdown, for a folder `rules`; the pages of questions stand in `questions` beside it.
pub fn rule_page(engine: &Engine, id: RuleId) -> String {
    let mut out = shown(&Page::of_rule(engine, id));
    let rule = &engine.program().rules[id.at()];
    let answered = rule.answers.iter().filter_map(|question| engine.program().questions.get(question.at()));
    let links: Vec<String> =
        answered.map(|question| format!("[{}](../questions/{}.md)", plain(&question.id), question.id)).collect();
    if !links.is_empty() {
        let _ = write!(out, "\n## What it answers\n\n{}\n", links.join(", "));
    }
    out
}

/// The contents of all pages in Markdown, area by area, with a link to each, for the folder around `questions` and `rules`.
pub fn contents(program: &Program) -> String {
    let mut areas: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for question in &program.questions {
        let line = format!("- [{} {}](questions/{}.md)", plain(&question.id), plain(&question.text), question.id);
        areas.entry(question.area.at()).or_default().push(line);
    }
    for rule in &program.rules {
        let line = format!("- [{} {}](rules/{}.md)", plain(&rule.id), plain(&rule.title), rule.id);
        areas.entry(rule.area.at()).or_default().push(line);
    }
    let mut out = String::new();
    for (area, lines) in areas {
        let Some(area) = program.areas.get(area) else { continue };
        let pack = program.packs.get(area.pack.at()).map_or("", |pack| &pack.name);
        let _ = write!(out, "# {} ({pack}.{})\n\n{}\n\n", plain(&area.title), area.name, lines.join("\n"));
    }
    out
}

fn shown(page: &Page) -> String {
    let mut out = format!("# {}\n\n`{}`\n", plain(&page.title), page.id);
    for part in &page.parts {
        let _ = match part {
            Part::Text(heading, text) => write!(out, "\n## {heading}\n\n{}\n", plain(text)),
            Part::Verbatim(heading, text) => {
                let lines = text.trim().lines().map(|line| format!("> {}", plain(line)).trim_end().to_owned());
                write!(out, "\n## {heading}\n\n{}\n", lines.collect::<Vec<_>>().join("\n"))
            }
            Part::Rated(heading, lines) => {
                let lines =
                    lines.iter().map(|(colour, text)| format!("- **{}**: {}", words::rated(*colour), plain(text)));
                write!(out, "\n## {heading}\n\n{}\n", lines.collect::<Vec<_>>().join("\n"))
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::testing;
    use super::*;

    #[test]
    fn pages_name_one_another() {
        let engine = Engine::new(testing::program());
        let question = question_page(&engine, QuestionId(1));
        let rules = Page::of_question(engine.program(), QuestionId(1)).rules;
        let rule = rule_page(&engine, rules[0]);
        insta::assert_snapshot!("markdown", format!("{question}\n----\n\n{rule}"));
    }
}
