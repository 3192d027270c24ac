mod reader;

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};
use toml_writer::ToTomlValue;

use crate::assess::identity::words_mark;
use crate::assess::{Rollup, Together};
use crate::diagnostic::{Diagnostic, FileId};
use crate::document::{BlockId, Document};
use crate::engine::{Colour, Rating};
use crate::language::Program;
use crate::source::Span;
use reader::{Reader, span};

/// A gap as a baseline knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The document's path from the folder of the baseline, with forward slashes.
    pub path: String,
    /// The other documents that a gap of several rests on, likewise, in order.
    pub with: Vec<String>,
    /// The rule's id.
    pub rule: String,
    /// What it is rated for, where the rule rates one thing after another.
    pub subject: Option<String>,
    /// The rating.
    pub rating: Colour,
    /// The clause, else the heading, of the words that it rests on; none where it rests on none or they have no such place.
    pub clause: Option<String>,
    /// The mark of these words; none where there are none.
    pub words: Option<String>,
}

/// The gaps that were there when a baseline was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    gaps: Vec<(Known, Span)>,
    /// By path, indexes into the gaps.
    paths: BTreeMap<String, Vec<usize>>,
}

/// What a baseline opens with.
const HEAD: &str = "\
# Gaps that were there when `govlint baseline` wrote this file: a check fails on others alone (docs/waivers.md).
# One gap a line, in order; where two branches have added lines, keep those of both.
version = 1
gaps = [
";

/// The keys of a gap that are strings; the first three are needed.
const FIELDS: [&str; 6] = ["path", "rule", "rating", "clause", "words", "subject"];
/// The key of the other documents.
const WITH: &str = "with";

impl Known {
    /// The gap of a rating.
    pub fn of(path: &str, rule: &str, document: &Document, rating: &Rating) -> Self {
        let words = rating.evidence.iter().map(|evidence| document.text.slice(evidence.span));
        Self {
            path: path.to_owned(),
            with: Vec::new(),
            rule: rule.to_owned(),
            subject: None,
            rating: rating.colour,
            clause: rating.evidence.first().and_then(|evidence| clause(document, evidence.block)),
            words: words_mark(words),
        }
    }

    /// The gap of a rating of several documents; `place` makes their paths those of the baseline. One that rests on no words is
    /// known by the first document of the bundle.
    pub fn of_several(program: &Program, rollup: &Rollup, one: &Together, place: impl Fn(&str) -> String) -> Self {
        let Together { rating, quotes, .. } = one;
        let mut paths: Vec<String> = quotes.iter().map(|(path, _)| place(path)).collect();
        paths.extend(rollup.documents.first().filter(|_| quotes.is_empty()).map(|path| place(path)));
        let path = if paths.is_empty() { String::new() } else { paths.remove(0) };
        let with: BTreeSet<String> = paths.into_iter().filter(|other| *other != path).collect();
        let mut clauses: Vec<&str> = quotes.iter().filter_map(|(_, passage)| passage.under.as_deref()).collect();
        clauses.sort_unstable();
        Self {
            path,
            with: with.into_iter().collect(),
            rule: program.rules.get(rating.rule.at()).map_or_else(String::new, |rule| rule.id.clone()),
            subject: rating.subject.clone(),
            rating: rating.colour,
            clause: (!clauses.is_empty()).then(|| clauses.join("; ")),
            words: words_mark(quotes.iter().map(|(_, passage)| &*passage.words)),
        }
    }

    /// The documents that it rests on.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.path).chain(&self.with).map(String::as_str)
    }

    /// Whether a gap of now is this one: no worse, and in the same clause or of the same words, so that it may be moved or
    /// written otherwise, but not both.
    fn is(&self, now: &Self) -> bool {
        let documents = |known: &Self| known.documents().map(str::to_owned).collect::<BTreeSet<_>>();
        let same = self.rule == now.rule && self.subject == now.subject && now.rating >= self.rating;
        same && documents(self) == documents(now)
            && (self.words == now.words || (self.clause == now.clause && self.clause.is_some()))
    }

    fn line(&self) -> String {
        let mut line = format!("  {{ path = {}", quoted(&self.path));
        if !self.with.is_empty() {
            let with: Vec<String> = self.with.iter().map(|path| quoted(path)).collect();
            line += &format!(", {WITH} = [{}]", with.join(", "));
        }
        line += &format!(", rule = {}", quoted(&self.rule));
        if let Some(subject) = &self.subject {
            line += &format!(", subject = {}", quoted(subject));
        }
        line += &format!(", rating = {}", quoted(self.rating.word()));
        for (name, value) in [("clause", &self.clause), ("words", &self.words)] {
            if let Some(value) = value {
                line += &format!(", {name} = {}", quoted(value));
            }
        }
        line + " },\n"
    }
}

fn quoted(text: &str) -> String {
    text.to_toml_value()
}

/// The clause, else the heading, that a gap in a block is known by.
pub(in crate::assess) fn clause(document: &Document, block: BlockId) -> Option<String> {
    let heading = || {
        let heading = document.block(document.heading_of(block)?);
        let words = document.text.slice(heading.span).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(words.trim_end_matches(':').to_owned())
    };
    document.clause_name(block).or_else(heading)
}

