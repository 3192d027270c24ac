//! Many documents in one run: the same output on any number of threads and with results of an earlier run, nothing but results
//! in a pipe, and what is done when somebody stops it.

#![allow(clippy::unwrap_used)]

#[path = "../benches/batch/tree.rs"]
mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A tree of so many documents.
fn planted(documents: usize) -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("partners");
    fs::create_dir(&folder).unwrap();
    tree::plant(&folder, documents).unwrap();
    (root, folder)
}

fn check(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
    command.args(["check", "--as-of", "2026-11-22", "--fail-on", "never"]).args(arguments).arg(folder);
    command
}

/// What a run prints, which ends well and says nothing besides.
fn printed(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let Output { status, stdout, stderr } = check(folder, arguments).output().unwrap();
    assert_eq!((status.code(), String::from_utf8_lossy(&stderr)), (Some(0), "".into()), "{arguments:?}");
    assert!(!stdout.is_empty());
    stdout
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_output_is_the_same_on_any_number_of_threads_and_from_a_cache() {
    let (root, folder) = planted(45);
    let kept = root.path().join("kept");
    let cache = ["--cache", shown(&kept)];
    for (format, jobs) in [("json", "3"), ("text", "2"), ("html", "7")] {
        let one = printed(&folder, &["--format", format, "--jobs", "1"]);
        assert!(one == printed(&folder, &["--format", format, "--jobs", jobs]), "{format} on {jobs} threads");
        let format = ["--format", format, "--jobs", jobs];
        for run in ["first", "second"] {
            assert!(one == printed(&folder, &[&format[..], &cache].concat()), "{format:?}, {run} run with a cache");
        }
    }
}

#[test]
fn a_cache_is_cleared_and_takes_no_place_of_other_things() {
    let (root, folder) = planted(3);
    let kept = root.path().join("kept");
    let one = printed(&folder, &["--cache", shown(&kept)]);
    // In the folder of the documents too it is none of them.
    let inside = folder.join("kept");
    assert!(
        one == printed(&folder, &["--cache", shown(&inside)]) && one == printed(&folder, &["--cache", shown(&inside)])
    );
    let refused = check(&folder, &["--cache", shown(&folder)]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!((refused.status.code(), said.contains("it holds other things")), (Some(2), true), "{said}");
    let clear = |folder: &Path| {
        let govlint =
            Command::new(env!("CARGO_BIN_EXE_govlint")).args(["cache", "clear"]).arg(folder).output().unwrap();
        (govlint.status.code(), String::from_utf8(govlint.stdout).unwrap())
    };
    assert_eq!(clear(&kept), (Some(0), "3 results removed.\n".to_owned()));
    assert_eq!((clear(&folder).0, kept.exists(), folder.join("region-00").exists()), (Some(2), false, true));
}

/// Runs that are stopped.
#[cfg(unix)]
mod stopped {
    use std::io::Read;
    use std::process::Child;
    use std::time::Duration;

    use serde_json::Value;

    use super::*;

    /// A run over many documents that has printed something and cannot print all of it, as nobody reads on.
    fn begun(folder: &Path, arguments: &[&str]) -> (Child, Vec<u8>) {
        let piped = || Stdio::piped();
        let mut run = check(folder, arguments).stdout(piped()).stderr(piped()).spawn().unwrap();
        let mut head = vec![0; 64];
        run.stdout.as_mut().unwrap().read_exact(&mut head).unwrap();
        (run, head)
    }

    fn signal(run: &Child, name: &str) {
        let sent = Command::new("kill").args([name, &run.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    #[test]
    fn what_is_done_is_printed_and_no_file_is_written() {
        let (root, folder) = planted(320);
        let files = root.path().join("out");
        fs::create_dir(&files).unwrap();
        fs::write(files.join("x.csv"), "before").unwrap();
        let [csv, saved] = ["x.csv", "x.json"].map(|name| files.join(name));
        let csv = format!("csv={}", shown(&csv));
        let (run, head) = begun(&folder, &["--format", "json", "--output", &csv, "--save", shown(&saved)]);
        signal(&run, "-INT");
        // The program is told by a thread of its own.
        std::thread::sleep(Duration::from_millis(500));
        let Output { status, stdout, stderr } = run.wait_with_output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(130), "{said}");
        let report: Value = serde_json::from_slice(&[head, stdout].concat()).unwrap();
        let documents = report["documents"].as_array().unwrap();
        let left = report["interrupted"]["left"].as_u64().unwrap() as usize;
        assert!(documents.len() + left == 320 && left > 0, "{} and {left}", documents.len());
        assert_eq!(report["summary"]["documents"], documents.len());
        assert!(documents.iter().all(|document| document["error"].is_null()));
        assert!(said.contains(&format!("the run was interrupted: {left} of 320 documents were not read")), "{said}");
        for (at, bundle) in report["bundles"].as_array().unwrap().iter().enumerate() {
            let rated = bundle["ratings"].as_array().unwrap();
            let whole = (at + 1) * tree::BUNDLE <= documents.len();
            assert_eq!(rated.is_empty(), !whole, "{} of {} documents", bundle["name"], documents.len());
        }
        assert_eq!(fs::read_dir(&files).unwrap().count(), 1, "nothing is left behind");
        assert_eq!(fs::read(files.join("x.csv")).unwrap(), b"before");
    }

    #[test]
    fn a_second_time_ends_it_at_once_and_leaves_nothing() {
        let (root, folder) = planted(320);
        let out = root.path().join("out");
        fs::create_dir(&out).unwrap();
        let csv = format!("csv={}", shown(&out.join("x.csv")));
        let (mut run, _) = begun(&folder, &["--format", "json", "--output", &csv]);
        // Nobody reads what it prints, so that it would wait for ever.
        for _ in 0..2 {
            signal(&run, "-INT");
            std::thread::sleep(Duration::from_millis(500));
        }
        assert_eq!(run.wait().unwrap().code(), Some(130));
        assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
    }

    #[test]
    fn killed_at_any_moment_it_leaves_no_broken_result() {
        let (root, folder) = planted(60);
        let kept = root.path().join("kept");
        let arguments = ["--format", "json", "--cache", shown(&kept)];
        for _ in 0..3 {
            let (mut run, _) = begun(&folder, &arguments);
            signal(&run, "-KILL");
            run.wait().unwrap();
        }
        let one = printed(&folder, &arguments[..2]);
        assert!(one == printed(&folder, &arguments) && one == printed(&folder, &arguments));
    }
}
