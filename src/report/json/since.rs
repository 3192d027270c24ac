use std::collections::BTreeMap;

use serde::Serialize;

use crate::assess::{self, Cause, Stand, area_id};
use crate::engine::Colour;
use crate::language::Program;

/// What changed since an earlier run.
#[derive(Serialize)]
pub(super) struct Since<'a> {
    as_of: String,
    tool: &'a str,
    sha256: String,
    packs: Vec<Pack<'a>>,
    documents: Vec<Document<'a>>,
    bundles: Vec<Bundle<'a>>,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    was: Option<&'a str>,
    now: Option<&'a str>,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    moved_from: Option<&'a str>,
    state: &'static str,
    changes: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct Changed<'a> {
    question: &'a str,
    was: Option<Rating<'a>>,
    now: Option<Rating<'a>>,
    because: Vec<&'static str>,
}

#[derive(Serialize)]
struct Rating<'a> {
    rating: &'static str,
    reason: Option<&'static str>,
    rule: &'a str,
}

#[derive(Serialize)]
struct Bundle<'a> {
    name: &'a str,
    ratings: Vec<Joint<'a>>,
    questions: Vec<Question<'a>>,
    areas: Vec<Area>,
}

/// A rating of several documents together.
#[derive(Serialize)]
struct Joint<'a> {
    rule: &'a str,
    subject: Option<&'a str>,
    was: Option<Rating<'a>>,
    now: Option<Rating<'a>>,
    because: Vec<&'static str>,
}

#[derive(Serialize)]
struct Question<'a> {
    question: &'a str,
    was: Option<Word>,
    now: Word,
    because: Vec<&'static str>,
}

/// A rating that stands, and whose it is.
#[derive(Serialize)]
struct Word {
    rating: &'static str,
    by: Option<&'static str>,
}

#[derive(Serialize)]
struct Area {
    area: String,
    was: Option<Standing>,
    now: Standing,
    because: Vec<&'static str>,
}

/// How many questions have each colour, and the best that the area can be said to be.
#[derive(Serialize)]
struct Standing {
    #[serde(flatten)]
    colours: BTreeMap<&'static str, usize>,
    suggested: Option<String>,
}

impl<'a> Since<'a> {
    pub(super) fn of(program: &'a Program, since: &'a assess::Since) -> Self {
        let pack =
            |pack: &'a assess::PackSince| Pack { id: &pack.id, was: pack.was.as_deref(), now: pack.now.as_deref() };
        let bundle = |bundle: &'a assess::BundleSince| Bundle {
            name: &bundle.name,
            ratings: bundle.ratings.iter().map(Joint::of).collect(),
            questions: bundle.questions.iter().filter_map(|question| Question::of(program, question)).collect(),
            areas: bundle.areas.iter().map(|area| Area::of(program, area)).collect(),
        };
        Self {
            as_of: since.as_of.to_string(),
            tool: &since.tool,
            sha256: since.digest.to_string(),
            packs: since.packs.iter().map(pack).collect(),
            documents: since.documents.iter().map(Document::of).collect(),
            bundles: since.bundles.iter().map(bundle).collect(),
        }
    }
}

impl<'a> Document<'a> {
    fn of(document: &'a assess::DocumentSince) -> Self {
        let changed = |change: &'a assess::Changed| Changed {
            question: &change.question,
            was: change.was.as_ref().map(Rating::of),
            now: change.now.as_ref().map(Rating::of),
            because: because(&change.because),
        };
        Self {
            path: &document.path,
            moved_from: document.moved_from.as_deref(),
            state: document.state.word(),
            changes: document.changes.iter().map(changed).collect(),
        }
    }
}

impl<'a> Rating<'a> {
    fn of(stand: &'a Stand) -> Self {
        Self { rating: stand.colour.word(), reason: stand.reason.map(|reason| reason.word()), rule: &stand.rule }
    }
}

impl<'a> Joint<'a> {
    fn of(since: &'a assess::JointSince) -> Self {
        Self {
            rule: &since.rule,
            subject: since.subject.as_deref(),
            was: since.was.as_ref().map(Rating::of),
            now: since.now.as_ref().map(Rating::of),
            because: because(&since.because),
        }
    }
}

impl<'a> Question<'a> {
    fn of(program: &'a Program, since: &assess::QuestionSince) -> Option<Self> {
        let word = |word: assess::Word| Word {
            rating: word.colour.word(),
            by: if word.people { Some("person") } else { word.colour.is_answer().then_some("document") },
        };
        Some(Self {
            question: &program.questions.get(since.question.at())?.id,
            was: since.was.map(word),
            now: word(since.now),
            because: because(&since.because),
        })
    }
}

impl Area {
    fn of(program: &Program, area: &assess::AreaSince) -> Self {
        Self {
            area: area_id(program, area.area),
            was: area.was.as_ref().map(Standing::of),
            now: Standing::of(&area.now),
            because: because(&area.because),
        }
    }
}

impl Standing {
    fn of(standing: &assess::Standing) -> Self {
        let count = |colour: Colour| (colour.word(), standing.colours.get(&colour).copied().unwrap_or(0));
        Self {
            colours: Colour::ALL.into_iter().map(count).collect(),
            suggested: standing.no_better_than.map(|colour| format!("no better than {}", colour.word())),
        }
    }
}

fn because(causes: &[Cause]) -> Vec<&'static str> {
    causes.iter().map(|cause| cause.word()).collect()
}
