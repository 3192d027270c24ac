//! Fonts: which letters their codes stand for, how wide these are, and whether they are bold.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name};
use rustc_hash::FxHashMap;

/// What stands for a code without a known letter.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// Bit of a font descriptor's flags for bold print, and the weight from which print is bold (PDF 32000-1, 9.8).
const FORCE_BOLD: u32 = 1 << 18;
const BOLD_WEIGHT: f32 = 600.0;

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    substitutes: FontResolverFn,
    code_maps: CMapResolverFn,
}

/// A font in use.
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// Whether its print is bold.
    pub bold: bool,
    /// Its codes stand for signs rather than letters.
    signs: bool,
    known: RefCell<FxHashMap<u32, Rc<Letter>>>,
}

/// What a code of a font stands for.
pub(super) struct Letter {
    /// The letters, most often one.
    pub text: Box<str>,
    /// How far the next is moved, in thousandths of the font's size.
    pub advance: f64,
}

impl<'a> Fonts<'a> {
    pub fn new() -> Self {
        let substitute = |query: &FontQuery| {
            Some(match query {
                FontQuery::Standard(font) => font.get_font_data(),
                FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
            })
        };
        Self { cache: FontCache::new(), substitutes: Arc::new(substitute), code_maps: Arc::new(|_| None) }
    }

    /// The font of a dictionary; none where it is broken.
    pub fn face(&self, dict: &Dict<'a>) -> Option<Face<'a>> {
        let font = self.cache.font(dict, &self.substitutes, &self.code_maps)?;
        let name = dict.get::<Name<'_>>(b"BaseFont").map(|name| name.as_str().to_ascii_lowercase()).unwrap_or_default();
        let inner = dict.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descriptor = |dict: &Dict<'a>| dict.get::<Dict<'_>>(b"FontDescriptor");
        let descriptor = descriptor(dict).or_else(|| inner.as_ref().and_then(descriptor));
        let said = descriptor.is_some_and(|said| {
            said.get::<u32>(b"Flags").is_some_and(|flags| flags & FORCE_BOLD != 0)
                || said.get::<f32>(b"FontWeight").is_some_and(|weight| weight >= BOLD_WEIGHT)
        });
        let bold = said || ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word));
        let signs = ["wingdings", "webdings", "dingbats"].iter().any(|word| name.contains(word));
        Some(Face { font, bold, signs, known: RefCell::default() })
    }
}

impl Face<'_> {
    /// The code at a place of a string, and its length.
    pub fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, len) = self.font.read_code(bytes, at);
        (code, len.max(1))
    }

    /// Whether lines run from left to right.
    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// What a code stands for.
    pub fn letter(&self, code: u32) -> Rc<Letter> {
        let mut known = self.known.borrow_mut();
        known.entry(code).or_insert_with(|| Rc::new(self.read(code))).clone()
    }

    fn read(&self, code: u32) -> Letter {
        let unicode = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let text = match unicode {
            _ if self.signs => if code == 32 { " " } else { "•" }.to_owned(),
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => UNKNOWN.to_string(),
        };
        Letter { text: plain(&text).into(), advance: self.font.code_advance(code).x }
    }
}

/// Letters with ligatures taken apart.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\0' => out.push(UNKNOWN),
            other => out.push(other),
        }
    }
    out
}
