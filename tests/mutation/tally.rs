//! How many ratings fell, and which did not.

use std::collections::BTreeMap;
use std::fmt;

use crate::mutant::{End, How};

/// The outcomes of many tries.
#[derive(Default)]
pub struct Tally {
    fell: BTreeMap<How, Vec<u32>>,
    stood: Vec<String>,
    all: BTreeMap<How, u32>,
    nil: BTreeMap<How, u32>,
    no_contrary: BTreeMap<How, u32>,
}

impl Tally {
    pub fn of(ends: impl Iterator<Item = ((String, How), End)>) -> Self {
        let mut tally = Self::default();
        for ((label, how), end) in ends {
            match end {
                End::Nil => *tally.nil.entry(how).or_default() += 1,
                End::NoContrary => *tally.no_contrary.entry(how).or_default() += 1,
                _ => *tally.all.entry(how).or_default() += 1,
            }
            match end {
                End::Fell(rounds) => tally.fell.entry(how).or_default().push(rounds),
                End::Stood(why) => tally.stood.push(format!("{how:?} {label}: {why}")),
                End::Nil | End::NoContrary => {}
            }
        }
        tally
    }

    /// The share that fell of those that should.
    pub fn share(&self, how: How) -> f64 {
        let fell = self.fell.get(&how).map_or(0, Vec::len);
        fell as f64 / f64::from(self.all.get(&how).copied().unwrap_or(0).max(1))
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for how in How::ALL {
            let mut rounds = self.fell.get(&how).cloned().unwrap_or_default();
            rounds.sort_unstable();
            let at = |share: usize| rounds.get(rounds.len() * share / 100).copied().unwrap_or(0);
            let all = self.all.get(&how).copied().unwrap_or(0);
            let of = |counts: &BTreeMap<How, u32>| counts.get(&how).copied().unwrap_or(0);
            let (nil, no_contrary) = (of(&self.nil), of(&self.no_contrary));
            writeln!(
                out,
                "{how:?}: {} of {all} fell ({:.3}); rounds: {} in one, median {}, nine in ten within {}, most {}; left out: {nil} whose contrary answers too, \
                 {no_contrary} without a contrary",
                rounds.len(),
                self.share(how),
                rounds.iter().filter(|rounds| **rounds == 1).count(),
                at(50),
                at(90),
                rounds.last().copied().unwrap_or(0),
            )?;
        }
        self.stood.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}
