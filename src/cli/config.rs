use std::path::PathBuf;

use clap::Args;

use super::configured::ConfigOptions;
use super::options::Format;
use super::output::{Failure, Status, print, write_out};
use super::style::ColourChoice;
use crate::diagnostic::Diagnostic;
use crate::report::{Ink, Screen, width};
use crate::source::LineIndex;
use crate::workspace::{Config, Said, config_schema};

/// Show the configuration that holds for documents: each value and where it is said
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// A document or folder; none stands for the folder that govlint is run in
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    path: PathBuf,
    #[command(flatten)]
    config: ConfigOptions,
    /// What to print: text for people, json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
    /// Print the JSON Schema of govlint.toml, for editors
    #[arg(long, exclusive = true)]
    schema: bool,
}

const EXAMPLES: &str = "\
Examples:
  govlint config                   what holds here, and in each folder that has a configuration of its own
  govlint config partnership/mou.md
  govlint config --schema > govlint.schema.json

Exit status: 0, or 2 if the configuration cannot be used.";

impl Show {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        if self.schema {
            return json_out(&config_schema());
        }
        let config = self.config.read(std::slice::from_ref(&self.path))?;
        let inside = self.inside()?;
        match self.format {
            Format::Text => {
                let mut screen = table(&config, colour.stdout().screen());
                for (folder, config) in &inside {
                    screen.line();
                    screen.put(Ink::Bold, &format!("{folder}/"));
                    screen.line();
                    screen = table(config, screen);
                }
                print(screen)?;
            }
            Format::Json => {
                let mut all = json(&config);
                let folders = inside.iter().map(|(folder, config)| (folder.clone(), json(config)));
                let folders: serde_json::Map<_, _> = folders.collect();
                if let (false, Some(all)) = (folders.is_empty(), all.as_object_mut()) {
                    all.insert("folders".to_owned(), folders.into());
                }
                return json_out(&all);
            }
        }
        Ok(Status::Clean)
    }

    /// The folders in the one that is named which have a configuration of their own, where configurations are looked for.
    fn inside(&self) -> Result<Vec<(String, Config)>, Failure> {
        if !self.config.looks_around() || !self.path.is_dir() {
            return Ok(Vec::new());
        }
        let one = |(folder, config, problems): (String, Config, Vec<Diagnostic>)| match problems.is_empty() {
            true => Ok((folder, config)),
            false => Err(Failure::Config(Box::new((config, problems)))),
        };
        Config::inside(&self.path).into_iter().map(one).collect()
    }
}

fn json_out(value: &serde_json::Value) -> Result<Status, Failure> {
    let mut out = serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?;
    out.push(b'\n');
    write_out(&out)?;
    Ok(Status::Clean)
}

/// Each value with where it is said, one a line.
fn table(config: &Config, mut screen: Screen) -> Screen {
    let rows: Vec<[String; 3]> = config
        .entries()
        .into_iter()
        .map(|entry| {
            let said = entry
                .said
                .map(|said| place(config, said))
                .map_or("default".to_owned(), |(name, line)| format!("{name}:{line}"));
            [entry.key, entry.values.join(", "), said]
        })
        .collect();
    let columns = [0, 1].map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0));
    for [key, value, said] in rows {
        screen.put(Ink::Bold, &key);
        screen.space(columns[0] - width(&key) + 2);
        screen.put(Ink::Plain, &value);
        screen.space(columns[1] - width(&value) + 2);
        screen.put(Ink::Dim, &said);
        screen.line();
    }
    screen
}

/// The same for programs: an object of keys.
fn json(config: &Config) -> serde_json::Value {
    let entries = config.entries().into_iter().map(|entry| {
        let said = entry.said.map(|said| place(config, said));
        let (file, line) = said.unzip();
        (entry.key, serde_json::json!({ "value": entry.values, "file": file, "line": line }))
    });
    serde_json::Value::Object(entries.collect())
}

/// The file and line of a place.
fn place(config: &Config, said: Said) -> (String, u32) {
    let file = &config.files[said.file];
    let position = LineIndex::new(&file.text).position(&file.text, said.span.start);
    (file.name.clone(), position.line)
}
