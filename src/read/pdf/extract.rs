//! From the bytes of a file to the lines of its pages.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{LoadPdfError, Pdf};

use super::content::{self, Budget, Drawn};
use super::font::{Fonts, UNKNOWN};
use super::{PdfText, Unreadable, lay, metadata};

/// Most pages read, letters on them, and instructions that draw them: about twenty times the longest agreements.
const PAGES: usize = 3000;
const BUDGET: Budget = Budget { letters: 6_000_000, steps: 30_000_000 };
/// Share of letters that cannot be told, in hundredths, from which it is said.
const LOST: usize = 2;

/// Takes a file apart.
pub(super) fn extract(bytes: &[u8]) -> Result<PdfText, Unreadable> {
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(Unreadable::Broken))
}

fn read(bytes: &[u8]) -> Result<PdfText, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::Broken,
    })?;
    let drawn = pages(&pdf)?;
    let letters = || drawn.iter().flat_map(|page| &page.glyphs).filter(|glyph| !glyph.letter.is_whitespace());
    let (all, lost) =
        letters().fold((0, 0), |(all, lost), glyph| (all + 1, lost + usize::from(glyph.letter == UNKNOWN)));
    let doubt = if all == 0 { None } else { doubt(&drawn, all, lost) };
    Ok(PdfText { laid: lay::lay(&drawn), fields: metadata::fields(&pdf), doubt })
}

fn pages(pdf: &Pdf) -> Result<Vec<Drawn>, Unreadable> {
    let pages = pdf.pages();
    if pages.len() > PAGES {
        let message = format!("the file has {} pages; {PAGES} is the most that is read", pages.len());
        return Err(Unreadable::TooLarge(message));
    }
    if pages.is_empty() {
        return Err(Unreadable::Broken);
    }
    let (fonts, mut budget) = (Fonts::new(), BUDGET);
    let spent = || Unreadable::TooLarge("more is drawn on the pages than any document needs".to_owned());
    pages.iter().map(|page| content::read(page, &fonts, &mut budget).ok_or_else(spent)).collect()
}

/// Why more may stand on the pages than the letters tell, of which there are so many, and so many that cannot be told.
fn doubt(pages: &[Drawn], all: usize, lost: usize) -> Option<String> {
    if lost * 100 > all * LOST {
        return Some(format!(
            "{} of 100 letters cannot be told, as the fonts do not say what they stand for",
            lost * 100 / all
        ));
    }
    let drawn: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    if pages.iter().map(|page| page.hidden).sum::<usize>() * 2 > drawn && pages.iter().any(|page| page.pictures > 0) {
        return Some("the words were read by a program in pictures of the pages, and may be misread".to_owned());
    }
    let empty = |page: &Drawn| page.pictures > 0 && page.glyphs.iter().all(|glyph| glyph.letter.is_whitespace());
    let empty: Vec<String> =
        pages.iter().enumerate().filter(|(_, page)| empty(page)).map(|(at, _)| (at + 1).to_string()).collect();
    match &empty[..] {
        [] => None,
        [page] => Some(format!("page {page} is a picture: no text to read")),
        pages if pages.len() <= 8 => Some(format!("pages {} are pictures: no text to read", pages.join(", "))),
        pages => Some(format!("{} pages are pictures: no text to read", pages.len())),
    }
}
