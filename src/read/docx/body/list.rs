use super::super::numbering::Label;
use super::Body;

/// Lists in each other that are told apart.
const DEEPEST: usize = 12;

/// The lists that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    /// How it counts: lists of one scheme and level go on.
    scheme: String,
    level: u8,
    indent: i32,
}

impl Body<'_> {
    /// Opens an item in the list that it goes on, or in a new one: inside another where it is set in further.
    pub(super) fn open_item(&mut self, scheme: &str, level: u8, label: &Label, indent: Option<i32>) {
        let indent = indent.unwrap_or(label.indent);
        while let Some(last) = self.lists.open.last() {
            let same = last.scheme == scheme;
            let inside = if same { last.level < level } else { last.indent < indent };
            if (same && last.level == level) || (inside && self.lists.open.len() < DEEPEST) {
                break;
            }
            self.close_list();
        }
        match self.lists.open.last() {
            Some(last) if last.scheme == scheme && last.level == level => self.out.close_item(),
            _ => {
                self.out.open_list(None);
                self.lists.open.push(Open { scheme: scheme.to_owned(), level, indent });
            }
        }
        self.out.open_item();
    }

    /// A paragraph that is no item goes on in the item that it is set in as far as; else it ends all lists.
    pub(super) fn go_on(&mut self, indent: i32) {
        while self.lists.open.last().is_some_and(|last| indent <= 0 || indent < last.indent) {
            self.close_list();
        }
    }

    /// Whether a list is open.
    pub(super) fn in_list(&self) -> bool {
        !self.lists.open.is_empty()
    }

    /// Ends all lists.
    pub(super) fn end_lists(&mut self) {
        while self.in_list() {
            self.close_list();
        }
    }

    fn close_list(&mut self) {
        if self.lists.open.pop().is_some() {
            self.out.close_item();
            self.out.close_list();
        }
    }
}
