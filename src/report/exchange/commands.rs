use std::io;

use super::finding::{Finding, Problem, path};
use crate::assess::{Assessed, Caret, Tally};
use crate::diagnostic::Severity;
use crate::engine::Colour;
use crate::report::screen::printable;
use crate::report::{Heading, Report};

/// The gaps as commands of a GitHub workflow, a line each, which the changed lines of a pull request are annotated by
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
///
/// What is waived, known to the baseline or settled by people is left out.
pub struct Commands<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// Whether gaps that are advice alone are told too.
    pub advice: bool,
}

impl Report for Commands<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let mut out = String::new();
        for problem in Problem::all(assessed) {
            let level = if problem.severity == Severity::Error { "error" } else { "warning" };
            let at = problem.at.map(|at| [at, at]);
            command(&mut out, level, path(&assessed.path), at, problem.code, &problem.told());
        }
        gaps(&mut out, &Finding::gaps(self.heading.program, assessed, self.advice));
        Ok(out.into_bytes())
    }

    fn together(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut out = String::new();
        gaps(&mut out, &Finding::gaps_together(self.heading.program, tally, self.advice));
        Ok(out.into_bytes())
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

fn gaps(out: &mut String, gaps: &[Finding]) {
    for gap in gaps.iter().filter(|gap| gap.excused.is_none()) {
        let title = format!("{}: {}", gap.colour.word(), gap.rule.0.id);
        let help = Some(&gap.rule.0.help).filter(|help| !help.is_empty());
        let message: Vec<String> = std::iter::once(gap.told()).chain(help.cloned()).collect();
        let level = if gap.advisory { "notice" } else { level(gap.colour) };
        command(out, level, gap.spot().path(), gap.spot().lines, &title, &message.join("\n"));
    }
}

fn level(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "error",
        Colour::Amber => "warning",
        _ => "notice",
    }
}

/// Columns are taken only where they are of one line.
fn command(out: &mut String, level: &str, path: &str, at: Option<[Caret; 2]>, title: &str, message: &str) {
    *out += &format!("::{level} file={}", property(&printable(path)));
    if let Some([start, end]) = at {
        *out += &format!(",line={}", start.line);
        if start.line == end.line {
            *out += &format!(",col={}", start.column);
            // The runner's last column is inside.
            if end.column > start.column {
                *out += &format!(",endColumn={}", end.column - 1);
            }
        } else {
            *out += &format!(",endLine={}", end.line);
        }
    }
    *out += &format!(",title={}::{}\n", property(title), data(message));
}

/// What follows a command: it ends at the line's end.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a property says, which ends at a comma or at the second colon.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::super::testing;
    use super::*;

    fn shown(assessed: &Assessed) -> String {
        let program = testing::program();
        let commands = Commands { heading: testing::heading(&program, &[]), advice: false };
        String::from_utf8(commands.document(0, assessed).unwrap()).unwrap()
    }

    #[test]
    fn a_command_a_gap() {
        insta::assert_snapshot!(
            "commands",
            [shown(&testing::assessed()), shown(&testing::worded()), shown(&testing::refused())].concat()
        );
    }

    #[test]
    fn nothing_ends_a_command_early() {
        let mut out = String::new();
        command(&mut out, "error", "a,b:c%\r\n::error::.md", None, "t\n,x", "m\r\n::stop-commands::x\n100%");
        assert_eq!(
            out,
            "::error file=a%2Cb%3Ac%25\\r\\n%3A%3Aerror%3A%3A.md,title=t%0A%2Cx::m%0D%0A::stop-commands::x%0A100%25\n"
        );
    }
}
