//! Agreements, terms of reference and schemes that read as people write them: some 20 KB each, the same at every run.

use std::fmt::Write;

/// Numbers that look random and are the same at every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % end.max(1)
    }

    /// One of a list.
    pub fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const TITLES: [&str; 3] = ["Memorandum of Understanding", "Terms of Reference", "Scheme of Delegation"];
const BODIES: [&str; 6] = [
    "Harbour Board",
    "Libraries Committee",
    "Joint Steering Group",
    "River Partnership Board",
    "Audit Committee",
    "Schools Forum",
];
const HEADINGS: [&str; 18] = [
    "Aims",
    "Standing of this document",
    "Who takes part",
    "Duties",
    "Membership",
    "Quorum",
    "Meetings",
    "How decisions are reached",
    "Delegation",
    "Money",
    "Risks",
    "Sharing of information",
    "Interests",
    "Disputes",
    "Changes",
    "Review",
    "Leaving",
    "Signatures",
];
/// Sentences that rules look for.
const TELLING: [&str; 24] = [
    "The {body} meets at least six times a year and more often where its chair asks.",
    "Five members are a quorum, of whom one shall come from each of the partners.",
    "Questions are settled by a majority of those who vote, the chair having a casting vote.",
    "Each member declares any conflict of interest, which the clerk records in the minutes.",
    "A disagreement goes first to the lead officers and, after 20 working days, to mediation.",
    "Either partner may leave by giving three months’ notice in writing.",
    "This document runs from 1 April {year} for three years and is reviewed every year.",
    "It may be varied only in writing, signed by every partner.",
    "It is not meant to be binding in law.",
    "Nothing in it overrides the statutory duties of a partner.",
    "The chief executive may approve spending up to £250,000; above that the {body} decides.",
    "Matters reserved to the council stand in Schedule 1.",
    "The {body} reports to the council twice a year on what it has done.",
    "Each partner bears its own costs, and no funds pass between them.",
    "The partners keep a joint risk register, which the {body} reads every quarter.",
    "Personal data are shared only under the data sharing agreement at Annex B.",
    "The chair is elected each May from among the members; a deputy chairs when the chair is away.",
    "Agenda and papers go out five working days before each meeting.",
    "Minutes are taken by the clerk and sent to members within ten days.",
    "An officer may sub-delegate in writing and stays answerable.",
    "In an emergency the leader may act and tells the next meeting what was done.",
    "A protocol for complaints will be agreed by 31 March {year}.",
    "No arrangement for insurance has been made.",
    "The fee is [amount to be confirmed].",
];
const WHO: [&str; 12] = [
    "The {body}",
    "Each partner",
    "The county council",
    "Its clerk",
    "A lead officer",
    "The finance officer",
    "The host college",
    "Every member",
    "The harbour master",
    "The librarian",
    "The chair",
    "A trustee",
];
const DOES: [&str; 14] = [
    "looks after",
    "shall keep watch over",
    "may comment on",
    "is asked about",
    "answers for",
    "sets out",
    "must think about",
    "helps with",
    "will write to the others about",
    "orders",
    "tests",
    "pays for",
    "is told of",
    "agrees on",
];
const WHAT: [&str; 20] = [
    "the moorings and the slipway",
    "the reading rooms",
    "the lending of instruments",
    "school transport in winter",
    "the yearly budget and the forecast for later years",
    "the repair of bridges",
    "the care of archives",
    "volunteers and their training",
    "the letting of halls",
    "the buying of books",
    "fees, charges and grants",
    "staff on loan from a partner",
    "dredging and the sale of gravel",
    "the register of keys",
    "fire drills",
    "the website and its contents",
    "what visitors say",
    "contracts for cleaning",
    "gifts and hospitality",
    "the plan for the next decade",
];
const HOW: [&str; 14] = [
    "as the season allows",
    "with an eye to cost",
    "after hearing those who live nearby",
    "within the sums that were voted for it",
    "so that no partner is taken unawares",
    "– and says why –",
    "unless the weather forbids it",
    "on the advice of the surveyor",
    "in the spirit of this document",
    "together with the head of service",
    "for the good of residents",
    "under the rules of the “home” authority",
    "before anything is signed",
    "once the auditor has been heard",
];

const SYLLABLES: [&str; 24] = [
    "ba", "con", "der", "el", "fa", "gra", "hel", "in", "jo", "ker", "lan", "mi", "nor", "op", "pre", "qui", "ras",
    "sto", "tu", "ul", "ver", "wes", "yar", "zen",
];
const ENDINGS: [&str; 10] = ["tion", "ment", "er", "ing", "ed", "s", "al", "ity", "ence", "y"];
/// Words made of syllables, which stand for all that documents speak of and no rule knows.
const MADE: usize = 2000;

