//! The few words of a document by which a person can tell whether a rating is right.

use crate::document::Document;
use crate::engine::Evidence;
use crate::source::Span;

/// Quotes of one rating.
const QUOTES: usize = 2;
/// Words of a quote, and of those in front of what was met.
const WORDS: usize = 45;
const BEFORE: usize = 12;

/// What decides a rating, each with its place: the first of its evidence, an item of a list with what opens the list, without
/// what others hold already, and of long clauses what stands about the words that were met.
pub(super) fn quotes(document: &Document, evidence: &[Evidence]) -> Vec<(Span, String)> {
    let mut quotes: Vec<(Span, String)> = Vec::new();
    for (at, one) in evidence.iter().enumerate() {
        let opens = |other: &Evidence| document.block(other.block).lead_in == Some(one.block);
        let holds = |other: &Evidence| other.span.start <= one.span.start && one.span.end <= other.span.end;
        let again = |(before, other): (usize, &Evidence)| {
            before != at && (other.span != one.span || before < at) && holds(other)
        };
        // What opens a list says little by itself, and stands in front of its items.
        if evidence.iter().any(opens) || evidence.iter().enumerate().any(again) {
            continue;
        }
        let lead = document.block(one.block).lead_in.filter(|lead| evidence.iter().any(|other| other.block == *lead));
        let lead = lead.map(|lead| format!("{} … ", folded(document.text.slice(document.block(lead).span))));
        quotes.push((one.span, lead.unwrap_or_default() + &about(document, one)));
        if quotes.len() == QUOTES {
            break;
        }
    }
    quotes
}

/// The words of a run, where they are many those about what was met.
fn about(document: &Document, evidence: &Evidence) -> String {
    let whole = folded(document.text.slice(evidence.span));
    if whole.split(' ').count() <= WORDS {
        return whole;
    }
    let start = evidence.matched.start.clamp(evidence.span.start, evidence.span.end);
    let front = folded(document.text.slice(Span::new(evidence.span.start, start)));
    let front: Vec<&str> = front.split(' ').filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = whole.split(' ').collect();
    let from = front.len().saturating_sub(BEFORE).min(words.len() - 1);
    let to = (from + WORDS).min(words.len());
    let (before, behind) = (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
    format!("{before}{}{behind}", words.get(from..to).unwrap_or_default().join(" "))
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::BlockId;
    use crate::prose::Standing;
    use crate::read::markdown;

    /// Evidence in the block that holds some words, each run with the words that were met.
    fn quoted(text: &str, met: &[&str]) -> Vec<String> {
        let document = markdown(text.as_bytes()).unwrap();
        let evidence = met.iter().map(|met| {
            let start = document.text.as_str().find(met).unwrap() as u32;
            let matched = Span::new(start, start + met.len() as u32);
            let holds = |span: Span| span.start <= matched.start && matched.end <= span.end;
            let block = document.blocks.iter().position(|block| holds(block.span)).unwrap();
            let (span, block) = (document.blocks[block].span, BlockId(block as u32));
            Evidence { span, matched, block, standing: Standing::STATED, exceptions: [None; 2] }
        });
        quotes(&document, &evidence.collect::<Vec<_>>()).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn an_item_stands_behind_what_opens_its_list() {
        let text = "# Pact\n\nEach club will:\n\n- lend its boats;\n- keep its slip clear.\n";
        assert_eq!(
            quoted(text, &["club will", "lend", "keep"]),
            ["Each club will: … lend its boats;", "Each club will: … keep its slip clear."]
        );
    }

    #[test]
    fn what_is_quoted_is_little_and_no_words_twice() {
        let text = "# Pact\n\nThe master decides.\n\nThe wardens meet.\n\nThe crews row.\n";
        assert_eq!(
            quoted(text, &["master", "decides", "wardens", "crews"]),
            ["The master decides.", "The wardens meet."]
        );
    }

    #[test]
    fn of_a_long_clause_the_words_about_what_was_met_are_quoted() {
        let text = format!("# Pact\n\n{}and then the wardens meet{}\n", "row on ".repeat(40), " in rain".repeat(60));
        let quotes = quoted(&text, &["wardens meet"]);
        assert!(
            quotes[0].starts_with("… ") && quotes[0].ends_with(" …") && quotes[0].contains("then the wardens meet")
        );
        assert_eq!(quotes[0].split(' ').count(), WORDS + 2);
    }
}
