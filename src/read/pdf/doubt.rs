//! Why more may stand in a file than was read of it.

use super::content::Drawn;
use super::font::UNKNOWN;

/// Share of letters that cannot be told, in hundredths, from which it is said.
const LOST: usize = 2;
/// Letters that run another way than most from which it is said, if they are one in ten.
const ASIDE: usize = 60;
/// Sloping lines and curves of a page without words from which they may outline letters.
const OUTLINES: usize = 600;
/// Letters that nobody sees from which it is said that they are left out.
const UNSEEN: usize = 10;
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
    let aside = |page: &Drawn| page.aside >= ASIDE && page.aside * 10 >= page.glyphs.len();
    let aside = named(pages, aside, "has", "have");
    doubts.extend(aside.map(|pages| format!("{pages} words that run another way than the rest, which are not read")));
    // Where there is nothing but pictures, the file is refused.
    if all > 0 {
        doubts.extend(pictures(pages));
        let outlined = |page: &Drawn| page.outlines >= OUTLINES && page.pictures == 0 && is_empty(page);
        let outlined = named(pages, outlined, "is a drawing", "are drawings");
        doubts.extend(outlined.map(|pages| format!("{pages}: no text to read")));
    }
    doubts
}

/// What was left out of the pages on purpose.
pub(super) fn left_out(pages: &[Drawn]) -> Option<String> {
    let pages = named(pages, |page| page.unseen >= UNSEEN, "has", "have")?;
    Some(format!("{pages} words that nobody sees, as they are clipped, hidden or white on white: they are left out"))
}

fn pictures(pages: &[Drawn]) -> Option<String> {
    let drawn: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    if pages.iter().map(|page| page.hidden).sum::<usize>() * 2 > drawn && pages.iter().any(|page| page.pictures > 0) {
        return Some("the words were read by a program in pictures of the pages, and may be misread".to_owned());
    }
    let empty = |page: &Drawn| page.pictures > 0 && is_empty(page);
    Some(format!("{}: no text to read", named(pages, empty, "is a picture", "are pictures")?))
}

fn is_empty(page: &Drawn) -> bool {
    page.lost == 0 && page.glyphs.iter().all(|glyph| glyph.letter.is_whitespace())
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
