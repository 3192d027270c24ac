//! A checked program as bytes: made once while govlint is built, and read at each start in place of the rule files.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::Program;

/// The bytes of a program that is to be run; its examples are left out.
pub fn store(program: &Program) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(program)
}

/// The program of some bytes that [`store`] made; none where they are anything else.
pub fn restore(bytes: &'static [u8]) -> Option<Program> {
    postcard::from_bytes(bytes).ok()
}

/// A string that stays where the stored bytes are, as there are many.
pub(super) fn borrowed<'de: 'static, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'static, str>, D::Error> {
    <&str>::deserialize(deserializer).map(Cow::Borrowed)
}
