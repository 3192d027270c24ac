use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::{Form, KEYS, Key};
use super::{Config, Name, Said, Setting, own};
use crate::assess::FailOn;
use crate::diagnostic::{Diagnostic, FileId};
use crate::source::Span;
use crate::workspace::nearest;

/// What helps where a path was written as Windows shows it.
const SLASHES: &str = r"write `/` between folders, or put the path in single quotes: in double ones `\` is not itself";

/// Whether what cannot be read at a place stands behind a `\`, as in `committees\old` and `C:\Users`.
fn is_path(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end_matches(['x', 'u', 'U']).ends_with('\\'))
}

/// Adds what one file says to a configuration, where nearer files have not said it; `root` is set if it says that the folders
/// around it do not matter. What is wrong with it is returned.
pub(super) fn add(config: &mut Config, file: usize) -> Layer {
    let mut layer = Layer { file, root: false, problems: Vec::new() };
    // The text is taken out for the time, as the values that are read from it borrow it.
    let text = std::mem::take(&mut config.files[file].text);
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let span = error.span().map_or(Span::default(), span);
        let help = is_path(&text, span.start as usize).then(|| SLASHES.to_owned());
        layer.tell("bad-config", span, format!("this is no TOML: {}", error.message()), help);
    }
    for (name, value) in table.get_ref() {
        let place = span(name.span());
        match KEYS.iter().find(|key| key.name == name.get_ref()) {
            Some(key) => layer.take(config, key, value),
            None => layer.unknown(name.get_ref(), place),
        }
    }
    config.files[file].text = text;
    layer
}

/// One file while it is read.
pub(super) struct Layer {
    file: usize,
    /// Whether the configuration of the folders around it is left alone.
    pub(super) root: bool,
    /// What is wrong with it.
    pub(super) problems: Vec<Diagnostic>,
}

pub(super) type Value<'a> = Spanned<DeValue<'a>>;

impl Layer {
    pub(super) fn tell(&mut self, code: &'static str, span: Span, message: String, help: Option<String>) {
        let problem = Diagnostic::error(code, message).at(FileId(self.file as u32), span, "");
        self.problems.push(Diagnostic { help, ..problem });
    }

    fn unknown(&mut self, name: &str, place: Span) {
        let known = KEYS.map(|key| key.name);
        self.unknown_in("the configuration", &known, name, place);
    }

