//! Why more may stand in a file than was read of it.

use super::content::Drawn;
use super::font::UNKNOWN;

/// Share of letters that cannot be told, in hundredths, from which it is said.
const LOST: usize = 2;
/// Most pages named one by one.
const NAMED: usize = 8;

/// Why more may stand on the pages than the letters tell.
pub(super) fn doubts(pages: &[Drawn]) -> Vec<String> {
    let damaged = named(pages, |page| page.damaged, "is damaged", "are damaged");
    let mut doubts: Vec<String> = damaged.map(|pages| format!("{pages}: words may be missing")).into_iter().collect();
    let letters = || pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| !glyph.letter.is_whitespace());
    let fontless: usize = pages.iter().map(|page| page.lost).sum();
    let unknown = letters().filter(|glyph| glyph.letter == UNKNOWN).count();
    let (all, lost) = (letters().count() + fontless, unknown + fontless);
    if lost * 100 > all * LOST {
        let share = lost * 100 / all;
        doubts.push(format!("{share} of 100 letters cannot be told, as the fonts do not say what they stand for"));
    }
    // Where there is nothing but pictures, the file is refused.
    if all > 0 {
        doubts.extend(pictures(pages));
    }
    doubts
}

fn pictures(pages: &[Drawn]) -> Option<String> {
    let drawn: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    if pages.iter().map(|page| page.hidden).sum::<usize>() * 2 > drawn && pages.iter().any(|page| page.pictures > 0) {
        return Some("the words were read by a program in pictures of the pages, and may be misread".to_owned());
    }
    let empty = |page: &Drawn| page.pictures > 0 && page.glyphs.iter().all(|glyph| glyph.letter.is_whitespace());
    Some(format!("{}: no text to read", named(pages, empty, "is a picture", "are pictures")?))
}

/// The pages of which something is so: `page 2 is`, `pages 2, 3 are`, `20 pages are`.
fn named(pages: &[Drawn], so: impl Fn(&Drawn) -> bool, one: &str, many: &str) -> Option<String> {
    let pages: Vec<String> =
        pages.iter().enumerate().filter(|(_, page)| so(page)).map(|(at, _)| (at + 1).to_string()).collect();
    match &pages[..] {
        [] => None,
        [page] => Some(format!("page {page} {one}")),
        pages if pages.len() <= NAMED => Some(format!("pages {} {many}", pages.join(", "))),
        pages => Some(format!("{} pages {many}", pages.len())),
    }
}