impl Baseline {
    /// The gaps that it knows.
    pub fn gaps(&self) -> impl Iterator<Item = &Known> {
        self.gaps.iter().map(|(known, _)| known)
    }

    /// A baseline as a file, its gaps in order and each once.
    pub fn write(mut gaps: Vec<Known>) -> String {
        gaps.sort();
        gaps.dedup();
        let lines: String = gaps.iter().map(Known::line).collect();
        format!("{HEAD}{lines}]\n")
    }

    /// Reads a file. What is wrong with it is told, all of it, with places.
    pub fn read(file: FileId, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { file, problems: Vec::new() };
        for error in errors {
            let at = error.span().unwrap_or_default();
            reader.tell(at, format!("this is no TOML: {}", error.message()), None);
        }
        let mut baseline = Self::default();
        for (name, value) in table.get_ref() {
            match (&**name.get_ref(), value.get_ref()) {
                ("version", DeValue::Integer(version)) if version.as_str() == "1" => {}
                ("version", _) => {
                    reader.tell(
                        value.span(),
                        "this baseline is of a version that is not known",
                        Some("write it anew with `govlint baseline`".into()),
                    );
                }
                ("gaps", DeValue::Array(gaps)) => {
                    for gap in gaps.iter() {
                        let known = reader.gap(gap.get_ref(), gap.span());
                        baseline.gaps.extend(known.map(|known| (known, span(gap.span()))));
                    }
                }
                ("gaps", _) => reader.tell(value.span(), "`gaps` is a list of tables", None),
                (other, _) => reader.tell(name.span(), format!("a baseline has no key `{other}`"), None),
            }
        }
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        for (index, (known, _)) in baseline.gaps.iter().enumerate() {
            for path in known.documents() {
                baseline.paths.entry(path.to_owned()).or_default().push(index);
            }
        }
        Ok(baseline)
    }

    /// Of the gaps of the document at a path which are known: for each whether it is, and the indexes of the known ones that
    /// are gone, of rules for which `run` holds.
    pub fn compare(&self, path: &str, gaps: &[Known], run: impl Fn(&str) -> bool) -> (Vec<bool>, Vec<usize>) {
        self.compare_with(self.paths.get(path).map_or(&[][..], Vec::as_slice), gaps, run)
    }

    /// The same of the gaps of some documents together; `run` holds for rules across documents alone.
    pub fn compare_several(
        &self,
        paths: &BTreeSet<String>,
        gaps: &[Known],
        run: impl Fn(&str) -> bool,
    ) -> (Vec<bool>, Vec<usize>) {
        let own: BTreeSet<usize> = paths.iter().filter_map(|path| self.paths.get(path)).flatten().copied().collect();
        let inside = |known: &Known| known.documents().all(|path| paths.contains(path));
        let own: Vec<usize> = own.into_iter().filter(|&index| inside(&self.gaps[index].0)).collect();
        self.compare_with(&own, gaps, run)
    }

    fn compare_with(&self, own: &[usize], gaps: &[Known], run: impl Fn(&str) -> bool) -> (Vec<bool>, Vec<usize>) {
        let mut met = vec![false; own.len()];
        let known = gaps.iter().map(|gap| {
            let same = own.iter().zip(&mut met).find(|(index, _)| self.gaps[**index].0.is(gap));
            same.map(|(_, met)| *met = true).is_some()
        });
        let known = known.collect();
        let gone = own.iter().zip(met).filter(|(index, met)| !met && run(&self.gaps[**index].0.rule));
        (known, gone.map(|(index, _)| *index).collect())
    }

    /// What is to be said of known gaps that are gone, by their indexes; nothing where there are none.
    pub fn remark(&self, file: FileId, gone: &[usize]) -> Option<Diagnostic> {
        let gone: Vec<&(Known, Span)> = gone.iter().filter_map(|&index| self.gaps.get(index)).collect();
        let (_, first) = gone.first()?;
        let what = if gone.len() == 1 { "a known gap is".to_owned() } else { format!("{} known gaps are", gone.len()) };
        let problem = Diagnostic::warning("baseline-stale", format!("{what} no longer there"));
        let mut problem = problem.at(file, *first, "").help("write the baseline anew with `govlint baseline`");
        problem.notes = gone.iter().take(SHOWN).map(|(known, _)| format!("{}: {}", known.path, known.rule)).collect();
        if gone.len() > SHOWN {
            problem.notes.push(format!("and {} more", gone.len() - SHOWN));
        }
        Some(problem)
    }
}

