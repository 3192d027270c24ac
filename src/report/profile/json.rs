use serde::Serialize;

use super::super::json::VERSION;
use super::Profiling;

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    documents: usize,
    nanoseconds: u64,
    reading: Spent,
    facts: Spent,
    rules: Vec<Rule<'a>>,
    words: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Spent {
    nanoseconds: u64,
    share: f64,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    #[serde(flatten)]
    spent: Spent,
    documents: usize,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    written: String,
    decided: usize,
}

#[derive(Serialize)]
struct Words<'a> {
    words: &'a str,
    #[serde(flatten)]
    spent: Spent,
    /// Documents that were asked for them.
    documents: usize,
    /// Those that hold them.
    met: usize,
    hits: usize,
}

impl Profiling<'_> {
    /// The same for programs: one JSON object.
    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        let spent = |nanoseconds| Spent { nanoseconds, share: self.share(nanoseconds) };
        let rules = self.rules().into_iter().map(|(rule, used)| Rule {
            rule: self.program.rules.get(rule.at()).map_or("", |rule| &rule.id),
            spent: spent(used.time),
            documents: used.documents,
            lines: self.arms(rule, used).map(|(written, decided)| Line { written, decided }).collect(),
        });
        let words = self.words().into_iter().map(|(words, used)| Words {
            words: &words.name,
            spent: spent(used.time),
            documents: used.documents,
            met: used.met,
            hits: used.hits,
        });
        let mut out = serde_json::to_vec_pretty(&Object {
            version: VERSION,
            documents: self.profile.documents,
            nanoseconds: self.profile.whole,
            reading: spent(self.profile.reading),
            facts: spent(self.profile.facts),
            rules: rules.collect(),
            words: words.collect(),
        })?;
        out.push(b'\n');
        Ok(out)
    }
}
