use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::check::no_documents;
use super::configured::{ConfigOptions, configured, heading};
use super::options::{RatingOptions, ReadingOptions, RuleOptions};
use super::output::{Failure, Status, print_errors, write_out};
use super::style::ColourChoice;
use crate::assess::{Assessed, Member, Rollup, Structure, Tally};
use crate::diagnostic::Diagnostic;
use crate::report::{Map, Source, Style, kind_not_told, maps_json, problem};
use crate::workspace::{Batch, Input, Save, Session, discover, shown_path};

/// Draw the structure that documents speak of: who is named, who reports to whom, who delegates what to whom, what is missing
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Draw {
    /// Files, folders (what .gitignore names is left out), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to make: svg for a picture, mermaid or dot for programs that draw, json for others, table for Markdown that says
    /// the same in words [default: what the name of FILE ends in, else table]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Form>,
    /// Write it to this file; where documents make several maps of a form that holds one, each gets a file, and its name a part
    /// of this one's
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    rating: RatingOptions,
    #[command(flatten)]
    reading: ReadingOptions,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    config: ConfigOptions,
}

const EXAMPLES: &str = "\
Examples:
  govlint map partnership/                   a table of what the documents of a folder say
  govlint map partnership/ -o structure.svg  a picture for a board paper

Exit status: 0, or 2 if something could not be used or read.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Svg,
    Mermaid,
    Dot,
    Json,
    Table,
}

impl Form {
    /// The form that the ending of a file's name stands for.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        Some(match &*ending {
            "svg" => Self::Svg,
            "mmd" | "mermaid" => Self::Mermaid,
            "dot" | "gv" => Self::Dot,
            "json" => Self::Json,
            "md" | "markdown" | "txt" => Self::Table,
            _ => return None,
        })
    }

    /// Whether a file of it holds one map alone.
    fn holds_one(self) -> bool {
        matches!(self, Self::Svg | Self::Mermaid)
    }
}

/// A map with a name of its own.
struct Drawn {
    name: String,
    documents: Vec<String>,
    structure: Structure,
}

impl Drawn {
    fn map(&self) -> Map<'_> {
        Map { name: &self.name, documents: &self.documents, structure: &self.structure }
    }
}

impl Draw {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let config = self.config.read(&self.paths)?;
        let rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        let session =
            configured(Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config)), &config)?;
        let mut found = discover(&self.paths);
        let session = self.config.around(session, &mut found)?;
        let inputs = found.inputs;
        let mut alone = Vec::new();
        let style = colour.stderr();
        let show = |_: usize, assessed: &Assessed| Ok(Seen::of(&session, assessed, style));
        let tally = Batch { session: &session, inputs: &inputs, show }.run(|seen| {
            alone.push(seen);
            Ok(())
        })?;
        alone.iter().for_each(|seen| print_errors(&seen.lost));
        if tally.read + tally.unreadable == 0 {
            return Err(no_documents().into());
        }
        let maps = maps(&tally.bundles, alone);
        self.write(&session, &inputs, &maps)?;
        Ok(status(&tally))
    }

    /// Writes what is asked for.
    fn write(&self, session: &Session, inputs: &[Input], maps: &[Drawn]) -> Result<(), Failure> {
        let named = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let form = self.format.or_else(|| named.and_then(Form::of)).unwrap_or(Form::Table);
        let one = |drawn: &Drawn| match form {
            Form::Svg => drawn.map().svg(),
            Form::Mermaid => drawn.map().mermaid(),
            Form::Dot => drawn.map().dot(),
            Form::Json | Form::Table => drawn.map().table(),
        };
        let whole = || match form {
            Form::Json => Ok(maps_json(heading(session), &maps.iter().map(Drawn::map).collect::<Vec<_>>())?),
            _ => Ok::<_, Failure>(maps.iter().map(one).collect::<Vec<_>>().join("\n").into_bytes()),
        };
        match named {
            None if form.holds_one() && maps.len() > 1 => {
                let message = format!("these documents make {} maps, and one goes to standard output", maps.len());
                let help =
                    "write them to files with -o FILE, of which each map gets one; or name the documents of one alone";
                Err(Diagnostic::error("several-maps", message).help(help).into())
            }
            None => write_out(&whole()?),
            Some(path) if form.holds_one() && maps.len() > 1 => {
                let files = maps.iter().zip(names(path, maps));
                let files: Vec<(&Drawn, Save)> = files
                    .map(|(drawn, path)| Ok((drawn, save(&path, inputs)?)))
                    .collect::<Result<_, Box<Diagnostic>>>()
                    .map_err(Failure::Problem)?;
                for (drawn, file) in files {
                    file.write(one(drawn).as_bytes())?;
                    write_out(format!("{}\n", file.shown()).as_bytes())?;
                }
                Ok(())
            }
            Some(path) => Ok(save(path, inputs).map_err(Failure::Problem)?.write(&whole()?)?),
        }
    }
}

