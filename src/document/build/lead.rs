//! Which sentence opens the list that an item belongs to.

use super::{Builder, Style, number, style};
use crate::document::{BlockId, BlockKind};

/// Sets lead-in and depth of every list item, those that people write as paragraphs (`(a)`, `–`) included.
pub(super) fn lead_in(builder: &mut Builder) {
    let depths = depths(builder);
    let leads: Vec<Option<BlockId>> = (0..builder.lists.len()).map(|list| of_list(builder, list)).collect();
    let mut series = SeriesStack::default();
    for index in 0..builder.blocks.len() {
        let hint = builder.hints[index];
        match builder.blocks[index].kind {
            BlockKind::Item | BlockKind::Paragraph => {}
            BlockKind::Heading | BlockKind::Title => {
                series.open.clear();
                continue;
            }
            _ => continue,
        }
        let item = builder.items[hint.item as usize];
        let depth = depths[hint.item as usize];
        if depth > 0 && !item.promoted {
            builder.blocks[index].lead_in = leads[item.list as usize];
        }
        builder.blocks[index].depth = depth;
        if builder.blocks[index].kind == BlockKind::Paragraph {
            series.place(builder, index, depth);
        }
    }
}

/// Depth of each item, items that turned out to be headings not counted.
fn depths(builder: &Builder) -> Vec<u8> {
    let mut depths: Vec<u8> = vec![0; builder.items.len()];
    for (index, item) in builder.items.iter().enumerate().skip(1) {
        let around = depths[builder.lists[item.list as usize].item as usize];
        depths[index] = around.saturating_add(u8::from(!item.promoted));
    }
    depths
}

/// The block that opens a list: the item around it, or the paragraph before it if that leaves off in mid-sentence.
fn of_list(builder: &Builder, list: usize) -> Option<BlockId> {
    let list = &builder.lists[list];
    let before = list.before.checked_sub(1)?;
    let block = &builder.blocks[before as usize];
    let here = builder.hints[before as usize].item == list.item;
    let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
    let item = &builder.items[list.item as usize];
    let nested = list.item != 0 && before >= item.first;
    let opens =
        (nested && here) || (list.item == 0 && (here || ends_open(builder, before)) && leaves_off(builder, before));
    (prose && opens).then_some(BlockId(before))
}

/// Whether a block ends in a colon or a dash.
fn ends_open(builder: &Builder, block: u32) -> bool {
    let words = builder.slice(builder.blocks[block as usize].span).trim_end_matches([' ', '*']);
    words.ends_with([':', '–', '—', '-'])
}

/// Whether a block has no closing stop.
fn leaves_off(builder: &Builder, block: u32) -> bool {
    let words = builder.slice(builder.blocks[block as usize].span).trim_end_matches([' ', '"', '”', ')', '’']);
    !words.is_empty() && !words.ends_with(['.', '!', '?'])
}

/// How the members of a series written as paragraphs are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Bullet,
    Letter,
    Dotted(usize),
}

#[derive(Debug)]
struct Series {
    mark: Mark,
    lead: Option<BlockId>,
    last: usize,
}

/// The series of numbered or bulleted paragraphs that may go on at this point, outermost first.
#[derive(Debug, Default)]
struct SeriesStack {
    open: Vec<Series>,
}

/// Series kept open at once.
const OPEN: usize = 8;

impl SeriesStack {
    /// Finds the series that a paragraph goes on or opens, and sets its lead-in.
    fn place(&mut self, builder: &mut Builder, index: usize, base: u8) {
        let Some(mark) = mark(builder, index) else {
            // What is counted behind a clause that is named belongs to that clause.
            if clause(builder, index) {
                self.open.clear();
            }
            return;
        };
        let lead = match self.open.iter().rposition(|series| goes_on(builder, series, mark, index)) {
            Some(at) => {
                self.open.truncate(at + 1);
                self.open[at].last = index;
                builder.blocks[index].lead_in = None;
                self.open[at].lead
            }
            None => {
                let before = index.checked_sub(1).filter(|&before| {
                    let kind = builder.blocks[before].kind;
                    matches!(kind, BlockKind::Item | BlockKind::Paragraph) && opens(builder, before, mark, index)
                });
                let lead = before.map(|before| BlockId(before as u32));
                self.nest(before);
                self.open.push(Series { mark, lead, last: index });
                lead
            }
        };
        let block = &mut builder.blocks[index];
        if lead.is_some() {
            block.lead_in = lead;
            block.kind = BlockKind::Item;
            block.depth = base.saturating_add(self.open.iter().filter(|series| series.lead.is_some()).count() as u8);
        }
    }

