use rustc_hash::FxHashMap;

use super::super::package::{Look, Space, Tag, Xml};
use crate::diagnostic::Diagnostic;

/// Styles in each other that are followed.
const STEPS: usize = 32;

/// What a paragraph's properties say; what is not said is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// Outline level from 0; 9 is body text.
    pub outline: Option<u8>,
    /// The list, whose `0` means none, and the level in it.
    pub list: Option<String>,
    pub level: Option<u8>,
    /// Whether a tracked change put it into the list.
    pub is_listed_anew: bool,
    /// Twentieths of a point from the left margin.
    pub indent: Option<i32>,
}

/// A style as it is declared, or with what it is based on where it was resolved.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Its name, lowered: `heading 1`, whatever the language of the program.
    pub name: String,
    pub look: Look,
    pub setting: Setting,
    /// Whether a table in this style has its first row set apart.
    pub first_row: bool,
    based_on: Option<String>,
}

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: FxHashMap<String, Style>,
    /// What paragraphs are in that name no style.
    plain: Style,
}

impl Look {
    /// Reads the properties of a run, which were entered.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, Diagnostic> {
        let mut look = Self::default();
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            look.take(&tag);
        }
        Ok(look)
    }

    /// Takes in one property of a run.
    pub(super) fn take(&mut self, tag: &Tag) {
        match tag.key() {
            (Space::Word, "b") => self.bold = Some(is_on(tag)),
            (Space::Word, "u") => self.underlined = Some(tag.get("val").is_none_or(|value| value != "none")),
            (Space::Word, "caps" | "smallCaps") => self.capitals = Some(is_on(tag)),
            // Either way to strike out will do, whatever is said of the other.
            (Space::Word, "strike" | "dstrike") => self.struck = Some(is_on(tag) || self.struck == Some(true)),
            (Space::Word, "vanish") => self.hidden = Some(is_on(tag)),
            (Space::Word, "sz") => self.size = tag.number("val").map(|halves: u16| u32::from(halves) * 5),
            _ => {}
        }
    }
}

/// Whether a property that is on or off is on.
pub(super) fn is_on(tag: &Tag) -> bool {
    tag.get("val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off" | "none"))
}

impl Setting {
    fn under(self, over: Setting) -> Setting {
        Setting {
            outline: over.outline.or(self.outline),
            level: over.level.or(if over.list.is_some() { None } else { self.level }),
            list: over.list.or(self.list),
            is_listed_anew: false,
            indent: over.indent.or(self.indent),
        }
    }

    /// Takes in one property of a paragraph.
    pub(super) fn take(&mut self, tag: &Tag, xml: &mut Xml) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Word, "outlineLvl") => self.outline = tag.number("val"),
            (Space::Word, "ind") => self.indent = tag.number("left").or_else(|| tag.number("start")).or(self.indent),
            (Space::Word, "numPr") => {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    match tag.name() {
                        "ins" => self.is_listed_anew = true,
                        "ilvl" => self.level = tag.number("val"),
                        "numId" => self.list = tag.get("val").map(|list| list.into_owned()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Styles {
    /// Reads the part of the styles.
    pub(super) fn read(text: &str, part: &str) -> Result<Self, Diagnostic> {
        let mut declared: FxHashMap<String, Style> = FxHashMap::default();
        let (mut base, mut plain) = (Style::default(), None);
        let mut xml = Xml::new(text, part, 0);
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                match tag.key() {
                    (Space::Word, "docDefaults") => defaults(&mut xml, &mut base)?,
                    (Space::Word, "style") => {
                        let id = tag.get("styleId").unwrap_or_default().into_owned();
                        let is_plain = tag.get("type").is_some_and(|kind| kind == "paragraph")
                            && tag.get("default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
                        if is_plain {
                            plain.get_or_insert_with(|| id.clone());
                        }
                        let style = style(&mut xml)?;
                        declared.entry(id).or_insert(style);
                    }
                    _ => {}
                }
            }
        }
        let all = declared.iter().map(|(id, style)| (id.clone(), resolve(&declared, style, &base)));
        let all: FxHashMap<String, Style> = all.collect();
        let plain = plain.and_then(|id| all.get(&id)).cloned().unwrap_or(base);
        Ok(Self { all, plain })
    }

    /// A style with all that it is based on.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.all.get(id)
    }

    /// The style of a paragraph.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.get(id)).unwrap_or(&self.plain)
    }

    /// The height of plain text in tenths of a point.
    pub(super) fn size(&self) -> u32 {
        self.plain.look.size.unwrap_or(100)
    }
}

fn defaults(xml: &mut Xml, base: &mut Style) -> Result<(), Diagnostic> {
    let depth = xml.depth();
    while xml.child(depth)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "rPr") => base.look = Look::read(xml)?,
                (Space::Word, "pPr") => settings(xml, &mut base.setting)?,
                _ => {}
            }
        }
    }
    Ok(())
}

fn settings(xml: &mut Xml, setting: &mut Setting) -> Result<(), Diagnostic> {
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        setting.take(&tag, xml)?;
    }
    Ok(())
}

fn style(xml: &mut Xml) -> Result<Style, Diagnostic> {
    let mut style = Style::default();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.key() {
            (Space::Word, "name") => style.name = tag.get("val").unwrap_or_default().to_lowercase(),
            (Space::Word, "basedOn") => style.based_on = tag.get("val").map(|id| id.into_owned()),
            (Space::Word, "rPr") => style.look = Look::read(xml)?,
            (Space::Word, "pPr") => settings(xml, &mut style.setting)?,
            (Space::Word, "tblStylePr") => style.first_row |= tag.get("type").is_some_and(|of| of == "firstRow"),
            _ => {}
        }
    }
    Ok(style)
}

/// The style with all that it is based on; a circle is cut.
fn resolve(declared: &FxHashMap<String, Style>, style: &Style, base: &Style) -> Style {
    let parent = |style: &&Style| style.based_on.as_ref().and_then(|id| declared.get(id));
    let line: Vec<&Style> = std::iter::successors(Some(style), parent).take(STEPS).collect();
    let mut resolved = base.clone();
    for step in line.into_iter().rev() {
        resolved.look = resolved.look.under(step.look);
        resolved.setting = resolved.setting.under(step.setting.clone());
        resolved.first_row |= step.first_row;
    }
    resolved.name = style.name.clone();
    resolved
}
