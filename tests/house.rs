//! The laws of the house that a compiler does not keep: which room may use which, and that only `workspace` and what stands
//! on it has files, threads and the clock.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The rooms of `src/`, in the order in which data flows; each may use those in front of it.
const ROOMS: [&str; 14] = [
    "source",
    "diagnostic",
    "document",
    "read",
    "prose",
    "language",
    "engine",
    "bundle",
    "assess",
    "score",
    "report",
    "annotate",
    "workspace",
    "cli",
];

/// The rooms that do not use what stands directly in front of them.
const APART: [(&str, &str); 3] = [("workspace", "annotate"), ("workspace", "report"), ("workspace", "score")];

/// What reaches outside: files, the environment, threads, the clock, the terminal.
const OUTSIDE: &str = r"\bstd::(fs|env|net|process|thread|time)\b|\b(indicatif|ctrlc|ignore|terminal_size)::|\bZoned\b|\bTimestamp\b|\b(stdin|stdout|stderr)\(|\be?print(ln)?!|\bdbg!";

/// The rooms that may.
const OPEN: [&str; 2] = ["workspace", "cli"];

/// What a file of a room does that it may not.
fn breaches(room: &str, source: &str) -> Vec<String> {
    let code = code(source);
    let place = ROOMS.iter().position(|name| *name == room).unwrap_or(ROOMS.len());
    let may_use = |used: &str| {
        let in_front = ROOMS[..place].contains(&used) && !APART.contains(&(room, used));
        used == room || in_front || !ROOMS.contains(&used)
    };
    let used = Regex::new(r"\bcrate::(\w+)").unwrap();
    let uses = used.captures_iter(&code).map(|found| found[1].to_owned()).filter(|used| !may_use(used));
    let mut breaches: Vec<String> = uses.map(|used| format!("uses the room `{used}`")).collect();
    if !OPEN.contains(&room) {
        let outside = Regex::new(OUTSIDE).unwrap();
        breaches.extend(outside.find_iter(&code).map(|found| format!("reaches outside with `{}`", found.as_str())));
    }
    breaches
}

/// The code of a file without comments and without its tests.
fn code(source: &str) -> String {
    let end =
        source.find("#[cfg(test)]\nmod tests").or_else(|| source.find("#[cfg(test)]\n#[allow")).unwrap_or(source.len());
    let lines = source[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The files of a room and of the rooms in it, those left out that are for tests alone.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let module = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
    let for_tests = Regex::new(r"#\[cfg\(test\)\]\s*(?:pub(?:\(\w+\))? )?mod (\w+);").unwrap();
    let for_tests: Vec<String> = for_tests.captures_iter(&module).map(|found| found[1].to_owned()).collect();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_stem().is_some_and(|name| for_tests.iter().any(|test| name == &**test)) {
            continue;
        }
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_room_keeps_the_laws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 50, "{} files are too few to be all", files.len());
    let mut all = Vec::new();
    for path in files {
        let inside = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let room = inside.split('/').next().unwrap().trim_end_matches(".rs");
        if !matches!(room, "lib" | "main") {
            assert!(ROOMS.contains(&room), "`{room}` has no place in the order of rooms");
            let found = breaches(room, &fs::read_to_string(&path).unwrap());
            all.extend(found.iter().map(|breach| format!("src/{inside} {breach}")));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn breaches_are_found() {
    for (room, source, breach) in [
        ("prose", "use crate::engine::Engine;", "uses the room `engine`"),
        ("workspace", "use crate::report::Text;", "uses the room `report`"),
        ("report", "fn f() { crate::workspace::today(); }", "uses the room `workspace`"),
        ("read", "let bytes = std::fs::read(path)?;", "reaches outside with `std::fs`"),
        ("engine", "use std::time::Instant;", "reaches outside with `std::time`"),
        ("engine", "use ignore::WalkBuilder;", "reaches outside with `ignore::`"),
        ("assess", "let day = jiff::Zoned::now();", "reaches outside with `Zoned`"),
        ("report", "println!(\"x\");", "reaches outside with `println!`"),
    ] {
        assert_eq!(breaches(room, source), [breach], "{source}");
    }
    for (room, source) in [
        ("engine", "use crate::prose::Prose;"),
        ("cli", "use crate::report::Text; use std::io::stdout; fn f() { stdout(); }"),
        ("workspace", "let text = std::fs::read(path);"),
        ("source", "// as std::fs does\n#[cfg(test)]\nmod tests { use std::fs; }"),
    ] {
        assert_eq!(breaches(room, source), [] as [&str; 0], "{source}");
    }
}
