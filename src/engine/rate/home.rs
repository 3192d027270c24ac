use crate::engine::find::Finder;
use crate::engine::plan::{Node, NodeId};
use crate::source::Span;

/// The heading or label that an `at` names, the first in the document; else the first place or words that it finds.
pub(super) fn home(finder: &mut Finder, at: NodeId) -> Option<Span> {
    label(finder, at).or_else(|| {
        let list = finder.list(at);
        let tokens = finder.tokens(list, list.range().next()?);
        if tokens.is_empty() {
            return None;
        }
        let first = finder.layout.sentence(finder.prose().sentence_of(tokens.start));
        let end = tokens.end.min(first.end).max(tokens.start + 1);
        Some(finder.prose().span(&(tokens.start..end)))
    })
}

/// The first label that the expression asks for.
fn label(finder: &mut Finder, at: NodeId) -> Option<Span> {
    match finder.node(at) {
        Node::Union(of) | Node::Or(of) | Node::And(of) => {
            let spans = of.iter().filter_map(|&of| label(finder, of));
            spans.min_by_key(|span| span.start)
        }
        Node::Having(places, _) | Node::ThatIs(places, _) | Node::Find(places) => label(finder, *places),
        Node::Unit(_, Some(headed)) => label(finder, *headed),
        _ => {
            let lists = finder.label_lists(at);
            let firsts = lists.iter().filter_map(|&list| Some((list, list.range().next()?)));
            let sentences = firsts.map(|(list, at)| finder.sentence(list, at));
            let sentence = finder.layout.sentence(sentences.min()?);
            Some(finder.prose().span(&(sentence.start..sentence.end)))
        }
    }
}
