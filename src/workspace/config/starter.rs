use std::path::Path;

use toml_writer::ToTomlValue;

use super::key::{Form, KEYS, Key};
use crate::engine::KindTold;
use crate::language::Program;
use crate::workspace::discover::shown_path;

/// The name of the baseline that a new configuration speaks of, beside it.
pub const BASELINE: &str = "govlint-baseline.toml";

/// Most documents that are listed.
const LISTED: usize = 200;

/// A configuration to begin with.
#[derive(Clone, Debug, Default)]
pub struct Starter {
    bundle: String,
    rules: Vec<String>,
    /// Paths of documents with the kind that each was told to be.
    documents: Vec<(String, Option<KindTold>)>,
}

impl Starter {
    /// One for a folder with its documents, and with rules beside govlint's own. All paths are as given.
    pub fn of(folder: &Path, rules: &[impl AsRef<Path>], documents: Vec<(String, Option<KindTold>)>) -> Self {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let whole = whole.components().as_path().to_owned();
        let name = whole.canonicalize().unwrap_or_else(|_| whole.clone());
        let under = |path: &Path| {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            shown_path(path.strip_prefix(&whole).unwrap_or(&path))
        };
        let documents = documents.into_iter().map(|(path, told)| (under(Path::new(&path)), told)).collect();
        Self {
            bundle: name.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            rules: rules.iter().map(|path| under(path.as_ref())).collect(),
            documents,
        }
    }

    /// The text of the file: what is known is said, every other key stands as a remark with its meaning.
    pub fn text(&self, program: &Program) -> String {
        let mut out = HEAD.to_owned();
        let is_table = |key: &&Key| {
            matches!(key.form, Form::Table | Form::Answers | Form::Words(_) | Form::Lists | Form::Records(_))
        };
        for key in KEYS.iter().filter(|key| !is_table(key)) {
            out += &explained(key.about);
            out += &match key.name {
                "bundle" => format!("bundle = {}\n", quoted(&self.bundle)),
                "baseline" => format!("baseline = {}\n", quoted(BASELINE)),
                "rules" if !self.rules.is_empty() => {
                    let rules: Vec<String> = self.rules.iter().map(|path| quoted(path)).collect();
                    format!("rules = [{}]\n", rules.join(", "))
                }
                _ => format!("# {} = {}\n", key.name, sample(key)),
            };
        }
        for key in KEYS.iter().filter(is_table) {
            out += &explained(key.about);
            out += &match key.name {
                "kinds" => self.kinds(program),
                "profile" => profile(program),
                _ => format!("{}\n", sample(key)),
            };
        }
        out
    }

    fn kinds(&self, program: &Program) -> String {
        let kinds: Vec<&str> = program.kinds.iter().map(|kind| &*kind.name).collect();
        let mut out = "[kinds]\n".to_owned();
        if !self.documents.is_empty() {
            out += "# What each was taken for; where that is wrong, say what it is, without the `#`.\n";
        }
        for (path, told) in self.documents.iter().take(LISTED) {
            let kind = told.and_then(|told| program.kinds.get(told.kind.at()));
            let sign = told.map(|told| told.because.word());
            out += &match kind.zip(sign) {
                Some((kind, sign)) => {
                    format!("# {} = {}  # {}, by its {sign}\n", quoted(path), quoted(&kind.name), kind.title)
                }
                None => format!("# {} = \"\"  # could not be told; one of {}\n", quoted(path), kinds.join(", ")),
            };
        }
        if self.documents.len() > LISTED {
            out += &format!("# and {} more\n", self.documents.len() - LISTED);
        }
        out
    }
}

const HEAD: &str = "\
# The configuration of govlint for the documents of this folder and of those in it (docs/configuration.md). A line that begins
# with `#` says nothing yet: take the `#` away where you want it to. `govlint config` shows what holds.
";

