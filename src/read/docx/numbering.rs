use rustc_hash::{FxHashMap, FxHashSet};

use super::super::package::{Space, Tag, Xml, letters, quoted, roman};
use super::styles::is_on;
use crate::diagnostic::Diagnostic;

/// Levels of a list.
const LEVELS: usize = 9;

/// How a level counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    start: u32,
    format: Format,
    /// As declared: `%1.%2`.
    text: String,
    /// The level, from 1, behind which it starts anew; 0 for never.
    restart: Option<u8>,
    /// All figures are decimal.
    legal: bool,
    indent: Option<i32>,
    /// The paragraph style that stands for it.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (text, style) = (String::new(), None);
        Self { start: 1, format: Format::Decimal, text, restart: None, legal: false, indent: None, style }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Decimal,
    Zero,
    Upper,
    Lower,
    UpperRoman,
    LowerRoman,
    Ordinal,
    Word,
    OrdinalWord,
    Bullet,
    Nothing,
}

/// A way of counting that lists share, with where its count stands.
#[derive(Clone, Debug, Default)]
struct Scheme {
    levels: Vec<Level>,
    /// The style that declares it, and the style that it is declared by.
    declares: Option<String>,
    declared_by: Option<String>,
    /// Whether it numbers clauses: a level shows the number of the one above it, as 1.1 does.
    clauses: bool,
    counts: [Option<u32>; LEVELS],
}

/// A list: a scheme with what it does otherwise.
#[derive(Clone, Debug, Default)]
struct List {
    scheme: String,
    starts: FxHashMap<u8, u32>,
    levels: FxHashMap<u8, Level>,
}

/// The lists of a document, counted while it is read.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: FxHashMap<String, Scheme>,
    lists: FxHashMap<String, List>,
    /// Levels of lists that started where the list says so.
    started: FxHashSet<(String, u8)>,
}

/// What stands before a paragraph of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The number as a document is quoted by: without the stop behind it. None for a bullet or where nothing is shown.
    pub number: Option<String>,
    /// Whether anything is shown: else the paragraph goes on in the item above.
    pub shown: bool,
    /// Whether the list numbers clauses rather than items.
    pub clause: bool,
    /// Twentieths of a point from the left margin.
    pub indent: i32,
}

impl Numbering {
    /// Reads the part of the lists.
    pub(super) fn read(text: &str, part: &str) -> Result<Self, Diagnostic> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text, part, 0);
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                let id = |name| tag.get(name).unwrap_or_default().into_owned();
                match tag.key() {
                    (Space::Word, "abstractNum") => {
                        let scheme = scheme(&mut xml)?;
                        numbering.schemes.insert(id("abstractNumId"), scheme);
                    }
                    (Space::Word, "num") => {
                        let list = list(&mut xml)?;
                        numbering.lists.insert(id("numId"), list);
                    }
                    _ => {}
                }
            }
        }
        numbering.follow_styles();
        Ok(numbering)
    }

    /// Gives schemes that another one is declared in the levels of that.
    fn follow_styles(&mut self) {
        let declared = self.schemes.iter().filter_map(|(id, scheme)| Some((scheme.declares.clone()?, id.clone())));
        let declared: FxHashMap<String, String> = declared.collect();
        for list in self.lists.values_mut() {
            let by = self.schemes.get(&list.scheme).and_then(|scheme| scheme.declared_by.as_ref());
            if let Some(id) = by.and_then(|style| declared.get(style)) {
                list.scheme.clone_from(id);
            }
        }
    }

    /// The scheme of a list: lists that share it share its count.
    pub(super) fn scheme(&self, list: &str) -> Option<&str> {
        self.lists.get(list).map(|list| &*list.scheme)
    }

    /// The level that a paragraph style stands for in a list.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<u8> {
        let scheme = self.schemes.get(&self.lists.get(list)?.scheme)?;
        scheme.levels.iter().position(|level| level.style.as_deref() == Some(style)).map(|level| level as u8)
    }

    /// Counts one more paragraph of a list; none where there is no such list.
    pub(super) fn count(&mut self, list_id: &str, level: u8) -> Option<Label> {
        let level = level.min(LEVELS as u8 - 1);
        let list = self.lists.get(list_id)?;
        let scheme = self.schemes.get_mut(&list.scheme)?;
        let fallback = Level::default();
        let of = |scheme: &Scheme, at: usize| -> Level {
            list.levels.get(&(at as u8)).or_else(|| scheme.levels.get(at)).unwrap_or(&fallback).clone()
        };
        let own = of(scheme, level as usize);
        let anew = list.starts.get(&level).filter(|_| self.started.insert((list_id.to_owned(), level)));
        let next = match (anew, scheme.counts[level as usize]) {
            (Some(&start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        };
        scheme.counts[level as usize] = Some(next);
        for below in level as usize + 1..LEVELS {
            let restarts = match of(scheme, below).restart {
                None => true,
                Some(behind) => level < behind,
            };
            if restarts {
                scheme.counts[below] = None;
            }
        }
        let mut shown = String::new();
        let mut letters = own.text.chars();
        while let Some(letter) = letters.next() {
            let digit = if letter == '%' { letters.clone().next().and_then(|next| next.to_digit(10)) } else { None };
            match digit.filter(|&digit| digit > 0) {
                Some(digit) => {
                    letters.next();
                    let at = digit as usize - 1;
                    let counted = of(scheme, at);
                    let value = scheme.counts[at].unwrap_or(counted.start);
                    let format = if own.legal { Format::Decimal } else { counted.format };
                    shown.push_str(&format.show(value));
                }
                None => shown.push(letter),
            }
        }
        let blank = shown.trim().is_empty();
        let number = quoted(&shown).filter(|_| own.format != Format::Bullet);
        let clause = scheme.clauses && own.format != Format::Bullet;
        Some(Label { number, shown: !blank, clause, indent: own.indent.unwrap_or(0) })
    }
}

fn scheme(xml: &mut Xml) -> Result<Scheme, Diagnostic> {
    let mut scheme = Scheme { levels: vec![Level::default(); LEVELS], ..Scheme::default() };
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.key() {
            (Space::Word, "lvl") => {
                let at: usize = tag.number("ilvl").unwrap_or(0);
                let level = read_level(xml)?;
                if let Some(place) = scheme.levels.get_mut(at) {
                    *place = level;
                }
            }
            (Space::Word, "styleLink") => scheme.declares = tag.get("val").map(|style| style.into_owned()),
            (Space::Word, "numStyleLink") => scheme.declared_by = tag.get("val").map(|style| style.into_owned()),
            _ => {}
        }
    }
    let counts = |level: &Level| level.text.bytes().filter(|&byte| byte == b'%').count();
    scheme.clauses = scheme.levels.iter().any(|level| level.format != Format::Bullet && counts(level) > 1);
    Ok(scheme)
}

