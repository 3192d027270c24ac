use super::table::{ACCEPTED, OPEN};
use crate::assess::answers::{Outcome, Said};
use crate::assess::{Lack, Register, Risk, RiskScope, Settled, Shortfall, Shown, Subject, register_id};
use crate::engine::Colour;
use crate::language::model::{Question, QuestionId, Rule};
use crate::language::{Entry, Program};
use crate::report::{DISCLAIMER, Heading, TOOL, words};

/// How many sentences, and words of documents, a cell shows.
const SENTENCES: usize = 8;
const QUOTES: usize = 6;
/// How many documents a cell names.
const DOCUMENTS: usize = 200;

/// What is put into the cells of one partnership or document.
pub(super) struct Cells<'a> {
    pub(super) heading: Heading<'a>,
    pub(super) entries: &'a [Entry<'a>],
    pub(super) scope: &'a RiskScope,
}

/// Something that can be done about risks.
struct Action<'a> {
    id: String,
    words: String,
    ask: Vec<&'a str>,
    clause: &'a str,
    risks: Vec<&'a str>,
    state: &'static str,
}

impl<'a> Cells<'a> {
    fn program(&self) -> &'a Program {
        self.heading.program
    }

    fn question(&self, entry: Subject) -> Option<(&'a Question, Option<&'a Entry<'a>>)> {
        let Subject::Question(id) = entry else { return None };
        Some((self.program().questions.get(id.at())?, self.entries.get(id.at())))
    }

    fn alone(&self, entry: Subject) -> Option<&'a Rule> {
        let Subject::Rule(id) = entry else { return None };
        self.program().rules.get(id.at())
    }

    /// A row of the sheet of risks.
    pub(super) fn risk(&self, risk: &Risk) -> Vec<String> {
        let told = self.question(risk.entry).and_then(|(_, told)| told);
        let alone = self.alone(risk.entry);
        let said = |of: fn(&'a Entry<'a>) -> &'a str, of_rule: fn(&'a Rule) -> &'a String| {
            told.map(of).or(alone.map(|rule| of_rule(rule).as_str())).unwrap_or_default()
        };
        vec![
            risk.id.clone(),
            self.called(risk.entry),
            state(risk).to_owned(),
            self.heading.as_of.to_string(),
            words::folded(&self.scope.name),
            words::rated(risk.colour).to_owned(),
            shortfall(risk.shortfall()).to_owned(),
            said(|entry| entry.risk, |rule| &rule.risk).to_owned(),
            self.cause(risk),
            sentence(said(|entry| entry.event, |rule| &rule.event)),
            sentence(said(|entry| entry.effect, |rule| &rule.effect)),
            self.evidence(risk),
            self.suggested(risk),
        ]
    }

    /// The wording of an entry, with its id.
    fn called(&self, entry: Subject) -> String {
        let question = self.question(entry).map(|(question, _)| (&question.text, &question.id));
        let called = question.or_else(|| self.alone(entry).map(|rule| (&rule.title, &rule.id)));
        called.map_or(String::new(), |(text, id)| format!("{} ({id})", words::folded(text)))
    }

    fn cause(&self, risk: &Risk) -> String {
        let mut lines: Vec<String> = risk.causes.iter().map(|lack| self.lack(lack)).collect();
        lines.extend(risk.said.iter().map(|said| sentence(&words::said(said))));
        lines.extend(risk.recheck.iter().map(|why| sentence(&words::recheck(why))));
        if risk.colour == Colour::Unrated {
            let why = self.question(risk.entry).and_then(|(question, _)| question.attested.as_deref());
            let why = why.map(|why| format!(": {}", words::folded(why))).unwrap_or_default();
            lines.push(format!("Nobody has answered what only people can answer{why}"));
        }
        shortened(lines, SENTENCES)
    }

    fn lack(&self, lack: &Lack) -> String {
        let of = if self.scope.documents.len() > 1 && !lack.documents.is_empty() {
            format!(" ({})", lack.documents.join(", "))
        } else {
            String::new()
        };
        format!("{}{of}", sentence(&words::folded(&lack.message)))
    }

    fn evidence(&self, risk: &Risk) -> String {
        let many = self.scope.documents.len() > 1;
        let shown = |shown: &Shown| {
            let of = if many { format!("{}, ", shown.document) } else { String::new() };
            let nearly = if shown.near { "Nearly: " } else { "" };
            format!("{nearly}“{}” ({of}{})", words::folded(&shown.quote.words), shown.quote.place)
        };
        let mut lines = shortened_list(risk.quotes.iter().map(shown).collect(), QUOTES);
        if !risk.silent.is_empty() {
            lines.push(if many {
                format!("Nothing found in {}", risk.silent.join(", "))
            } else {
                "Nothing found in the document".to_owned()
            });
        }
        lines.extend(risk.said.iter().flat_map(proof));
        lines.join("\n")
    }

    fn suggested(&self, risk: &Risk) -> String {
        if let Some(waiver) = &risk.accepted {
            let until = words::day(waiver.until);
            return format!(
                "Accepted until {until} by {}: {}",
                words::folded(&waiver.who),
                words::folded(&waiver.reason)
            );
        }
        self.doing(risk).into_iter().map(|(_, words, _)| words).collect::<Vec<_>>().join("\n")
    }

    /// What can be done about a risk: what tells it from others, in words, and with a clause to start from.
    fn doing(&self, risk: &Risk) -> Vec<(&'a str, String, &'a str)> {
        let mut all: Vec<(&str, String, &str)> = Vec::new();
        for rule in risk.causes.iter().filter_map(|lack| self.program().rules.get(lack.rule.at())) {
            if all.iter().all(|(key, ..)| *key != rule.id) {
                let help = match rule.help.trim() {
                    "" => format!("Put in place: {}", rule.title),
                    help => help.to_owned(),
                };
                all.push((&rule.id, words::folded(&help), &rule.suggest));
            }
        }
        let agreed: Vec<String> = risk.said.iter().flat_map(people).collect();
        let Some((question, told)) = self.question(risk.entry) else { return all };
        if !agreed.is_empty() {
            all.push((&question.id, agreed.join("\n"), ""));
        } else if all.is_empty() {
            let ask = told.map_or("", |told| told.ask);
            let ask = if ask.is_empty() { &question.text } else { ask };
            all.push((&question.id, format!("Talk it over and answer it: {ask}"), ""));
        }
        all
    }

    /// The rows of the sheet of actions, and the ids of those that are no longer called for.
    pub(super) fn actions(&self) -> (Vec<Vec<String>>, Vec<String>) {
        let mut all: Vec<Action> = Vec::new();
        for risk in &self.scope.risks {
            let ask = self.question(risk.entry).and_then(|(_, told)| told).map_or("", |told| told.ask);
            for (key, words, clause) in self.doing(risk) {
                let id = register_id('A', &self.scope.key, key);
                let at = all.iter().position(|action| action.id == id).unwrap_or_else(|| {
                    let (ask, risks) = (Vec::new(), Vec::new());
                    all.push(Action { id, words, ask, clause, risks, state: ACCEPTED });
                    all.len() - 1
                });
                let action = &mut all[at];
                action.risks.push(&risk.id);
                if !ask.is_empty() && !action.ask.contains(&ask) {
                    action.ask.push(ask);
                }
                if state(risk) == OPEN {
                    action.state = OPEN;
                }
            }
        }
        let done = self.scope.settled.iter().flat_map(|settled| self.keys(settled));
        let done = done.map(|key| register_id('A', &self.scope.key, key)).collect();
        (all.into_iter().map(|action| self.action(action)).collect(), done)
    }

    fn action(&self, action: Action) -> Vec<String> {
        vec![
            action.id,
            action.words,
            action.state.to_owned(),
            self.heading.as_of.to_string(),
            words::folded(&self.scope.name),
            action.risks.join("\n"),
            action.ask.join("\n"),
            action.clause.trim().to_owned(),
        ]
    }

    /// What tells the actions of an entry from others.
    fn keys(&self, settled: &Settled) -> Vec<&'a str> {
        let Subject::Question(id) = settled.entry else {
            return self.alone(settled.entry).map(|rule| &*rule.id).into_iter().collect();
        };
        let answered: QuestionId = self.program().questions.get(id.at()).and_then(|asked| asked.same_as).unwrap_or(id);
        let rules = self.program().rules.iter().filter(|rule| self.program().answers(rule, answered));
        let question = self.program().questions.get(id.at()).map(|question| &*question.id);
        rules.map(|rule| &*rule.id).chain(question).collect()
    }
}

