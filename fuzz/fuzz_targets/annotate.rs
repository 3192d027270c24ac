#![no_main]

#[allow(dead_code)]
#[path = "../invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| invariants::annotate(bytes));
