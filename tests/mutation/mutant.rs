//! One green rating, and what becomes of it when what it rests on is changed.

use govlint::assess::Rated;
use govlint::document::BlockId;
use govlint::engine::{Colour, Evidence, Rating};
use govlint::language::model::RuleId;
use govlint::prose::{Prose, Recogniser, RecogniserSet, recognise};
use govlint::source::Span;
use govlint::workspace::Session;

use crate::deny::{Turn, behind_verb, contrary};
use crate::edit::{Changed, Edit};

/// What is done to the words that a rating rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The paragraphs, items and rows that hold them are taken out.
    Remove,
    /// Their sentences are turned into the contrary.
    Deny,
    /// Their values, and then what they say behind the verb, are left open.
    Blank,
}

impl How {
    pub const ALL: [How; 3] = [How::Remove, How::Deny, How::Blank];
}

/// What became of a rating.
#[derive(Clone, Debug)]
pub enum End {
    /// It fell in so many rounds.
    Fell(u32),
    /// It did not, though it should have.
    Stood(String),
    /// It did not, and need not: the contrary answers the question too.
    Nil,
    /// It did not, and some of what it rests on has no plain contrary: words without a verb, bounds, exceptions.
    NoContrary,
}

/// Checks that an express "no" answers, and why; what is denied there may stay green.
const NILS: [(&str, &str); 9] = [
    ("hfma.mou.delegations", "that nothing is delegated is an answer"),
    ("hfma.accountability.liability", "that nobody is liable is an answer"),
    ("hfma.resources.money-between-parties", "that no money passes is an answer"),
    ("hfma.risk.joint-risks", "that no risk is shared is an answer"),
    ("practice.sod.limits", "that there are no limits is an answer"),
    ("practice.sod.sub-delegation", "that no power may be passed on is an answer"),
    ("practice.sod.reserved", "what may not be done under the scheme is reserved"),
    ("practice.mou.legal-status", "binding and not binding are both answers"),
    ("practice.tor.authority", "that the body may not decide is an answer"),
];

/// Rounds after which a rating is taken not to fall.
const ROUNDS: u32 = 60;
const PLACEHOLDERS: [&str; 3] = ["[to be confirmed]", "TBC", "………"];

/// A green rating of a document.
pub struct Subject<'a> {
    pub session: &'a Session,
    pub name: String,
    pub source: String,
    pub rule: RuleId,
}

impl Subject<'_> {
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.id())
    }

    fn id(&self) -> &str {
        &self.session.program().rules[self.rule.at()].id
    }

    /// Changes the document until the rating falls, or nothing is left to change.
    pub fn run(&self, how: How) -> End {
        let mut source = self.source.clone();
        let mut changed = Changed::default();
        let mut words = 0;
        for round in 0..ROUNDS {
            let assessed = self.session.assess(&self.name, source.as_bytes());
            let Ok(rated) = &assessed.outcome else { return End::Stood("it can no longer be read".to_owned()) };
            let rating = rated.verdict.ratings.iter().find(|rating| rating.rule == self.rule);
            let Some(rating) = rating.filter(|rating| rating.colour == Colour::Green) else { return End::Fell(round) };
            let left = rated.document.text.as_str().split_whitespace().count();
            words = words.max(left);
            if how == How::Remove && left * 2 < words {
                return End::Stood(format!("half of the document is gone: {}", quotes(rated, rating)));
            }
            let prose = Prose::read(&rated.document, &self.session.program().vocabulary);
            let [quoted, beside] = sayings(rated, &prose, rating);
            let mut edits = match how {
                How::Remove => removals(rated, rating),
                How::Deny => denials(rated, &quoted, &changed),
                How::Blank => blanks(rated, &quoted, &values(rated, &prose), &changed, round),
            };
            if edits.is_empty() {
                edits = match how {
                    How::Remove => Vec::new(),
                    How::Deny => denials(rated, &beside, &changed),
                    How::Blank => blanks(rated, &beside, &values(rated, &prose), &changed, round),
                };
            }
            if edits.is_empty() {
                if how == How::Deny && NILS.iter().any(|(id, _)| *id == self.id()) {
                    return End::Nil;
                }
                let unsaid = |saying: &Saying| changed.times(rated.origin(saying.span)) == 0;
                if how == How::Deny && quoted.iter().any(unsaid) {
                    return End::NoContrary;
                }
                return End::Stood(quotes(rated, rating));
            }
            changed.apply(&mut source, edits);
        }
        End::Stood(format!("{ROUNDS} rounds were not enough"))
    }
}

fn quotes(rated: &Rated, rating: &Rating) -> String {
    let quote = |evidence: &Evidence| {
        let words: Vec<&str> = rated.document.text.slice(evidence.span).split_whitespace().collect();
        format!("“{}” ({})", words.join(" "), rated.document.text.slice(evidence.matched))
    };
    rating.evidence.iter().map(quote).collect::<Vec<_>>().join(" | ")
}

