use std::collections::{BTreeMap, BTreeSet};

use super::excused::{remarks, waive};
use super::{
    Agenda, Asked, Asking, Assessed, Baseline, Claimed, Cover, Line, Loose, Member, Nearby, Register, Rollup, Since,
    Together,
};
use crate::bundle::Known;
use crate::diagnostic::Diagnostic;
use crate::engine::{Colour, Rating};
use crate::language::Program;
use crate::language::model::{KindId, Question, QuestionId, RuleId};

/// From which rating on a run fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// From red on.
    #[default]
    Red,
    /// From amber on.
    Amber,
    /// Whatever the ratings.
    Never,
}

impl FailOn {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Red, Self::Amber, Self::Never];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Never => "never",
        }
    }

    /// The one of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// What a run came to, all documents together.
#[derive(Debug, Default)]
pub struct Tally {
    /// Documents that were read.
    pub read: usize,
    /// Documents that could not be read.
    pub unreadable: usize,
    /// Documents that were not come to, as the run was interrupted.
    pub left: usize,
    /// How many documents of each kind were read.
    pub kinds: BTreeMap<KindId, usize>,
    /// Documents whose kind could not be told.
    pub untold: usize,
    /// The paths of the first of them.
    pub first_untold: Vec<String>,
    /// The rules that met at least one document.
    pub rules: BTreeSet<RuleId>,
    /// How many values of facts were found.
    pub facts: usize,
    /// How many ratings of each colour were given.
    pub ratings: BTreeMap<Colour, usize>,
    /// The colours of those which are more than advice and which no person has overruled, and of people's own.
    pub binding: BTreeSet<Colour>,
    /// How many gaps are advice alone.
    pub advised: usize,
    /// How many gaps are waived.
    pub waived: usize,
    /// How many gaps the baseline knows.
    pub known: usize,
    /// The gaps of the baseline that are gone, by their index in it.
    pub gone: Vec<usize>,
    /// What became of the waivers of the configurations, by their index in those of the run.
    pub covers: BTreeMap<usize, Cover>,
    /// What is to be said of the run as a whole, such as waivers that have ended; a place's file is an index into `files`.
    pub problems: Vec<Diagnostic>,
    /// The files that `problems` speak of: name and text.
    pub files: Vec<(String, String)>,
    /// How many documents hold something that is wrong with what it says to govlint.
    pub misspoken: usize,
    /// How many questions people have rated.
    pub people: usize,
    /// The bundles of the run, with what their documents come to.
    pub bundles: Vec<Rollup>,
    /// The documents of no bundle, until it is known whether they make one.
    nearby: Nearby,
    /// The waivers that are for gaps of several documents.
    claims: Vec<Claimed>,
    /// What changed since an earlier run, where the run is compared with one.
    pub since: Option<Since>,
    /// What is open, where a report says it.
    pub agenda: Option<Agenda>,
    /// What there is for a register of risks, where a report says it.
    pub register: Option<Register>,
}

/// What one document adds to a [`Tally`].
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    read: bool,
    kind: Option<KindId>,
    untold: Option<String>,
    facts: usize,
    ratings: Vec<Counted>,
    covers: Vec<(usize, Cover)>,
    claims: Vec<Claimed>,
    gone: Vec<usize>,
    misspoken: bool,
    bundled: Option<Bundled>,
    loose: Option<Loose>,
}

/// A rating as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counted {
    rule: RuleId,
    colour: Colour,
    /// Whether it is advice alone.
    advisory: bool,
    /// Whether people have overruled it.
    overruled: bool,
    /// Whether it is a gap that somebody has waived.
    waived: bool,
    /// Whether it is a gap that the baseline knows.
    known: bool,
}

/// What one document adds to its bundle.
#[derive(Clone, Debug, PartialEq)]
struct Bundled {
    bundle: usize,
    path: String,
    place: String,
    sheet: Vec<Line>,
    member: Option<Member>,
}

