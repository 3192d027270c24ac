use super::super::lexis::Class;
use super::super::recognise::Reader;
use super::super::token::{Gap, Token};
use super::super::{Prose, Sentence};
use super::clause::{Role, asides, cut};
use super::verb::{Verb, is_finite};
use crate::document::{Block, BlockKind, Document};

/// Tokens of a lead-in that are put in front of an item at most, and lead-ins of lead-ins that are followed.
const MOST: usize = 120;
const LEADS: usize = 3;

/// The words to be read in front of a sentence that does not stand by itself: its lead-in's, and a run-in label's that says
/// something. What joins the two is a colon, unless the last word before it wants to go on.
pub(super) fn led(document: &Document, prose: &Prose, sentence: u32) -> Vec<Token> {
    let Some(own) = prose.sentences.get(sentence as usize) else { return Vec::new() };
    let Some(block) = document.blocks.get(own.block.0 as usize) else { return Vec::new() };
    let mut tokens = lead(document, prose, own, block, LEADS);
    let labelled = block.label.is_some_and(|label| !label.contains(prose.span(&own.tokens)));
    if let Some(before) = sentence.checked_sub(1).filter(|_| labelled) {
        tokens.extend(saying_label(document, prose, own, before));
    }
    tokens
}

/// What stands between a lead-in and the first word behind it: nothing where the lead-in's last verbs, or its last word of
/// grammar, want to go on.
pub(super) fn joint(reader: &Reader) -> Gap {
    let led = reader.end;
    let verb = (0..led).rev().find(|&at| is_finite(reader, at));
    let open = verb.is_some_and(|verb| Verb::read(reader, verb, led).main >= led);
    let goes_on = open || reader.has(led.wrapping_sub(1), Class::FUNCTION);
    if goes_on { Gap::default() } else { Gap::COLON }
}

/// The last sentence of the lead-in, where the item's own has no verb that stands by itself.
fn lead(document: &Document, prose: &Prose, sentence: &Sentence, block: &Block, leads: usize) -> Vec<Token> {
    let Some(lead) = block.lead_in.filter(|_| leads > 0 && block.kind != BlockKind::Heading) else { return Vec::new() };
    let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    let reader = Reader::new(document, prose, start, end);
    let own = cut(&reader, start..end, &asides(&reader, start..end));
    if own.iter().any(|clause| clause.verb.is_some() && clause.role == Role::Main) {
        return Vec::new();
    }
    let Some((above, sentences)) = document.blocks.get(lead.0 as usize).zip(prose.blocks.get(lead.0 as usize)) else {
        return Vec::new();
    };
    let Some(last) = sentences.clone().last().and_then(|last| prose.sentences.get(last as usize)) else {
        return Vec::new();
    };
    let mut tokens = self::lead(document, prose, last, above, leads - 1);
    let own = &prose.tokens[last.tokens.start as usize..last.tokens.end as usize];
    tokens.extend_from_slice(&own[own.len().saturating_sub(MOST)..]);
    tokens
}

/// The tokens of a run-in label in front of a sentence, where it says something: "The following are not delegated: …".
fn saying_label(document: &Document, prose: &Prose, own: &Sentence, label: u32) -> Vec<Token> {
    let Some(label) = prose.sentences.get(label as usize).filter(|label| label.block == own.block) else {
        return Vec::new();
    };
    let (start, end) = (label.tokens.start as usize, label.tokens.end as usize);
    let reader = Reader::new(document, prose, start, end);
    if (start..end).any(|at| is_finite(&reader, at)) { prose.tokens[start..end].to_vec() } else { Vec::new() }
}
