//! Headings that the size of their print sets apart, in a text that comes from printed pages.

use super::group::{Group, Sort};
use super::heading::{LINES, WORDS, count};
use super::laid::Laid;
use super::lines::{Page, stops};

/// Bold lines of their own from which print tells headings where no size does.
const BOLD: usize = 2;

/// The sizes of print larger than that of running text, the largest first.
pub(super) struct Sizes<'a> {
    laid: &'a Laid,
    sizes: Vec<u16>,
}

impl<'a> Sizes<'a> {
    /// The sizes of a text's headings; none where its print sets no headings apart.
    pub fn of(page: &Page<'a>, groups: &[Group]) -> Option<Self> {
        let laid = page.laid?;
        let mut found = Self { laid, sizes: Vec::new() };
        let mut sizes: Vec<u16> = groups.iter().filter_map(|group| found.size(page, group)).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.dedup_by(|next, last| u32::from(*last - *next) * 100 <= u32::from(*last) * 4);
        let bold = |group: &&Group| {
            let lines = page.lines.get(group.lines.clone()).unwrap_or(&[]);
            matches!(group.sort, Sort::Text) && lines.len() == 1 && laid.is_bold(lines[0].start, lines[0].end)
        };
        let told = !sizes.is_empty() || groups.iter().filter(bold).count() >= BOLD;
        found.sizes = sizes;
        told.then_some(found)
    }

    /// The level of a group that is a heading, 1 the topmost.
    pub fn level(&self, page: &Page, group: &Group) -> Option<u8> {
        let size = self.size(page, group)?;
        let larger = self.sizes.iter().filter(|&&known| u32::from(known) * 100 > u32::from(size) * 104).count();
        Some((larger + 1).min(6) as u8)
    }

    /// The size of a group that is set apart by it.
    fn size(&self, page: &Page, group: &Group) -> Option<u16> {
        let lines = page.lines.get(group.lines.clone())?;
        let (first, last) = (lines.first()?, lines.last()?);
        let fits = matches!(group.sort, Sort::Text) && lines.len() <= LINES && count(page, group) <= WORDS;
        let words = page.words(last);
        let sentence = stops(words) && !words.ends_with([':', '?', '!']);
        let letters = lines.iter().any(|line| page.words(line).contains(char::is_alphabetic));
        let large = lines.iter().all(|line| self.laid.is_large(line));
        (fits && letters && large && !sentence).then(|| self.laid.print(first).map(|print| print.size))?
    }
}
