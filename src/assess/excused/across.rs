use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::waiver::is_under;
use super::{Cover, Scope, Waiver, remark};
use crate::assess::{Assessed, Member, Rollup, Together};
use crate::diagnostic::{Diagnostic, FileId};
use crate::document::Document;
use crate::source::Span;

/// A waiver of gaps that documents have together, as one of them hears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The waiver.
    pub waiver: Arc<Waiver>,
    /// Where it is said.
    pub said: Spoken,
    /// What of the document it is for.
    pub scope: Scope,
    /// What became of it in the document by itself.
    pub cover: Cover,
}

/// Where a waiver is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// In a configuration: index into the waivers of the run.
    Configuration(usize),
    /// In a comment of the document: the bytes of its file.
    Comment(Span),
}

/// A claim when its document is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    waiver: Arc<Waiver>,
    said: Spoken,
    cover: Cover,
    /// The path of the document.
    path: String,
    /// The document as text, and the comment in it, where one says the waiver.
    comment: Option<(String, Span)>,
    reach: Reach,
}

/// The places of a document that a claim is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reach {
    /// Rows of its facts.
    rows: Vec<bool>,
    /// Its title.
    title: bool,
    /// Gaps that rest on no words.
    placeless: bool,
}

impl Claimed {
    /// The claims of a document; `member` is what stays of it.
    pub fn all(assessed: &Assessed, member: Option<&Member>) -> Vec<Self> {
        let Ok(rated) = &assessed.outcome else { return Vec::new() };
        let one = |claim: &Claim| {
            let comment = match claim.said {
                Spoken::Comment(origin) => Some((assessed.source.clone(), assessed.lines.shown(origin))),
                Spoken::Configuration(_) => None,
            };
            let reach = member.map(|member| Reach::of(&claim.scope, &rated.document, member)).unwrap_or_default();
            let (waiver, path) = (Arc::clone(&claim.waiver), assessed.path.clone());
            Self { waiver, said: claim.said, cover: claim.cover, path, comment, reach }
        };
        assessed.excused.claims.iter().map(one).collect()
    }

    /// Whether it is for a rating of its document with others.
    fn holds(&self, one: &Together) -> bool {
        let mut places = one.rating.places.iter().zip(&one.quotes).filter(|(_, (path, _))| *path == self.path);
        match one.quotes.is_empty() {
            true => self.reach.placeless,
            false => places.any(|(place, _)| match place.row {
                Some(row) => self.reach.rows.get(row).copied().unwrap_or(false),
                None => self.reach.title,
            }),
        }
    }

    /// What becomes of it at a rating of its document with others, whose gap it waives where it holds.
    fn meet(&mut self, one: &mut Together, as_of: Date) {
        let cover = match one.rating.colour.is_gap() && self.holds(one) {
            false => Cover::Unused,
            true if self.waiver.until < as_of => Cover::Overdue,
            true => {
                one.waived.get_or_insert_with(|| Arc::clone(&self.waiver));
                Cover::Used
            }
        };
        self.cover = self.cover.max(cover);
    }
}

impl Reach {
    fn of(scope: &Scope, document: &Document, member: &Member) -> Self {
        let title = match scope {
            Scope::Whole => true,
            Scope::Block(block) => document.title.is_some_and(|title| is_under(document, title, *block)),
            Scope::Clause(_) | Scope::Nowhere => false,
        };
        Self {
            rows: member.paper.rows.iter().map(|said| scope.takes_in(document, said.block)).collect(),
            title,
            placeless: !matches!(scope, Scope::Clause(_)),
        }
    }
}

/// Waives gaps of bundles as the claims of their documents say. What became of the waivers of configurations is added to `covers`.
pub fn waive(claims: &mut [Claimed], bundles: &mut [Rollup], as_of: Date, covers: &mut BTreeMap<usize, Cover>) {
    let mut of: HashMap<&str, Vec<usize>> = HashMap::new();
    let paths: Vec<String> = claims.iter().map(|claim| claim.path.clone()).collect();
    for (at, path) in paths.iter().enumerate() {
        of.entry(path).or_default().push(at);
    }
    for rollup in bundles {
        let own: Vec<usize> = rollup.documents.iter().filter_map(|path| of.get(&**path)).flatten().copied().collect();
        for one in &mut rollup.ratings {
            for &at in &own {
                if claims[at].waiver.rules.contains(&one.rating.rule) {
                    claims[at].meet(one, as_of);
                }
            }
        }
    }
    for claim in claims {
        if let Spoken::Configuration(index) = claim.said {
            let best = covers.entry(index).or_insert(claim.cover);
            *best = claim.cover.max(*best);
        }
    }
}

/// What is to be said of waivers in comments, with the documents that it is said of; their places count these from `first` on.
pub fn remarks(claims: &[Claimed], first: usize) -> (Vec<Diagnostic>, Vec<(String, String)>) {
    let (mut problems, mut files): (Vec<Diagnostic>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    for claim in claims {
        let Some((text, place)) = &claim.comment else { continue };
        let known = files.iter().position(|(path, _)| *path == claim.path);
        let file = known.unwrap_or(files.len());
        if let Some(problem) = remark(&claim.waiver, claim.cover, FileId((first + file) as u32), *place) {
            problems.push(problem);
            if known.is_none() {
                files.push((claim.path.clone(), text.clone()));
            }
        }
    }
    (problems, files)
}
