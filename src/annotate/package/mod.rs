//! The file as an archive of parts, and its lists of them.

mod archive;
mod register;

pub(super) use archive::Archive;
pub(super) use register::{add_comments, append, closed, comments_link, links, links_of, remove_comments, without};
