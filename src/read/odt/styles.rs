use rustc_hash::FxHashMap;

use super::super::package::{Look, Space, Tag, Xml};
use super::lists::Lists;
use crate::diagnostic::Diagnostic;

/// Styles in each other that are followed.
const STEPS: usize = 32;

/// A style as it is declared, or with what stands over it where it was resolved.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub look: Look,
    /// Level, from 1, of the headings in it.
    pub level: Option<u8>,
    /// The list that its paragraphs count in.
    pub list: Option<String>,
    /// What it is for: the name of the style itself or the nearest over it that is no automatic one.
    pub role: String,
    parent: Option<String>,
}

/// The styles of paragraphs and runs, by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: FxHashMap<String, Style>,
    runs: FxHashMap<String, Style>,
    plain: Look,
}

impl Look {
    fn of(tag: &Tag) -> Self {
        let weight = tag.get("font-weight");
        let heavy = |weight: &str| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
        let capitals = tag.get("font-variant").map(|of| of == "small-caps");
        Self {
            bold: weight.map(|weight| heavy(&weight)),
            underlined: tag.get("text-underline-style").map(|of| of != "none"),
            capitals: tag.get("text-transform").map(|of| of == "uppercase").or(capitals),
            struck: tag.get("text-line-through-style").map(|of| of != "none"),
            hidden: tag.get("display").map(|of| of == "none"),
            size: tag.get("font-size").and_then(|size| tenths(&size)),
        }
    }
}

/// Tenths of a point of a length in points; other units are not used for heights.
fn tenths(size: &str) -> Option<u32> {
    let points: f64 = size.strip_suffix("pt")?.parse().ok()?;
    (0.0..10_000.0).contains(&points).then_some((points * 10.0) as u32)
}

impl Styles {
    /// The style of a paragraph.
    pub(super) fn paragraph(&self, name: Option<&str>) -> Style {
        let style = name.and_then(|name| self.paragraphs.get(name)).cloned().unwrap_or_default();
        Style { look: self.plain.under(style.look), ..style }
    }

    /// How the words of a run's style look.
    pub(super) fn run(&self, name: &str) -> Look {
        self.runs.get(name).map_or(Look::default(), |style| style.look)
    }

    /// The height of plain text in tenths of a point.
    pub(super) fn size(&self) -> u32 {
        let standard = self.paragraphs.get("Standard").and_then(|style| style.look.size);
        standard.or(self.plain.size).unwrap_or(120)
    }

    /// Gives every style what stands over it.
    pub(super) fn resolve(&mut self) {
        for styles in [&mut self.paragraphs, &mut self.runs] {
            let resolved = styles.iter().map(|(name, style)| (name.clone(), with_parents(styles, name, style)));
            *styles = resolved.collect();
        }
    }
}

fn with_parents(styles: &FxHashMap<String, Style>, name: &str, style: &Style) -> Style {
    let parent = |(_, style): &(&str, &Style)| {
        let (name, style) = styles.get_key_value(style.parent.as_ref()?)?;
        Some((name.as_str(), style))
    };
    let first = styles.get_key_value(name).map_or((name, style), |(name, style)| (name.as_str(), style));
    let line: Vec<(&str, &Style)> = std::iter::successors(Some(first), parent).take(STEPS).collect();
    let mut resolved = Style::default();
    for (_, step) in line.iter().rev() {
        resolved.look = resolved.look.under(step.look);
        resolved.level = step.level.or(resolved.level);
        resolved.list = step.list.clone().or(resolved.list);
    }
    // Automatic styles are called `P7`; what they are for says the style over them.
    let automatic = |name: &str| name.starts_with('P') && name[1..].bytes().all(|byte| byte.is_ascii_digit());
    let undeclared = || line.last().and_then(|(_, style)| style.parent.as_deref());
    let role = line.iter().map(|(name, _)| *name).find(|name| !automatic(name)).or_else(undeclared).unwrap_or(name);
    resolved.role = role.replace("_20_", " ").to_lowercase();
    resolved
}

/// Reads the styles and list styles of a part.
pub(super) fn read(text: &str, part: &str, styles: &mut Styles, lists: &mut Lists) -> Result<(), Diagnostic> {
    let mut xml = Xml::new(text, part, 0);
    while xml.child(0)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if matches!(tag.key(), (Space::Office, "styles" | "automatic-styles")) {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    one(&tag, &mut xml, styles, lists)?;
                }
            }
        }
    }
    Ok(())
}

fn one(tag: &Tag, xml: &mut Xml, styles: &mut Styles, lists: &mut Lists) -> Result<(), Diagnostic> {
    let name = tag.get("name").unwrap_or_default().into_owned();
    match tag.key() {
        (Space::Text, "list-style") => lists.declare(&name, xml),
        (Space::Text, "outline-style") => lists.declare(super::lists::OUTLINE, xml),
        (Space::Style, "style" | "default-style") => {
            let family = tag.get("family").unwrap_or_default().into_owned();
            let mut style = Style {
                level: tag.number("default-outline-level"),
                list: tag.get("list-style-name").filter(|list| !list.is_empty()).map(|list| list.into_owned()),
                parent: tag.get("parent-style-name").map(|parent| parent.into_owned()),
                ..Style::default()
            };
            let is_default = tag.name() == "default-style";
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                if tag.key() == (Space::Style, "text-properties") {
                    style.look = Look::of(&tag);
                }
            }
            match (&*family, is_default) {
                ("paragraph", true) => styles.plain = style.look,
                ("paragraph", false) => {
                    styles.paragraphs.insert(name, style);
                }
                ("text", false) => {
                    styles.runs.insert(name, style);
                }
                _ => {}
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
