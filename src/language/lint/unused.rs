use super::{Notes, expressions, named, walk};
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::model::{Alternative, CaptureFrom, Expr, FindId, Program, Rule, WordsId};

/// Tells of finds that no other find and no arm of their rule uses.
pub(super) fn finds(program: &Program, rule: &Rule, problems: &mut Vec<Diagnostic>) {
    let mut used: Vec<FindId> = rule.arms.iter().flat_map(named).collect();
    let others = rule.finds.iter().map(|find| &program.finds[find.at()].expr);
    for expr in others.chain(rule.arms.iter().flat_map(expressions)) {
        walk(expr, &mut |expr| {
            if let Expr::Find(find) | Expr::Every(find, _) = expr {
                used.push(*find);
            }
        });
    }
    for find in rule.finds.iter().filter(|find| !used.contains(find)) {
        let find = &program.finds[find.at()];
        let problem = Code::UnusedFind.at(find.place, format!("no arm uses find `{}`", find.name));
        problems.push(problem.help("use it in an arm or leave it out"));
    }
}

/// Tells of groups of words and of patterns of names that nothing uses, in packs whose names are not for others.
pub(super) fn words(program: &Program, notes: &Notes, problems: &mut Vec<Diagnostic>) {
    let mut used = notes.included.clone();
    used.resize(program.words.len(), false);
    let mut names_used = vec![false; program.names.len()];
    each_expression(program, &mut |expr| match expr {
        Expr::Words(id) => used[id.at()] = true,
        Expr::Names(id) => names_used[id.at()] = true,
        _ => {}
    });
    for anchor in anchors(program) {
        used[anchor.at()] = true;
    }
    let words = program.words.iter().zip(used).filter(|(words, used)| words.declared && !used);
    let words = words.map(|(words, _)| (words.place, &words.name, "words"));
    let names = program.names.iter().zip(names_used).filter(|(_, used)| !used);
    let names = names.map(|(names, _)| (names.place, &names.name, "names"));
    for (place, name, what) in words.chain(names) {
        let pack = notes.packs.get(place.file.0 as usize);
        if pack.and_then(|pack| notes.shared.get(pack.at())) == Some(&false) {
            let problem = Code::UnusedWords.at(place, format!("nothing uses the {what} `{name}`"));
            problems.push(problem.help("use them in a find or leave them out"));
        }
    }
}

fn each_expression(program: &Program, see: &mut impl FnMut(&Expr)) {
    for find in &program.finds {
        walk(&find.expr, see);
    }
    for expr in program.rules.iter().flat_map(|rule| &rule.arms).flat_map(expressions) {
        walk(expr, see);
    }
    for alternative in program.facts.iter().flat_map(|fact| &fact.alternatives) {
        if let Alternative::Title(expr, _) = alternative {
            walk(expr, see);
        }
    }
    for capture in captures(program) {
        match capture {
            CaptureFrom::Match(expr, _)
            | CaptureFrom::Label(expr)
            | CaptureFrom::About(expr)
            | CaptureFrom::Owner(expr) => walk(expr, see),
            CaptureFrom::Without(whole, part) => {
                walk(whole, see);
                walk(part, see);
            }
            CaptureFrom::RowLabel | CaptureFrom::ColumnLabel => {}
        }
    }
}

fn captures(program: &Program) -> impl Iterator<Item = &CaptureFrom> {
    let alternatives = program.facts.iter().flat_map(|fact| &fact.alternatives);
    let captures = alternatives.filter_map(|alternative| match alternative {
        Alternative::Said(_, captures) => Some(captures),
        Alternative::Title(..) => None,
    });
    captures.flatten().map(|capture| &capture.from)
}

fn anchors(program: &Program) -> impl Iterator<Item = WordsId> {
    captures(program)
        .filter_map(|from| if let CaptureFrom::Match(_, Some((_, anchor))) = from { Some(*anchor) } else { None })
}
