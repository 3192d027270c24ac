//! The configuration, `govlint.toml`: that of the folder and of the folders around it, the nearest one first.
//!
//! Each value keeps the place where it was said, so that `govlint config` can show it and a mistake in it can be underlined.

mod find;
mod key;
mod layer;
mod names;
mod own;
mod resolve;
mod schema;
mod severity;
mod starter;
mod waive;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::assess::{Digest, FailOn};
use crate::diagnostic::Diagnostic;
use crate::read::Reading;
use crate::source::Span;
use crate::workspace::discover::shown_path;

pub use find::Draft;
pub use key::{KEYS, Key};
pub use names::{Name, Names};
pub use resolve::Kinds;
pub(super) use resolve::{Pattern, pattern};
pub use schema::schema;
pub use starter::{BASELINE, Starter};
pub use waive::Waive;

/// The name of the file.
pub const NAME: &str = "govlint.toml";

/// The fewest and the most megabytes of memory that a document may be allowed.
pub const LEAST_MEMORY: u64 = 64;
/// See [`LEAST_MEMORY`].
pub const MOST_MEMORY: u64 = 65_536;

/// A file of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// Its path as it is shown, with forward slashes.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The folder that it stands in, which its paths and patterns are relative to.
    pub folder: PathBuf,
}

/// Where something is said: which of [`Config::files`], and the bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Index into [`Config::files`].
    pub file: usize,
    /// Bytes of that file.
    pub span: Span,
}

/// A value and where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it is said.
    pub said: Said,
}

/// A configuration that cannot be used, and what is wrong with it.
pub type Unusable = Box<(Config, Vec<Diagnostic>)>;

/// What the configuration says, all files together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Its files, the nearest first.
    pub files: Vec<ConfigFile>,
    /// What the partnership is called whose documents stand in the folder of the file that says so.
    pub bundle: Option<Setting<String>>,
    /// The file of people's answers.
    pub answers: Option<Setting<PathBuf>>,
    /// The nearest folder whose file of answers has its usual name, with a configuration beside it or without.
    pub answered: Option<PathBuf>,
    /// The file of known gaps.
    pub baseline: Option<Setting<PathBuf>>,
    /// Rule files and folders of them, used beside govlint's own.
    pub rules: Option<Setting<Vec<PathBuf>>>,
    /// The rules to run, by ids of rules and questions or how they begin.
    pub select: Option<Setting<Vec<String>>>,
    /// Those to leave out.
    pub ignore: Option<Setting<Vec<String>>>,
    /// From which rating on a run fails.
    pub fail_on: Option<Setting<FailOn>>,
    /// Words that groups of the rules take for theirs too, by pack and group.
    pub words: Vec<(Setting<String>, Setting<Vec<String>>)>,
    /// What becomes of gaps that rules find, by ids of rules or questions, or how such ids begin.
    pub severity: BTreeMap<String, Setting<String>>,
    /// Gaps that are known and let be, those of the nearest file first.
    pub waive: Vec<Waive>,
    /// Megabytes of memory that one document may take.
    pub memory: Option<Setting<u64>>,
    /// The folder of results that are kept.
    pub cache: Option<Setting<PathBuf>>,
    /// Kinds of document by pattern of their paths, those of the nearest file first.
    pub kinds: Vec<(Setting<String>, Setting<String>)>,
    /// What each short or other name of a body, a party or a post stands for.
    pub aliases: BTreeMap<Name, Setting<String>>,
    /// Bodies outside the partnership.
    pub outside: Option<Setting<Vec<String>>>,
    /// What has taken the place of each body or party that is no more.
    pub successors: BTreeMap<Name, Setting<String>>,
    /// What the partnership is like: the answer to each `profile` that the rules declare.
    pub profile: BTreeMap<String, Setting<String>>,
}

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key; an entry of a table is `profile.stage`.
    pub key: String,
    /// The value, or the values of a list.
    pub values: Vec<String>,
    /// Where it is said; none for what holds where nothing is said.
    pub said: Option<Said>,
}

