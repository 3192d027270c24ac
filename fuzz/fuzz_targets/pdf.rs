//! Any bytes: the reader of PDF ends with a document whose blocks lie in its text and whose words follow each other, or
//! refuses.

#![no_main]

use govlint::document::BlockId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = govlint::read::pdf(bytes) else { return };
    let mut end = 0;
    for (text, _) in document.text.runs() {
        assert_eq!(text.start, end);
        end = text.end;
    }
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(document.text.as_str().get(block.span.range()).is_some());
        let _ = document.clause_name(BlockId(index as u32));
    }
});
