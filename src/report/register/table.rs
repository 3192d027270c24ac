use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, about};
use crate::assess::{Register, Tally};
use crate::language::coverage;
use crate::report::{Heading, words};

/// A sheet of the register. Its first column tells its rows apart.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The name of the sheet.
    pub name: &'static str,
    /// Its columns, those that people fill in last.
    pub columns: &'static [Column],
    /// What stands in the columns that people do not fill in.
    pub rows: Vec<Vec<String>>,
    /// The rows that there would be if something were lacking, and is not: each with the rating that says so.
    pub settled: BTreeMap<String, &'static str>,
}

/// A column of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What stands over it.
    pub head: &'static str,
    /// How wide it is, in letters.
    pub width: f64,
    /// What it holds.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words of govlint's.
    Words,
    /// What tells the row apart.
    Id,
    /// Whether the row is open, let be or closed.
    State,
    /// Since when it is.
    Since,
    /// A rating.
    Rating,
    /// What people fill in.
    Open,
    /// A day that people fill in.
    Day,
}

impl Holds {
    /// Whether people fill it in.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Day)
    }
}

impl Table {
    /// The column that holds something, from 0.
    pub fn column(&self, holds: Holds) -> Option<usize> {
        self.columns.iter().position(|column| column.holds == holds)
    }
}

const fn column(head: &'static str, width: f64, holds: Holds) -> Column {
    Column { head, width, holds }
}

/// The words for whether a row is open, let be or closed.
pub(super) const OPEN: &str = "open";
pub(super) const ACCEPTED: &str = "accepted";
/// A row whose gap is gone.
pub const CLOSED: &str = "closed";

const RISKS: [Column; 20] = [
    column("Risk id", 13.0, Holds::Id),
    column("Question", 24.0, Holds::Words),
    column("State", 9.0, Holds::State),
    column("Since", 10.5, Holds::Since),
    column("Partnership or document", 15.0, Holds::Words),
    column("Rating", 8.5, Holds::Rating),
    column("Gap in", 11.0, Holds::Words),
    column("Sort of risk", 11.0, Holds::Words),
    column("Cause", 30.0, Holds::Words),
    column("Event", 24.0, Holds::Words),
    column("Effect", 24.0, Holds::Words),
    column("Evidence", 34.0, Holds::Words),
    column("Suggested action", 30.0, Holds::Words),
    column("Owner", 13.0, Holds::Open),
    column("Due", 10.5, Holds::Day),
    column("Likelihood", 10.5, Holds::Open),
    column("Impact", 8.5, Holds::Open),
    column("Response", 14.0, Holds::Open),
    column("Status", 10.0, Holds::Open),
    column("Notes", 18.0, Holds::Open),
];

const ACTIONS: [Column; 12] = [
    column("Action id", 13.0, Holds::Id),
    column("Action", 34.0, Holds::Words),
    column("State", 9.0, Holds::State),
    column("Since", 10.5, Holds::Since),
    column("Partnership or document", 15.0, Holds::Words),
    column("For the risks", 13.0, Holds::Words),
    column("To talk over", 28.0, Holds::Words),
    column("A clause to start from", 40.0, Holds::Words),
    column("Who does it", 13.0, Holds::Open),
    column("By when", 10.5, Holds::Day),
    column("Done on", 10.5, Holds::Day),
    column("Remarks", 18.0, Holds::Open),
];

const ABOUT: [Column; 2] = [column("About", 26.0, Holds::Id), column("What it says", 96.0, Holds::Words)];

/// The sheets of the register of a run: its risks, what can be done, and what it is.
pub fn tables(heading: Heading, tally: &Tally) -> Vec<Table> {
    let none = Register::default();
    let register = tally.register.as_ref().unwrap_or(&none);
    let entries = coverage(heading.program);
    let mut risks = Table { name: "Risks", columns: &RISKS, ..Table::default() };
    let mut actions = Table { name: "Actions", columns: &ACTIONS, ..Table::default() };
    for scope in &register.scopes {
        let cells = Cells { heading, entries: &entries, scope };
        risks.rows.extend(scope.risks.iter().map(|risk| cells.risk(risk)));
        let settled = scope.settled.iter().map(|settled| (settled.id.clone(), words::rated(settled.colour)));
        risks.settled.extend(settled);
        let (open, done) = cells.actions();
        actions.rows.extend(open);
        actions.settled.extend(done.into_iter().map(|id| (id, "")));
    }
    let known: BTreeSet<&String> = actions.rows.iter().map(|row| &row[0]).collect();
    actions.settled.retain(|id, _| !known.contains(id));
    let about = Table { name: "About", columns: &ABOUT, rows: about(heading, register), ..Table::default() };
    vec![risks, actions, about]
}
