use std::cell::OnceCell;

use super::standing::combine;
use super::{Finder, List, Spot};
use crate::engine::place::{Context, Layout, Place, Tokens};
use crate::engine::plan::{Node, NodeId};
use crate::language::model::Unit;
use crate::prose::{Standing, StandingKind};

/// What is asked of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Ask {
    /// Whether it holds.
    Hold,
    /// How firmly.
    Standing,
    /// The words that made it hold; they are pushed with this rank.
    Hits(u8),
}

/// What came of a test that holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Held {
    /// Whether something was found in own words.
    pub own: bool,
    /// How firmly it holds; only told where it was asked for.
    pub standing: Standing,
}

impl Held {
    const CONTEXT: Held = Held { own: false, standing: Standing::STATED };

    fn and(self, other: Held) -> Held {
        Held { own: self.own || other.own, standing: combine(self.standing, other.standing) }
    }

    /// The better of two: in own words, then firmer.
    fn or(self, other: Held) -> Held {
        let rank = |held: &Held| (!held.own, held.standing.kind);
        if rank(&other) < rank(&self) { other } else { self }
    }
}

/// Where a test looks.
#[derive(Debug)]
pub(in crate::engine) struct Scope<'a> {
    /// The tokens of the place; none for the whole list of each node.
    pub own: Option<Tokens>,
    /// The place whose context counts.
    place: Option<(Layout<'a>, Place)>,
    context: OnceCell<Context>,
}

impl<'a> Scope<'a> {
    /// All of a document, without context: what an arm looks at.
    pub fn everything() -> Scope<'static> {
        Scope { own: None, place: None, context: OnceCell::new() }
    }

    /// A place with its context.
    pub fn of(layout: Layout<'a>, place: Place) -> Self {
        Self { own: Some(layout.tokens(place)), place: Some((layout, place)), context: OnceCell::new() }
    }

    /// The same place without its context: what `not` looks at, since a heading says nothing of a sentence under it.
    fn bare(&self) -> Scope<'a> {
        Scope { own: self.own, place: self.place.filter(|_| self.is_of_labels()), context: OnceCell::new() }
    }

    fn context(&self) -> Option<&Context> {
        let (layout, place) = self.place?;
        Some(self.context.get_or_init(|| layout.context(place)))
    }

    /// Whether labels are what the place itself is made of.
    fn is_of_labels(&self) -> bool {
        self.place.is_some_and(|(_, place)| place.unit == Unit::SignatureBlock)
    }
}

/// Matches of one operand whose words are shown.
const SHOWN: usize = 12;