/// What a key says, as a remark over it.
fn explained(about: &str) -> String {
    let mut first = about.chars();
    let about: String = first.next().into_iter().flat_map(char::to_uppercase).chain(first).collect();
    let mut out = "\n#".to_owned();
    let mut room = WIDTH;
    for word in about.split(' ') {
        if word.len() + 1 > room {
            out += "\n#";
            room = WIDTH;
        }
        room -= (word.len() + 1).min(room);
        out.extend([" ", word]);
    }
    out + ".\n"
}

/// Columns of a remark.
const WIDTH: usize = 118;

fn quoted(text: &str) -> String {
    text.to_toml_value()
}

/// What the value of a key may look like; of a table its opening with an entry, as remarks.
fn sample(key: &Key) -> &'static str {
    match key.name {
        "root" => "true",
        "rules" => "[\"rules/local.rules\"]",
        "select" => "[\"hfma\", \"practice\"]",
        "ignore" => "[\"hfma.mou.7\"]",
        "outside" => "[\"Audit Office\"]",
        "answers" => "\"govlint-answers.toml\"",
        "fail-on" => "\"red\"",
        "memory" => "512",
        "cache" => "\"../kept\"",
        "words" => "[words]\n# \"hfma.dispute\" = [\"falling out\"]",
        "severity" => "[severity]\n# \"hfma.mou.7\" = \"advisory\"  # binding, advisory or off",
        "aliases" => "[aliases]\n# \"CRG\" = \"Clinical Reference Group\"",
        "successors" => "[successors]\n# \"Harbour Board\" = \"Port Authority\"",
        "waive" => {
            "# [[waive]]\n# rule   = \"hfma.mou.6\"\n# path   = \"mou.md\"\n# clause = \"7.2\"\n# reason = \"the parties settle this in \
             spring\"\n# who    = \"Board Secretary\"\n# until  = 2027-03-31"
        }
        _ => "\"\"",
    }
}

/// The names of the profile, each with what it asks and what it may be.
fn profile(program: &Program) -> String {
    let mut out = "[profile]\n".to_owned();
    for facet in &program.facets {
        let yes_no = facet.values == ["yes", "no"];
        let values = if yes_no { "true or false".to_owned() } else { facet.values.join(", ") };
        let first = facet.values.first().map_or(String::new(), |value| quoted(value));
        let value = match (yes_no, facet.several) {
            (true, _) => "true".to_owned(),
            (false, true) => format!("[{first}]"),
            (false, false) => first,
        };
        let values = if facet.several { format!("any of {values}") } else { values };
        out += &format!("# {} = {value}  # {} ({values})\n", facet.name, facet.text);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::workspace::{Config, RuleSet};

    /// What is left of a text when the remarks that are not for people alone are said.
    fn said(text: &str) -> String {
        let is_said = |line: &str| line.contains(" = ") || line.starts_with("[[");
        let line = |line: &str| match line.strip_prefix("# ") {
            Some(rest) if is_said(rest) => rest.to_owned(),
            _ => line.to_owned(),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_new_configuration_is_sound_as_it_stands_and_with_every_key_said() {
        let program = RuleSet::load(&[]).unwrap().program;
        let folder = tempfile::tempdir().unwrap();
        let documents = vec![("x/a \"b\".md".to_owned(), None)];
        let text = Starter::of(folder.path(), &["x.rules"], documents).text(&program);
        let path = folder.path().join("govlint.toml");
        for text in [text.clone(), said(&text).replace(" = \"\"", " = \"mou\"")] {
            std::fs::write(&path, &text).unwrap();
            let (config, problems) = Config::of_file(&path);
            assert!(problems.is_empty(), "{problems:#?}\n{text}");
            config.partnership(&program).unwrap();
            config.document_kinds(&program).unwrap();
            config.names().unwrap();
        }
        for key in KEYS {
            assert!(
                said(&text).contains(&format!("{} =", key.name)) || text.contains(&format!("[{}]", key.name)),
                "{}",
                key.name
            );
        }
    }
}
