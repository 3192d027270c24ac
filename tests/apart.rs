//! PDF files that would take more than their reader may: read by the command in a process of its own, and the batch goes on.

#![cfg(all(unix, feature = "pdf"))]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;

/// A file of one page whose content unpacks to so many megabytes of spaces (PDF 32000-1, 7.4.5: run lengths).
fn bomb(megabytes: usize) -> Vec<u8> {
    let runs = [0x81, b' '].repeat((megabytes << 20) / 128);
    let mut file = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>> endobj\n"
        .to_vec();
    file.extend(format!("4 0 obj <</Length {}/Filter/RunLengthDecode>> stream\n", runs.len()).bytes());
    file.extend(runs);
    file.extend(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    file
}

#[test]
fn a_bomb_costs_its_document_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bomb.pdf"), bomb(256)).unwrap();
    fs::write(folder.path().join("small.pdf"), bomb(1)).unwrap();
    fs::copy("tests/data/pdf/forum.pdf", folder.path().join("forum.pdf")).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .args(["check", "--no-config", "--format", "short", "--memory", "128", "--fail-on", "never"])
        .args(["--select", "practice.tor.review"])
        .args(["bomb.pdf", "small.pdf", "forum.pdf"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(2), "{out}");
    assert!(out.contains("bomb.pdf: error[unreadable] the file cannot be read in 128 MB of memory"), "{out}");
    assert!(out.contains("small.pdf: error[no-text]"), "it was taken apart, and holds no word: {out}");
    assert!(out.contains("forum.pdf: the title, page 1: red[practice.tor.review]"), "{out}");
}
