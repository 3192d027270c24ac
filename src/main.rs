//! The `govlint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    govlint::cli::main()
}