fn state(risk: &Risk) -> &'static str {
    if risk.accepted.is_some() { ACCEPTED } else { OPEN }
}

fn shortfall(short: Shortfall) -> &'static str {
    match short {
        Shortfall::Missing => "control: missing",
        Shortfall::Weak => "control: weak",
        Shortfall::Untold => "assurance: cannot be told",
        Shortfall::Stale => "assurance: out of date",
    }
}

/// What people offer as proof, and why they differ.
fn proof(said: &Said) -> Vec<String> {
    let sides = words::sides(said).into_iter().filter(|_| said.outcome() == Outcome::Disagreement);
    let given = said.given.iter().filter(|given| !given.evidence.trim().is_empty());
    let proofs = given.map(|given| format!("{} names: {}", given.organisation, given.evidence));
    sides.chain(proofs).map(|line| words::folded(&line)).collect()
}

/// What people say is to be done.
fn people(said: &Said) -> Vec<String> {
    let given = said.given.iter().filter(|given| !given.action.trim().is_empty());
    let action = given.map(|given| {
        let owner = Some(&given.owner).filter(|owner| !owner.trim().is_empty()).map(|owner| format!(", {owner}"));
        let due = given.due.map(|due| format!(", by {}", words::day(due)));
        let (owner, due) = (owner.unwrap_or_default(), due.unwrap_or_default());
        words::folded(&format!("{}: {}{owner}{due}", given.organisation, given.action))
    });
    action.collect()
}

