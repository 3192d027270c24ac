//! The lists of a package that say which parts it has and how they are linked.

use super::super::xml::{Edits, Tag, Walk, What, escaped};
use super::archive::Archive;
use crate::diagnostic::Diagnostic;
use crate::read::part_inside;

/// The list of the types of parts.
const TYPES: &str = "[Content_Types].xml";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// How the ids of links begin that are made here.
const OWN_LINK: &str = "rIdGovlint";
/// The namespaces of links between parts, by whether the document is strict.
const LINKS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];

/// What a document without any link is given, so that the link to its comments has a place.
const NO_LINKS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
                        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// A link from a part to another.
pub(in crate::annotate) struct Link {
    pub id: String,
    /// The end of its type.
    pub kind: String,
    /// The name of the part it leads to.
    pub part: String,
}

impl Link {
    /// Whether it was made here, and with it the part.
    pub(in crate::annotate) fn is_own(&self) -> bool {
        self.id.starts_with(OWN_LINK)
    }
}

/// The link to the comments of the document; one that leads nowhere does not count.
pub(in crate::annotate) fn comments_link<'a>(archive: &Archive, links: &'a [Link]) -> Option<&'a Link> {
    links.iter().find(|link| link.kind == "comments" && archive.has(&link.part))
}

/// The name of the part that holds the links of the main part, and the folder that they start from.
fn links_part(main: &str) -> (String, &str) {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let slash = if folder.is_empty() { "" } else { "/" };
    (format!("{folder}{slash}_rels/{file}.rels"), folder)
}

/// The links of the main part to parts of the package.
pub(in crate::annotate) fn links(archive: &mut Archive) -> Result<Vec<Link>, Diagnostic> {
    let main = archive.main.clone();
    links_of(archive, &main)
}

