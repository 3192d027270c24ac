//! How long a start takes: the whole process from spawn to exit with all shipped rules and a document of two lines, and the
//! stages of it inside one process, with the shipped rules and with ten times as many, in milliseconds of a clock.
//!
//! The stages are warm, each best of many: what a process pays for fresh memory shows in the whole alone.

#[path = "engine/corpus.rs"]
#[allow(dead_code)]
mod corpus;
#[path = "engine/rules.rs"]
mod rules;

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;

use govlint::engine::{Engine, Settings};
use govlint::language::{compile_to_run, restore, store};
use govlint::read::markdown;
use govlint::workspace::{RuleSet, Session};
use jiff::civil::date;

const DOCUMENT: &str = "# Memorandum of understanding\n\nThe parties agree to meet quarterly.\n";
const RUNS: usize = 100;

/// The best and the middle of several runs, in milliseconds.
fn times(runs: usize, mut work: impl FnMut()) -> (f64, f64) {
    let mut times: Vec<f64> = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        work();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_unstable_by(f64::total_cmp);
    (times[0], times[runs / 2])
}

fn tell(what: &str, (best, middle): (f64, f64)) {
    println!("{what:<56} {best:>8.2} {middle:>8.2} ms");
}

fn session() -> Option<Session> {
    Some(Session::new(RuleSet::load_to_run(&[]).ok()?, date(2026, 11, 22), None))
}

fn main() -> std::io::Result<()> {
    println!("{:<56} {:>8} {:>8}", "", "best", "middle");
    let path = std::env::temp_dir().join(format!("govlint-start-{}.md", std::process::id()));
    std::fs::write(&path, DOCUMENT)?;
    let spawn = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
        let ended = command.args(arguments).arg(&path).stdout(Stdio::null()).status();
        black_box(ended.is_ok());
    };
    tell("process: --version", times(RUNS, || spawn(&["--version"])));
    tell("process: check", times(RUNS, || spawn(&["check", "--format", "json"])));
    std::fs::remove_file(&path)?;

    let files = RuleSet::load_to_run(&[]).map(|rules| rules.files).unwrap_or_default();
    tell("read and check the rule files", times(RUNS / 4, || drop(black_box(compile_to_run(&files)))));
    tell("load the program", times(RUNS, || drop(black_box(RuleSet::load_to_run(&[])))));
    tell("load it and make the engine", times(RUNS, || drop(black_box(session()))));
    tell(
        "load it, make the engine and rate a first document",
        times(RUNS, || drop(black_box(session().map(|session| session.assess("two.md", DOCUMENT.as_bytes()))))),
    );
    if let Some(session) = session() {
        tell("rate another", times(RUNS, || drop(black_box(session.assess("two.md", DOCUMENT.as_bytes())))));
    }
    println!("\nthe shipped rules so many times over");
    [1, 10].into_iter().for_each(stages);
    Ok(())
}

/// The stages with the shipped rules so many times over, stored as those of govlint itself are.
fn stages(many: u64) {
    let Ok(bytes) = store(&rules::program(many)) else { return };
    let bytes: &'static [u8] = Vec::leak(bytes);
    println!("{many}: a stored program of {} KB", bytes.len() / 1000);
    tell("load the program", times(RUNS, || drop(black_box(restore(bytes)))));
    tell("load it and make the engine", times(RUNS, || drop(black_box(restore(bytes).map(Engine::new)))));
    let settings = Settings { as_of: date(2026, 11, 22), kind: None };
    let Ok(document) = markdown(DOCUMENT.as_bytes()) else { return };
    let rated = || Some(Engine::new(restore(bytes)?).rate(&document, "", settings));
    tell("load it, make the engine and rate a first document", times(RUNS, || drop(black_box(rated()))));
}
