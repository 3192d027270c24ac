use super::super::screen::{Ink, Screen, width};
use crate::language::Program;
use crate::score::{Figures, Score};

/// Columns between columns, and the least that a column of figures takes.
const GAP: usize = 2;
const HEADS: [&str; 9] = ["n", "gap P", "gap R", "red P", "red R", "agree", "kappa", "evidence", "unrated"];

/// Prints the figures: a line a check, all together, what a single colour would have reached, and the mean over the checks.
pub(super) fn print(screen: &mut Screen, program: &Program, score: &Score) {
    let id = |question: usize| program.questions.get(question).map_or("", |question| &*question.id);
    let mut checks: Vec<_> =
        score.checks.iter().map(|(check, figures)| (id(check.at()), figures, Ink::Plain)).collect();
    checks.sort_by_key(|(id, ..)| *id);
    let rest = [
        ("all together", &score.pooled, Ink::Bold),
        ("if all were green", &score.all_green, Ink::Dim),
        ("if all were red", &score.all_red, Ink::Dim),
        ("mean over checks", &score.mean, Ink::Bold),
    ];
    let lines: Vec<_> = checks.into_iter().chain(rest).collect();
    let names = lines.iter().map(|(name, ..)| width(name)).max().unwrap_or(0);
    row(screen, Ink::Dim, names, "check", HEADS.map(str::to_owned));
    for (name, figures, ink) in lines {
        row(screen, ink, names, name, cells(figures));
    }
}

fn row(screen: &mut Screen, ink: Ink, names: usize, name: &str, cells: [String; HEADS.len()]) {
    let mut line = format!("{name}{}", " ".repeat(names.saturating_sub(width(name))));
    for (head, cell) in HEADS.iter().zip(&cells) {
        let room = width(head).max(4) + GAP;
        line.push_str(&" ".repeat(room.saturating_sub(width(cell))));
        line.push_str(cell);
    }
    screen.put(ink, &line);
    screen.line();
}

fn cells(figures: &Figures) -> [String; HEADS.len()] {
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.2}"));
    [
        figures.count.to_string(),
        share(figures.gap_precision),
        share(figures.gap_recall),
        share(figures.red_precision),
        share(figures.red_recall),
        share(figures.agree),
        share(figures.kappa),
        share(figures.evidence),
        figures.unrated.to_string(),
    ]
}
