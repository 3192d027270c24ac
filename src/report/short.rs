use std::io;

use super::problem::kind_not_told;
use super::screen::{Ink, Screen, printable};
use super::text::Style;
use super::words::folded;
use super::{Heading, Report};
use crate::assess::{Assessed, Rated, Tally};
use crate::diagnostic::Diagnostic;
use crate::engine::{Colour, Rating};
use crate::source::Span;

/// The report with one line a finding, as editors and scripts read it: `path:line:column: rating[rule] message`.
pub struct Short<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// Whether colours are used; lines are never wrapped.
    pub style: Style,
}

impl Report for Short<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        match &assessed.outcome {
            Err(refusal) => self.problem(&mut screen, assessed, refusal),
            Ok(rated) => {
                for problem in &rated.document.problems {
                    self.problem(&mut screen, assessed, problem);
                }
                if assessed.named && assessed.is_untold() {
                    self.problem(&mut screen, assessed, &kind_not_told());
                }
                for rating in &rated.verdict.ratings {
                    self.rating(&mut screen, assessed, rated, rating);
                }
            }
        }
        Ok(screen.into_bytes())
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

impl Short<'_> {
    fn problem(&self, screen: &mut Screen, assessed: &Assessed, problem: &Diagnostic) {
        let at = problem.labels.first().map_or(0, |label| label.span.start);
        let name = format!("{}[{}]", problem.severity.word(), problem.code);
        line(screen, assessed, at, problem.severity.into(), &name, &problem.message);
    }

    fn rating(&self, screen: &mut Screen, assessed: &Assessed, rated: &Rated, rating: &Rating) {
        if matches!(rating.colour, Colour::Red | Colour::Amber | Colour::Unclear) {
            let name = format!("{}[{}]", rating.colour.word(), self.heading.program.rules[rating.rule.at()].id);
            let at = rated.origin(place(rated, rating)).start;
            line(screen, assessed, at, rating.colour.into(), &name, &rating.message);
        }
    }
}

/// Where a rating points: what was found, where it belongs, what was nearly found, or the title.
fn place(rated: &Rated, rating: &Rating) -> Span {
    let evidence = rating.evidence.first().map(|evidence| evidence.matched);
    let near = || rating.near.first().map(|near| near.evidence.matched);
    let title = || rated.document.title.map(|title| rated.document.block(title).span);
    evidence.or(rating.home).or_else(near).or_else(title).unwrap_or_default()
}

fn line(screen: &mut Screen, assessed: &Assessed, at: u32, ink: Ink, name: &str, message: &str) {
    let position = assessed.position(at);
    screen.put(Ink::Bold, &format!("{}:{}:{}:", printable(&assessed.path), position.line, position.column));
    screen.space(1);
    screen.put(ink, name);
    screen.space(1);
    screen.put(Ink::Plain, &folded(message));
    screen.line();
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::language::Program;

    fn shown(program: &Program, assessed: &Assessed) -> String {
        let heading = Heading { program, as_of: jiff::civil::date(2026, 11, 22), packs: &[] };
        let short = Short { heading, style: Style { width: 40, colour: false } };
        String::from_utf8(short.document(0, assessed).unwrap()).unwrap()
    }

    #[test]
    fn one_line_a_finding() {
        let program = testing::program();
        assert_eq!(
            shown(&program, &testing::assessed()),
            "agreements/harbour.md:15:360: amber[shore.quay.disputes] disputes are mentioned, but no step that ends them\n\
             agreements/harbour.md:17:7: red[shore.quay.costs] nothing says how the costs of the work are shared between the parties\n\
             agreements/harbour.md:7:3: red[shore.quay.review] nothing says when the agreement is reviewed\n"
        );
    }

    #[test]
    fn a_refusal_is_a_line_too() {
        assert_eq!(
            shown(&testing::program(), &testing::refused()),
            "agreements/old\\u{1b}[31m.md:2:12: error[not-utf-8] line 2 holds a byte that is no UTF-8 (0xa3)\n"
        );
    }
}
