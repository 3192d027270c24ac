//! Ten thousand documents in one run: in bounded memory, in the order given, the same bytes on any number of threads.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Documents in the folder.
const MANY: usize = 10_000;
/// What they may take. One document takes 30, those that are worked on or wait for their turn some 15; holding the output of all would
/// take some 40 more.
const MEGABYTES: u64 = 60;
const TIME: Duration = Duration::from_secs(60);

fn fill(folder: &Path) {
    for number in 0..MANY {
        let inner = folder.join(format!("{:03}", number / 100));
        if number % 100 == 0 {
            fs::create_dir(&inner).unwrap();
        }
        let meets = if number % 3 == 0 { "The Group meets monthly." } else { "Disputes are avoided." };
        let document = format!("# Harbour agreement {number}\n\n{meets}\n");
        fs::write(inner.join(format!("{number:05}.md")), document).unwrap();
    }
}

/// What a run over `folder` prints with so many jobs, and the most memory it took, where the system tells.
fn run(folder: &Path, jobs: usize) -> (Vec<u8>, Option<u64>) {
    let out = folder.with_extension("json");
    let mut child = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .args(["check", "--format", "json", "--select", "shore", "--rules", "tests/data/cmd/shore.rules"])
        .args(["--as-of", "2026-11-22", "--fail-on", "never"])
        .args(["--jobs", &jobs.to_string()])
        .arg(folder)
        .stdout(Stdio::from(fs::File::create(&out).unwrap()))
        .spawn()
        .unwrap();
    let mut peak = None;
    let status = loop {
        peak = resident(child.id()).max(peak);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    assert_eq!(status.code(), Some(0));
    (fs::read(out).unwrap(), peak)
}

/// The most memory that a process has taken so far, in megabytes.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

#[test]
fn ten_thousand_documents() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("many");
    fs::create_dir(&folder).unwrap();
    fill(&folder);
    let start = Instant::now();
    let (one, peak) = run(&folder, 1);
    assert!(start.elapsed() < TIME, "it took {:?}", start.elapsed());
    assert!(peak.is_none_or(|peak| peak < MEGABYTES), "it took {peak:?} MB");
    let (four, _) = run(&folder, 4);
    assert!(one == four, "the output depends on the number of threads");
    let report: serde_json::Value = serde_json::from_slice(&one).unwrap();
    let documents = report["documents"].as_array().unwrap();
    assert_eq!((documents.len(), &report["summary"]["documents"]), (MANY, &MANY.into()));
    let paths: Vec<&str> = documents.iter().map(|document| document["path"].as_str().unwrap()).collect();
    assert!(paths.is_sorted(), "the order is not that of the names");
}
