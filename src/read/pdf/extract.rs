//! From the bytes of a file to the lines of its pages.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{LoadPdfError, Pdf};

use super::content::{self, Budget, Drawn};
use super::font::Fonts;
use super::{PdfText, Unreadable, doubt, lay, metadata, whole};

/// Most pages read, letters on them, and instructions that draw them: about twenty times the longest agreements.
const PAGES: usize = 3000;
const BUDGET: Budget = Budget { letters: 6_000_000, steps: 30_000_000 };

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
    let missing = whole::missing_pages(&pdf, bytes);
    let doubts = missing.into_iter().chain(doubt::doubts(&drawn)).collect();
    Ok(PdfText { laid: lay::lay(&drawn), fields: metadata::fields(&pdf), doubts, left_out: doubt::left_out(&drawn) })
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
