use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::{BlockId, BlockKind, Document, Table};
use crate::prose::{Bound, Found, Prose, Recogniser};

/// Words between the two sums of one span, at most: "£5,001 to £25,000", "over £5,000 but up to £25,000".
const BETWEEN: u32 = 2;
/// Sums that lie between two bands and still leave no gap: "up to £5,000", then "from £5,001".
const STEP: f64 = 1.0 + 1e-6;

/// Neighbours among spans of money that leave sums out or share some. Both of two neighbours are named.
#[derive(Debug, Default)]
pub(in crate::engine::find) struct Bands {
    /// Cells and list items beside which sums lie in no span.
    pub gapping: FxHashSet<BlockId>,
    /// Cells and list items that share sums with the one beside them.
    pub overlapping: FxHashSet<BlockId>,
}

/// A span of sums, of one currency.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    /// Where its lower and its upper end stand: one place but where two columns hold them.
    ends: [BlockId; 2],
    low: f64,
    high: f64,
    currency: &'static str,
}

/// What stands at a place of a row, a column or a list.
#[derive(Clone, Copy, Debug)]
enum Entry {
    /// No words.
    Empty,
    /// Words that are no span.
    Other,
    Band(Band),
}

impl Bands {
    /// Reads the bands in the rows, columns, lists and paragraphs of a document; `founds` are its values in reading order.
    pub fn read(document: &Document, prose: &Prose, founds: &[Found]) -> Bands {
        let sums = sums(prose, founds);
        let bands: BTreeMap<BlockId, Band> =
            sums.iter().filter_map(|(&block, sums)| Some((block, band(block, sums)?))).collect();
        let mut all = Bands::default();
        if sums.len() < 2 {
            return all;
        }
        let entry = |block: BlockId| match bands.get(&block) {
            Some(&band) => Entry::Band(band),
            None if document.block(block).span.is_empty() => Entry::Empty,
            None => Entry::Other,
        };
        for table in &document.tables {
            let at = |row: u32, column: u32| BlockId(table.blocks.start + row * table.columns + column);
            let joined: Vec<Vec<Band>> = (1..table.columns).filter_map(|to| joined(table, to, at, &sums)).collect();
            joined.iter().for_each(|scale| all.scale(scale, scale, true));
            // The two ends of one band are no bands beside one another.
            for row in (0..table.rows).filter(|_| joined.is_empty()) {
                all.line((0..table.columns).map(|column| entry(at(row, column))), true);
            }
            for column in 0..table.columns {
                // What stands in the first column names the rows: else each row may be of another thing.
                all.line(data_rows(table).map(|row| entry(at(row, column))), column == 0);
            }
        }
        let mut lists: BTreeMap<(u32, u8), Vec<Entry>> = BTreeMap::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if let (BlockKind::Item, Some(lead)) = (block.kind, block.lead_in) {
                lists.entry((lead.0, block.depth)).or_default().push(entry(BlockId(index as u32)));
            }
        }
        lists.into_values().for_each(|list| all.line(list.into_iter(), true));
        // Paragraphs that stand beside one another under one heading are of one thing only where their sums tell so.
        let mut section = None;
        let mut beside = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if section.replace(block.section) != Some(block.section) {
                all.line(std::mem::take(&mut beside).into_iter(), false);
            }
            let listed = block.kind == BlockKind::Item && block.lead_in.is_some();
            let plain = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && !listed;
            beside.push(if plain { entry(BlockId(index as u32)) } else { Entry::Other });
        }
        all.line(beside.into_iter(), false);
        all
    }

    /// Compares the neighbours of a line. Spans are bands of one scale where some of them fit together; where they are of `one`
    /// thing, also where they reach from nought to no end.
    fn line(&mut self, entries: impl Iterator<Item = Entry>, one: bool) {
        let mut run: Vec<Band> = Vec::new();
        for entry in entries.chain([Entry::Other]) {
            match entry {
                Entry::Empty => {}
                Entry::Band(band) => {
                    if run.last().is_none_or(|last| (last.low, last.high) != (band.low, band.high)) {
                        run.push(band);
                    }
                }
                Entry::Other => {
                    scales(&run).for_each(|scale| self.scale(scale, &run, one));
                    run.clear();
                }
            }
        }
    }

    fn scale(&mut self, scale: &[Band], run: &[Band], one: bool) {
        let pairs = || scale.windows(2).filter_map(in_order);
        let fits = pairs().any(|(below, above)| (0.0..=STEP).contains(&(above.low - below.high)));
        let whole = scale.iter().any(|band| band.low == 0.0) && scale.iter().any(|band| band.high == f64::INFINITY);
        let one_scale = fits || one && whole;
        if !one_scale {
            return;
        }
        for (below, above) in pairs() {
            let apart = above.low - below.high;
            let pair = [below.ends[1], above.ends[0]];
            // What lies between two may be another's, before the scale began.
            let meets = |band: &Band| (0.0..=STEP).contains(&(above.low - band.high));
            let covered = || run.iter().any(|band| band.low <= below.high && meets(band));
            if apart > STEP && !covered() {
                self.gapping.extend(pair);
            } else if apart < 0.0 {
                self.overlapping.extend(pair);
            }
        }
    }
}

