//! Whole runs over a tree of many documents, as an auditor has it: time, memory, a second run with a cache, two jobs against one.
//!
//! `cargo bench --bench batch -- 10000` makes a tree of so many documents (1,000 where nothing is said); a second number says how
//! often two jobs are measured against one (5).

mod tree;

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FORMATS: [&str; 6] = ["text", "short", "json", "csv", "sarif", "html"];

/// What a run took.
struct Took {
    wall: Duration,
    /// The most memory, in megabytes; none where the system does not tell.
    memory: Option<u64>,
    /// Bytes that it printed.
    printed: u64,
}

/// The most memory that a process has taken so far, in megabytes.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

fn run(govlint: &str, folder: &Path, arguments: &[&str]) -> io::Result<Took> {
    let out = folder.with_extension("out");
    let begun = Instant::now();
    let mut child = Command::new(govlint)
        .args(["check", "--as-of", "2026-11-22", "--fail-on", "never"])
        .args(arguments)
        .arg(folder)
        .stdout(Stdio::from(File::create(&out)?))
        .spawn()?;
    let mut memory = None;
    let status = loop {
        memory = resident(child.id()).max(memory);
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    if !status.success() {
        return Err(io::Error::other(format!("{arguments:?} ended with {status}")));
    }
    Ok(Took { wall: begun.elapsed(), memory, printed: fs::metadata(out)?.len() })
}

fn tell(what: &str, took: &Took) {
    let memory = took.memory.map_or("?".to_owned(), |memory| memory.to_string());
    println!("| {what} | {:.2} | {memory} | {:.1} |", took.wall.as_secs_f64(), took.printed as f64 / 1e6);
}

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (documents, pairs) = (numbers.next().unwrap_or(1000), numbers.next().unwrap_or(5));
    // Another govlint can be measured on the same tree.
    let govlint = std::env::var("GOVLINT").unwrap_or_else(|_| env!("CARGO_BIN_EXE_govlint").to_owned());
    let root = tempfile::tempdir()?;
    let folder = root.path().join("partners");
    fs::create_dir(&folder)?;
    tree::plant(&folder, documents)?;
    println!("{documents} documents in {} bundles\n", documents.div_ceil(tree::BUNDLE));
    println!("| run | seconds | most memory, MB | printed, MB |\n| --- | --- | --- | --- |");
    for format in FORMATS {
        tell(format, &run(&govlint, &folder, &["--format", format])?);
    }
    let jobs = |jobs| run(&govlint, &folder, &["--format", "json", "--jobs", jobs]);
    let mut ratios = Vec::new();
    for pair in 0..pairs {
        let (one, two) = (jobs("1")?, jobs("2")?);
        if pair == 0 {
            tell("json, one job", &one);
            tell("json, two jobs", &two);
        }
        ratios.push(one.wall.as_secs_f64() / two.wall.as_secs_f64());
    }
    if pairs > 0 {
        let kept = root.path().join("kept");
        let cache = ["--format", "json", "--cache", kept.to_str().unwrap_or("kept")];
        for what in ["json, first run with a cache", "json, second run"] {
            tell(what, &run(&govlint, &folder, &cache)?);
        }
        ratios.sort_by(f64::total_cmp);
        println!(
            "\none job takes {:.2} times as long as two, median of {pairs} pairs in turn: {ratios:.2?}",
            ratios[pairs / 2]
        );
        println!("the cache has {:.0} MB", size(&kept)? as f64 / 1e6);
    }
    Ok(())
}

/// Bytes of the files of a folder.
fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
