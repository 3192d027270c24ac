use std::path::PathBuf;

use clap::Args;

use super::super::output::{Failure, Status, print, problems, write_out};
use super::super::style::ColourChoice;
use crate::diagnostic::{Diagnostic, FileId, Label};
use crate::language::RuleFile;
use crate::report::{Ink, count};
use crate::source::Span;
use crate::workspace::Formatted;

/// Format rule files: set spaces, columns and empty lines, and leave words, comments and line breaks as they are
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Fmt {
    /// Rule files, folders of them, or `-` for standard input, which is printed
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing: say which files are not formatted, and end with exit status 1 if one is not
    #[arg(long)]
    check: bool,
}

const EXAMPLES: &str = "\
Examples:
  govlint rules fmt my.rules
  govlint rules fmt --check rules/
  govlint rules fmt - < my.rules

Exit status: 0, or 1 if --check finds a file that is not formatted, 2 if a file could not be used or has errors.";

impl Fmt {
    pub(in crate::cli) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let formatted = Formatted::of(&self.paths)?;
        if let ([one], false) = (&formatted[..], self.check)
            && let (Ok(text), "-") = (&one.formatted, &*one.file.name)
        {
            write_out(text.as_bytes())?;
            return Ok(Status::Clean);
        }
        let mut wrong = Vec::new();
        for (index, one) in formatted.iter().enumerate() {
            let file = FileId(index as u32);
            match &one.formatted {
                Err(errors) => wrong.extend(errors.iter().map(|error| in_file(error, file))),
                Ok(text) if self.check && one.differs() => wrong.push(unformatted(file, &one.file.text, text)),
                Ok(_) if self.check => {}
                Ok(_) => one.write()?,
            }
        }
        let differ = formatted.iter().filter(|one| one.differs()).count();
        let broken = formatted.iter().filter(|one| one.formatted.is_err()).count();
        let mut screen = colour.stdout().screen();
        let files: Vec<RuleFile> = formatted.into_iter().map(|one| one.file).collect();
        problems(&mut screen, &files, &wrong);
        screen.put(Ink::Bold, &total(files.len(), differ, broken, self.check));
        screen.line();
        print(screen)?;
        Ok(match (broken, self.check && differ > 0) {
            (0, false) => Status::Clean,
            (0, true) => Status::Found,
            _ => Status::Unusable,
        })
    }
}

/// An error of a file that was read by itself, as one of that file among others.
fn in_file(error: &Diagnostic, file: FileId) -> Diagnostic {
    let label = |label: &Label| Label { file, ..label.clone() };
    Diagnostic { labels: error.labels.iter().map(label).collect(), ..error.clone() }
}

/// Says where a file first differs from how it should be written.
fn unformatted(file: FileId, text: &str, formatted: &str) -> Diagnostic {
    let same = text.split_inclusive('\n').zip(formatted.split_inclusive('\n')).take_while(|(own, right)| own == right);
    let start = same.map(|(own, _)| own.len()).sum::<usize>();
    let line = |text: &str| text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("").trim_end().to_owned();
    let span = Span::new(start as u32, (start + line(text).len()) as u32);
    let problem =
        Diagnostic::error("unformatted", "this file is not formatted").at(file, span, "the first line that differs");
    problem.help("`govlint rules fmt` formats it")
}

fn total(files: usize, differ: usize, broken: usize, check: bool) -> String {
    let files = count(files, "rule file", "rule files");
    let what = match (differ, broken, check) {
        (0, 0, _) => "all formatted".to_owned(),
        (_, _, true) => format!("{differ} not formatted"),
        (_, _, false) => format!("{differ} formatted anew"),
    };
    let broken = if broken > 0 { format!(", {broken} with errors") } else { String::new() };
    format!("{files}: {what}{broken}.")
}