fn data_rows(table: &Table) -> Range<u32> {
    table.header_rows..table.rows
}

/// Two neighbours, the lower first; none where they begin with the same sum.
fn in_order(pair: &[Band]) -> Option<(Band, Band)> {
    match *pair {
        [a, b] if a.low < b.low => Some((a, b)),
        [a, b] if b.low < a.low => Some((b, a)),
        _ => None,
    }
}

/// The stretches of a run that rise or fall throughout, in one currency: what turns back begins another scale.
fn scales(run: &[Band]) -> impl Iterator<Item = &[Band]> {
    let mut rest = run;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let rises = |from: &Band, to: &Band| (from.low != to.low).then_some(from.low < to.low);
        let way = rest.get(1).and_then(|second| rises(first, second));
        let goes_on = |pair: &&[Band]| match pair {
            [a, b] => way.is_some() && rises(a, b) == way && a.currency == b.currency,
            _ => false,
        };
        let length = 1 + rest.windows(2).take_while(goes_on).count();
        let (scale, behind) = rest.split_at(length);
        rest = behind;
        Some(scale)
    })
}

/// The sums of each block that has any.
fn sums<'f>(prose: &Prose, founds: &'f [Found]) -> BTreeMap<BlockId, Vec<&'f Found>> {
    let mut sums: BTreeMap<BlockId, Vec<&Found>> = BTreeMap::new();
    for found in founds.iter().filter(|found| found.value.recogniser == Recogniser::Money) {
        if let Some(sentence) = prose.sentences.get(prose.sentence_of(found.tokens.start) as usize) {
            sums.entry(sentence.block).or_default().push(found);
        }
    }
    sums
}

/// The bands whose lower ends stand in one column and whose upper ends in the next, `to`, where the sums themselves tell that
/// the columns are such: limits of two sorts of things rise from row to row as well.
fn joined(
    table: &Table,
    to: u32,
    at: impl Fn(u32, u32) -> BlockId,
    sums: &BTreeMap<BlockId, Vec<&Found>>,
) -> Option<Vec<Band>> {
    let end = |block: BlockId| match sums.get(&block).map(Vec::as_slice) {
        None => Some(None),
        Some([one]) => Some(Some(*one)),
        Some(_) => None,
    };
    let rows = data_rows(table).map(|row| {
        let ends = [at(row, to - 1), at(row, to)];
        Some((ends, end(ends[0])?, end(ends[1])?))
    });
    let rows: Vec<_> = rows.collect::<Option<_>>()?;
    let bands = rows.iter().map(|&(ends, from, to)| {
        let currency = from.or(to)?.value.unit;
        let low = from.map_or(Some(0.0), |from| from.value.amount)?;
        let high = to.map_or(Some(f64::INFINITY), |to| to.value.amount)?;
        let bounded = from.is_some_and(|from| from.value.bound == Bound::AtMost)
            || to.is_some_and(|to| to.value.bound == Bound::AtLeast && high.is_finite());
        (low < high && !bounded).then_some(Band { ends, low, high, currency })
    });
    let bands: Vec<Band> = bands.collect::<Option<_>>()?;
    let open = |missing: &dyn Fn(&Band) -> bool| bands.iter().filter(|band| missing(band)).count() <= 1;
    let one = open(&|band| band.low == 0.0) && open(&|band| band.high == f64::INFINITY);
    let marked = rows.iter().all(|(_, from, to)| {
        from.is_none_or(|from| from.value.bound == Bound::AtLeast)
            && to.is_none_or(|to| to.value.bound == Bound::AtMost)
    });
    (one && bands.len() > 1 && scales(&bands).count() == 1 && (marked || tells_ends(&bands))).then_some(bands)
}

