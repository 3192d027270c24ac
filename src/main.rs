//! The `govlint` command.
fn main() {}
