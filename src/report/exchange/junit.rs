use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::finding::{Finding, Problem, line, path};
use crate::assess::{Assessed, FailOn, Tally};
use crate::diagnostic::Severity;
use crate::engine::Colour;
use crate::report::{Heading, Report, TOOL, words};

/// The ratings as test results in the XML of JUnit, as Jenkins and others read it: a suite a document, and one for the documents
/// of a bundle together; a case a rule.
///
/// A case fails where its rating fails the run, so red, and amber where that is said to fail; what does not fail it passes
/// with the rating in the case's output. Not applicable and unrated is skipped; a document that could not be read is an error.
pub struct Junit<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// From which rating on the run fails.
    pub fail_on: FailOn,
}

/// What a test case came to.
enum Outcome {
    Passed,
    Skipped,
    Failed,
    Error,
}

struct Case {
    name: String,
    outcome: Outcome,
    /// What sort of failure it is.
    sort: &'static str,
    message: String,
    details: String,
}

impl Report for Junit<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{TOOL}\">\n").into_bytes())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let problems = Problem::all(assessed);
        let findings = Finding::all(self.heading.program, assessed);
        let cases: Vec<Case> =
            problems.iter().map(Case::of_problem).chain(findings.iter().map(|finding| self.case(finding))).collect();
        suite(&line(path(&assessed.path)), &cases)
    }

    fn together(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        for bundle in tally.bundles.iter().filter(|bundle| !bundle.ratings.is_empty()) {
            let findings = Finding::together(self.heading.program, bundle);
            let cases: Vec<Case> = findings.iter().map(|finding| self.case(finding)).collect();
            out.extend(suite(&format!("{} (documents together)", line(&bundle.name)), &cases)?);
        }
        Ok(out)
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(b"</testsuites>\n".to_vec())
    }
}

impl Junit<'_> {
    fn case(&self, finding: &Finding) -> Case {
        let fails = match self.fail_on {
            FailOn::Red => finding.colour == Colour::Red,
            FailOn::Amber => matches!(finding.colour, Colour::Red | Colour::Amber),
            FailOn::Never => false,
        };
        let outcome = match finding.colour {
            Colour::Unrated | Colour::NotApplicable => Outcome::Skipped,
            _ if fails && !finding.advisory && finding.excused.is_none() => Outcome::Failed,
            _ => Outcome::Passed,
        };
        Case {
            name: finding.name(),
            outcome,
            sort: finding.reason.word(),
            message: format!("{}: {}", words::rated(finding.colour), finding.message),
            details: details(finding),
        }
    }
}

/// The cases of a document, or of the documents of a bundle.
fn suite(name: &str, cases: &[Case]) -> io::Result<Vec<u8>> {
    let name = xml(name);
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|case| is(&case.outcome)).count().to_string();
    let mut out = Vec::new();
    let mut suite = Writer::new_with_indent(&mut out, b' ', 2);
    suite
        .create_element("testsuite")
        .with_attribute(("name", &*name))
        .with_attribute(("tests", &*cases.len().to_string()))
        .with_attribute(("failures", &*count(|outcome| matches!(outcome, Outcome::Failed))))
        .with_attribute(("errors", &*count(|outcome| matches!(outcome, Outcome::Error))))
        .with_attribute(("skipped", &*count(|outcome| matches!(outcome, Outcome::Skipped))))
        .write_inner_content(|writer| cases.iter().try_for_each(|case| case.write(writer, &name)))?;
    out.push(b'\n');
    Ok(out)
}

/// What a person has to know of a gap.
fn details(finding: &Finding) -> String {
    let mut lines: Vec<String> = Vec::new();
    if !finding.colour.is_gap() {
        return String::new();
    }
    for spot in &finding.spots {
        let other = finding.is_of_several().then(|| spot.path());
        let at = spot.lines.map(|[start, _]| format!("line {}, column {}", start.line, start.column));
        let said = Some(&*spot.place).filter(|place| !place.is_empty());
        let place: Vec<&str> = other.into_iter().chain(at.as_deref()).chain(said).collect();
        let quote = spot.quote.iter().map(|quote| format!(": “{quote}”"));
        let message = Some(&spot.message).filter(|message| !message.is_empty()).map(|message| format!(" ({message})"));
        lines.push([place.join(", ")].into_iter().chain(quote).chain(message).collect());
    }
    lines.extend(finding.questions.iter().map(|question| format!("question: {} ({})", question.text, question.id)));
    lines.extend(Some(&finding.rule.0.help).filter(|help| !help.is_empty()).map(|help| format!("help: {help}")));
    lines.extend(finding.excused.clone());
    lines.extend(finding.advisory.then(|| "advice alone: it never fails a run".to_owned()));
    lines.iter().map(|text| line(text)).collect::<Vec<_>>().join("\n")
}

impl Case {
    fn of_problem(problem: &Problem) -> Self {
        let outcome = if problem.severity == Severity::Error { Outcome::Error } else { Outcome::Skipped };
        let details = problem.at.map(|at| format!("line {}, column {}", at.line, at.column));
        Self {
            name: problem.code.to_owned(),
            outcome,
            sort: problem.code,
            message: problem.told(),
            details: details.unwrap_or_default(),
        }
    }

    fn write(&self, writer: &mut Writer<&mut Vec<u8>>, path: &str) -> io::Result<()> {
        let message = xml(&self.message);
        let case =
            writer.create_element("testcase").with_attribute(("name", &*self.name)).with_attribute(("classname", path));
        let details = xml(&self.details);
        let (name, text) = match self.outcome {
            Outcome::Passed if details.is_empty() => {
                case.write_empty()?;
                return Ok(());
            }
            Outcome::Passed => ("system-out", format!("{message}\n{details}")),
            // Older readers know no attribute here.
            Outcome::Skipped => ("skipped", message.clone()),
            Outcome::Failed => ("failure", details),
            Outcome::Error => ("error", details),
        };
        case.write_inner_content(|writer| {
            let mut element = writer.create_element(name);
            if matches!(self.outcome, Outcome::Failed | Outcome::Error) {
                element = element.with_attribute(("message", &*message)).with_attribute(("type", self.sort));
            }
            if text.is_empty() {
                element.write_empty()?
            } else {
                element.write_text_content(BytesText::new(&text))?
            };
            Ok(())
        })?;
        Ok(())
    }
}

/// Words without what XML has no way to say.
fn xml(words: &str) -> String {
    words.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::super::testing;
    use super::*;

    fn whole(fail_on: FailOn) -> String {
        let program = testing::program();
        testing::whole(&Junit { heading: testing::heading(&program, &[]), fail_on })
    }

    #[test]
    fn a_case_a_rating() {
        insta::assert_snapshot!("junit", whole(FailOn::Red));
    }

    #[test]
    fn what_fails_the_run_fails_the_case() {
        let failures = |fail_on| whole(fail_on).matches("<failure ").count();
        assert_eq!([FailOn::Red, FailOn::Amber, FailOn::Never].map(failures), [4, 6, 0]);
    }
}
