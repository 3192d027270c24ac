use super::{LEAST_MEMORY, MOST_MEMORY};

/// A key of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub form: Form,
    /// What it says, as it goes on behind "it says".
    pub about: &'static str,
}

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A list of strings.
    List,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// A string.
    Text,
    /// A path, relative to the file.
    Path,
    /// `true` or `false`.
    Flag,
    /// A whole number from one to another.
    Number(u64, u64),
    /// A table whose keys are anyone's, with strings.
    Table,
    /// The same, where `true` and `false` stand for `yes` and `no`.
    Answers,
    /// A table whose keys are anyone's, with one of a few words.
    Words(&'static [&'static str]),
    /// A table whose keys are anyone's, with lists of strings.
    Lists,
    /// A day: a date of TOML or a string of its form.
    Day,
    /// A list of tables, each with some keys.
    Records(&'static [Field]),
}

/// A key of each table of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: Key,
    /// Whether it has to be there.
    pub required: bool,
}

/// What a rule of `severity` may be.
pub const SEVERITIES: [&str; 3] = ["binding", "advisory", "off"];

const fn field(name: &'static str, form: Form, required: bool, about: &'static str) -> Field {
    Field { key: Key { name, form, about }, required }
}

/// The keys of a waiver.
pub const WAIVER: [Field; 6] = [
    field("rule", Form::Text, true, "which rule, or which question whose rules, may find a gap: its id"),
    field(
        "path",
        Form::Text,
        false,
        "in which documents: a pattern of paths, relative to this file; in all where there is none",
    ),
    field(
        "clause",
        Form::Text,
        false,
        "in which clause: its number, or the words of its heading; in all where there is none",
    ),
    field("reason", Form::Text, true, "why the gap is let be"),
    field("who", Form::Text, true, "who says so"),
    field("until", Form::Day, true, "the last day on which that holds"),
];

/// Every key, in the order in which they are shown.
pub const KEYS: [Key; 18] = [
    Key {
        name: "root",
        form: Form::Flag,
        about: "whether the configuration of the folders around this one is left alone",
    },
    Key {
        name: "rules",
        form: Form::List,
        about: "which rule files, or folders of them, are used beside govlint's own; paths are relative to this file",
    },
    Key {
        name: "select",
        form: Form::List,
        about: "which rules alone are run: ids of rules or questions, or how such ids begin",
    },
    Key {
        name: "bundle",
        form: Form::Text,
        about: "what the partnership is called whose documents stand in this folder and those in it",
    },
    Key {
        name: "answers",
        form: Form::Path,
        about: "where the answers of people to the questions stand, relative to this file",
    },
    Key { name: "baseline", form: Form::Path, about: "where the gaps are listed that are known, and fail no run" },
    Key { name: "ignore", form: Form::List, about: "which rules are not run" },
    Key {
        name: "fail-on",
        form: Form::OneOf(&["red", "amber", "never"]),
        about: "from which rating on a run ends with exit status 1",
    },
    Key {
        name: "words",
        form: Form::Lists,
        about: "which words groups of the rules take for theirs too, by pack and group",
    },
    Key {
        name: "severity",
        form: Form::Words(&SEVERITIES),
        about: "what becomes of gaps that rules find, by ids of rules or questions, or how such ids begin: they count, they are advice alone, or the rules are not run",
    },
    Key {
        name: "memory",
        form: Form::Number(LEAST_MEMORY, MOST_MEMORY),
        about: "how many megabytes of memory one document may take; one that needs more is refused",
    },
    Key {
        name: "cache",
        form: Form::Path,
        about: "in which folder `check` keeps what comes of each document, so as not to read it again; relative to this file",
    },
    Key {
        name: "kinds",
        form: Form::Table,
        about: "of which kind the documents are whose path fits a pattern, relative to this file",
    },
    Key {
        name: "aliases",
        form: Form::Table,
        about: "which name of a body, a party or a post each short or other name of it stands for",
    },
    Key {
        name: "outside",
        form: Form::List,
        about: "which bodies belong to no document here, as they are outside the partnership",
    },
    Key {
        name: "successors",
        form: Form::Table,
        about: "which body or party has taken the place of each that is no more",
    },
    Key { name: "waive", form: Form::Records(&WAIVER), about: "which gaps are known and let be until a day" },
    Key {
        name: "profile",
        form: Form::Answers,
        about: "what the partnership is like, where documents do not say: the names that the rules declare with `profile`",
    },
];
