//! Speed of the whole way from the bytes of a document to its ratings and of each stage, in MB per second of processor
//! time, with the shipped rules and with ten times as many, or as many times as the arguments say; `nouns` stands for those
//! of [`nouns`].

mod corpus;
mod nouns;
mod rules;

use std::hint::black_box;
use std::time::Instant;

use govlint::document::Document;
use govlint::engine::{Engine, Settings};
use govlint::language::Program;
use govlint::prose::{Prose, Vocabulary};
use govlint::read::markdown;
use jiff::civil::date;

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DOCUMENTS: u64 = 250;
const ROUNDS: usize = 5;

/// Seconds of processor time that this thread has used; where the system does not tell, seconds of a clock.
fn used(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// The best of several rounds, in seconds.
fn best(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    let rounds = (0..ROUNDS).map(|_| {
        let before = used(start);
        work();
        used(start) - before
    });
    rounds.fold(f64::MAX, f64::min)
}

fn whole(engine: &Engine, texts: &[String]) -> f64 {
    let settings = Settings { as_of: date(2026, 11, 22), kind: None };
    best(|| {
        for text in texts {
            if let Ok(document) = markdown(text.as_bytes()) {
                black_box(engine.rate_without_facts(&document, "", settings));
            }
        }
    })
}

fn main() {
    let texts: Vec<String> = (0..DOCUMENTS).map(corpus::document).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("{DOCUMENTS} documents, {megabytes:.1} MB, {} bytes a document", bytes / texts.len());
    let tell = |name: &str, seconds: f64| println!("{name:<44} {:>7.1} MB/s", megabytes / seconds);

    let documents: Vec<_> = texts.iter().filter_map(|text| markdown(text.as_bytes()).ok()).collect();
    tell("read Markdown", best(|| texts.iter().for_each(|text| drop(black_box(markdown(text.as_bytes()))))));
    let vocabulary = Vocabulary::new();
    tell(
        "read tokens",
        best(|| documents.iter().for_each(|document| drop(black_box(Prose::read(document, &vocabulary))))),
    );

    let asked: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let only_nouns = std::env::args().any(|argument| argument == "nouns");
    for times in if only_nouns {
        vec![1]
    } else if asked.is_empty() {
        vec![1, 10]
    } else {
        asked.clone()
    } {
        let program = rules::program(times);
        println!("\n{} rules, all but the shipped ones with words drawn from the documents", program.rules.len());
        stages(program, &documents, &texts, &tell);
    }
    if asked.is_empty() {
        let program = nouns::program();
        println!("\n{} rules, all but the shipped ones with nouns in templates", program.rules.len());
        stages(program, &documents, &texts, &tell);
    }
}

/// Measures the stages that depend on the rules.
fn stages(program: Program, documents: &[Document], texts: &[String], tell: &dyn Fn(&str, f64)) {
    let start = Instant::now();
    let made = used(start);
    let engine = Engine::new(program.clone());
    println!("made ready in {:.1} ms", (used(start) - made) * 1e3);
    let settings = Settings { as_of: date(2026, 11, 22), kind: None };
    let each = |work: &dyn Fn(&Document)| best(|| documents.iter().for_each(work));
    let rate = |engine: &Engine| each(&|document| drop(black_box(engine.rate_without_facts(document, "", settings))));
    let bare = Program { rules: Vec::new(), facts: Vec::new(), ..program };
    tell("rate by no rule: tokens, kind, placeholders", rate(&Engine::new(bare)));
    tell("rate", rate(&engine));
    tell("rate and take facts", each(&|document| drop(black_box(engine.rate(document, "", settings)))));
    tell("whole way, without facts", whole(&engine, texts));
    let ratings: usize = documents.iter().map(|document| engine.rate(document, "", settings).ratings.len()).sum();
    println!("{ratings} ratings, {:.0} a document", ratings as f64 / documents.len() as f64);
}