/// The links of a part to others of the package.
pub(in crate::annotate) fn links_of(archive: &mut Archive, part: &str) -> Result<Vec<Link>, Diagnostic> {
    let (name, folder) = links_part(part);
    let Some(text) = archive.part(&name)? else { return Ok(Vec::new()) };
    let mut walk = Walk::new(&text, &name);
    let mut links = Vec::new();
    while let Some(step) = walk.step()? {
        let What::Open { tag, .. } = step.what else { continue };
        let external = tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
        if let (1, false, Some(id), Some(kind), Some(target)) =
            (step.depth, external, tag.get("Id"), tag.get("Type"), tag.get("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
            links.push(Link { id: id.into_owned(), kind, part: part_inside(folder, &target) });
        }
    }
    Ok(links)
}

/// Adds a part for comments to the lists; gives its name.
pub(in crate::annotate) fn add_comments(archive: &mut Archive, strict: bool) -> Result<String, Diagnostic> {
    let taken = links(archive)?;
    let (links_name, folder) = links_part(&archive.main);
    let slash = if folder.is_empty() { "" } else { "/" };
    let mut numbers = (1..).map(|number| if number == 1 { String::new() } else { number.to_string() });
    let file = numbers.find_map(|number| {
        let file = format!("comments{number}.xml");
        let name = format!("{folder}{slash}{file}");
        let is_free = !archive.has(&name) && taken.iter().all(|link| link.part != name);
        is_free.then_some(file)
    });
    let file = file.unwrap_or_default();
    let name = format!("{folder}{slash}{file}");
    let types = archive.part(TYPES)?.ok_or_else(|| {
        Diagnostic::error("not-a-docx", "the file does not say what its parts are, so Word would not open it")
            .help("open it in the program that made it and save it again as a Word document (.docx)")
    })?;
    let path = escaped(&format!("/{name}"));
    let kind = format!("PartName=\"{path}\" ContentType=\"{COMMENTS_TYPE}\"");
    archive.set(TYPES, append(&types, TYPES, |prefix| format!("<{prefix}Override {kind}/>"))?);

    let mut ids = (1..).map(|number| format!("{OWN_LINK}{number}"));
    let id = ids.find(|id| taken.iter().all(|link| link.id != *id)).unwrap_or_default();
    let namespace = LINKS[usize::from(strict)];
    let link = format!("Id=\"{id}\" Type=\"{namespace}/comments\" Target=\"{}\"", escaped(&file));
    let text = archive.part(&links_name)?.unwrap_or_else(|| NO_LINKS.to_owned());
    archive.set(&links_name, append(&text, &links_name, |prefix| format!("<{prefix}Relationship {link}/>"))?);
    Ok(name)
}

/// Takes a part that was added here out of the package and its lists.
pub(in crate::annotate) fn remove_comments(archive: &mut Archive, link: &Link) -> Result<(), Diagnostic> {
    let (links_name, _) = links_part(&archive.main);
    if let Some(text) = archive.part(&links_name)? {
        let without = without(&text, &links_name, |tag| tag.get("Id").is_some_and(|id| *id == *link.id))?;
        match &*without {
            NO_LINKS => archive.remove(&links_name),
            _ => archive.set(&links_name, without),
        }
    }
    if let Some(text) = archive.part(TYPES)? {
        let path = format!("/{}", link.part);
        let without = without(&text, TYPES, |tag| tag.get("PartName").is_some_and(|name| *name == path))?;
        archive.set(TYPES, without);
    }
    archive.remove(&link.part);
    Ok(())
}

/// A part with an element put at the end of its root; `make` gets the prefix of the root's name. A root that closes itself is
/// opened for it, and known again by the space in its closing tag (see [`closed`]).
pub(in crate::annotate) fn append(text: &str, part: &str, make: impl Fn(&str) -> String) -> Result<String, Diagnostic> {
    let mut walk = Walk::new(text, part);
    let mut edits = Edits::default();
    let mut prefix = String::new();
    while let Some(step) = walk.step()? {
        match step.what {
            What::Open { tag, empty } if step.depth == 0 => {
                prefix = tag.prefix();
                if empty {
                    let inside = make(&prefix);
                    let close = format!(">{inside}</{prefix}{} >", tag.local());
                    edits.replace(step.end - 2..step.end, close);
                }
            }
            What::Close if step.depth == 0 => edits.put(step.start, 0, make(&prefix)),
            _ => {}
        }
    }
    Ok(edits.apply(text))
}

/// A part without the elements in its root that are `taken`.
pub(in crate::annotate) fn without(text: &str, part: &str, taken: impl Fn(&Tag) -> bool) -> Result<String, Diagnostic> {
    let mut walk = Walk::new(text, part);
    let mut edits = Edits::default();
    let mut open = None;
    while let Some(step) = walk.step()? {
        match step.what {
            What::Open { tag, empty } if step.depth == 1 && taken(&tag) => {
                if empty {
                    edits.cut(step.start..step.end);
                } else {
                    open = Some(step.start);
                }
            }
            What::Close if step.depth == 1 => {
                if let Some(start) = open.take() {
                    edits.cut(start..step.end);
                }
            }
            _ => {}
        }
    }
    Ok(closed(edits.apply(text)))
}

/// A part whose root closes itself again, where it is empty and was opened by [`append`].
pub(in crate::annotate) fn closed(text: String) -> String {
    let Some((open, close)) = text.rsplit_once("></") else { return text };
    let Some(name) = close.trim_end().strip_suffix(" >") else { return text };
    let opened = open.rsplit('<').next().and_then(|tag| tag.split_whitespace().next());
    if opened == Some(name) { format!("{open}/>{}", &close[close.trim_end().len()..]) } else { text }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_appended_can_be_taken_out() {
        for text in [
            "<a:R x='1'><a:X/>\n</a:R>",
            "\u{feff}<?xml version='1.0'?><R><X></X></R>",
            "<R></R>",
            "<R/>",
            "<a:R x='1' />\n",
        ] {
            let with = append(text, "x", |prefix| format!("<{prefix}Own/>")).unwrap();
            assert!(with.contains("Own/></"), "{with}");
            assert_eq!(without(&with, "x", |tag| tag.local() == "Own").unwrap(), text);
        }
        assert_eq!(append("<p:R/>", "x", |prefix| format!("<{prefix}X/>")).unwrap(), "<p:R><p:X/></p:R >");
    }
}
