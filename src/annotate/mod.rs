//! The answer back in Word: the file of a document with a comment at each finding's clause, everything else byte for byte as it
//! was. Comments are known again by their author and last line, so that they can be replaced or taken out, never others'.

mod clause;
mod comment;
mod package;
mod place;
mod remark;
mod risks;
mod scan;
mod strip;
#[cfg(test)]
mod tests;
mod xml;

use jiff::civil::Date;

use crate::assess::Assessed;
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::language::Program;
use crate::read::Reading;

use comment::Comments;
use package::Archive;
use place::Places;
use remark::{Draft, Remark, Remarks, remarks};
use scan::scan;
use xml::Edits;

pub use remark::Left;
pub use risks::{Count, Merged, merge, refuse};
pub use strip::strip;

/// The author of comments and insertions.
pub const AUTHOR: &str = "govlint";
/// How the last line of a comment begins. Word keeps a comment's author and words whenever it saves a file, and drops
/// elements and attributes that it does not know.
const MARK: &str = "— govlint ";
/// Who reads the comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Those who asked for the ratings.
    #[default]
    Own,
    /// The other parties, who are shown no ratings.
    Partners,
}

/// What is put into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Who reads the comments.
    pub audience: Audience,
    /// Whether suggested clauses are put in as tracked insertions.
    pub clauses: bool,
    /// Whether findings of rules that advise alone are put in too.
    pub advice: bool,
    /// The day of comments and insertions.
    pub as_of: Date,
}

/// A file with comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many comments were put in.
    pub comments: usize,
    /// How many findings they speak of.
    pub findings: usize,
    /// How many clauses were put in.
    pub clauses: usize,
    /// The rules whose clauses were asked for and not put in, each with why.
    pub left: Vec<(String, Left)>,
}

/// Puts comments into a file, `bytes`, that was read and rated as `assessed`; it must hold none of ours any more (see
/// [`strip`]). What people have put right in their answers is not commented on.
///
/// Errors are diagnostics without place: those of the reader of Word documents, `signed`, `not-utf-8` where a part that has to
/// change is in another encoding, and `nowhere-to-comment` where the document has no paragraph.
pub fn annotate(
    bytes: &[u8],
    reading: Reading,
    program: &Program,
    assessed: &Assessed,
    options: Options,
) -> Result<Annotated, Diagnostic> {
    let rated = assessed.outcome.as_ref().map_err(Diagnostic::clone)?;
    let mut archive = Archive::open(bytes, reading)?;
    archive.refuse_signed()?;
    let Remarks { all: wished, clauses: homes, .. } = remarks(program, assessed, rated, options, |_, _| Draft::PutIn);
    let findings = wished.iter().map(|remark| remark.findings).sum();
    if wished.is_empty() {
        return Ok(Annotated { bytes: bytes.to_vec(), comments: 0, findings, clauses: 0, left: Vec::new() });
    }
    let main = archive.main.clone();
    let text = archive.part(&main)?.unwrap_or_default();
    let places = Places::find(&mut archive, &rated.document, &wished, &homes)?;
    let mut scan = scan(&text, &main, places.wanted(), &places.notes)?;
    let draft = |home, words: &str| match places.after(&scan, &rated.document, home) {
        _ if scan.clauses.contains(&clause::digest(words)) => Draft::Kept,
        Some(_) => Draft::PutIn,
        None => Draft::Shown,
    };
    let Remarks { all: remarks, clauses, left } = remarks(program, assessed, rated, options, draft);
    let date = options.as_of.strftime("%Y-%m-%dT00:00:00Z").to_string();
    let mut edits = Edits::default();
    for (number, clause) in clauses.iter().enumerate() {
        let Some(after) = places.after(&scan, &rated.document, clause.home) else { continue };
        // What stands under a heading is none.
        let style = match rated.document.block(after.block).kind {
            BlockKind::Title | BlockKind::Heading => "",
            _ => clause::style(&text, &after.paragraph, &scan.names),
        };
        let xml = clause::clause(&scan.names, &mut scan.marks, &date, &clause.words, style, number);
        edits.put(after.at, 0, xml);
    }
    let comments = Comments::open(&mut archive, &scan.names, &mut scan.comments)?;
    let mut numbered: Vec<(u32, &Remark)> = Vec::with_capacity(remarks.len());
    for remark in &remarks {
        let range = places.range(&scan, remark.at).ok_or_else(|| nowhere(&main))?;
        let id = scan.comments.next();
        numbered.push((id, remark));
        edits.put(range.start, 1, scan.names.xml(&format!("<w:commentRangeStart w:id=\"{id}\"/>"), &[]));
        let end = format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
             <w:commentReference w:id=\"{id}\"/></w:r>"
        );
        // Where nothing stands in a paragraph, its range begins and ends at one byte.
        edits.put(range.end, if range.is_empty() { 1 } else { 0 }, scan.names.xml(&end, &[]));
    }
    comments.add(&mut archive, &date, &numbered)?;
    archive.set(&main, edits.apply(&text));
    let comments = numbered.len();
    Ok(Annotated { bytes: archive.write()?, comments, findings, clauses: clauses.len(), left })
}

/// Why there is no place for a comment.
fn nowhere(part: &str) -> Diagnostic {
    Diagnostic::error(
        "nowhere-to-comment",
        format!("the part `{part}` of the file has no paragraph that a comment could stand at"),
    )
    .help("write something into the document first")
}
