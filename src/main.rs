//! The `govlint` program: everything it does is in the library.

use std::process::ExitCode;

/// Documents are read into many small lists: an allocator made for that is a good part of the speed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    govlint::cli::main()
}
