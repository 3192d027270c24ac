//! Any bytes: the reader of plain text ends with a document whose blocks lie in its text and whose text lies in the file, or
//! refuses.

#![no_main]

use govlint::document::BlockId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = govlint::read::plain(bytes) else { return };
    let mut end = 0;
    for (text, file) in document.text.runs() {
        assert!(text.start == end && file.end as usize <= bytes.len());
        end = text.end;
    }
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(document.text.as_str().get(block.span.range()).is_some());
        let _ = document.clause_name(BlockId(index as u32));
    }
});
