//! Whether a document fits together as a draft.

mod bands;
mod terms;
mod uses;

pub(super) use bands::Bands;
pub(super) use terms::Terms;
pub(super) use uses::Uses;

use super::{Finder, List};
use crate::document::{BlockId, Numbering};
use crate::engine::place::Place;
use crate::engine::plan::{Node, NodeId};
use crate::language::model::{StandingTest, Unit};
use crate::prose::{Recogniser, Shape, Token};

/// Words in front of a term that is known already.
const POINTING: [&str; 4] = ["the", "this", "that", "such"];

/// Words inside a name that have no capital.
const INNER: [&str; 4] = ["and", "of", "for", "&"];

/// What is asked of a document as a draft: whether its pointers, terms and numbers fit together.
impl Finder<'_> {
    /// Whether a match holds a pointer to a numbered part that the document does not have.
    pub(super) fn dangles(&mut self, id: NodeId, at: u32) -> bool {
        let spots = self.spots(id, at);
        spots.iter().any(|spot| {
            self.found(spot.value).is_some_and(|found| {
                found.value.recogniser == Recogniser::Reference && self.statements.dangles(&found.tokens)
            })
        })
    }

    /// Whether a match is a name that stands as a defined term does, behind "the" or its like, that the document introduces
    /// nowhere, and that is neither a post nor an organisation, nor somebody's, nor a part of a longer name.
    pub(super) fn is_undefined(&mut self, id: NodeId, at: u32) -> bool {
        let list = self.sort_of(id);
        let tokens = self.tokens(list, at);
        let named = |recogniser| matches!(recogniser, Recogniser::Role | Recogniser::Party);
        let founds = &self.work.scan.founds;
        let from = founds.partition_point(|found| found.tokens.end <= tokens.start);
        let overlaps = founds[from..].iter().take_while(|found| found.tokens.start < tokens.end);
        if overlaps.into_iter().any(|found| named(found.value.recogniser)) {
            return false;
        }
        let document = self.document();
        let all = &self.prose().tokens;
        let lower = |token: &Token| document.text.slice(token.span()).to_lowercase();
        let joined = |at: u32| all.get(at as usize).filter(|token| token.gap.joins());
        let capital = |at: u32| joined(at).is_some_and(|token| token.shape.has(Shape::CAPITAL));
        let inner = joined(tokens.end).is_some_and(|token| INNER.contains(&&*lower(token)));
        let goes_on = capital(tokens.end) || inner && capital(tokens.end + 1);
        let pointing = |token: &Token| POINTING.contains(&&*lower(token));
        let before = tokens.start.checked_sub(1).and_then(|before| all.get(before as usize));
        if !before.is_some_and(pointing) || goes_on {
            return false;
        }
        let Some(words) = all.get(tokens.start as usize..tokens.end as usize) else { return false };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let terms = self.terms.get_or_init(|| Terms::read(document));
        let name = document.text.slice(first.span().cover(last.span()));
        !name.contains(['\'', '’']) && terms.is_undefined(name)
    }

    /// Those clauses or cells that hold a span of money which gaps or overlaps with the one beside it. Cells that name rows or
    /// columns, which hold no evidence by themselves, are among them where no label was asked for.
    pub(super) fn banded(&mut self, of: NodeId, test: StandingTest) -> List {
        let (document, prose) = (self.document(), self.prose());
        let bands = self.bands.get_or_init(|| Bands::read(document, prose, &self.work.scan.founds));
        let told = if test == StandingTest::Gapping { &bands.gapping } else { &bands.overlapping };
        let told = told.clone();
        let list = self.list(of);
        let mut kept = self.buffer();
        kept.extend(list.range().map(|at| self.get(list, at)));
        kept.retain(|found| found.place.is_some_and(|place| told.contains(&BlockId(place.id))));
        if let Node::Unit(Unit::Cell, None) = self.node(of) {
            let labels =
                told.iter().filter(|block| kept.iter().all(|found| found.place.is_none_or(|at| at.id != block.0)));
            let cells = labels.filter(|&&block| document.block(block).cell.is_some());
            let cells: Vec<_> = cells.map(|block| self.place_match(Place { unit: Unit::Cell, id: block.0 })).collect();
            kept.extend(cells);
            kept.sort_by_key(|found| found.tokens.start);
        }
        self.keep(kept)
    }

    /// Whether a place is a definition that is unused, or bears a number that repeats or skips.
    pub(super) fn is_drafted_so(&mut self, id: NodeId, at: u32, test: StandingTest) -> bool {
        let list = self.sort_of(id);
        let Some(place) = self.get(list, at).place else { return false };
        let document = self.document();
        let block = match place.unit {
            Unit::Clause | Unit::Definition => BlockId(place.id),
            Unit::Section => match document.sections.get(place.id as usize).and_then(|section| section.heading) {
                Some(heading) => heading,
                None => return false,
            },
            _ => return false,
        };
        match test {
            StandingTest::Unused => {
                let uses = self.uses.get_or_init(|| Uses::read(document.text.as_str()));
                uses.is_unused(document.block(block).span.range())
            }
            test => {
                let numbering = self.numbering.get_or_init(|| Numbering::read(document));
                let broken = if test == StandingTest::Repeated { &numbering.repeated } else { &numbering.skipping };
                broken.contains(&block)
            }
        }
    }
}
