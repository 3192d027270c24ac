//! Reads and checks the rule files that are part of govlint while it is built, so that no start has to.
//!
//! The rooms that read rules are taken in as modules, as a build script cannot use the crate that it builds. Writes
//! `shipped.rs`, the list of the files with their texts, `digests.rs`, the digests of their packs, and `shipped.program`, the
//! checked program, which is empty where a rule has an error, so that a govlint is built all the same that can tell of it.

// Only what reads rules is called.
#![allow(dead_code, unused_imports)]

#[path = "src/diagnostic.rs"]
mod diagnostic;
#[path = "src/document/mod.rs"]
mod document;
#[path = "src/language/mod.rs"]
mod language;
#[path = "src/prose/mod.rs"]
mod prose;
#[path = "src/source/mod.rs"]
mod source;

/// Stands in for the reader of Markdown: where rules are read to be run, their examples are left unread.
mod read {
    use crate::{diagnostic::Diagnostic, document::Document};

    pub fn markdown(_: &[u8]) -> Result<Document, Diagnostic> {
        Err(Diagnostic::error("unread", "no document is read here"))
    }
}

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use language::{Program, RuleFile, compile_to_run, store};
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=rules");
    let mut files = Vec::new();
    find(&root, "rules", &mut files)?;
    files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    fs::write(out.join("shipped.rs"), list(&root, &files)?)?;
    let (program, problems) = compile_to_run(&files);
    for problem in &problems {
        let file = problem.labels.first().and_then(|label| files.get(label.file.0 as usize));
        println!("cargo::warning={}: {}", file.map_or("rules", |file| &file.name), problem.message);
    }
    let stored = if problems.is_empty() { store(&program)? } else { Vec::new() };
    fs::write(out.join("shipped.program"), stored)?;
    fs::write(out.join("digests.rs"), digests(&program, &files))?;
    Ok(())
}

/// Adds the rule files of a folder, named from the root with forward slashes.
fn find(root: &Path, folder: &str, files: &mut Vec<RuleFile>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            find(root, &name, files)?;
        } else if name.ends_with(".rules") {
            files.push(RuleFile { text: fs::read_to_string(entry.path())?.into(), name });
        }
    }
    Ok(())
}

/// Rust source of the list of files: each with its name and its text.
fn list(root: &Path, files: &[RuleFile]) -> Result<String, Box<dyn Error>> {
    let mut list = String::from("&[\n");
    for file in files {
        writeln!(list, "({:?}, include_str!({:?})),", file.name, root.join(&file.name))?;
    }
    list.push_str("]\n");
    Ok(list)
}

/// Rust source of the digests of the packs, in their order: each of its files, one after another.
fn digests(program: &Program, files: &[RuleFile]) -> String {
    let digests = program.packs.iter().map(|pack| {
        let mut digest = Sha256::new();
        files
            .iter()
            .filter(|file| file.pack() == Some(&pack.name))
            .for_each(|file| digest.update(file.text.as_bytes()));
        format!("Digest::known({:?}),\n", <[u8; 32]>::from(digest.finalize()))
    });
    format!("&[\n{}]\n", digests.collect::<String>())
}
