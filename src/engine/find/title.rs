use super::{Finder, List};
use crate::document::Document;
use crate::engine::place::under_title;
use crate::engine::plan::NodeId;
use crate::prose::split;
use crate::source::Span;

impl Finder<'_> {
    /// The matches of a node whose last word the title has, or has not. Where the title has that of none, nothing is told.
    pub(super) fn in_title(&mut self, of: NodeId, wanted: bool) -> List {
        let title = self.work.title.take().unwrap_or_else(|| words_of_title(self.document()));
        let list = self.in_words_of_title(&title, of, wanted);
        self.work.title = Some(title);
        list
    }

    fn in_words_of_title(&mut self, title: &[String], of: NodeId, wanted: bool) -> List {
        let list = self.list(of);
        let has = |finder: &Self, at: u32| {
            let last = finder.tokens(list, at).end.checked_sub(1);
            let token = last.and_then(|last| finder.prose().tokens.get(last as usize));
            token.is_some_and(|token| has_root(title, finder.document().text.slice(token.span())))
        };
        if !list.range().any(|at| has(self, at)) {
            return List::EMPTY;
        }
        self.filter(of, |finder, _, at| has(finder, at) == wanted)
    }
}

/// Whether the title has all words of a name.
pub(super) fn is_of_title(document: &Document, name: &str) -> bool {
    let title = words_of_title(document);
    name.split(' ').all(|word| has_root(&title, word))
}

/// The words of the title, of the title that the metadata give and of the headings right under it.
fn words_of_title(document: &Document) -> Vec<String> {
    let title = document.title.map(|title| document.block(title).span);
    let headings = under_title(document).map(|heading| document.block(heading).span);
    let spans: Vec<Span> = title.into_iter().chain(headings).collect();
    let shown = spans.into_iter().map(|span| document.text.slice(span));
    let given = document.field("title").map(|field| field.value.as_str());
    shown.chain(given).flat_map(split).map(|word| root(&word)).collect()
}

/// Whether some roots in small letters have that of a word as written.
fn has_root(roots: &[String], word: &str) -> bool {
    let root = word.strip_suffix(['s', 'S']).unwrap_or(word);
    match root.is_ascii() {
        true => roots.iter().any(|known| known.eq_ignore_ascii_case(root)),
        false => roots.contains(&root.to_lowercase()),
    }
}

/// A word without a plural ending.
fn root(word: &str) -> String {
    word.strip_suffix('s').unwrap_or(word).to_owned()
}
