use super::screen::{Mark, Note, Notice, Screen, Snippet};
use crate::diagnostic::Diagnostic;
use crate::source::LineIndex;

/// A file that diagnostics speak of.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// Its name as people know it.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its line starts.
    pub lines: &'a LineIndex,
}

/// Prints what is wrong with a rule, a document or the command. A label's file is an index into `sources`; where there is one
/// source and no label, the source is named.
pub fn problem(screen: &mut Screen, diagnostic: &Diagnostic, sources: &[Source]) {
    let (ink, word) = (diagnostic.severity.into(), diagnostic.severity.word());
    let mut snippets: Vec<Snippet> = Vec::new();
    let mut files = Vec::new();
    for label in &diagnostic.labels {
        let Some(source) = sources.get(label.file.0 as usize) else { continue };
        // Of a file that is no text there is no line to show.
        if source.text.is_empty() && label.message.is_empty() {
            continue;
        }
        let span = source.lines.shown(label.span);
        let mark = Mark { span, focus: None, message: label.message.clone(), primary: label.primary };
        match files.iter().position(|file| *file == label.file) {
            Some(index) => snippets[index].marks.push(mark),
            None => {
                files.push(label.file);
                snippets.push(snippet(source, vec![mark]));
            }
        }
    }
    if let ([], [source]) = (&*snippets, sources) {
        snippets.push(snippet(source, Vec::new()));
    }
    let notes = diagnostic.notes.iter().map(|note| Note::new("note", note));
    let help = diagnostic.help.iter().map(|help| Note::new("help", help));
    let notes = notes.chain(help).collect();
    Notice { ink, word, code: diagnostic.code, message: &diagnostic.message, snippets, notes }.print(screen);
}

fn snippet<'a>(source: &Source<'a>, marks: Vec<Mark>) -> Snippet<'a> {
    Snippet { name: source.name, source: source.text, lines: source.lines, words_of: None, place: None, marks }
}

/// Says that a document was not rated, as its kind could not be told.
pub fn kind_not_told() -> Diagnostic {
    Diagnostic::warning("kind-not-told", "it cannot be told what kind of document this is, so it was not rated")
        .help("say so with --kind, or write `kind:` in the front matter")
}
