use serde::Serialize;

use super::super::Traced;
use super::super::words;
use crate::engine::TracedMatch;
use crate::source::Span;

#[derive(Serialize)]
struct Trace<'a> {
    version: u32,
    rule: &'a str,
    path: &'a str,
    words: Vec<Words<'a>>,
    finds: Vec<Find<'a>>,
    lines: Vec<Line>,
    rating: &'static str,
    reason: &'static str,
    message: &'a str,
}

#[derive(Serialize)]
struct Words<'a> {
    name: &'a str,
    count: usize,
    places: Vec<Place>,
    in_labels: usize,
    label_places: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    line: Option<u32>,
    column: Option<u32>,
    byte: Option<u32>,
    clause: Option<String>,
    page: Option<u32>,
    quote: String,
}

#[derive(Serialize)]
struct Find<'a> {
    name: &'a str,
    count: usize,
    matches: Vec<Match>,
}

#[derive(Serialize)]
struct Match {
    #[serde(flatten)]
    place: Place,
    standing: &'static str,
    due: Option<String>,
    excepted: bool,
    counts: bool,
    hits: Vec<Place>,
}

#[derive(Serialize)]
struct Line {
    written: String,
    holds: bool,
    decided: bool,
}

impl Traced<'_> {
    /// The same for programs: one JSON object.
    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        let words = self.trace.words.iter().map(|group| Words {
            name: self.program.words.get(group.words.at()).map_or("", |words| &words.name),
            count: group.own.1,
            places: group.own.0.iter().map(|&span| self.stands(span)).collect(),
            in_labels: group.labels.1,
            label_places: group.labels.0.iter().map(|&span| self.stands(span)).collect(),
        });
        let finds = self.trace.finds.iter().map(|find| Find {
            name: self.program.finds.get(find.find.at()).map_or("", |find| &find.name),
            count: find.count,
            matches: find.matches.iter().map(|found| self.matched(found)).collect(),
        });
        let arms = self.trace.arms.iter().enumerate();
        let lines =
            arms.map(|(index, arm)| Line { written: self.written(index), holds: arm.holds, decided: arm.decided });
        let rating = &self.trace.rating;
        let mut out = serde_json::to_vec_pretty(&Trace {
            version: super::VERSION,
            rule: &self.rule().id,
            path: &self.assessed.path,
            words: words.collect(),
            finds: finds.collect(),
            lines: lines.collect(),
            rating: rating.colour.word(),
            reason: rating.reason.word(),
            message: &rating.message,
        })?;
        out.push(b'\n');
        Ok(out)
    }

    fn matched(&self, found: &TracedMatch) -> Match {
        Match {
            place: self.stands(found.span),
            standing: words::standing(found.standing.kind),
            due: found.standing.due.map(|due| due.to_string()),
            excepted: found.standing.excepted,
            counts: found.counts,
            hits: found.hits.iter().map(|hit| self.stands(hit.matched)).collect(),
        }
    }

    fn stands(&self, span: Span) -> Place {
        let position = self.assessed.position(self.rated.origin(span).start);
        let document = &self.rated.document;
        Place {
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            byte: position.map(|position| position.byte),
            clause: document.block_at(span.start).and_then(|block| document.clause_name(block)),
            page: document.page_of(span.start),
            quote: self.quote(span),
        }
    }
}
