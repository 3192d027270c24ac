//! Letters put together to words, and words to the lines of a page.

use std::collections::BTreeMap;

use super::content::{Glyph, Rule};

/// Gaps, in sizes of the print: between two letters of a word at most, between two words of a run at most, and between two
/// parts of a line at least.
const LETTER_GAP: f32 = 0.17;
const WORD_GAP: f32 = 0.6;
const PART_GAP: f32 = 1.2;
/// How far the feet of two runs on one line may lie apart, and up to which share of a line's size print is small.
const LEVEL: f32 = 0.3;
const SMALL: f32 = 0.82;
/// Points that an upright line between cells is long at least, and most of those at one place that are looked at.
const FENCE: f32 = 6.0;
const FENCES: usize = 256;
/// Digits of the longest mark of a footnote.
const MARK: usize = 3;

/// Words in one print that follow each other.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    /// A space was drawn before it, or behind it.
    pub space_before: bool,
    pub space_behind: bool,
}

/// A part of a line that gaps set apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    /// Bytes of the text that are bold.
    pub bold: Vec<(usize, usize)>,
}

/// A line of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub parts: Vec<Part>,
    pub y: f32,
    pub size: f32,
    /// It opens with the small raised mark of a footnote.
    pub note: bool,
}

impl Row {
    pub fn x0(&self) -> f32 {
        self.parts.first().map_or(0.0, |part| part.x0)
    }

    pub fn x1(&self) -> f32 {
        self.parts.last().map_or(0.0, |part| part.x1)
    }
}

/// Upright lines, which part the words on their sides however narrow the gap.
struct Fences(Vec<Rule>);

impl Fences {
    fn of(rules: &[Rule]) -> Self {
        let mut fences: Vec<Rule> =
            rules.iter().filter(|rule| rule.x1 - rule.x0 < 1.0 && rule.y1 - rule.y0 >= FENCE).copied().collect();
        fences.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Self(fences)
    }

    /// Whether one stands between the end of a run and a letter behind it.
    fn part(&self, run: &Run, glyph: &Glyph) -> bool {
        let (slack, middle) = (run.size * 0.05, run.y - run.size * 0.3);
        let first = self.0.partition_point(|fence| fence.x1 < run.x1 - slack);
        let between = self.0[first..].iter().take_while(|fence| fence.x0 <= glyph.x + slack);
        between.take(FENCES).any(|fence| fence.y0 <= middle && fence.y1 >= middle)
    }
}

/// Puts letters together to runs, in the order in which they were drawn; lines drawn upright part them.
pub(super) fn runs(glyphs: &[Glyph], rules: &[Rule]) -> Vec<Run> {
    let fences = Fences::of(rules);
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Option<Run> = None;
    let mut last_x = f32::MIN;
    let mut space = false;
    for glyph in glyphs {
        if glyph.letter.is_whitespace() || glyph.letter == '\u{a0}' {
            space = true;
            continue;
        }
        if let Some(run) = &mut open {
            let gap = glyph.x - run.x1;
            let level = (glyph.y - run.y).abs() <= run.size * 0.05 && (glyph.size / run.size - 1.0).abs() < 0.1;
            let again = level
                && (glyph.x - last_x).abs() < run.size * 0.1
                && run.text.ends_with(glyph.letter)
                && glyph.letter.is_alphanumeric();
            if again {
                // Drawn twice, a little aside, to look bold.
                run.bold = true;
                continue;
            }
            let near = gap > -run.size * 0.5 && gap < run.size * WORD_GAP;
            if level && glyph.bold == run.bold && near && !fences.part(run, glyph) {
                if (space && gap > -run.size * 0.1) || gap > run.size * LETTER_GAP {
                    run.text.push(' ');
                }
                run.text.push(glyph.letter);
                run.x1 = run.x1.max(glyph.x + glyph.width);
                (last_x, space) = (glyph.x, false);
                continue;
            }
        }
        if let Some(mut run) = open.take() {
            run.space_behind = space;
            runs.push(run);
        }
        open = Some(Run {
            text: glyph.letter.to_string(),
            x0: glyph.x,
            x1: glyph.x + glyph.width,
            y: glyph.y,
            size: glyph.size,
            bold: glyph.bold,
            space_before: space,
            space_behind: false,
        });
        (last_x, space) = (glyph.x, false);
    }
    runs.extend(open);
    once(runs)
}