impl Met {
    /// What `assessed` adds.
    pub fn of(program: &Program, assessed: &Assessed) -> Self {
        let verdict = assessed.outcome.as_ref().ok().map(|rated| &rated.verdict);
        let rating = |rating: &Rating| Counted {
            rule: rating.rule,
            colour: rating.colour,
            advisory: rating.advisory,
            overruled: assessed.overruled(program, rating).is_some(),
            waived: assessed.waived(rating).is_some(),
            known: assessed.is_known(rating),
        };
        // Most documents make no claim, and those of a bundle are kept for it anyway.
        let claims = !assessed.excused.claims.is_empty();
        let member = claims.then(|| Member::of(program, assessed)).flatten();
        Self {
            claims: Claimed::all(assessed, member.as_ref()),
            read: verdict.is_some(),
            kind: verdict.and_then(|verdict| verdict.kind).map(|told| told.kind),
            untold: assessed.is_untold().then(|| assessed.path.clone()),
            facts: verdict.map_or(0, |verdict| verdict.facts.len()),
            ratings: assessed.ratings().iter().map(rating).collect(),
            covers: assessed.excused.covers.clone(),
            gone: assessed.excused.gone.clone(),
            misspoken: assessed.excused.misspoken,
            bundled: assessed.bundle.map(|bundle| Bundled {
                bundle,
                path: assessed.path.clone(),
                place: assessed.place.clone(),
                sheet: Line::all(program, assessed),
                member: Member::of(program, assessed),
            }),
            loose: loose(program, assessed),
        }
    }
}

/// What is kept of a document of no bundle. What is piped in stands in no folder.
fn loose(program: &Program, assessed: &Assessed) -> Option<Loose> {
    if assessed.bundle.is_some() || assessed.apart || program.rules.iter().all(|rule| rule.across.is_none()) {
        return None;
    }
    let (path, partnership) = (assessed.path.clone(), assessed.partnership.clone());
    let member = Member::of(program, assessed)?;
    Some(Loose { path, partnership, member, sheet: Line::all(program, assessed) })
}

impl Tally {
    /// The tally of a run that asks some questions of some bundles, before its first document. What people rate themselves
    /// counts, but for questions that are advice alone.
    pub fn of_bundles(program: &Program, asked: &[QuestionId], bundles: Vec<Rollup>) -> Self {
        let advises = |question: &Question| program.packs.get(question.pack.at()).is_some_and(|pack| pack.advisory);
        let binds = |asked: &Asked| program.questions.get(asked.question.at()).is_some_and(|asked| !advises(asked));
        let (mut binding, mut people) = (BTreeSet::new(), 0);
        for bundle in bundles.iter().filter(|bundle| bundle.people.is_some()) {
            for rated in bundle.questions(program, asked).iter().filter(|asked| asked.said.is_some()) {
                people += 1;
                binding.extend(binds(rated).then_some(rated.colour));
            }
        }
        Self { bundles, binding, people, ..Self::default() }
    }

    /// How many paths of documents whose kind could not be told are kept.
    const KEPT: usize = 5;

    /// Says what the configuration says of names.
    #[must_use]
    pub fn knowing(self, known: Known) -> Self {
        Self { nearby: Nearby::new(known), ..self }
    }

    /// Counts one document in.
    pub fn add(&mut self, program: &Program, met: Met) {
        self.read += usize::from(met.read);
        self.unreadable += usize::from(!met.read);
        if let Some(kind) = met.kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
        if let Some(path) = met.untold {
            self.untold += 1;
            self.first_untold.extend((self.untold <= Self::KEPT).then_some(path));
        }
        self.facts += met.facts;
        if let Some(Bundled { bundle, path, place, sheet, member }) = met.bundled
            && let Some(rollup) = self.bundles.get_mut(bundle)
        {
            rollup.add(path, place, sheet, member);
            if rollup.awaited == Some(0) {
                self.join(program, bundle);
            }
        }
        if let Some(loose) = met.loose {
            let whole = self.nearby.add(program, loose);
            self.bundles.extend(whole);
        }
        self.claims.extend(met.claims);
        self.misspoken += usize::from(met.misspoken);
        self.gone.extend(met.gone);
        for (waiver, cover) in met.covers {
            let best = self.covers.entry(waiver).or_insert(cover);
            *best = cover.max(*best);
        }
        for Counted { rule, colour, advisory, overruled, waived, known } in met.ratings {
            self.rules.insert(rule);
            *self.ratings.entry(colour).or_default() += 1;
            self.binding.extend((!advisory && !overruled && !waived && !known).then_some(colour));
            self.advised += usize::from(advisory && !waived && colour.is_gap());
            self.waived += usize::from(waived);
            self.known += usize::from(known);
        }
    }

