//! What is shipped beside the program, made from the description of its own commands.

mod completions;
mod man;

pub(super) use completions::Completions;
pub(super) use man::Man;