impl Finder<'_> {
    /// Whether an expression holds somewhere in the document, as an arm asks it.
    pub fn holds(&mut self, id: NodeId) -> bool {
        self.test(id, &Scope::everything(), Ask::Hold, true).is_some()
    }

    /// Whether a condition holds in a scope. `strict` takes stated matches only.
    pub fn test(&mut self, id: NodeId, scope: &Scope, ask: Ask, strict: bool) -> Option<Held> {
        match self.node(id) {
            Node::And(of) => {
                let mut all: Option<Held> = None;
                for &of in of {
                    let held = self.test(of, scope, ask, strict)?;
                    all = Some(all.map_or(held, |all| all.and(held)));
                }
                all
            }
            Node::Or(of) => {
                let mut best: Option<Held> = None;
                for &of in of {
                    let Some(held) = self.test(of, scope, ask, strict) else { continue };
                    best = Some(best.map_or(held, |best| best.or(held)));
                    if ask == Ask::Hold && held.own {
                        break;
                    }
                }
                best
            }
            Node::Not(of) => {
                let inner = if ask == Ask::Hold { Ask::Hold } else { Ask::Standing };
                self.test(*of, &scope.bare(), inner, true).is_none().then_some(Held::CONTEXT)
            }
            Node::AtLeast { number, different, of } => self.at_least(*number, *different, *of, scope, ask, strict),
            Node::AtLeastOf(number, of) => self.at_least_of(*number as usize, of, scope, ask, strict),
            Node::Every(find, test) => self.every(*find, *test, scope, ask),
            Node::Find(_) => self.leaf(id, scope, ask, true),
            _ => self.leaf(id, scope, ask, strict),
        }
    }

    /// Whether a node that has matches has one in a scope: in its own words, else in its context.
    fn leaf(&mut self, id: NodeId, scope: &Scope, ask: Ask, strict: bool) -> Option<Held> {
        if scope.is_of_labels() {
            return self.leaf_in_labels(id, scope, ask);
        }
        let list = match scope.own {
            Some(own) => self.list_in(id, own),
            None => self.list(id),
        };
        let range = scope.own.map_or(list.range(), |own| self.within(list, own));
        let tells = strict || ask == Ask::Standing;
        let mut best: Option<Held> = None;
        let mut shown = 0;
        for at in range {
            if scope.own.is_some_and(|own| self.tokens(list, at).end > own.end) {
                continue;
            }
            if ask == Ask::Hold && !strict {
                return Some(Held { own: true, standing: Standing::STATED });
            }
            let standing = if tells { self.standing(id, at) } else { Standing::STATED };
            if strict && standing.kind != StandingKind::Stated {
                continue;
            }
            let held = Held { own: true, standing };
            best = Some(best.map_or(held, |best| best.or(held)));
            if let Ask::Hits(rank) = ask {
                self.push_spots(id, at, rank);
                shown += 1;
            }
            let settled = standing.kind == StandingKind::Stated && !matches!(ask, Ask::Hits(_));
            if settled || shown >= SHOWN {
                break;
            }
        }
        if best.is_some() { best } else { self.leaf_in_context(id, scope, ask, strict) }
    }

    fn leaf_in_context(&mut self, id: NodeId, scope: &Scope, ask: Ask, strict: bool) -> Option<Held> {
        scope.place?;
        let has_labels = self.has_labels(id);
        if !has_labels && !self.work.items.has_any() {
            return None;
        }
        let context = scope.context()?;
        let tells = strict || ask == Ask::Standing;
        if has_labels && context.labels.as_slice().iter().any(|&tokens| self.in_labels(id, tokens)) {
            return Some(Held::CONTEXT);
        }
        for &lead in context.leads.as_slice() {
            let list = self.list_in(id, lead);
            for at in self.within(list, lead) {
                let standing = if tells { self.standing(id, at) } else { Standing::STATED };
                let inside = self.tokens(list, at).end <= lead.end;
                if !inside || (strict && standing.kind != StandingKind::Stated) {
                    continue;
                }
                if let Ask::Hits(rank) = ask {
                    let from = self.work.spots.len();
                    self.push_spots(id, at, rank);
                    self.work.spots[from..].iter_mut().for_each(|spot| spot.lead = true);
                }
                return Some(Held { own: false, standing });
            }
        }
        None
    }

    /// In a signature block every line is its own.
    fn leaf_in_labels(&mut self, id: NodeId, scope: &Scope, ask: Ask) -> Option<Held> {
        let own = scope.own?;
        for list in self.label_lists(id) {
            if let Some(at) = self.within(list, own).next() {
                if let Ask::Hits(rank) = ask {
                    let (tokens, sentence) = (self.tokens(list, at), self.sentence(list, at));
                    self.work.spots.push(Spot { tokens, sentence, value: Some(at), rank, lead: false });
                }
                return Some(Held { own: true, standing: Standing::STATED });
            }
        }
        None
    }

    /// The lists in labels of all leaves that a node may be found by.
    pub fn label_lists(&mut self, id: NodeId) -> Vec<List> {
        match self.node(id) {
            Node::Find(of) | Node::ThatIs(of, _) => self.label_lists(*of),
            Node::Union(of) | Node::Or(of) => of.iter().flat_map(|&of| self.label_lists(of)).collect(),
            _ => Some(self.labels(id)).filter(|list| !list.is_empty()).into_iter().collect(),
        }
    }

    /// Whether a node may be found in labels at all.
    pub(super) fn has_labels(&mut self, id: NodeId) -> bool {
        match self.node(id) {
            Node::Find(of) | Node::ThatIs(of, _) => self.has_labels(*of),
            Node::Union(of) | Node::Or(of) => of.iter().any(|&of| self.has_labels(of)),
            _ => !self.labels(id).is_empty(),
        }
    }

    /// Whether a label in a range has a match of a node.
    pub(super) fn in_labels(&mut self, id: NodeId, tokens: Tokens) -> bool {
        match self.node(id) {
            Node::Find(of) | Node::ThatIs(of, _) => self.in_labels(*of, tokens),
            Node::Union(of) | Node::Or(of) => of.iter().any(|&of| self.in_labels(of, tokens)),
            _ => {
                let labels = self.labels(id);
                !self.within(labels, tokens).is_empty()
            }
        }
    }
}
