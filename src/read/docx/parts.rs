use super::super::package::{Package, Xml};
use crate::diagnostic::Diagnostic;

/// The names of the parts of a Word document.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub document: String,
    pub styles: String,
    pub numbering: String,
    pub footnotes: String,
    pub endnotes: String,
    /// Headers and footers, in the order of their names.
    pub margins: Vec<Margin>,
}

/// A header or footer.
#[derive(Debug)]
pub(super) struct Margin {
    /// The id of the link to it.
    pub link: String,
    pub name: String,
    pub is_header: bool,
}

/// A link from one part to another.
struct Relation {
    id: String,
    /// The end of its type.
    kind: String,
    target: String,
}

impl Parts {
    /// Finds them by the relations in the package; refuses a package that is no Word document.
    pub(super) fn find(package: &mut Package) -> Result<Self, Diagnostic> {
        let main = relations(package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let document = main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
        if !package.has(&document) || !is_text(&document) {
            return Err(other_package(package));
        }
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let own = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let mut parts = Self {
            styles: own("styles.xml"),
            numbering: own("numbering.xml"),
            footnotes: own("footnotes.xml"),
            endnotes: own("endnotes.xml"),
            ..Self::default()
        };
        for Relation { id, kind, target } in relations(package, &document)? {
            match &*kind {
                "styles" => parts.styles = target,
                "numbering" => parts.numbering = target,
                "footnotes" => parts.footnotes = target,
                "endnotes" => parts.endnotes = target,
                "header" | "footer" => {
                    parts.margins.push(Margin { link: id, name: target, is_header: kind == "header" });
                }
                _ => {}
            }
        }
        parts.margins.sort_by(|one, other| one.name.cmp(&other.name));
        parts.margins.dedup_by(|one, other| one.name == other.name);
        Ok(Self { document, ..parts })
    }
}

/// Whether the main part of a package is one of Word's, by where Word and others put it.
fn is_text(document: &str) -> bool {
    let folder = document.split('/').next().unwrap_or("");
    !["xl", "ppt", "visio"].iter().any(|other| folder.eq_ignore_ascii_case(other))
}

fn other_package(package: &Package) -> Diagnostic {
    let what = [
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("content.xml", "an OpenDocument file"),
    ];
    let what = what.iter().find(|(part, _)| package.has(part)).map_or("another archive", |(_, what)| what);
    Diagnostic::error("not-a-docx", format!("this is {what}, not a Word document"))
        .help("save the text as a Word document (.docx), or give the file the ending that fits what it is")
}

/// The links of a part; of the package itself where the name is empty.
fn relations(package: &mut Package, of: &str) -> Result<Vec<Relation>, Diagnostic> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let Some(text) = package.part(&name)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, &name, 0);
    let mut found = Vec::new();
    while xml.child(0)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            let external = tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            if let (false, Some(kind), Some(target)) = (external, tag.get("Type"), tag.get("Target")) {
                let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                let id = tag.get("Id").unwrap_or_default().into_owned();
                found.push(Relation { id, kind, target: inside(folder, &target) });
            }
        }
    }
    Ok(found)
}

/// The name of a part that another in `folder` points to; what leads out of the package stays in it.
pub(crate) fn inside(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_in_the_package() {
        for (folder, target, name) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../custom/x.xml", "custom/x.xml"),
            ("word", "../../../etc/passwd", "etc/passwd"),
            ("", "word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(inside(folder, target), name, "{folder} {target}");
        }
    }
}
