use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::bundles::{Bundle, Folders, Said};
use super::config::{Config, Draft, Unusable};
use super::load;
use super::revision::Blob;
use super::whole::is_same;
use crate::assess::MOST_TOGETHER;
use crate::diagnostic::Diagnostic;
use crate::read::{Format, LARGEST};

/// A document to be read.
#[derive(Debug)]
pub struct Input {
    /// Its path as given, with forward slashes; `-` for standard input.
    pub path: String,
    /// Whether it was named itself; else it was met in a folder.
    pub named: bool,
    /// What its folder says of it.
    pub(super) said: Said,
    from: From,
}

#[derive(Debug)]
enum From {
    File(PathBuf),
    Blob(Blob),
    Stdin,
    Nowhere(Diagnostic),
}

impl Input {
    /// A document of a revision, called as is said.
    pub(super) fn of_blob(path: String, blob: Blob) -> Self {
        Self { path, named: false, said: Said::default(), from: From::Blob(blob) }
    }

    /// Its bytes, or why they cannot be had.
    pub fn bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        let largest = LARGEST as u64;
        match &self.from {
            From::File(path) => load::file(path, largest),
            From::Blob(blob) => blob.bytes(largest),
            From::Stdin => load::stdin(largest),
            From::Nowhere(problem) => Err(problem.clone()),
        }
    }

    /// The folder that it lies in, as its path says.
    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether it is the file of a path.
    pub fn is_file(&self, path: &Path) -> bool {
        matches!(&self.from, From::File(own) if is_same(own, path))
    }
}

/// What the paths of a command line hold.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents, in the order given; those of a folder by name.
    pub inputs: Vec<Input>,
    /// How many files of other kinds the folders hold, by ending.
    pub others: BTreeMap<String, usize>,
    /// The configurations of their folders, once [`Found::look_around`] has looked for them.
    pub(super) configs: Vec<Config>,
    /// The bundles that they belong to, likewise.
    pub(super) bundles: Vec<Bundle>,
}

/// Files of a folder that may hold documents of one partnership, at most, unless a configuration says so.
const CROWD: usize = 2 * MOST_TOGETHER;

/// Finds the documents that `paths` name: files, folders (what `.gitignore` names, hidden files and what Word keeps beside open
/// documents left out), and `-` for standard input. What cannot be had becomes an input that says so when it is read.
pub fn discover(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.add(path, true, From::Stdin, &mut seen);
        } else if path.is_dir() {
            found.folder(path, &mut seen);
        } else {
            let from = match path.metadata() {
                Err(error) => From::Nowhere(load::refusal(&error)),
                Ok(_) if is_document(path) => From::File(path.clone()),
                Ok(_) => From::Nowhere(unknown_format(path)),
            };
            found.add(path, true, from, &mut seen);
        }
    }
    found
}

impl Found {
    /// Finds what the folders around the documents say of them: their profile, and the bundle that they belong to.
    /// Configurations that cannot be used are returned, each with what is wrong with it.
    pub fn look_around(&mut self) -> Vec<Unusable> {
        self.look_around_with(None)
    }

    /// The same, with a configuration that is about to be written.
    pub fn look_around_with(&mut self, draft: Option<Draft>) -> Vec<Unusable> {
        let mut folders = Folders::with(draft);
        for input in &mut self.inputs {
            if let From::File(path) = &input.from {
                input.said = folders.of(path);
            }
        }
        (self.configs, self.bundles) = (folders.configs, folders.bundles);
        folders.broken
    }

    /// Tells of documents of no bundle that they are rated together with no others, once the bundles are known: of one alone, and of
    /// those in a folder with so many files that hardly any make a bundle.
    pub fn mark_apart(&mut self) {
        let mut held: BTreeMap<String, usize> = BTreeMap::new();
        for input in self.inputs.iter().filter(|input| input.said.bundle.is_none()) {
            *held.entry(input.folder().to_owned()).or_default() += 1;
        }
        let alone = self.inputs.len() == 1;
        for input in self.inputs.iter_mut().filter(|input| input.said.bundle.is_none()) {
            input.said.apart = alone || held.get(input.folder()).is_some_and(|&held| held > CROWD);
        }
    }

    /// Gives standard input the name of a file, whose ending tells its format; one of a format that is not read is refused.
    pub fn name_stdin(&mut self, name: &str) {
        for input in self.inputs.iter_mut().filter(|input| matches!(input.from, From::Stdin)) {
            let path = Path::new(name);
            input.path = shown_path(path);
            if !is_document(path) {
                input.from = From::Nowhere(unknown_format(path));
            }
        }
    }

    fn add(&mut self, path: &Path, named: bool, from: From, seen: &mut HashSet<PathBuf>) {
        if seen.insert(path.strip_prefix(".").unwrap_or(path).to_owned()) {
            self.inputs.push(Input { path: shown_path(path), named, said: Said::default(), from });
        }
    }

