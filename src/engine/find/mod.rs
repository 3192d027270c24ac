//! Finds expressions in a scanned document: places and words joined by position, each with its standing.
//!
//! Every node of the plan has a list of matches, made when it is first asked for. Standing and hits of a match are
//! worked out only for matches that somebody looks at.

mod bits;
mod conflict;
mod count;
mod draft;
mod hits;
mod items;
mod list;
mod mark;
mod metadata;
mod pair;
mod place;
mod standing;
mod test;
mod title;
mod value;

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Settings;
use super::place::{Layout, Place, Tokens};
use super::plan::Plan;
use super::scan::{Class, Scan, Space};
use crate::document::{BlockId, Document, Numbering};
use crate::language::Program;
use crate::language::model::Unit;
use crate::prose::{Prose, Recogniser, Standing, Statements, Vocabulary};

use bits::{Bits, Known};
use draft::{Bands, Terms, Uses};
use items::Items;

pub(super) use hits::Spot;
pub(super) use list::List;
pub(super) use test::{Ask, Held, Scope};
pub(super) use value::named;

/// A match of an expression that is no leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// All its tokens; none for a match outside the text.
    pub tokens: Tokens,
    /// The sentence in which it begins.
    pub sentence: u32,
    /// The place it is; none for words.
    pub place: Option<Place>,
    /// Which matches of its operands it was made of; what the two count depends on the node.
    pub parts: (u32, u32),
    /// Its standing, once somebody asked.
    pub standing: Option<Standing>,
}

/// Buffers kept from document to document.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub scan: Scan,
    matches: Vec<Match>,
    /// By node: in which round it was listed, and its list.
    lists: Vec<(u32, List)>,
    round: u32,
    /// By node: whether it could find anything, once somebody asked.
    possible: Vec<Option<bool>>,
    /// By names and space: their list, once somebody asked.
    names: Vec<[Option<List>; 2]>,
    /// The words of the title, once somebody asked.
    title: Option<Vec<String>>,
    standings: FxHashMap<(u32, u32), Standing>,
    spots: Vec<Spot>,
    /// By unit: all its places, once somebody asked.
    places: FxHashMap<Unit, Arc<[u32]>>,
    /// The blocks that each block opens.
    items: Items,
    /// Sets that were worked out.
    known: Known,
    spare: Vec<Vec<Match>>,
    spare_bits: Vec<Bits>,
}

/// One document being searched.
pub(super) struct Finder<'a> {
    pub program: &'a Program,
    pub plan: &'a Plan,
    pub layout: Layout<'a>,
    pub settings: Settings,
    vocabulary: &'a Vocabulary,
    statements: Statements<'a>,
    /// What breaks the row of numbers, once somebody asked.
    numbering: OnceCell<Numbering>,
    /// The terms that it introduces, where its words stand, and its bands of money, once somebody asked.
    terms: OnceCell<Terms>,
    uses: OnceCell<Uses<'a>>,
    bands: OnceCell<Bands>,
    pub work: &'a mut Work,
}

impl<'a> Finder<'a> {
    /// Scans a document and makes ready to search it.
    pub fn new(
        program: &'a Program,
        plan: &'a Plan,
        vocabulary: &'a Vocabulary,
        layout: Layout<'a>,
        settings: Settings,
        work: &'a mut Work,
    ) -> Self {
        work.scan.read(plan, layout.document, layout.prose);
        work.matches.clear();
        work.title = None;
        work.standings.clear();
        work.spots.clear();
        work.places.clear();
        work.possible.clear();
        work.possible.resize(plan.nodes.len(), None);
        work.names.clear();
        work.names.resize(plan.names.len(), [None; 2]);
        work.round = work.round.wrapping_add(1);
        if work.round == 0 || work.lists.len() < plan.nodes.len() {
            work.lists.clear();
            work.lists.resize(plan.nodes.len(), (0, List::EMPTY));
            work.round = 1;
        }
        work.known.clear();
        work.items.read(layout.document, layout.prose);
        let statements = Statements::new(layout.document, layout.prose);
        let (numbering, terms, uses, bands) = (OnceCell::new(), OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { program, plan, vocabulary, statements, numbering, terms, uses, bands, layout, settings, work }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.layout.document
    }

    /// Its words.
    pub fn prose(&self) -> &'a Prose {
        self.layout.prose
    }

    /// Whether a block opens a list.
    pub fn opens_list(&self, block: BlockId) -> bool {
        !self.work.items.of(block.0).is_empty()
    }

    /// The first sentence of what a block opens as a lead-in, where it is a clause's own.
    pub fn first_item(&self, block: BlockId) -> Option<u32> {
        let item = *self.work.items.of(block.0).first()?;
        let sentence = self.prose().blocks.get(item as usize).filter(|sentences| !sentences.is_empty())?.start;
        self.class(sentence).is_own().then_some(sentence)
    }

    /// The values of a sort in a range, as tokens.
    pub fn values(&self, recogniser: Recogniser, tokens: Tokens) -> impl Iterator<Item = Tokens> {
        let (start, end) = self.work.scan.values(recogniser, Space::Own);
        let range = self.within(List::Hits(start, end), tokens);
        range.map(|at| self.work.scan.hits[at as usize].tokens())
    }

    /// The class of a sentence.
    pub fn class(&self, sentence: u32) -> Class {
        self.work.scan.classes.get(sentence as usize).copied().unwrap_or(Class::Nothing)
    }
}
