use super::screen::{Ink, Screen, width, wrap};
use crate::language::Program;
use crate::language::model::{Rule, RuleId};

/// Columns between columns.
const GAP: usize = 2;
/// Columns that a title gets at least, however narrow the window.
const NARROWEST: usize = 30;

/// Prints rules as a table: id, questions, kinds of document, title.
pub fn catalogue(screen: &mut Screen, program: &Program, rules: &[RuleId]) {
    let rules: Vec<&Rule> = rules.iter().filter_map(|rule| program.rules.get(rule.at())).collect();
    let rows: Vec<[String; 3]> = rules.iter().map(|rule| cells(program, rule)).collect();
    let widths: Vec<usize> =
        (0..3).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    let before: usize = widths.iter().map(|width| width + GAP).sum();
    let room = screen.width().saturating_sub(before).max(NARROWEST);
    for (rule, row) in rules.iter().zip(&rows) {
        for (column, cell) in row.iter().enumerate() {
            screen.put(if column == 0 { Ink::Bold } else { Ink::Plain }, cell);
            screen.space(widths[column] - width(cell) + GAP);
        }
        for (index, line) in wrap(&title(rule), room, room).iter().enumerate() {
            screen.space(if index == 0 { 0 } else { before });
            screen.put(Ink::Plain, line);
            screen.line();
        }
    }
}

/// The title, and how the rule is run where not all rules are.
fn title(rule: &Rule) -> String {
    let mut title = rule.title.clone();
    match (rule.advisory, rule.off) {
        (true, true) => title.push_str(" (advisory, off)"),
        (true, false) => title.push_str(" (advisory)"),
        (false, true) => title.push_str(" (off)"),
        (false, false) => {}
    }
    title
}

fn cells(program: &Program, rule: &Rule) -> [String; 3] {
    let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
    let questions: Vec<&str> = questions.map(|question| &*question.id).collect();
    let kinds = rule.kinds().iter().filter_map(|kind| program.kinds.get(kind.at()));
    let kinds: Vec<&str> = kinds.map(|kind| &*kind.name).collect();
    [rule.id.clone(), questions.join(","), kinds.join(",")]
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn a_line_a_rule() {
        let mut screen = Screen::new(60, false);
        catalogue(&mut screen, &testing::program(), &[0, 1, 2, 3].map(RuleId));
        insta::assert_snapshot!("table", String::from_utf8_lossy(&screen.into_bytes()));
    }
}