/// The clauses of the evidence, a cell with its row.
fn removals(rated: &Rated, rating: &Rating) -> Vec<(Span, Vec<Edit>)> {
    let document = &rated.document;
    let mut blocks: Vec<BlockId> = Vec::new();
    for evidence in &rating.evidence {
        match document.block(evidence.block).cell {
            Some(cell) => {
                let columns = document.table(cell.table).columns;
                blocks.extend((0..columns).filter_map(|column| document.cell(cell.table, cell.row, column)));
            }
            None => blocks.push(evidence.block),
        }
    }
    blocks.sort();
    blocks.dedup();
    let spans = blocks.into_iter().map(|block| document.block(block).span).filter(|span| !span.is_empty());
    spans.map(|span| rated.origin(span)).map(|span| (span, vec![Edit { span, words: String::new() }])).collect()
}

/// A sentence that a rating may rest on, with the place in it that matched.
#[derive(Clone, Copy)]
struct Saying {
    span: Span,
    near: usize,
    block: BlockId,
}

/// What a rating rests on: first the sentences that it quotes; then, as a clause may be evidence as a whole, the others of
/// the same clauses.
fn sayings(rated: &Rated, prose: &Prose, rating: &Rating) -> [Vec<Saying>; 2] {
    let mut sayings = [Vec::new(), Vec::new()];
    for &Evidence { span, matched, block, .. } in &rating.evidence {
        sayings[0].push(Saying { span, near: (matched.start - span.start) as usize, block });
        let sentences = prose.blocks[block.0 as usize].clone();
        let spans = sentences.map(|sentence| prose.span(&prose.sentences[sentence as usize].tokens));
        let body = rated.document.block(block).body;
        sayings[1].extend(spans.filter(|span| span.start >= body).map(|span| Saying { span, near: 0, block }));
    }
    sayings
}

/// The sentences turned into their contrary; an item without a verb has that of its lead-in turned.
fn denials(rated: &Rated, sayings: &[Saying], changed: &Changed) -> Vec<(Span, Vec<Edit>)> {
    let text = &rated.document.text;
    let mut edits = Vec::new();
    for saying in sayings {
        if changed.times(rated.origin(saying.span)) > 0 {
            continue;
        }
        let lead = rated.document.block(saying.block).lead_in.map(|lead| rated.document.block(lead).span);
        let said = [Some(saying.span), lead].into_iter().flatten().find_map(|span| {
            let turns = contrary(text.slice(span));
            (!turns.is_empty() && changed.times(rated.origin(span)) == 0).then_some((span, turns))
        });
        let Some((span, turns)) = said else { continue };
        let turned = turns.into_iter().map(|turn| Edit { span: place(rated, span.start, &turn), words: turn.words });
        edits.push((rated.origin(span), turned.collect()));
    }
    edits
}

/// The bytes of the file that a turn changes.
fn place(rated: &Rated, start: u32, turn: &Turn) -> Span {
    let (from, to) = (start + turn.start as u32, start + turn.end as u32);
    if from < to {
        return rated.origin(Span::new(from, to));
    }
    let before = rated.origin(Span::new(from - 1, from)).end;
    Span::new(before, before)
}

/// The values in the sentences left open; where they are already, all that stands behind the verb.
fn blanks(rated: &Rated, sayings: &[Saying], values: &[Span], changed: &Changed, round: u32) -> Vec<(Span, Vec<Edit>)> {
    let placeholder = |at: usize| PLACEHOLDERS[(round as usize + at) % PLACEHOLDERS.len()].to_owned();
    let mut edits = Vec::new();
    for saying in sayings {
        let sentence = rated.origin(saying.span);
        let times = changed.times(sentence);
        let inside = values.iter().filter(|value| saying.span.contains(**value) && times == 0);
        let inside: Vec<Edit> =
            inside.enumerate().map(|(at, value)| Edit { span: rated.origin(*value), words: placeholder(at) }).collect();
        if !inside.is_empty() {
            edits.push((sentence, inside));
        } else if times < 2 {
            let span = rated.origin(Span::new(opening(rated, saying), saying.span.end));
            edits.push((sentence, vec![Edit { span, words: format!(" {}.", placeholder(0)) }]));
        }
    }
    edits
}

/// The values that are read from a document: numbers, dates, posts and so on.
fn values(rated: &Rated, prose: &Prose) -> Vec<Span> {
    let mut wanted = RecogniserSet::default();
    for recogniser in Recogniser::ALL {
        if !matches!(recogniser, Recogniser::Placeholder | Recogniser::Reference | Recogniser::Signature) {
            wanted.insert(recogniser);
        }
    }
    recognise(&rated.document, prose, wanted).iter().map(|found| prose.span(&found.tokens)).collect()
}

/// Where what a sentence says begins: behind its verb, else at the start of its own words.
fn opening(rated: &Rated, saying: &Saying) -> u32 {
    let span = saying.span;
    let own = rated.document.block(saying.block).body.max(span.start).min(span.end - 1);
    let behind = behind_verb(rated.document.text.slice(span), saying.near);
    behind.map(|at| span.start + at as u32).filter(|at| *at > own && *at < span.end).unwrap_or(own)
}
