use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::Sign;
use crate::assess::{Digest, weight};
use crate::diagnostic::Diagnostic;
use crate::engine::{Colour, Reason};

/// The layout of a run that is read: the `version` of the report for programs.
const VERSION: u64 = 1;

/// How a question stood in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The rating.
    pub colour: Colour,
    /// Why; none where it is no answer.
    pub reason: Option<Reason>,
    /// The id of the rule that it came from.
    pub rule: String,
}

impl Stand {
    /// Whether two say the same, whichever rule says it.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.colour, self.reason) == (other.colour, other.reason)
    }
}

/// A run as it was saved: what of the report for programs a later run is compared with.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The program that made it, with its version.
    pub tool: String,
    /// The day that it reckoned promises from.
    pub as_of: Date,
    /// How tracked changes were read; none in runs that do not say.
    pub(super) revisions: Option<String>,
    /// Its packs of rules: id, version and digest of each.
    pub(super) packs: Vec<SavedPack>,
    /// Its documents.
    pub(super) documents: Vec<SavedDocument>,
    /// Its bundles.
    pub(super) bundles: Vec<SavedBundle>,
    /// Digest of the file.
    pub digest: Digest,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SavedPack {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) sha256: String,
}

#[derive(Clone, Debug)]
pub(super) struct SavedDocument {
    pub(super) path: String,
    pub(super) sha256: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) title: Option<String>,
    pub(super) bundle: Option<String>,
    /// Whether it could be read.
    pub(super) read: bool,
    pub(super) profile: BTreeMap<String, String>,
    /// Each question that it was asked, by id, with its worst rating.
    pub(super) stands: BTreeMap<String, Stand>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SavedBundle {
    pub(super) name: String,
    #[serde(default)]
    pub(super) profile: BTreeMap<String, String>,
    /// The paths of its documents; none in runs that do not say.
    #[serde(default)]
    pub(super) documents: Vec<String>,
    /// What its documents came to together.
    #[serde(default)]
    pub(super) ratings: Vec<SavedJoint>,
    pub(super) questions: Vec<SavedQuestion>,
    pub(super) areas: Vec<SavedArea>,
}

/// A rating of several documents together.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SavedJoint {
    rule: String,
    subject: Option<String>,
    rating: String,
    reason: Option<String>,
}

impl SavedJoint {
    /// Its rule and what it is rated for.
    pub(super) fn key(&self) -> (&str, Option<&str>) {
        (&self.rule, self.subject.as_deref())
    }