    /// Settles what is left when all documents are counted in.
    pub fn finish(&mut self, program: &Program) {
        let whole = self.nearby.finish(program);
        self.bundles.extend(whole);
        // A document that could not be read is still awaited.
        let late: Vec<usize> = (0..self.bundles.len()).filter(|&at| self.bundles[at].awaited > Some(0)).collect();
        for bundle in late {
            self.join(program, bundle);
        }
    }

    /// Settles what can be settled of a run that was interrupted with so many documents left, some of them in the bundles `open`:
    /// what these, and documents of no bundle, come to together would be said of documents that nobody has read.
    pub fn interrupt(&mut self, program: &Program, left: usize, open: &BTreeSet<usize>) {
        self.left = left;
        for bundle in (0..self.bundles.len()).filter(|bundle| !open.contains(bundle)) {
            if self.bundles[bundle].awaited > Some(0) {
                self.join(program, bundle);
            }
        }
    }

    /// Rates the documents of a bundle together.
    fn join(&mut self, program: &Program, bundle: usize) {
        let Some(rollup) = self.bundles.get_mut(bundle) else { return };
        rollup.awaited = Some(0);
        rollup.join(program);
    }

    /// Lets be what waivers and a baseline say of the documents of bundles together, and counts their ratings, once all bundles
    /// are there; `place` makes paths those of the baseline.
    pub fn close(&mut self, asking: Asking, baseline: Option<&Baseline>, place: impl Fn(&str) -> String) {
        waive(&mut self.claims, &mut self.bundles, asking.as_of, &mut self.covers);
        for bundle in &mut self.bundles {
            let gone = baseline.map(|baseline| bundle.recall(asking, baseline, &place)).unwrap_or_default();
            // A gap may be gone because a document could not be read.
            self.gone.extend(gone.into_iter().filter(|_| self.unreadable == 0));
        }
        for bundle in std::mem::take(&mut self.bundles) {
            bundle.ratings.iter().for_each(|one| self.count_together(asking.program, &bundle, one));
            self.bundles.push(bundle);
        }
    }

    /// Adds what is to be said of waivers in comments that are for gaps of several documents.
    pub fn remark_claims(&mut self) {
        let (problems, files) = remarks(&self.claims, self.files.len());
        self.problems.extend(problems);
        self.files.extend(files);
    }

    fn count_together(&mut self, program: &Program, bundle: &Rollup, one: &Together) {
        let (rating, waived) = (&one.rating, one.waived.is_some());
        self.rules.insert(rating.rule);
        *self.ratings.entry(rating.colour).or_default() += 1;
        let counts = !rating.advisory && !waived && !one.known && bundle.overruled(program, rating).is_none();
        self.binding.extend(counts.then_some(rating.colour));
        self.advised += usize::from(rating.advisory && !waived && rating.colour.is_gap());
        self.waived += usize::from(waived);
        self.known += usize::from(one.known);
    }

    /// How many ratings have a colour.
    pub fn count(&self, colour: Colour) -> usize {
        self.ratings.get(&colour).copied().unwrap_or(0)
    }