fn read_level(xml: &mut Xml) -> Result<Level, Diagnostic> {
    let mut level = Level::default();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.key() {
            (Space::Word, "start") => level.start = tag.number("val").unwrap_or(1),
            (Space::Word, "numFmt") => level.format = Format::of(&tag),
            (Space::Word, "lvlText") => level.text = tag.get("val").unwrap_or_default().into_owned(),
            (Space::Word, "lvlRestart") => level.restart = tag.number("val"),
            (Space::Word, "isLgl") => level.legal = is_on(&tag),
            (Space::Word, "pStyle") => level.style = tag.get("val").map(|style| style.into_owned()),
            (Space::Word, "pPr") => {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    if tag.key() == (Space::Word, "ind") {
                        level.indent = tag.number("left").or_else(|| tag.number("start"));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(level)
}

fn list(xml: &mut Xml) -> Result<List, Diagnostic> {
    let mut list = List::default();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.key() {
            (Space::Word, "abstractNumId") => list.scheme = tag.get("val").unwrap_or_default().into_owned(),
            (Space::Word, "lvlOverride") => {
                let at: u8 = tag.number("ilvl").unwrap_or(0);
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    match tag.key() {
                        (Space::Word, "startOverride") => {
                            list.starts.insert(at, tag.number("val").unwrap_or(1));
                        }
                        (Space::Word, "lvl") => {
                            let level = read_level(xml)?;
                            list.levels.insert(at, level);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Ok(list)
}

impl Format {
    /// By ECMA-376 part 1, 17.18.59; what is not known counts in figures.
    fn of(tag: &Tag) -> Self {
        match tag.get("val").as_deref().unwrap_or("decimal") {
            "decimalZero" => Self::Zero,
            "upperLetter" => Self::Upper,
            "lowerLetter" => Self::Lower,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "ordinal" => Self::Ordinal,
            "cardinalText" => Self::Word,
            "ordinalText" => Self::OrdinalWord,
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            _ => Self::Decimal,
        }
    }

    fn show(self, value: u32) -> String {
        match self {
            Self::Decimal => value.to_string(),
            Self::Zero => format!("{value:02}"),
            Self::Upper => letters(value).to_uppercase(),
            Self::Lower => letters(value),
            Self::UpperRoman => roman(value).to_uppercase(),
            Self::LowerRoman => roman(value),
            Self::Ordinal => {
                let ending = match (value % 10, value % 100) {
                    (_, 11..=13) => "th",
                    (1, _) => "st",
                    (2, _) => "nd",
                    (3, _) => "rd",
                    _ => "th",
                };
                format!("{value}{ending}")
            }
            Self::Word => word(value, &CARDINALS),
            Self::OrdinalWord => word(value, &ORDINALS),
            Self::Bullet | Self::Nothing => String::new(),
        }
    }
}

const CARDINALS: [&str; 12] =
    ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
const ORDINALS: [&str; 12] = [
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
    "Twelfth",
];

/// The word for a small number, the figure for others.
fn word(value: u32, words: &[&str; 12]) -> String {
    let word = (value as usize).checked_sub(1).and_then(|index| words.get(index));
    word.map_or_else(|| value.to_string(), |word| (*word).to_owned())
}