/// How many gaps that are gone are named.
const SHOWN: usize = 5;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn known(path: &str, rating: Colour, clause: Option<&str>, words: Option<&str>) -> Known {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let (with, subject, rule) = (Vec::new(), None, "tide.quay.one".into());
        Known { path: path.into(), with, rule, subject, rating, clause: own(clause), words: own(words) }
    }

    #[test]
    fn is_read_as_it_is_written() {
        let gaps = [
            known("b \"x\"\\y.md", Colour::Amber, Some("7.2(b)"), Some("00ff")),
            known("a.md", Colour::Red, None, None),
            known("a.md", Colour::Red, None, None),
        ];
        let text = Baseline::write(gaps.to_vec());
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("  {")).collect();
        assert_eq!(lines[0], r#"  { path = "a.md", rule = "tide.quay.one", rating = "red" },"#);
        assert_eq!(lines.len(), 2, "each gap has one line: {text}");
        let read = Baseline::read(FileId(0), &text).unwrap();
        assert_eq!(Baseline::write(read.gaps.into_iter().map(|(known, _)| known).collect()), text);
        assert_eq!(Baseline::read(FileId(0), &Baseline::write(Vec::new())).unwrap(), Baseline::default());
    }

    #[test]
    fn a_gap_may_move_or_be_reworded_but_not_both_and_not_get_worse() {
        let was = known("a.md", Colour::Amber, Some("7.2"), Some("00ff"));
        for (now, is) in [
            (was.clone(), true),
            (known("a.md", Colour::Amber, Some("7.3"), Some("00ff")), true),
            (known("a.md", Colour::Amber, Some("7.2"), Some("00aa")), true),
            (known("a.md", Colour::Unclear, Some("7.2"), Some("00ff")), true),
            (known("a.md", Colour::Amber, Some("7.3"), Some("00aa")), false),
            (known("a.md", Colour::Red, None, None), false),
            (known("b.md", Colour::Amber, Some("7.2"), Some("00ff")), false),
        ] {
            let baseline = Baseline::read(FileId(0), &Baseline::write(vec![was.clone()])).unwrap();
            let (known, gone) = baseline.compare(&now.path, std::slice::from_ref(&now), |_| true);
            assert_eq!(known, [is], "{now:?}");
            assert_eq!(gone.len(), usize::from(!is && now.path == "a.md"), "{now:?}");
        }
        let unplaced = known("a.md", Colour::Amber, None, Some("00ff"));
        assert!(!unplaced.is(&known("a.md", Colour::Amber, None, Some("00aa"))), "no clause is no place");
        assert!(known("a.md", Colour::Red, None, None).is(&known("a.md", Colour::Red, None, None)));
    }

    #[test]
    fn a_gap_of_several_documents_is_theirs_together() {
        let (with, subject) = (vec!["c.md".to_owned()], Some("The \"Board\"".to_owned()));
        let was = Known { with, subject, ..known("a.md", Colour::Red, Some("3; 7"), Some("00ff")) };
        let baseline = Baseline::read(FileId(0), &Baseline::write(vec![was.clone()])).unwrap();
        assert_eq!(baseline.gaps().next(), Some(&was));
        let swapped = Known { path: "c.md".into(), with: vec!["a.md".into()], ..was.clone() };
        let paths: BTreeSet<String> = ["a.md", "b.md", "c.md"].map(str::to_owned).into();
        for (now, is) in [
            (was.clone(), true),
            (swapped, true),
            (Known { subject: None, ..was.clone() }, false),
            (Known { with: vec!["b.md".into()], ..was.clone() }, false),
        ] {
            let (known, gone) = baseline.compare_several(&paths, std::slice::from_ref(&now), |_| true);
            assert_eq!((known, gone.len()), (vec![is], usize::from(!is)), "{now:?}");
        }
        let few: BTreeSet<String> = ["a.md".to_owned()].into();
        assert_eq!(
            baseline.compare_several(&few, &[], |_| true),
            (vec![], vec![]),
            "of documents not here nothing is said"
        );
        assert_eq!(baseline.compare("a.md", &[], |_| false), (vec![], vec![]));
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, message) in [
            ("gaps = [", "this is no TOML"),
            ("version = 2", "this baseline is of a version that is not known"),
            ("gaps = 1", "`gaps` is a list of tables"),
            ("gasp = []", "a baseline has no key `gasp`"),
            ("gaps = [1]", "a gap is a table"),
            ("gaps = [{ path = 1, rule = \"x\", rating = \"red\" }]", "`path` is a string"),
            ("gaps = [{ with = [1] }]", "`with` is a list of strings"),
            ("gaps = [{ paht = \"x\" }]", "a gap has no key `paht`"),
            ("gaps = [{ path = \"x\", rule = \"y\", rating = \"green\" }]", "a gap says its `path`"),
        ] {
            let problems = Baseline::read(FileId(0), text).unwrap_err();
            assert!(problems[0].message.starts_with(message), "{text}: {}", problems[0].message);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_file_is_read_or_refused(text in "(version = 1\n)?gaps = \\[(\\{ (path|rule|rating|clause) = [\"a-z0-9]{0,6} \\},?){0,3}\\]?") {
            let _ = Baseline::read(FileId(0), &text);
        }

        #[test]
        fn what_is_written_is_read(path in "\\PC{1,12}", clause in "\\PC{0,8}") {
            let text = Baseline::write(vec![known(&path, Colour::Red, Some(&clause), None)]);
            proptest::prop_assert_eq!(&Baseline::read(FileId(0), &text).unwrap().gaps[0].0.path, &path);
        }
    }
}
