use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::cause::{Differs, Stands, alike, causes};
use super::pair::pairs;
use super::saved::SavedDocument;
use super::{BundleSince, Cause, Saved, Seen, Stand, area};
use crate::assess::{Digest, Partnership, Rollup, Stamp};
use crate::language::Program;
use crate::language::model::{QuestionId, Rule};

/// What changed since an earlier run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The program that made that run, with its version.
    pub tool: String,
    /// The day that it reckoned promises from.
    pub as_of: Date,
    /// Digest of its file.
    pub digest: Digest,
    /// The packs that are others now.
    pub packs: Vec<PackSince>,
    /// The documents of now in the order read, then those that are gone.
    pub documents: Vec<DocumentSince>,
    /// The bundles whose areas stand otherwise.
    pub bundles: Vec<BundleSince>,
}

/// A pack of rules that is another now: its version then and now; none where it was not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSince {
    /// Its name.
    pub id: String,
    /// The version then.
    pub was: Option<String>,
    /// The version now; the same where only its words are others.
    pub now: Option<String>,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The same bytes.
    Same,
    /// Other bytes.
    Changed,
    /// It was not among those of then.
    New,
    /// It is not among those of now.
    Gone,
    /// It could not be read then, and can be now.
    ReadNow,
    /// It cannot be read now, and could be then.
    Unread,
    /// It is of other bytes, which can be read as little as those of then.
    StillUnread,
}

impl State {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
            Self::ReadNow => "read-now",
            Self::Unread => "unread",
            Self::StillUnread => "still-unread",
        }
    }
}

/// What changed in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSince {
    /// Its path now; that of then where it is gone.
    pub path: String,
    /// Its path then, where that was another.
    pub moved_from: Option<String>,
    /// What became of it.
    pub state: State,
    /// The questions that stand otherwise: those of the program in its order, then those that it no longer has.
    pub changes: Vec<Changed>,
}

/// A question that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its id.
    pub question: String,
    /// How it stood; none where it was not asked.
    pub was: Option<Stand>,
    /// How it stands; none where it is not asked.
    pub now: Option<Stand>,
    /// What that comes from.
    pub because: Vec<Cause>,
}

/// What the runs as a whole differ in, and what is looked up again and again.
pub(super) struct Runs<'a> {
    pub(super) program: &'a Program,
    order: HashMap<&'a str, usize>,
    pub(super) rules: HashMap<&'a str, &'a Rule>,
    packs: BTreeSet<&'a str>,
    /// Whether a pack is another whose words the others use.
    shared: bool,
    revisions: bool,
    pub(super) govlint: bool,
}

/// Compares the documents of this run, in the order read, and its bundles with an earlier run.
///
/// `tool` is this program with its version, `revisions` how tracked changes are read now.
pub fn compare(
    program: &Program,
    was: &Saved,
    now: &[Seen],
    bundles: &[Rollup],
    this: (&str, &str, &[Stamp], &[QuestionId]),
) -> Since {
    let (tool, revisions, stamps, asked) = this;
    let packs = packs(was, stamps);
    let runs =
        Runs::new(program, &packs, was.revisions.as_deref().is_some_and(|was| was != revisions), was.tool != tool);
    let pairs = pairs(
        &was.documents.iter().map(SavedDocument::sign).collect::<Vec<_>>(),
        &now.iter().map(Seen::sign).collect::<Vec<_>>(),
    );
    let mut documents: Vec<DocumentSince> = now
        .iter()
        .zip(&pairs)
        .map(|(seen, pair)| runs.document(pair.and_then(|pair| was.documents.get(pair)), seen))
        .collect();
    let bundles = area::bundles(&runs, asked, was, bundles, now, &pairs, &documents);
    let kept: BTreeSet<usize> = pairs.iter().copied().flatten().collect();
    let gone = was.documents.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    documents.extend(gone.map(|(_, document)| DocumentSince {
        path: document.path.clone(),
        moved_from: None,
        state: State::Gone,
        changes: Vec::new(),
    }));
    Since { tool: was.tool.clone(), as_of: was.as_of, digest: was.digest, packs, documents, bundles }
}

