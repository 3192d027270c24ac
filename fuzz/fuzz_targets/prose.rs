//! Any words: values rise inside their sentences, and every word has a standing.

#![no_main]

use govlint::prose::{Prose, Recogniser, RecogniserSet, Statements, Vocabulary, quantity, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = quantity(text);
    let Ok(document) = govlint::read::markdown(text.as_bytes()) else { return };
    let vocabulary = Vocabulary::new();
    let prose = Prose::read(&document, &vocabulary);
    let mut wanted = RecogniserSet::default();
    Recogniser::ALL.iter().for_each(|&recogniser| wanted.insert(recogniser));
    let mut last = 0;
    for found in recognise(&document, &prose, wanted) {
        assert!(last <= found.tokens.start && found.tokens.start < found.tokens.end);
        assert!(found.value.amount.is_none_or(f64::is_finite));
        last = found.tokens.end;
    }
    let statements = Statements::new(&document, &prose);
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let _ = statements.content(index as u32);
        for token in sentence.tokens.clone() {
            let _ = statements.standing(&(token..token + 1));
        }
    }
});
