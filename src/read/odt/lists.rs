use rustc_hash::FxHashMap;

use super::super::package::{Space, Tag, Xml, letters, quoted, roman};
use crate::diagnostic::Diagnostic;

/// Levels of a list.
const LEVELS: usize = 10;
/// The name that the numbering of headings has among the list styles.
pub(super) const OUTLINE: &str = "\u{0}outline";

/// How a level counts.
#[derive(Clone, Debug, Default)]
struct Level {
    bullet: bool,
    /// `1`, `a`, `A`, `i`, `I`; empty where nothing is counted.
    format: String,
    prefix: String,
    suffix: String,
    /// How many levels the number shows, this one included.
    shown: u8,
    start: u32,
    /// The whole number as LibreOffice writes it: `%1%.%2%.`.
    pattern: Option<String>,
}

/// The list styles of a document, and the lists in them counted while it is read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: FxHashMap<String, Vec<Level>>,
    counts: Vec<[Option<u32>; LEVELS]>,
    by_id: FxHashMap<String, usize>,
    by_style: FxHashMap<String, usize>,
}

/// A list that is open: its style, and which count is its own.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub style: String,
    count: usize,
}

impl Lists {
    /// Reads a list style that was entered.
    pub(super) fn declare(&mut self, name: &str, xml: &mut Xml) -> Result<(), Diagnostic> {
        let mut levels = vec![Level::default(); LEVELS];
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            let at: usize = tag.number("level").unwrap_or(0);
            let Some(level) = at.checked_sub(1).and_then(|at| levels.get_mut(at)) else { continue };
            match tag.key() {
                (Space::Text, "list-level-style-number" | "outline-level-style") => *level = Level::of(&tag),
                (Space::Text, _) => *level = Level { bullet: true, ..Level::default() },
                _ => {}
            }
        }
        self.styles.insert(name.to_owned(), levels);
        Ok(())
    }

    /// Opens a list in a style: one that goes on counting where another stands, if its element says so.
    pub(super) fn open(&mut self, tag: &Tag, style: &str) -> Open {
        let id = tag.get("id").map(|id| id.into_owned());
        let after = tag.get("continue-list").and_then(|id| self.by_id.get(&*id).copied());
        let goes_on = tag.get("continue-numbering").is_some_and(|on| on == "true");
        let before = self.by_style.get(style).copied().filter(|_| goes_on);
        let count = after.or(before).unwrap_or_else(|| {
            self.counts.push([None; LEVELS]);
            self.counts.len() - 1
        });
        if let Some(id) = id {
            self.by_id.insert(id, count);
        }
        self.by_style.insert(style.to_owned(), count);
        Open { style: style.to_owned(), count }
    }

    /// The numbering of headings.
    pub(super) fn outline(&mut self) -> Open {
        if let Some(&count) = self.by_style.get(OUTLINE) {
            return Open { style: OUTLINE.to_owned(), count };
        }
        self.counts.push([None; LEVELS]);
        let count = self.counts.len() - 1;
        self.by_style.insert(OUTLINE.to_owned(), count);
        Open { style: OUTLINE.to_owned(), count }
    }

    /// Whether a list style numbers clauses: a level shows the number of the one above it, as 1.1 does.
    pub(super) fn numbers_clauses(&self, style: &str) -> bool {
        let shows_more = |level: &Level| {
            let pattern = level.pattern.as_ref().map_or(0, |pattern| pattern.matches('%').count() / 2);
            !level.format.is_empty() && (level.shown > 1 || pattern > 1)
        };
        self.styles.get(style).is_some_and(|levels| levels.iter().any(shows_more))
    }

    /// Whether a level is one of bullets.
    pub(super) fn is_bulleted(&self, open: &Open, level: usize) -> bool {
        self.styles.get(&open.style).and_then(|levels| levels.get(level)).is_some_and(|level| level.bullet)
    }

    /// Counts one more item at a level, from 0; gives its number without the stop behind it. None where nothing is counted.
    pub(super) fn count(&mut self, open: &Open, level: usize, start: Option<u32>) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let levels = self.styles.get(&open.style)?;
        let own = levels.get(level)?;
        let counts = self.counts.get_mut(open.count)?;
        counts[level] = Some(match (start, counts[level]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        });
        counts[level + 1..].fill(None);
        if own.bullet || own.format.is_empty() {
            return None;
        }
        let value = |at: usize| levels.get(at).map(|level| level.show(counts[at].unwrap_or(level.start)));
        if let Some(pattern) = &own.pattern {
            let mut shown = String::new();
            for (index, piece) in pattern.split('%').enumerate() {
                match piece.parse::<usize>().ok().filter(|_| index % 2 == 1) {
                    Some(at) => shown.extend(at.checked_sub(1).and_then(value)),
                    None => shown.push_str(piece),
                }
            }
            return quoted(&shown);
        }
        let from = (level + 1).saturating_sub(usize::from(own.shown.max(1)));
        let values: Vec<String> = (from..=level).filter_map(value).filter(|value| !value.is_empty()).collect();
        quoted(&format!("{}{}{}", own.prefix, values.join("."), own.suffix))
    }
}

impl Level {
    fn of(tag: &Tag) -> Self {
        let text = |name: &str| tag.get(name).unwrap_or_default().into_owned();
        Self {
            bullet: false,
            format: text("num-format"),
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            shown: tag.number("display-levels").unwrap_or(1),
            start: tag.number("start-value").unwrap_or(1),
            pattern: tag.get("num-list-format").map(|pattern| pattern.into_owned()),
        }
    }

    fn show(&self, value: u32) -> String {
        match &*self.format {
            "" => String::new(),
            "a" => letters(value),
            "A" => letters(value).to_uppercase(),
            "i" => roman(value),
            "I" => roman(value).to_uppercase(),
            _ => value.to_string(),
        }
    }
}
