//! Reads what is taken apart by crates that are not ours in a process of its own, with bounds on its memory and time, so that
//! its panic, loop or overflow costs one document.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use super::load;
use crate::diagnostic::Diagnostic;
use crate::read::{LARGEST, PdfText, Unreadable};

/// Time that one document may take.
const TIME: Duration = Duration::from_secs(20);
/// Bytes of the longest answer: the words of a document with their places.
const ANSWER: u64 = 256 << 20;
/// The argument that makes the program a reader, and what comes before the bytes of the document.
const ARGUMENT: &str = "read-pdf";
/// Makes a process the first of a group, which Ctrl-C does not reach: `CREATE_NEW_PROCESS_GROUP`.
#[cfg(windows)]
const NEW_GROUP: u32 = 0x200;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program is `govlint`: it is run as reader of the files that are read apart. Without it they are read in this
/// process.
pub fn read_apart_with(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Whether the arguments of this program make it a reader; then it is one, with at most so many bytes of memory, until its
/// input ends, and says whether it could answer.
pub fn serve(mut arguments: impl Iterator<Item = OsString>) -> Option<bool> {
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let memory = arguments.next()?.to_str()?.parse().ok()?;
    Some(bound(memory).and_then(|()| answer()).is_ok())
}

fn answer() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    let read = PdfText::read(&bytes);
    let answer = postcard::to_allocvec(&read).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    out.write_all(&answer)?;
    out.flush()
}

/// Bounds the memory and processor time of this process.
#[cfg(unix)]
fn bound(memory: u64) -> io::Result<()> {
    use rlimit::Resource;
    let seconds = TIME.as_secs();
    Resource::AS.set(memory, memory)?;
    Resource::CPU.set(seconds, seconds + 1)
}

#[cfg(not(unix))]
fn bound(_: u64) -> io::Result<()> {
    Ok(())
}

/// Reads a PDF file in at most so many bytes of memory.
pub(super) fn pdf(bytes: &[u8], memory: u64) -> Result<PdfText, Diagnostic> {
    let read = match PROGRAM.get() {
        Some(program) => ask(program, bytes, memory, TIME)?,
        None => PdfText::read(bytes),
    };
    read.map_err(Unreadable::into)
}

/// Says to the allocator of the program that it shall not take a gigabyte of addresses at once before its memory is bounded:
/// what it has by then, the bound does not count.
const RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "0");

/// Runs the reader on the bytes of a file, in at most so many bytes of memory and so much time.
fn ask(program: &Path, bytes: &[u8], memory: u64, time: Duration) -> Result<Result<PdfText, Unreadable>, Diagnostic> {
    let mut command = Command::new(program);
    command.args([ARGUMENT, &memory.to_string()]);
    command.env(RESERVE.0, RESERVE.1);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Ctrl-C is for govlint, which lets the documents that it has begun be read.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, NEW_GROUP);
    let mut child =
        command.spawn().map_err(|error| load::unreadable(&format!("its reader does not start: {error}")))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let child = Mutex::new(child);
    thread::scope(|scope| {
        let (done, waits) = channel();
        scope.spawn(move || {
            let sent = stdin.map_or(Ok(()), |mut stdin| stdin.write_all(bytes));
            let mut answer = Vec::new();
            let got = stdout.map_or(Ok(0), |stdout| stdout.take(ANSWER).read_to_end(&mut answer));
            // The reader may have ended early; then its answer is not whole.
            let _ = done.send((sent.is_ok() && got.is_ok()).then_some(answer));
        });
        let answer = waits.recv_timeout(time);
        stop(&child);
        match answer {
            Err(RecvTimeoutError::Timeout) => Err(too_long(time)),
            Ok(Some(answer)) => postcard::from_bytes(&answer).map_err(|_| lost(memory)),
            _ => Err(lost(memory)),
        }
    })
}

fn stop(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let _ = child.kill();
    let _ = child.wait();
}

fn too_long(time: Duration) -> Diagnostic {
    Diagnostic::error(
        "too-slow",
        format!("the file took more than {} seconds to read, and was given up", time.as_secs()),
    )
    .help("open it in a viewer and print or save it as PDF again, or split it")
}

fn lost(memory: u64) -> Diagnostic {
    let message = format!(
        "the file cannot be read in {} MB of memory, or is damaged in a way that ends its reader",
        memory >> 20
    );
    Diagnostic::error("unreadable", message)
        .help("open it in a viewer and print or save it as PDF again, split it, or allow more memory with `--memory`")
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Instant;

    use super::*;

    /// What comes of a reader that is this script.
    fn asked(script: &str, time: Duration) -> Diagnostic {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reader");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        ask(&program, &[b'a'; 1 << 20], 7 << 20, time).unwrap_err()
    }

    #[test]
    fn a_reader_that_does_not_end_is_given_up() {
        for script in ["exec sleep 600", "cat >/dev/null; exec sleep 600", "echo half; exec sleep 600"] {
            let begun = Instant::now();
            let problem = asked(script, Duration::from_secs(1));
            assert_eq!(
                (problem.code, &*problem.message),
                ("too-slow", "the file took more than 1 seconds to read, and was given up")
            );
            assert!(begun.elapsed() < Duration::from_secs(300), "the reader was waited for");
        }
    }

    #[test]
    fn a_reader_that_ends_early_costs_its_document() {
        for script in ["exit 1", "kill -SEGV $$", "cat >/dev/null; echo rubbish", "cat >/dev/null"] {
            let problem = asked(script, TIME);
            assert_eq!(problem.code, "unreadable", "{script}");
            assert!(problem.message.contains("in 7 MB of memory"), "{script}: {}", problem.message);
        }
    }
}