/// A clause as a sentence begins.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn shortened(lines: Vec<String>, most: usize) -> String {
    shortened_list(lines, most).join("\n")
}

fn shortened_list(mut lines: Vec<String>, most: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(most);
    lines.truncate(most);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    lines
}

/// The rows of the sheet that says what the register is.
pub(super) fn about(heading: Heading, register: &Register) -> Vec<Vec<String>> {
    let risks = || register.scopes.iter().flat_map(|scope| &scope.risks);
    let open = |short: Shortfall| {
        let count = risks().filter(|risk| state(risk) == OPEN && risk.shortfall() == short).count();
        (count > 0).then(|| format!("{count} {}", shortfall(short)))
    };
    let all = [Shortfall::Missing, Shortfall::Weak, Shortfall::Untold, Shortfall::Stale];
    let mut counted: Vec<String> = all.into_iter().filter_map(open).collect();
    let accepted = risks().filter(|risk| state(risk) == ACCEPTED).count();
    counted.extend((accepted > 0).then(|| format!("{accepted} accepted, and no candidate until that ends")));
    let documents = register.scopes.iter().flat_map(|scope| {
        let shown = scope.documents.iter().map(|(path, title)| match title {
            Some(title) => format!("{path}, {title}"),
            None => path.clone(),
        });
        let name =
            (scope.documents.len() != 1 || scope.documents[0].0 != scope.name).then(|| format!("{}:", scope.name));
        name.into_iter().chain(shown).collect::<Vec<_>>()
    });
    let unread = register.unread.iter().map(|(path, why)| format!("{path}: {why}")).collect();
    let packs = heading.packs.iter().filter(|pack| pack.rules > 0);
    let packs = packs.map(|pack| format!("{} {}, {} rules, sha256 {}", pack.id, pack.version, pack.rules, pack.digest));
    let row = |about: &str, words: String| vec![about.to_owned(), words];
    vec![
        row(
            "What this is",
            format!("Candidate risks for a register, from what documents and people say. {DISCLAIMER}"),
        ),
        row("As of", words::day(heading.as_of)),
        row("How to use it", USE.to_owned()),
        row("Likelihood and impact", "They are for people to judge: nothing here is scored.".to_owned()),
        row("Candidate risks", if counted.is_empty() { "none".to_owned() } else { counted.join("\n") }),
        row("Left out", left_out(register)),
        row("Partnerships and documents", shortened(documents.collect(), DOCUMENTS)),
        row("Could not be looked at", shortened(unread, DOCUMENTS)),
        row("Rules", packs.collect::<Vec<_>>().join("\n")),
        row("Made by", TOOL.to_owned()),
    ]
}

const USE: &str = "The columns with brown heads are yours: fill them in, add columns, sort and filter as you like. To bring the \
     register up to date, run govlint on the same documents with --merge and this file: what stands in your columns stays, new \
     risks are added below, and the state of those that are gone is “closed”. The columns with grey heads are written anew each \
     time; put words of your own into Notes. Leave the ids and the heads as they are.";

fn left_out(register: &Register) -> String {
    let advice: usize = register.scopes.iter().map(|scope| scope.advice).sum();
    let unasked: usize = register.scopes.iter().map(|scope| scope.unasked).sum();
    let mut lines = Vec::new();
    if advice > 0 {
        let gaps = words::count(advice, "gap", "gaps");
        lines.push(format!("{gaps} of rules that only advise; --select with the name of such rules shows them"));
    }
    if unasked > 0 {
        let questions = words::count(unasked, "question", "questions");
        lines.push(format!(
            "{questions} that only people can answer and nobody has been asked; govlint assess asks them"
        ));
    }
    if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n") }
}