impl Entry {
    fn list<T>(key: String, list: &Option<Setting<Vec<T>>>, shown: impl Fn(&T) -> String) -> Self {
        let values = list.iter().flat_map(|list| &list.value).map(shown).collect();
        Self { key, values, said: list.as_ref().map(|list| list.said) }
    }

    fn path(key: String, path: &Option<Setting<PathBuf>>) -> Self {
        let values = path.iter().map(|path| shown_path(&path.value)).collect();
        Self { key, values, said: path.as_ref().map(|path| path.said) }
    }

    fn table(name: &str, table: &BTreeMap<String, Setting<String>>) -> impl Iterator<Item = Self> {
        table.iter().map(move |(key, value)| Self::of(name, key, value))
    }

    fn names(name: &str, table: &BTreeMap<Name, Setting<String>>) -> impl Iterator<Item = Self> {
        table.iter().map(move |(key, value)| Self::of(name, &key.written, value))
    }

    fn of(table: &str, name: &str, value: &Setting<String>) -> Self {
        Self { key: format!("{table}.{name}"), values: vec![value.value.clone()], said: Some(value.said) }
    }
}

impl Config {
    /// Every key with the value that holds, in the order of [`KEYS`].
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for key in KEYS {
            let name = key.name.to_owned();
            match key.name {
                "bundle" => {
                    let values = self.bundle.iter().map(|bundle| bundle.value.clone()).collect();
                    let said = self.bundle.as_ref().map(|bundle| bundle.said);
                    entries.push(Entry { key: name, values, said });
                }
                "answers" => entries.push(Entry::path(name, &self.answers)),
                "baseline" => entries.push(Entry::path(name, &self.baseline)),
                "rules" => entries.push(Entry::list(name, &self.rules, |path| shown_path(path))),
                "select" => entries.push(Entry::list(name, &self.select, Clone::clone)),
                "ignore" => entries.push(Entry::list(name, &self.ignore, Clone::clone)),
                "fail-on" => {
                    let level = self.fail_on.as_ref().map_or(FailOn::default(), |level| level.value);
                    let said = self.fail_on.as_ref().map(|level| level.said);
                    entries.push(Entry { key: name, values: vec![level.word().to_owned()], said });
                }
                "memory" => {
                    let megabytes = self.memory.as_ref().map_or(Reading::default().memory >> 20, |memory| memory.value);
                    let said = self.memory.as_ref().map(|memory| memory.said);
                    entries.push(Entry { key: name, values: vec![megabytes.to_string()], said });
                }
                "cache" => entries.push(Entry::path(name, &self.cache)),
                "kinds" => {
                    entries.extend(self.kinds.iter().map(|(pattern, kind)| Entry::of(&name, &pattern.value, kind)))
                }
                "words" => entries.extend(self.words.iter().map(|(group, words)| Entry {
                    key: format!("{name}.{}", group.value),
                    values: words.value.clone(),
                    said: Some(words.said),
                })),
                "severity" => entries.extend(Entry::table(&name, &self.severity)),
                "waive" => entries.extend(self.waive.iter().enumerate().map(|(index, waive)| Entry {
                    key: format!("{name}.{}", index + 1),
                    values: waive.words(),
                    said: Some(waive.rule.said),
                })),
                "aliases" => entries.extend(Entry::names(&name, &self.aliases)),
                "outside" => entries.push(Entry::list(name, &self.outside, Clone::clone)),
                "successors" => entries.extend(Entry::names(&name, &self.successors)),
                "profile" => entries.extend(Entry::table(&name, &self.profile)),
                _ => {}
            }
        }
        entries
    }

    /// Digest of its files, one after another; none where there are none.
    pub fn digest(&self) -> Option<Digest> {
        (!self.files.is_empty()).then(|| Digest::of_all(self.files.iter().map(|file| file.text.as_bytes())))
    }
}
