//! Lists and the numbers that a browser shows before their items.

use super::super::package::roman;
use super::tree::{Id, Tree};
use crate::document::Builder;

/// The lists that are open.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<List>,
}

#[derive(Debug)]
struct List {
    /// Whether the builder knows of it: in a table cell it does not.
    built: bool,
    /// How items are counted; none where bullets stand before them or the builder counts them.
    count: Option<Count>,
    /// Whether an item is open.
    item: bool,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    style: Style,
    next: i64,
    step: i64,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Figures,
    Letters { large: bool },
    Roman { large: bool },
    None,
}

impl Lists {
    /// Opens the list of an element.
    pub fn open(&mut self, tree: &Tree, id: Id, out: &mut Builder) {
        let built = !out.in_table();
        let mut count = (tree.name(id) == "ol").then(|| Count::of(tree, id));
        let plain = count.filter(|count| count.is_plain() && !has_values(tree, id));
        if built {
            out.open_list(plain.map(|count| count.next.unsigned_abs()));
        }
        count = count.filter(|_| built && plain.is_none());
        self.open.push(List { built, count, item: false });
    }

    /// Opens an item of the innermost list; the number that is shown before it, where the builder does not count it.
    pub fn item(&mut self, tree: &Tree, id: Id, out: &mut Builder) -> Option<String> {
        self.end_item(out);
        out.open_item();
        let list = self.open.last_mut()?;
        list.item = true;
        let count = list.count.as_mut()?;
        count.next = number(tree, id, "value").unwrap_or(count.next);
        let shown = count.style.shown(count.next).filter(|_| !is_unmarked(tree, id));
        count.next = count.next.saturating_add(count.step);
        shown
    }

    /// Ends the open item of the innermost list.
    pub fn end_item(&mut self, out: &mut Builder) {
        if let Some(list) = self.open.last_mut()
            && std::mem::take(&mut list.item)
            && list.built
        {
            out.close_item();
        }
    }

    /// Closes the innermost list.
    pub fn close(&mut self, out: &mut Builder) {
        self.end_item(out);
        if self.open.pop().is_some_and(|list| list.built) {
            out.close_list();
        }
    }
}

impl Count {
    /// Whether it counts upwards in plain figures.
    fn is_plain(self) -> bool {
        self.style == Style::Figures && self.step == 1 && self.next >= 0
    }

    fn of(tree: &Tree, id: Id) -> Self {
        let style = match tree.attribute(id, "type") {
            _ if is_unmarked(tree, id) => Style::None,
            Some("a") => Style::Letters { large: false },
            Some("A") => Style::Letters { large: true },
            Some("i") => Style::Roman { large: false },
            Some("I") => Style::Roman { large: true },
            _ => tree.attribute(id, "style").and_then(Style::named).unwrap_or(Style::Figures),
        };
        let reversed = tree.attribute(id, "reversed").is_some();
        let items = || tree.children(id).filter(|&child| tree.name(child) == "li").count() as i64;
        let first = number(tree, id, "start").unwrap_or_else(|| if reversed { items() } else { 1 });
        Self { style, next: first, step: if reversed { -1 } else { 1 } }
    }
}

impl Style {
    /// The style that CSS gives a list.
    fn named(style: &str) -> Option<Self> {
        let rules = style.split(';').filter_map(|rule| rule.split_once(':'));
        let value =
            rules.filter(|(name, _)| name.trim().starts_with("list-style")).map(|(_, value)| value).next_back()?;
        value.split_ascii_whitespace().find_map(|word| match word.to_ascii_lowercase().as_str() {
            "decimal" => Some(Self::Figures),
            "lower-alpha" | "lower-latin" => Some(Self::Letters { large: false }),
            "upper-alpha" | "upper-latin" => Some(Self::Letters { large: true }),
            "lower-roman" => Some(Self::Roman { large: false }),
            "upper-roman" => Some(Self::Roman { large: true }),
            "none" | "disc" | "circle" | "square" => Some(Self::None),
            _ => None,
        })
    }

    /// A number as it is shown; those that a style cannot write are figures, as in browsers.
    fn shown(self, number: i64) -> Option<String> {
        let large = |written: String, large: bool| if large { written.to_ascii_uppercase() } else { written };
        match self {
            Self::None => None,
            Self::Letters { large: capital } if number > 0 => Some(large(letters(number), capital)),
            Self::Roman { large: capital } if (1..4000).contains(&number) => Some(large(roman(number as u32), capital)),
            _ => Some(number.to_string()),
        }
    }
}

/// Whether an item or list is set without its mark.
fn is_unmarked(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "style").and_then(Style::named) == Some(Style::None)
}

fn has_values(tree: &Tree, id: Id) -> bool {
    tree.children(id).any(|child| tree.attribute(child, "value").is_some() || is_unmarked(tree, child))
}

fn number(tree: &Tree, id: Id, name: &str) -> Option<i64> {
    tree.attribute(id, name)?.trim().parse().ok()
}

/// `a` to `z`, then `aa`, `ab`, where Word has `aa`, `bb`.
fn letters(mut number: i64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(b'a' + ((number - 1) % 26) as u8);
        number = (number - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_browsers_show_them() {
        let letter = Style::Letters { large: false };
        for (style, number, shown) in [
            (Style::Figures, 12, Some("12")),
            (letter, 1, Some("a")),
            (letter, 28, Some("ab")),
            (letter, 0, Some("0")),
            (Style::Letters { large: true }, 3, Some("C")),
            (Style::Roman { large: false }, 14, Some("xiv")),
            (Style::Roman { large: true }, 4000, Some("4000")),
            (Style::None, 1, None),
        ] {
            assert_eq!(style.shown(number).as_deref(), shown);
        }
    }
}
