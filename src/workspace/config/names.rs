use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Config, Said, Setting};
use crate::bundle::Known;
use crate::diagnostic::{Diagnostic, FileId};

/// What a configuration says of the names of bodies, parties and posts, as written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Each short or other name with the name that it stands for, which is no alias itself.
    pub aliases: BTreeMap<String, String>,
    /// Bodies outside the partnership, of which no document here has to tell.
    pub outside: Vec<String>,
    /// Each body or party that is no more, with what has taken its place. This may have been succeeded too; they never go round.
    pub successors: BTreeMap<String, String>,
}

impl Names {
    /// The same as rules across documents take it.
    pub fn known(&self) -> Known {
        let Self { aliases, outside, successors } = self.clone();
        Known { aliases, outside: outside.into_iter().collect(), successors }
    }
}

/// A name of a body, a party or a post. Names are the same whatever the case of their letters and the space around them.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it is written.
    pub written: String,
    folded: String,
}

impl Name {
    /// The name of some text.
    pub fn new(written: &str) -> Self {
        Self { written: written.to_owned(), folded: written.trim().to_lowercase() }
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded)
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Name {}

type Table = BTreeMap<Name, Setting<String>>;

impl Config {
    /// What the configuration says of names. An error for each that is empty, for an alias of an alias, and for names that
    /// succeed each other in a circle; letters are compared without their case.
    pub fn names(&self) -> Result<Names, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        for (table, what) in [(&self.aliases, "aliases"), (&self.successors, "successors")] {
            for (name, value) in table {
                if name.folded.is_empty() || value.value.trim().is_empty() {
                    problems.push(bad(value.said, format!("a name in `{what}` is empty")));
                }
            }
        }
        for (name, value) in &self.aliases {
            let stands_for = Name::new(&value.value);
            if let Some(further) = self.aliases.get(&stands_for) {
                let message = format!("`{}` stands for `{}`, which is itself an alias", name.written, value.value);
                problems.push(bad(value.said, message).help(match *name == stands_for {
                    true => "leave it out: a name stands for itself".to_owned(),
                    false => format!("say what both stand for: `{}`", further.value),
                }));
            }
        }
        for (name, value) in &self.successors {
            if self.goes_round(name) {
                problems.push(bad(value.said, format!("`{}` comes to succeed itself", name.written)));
            }
        }
        if let Some(outside) = &self.outside
            && outside.value.iter().any(|name| name.trim().is_empty())
        {
            problems.push(bad(outside.said, "a name in `outside` is empty".to_owned()));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let plain =
            |table: &Table| table.iter().map(|(name, value)| (name.written.clone(), value.value.clone())).collect();
        Ok(Names {
            aliases: plain(&self.aliases),
            outside: self.outside.as_ref().map(|outside| outside.value.clone()).unwrap_or_default(),
            successors: plain(&self.successors),
        })
    }

    /// Whether what succeeds a name, step by step, comes back to it.
    fn goes_round(&self, name: &Name) -> bool {
        let mut now = name.clone();
        // No chain without a circle is longer than the table.
        for _ in 0..self.successors.len() {
            let Some(next) = self.successors.get(&now) else { return false };
            now = Name::new(&next.value);
            if now == *name {
                return true;
            }
        }
        false
    }
}

fn bad(said: Said, message: String) -> Diagnostic {
    Diagnostic::error("bad-config", message).at(FileId(said.file as u32), said.span, "")
}