/// Leaves out runs that are drawn over themselves, to look bold or to cast a shadow.
fn once(runs: Vec<Run>) -> Vec<Run> {
    let mut seen: BTreeMap<(i32, String), Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let key = |y: f32| ((y / 4.0).round() as i32, run.text.clone());
        let same = |at: &&usize| {
            let other = &kept[**at];
            (other.x0 - run.x0).abs() < run.size * 0.2 && (other.y - run.y).abs() < run.size * 0.2
        };
        let before =
            [-4.0, 0.0, 4.0].into_iter().find_map(|off| seen.get(&key(run.y + off))?.iter().find(same).copied());
        match before {
            Some(at) if run.text.chars().any(char::is_alphanumeric) => kept[at].bold = true,
            _ => {
                seen.entry(key(run.y)).or_default().push(kept.len());
                kept.push(run);
            }
        }
    }
    kept
}

/// Puts runs together to lines, from the top of the page to its foot.
pub(super) fn rows(runs: Vec<Run>) -> Vec<Row> {
    lines(runs).iter().filter_map(|line| row(line)).collect()
}

/// Runs by the lines that they stand on, from the top of the page to its foot; each line from left to right.
pub(super) fn lines(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    runs.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.y.total_cmp(&b.y)).then(a.x0.total_cmp(&b.x0)));
    // Lines by where their feet stand, in tenths of a point.
    let mut lines: BTreeMap<i64, Vec<Run>> = BTreeMap::new();
    let key = |y: f32| (y * 10.0) as i64;
    for run in runs {
        let reach = run.size.max(8.0) * 4.0;
        let line = lines.range(key(run.y - reach)..=key(run.y + reach)).filter_map(|(&at, line)| {
            let first = line.first()?;
            let off = first.y - run.y;
            let level = off.abs() <= first.size.min(run.size) * LEVEL;
            // Raised or lowered beside what it belongs to.
            let small = run.size < first.size * SMALL
                && off < first.size * 0.65
                && off > -first.size * 0.3
                && line.iter().any(|beside| beside.x1 > run.x0 - first.size && beside.x0 < run.x1 + first.size);
            (level || small).then_some((off.abs() as i64, at))
        });
        match line.min() {
            Some((_, at)) => lines.entry(at).or_default().push(run),
            None => lines.entry(key(run.y)).or_default().push(run),
        }
    }
    let in_order = |mut line: Vec<Run>| {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        line
    };
    lines.into_values().map(in_order).collect()
}

/// A line of runs; the largest, and of those the highest, stands for its size and place.
pub(super) fn row(runs: &[Run]) -> Option<Row> {
    let first = runs.iter().min_by(|a, b| b.size.total_cmp(&a.size).then(a.y.total_cmp(&b.y)))?;
    let (y, size) = (first.y, first.size);
    let mut row = Row { y, size, ..Row::default() };
    let mut space = false;
    for run in runs {
        let raised = run.size < size * SMALL && run.y < y - size * 0.1;
        let mark = raised && run.text.chars().count() <= MARK && run.text.chars().all(|letter| letter.is_ascii_digit());
        if mark && row.parts.is_empty() {
            row.note = true;
            continue;
        }
        let last = row.parts.last().and_then(|part| part.text.chars().next_back());
        if mark && last.is_some_and(|last| !last.is_ascii_digit() && !space && !run.space_before) {
            // The mark of a footnote is no word of the sentence.
            space = run.space_behind;
            continue;
        }
        match row.parts.last_mut() {
            Some(part) if run.x0 - part.x1 < size * PART_GAP => {
                if space || run.space_before || run.x0 - part.x1 > size * LETTER_GAP {
                    part.text.push(' ');
                }
                part.push(run);
            }
            _ => {
                let mut part = Part { x0: run.x0, ..Part::default() };
                part.push(run);
                row.parts.push(part);
            }
        }
        space = run.space_behind;
    }
    (!row.parts.is_empty()).then_some(row)
}

impl Part {
    fn push(&mut self, run: &Run) {
        let start = self.text.len();
        self.text.push_str(&run.text);
        self.x1 = self.x1.max(run.x1);
        if run.bold {
            match self.bold.last_mut() {
                Some(last) if last.1 + 1 >= start => last.1 = self.text.len(),
                _ => self.bold.push((start, self.text.len())),
            }
        }
    }
}