/// The packs that are others than then.
fn packs(was: &Saved, now: &[Stamp]) -> Vec<PackSince> {
    let changed = now.iter().filter_map(|stamp| {
        let was = was.pack(&stamp.id);
        let same = was.is_some_and(|was| was.sha256 == stamp.digest.to_string());
        let (id, now) = (stamp.id.clone(), Some(stamp.version.clone()));
        (!same).then(|| PackSince { id, was: was.map(|was| was.version.clone()), now })
    });
    let gone = was.packs.iter().filter(|was| now.iter().all(|now| now.id != was.id));
    let gone = gone.map(|was| PackSince { id: was.id.clone(), was: Some(was.version.clone()), now: None });
    changed.chain(gone).collect()
}

impl<'a> Runs<'a> {
    fn new(program: &'a Program, packs: &'a [PackSince], revisions: bool, govlint: bool) -> Self {
        let asks = |id: &str| {
            let pack = program.packs.iter().position(|pack| pack.name == id);
            pack.is_some_and(|pack| program.questions.iter().any(|question| question.pack.at() == pack))
        };
        let questions = program.questions.iter().enumerate();
        Self {
            program,
            order: questions.map(|(index, question)| (&*question.id, index)).collect(),
            rules: program.rules.iter().map(|rule| (&*rule.id, rule)).collect(),
            packs: packs.iter().map(|pack| &*pack.id).collect(),
            shared: packs.iter().any(|pack| pack.now.is_some() && !asks(&pack.id)),
            revisions,
            govlint,
        }
    }

    fn document(&self, was: Option<&SavedDocument>, now: &Seen) -> DocumentSince {
        let state = match was {
            None => State::New,
            Some(was) if was.read && !now.read => State::Unread,
            Some(was) if !was.read && now.read => State::ReadNow,
            Some(was) if was.sha256 == now.sha256 => State::Same,
            Some(_) if !now.read => State::StillUnread,
            Some(_) => State::Changed,
        };
        let compared = was.filter(|_| matches!(state, State::Same | State::Changed));
        let changes = compared.map(|was| self.changes(was, now, state == State::Changed)).unwrap_or_default();
        let moved_from = was.map(|was| was.path.clone()).filter(|was| *was != now.path);
        DocumentSince { path: now.path.clone(), moved_from, state, changes }
    }

    fn changes(&self, was: &SavedDocument, now: &Seen, document: bool) -> Vec<Changed> {
        let then = Partnership::of(self.program, &was.profile);
        let reading = self.revisions || was.kind != now.kind;
        let ids: BTreeSet<&String> = was.stands.keys().chain(now.stands.keys()).collect();
        let mut changes: Vec<Changed> = Vec::new();
        for id in ids {
            let (stood, stands) = (was.stands.get(id), now.stands.get(id));
            if alike(stood, stands) {
                continue;
            }
            let rules = [stood, stands].into_iter().flatten();
            let differs = Differs {
                document,
                rules: rules.clone().any(|stand| self.is_other(&stand.rule)),
                profile: rules
                    .filter_map(|stand| self.rules.get(&*stand.rule))
                    .any(|rule| !now.partnership.judges_alike(&then, self.program, rule)),
                reading,
                govlint: self.govlint,
            };
            let back = now.then.as_ref().map(|then| then.get(id));
            let because = causes(Stands { was: stood, now: stands, back }, differs);
            changes.push(Changed { question: id.clone(), was: stood.cloned(), now: stands.cloned(), because });
        }
        changes.sort_by_key(|change| self.order.get(&*change.question).copied().unwrap_or(usize::MAX));
        changes
    }

    /// Whether a rule is of a pack that is another now, or takes words from one.
    pub(super) fn is_other(&self, rule: &str) -> bool {
        self.shared || rule.split('.').next().is_some_and(|pack| self.packs.contains(pack))
    }
}

/// Where each question's changes are found, by document.
pub(super) type ByQuestion<'a> = BTreeMap<&'a str, &'a Changed>;

/// The changes of a document by question.
pub(super) fn by_question(document: &DocumentSince) -> ByQuestion<'_> {
    document.changes.iter().map(|change| (&*change.question, change)).collect()
}