/// A place for a file, which is none of the documents.
fn save(path: &Path, inputs: &[Input]) -> Result<Save, Box<Diagnostic>> {
    if inputs.iter().any(|input| input.is_file(path)) {
        let message = format!("`{}` is one of the documents", shown_path(path));
        return Err(Box::new(Diagnostic::error("would-overwrite", message).help("give the map another name")));
    }
    Save::at(path).map_err(Box::new)
}

/// Names for the files of several maps: that of the first, with the name of each map in it.
fn names(path: &Path, maps: &[Drawn]) -> Vec<PathBuf> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let mut names: Vec<PathBuf> = Vec::new();
    for map in maps {
        let lowered = map.name.to_lowercase();
        let parts: Vec<&str> = lowered.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let slug: String = parts.join("-").chars().take(60).collect();
        let mut name = path.with_file_name(format!("{stem}-{slug}{ending}"));
        let mut count = 2;
        while names.contains(&name) {
            name = path.with_file_name(format!("{stem}-{slug}-{count}{ending}"));
            count += 1;
        }
        names.push(name);
    }
    names
}

/// What is kept of a document until it is known whether it belongs to others.
struct Seen {
    path: String,
    structure: Option<Structure>,
    /// Why nothing is drawn of it, where it could not be read or its kind not told.
    lost: Vec<u8>,
}

impl Seen {
    fn of(session: &Session, assessed: &Assessed, style: Style) -> Self {
        let program = session.program();
        let member = Member::of(program, assessed).filter(|member| member.is_told() && assessed.bundle.is_none());
        let structure = member.map(|member| Structure::of_one(program, &member, &session.known()));
        let source = Source { name: &assessed.path, text: &assessed.source, lines: &assessed.lines };
        let mut screen = style.screen();
        match &assessed.outcome {
            Err(refusal) => problem(&mut screen, refusal, &[source]),
            Ok(_) if assessed.is_untold() && assessed.named => problem(&mut screen, &kind_not_told(), &[source]),
            Ok(_) => {}
        }
        Self { path: assessed.path.clone(), structure, lost: screen.into_bytes() }
    }
}

/// A map for each bundle, then one for each document that belongs to no others.
fn maps(bundles: &[Rollup], alone: Vec<Seen>) -> Vec<Drawn> {
    let mut maps: Vec<Drawn> = Vec::new();
    for bundle in bundles.iter().filter(|bundle| !bundle.documents.is_empty()) {
        let (name, documents) = (bundle.name.clone(), bundle.documents.clone());
        maps.push(Drawn { name, documents, structure: bundle.structure.clone() });
    }
    for seen in alone {
        let Some(structure) = seen.structure else { continue };
        if bundles.iter().all(|bundle| !bundle.documents.contains(&seen.path)) {
            maps.push(Drawn { name: seen.path.clone(), documents: vec![seen.path], structure });
        }
    }
    maps
}

fn status(tally: &Tally) -> Status {
    if tally.unreadable > 0 { Status::Unusable } else { Status::Clean }
}
