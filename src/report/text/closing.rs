use std::collections::{BTreeMap, BTreeSet};

use super::super::Heading;
use super::super::screen::{Ink, Screen, printable, wrap};
use super::super::words::count;
use crate::assess::{Asked, Rollup, Tally};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{KindId, QuestionId, Rule};

/// Prints how many rules met how many documents of which kinds, what was not read, what came of it, and what is left open.
pub(super) fn print(
    screen: &mut Screen,
    heading: Heading,
    tally: &Tally,
    others: &BTreeMap<String, usize>,
    advice: bool,
) {
    let program = heading.program;
    let room = screen.width();
    let mut outcome = outcome(tally);
    if !advice && tally.advised > 0 {
        let gaps = count(tally.advised, "gap is", "gaps are");
        outcome += &format!(" {gaps} advice alone, shown in the sheets and in full with --select.");
    }
    if tally.waived > 0 {
        outcome += &format!(" {} waived.", count(tally.waived, "gap is", "gaps are"));
    }
    if tally.known > 0 {
        outcome += &format!(" {} known from the baseline.", count(tally.known, "gap is", "gaps are"));
    }
    let Open { people, elsewhere } = Open::of(heading, tally);
    if people > 0 && !tally.ratings.is_empty() {
        outcome += &format!(
            " {} to people, and nobody has answered.",
            count(people, "question is left", "questions are left")
        );
    }
    let mut reach = reach(program, tally, others);
    if elsewhere > 0 {
        let left = count(elsewhere, "question is", "questions are");
        reach += &format!(" {left} for documents of other kinds, or for several together, and not counted.");
    }
    for (ink, words) in [(Ink::Bold, reach), (Ink::Plain, outcome)] {
        for line in wrap(&words, room, room) {
            screen.put(ink, &line);
            screen.line();
        }
    }
}

/// What no rule has rated in a run.
struct Open {
    /// Questions that only people can answer, and nobody has.
    people: usize,
    /// Of a run of one document, those that are for others.
    elsewhere: usize,
}

impl Open {
    fn of(heading: Heading, tally: &Tally) -> Self {
        let program = heading.program;
        let bundles: Vec<&Rollup> = tally.bundles.iter().filter(|bundle| !bundle.documents.is_empty()).collect();
        let none = Rollup::new("", heading.partnership.clone());
        let (questions, elsewhere): (Vec<Asked>, usize) = match (&*bundles, lone(tally)) {
            ([bundle], _) => bundle.questions_here(program, heading.asked),
            ([], Some(kind)) => {
                let here = here(program, heading.asked, kind);
                (none.questions(program, &here), heading.asked.len() - here.len())
            }
            ([], None) => (none.questions(program, heading.asked), 0),
            _ => (bundles.iter().flat_map(|bundle| bundle.questions(program, heading.asked)).collect(), 0),
        };
        let open = questions.iter().filter(|asked| asked.colour == Colour::Unrated);
        let people: BTreeSet<QuestionId> =
            open.map(|asked| asked.question).filter(|question| is_for_people(program, *question)).collect();
        Self { people: people.len(), elsewhere }
    }
}

/// The kind of the document that was rated, where there is but one.
fn lone(tally: &Tally) -> Option<KindId> {
    tally.kinds.keys().next().copied().filter(|_| tally.read - tally.untold == 1)
}

/// The questions that count for a document of a kind by itself: those that it is asked, and in their areas those that no rule rates.
fn here(program: &Program, asked: &[QuestionId], kind: KindId) -> Vec<QuestionId> {
    let rates = |rule: &&Rule| rule.across.is_none() && rule.applies.contains(&kind);
    let rated = |rule: &Rule| rule.answers.iter().map(|question| program.rated(*question)).collect::<Vec<_>>();
    let by_any: BTreeSet<QuestionId> = program.rules.iter().flat_map(rated).collect();
    let by_kind: BTreeSet<QuestionId> = program.rules.iter().filter(rates).flat_map(rated).collect();
    let area = |question: QuestionId| program.questions.get(question.at()).map(|question| question.area);
    let is_asked = |question: &QuestionId| by_kind.contains(&program.rated(*question));
    let met: BTreeSet<_> = asked.iter().copied().filter(is_asked).filter_map(area).collect();
    let open = |question: QuestionId| {
        !by_any.contains(&program.rated(question)) && area(question).is_some_and(|area| met.contains(&area))
    };
    asked.iter().copied().filter(|question| is_asked(question) || open(*question)).collect()
}

/// Whether only people can answer a question, or the one that it is the same as.
fn is_for_people(program: &Program, question: QuestionId) -> bool {
    let attested = |id: QuestionId| program.questions.get(id.at()).is_some_and(|asked| asked.attested.is_some());
    attested(question) || attested(program.rated(question))
}

fn reach(program: &Program, tally: &Tally, others: &BTreeMap<String, usize>) -> String {
    let of_kind =
        |(kind, number): (&KindId, &usize)| Some(format!("{}: {number}", program.kinds.get(kind.at())?.title));
    let kinds: Vec<String> = tally.kinds.iter().filter_map(of_kind).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let rules = count(tally.rules.len(), "rule", "rules");
    let mut words = format!("{rules} over {}{kinds}.", count(tally.read - tally.untold, "document", "documents"));
    if tally.untold > 0 {
        let more = tally.untold - tally.first_untold.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let first: Vec<String> = tally.first_untold.iter().map(|path| printable(path)).collect();
        words += &format!(" Not rated, as the kind could not be told: {}{more}.", first.join(", "));
    }
    if tally.unreadable > 0 {
        words += &format!(" {} could not be read.", count(tally.unreadable, "document", "documents"));
    }
    if tally.left > 0 {
        let left = count(tally.left, "document", "documents");
        words += &format!(" The run was interrupted: {left} were not read.");
    }
    let other: usize = others.values().sum();
    if other > 0 {
        let list: Vec<String> = others.iter().map(|(ending, number)| format!("{ending}: {number}")).collect();
        words += &format!(" {} of other kinds not read ({}).", count(other, "file", "files"), list.join(", "));
    }
    words
}

fn outcome(tally: &Tally) -> String {
    let colours = [Colour::Red, Colour::Amber, Colour::Unclear, Colour::Green, Colour::Unrated, Colour::NotApplicable];
    let counted = colours.iter().filter(|&&colour| tally.count(colour) > 0);
    let counts: Vec<String> = counted.map(|&colour| format!("{} {}", tally.count(colour), colour.word())).collect();
    if counts.is_empty() {
        return String::new();
    }
    format!(
        "Suggested ratings: {}. They are a basis for discussion, not endorsed by the papers’ authors; a person decides.",
        counts.join(", ")
    )
}
