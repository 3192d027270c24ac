//! HTML: the document in a page, without the site around it.
//!
//! The page is parsed as browsers do; what of it is the document is told, and handed to the builder in the order of the page.
//! Origins count the bytes of the words handed out: the parser does not say where in the file a word stands.

mod content;
mod encoding;
mod flow;
mod list;
mod note;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod xml;

use super::limits::Limits;
use super::reading::Reading;
use super::{guard, plain};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Field};
use crate::source::Span;
use tree::{Id, Step, Tree};

/// Names under which pages say of themselves what front matter says, without the prefix of Dublin Core.
const FIELDS: [&str; 8] = ["author", "creator", "date", "issued", "modified", "status", "version", "kind"];
/// Share of the words, in hundredths, from which a page is a plain text set as it was.
const KEPT: usize = 80;

/// Reads an HTML page, in the encoding that it declares, that its byte order mark says, or that its bytes look like, and in as
/// much memory as a document takes by default.
///
/// Errors are diagnostics: `binary-file`, `too-large` (over 64 MiB or three million elements, or than its
/// memory allows), `too-deep` (500 elements in
/// each other).
pub fn html(bytes: &[u8]) -> Result<Document, Diagnostic> {
    within(bytes, Reading::default())
}

/// The same, in as much memory as is said.
pub(super) fn within(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    guard::file(bytes, "HTML")?;
    let decoded = encoding::page(bytes);
    guard::zeros(&decoded.text, bytes, "HTML")?;
    let tree = Tree::parse(&xml::closed(&decoded.text))?;
    let fields = fields(&tree);
    let content = content::find(&tree);
    let limits = Limits::of_text(reading);
    let out = match kept(&tree, &content) {
        Some(text) => plain::build(&text, limits),
        None => flow::write(&tree, &content, limits),
    };
    Ok(out?.finish(fields, decoded.problems))
}

/// The text of a page that is nothing but one in which line ends are shown: old documents are put on the web so.
fn kept(tree: &Tree, content: &content::Content) -> Option<String> {
    let (mut all, mut kept, mut inside) = (0, String::new(), 0u32);
    for &root in &content.roots {
        let mut walk = tree.walk(root);
        while let Some(step) = walk.next() {
            match step {
                Step::Enter(id) if content.leaves_out(id) => walk.pass(id),
                Step::Leave(id) if content.leaves_out(id) => {}
                Step::Enter(id) if tree.name(id) == "pre" => {
                    inside += 1;
                    kept.push('\n');
                }
                Step::Leave(id) if tree.name(id) == "pre" => inside -= 1,
                Step::Enter(id) => {
                    let text = tree.text(id).unwrap_or("");
                    all += text.trim().len();
                    if inside > 0 {
                        kept.push_str(text);
                    }
                }
                Step::Leave(_) => {}
            }
        }
    }
    (inside == 0 && kept.trim().len() * 100 > all * KEPT).then_some(kept)
}

/// What the page says of itself.
fn fields(tree: &Tree) -> Vec<Field> {
    let field = |name: String, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(Field { name, value, origin: Span::default() })
    };
    let head = tree.elements(Tree::ROOT).find(|&id| tree.name(id) == "head");
    let of = |id: Id| match tree.name(id) {
        "title" => field("title".to_owned(), &tree.words(id)),
        "meta" => {
            let name = tree.attribute(id, "name")?.to_ascii_lowercase();
            let name = name.rsplit(['.', ':']).next().filter(|name| FIELDS.contains(name))?;
            field(name.to_owned(), tree.attribute(id, "content")?)
        }
        _ => None,
    };
    head.into_iter().flat_map(|head| tree.elements(head)).filter_map(of).collect()
}