    /// Closes the series that a new one does not stand in: only that of its lead-in stays, with those around it.
    fn nest(&mut self, before: Option<usize>) {
        let keep = before.and_then(|before| self.open.iter().rposition(|series| series.last == before));
        match keep {
            Some(at) if at + 1 < OPEN => self.open.truncate(at + 1),
            None if self.open.len() < OPEN => {}
            _ => self.open.clear(),
        }
    }
}

fn mark(builder: &Builder, index: usize) -> Option<Mark> {
    if builder.hints[index].marks.bullet {
        return Some(Mark::Bullet);
    }
    let number = builder.blocks[index].number.as_deref()?;
    match style(number) {
        Style::Letter | Style::Roman => Some(Mark::Letter),
        Style::Dotted => Some(Mark::Dotted(number.matches('.').count())),
        _ => None,
    }
}

fn goes_on(builder: &Builder, series: &Series, mark: Mark, index: usize) -> bool {
    if series.mark != mark {
        return false;
    }
    match (&builder.blocks[series.last].number, &builder.blocks[index].number) {
        (Some(last), Some(number)) if mark != Mark::Bullet => number::follows(last, number),
        _ => mark == Mark::Bullet && series.last + 1 == index && !ends_open(builder, series.last as u32),
    }
}

/// What a number counts with; a series does not stand directly in one of its own class.
fn class(number: &str) -> (Style, bool) {
    (style(number), number.contains(|digit: char| digit.is_ascii_digit()))
}

/// Whether the block before opens a series at `index`: it ends in a colon or dash, or leaves off before a first member,
/// or is a numbered clause before the first of its letters.
fn opens(builder: &Builder, before: usize, mark: Mark, index: usize) -> bool {
    let before = before as u32;
    let first = match (&builder.blocks[index].number, mark) {
        (_, Mark::Bullet) => true,
        (Some(number), _) => number::opens(number),
        _ => false,
    };
    let dotted = matches!(mark, Mark::Dotted(_));
    let class = |index: usize| builder.blocks[index].number.as_deref().map(class);
    let numbered = mark == Mark::Letter && class(before as usize).is_some_and(|before| Some(before) != class(index));
    // Letters may count on from clause to clause: those behind 1.2 belong to it all the same.
    let goes_on = mark == Mark::Letter && clause(builder, before as usize);
    ends_open(builder, before) || goes_on || (first && !dotted && (numbered || leaves_off(builder, before)))
}

/// Whether a block has the number of a clause: `1.2`, `Section 1.2`.
fn clause(builder: &Builder, index: usize) -> bool {
    let number = builder.blocks[index].number.as_deref();
    number.is_some_and(|number| matches!(style(number), Style::Dotted | Style::Named))
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;

    /// For each block the index of its lead-in and its depth.
    fn leads(script: &str) -> Vec<(Option<u32>, u8)> {
        sample(script).blocks.iter().map(|block| (block.lead_in.map(|lead| lead.0), block.depth)).collect()
    }

    #[test]
    fn finds_what_opens_a_list() {
        for (script, lead) in [
            ("It shall:\n- meet", Some(0)),
            ("It shall\n- meet", Some(0)),
            ("It shall –\n- meet", Some(0)),
            ("It works.\n- meets", None),
            ("It shall:\n(a) meet", Some(0)),
            ("It shall –\n(a) meet", Some(0)),
            ("It shall:\n• meet", Some(0)),
            ("7.2 It works as said.\n(a) meets", Some(0)),
            ("It works as said.\n(a) meets", None),
            ("7.2 It shall:\n7.2.1 meet it", Some(0)),
            ("7.2 It works as said.\n(c) meets", Some(0)),
            ("## It shall:\n- meet", None),
        ] {
            assert_eq!(leads(script)[1].0, lead, "{script}");
        }
    }

    #[test]
    fn follows_series_over_what_stands_between() {
        let found =
            leads("7.2 It shall:\n(a) meet:\n(i) once;\n(ii) twice;\n(b) report.\n7.3 It may rest:\n(a) there.");
        let expected = [(None, 0), (Some(0), 1), (Some(1), 2), (Some(1), 2), (Some(0), 1), (None, 0), (Some(5), 1)];
        assert_eq!(found, expected);
    }

    #[test]
    fn letters_that_count_on_belong_to_the_clause_that_they_stand_in() {
        for clauses in [["7.2", "7.3"], ["§ 7", "§ 8"]] {
            let [first, second] = clauses;
            let found = leads(&format!("{first} It shall:\n(a) meet;\n(b) report.\n{second} It may rest.\n(c) There."));
            assert_eq!(found, [(None, 0), (Some(0), 1), (Some(0), 1), (None, 0), (Some(3), 1)], "{clauses:?}");
        }
    }

    #[test]
    fn a_new_count_is_no_part_of_the_last() {
        assert_eq!(leads("(a) one\n(b) two.\n(a) three.\n(b) four."), [(None, 0); 4]);
    }
}