    /// Tells of a key that something which has keys does not have.
    pub(super) fn unknown_in(&mut self, what: &str, known: &[&str], name: &str, place: Span) {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are `{}`", known.join("`, `")),
        };
        self.tell("unknown-key", place, format!("{what} has no key `{name}`"), Some(help));
    }

    fn take(&mut self, config: &mut Config, key: &Key, value: &Value) {
        match key.form {
            Form::Flag => self.root = self.flag(key, value).unwrap_or(false),
            Form::List => self.take_list(config, key, value),
            Form::Text | Form::Path => self.take_text(config, key, value),
            Form::OneOf(words) => {
                let level = value.get_ref().as_str().and_then(FailOn::of);
                match level {
                    Some(level) => keep(&mut config.fail_on, level, self.said(value)),
                    None => self.wrong(key, value, &format!("one of `{}`", words.join("`, `"))),
                }
            }
            Form::Number(least, most) => {
                let number = value
                    .get_ref()
                    .as_integer()
                    .and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
                match number.filter(|number| (least..=most).contains(number)) {
                    Some(number) => keep(&mut config.memory, number, self.said(value)),
                    None => self.wrong(key, value, &format!("a whole number from {least} to {most}")),
                }
            }
            Form::Lists => self.take_words(config, key, value),
            Form::Records(fields) => self.take_waivers(config, key, fields, value),
            Form::Table | Form::Answers | Form::Words(_) | Form::Day => self.take_table(config, key, value),
        }
    }

    fn take_list(&mut self, config: &mut Config, key: &Key, value: &Value) {
        let Some(list) = self.list(key, value) else { return };
        let said = self.said(value);
        match key.name {
            "rules" => {
                let folder = &config.files[self.file].folder;
                let paths: Vec<PathBuf> = list.iter().map(|path| folder.join(path)).collect();
                keep(&mut config.rules, paths, said);
            }
            "select" => keep(&mut config.select, list, said),
            "outside" => keep(&mut config.outside, list, said),
            _ => keep(&mut config.ignore, list, said),
        }
    }

    fn take_text(&mut self, config: &mut Config, key: &Key, value: &Value) {
        let Some(text) = value.get_ref().as_str() else { return self.wrong(key, value, "a string") };
        let said = self.said(value);
        match key.form {
            Form::Path => {
                let path = config.files[self.file].folder.join(text);
                let slot = match key.name {
                    "baseline" => &mut config.baseline,
                    "cache" => &mut config.cache,
                    _ => &mut config.answers,
                };
                keep(slot, path, said);
            }
            _ => keep(&mut config.bundle, text.to_owned(), said),
        }
    }

    fn take_table(&mut self, config: &mut Config, key: &Key, value: &Value) {
        let entries = self.table(key, value);
        match key.name {
            "kinds" => config.kinds.extend(entries),
            "aliases" => self.take_names(&mut config.aliases, entries),
            "successors" => self.take_names(&mut config.successors, entries),
            "severity" => {
                for (name, value) in entries {
                    config.severity.entry(name.value).or_insert(value);
                }
            }
            _ => {
                for (name, answer) in entries {
                    config.profile.entry(name.value).or_insert(answer);
                }
            }
        }
    }

    fn take_names(
        &mut self,
        table: &mut BTreeMap<Name, Setting<String>>,
        entries: Vec<(Setting<String>, Setting<String>)>,
    ) {
        for (name, value) in entries {
            let known = table.entry(Name::new(&name.value)).or_insert_with(|| value.clone());
            if known.said.file == self.file && known.said != value.said {
                self.tell("bad-config", name.said.span, format!("`{}` is said twice", name.value), None);
            }
        }
    }

    fn take_words(&mut self, config: &mut Config, key: &Key, value: &Value) {
        let Some(table) = value.get_ref().as_table() else { return self.wrong(key, value, "a table of lists") };
        for (name, value) in table {
            let Some(words) = self.list(key, value) else { continue };
            let span = span(name.span());
            let name = Setting { value: name.get_ref().to_string(), said: Said { file: self.file, span } };
            match own::fault(&name.value, &words) {
                None => config.words.push((name, Setting { value: words, said: self.said(value) })),
                Some((message, help)) => self.tell("bad-config", span, message, Some(help.to_owned())),
            }
        }
    }

    pub(super) fn said(&self, value: &Value) -> Said {
        Said { file: self.file, span: span(value.span()) }
    }

    pub(super) fn wrong(&mut self, key: &Key, value: &Value, wanted: &str) {
        let is = match value.get_ref() {
            DeValue::String(text) => format!("`{text}`"),
            DeValue::Integer(number) => format!("the number {number}"),
            _ => article(value.get_ref().type_str()),
        };
        let message = format!("`{}` is {wanted}, and this is {is}", key.name);
        self.tell("bad-config", span(value.span()), message, Some(format!("it says {}", key.about)));
    }

    fn flag(&mut self, key: &Key, value: &Value) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(key, value, "`true` or `false`");
        }
        flag
    }

    /// The strings of a list; a string alone stands for a list of one.
    fn list(&mut self, key: &Key, value: &Value) -> Option<Vec<String>> {
        if let Some(one) = value.get_ref().as_str() {
            return Some(vec![one.to_owned()]);
        }
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of strings");
            return None;
        };
        let mut list = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_str() {
                Some(item) => list.push(item.to_owned()),
                None => self.wrong(key, item, "a list of strings"),
            }
        }
        Some(list)
    }

    /// The entries of a table: strings; of answers also `true` and `false` as `yes` and `no`, and lists with commas between.
    fn table(&mut self, key: &Key, value: &Value) -> Vec<(Setting<String>, Setting<String>)> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, value, "a table");
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (name, value) in table {
            let answer = match value.get_ref() {
                DeValue::String(text) if !matches!(key.form, Form::Words(words) if !words.contains(&&**text)) => {
                    text.to_string()
                }
                DeValue::Boolean(answer) if key.form == Form::Answers => if *answer { "yes" } else { "no" }.to_owned(),
                DeValue::Array(list) if key.form == Form::Answers && list.iter().all(|one| one.get_ref().is_str()) => {
                    list.iter().filter_map(|one| one.get_ref().as_str()).collect::<Vec<_>>().join(", ")
                }
                _ => {
                    let wanted = match key.form {
                        Form::Words(words) => format!("a table of `{}`", words.join("`, `")),
                        _ => "a table of strings".to_owned(),
                    };
                    self.wrong(key, value, &wanted);
                    continue;
                }
            };
            let name =
                Setting { value: name.get_ref().to_string(), said: Said { file: self.file, span: span(name.span()) } };
            entries.push((name, Setting { value: answer, said: self.said(value) }));
        }
        entries
    }
}

/// Keeps a value unless a nearer file has given one.
fn keep<T>(slot: &mut Option<Setting<T>>, value: T, said: Said) {
    slot.get_or_insert(Setting { value, said });
}

pub(super) fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

fn article(what: &str) -> String {
    let vowel = what.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {what}", if vowel { "an" } else { "a" })
}
