use super::super::package::{Archive, links_of};
use super::super::xml::{Edits, Walk, What, escaped};
use super::MAIN;
use super::patch::{reaches, stretch, stretched};
use crate::diagnostic::Diagnostic;

/// A sheet of a workbook.
pub(super) struct SheetPart {
    /// Its name.
    pub name: String,
    /// The name of its part.
    pub part: String,
    /// Which sheet it is, from 0.
    index: usize,
}

/// The sheets of a workbook, with the parts that hold them.
pub(super) fn sheet_parts(archive: &mut Archive) -> Result<Vec<SheetPart>, Diagnostic> {
    let links = links_of(archive, MAIN)?;
    let text = archive.part(MAIN)?.unwrap_or_default();
    let mut walk = Walk::new(&text, MAIN);
    let (mut sheets, mut index) = (Vec::new(), 0);
    while let Some(step) = walk.step()? {
        let What::Open { tag, .. } = step.what else { continue };
        if (step.depth, tag.local()) != (2, "sheet") {
            continue;
        }
        let link = tag.get("id").and_then(|id| links.iter().find(|link| link.id == *id));
        if let (Some(name), Some(link)) = (tag.get("name"), link) {
            sheets.push(SheetPart { name: name.into_owned(), part: link.part.clone(), index });
        }
        index += 1;
    }
    Ok(sheets)
}

/// Lets the filters and tables of a sheet reach as far as its rows do now, where they reached as far as they did.
pub(super) fn filters(archive: &mut Archive, sheet: &SheetPart, was: u32, now: u32) -> Result<(), Diagnostic> {
    let text = archive.part(MAIN)?.unwrap_or_default();
    if let Some(new) = filter(&text, sheet.index, was, now)? {
        archive.set(MAIN, new);
    }
    for link in links_of(archive, &sheet.part)?.into_iter().filter(|link| link.kind == "table") {
        let Some(text) = archive.part(&link.part)? else { continue };
        let mut edits = Edits::default();
        for tag in reaches(&text, &link.part)? {
            stretch(&text, &mut edits, tag, was, now);
        }
        if !edits.is_empty() {
            archive.set(&link.part, edits.apply(&text));
        }
    }
    Ok(())
}

/// The list of sheets with the name that programs give to what a filter is set on.
fn filter(text: &str, sheet: usize, was: u32, now: u32) -> Result<Option<String>, Diagnostic> {
    let mut walk = Walk::new(text, MAIN);
    let (mut edits, mut inside) = (Edits::default(), false);
    while let Some(step) = walk.step()? {
        match step.what {
            What::Open { tag, .. } => {
                let of_sheet = tag.get("localSheetId").and_then(|id| id.trim().parse::<usize>().ok()) == Some(sheet);
                inside = of_sheet && tag.get("name").is_some_and(|name| name == "_xlnm._FilterDatabase");
            }
            What::Words(words) if inside => {
                if let Some(new) = stretched(&words, was, now) {
                    edits.replace(step.start..step.end, escaped(&new));
                }
            }
            What::Words(_) | What::Close | What::Other => inside = false,
        }
    }
    Ok((!edits.is_empty()).then(|| edits.apply(text)))
}