/// Whether two columns of sums are the ends of bands: one band begins just above another, or they reach from nought to no end.
fn tells_ends(bands: &[Band]) -> bool {
    let apart = || bands.windows(2).filter_map(in_order).map(|(below, above)| above.low - below.high);
    let whole = bands.iter().any(|band| band.low == 0.0) && bands.iter().any(|band| band.high == f64::INFINITY);
    apart().any(|apart| apart > 0.0 && apart <= STEP) || whole && apart().any(|apart| apart == 0.0)
}

/// The span of a block that holds one and no other sum.
fn band(block: BlockId, sums: &[&Found]) -> Option<Band> {
    let amount = |found: &Found| found.value.amount.filter(|amount| amount.is_finite());
    let (low, high, currency) = match sums {
        [one] => match one.value.bound {
            Bound::AtMost => (0.0, amount(one)?, one.value.unit),
            Bound::AtLeast => (amount(one)?, f64::INFINITY, one.value.unit),
            Bound::Exactly => return None,
        },
        [from, to] => {
            let beside = to.tokens.start.saturating_sub(from.tokens.end) <= BETWEEN;
            let bounds = from.value.bound != Bound::AtMost && to.value.bound != Bound::AtLeast;
            if !beside || !bounds || from.value.unit != to.value.unit {
                return None;
            }
            (amount(from)?, amount(to)?, from.value.unit)
        }
        _ => return None,
    };
    (low < high).then_some(Band { ends: [block; 2], low, high, currency })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]
    use super::*;

    /// A table of one column of rows, as the words of the blocks that gap and those that overlap.
    fn told(cells: &[(f64, f64)], one: bool) -> (Vec<u32>, Vec<u32>) {
        let mut bands = Bands::default();
        let entries = cells.iter().enumerate().map(|(index, &(low, high))| {
            if low.is_nan() {
                return Entry::Other;
            }
            Entry::Band(Band { ends: [BlockId(index as u32); 2], low, high, currency: "GBP" })
        });
        bands.line(entries, one);
        let sorted = |blocks: FxHashSet<BlockId>| {
            let mut blocks: Vec<u32> = blocks.into_iter().map(|block| block.0).collect();
            blocks.sort_unstable();
            blocks
        };
        (sorted(bands.gapping), sorted(bands.overlapping))
    }

    const END: f64 = f64::INFINITY;

    #[test]
    fn neighbours_of_one_scale_are_compared() {
        assert_eq!(told(&[(0.0, 5e3), (5001.0, 25e3), (25e3, END)], false), (vec![], vec![]));
        assert_eq!(told(&[(0.0, 5e3), (5001.0, 25e3), (30e3, END)], false), (vec![1, 2], vec![]));
        assert_eq!(told(&[(30e3, END), (5001.0, 25e3), (0.0, 5e3)], false), (vec![0, 1], vec![]));
        assert_eq!(told(&[(0.0, 5e3), (5001.0, 25e3), (20e3, END)], false), (vec![], vec![1, 2]));
    }

    #[test]
    fn what_turns_back_is_another_scale() {
        let two = [(0.0, 5e3), (5e3, 1e4), (0.0, 100.0), (101.0, 200.0)];
        assert_eq!(told(&two, true), (vec![], vec![]));
        assert_eq!(told(&[(0.0, 5e3), (f64::NAN, 0.0), (1e4, 2e4)], true), (vec![], vec![]));
    }

    #[test]
    fn limits_of_different_things_are_no_scale() {
        assert_eq!(told(&[(0.0, 5e3), (0.0, 2e4), (0.0, 1e5)], true), (vec![], vec![]));
        assert_eq!(told(&[(0.0, 50.0), (500.0, END)], false), (vec![], vec![]));
        assert_eq!(told(&[(0.0, 500.0), (0.0, 50.0), (500.0, END)], true), (vec![], vec![]));
        assert_eq!(told(&[(0.0, 50.0), (500.0, END)], true), (vec![0, 1], vec![]));
    }

    #[test]
    fn two_columns_of_sums_are_ends_where_they_tell_so() {
        let tells = |ends: &[(f64, f64)]| {
            let band = |&(low, high): &(f64, f64)| Band { ends: [BlockId(0); 2], low, high, currency: "GBP" };
            tells_ends(&ends.iter().map(band).collect::<Vec<_>>())
        };
        assert!(tells(&[(500.0, 5e3), (5001.0, 25e3), (20e3, 9e4)]));
        assert!(tells(&[(0.0, 5e3), (5e3, 25e3), (30e3, END)]));
        assert!(!tells(&[(5e3, 1e4), (1e4, 2e4), (5e4, 1e5)]));
        assert!(!tells(&[(0.0, 5e3), (6e3, 25e3), (30e3, END)]));
    }
}
