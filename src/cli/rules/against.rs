use std::path::PathBuf;

use super::super::configured::heading;
use super::super::options::{Format, RatingOptions, RuleOptions, SelectOptions};
use super::super::output::{Failure, Status, print, write_out};
use super::super::style::ColourChoice;
use crate::assess::{Met, Tally};
use crate::diagnostic::Diagnostic;
use crate::report::{ScoreJson, ScoreReport, ScoreText, Source, problem};
use crate::score::{Score, Sorted, read_labels};
use crate::source::LineIndex;
use crate::workspace::{Config, Session, TextFile, discover};

/// Documents rated, and compared with the ratings that readers gave them.
pub(super) struct Against {
    pub(super) labels: PathBuf,
    pub(super) paths: Vec<PathBuf>,
    pub(super) floor: Option<f64>,
    pub(super) format: Format,
    pub(super) rating: RatingOptions,
    pub(super) rules: RuleOptions,
    pub(super) selection: SelectOptions,
}

impl Against {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let mut rules = self.rules.load_to_run(&Config::default())?;
        let kind = self.rating.kind(&rules.program)?;
        self.selection.apply(&Config::default(), &mut rules)?;
        let file = TextFile::read(&self.labels)?;
        let labels = match read_labels(&file.text) {
            Ok(labels) => labels,
            Err(wrong) => return refuse(&file, &wrong, colour),
        };
        let session = Session::new(rules, self.rating.as_of(), kind);
        let program = session.program();
        let inputs = discover(&self.paths).inputs;
        let sorted = Sorted::new(&labels, program, inputs.iter().map(|input| &*input.path));
        let report: Box<dyn ScoreReport> = match self.format {
            Format::Text => Box::new(ScoreText { program, style: colour.stdout() }),
            Format::Json => Box::new(ScoreJson::new(heading(&session))),
        };
        let documents = session.each(&inputs, |index, assessed| {
            let compared = sorted.compare(program, index, assessed);
            (Met::of(program, assessed), report.document(index, assessed, &compared.misses), compared.rows)
        });
        let (mut tally, mut rows, mut out) = (Tally::default(), Vec::new(), report.open()?);
        for (met, shown, compared) in documents {
            tally.add(session.program(), met);
            rows.extend(compared);
            out.extend(shown?);
        }
        let score = Score::of(&rows);
        out.extend(report.close(&score, &sorted, &tally)?);
        write_out(&out)?;
        if rows.is_empty() {
            return Err(nothing_compared().into());
        }
        let is_under = |floor: f64| score.mean.kappa.is_none_or(|kappa| kappa < floor);
        Ok(match (tally.unreadable, self.floor.is_some_and(is_under)) {
            (0, false) => Status::Clean,
            (0, true) => Status::Found,
            _ => Status::Unusable,
        })
    }
}

/// Says what is wrong with a file of labels.
fn refuse(file: &TextFile, wrong: &[Diagnostic], colour: ColourChoice) -> Result<Status, Failure> {
    let lines = LineIndex::new(&file.text);
    let source = Source { name: &file.name, text: &file.text, lines: &lines };
    let mut screen = colour.stdout().screen();
    for problem in wrong {
        self::problem(&mut screen, problem, std::slice::from_ref(&source));
    }
    print(screen)?;
    Ok(Status::Unusable)
}

fn nothing_compared() -> Diagnostic {
    Diagnostic::error("nothing-compared", "no label speaks of these documents and of a check that a rule answers")
        .help("a label's document is the end of a path, such as `mou.md` or `place/mou.md`")
}