    /// Whether a rating that is more than advice is as bad as `level` or worse; red is the worst.
    pub fn fails(&self, level: FailOn) -> bool {
        let level = match level {
            FailOn::Red => Colour::Red,
            FailOn::Amber => Colour::Amber,
            FailOn::Never => return false,
        };
        self.binding.range(..=level).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(kind: Option<u32>, colours: &[Colour]) -> Met {
        let counted = |(rule, &colour)| Counted {
            rule: RuleId(rule as u32),
            colour,
            advisory: false,
            overruled: false,
            waived: false,
            known: false,
        };
        let ratings = colours.iter().enumerate().map(counted).collect();
        let untold = kind.is_none().then(|| "x.md".to_owned());
        Met {
            read: true,
            kind: kind.map(KindId),
            untold,
            facts: 2,
            ratings,
            covers: Vec::new(),
            claims: Vec::new(),
            gone: Vec::new(),
            misspoken: false,
            bundled: None,
            loose: None,
        }
    }

    #[test]
    fn counts_documents_rules_and_colours() {
        let mut tally = Tally::default();
        for one in [
            met(Some(0), &[Colour::Red, Colour::Green]),
            met(Some(0), &[Colour::Green]),
            met(None, &[]),
            Met { read: false, untold: None, facts: 0, ..met(None, &[]) },
        ] {
            tally.add(&Program::default(), one);
        }
        assert_eq!((tally.read, tally.unreadable, tally.untold, tally.rules.len()), (3, 1, 1, 2));
        assert_eq!(tally.kinds, BTreeMap::from([(KindId(0), 2)]));
        assert_eq!((tally.count(Colour::Red), tally.count(Colour::Green), tally.count(Colour::Amber)), (1, 2, 0));
        assert_eq!(tally.facts, 6);
    }

    #[test]
    fn fails_at_the_level_or_worse() {
        let level = |colours: &[Colour], level| {
            let mut tally = Tally::default();
            tally.add(&Program::default(), met(Some(0), colours));
            tally.fails(level)
        };
        assert!(level(&[Colour::Green, Colour::Red], FailOn::Red));
        assert!(!level(&[Colour::Amber, Colour::Unclear], FailOn::Red));
        assert!(level(&[Colour::Amber], FailOn::Amber));
        assert!(level(&[Colour::Red], FailOn::Amber));
        assert!(!level(&[Colour::Red], FailOn::Never));
        assert!(!level(&[Colour::Unclear, Colour::Green, Colour::Unrated], FailOn::Amber));
    }

    #[test]
    fn advice_is_counted_and_fails_nothing() {
        let mut tally = Tally::default();
        let advice = Counted {
            rule: RuleId(0),
            colour: Colour::Red,
            advisory: true,
            overruled: false,
            waived: false,
            known: false,
        };
        tally.add(&Program::default(), Met { ratings: vec![advice], ..met(Some(0), &[Colour::Amber]) });
        assert_eq!((tally.count(Colour::Red), tally.advised), (1, 1));
        assert!(!tally.fails(FailOn::Red) && !tally.fails(FailOn::Amber));
        tally.add(&Program::default(), met(Some(0), &[Colour::Amber]));
        assert!(!tally.fails(FailOn::Red) && tally.fails(FailOn::Amber));
    }

    #[test]
    fn what_is_waived_fails_nothing() {
        let mut tally = Tally::default();
        let waived = Counted {
            rule: RuleId(0),
            colour: Colour::Red,
            advisory: false,
            overruled: false,
            waived: true,
            known: false,
        };
        let covers = vec![(0, Cover::Unused), (1, Cover::Used)];
        tally.add(&Program::default(), Met { ratings: vec![waived], covers, ..met(Some(0), &[]) });
        tally.add(&Program::default(), Met { covers: vec![(0, Cover::Used), (1, Cover::Unmet)], ..met(Some(0), &[]) });
        assert_eq!((tally.count(Colour::Red), tally.waived), (1, 1));
        assert!(!tally.fails(FailOn::Red) && !tally.fails(FailOn::Amber));
        assert_eq!(
            tally.covers,
            BTreeMap::from([(0, Cover::Used), (1, Cover::Used)]),
            "the best of all documents counts"
        );
    }
}
