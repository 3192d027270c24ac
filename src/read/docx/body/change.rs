use super::super::super::package::{Space, Tag, Xml};
use super::super::super::reading::Revisions;
use super::Body;
use crate::diagnostic::Diagnostic;

/// What is done with an element that a tracked change holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Shown,
    Hidden,
}

impl<'a> Body<'a> {
    /// Counts a tracked change and says what is done with what it holds.
    pub(super) fn change(&mut self, name: &str) -> Change {
        self.changes += 1;
        let added = matches!(name, "ins" | "moveTo" | "cellIns");
        if added == (self.revisions == Revisions::Accepted) { Change::Shown } else { Change::Hidden }
    }

    /// An element that a tracked change is, read by `inner` where it is shown.
    pub(super) fn changed(
        &mut self,
        xml: &mut Xml<'a>,
        tag: &Tag<'a>,
        mut inner: impl FnMut(&mut Self, &mut Xml<'a>) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        match self.change(tag.name()) {
            Change::Shown => inner(self, xml),
            Change::Hidden => {
                let depth = xml.depth();
                self.pass_over(xml, depth)
            }
        }
    }

    /// Passes over what is hidden in the element that was entered at `depth`, and counts the changes in it, so that there are as many
    /// whichever way the document is read.
    pub(super) fn pass_over(&mut self, xml: &mut Xml<'a>, depth: usize) -> Result<(), Diagnostic> {
        let mut entered = vec![depth];
        while let Some(&inside) = entered.last() {
            let Some(tag) = xml.child(inside)? else {
                entered.pop();
                continue;
            };
            let enter = match tag.key() {
                (Space::Word, "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel") => {
                    self.changes += 1;
                    true
                }
                (Space::Word, name @ ("footnoteReference" | "endnoteReference")) => {
                    self.point(name, &tag, false);
                    false
                }
                (Space::Compatibility, "AlternateContent") => xml.way()?,
                // What is no change of words.
                (Space::Word, "numPr" | "sdtPr") | (Space::Math, _) => false,
                (Space::Word, name) => !name.ends_with("Change"),
                _ => true,
            };
            if enter {
                entered.push(xml.depth());
            }
        }
        Ok(())
    }
}