/// A made word; the first ones are the most common.
fn made(number: usize) -> String {
    let (first, second) = (number % SYLLABLES.len(), number / SYLLABLES.len() % SYLLABLES.len());
    let ending = ENDINGS[(number / 7 + number) % ENDINGS.len()];
    match number / (SYLLABLES.len() * SYLLABLES.len()) {
        0 => format!("{}{}{ending}", SYLLABLES[first], SYLLABLES[second]),
        more => format!("{}{}{}{ending}", SYLLABLES[first], SYLLABLES[second], SYLLABLES[more]),
    }
}

/// A few made words, common ones more often.
fn thing(text: &mut String, dice: &mut Dice) {
    text.push_str("the");
    for _ in 0..1 + dice.below(3) {
        let rank = 1 + dice.below(MADE);
        let _ = write!(text, " {}", made(dice.below(rank)));
    }
}

/// The document of a number, as Markdown.
pub fn document(number: u64) -> String {
    let mut dice = Dice::new(number + 1);
    let body = dice.pick(&BODIES);
    let mut text = format!("# {body} – {}\n\n", TITLES[number as usize % 3]);
    for (index, heading) in HEADINGS.iter().enumerate() {
        let _ = write!(text, "## {}. {heading}\n\n", index + 1);
        let end = text.len() + 1000;
        let mut clause = 0;
        while text.len() < end {
            clause += 1;
            match dice.below(8) {
                0 => table(&mut text, &mut dice),
                1 | 2 => list(&mut text, &mut dice, index + 1, clause),
                _ => paragraph(&mut text, &mut dice, index + 1, clause),
            }
        }
    }
    text.replace("{body}", body).replace("{year}", ["2025", "2026", "2027"][dice.below(3)])
}

fn sentence(text: &mut String, dice: &mut Dice) {
    if dice.below(6) == 0 {
        text.push_str(dice.pick(&TELLING));
        return;
    }
    let _ = write!(text, "{} {} ", dice.pick(&WHO), dice.pick(&DOES));
    match dice.below(3) {
        0 => text.push_str(dice.pick(&WHAT)),
        _ => thing(text, dice),
    }
    if dice.below(4) > 0 {
        let _ = write!(text, " {}", dice.pick(&HOW));
    }
    if dice.below(4) == 0 {
        let _ = write!(text, ", and {} ", dice.pick(&DOES));
        thing(text, dice);
    }
    text.push('.');
}

fn paragraph(text: &mut String, dice: &mut Dice, section: usize, clause: usize) {
    let _ = write!(text, "{section}.{clause} ");
    for _ in 0..1 + dice.below(4) {
        sentence(text, dice);
        text.push(if dice.below(9) == 0 { '\n' } else { ' ' });
    }
    text.push_str("\n\n");
}

fn list(text: &mut String, dice: &mut Dice, section: usize, clause: usize) {
    let _ = write!(text, "{section}.{clause} {} shall:\n\n", dice.pick(&WHO));
    for letter in ["(a)", "(b)", "(c)", "(d)"].iter().take(2 + dice.below(3)) {
        let _ = write!(text, "- {letter} keep {} {}", dice.pick(&WHAT), dice.pick(&HOW));
        text.push_str(";\n");
    }
    text.push('\n');
}

fn table(text: &mut String, dice: &mut Dice) {
    text.push_str("| Matter | Council | Chief executive | Officer |\n|---|---|---|---|\n");
    for _ in 0..3 + dice.below(4) {
        let sum = 5 + dice.below(90);
        let _ = writeln!(text, "| {} | above £{sum}0,000 | £{sum}0,000 | £{sum},000 |", dice.pick(&WHAT));
    }
    text.push('\n');
}

/// Words of the corpus, each once.
pub fn words() -> Vec<String> {
    let lists: [&[&str]; 6] = [&TELLING, &WHO, &DOES, &WHAT, &HOW, &HEADINGS];
    let written = lists.concat();
    let written = written.iter().flat_map(|line| line.split(|mark: char| !mark.is_ascii_alphabetic()));
    let written = written.filter(|word| word.len() > 3 && *word != "body" && *word != "year");
    let mut words: Vec<String> = written.map(str::to_lowercase).chain((0..MADE).map(made)).collect();
    words.sort_unstable();
    words.dedup();
    words
}
