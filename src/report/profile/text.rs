use super::super::screen::{Ink, Screen, wrap};
use super::super::words::count;
use super::Profiling;

/// Columns of a share, of a number, and between columns.
const SHARE: usize = 7;
const NUMBER: usize = 9;
const GAP: usize = 2;

impl Profiling<'_> {
    /// Prints the rules with the lines that decided, then the groups of words, the slowest first, and what was never of use.
    pub fn print(&self, screen: &mut Screen) {
        if self.profile.documents > 0 {
            self.print_rules(screen);
            self.print_words(screen);
        }
        self.total(screen);
    }

    fn print_rules(&self, screen: &mut Screen) {
        heading(screen, &["time", "decided"], "rule and its lines");
        for (rule, used) in self.rules() {
            let id = self.program.rules.get(rule.at()).map_or("", |rule| &rule.id);
            cells(screen, Ink::Bold, &[percent(self.share(used.time)), used.documents.to_string()], id);
            for (written, decided) in self.arms(rule, used) {
                let (ink, decided) =
                    if decided == 0 { (Ink::Amber, "never".into()) } else { (Ink::Plain, decided.to_string()) };
                cells(screen, ink, &[String::new(), decided], &format!("  {written}"));
            }
        }
        screen.line();
    }

    fn print_words(&self, screen: &mut Screen) {
        heading(screen, &["time", "hits", "in"], "words");
        for (words, used) in self.words() {
            let (ink, hits) =
                if used.hits == 0 { (Ink::Amber, "never".into()) } else { (Ink::Plain, used.hits.to_string()) };
            let share = percent(self.share(used.time));
            cells(screen, ink, &[share, hits, format!("{}/{}", used.met, used.documents)], &words.name);
        }
        screen.line();
    }

    fn total(&self, screen: &mut Screen) {
        let (profile, rules, words) = (self.profile, self.rules(), self.words());
        let lines = rules.iter().flat_map(|&(rule, used)| self.arms(rule, used)).filter(|(_, decided)| *decided == 0);
        let (lines, idle) = (lines.count(), words.iter().filter(|(_, used)| used.hits == 0).count());
        let spent = |time| percent(self.share(time)).trim().to_owned();
        let text = format!(
            "{} over {} in {:.1} ms: {} for reading and finding words, {} for facts. {} never decided, {} never stood there.",
            count(rules.len(), "rule", "rules"),
            count(profile.documents, "document", "documents"),
            profile.whole as f64 / 1e6,
            spent(profile.reading),
            spent(profile.facts),
            count(lines, "line", "lines"),
            count(idle, "group of words", "groups of words"),
        );
        for line in wrap(&text, screen.width(), screen.width()) {
            screen.put(Ink::Bold, &line);
            screen.line();
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn heading(screen: &mut Screen, columns: &[&str], last: &str) {
    let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
    cells(screen, Ink::Dim, &columns, last);
}

/// Prints a row: columns of numbers, then words.
fn cells(screen: &mut Screen, ink: Ink, columns: &[String], last: &str) {
    let mut before = String::new();
    for (index, column) in columns.iter().enumerate() {
        let room = if index == 0 { SHARE } else { NUMBER };
        before.push_str(&format!("{column:>room$}"));
    }
    before.push_str(&" ".repeat(GAP));
    let indent = before.chars().count();
    let own = last.len() - last.trim_start().len();
    let room = screen.width().saturating_sub(indent + own).max(20);
    for (index, line) in wrap(last, room, room.saturating_sub(GAP)).iter().enumerate() {
        match index {
            0 => screen.put(ink, &format!("{before}{}{line}", " ".repeat(own))),
            _ => screen.put(ink, &format!("{}{line}", " ".repeat(indent + own + GAP))),
        }
        screen.line();
    }
}
