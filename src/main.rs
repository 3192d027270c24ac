//! The `govlint` command.

use std::process::ExitCode;

/// A run makes and drops many small things, which this allocator does in less time than that of most systems.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    govlint::cli::main()
}