    /// How it stood; none where its words are none of the output contract.
    pub(super) fn stand(&self) -> Option<Stand> {
        let reason = self.reason.as_deref().map(Reason::of_word).map_or(Some(None), |known| known.map(Some))?;
        Some(Stand { colour: Colour::of_word(&self.rating)?, reason, rule: self.rule.clone() })
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SavedQuestion {
    pub(super) question: String,
    pub(super) rating: String,
    /// What people said of it.
    #[serde(default)]
    pub(super) people: Option<SavedPeople>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SavedPeople {
    recheck: Vec<SavedRecheck>,
}

#[derive(Clone, Debug, Deserialize)]
struct SavedRecheck {
    why: String,
}

impl SavedPeople {
    /// Whether their answer was to be looked at again for a reason.
    pub(super) fn was_due(&self, why: &str) -> bool {
        self.recheck.iter().any(|recheck| recheck.why == why)
    }

    /// Whether it was to be looked at again at all.
    pub(super) fn was_due_at_all(&self) -> bool {
        !self.recheck.is_empty()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct SavedArea {
    pub(super) area: String,
    green: usize,
    amber: usize,
    red: usize,
    unclear: usize,
    not_applicable: usize,
    unrated: usize,
    suggested: Option<String>,
}

/// What every version of a run opens with.
#[derive(Deserialize)]
struct Envelope {
    version: Option<u64>,
    tool: Option<String>,
}

#[derive(Deserialize)]
struct Run {
    tool: String,
    as_of: String,
    #[serde(default)]
    revisions: Option<String>,
    packs: Vec<SavedPack>,
    profile: BTreeMap<String, String>,
    documents: Vec<Document>,
    bundles: Vec<SavedBundle>,
    // The last of a run, so that one without it is not whole.
    #[serde(rename = "summary")]
    _summary: IgnoredAny,
}

#[derive(Deserialize)]
struct Document {
    path: String,
    sha256: Option<String>,
    kind: Option<String>,
    title: Option<String>,
    bundle: Option<String>,
    error: Option<IgnoredAny>,
    #[serde(default)]
    profile: Option<BTreeMap<String, String>>,
    ratings: Vec<Rating>,
}

#[derive(Deserialize)]
struct Rating {
    rule: String,
    answers: Vec<String>,
    rating: String,
    reason: Option<String>,
}

impl SavedDocument {
    /// What it is known again by.
    pub(super) fn sign(&self) -> Sign<'_> {
        let Self { path, sha256, kind, title, .. } = self;
        Sign { path, sha256: sha256.as_deref(), kind: kind.as_deref(), title: title.as_deref() }
    }
}

impl Saved {
    /// Reads a run from the text of the file called `name`. An error says what the file is instead.
    pub fn read(name: &str, text: &str) -> Result<Self, Diagnostic> {
        let Envelope { version, tool } = serde_json::from_str(text).map_err(|error| broken(name, &error))?;
        match (version, &tool) {
            (Some(version), Some(tool)) if version > VERSION && tool.starts_with("govlint ") => {
                return Err(newer(name, version, tool));
            }
            (Some(VERSION), Some(tool)) if tool.starts_with("govlint ") => {}
            _ => return Err(foreign(name)),
        }
        let run: Run = serde_json::from_str(text).map_err(|error| broken(name, &error))?;
        run.checked(Digest::of(text.as_bytes())).ok_or_else(|| foreign(name))
    }

    /// Which of its packs differs from one of now; none where it is the same, or there was none of that name.
    pub(super) fn pack(&self, id: &str) -> Option<&SavedPack> {
        self.packs.iter().find(|pack| pack.id == id)
    }
}

impl Run {
    /// It with every word of the output contract understood; none where it has others.
    fn checked(self, digest: Digest) -> Option<Saved> {
        let general = &self.profile;
        let documents =
            self.documents.into_iter().map(|document| document.checked(general)).collect::<Option<Vec<_>>>()?;
        let known = |bundle: &SavedBundle| {
            let asked = bundle.questions.iter().all(|asked| Colour::of_word(&asked.rating).is_some());
            asked && bundle.ratings.iter().all(|joint| joint.stand().is_some())
        };
        Some(Saved {
            as_of: self.as_of.parse().ok()?,
            tool: self.tool,
            revisions: self.revisions,
            packs: self.packs,
            bundles: self.bundles.iter().all(known).then_some(self.bundles)?,
            documents,
            digest,
        })
    }
}

impl Document {
    fn checked(self, general: &BTreeMap<String, String>) -> Option<SavedDocument> {
        let mut stands: BTreeMap<String, Stand> = BTreeMap::new();
        for rating in self.ratings {
            let colour = Colour::of_word(&rating.rating)?;
            let reason =
                rating.reason.map(|reason| Reason::of_word(&reason)).map_or(Some(None), |known| known.map(Some))?;
            let stand = Stand { colour, reason, rule: rating.rule };
            for question in rating.answers {
                if stands.get(&question).is_none_or(|so_far| weight(colour) < weight(so_far.colour)) {
                    stands.insert(question, stand.clone());
                }
            }
        }
        Some(SavedDocument {
            path: self.path,
            sha256: self.sha256,
            kind: self.kind,
            title: self.title,
            bundle: self.bundle,
            read: self.error.is_none(),
            profile: self.profile.unwrap_or_else(|| general.clone()),
            stands,
        })
    }
}

impl SavedArea {
    /// The best that the area could be said to be.
    pub(super) fn no_better_than(&self) -> Option<Colour> {
        Colour::of_word(self.suggested.as_deref()?.rsplit(' ').next()?)
    }

    /// How many questions had each colour.
    pub(super) fn colours(&self) -> BTreeMap<Colour, usize> {
        let counts = [
            (Colour::Green, self.green),
            (Colour::Amber, self.amber),
            (Colour::Red, self.red),
            (Colour::Unclear, self.unclear),
            (Colour::NotApplicable, self.not_applicable),
            (Colour::Unrated, self.unrated),
        ];
        counts.into_iter().filter(|(_, number)| *number > 0).collect()
    }
}

fn broken(name: &str, error: &serde_json::Error) -> Diagnostic {
    match error.classify() {
        Category::Eof => {
            Diagnostic::error("run-cut-off", format!("the run `{name}` is not whole: it ends in the middle"))
                .help("save it again, or name a run that was saved whole")
        }
        Category::Data => foreign(name),
        Category::Syntax | Category::Io => {
            let place = format!("line {}, column {}", error.line(), error.column());
            Diagnostic::error("no-run", format!("`{name}` is no run: it is no JSON from {place} on")).help(HOW)
        }
    }
}

const HOW: &str = "name a file that `govlint check --save` wrote";

fn foreign(name: &str) -> Diagnostic {
    Diagnostic::error("no-run", format!("`{name}` is JSON, but no run of `govlint check`")).help(HOW)
}

fn newer(name: &str, version: u64, tool: &str) -> Diagnostic {
    let what = format!("the run `{name}` is of a newer layout ({version}) than this govlint reads ({VERSION})");
    Diagnostic::error("newer-run", what)
        .note(format!("it was made by {tool}"))
        .help("use that version of govlint or a later one, or save the earlier run again with this one")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const RUN: &str = r#"{"version":1,"tool":"govlint 0.1.0","as_of":"2026-11-22","packs":[],"profile":{"stage":"draft"},"documents":[
        {"path":"a.md","sha256":"00","kind":"mou","title":"A","bundle":null,"error":null,"ratings":[
        {"rule":"p.a.one","answers":["p.a.1","p.a.2"],"rating":"green","reason":"present"},
        {"rule":"p.a.two","answers":["p.a.2"],"rating":"amber","reason":"promised"}]}],"bundles":[],"summary":{}}"#;

    #[test]
    fn a_question_stands_as_its_worst_rating() {
        let saved = Saved::read("run.json", RUN).unwrap();
        let document = &saved.documents[0];
        let stand = &document.stands["p.a.2"];
        assert_eq!((stand.colour, stand.reason, &*stand.rule), (Colour::Amber, Some(Reason::Promised), "p.a.two"));
        assert_eq!(document.stands["p.a.1"].colour, Colour::Green);
        assert_eq!(document.profile["stage"], "draft", "what is said of all holds for each");
    }

    #[test]
    fn what_is_no_run_is_told_apart() {
        let code = |text: &str| Saved::read("x", text).unwrap_err().code;
        assert_eq!(code(&RUN.replace("\"version\":1", "\"version\":2")), "newer-run");
        assert_eq!(code("{\"version\":2,\"tool\":\"other 1\"}"), "no-run");
        assert_eq!(code("{}"), "no-run");
        assert_eq!(code("[1,2]"), "no-run");
        assert_eq!(code("version = 1"), "no-run");
        assert_eq!(code(&RUN.replace("\"amber\"", "\"blue\"")), "no-run");
        assert_eq!(code(&RUN.replace("2026-11-22", "22 November")), "no-run");
        assert_eq!(code(&"[".repeat(100_000)), "no-run");
    }

    #[test]
    fn a_run_that_was_cut_off_is_never_taken_for_one() {
        for end in 0..RUN.len() {
            assert_eq!(Saved::read("x", &RUN[..end]).unwrap_err().code, "run-cut-off", "cut at {end}");
        }
    }
}