    fn folder(&mut self, folder: &Path, seen: &mut HashSet<PathBuf>) {
        for entry in walk(folder) {
            match entry {
                Ok(path) if is_document(&path) => self.add(&path.clone(), false, From::File(path), seen),
                Ok(path) => {
                    let ending = path.extension().map_or("no ending".into(), |ending| ending.to_string_lossy());
                    *self.others.entry(ending.to_lowercase()).or_default() += 1;
                }
                Err(error) => self.add(folder, false, From::Nowhere(load::unreadable(&error.to_string())), seen),
            }
        }
    }
}

/// How the names of the files begin that Word keeps beside the documents that are open: they say who has opened them.
const OWNER: &str = "~$";

/// The files of a folder and of those in it, by name.
pub(super) fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_name(Ord::cmp).build();
    walk.filter_map(|entry| match entry {
        Ok(entry) => {
            let owner = entry.file_name().to_string_lossy().starts_with(OWNER);
            (!owner && entry.file_type().is_some_and(|kind| kind.is_file())).then(|| Ok(entry.into_path()))
        }
        Err(error) => Some(Err(error)),
    })
}

fn is_document(path: &Path) -> bool {
    path.file_name().is_some_and(|name| Format::of_name(&name.to_string_lossy()).is_some())
}

fn unknown_format(path: &Path) -> Diagnostic {
    let what = match path.extension() {
        Some(ending) => format!("files that end in `.{}` are not read", ending.to_string_lossy()),
        None => "a file without an ending is not read, as its format cannot be told".to_owned(),
    };
    Diagnostic::error("unknown-format", what)
        .note(format!("formats that are read: {}", Format::list()))
        .help("save the document in one of these formats")
}

/// A path as shown to people and to programs: as given, with forward slashes.
pub fn shown_path(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn names(found: &Found, folder: &Path) -> Vec<String> {
        let root = format!("{}/", shown_path(folder));
        found.inputs.iter().map(|input| input.path.replace(&root, "")).collect()
    }

    #[test]
    fn marks_documents_that_stand_alone_or_in_a_crowd() {
        let input = |path: String| Input { path, named: false, said: Said::default(), from: From::Stdin };
        let apart = |folder: &str, many: usize| {
            let inputs = (0..many).map(|number| input(format!("{folder}{number}.md")));
            let mut found =
                Found { inputs: inputs.chain([input("other/one.md".to_owned())]).collect(), ..Found::default() };
            found.mark_apart();
            (found.inputs[0].said.apart, found.inputs[many].said.apart)
        };
        assert_eq!(apart("", 0), (true, true));
        for folder in ["", "all/"] {
            assert_eq!(apart(folder, CROWD), (false, false), "{folder}");
            assert_eq!(apart(folder, CROWD + 1), (true, false), "{folder}");
        }
        assert_eq!(apart("all/in/", CROWD + 1), (true, false));
    }

    #[test]
    fn walks_folders_by_name_and_counts_the_rest() {
        let root = folder(&[
            ("b.md", ""),
            ("a/z.MD", ""),
            ("a/c.markdown", ""),
            ("a/d.TXT", ""),
            ("a.md", ""),
            (".hidden.md", ""),
            ("a/~$draft.docx", ""),
            ("old/x.md", ""),
            (".gitignore", "old/\n"),
            ("x.csv", ""),
            ("y.CSV", ""),
            ("LICENCE", ""),
        ]);
        let found = discover(&[root.path().to_owned()]);
        assert_eq!(names(&found, root.path()), ["a/c.markdown", "a/d.TXT", "a/z.MD", "a.md", "b.md"]);
        assert_eq!(found.others, BTreeMap::from([("csv".into(), 2), ("no ending".into(), 1)]));
    }

    #[test]
    fn standard_input_may_be_named() {
        let mut found = discover(&["-".into(), "none.md".into()]);
        found.name_stdin("old.txt");
        let paths: Vec<&str> = found.inputs.iter().map(|input| &*input.path).collect();
        assert_eq!(paths, ["old.txt", "none.md"]);
        found.name_stdin("old.xls");
        assert_eq!(found.inputs[0].bytes().unwrap_err().code, "unknown-format");
    }

    #[test]
    fn keeps_the_order_given_and_reads_each_once() {
        let root = folder(&[("b.md", ""), ("a.md", ""), ("n.xls", "")]);
        let path = |name: &str| root.path().join(name);
        let found = discover(&[path("b.md"), root.path().to_owned(), path("b.md"), path("none.md"), path("n.xls")]);
        assert_eq!(names(&found, root.path()), ["b.md", "a.md", "none.md", "n.xls"]);
        let codes: Vec<_> = found.inputs.iter().map(|input| input.bytes().map_err(|problem| problem.code)).collect();
        assert_eq!(codes, [Ok(vec![]), Ok(vec![]), Err("not-found"), Err("unknown-format")]);
        assert_eq!(found.others, BTreeMap::from([("xls".into(), 1)]));
    }
}
