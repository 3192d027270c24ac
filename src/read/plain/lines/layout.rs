//! What the whole page tells of a line: how wide the text is set, where it begins, whether lines are wrapped.

use super::Line;

/// Columns told apart.
const COLUMNS: usize = 256;
/// Columns from which a line is a whole paragraph rather than part of one.
const LONG: u16 = 160;

/// Measures of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::plain) struct Layout {
    /// Column at which full lines end.
    pub width: u16,
    /// Column at which most of the text begins.
    pub body: u16,
    /// Whether paragraphs are wrapped into lines; else each line is one.
    pub wrapped: bool,
}

/// Measures the lines of a text; of one set with an empty line behind each line, that line is taken out.
pub(in crate::read::plain) fn measure(text: &str, lines: &mut [Line]) -> Layout {
    if is_double_spaced(text, lines) {
        lines.iter_mut().for_each(|line| line.blanks = line.blanks.saturating_sub(1));
    }
    let mut rights = [0u32; COLUMNS];
    let mut begins = [0u32; COLUMNS];
    let (mut long, mut all) = (0u64, 0u64);
    for line in lines.iter() {
        let columns = u64::from(line.columns);
        all += columns;
        if line.columns >= LONG {
            long += columns;
        } else {
            rights[usize::from(line.right()).min(COLUMNS - 1)] += u32::from(line.columns);
        }
        begins[usize::from(line.indent).min(COLUMNS - 1)] += u32::from(line.columns.min(LONG));
    }
    Layout { width: share(&rights, 90).max(40), body: commonest(&begins), wrapped: long * 3 <= all }
}

/// The least column up to which so many of a hundred parts lie.
fn share(counts: &[u32; COLUMNS], percent: u64) -> u16 {
    let all: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let mut sum = 0;
    let found = counts.iter().position(|&count| {
        sum += u64::from(count);
        sum * 100 >= all * percent
    });
    found.unwrap_or(0) as u16
}

fn commonest(counts: &[u32; COLUMNS]) -> u16 {
    let best = (0..COLUMNS).max_by_key(|&column| (counts[column], COLUMNS - column));
    best.unwrap_or(0) as u16
}

/// Whether an empty line stands behind every line, that of a sentence that goes on included.
fn is_double_spaced(text: &str, lines: &[Line]) -> bool {
    let (mut tight, mut single, mut flowing) = (0usize, 0usize, 0usize);
    for pair in lines.windows(2).filter(|pair| !pair[1].new_page) {
        let bytes = text.as_bytes();
        let byte = |at: u32| bytes.get(at as usize).copied().unwrap_or(0);
        match pair[1].blanks {
            0 => tight += 1,
            1 => {
                let stopped = matches!(byte(pair[0].end.saturating_sub(1)), b'.' | b':' | b';' | b'!' | b'?');
                single += 1;
                flowing += usize::from(!stopped && byte(pair[1].start).is_ascii_lowercase() && pair[0].columns < LONG);
            }
            _ => {}
        }
    }
    single > 4 && tight * 10 < single && flowing * 3 >= single
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    fn of(text: &str) -> (Layout, Vec<u8>) {
        let mut lines = cut(text);
        let layout = measure(text, &mut lines);
        (layout, lines.iter().map(|line| line.blanks).collect())
    }

    #[test]
    fn measures_wrapped_text() {
        let line = format!("   {}\n", "word ".repeat(13));
        let (layout, _) = of(&format!("1. Head\n\n{}   end.\n", line.repeat(9)));
        assert_eq!(layout, Layout { width: 67, body: 3, wrapped: true });
    }

    #[test]
    fn tells_lines_that_are_paragraphs() {
        assert!(!of(&format!("Head\n\n{}\n", "word ".repeat(90))).0.wrapped);
        assert!(of("Head\n\nShort text.\n").0.wrapped);
        assert!(of("").0.wrapped);
    }

    #[test]
    fn takes_double_spacing_out() {
        let double =
            "The harbour board meets\n\nin the spring of every\n\nyear at the old quay and\n\nhears its members.\n\n\n";
        assert_eq!(of(&double.repeat(3)).1, [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
        let single = "One is short.\n\nTwo is short.\n\n";
        assert_eq!(of(&single.repeat(4)).1[1..], [1; 7]);
    }
}
