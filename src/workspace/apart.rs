//! Reads what is taken apart by crates that are not ours in a process of its own, with bounds on its memory and time, so that
//! its panic, loop or overflow costs one document.

use std::io::{self, Read, Write};
use std::path::PathBuf;
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

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program is `govlint`: it is run as reader of the files that are read apart. Without it they are read in this
/// process.
pub fn read_apart_with(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Whether the arguments of this program make it a reader; then it is one, with at most so many bytes of memory, until its
/// input ends, and says whether it could answer.
pub fn serve(mut arguments: impl Iterator<Item = String>) -> Option<bool> {
    if arguments.next().as_deref() != Some(ARGUMENT) {
        return None;
    }
    let memory = arguments.next().and_then(|memory| memory.parse().ok())?;
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
        Some(program) => ask(program, bytes, memory)?,
        None => PdfText::read(bytes),
    };
    read.map_err(Unreadable::into)
}

/// Runs the reader on the bytes of a file.
fn ask(program: &PathBuf, bytes: &[u8], memory: u64) -> Result<Result<PdfText, Unreadable>, Diagnostic> {
    let mut command = Command::new(program);
    command.args([ARGUMENT, &memory.to_string()]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
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
        let answer = waits.recv_timeout(TIME);
        stop(&child);
        match answer {
            Err(RecvTimeoutError::Timeout) => Err(too_long()),
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

fn too_long() -> Diagnostic {
    Diagnostic::error(
        "too-slow",
        format!("the file took more than {} seconds to read, and was given up", TIME.as_secs()),
    )
    .help("open it in a viewer and print or save it as PDF again, or split it")
}

fn lost(memory: u64) -> Diagnostic {
    let message = format!(
        "the file cannot be read in {} MB of memory, or is damaged in a way that ends its reader",
        memory >> 20
    );
    Diagnostic::error("unreadable", message).help("open it in a viewer and print or save it as PDF again, or split it")
}
