//! What of a page is the document, and what is the site around it.
//!
//! Sites name their content (`main`, `article`) and their surroundings (`nav`, `aside`, roles of ARIA) since HTML 5. Where they
//! do not, names and the share of links tell, as in Mozilla's Readability (`unlikelyCandidates` and `getLinkDensity` of its
//! `Readability.js`). Unlike it nothing is left out for being short or plain: a clause that is lost would be rated as a gap.

use super::tree::{Id, Step, Tree};

/// Elements that never hold words of a document.
const UNSEEN: [&str; 24] = [
    "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas", "audio",
    "video", "select", "datalist", "button", "textarea", "dialog", "map", "rp", "rt", "del", "s", "strike",
];

/// Elements and roles that hold the site.
const SITE: [&str; 4] = ["nav", "aside", "menu", "search"];
const SITE_ROLES: [&str; 10] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
];

/// Words in the `id` or `class` of an element that holds the site, and those that speak for a document.
const SITE_NAMES: [&str; 30] = [
    "ad",
    "ads",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "gdpr",
    "header",
    "masthead",
    "menu",
    "menubar",
    "nav",
    "navbar",
    "navigation",
    "pager",
    "pagination",
    "popup",
    "promo",
    "related",
    "share",
    "sharing",
    "sidebar",
    "skip",
    "social",
    "toolbar",
];
const DOCUMENT_NAMES: [&str; 8] = ["article", "body", "content", "document", "main", "page", "post", "text"];

/// Share of a page's words, in hundredths, that what calls itself the content must hold.
const MAIN: u32 = 40;
/// Share of a page's words up to which an element with the name of a site's part is left out.
const NAMED: u32 = 30;
/// Links and the share of words in links, in hundredths, from which an element is one of the site's menus.
const LINKS: u32 = 4;
const LINKED: u32 = 60;

/// The document within a page.
pub(super) struct Content {
    /// The elements that hold it, in the order of the page; first a heading that stands outside, if it has none.
    pub roots: Vec<Id>,
    /// Whether what is in an element is left out, by id.
    left_out: Vec<bool>,
}

impl Content {
    /// Whether what is in an element is left out.
    pub fn leaves_out(&self, id: Id) -> bool {
        self.left_out.get(id as usize).copied().unwrap_or(false)
    }
}

/// Finds the document in a page.
pub(super) fn find(tree: &Tree) -> Content {
    let mut left_out = vec![false; tree.len()];
    let mut walk = tree.walk(Tree::ROOT);
    while let Some(step) = walk.next() {
        if let Step::Enter(id) = step
            && is_unseen(tree, id)
        {
            left_out[id as usize] = true;
            walk.pass(id);
        }
    }
    let weights = weigh(tree, &left_out);
    let page = weights[Tree::ROOT as usize];
    let named = named(tree, &left_out, &weights, page);
    let root = named.unwrap_or(Tree::ROOT);
    let mut walk = tree.walk(root);
    while let Some(step) = walk.next() {
        let Step::Enter(id) = step else { continue };
        if left_out[id as usize] || id != root && is_site(tree, id, &weights, weights[root as usize]) {
            left_out[id as usize] = true;
            walk.pass(id);
        }
    }
    let mut roots = vec![root];
    if !has_heading(tree, root, &left_out) {
        roots.splice(0..0, outer_heading(tree));
    }
    Content { roots, left_out }
}

/// How many words, in bytes, an element holds, and how many of them in links.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    words: u32,
    linked: u32,
    links: u32,
}

fn weigh(tree: &Tree, left_out: &[bool]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.len()];
    let mut walk = tree.walk(Tree::ROOT);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) if left_out[id as usize] => walk.pass(id),
            Step::Enter(id) => {
                let words = tree.text(id).map_or(0, |text| text.split_ascii_whitespace().map(str::len).sum());
                weights[id as usize].words = words as u32;
            }
            Step::Leave(id) => {
                let mut weight = weights[id as usize];
                if is_link(tree, id) {
                    weight = Weight { linked: weight.words, links: weight.links + 1, ..weight };
                }
                weights[id as usize] = weight;
                if let Some(parent) = tree.parent(id).map(|parent| &mut weights[parent as usize]) {
                    parent.words += weight.words;
                    parent.linked += weight.linked;
                    parent.links += weight.links;
                }
            }
        }
    }
    weights
}

/// A link to another page: one within the page may be a reference or a contents list.
fn is_link(tree: &Tree, id: Id) -> bool {
    tree.name(id) == "a" && tree.attribute(id, "href").is_some_and(|to| !to.starts_with('#'))
}

/// What the page itself names as its content.
fn named(tree: &Tree, left_out: &[bool], weights: &[Weight], page: Weight) -> Option<Id> {
    let large = |id: &Id| !left_out[*id as usize] && weights[*id as usize].words * 100 >= page.words * MAIN;
    let mut mains = tree.elements(Tree::ROOT).filter(|&id| {
        tree.name(id) == "main" || tree.attribute(id, "role").is_some_and(|role| role.eq_ignore_ascii_case("main"))
    });
    let main = mains.find(large);
    let inside = main.unwrap_or(Tree::ROOT);
    let most = |id: &Id| weights[*id as usize].words * 100 >= weights[inside as usize].words * 80;
    let article = tree.elements(inside).filter(|&id| tree.name(id) == "article").filter(large).find(most);
    article.or(main)
}

/// Whether an element is never shown to readers of the document.
fn is_unseen(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    if name.is_empty() {
        return false;
    }
    let attribute = |name| tree.attribute(id, name);
    UNSEEN.contains(&name)
        || attribute("hidden").is_some()
        || attribute("aria-hidden").is_some_and(|hidden| hidden.eq_ignore_ascii_case("true"))
        || attribute("style").is_some_and(hides)
}

/// Whether a style hides its element. Word writes `mso-hide: all`.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let is = |known: &str, wanted: &str| {
            name.trim().eq_ignore_ascii_case(known) && value.trim().eq_ignore_ascii_case(wanted)
        };
        is("display", "none") || is("visibility", "hidden") || is("mso-hide", "all")
    })
}

/// Whether an element is part of the site rather than of the document.
fn is_site(tree: &Tree, id: Id, weights: &[Weight], document: Weight) -> bool {
    let name = tree.name(id);
    if name.is_empty() || matches!(name, "html" | "body") {
        return false;
    }
    let weight = weights[id as usize];
    let small = |share: u32| weight.words * 100 < document.words * share;
    let role = tree.attribute(id, "role").unwrap_or("");
    let at_edge = matches!(name, "header" | "footer") && !in_section(tree, id);
    let note = super::note::is_note(tree, id);
    let site =
        !note && SITE.contains(&name) || SITE_ROLES.iter().any(|known| known.eq_ignore_ascii_case(role)) || at_edge;
    if site && small(50) {
        return true;
    }
    let block = matches!(name, "div" | "ul" | "ol" | "section" | "table" | "td" | "p" | "form" | "center");
    if !block {
        return false;
    }
    let menu = weight.links >= LINKS && weight.linked * 100 >= weight.words * LINKED;
    menu || (is_named_site(tree, id) && small(NAMED))
}

/// Whether an element stands in the document's own part of the page: its header is then the document's.
fn in_section(tree: &Tree, id: Id) -> bool {
    std::iter::successors(tree.parent(id), |&id| tree.parent(id))
        .any(|around| matches!(tree.name(around), "main" | "article" | "section"))
}

fn is_named_site(tree: &Tree, id: Id) -> bool {
    let names = ["id", "class"].map(|name| tree.attribute(id, name).unwrap_or(""));
    let words = || {
        let words = names.iter().flat_map(|names| names.split(|letter: char| !letter.is_ascii_alphabetic()));
        words.map(str::to_ascii_lowercase).filter(|word| !word.is_empty())
    };
    words().any(|word| SITE_NAMES.contains(&&*word)) && !words().any(|word| DOCUMENT_NAMES.contains(&&*word))
}

fn has_heading(tree: &Tree, root: Id, left_out: &[bool]) -> bool {
    let mut walk = tree.walk(root);
    while let Some(step) = walk.next() {
        let Step::Enter(id) = step else { continue };
        if left_out[id as usize] {
            walk.pass(id);
        } else if tree.name(id) == "h1" {
            return true;
        }
    }
    false
}

/// The one topmost heading of a page, where the document has none.
fn outer_heading(tree: &Tree) -> Option<Id> {
    let seen = |id: &Id| std::iter::successors(Some(*id), |&id| tree.parent(id)).all(|around| !is_unseen(tree, around));
    let mut headings = tree.elements(Tree::ROOT).filter(|&id| tree.name(id) == "h1").filter(seen);
    let only = headings.next()?;
    headings.next().is_none().then_some(only)
}
