use regex::{Regex, RegexBuilder};

use super::postings::{Hit, Scan, Space};
use crate::engine::place::Layout;
use crate::engine::plan::Regexes;

/// Bytes that a compiled regex may take.
const SIZE: usize = 1 << 20;

impl Regexes {
    /// The regexes, compiled at first need; one that cannot be compiled finds nothing.
    fn compiled(&self) -> &[Regex] {
        self.compiled.get_or_init(|| {
            let compile =
                |source: &String| RegexBuilder::new(source).size_limit(SIZE).dfa_size_limit(SIZE).build().ok();
            self.sources.iter().filter_map(compile).collect()
        })
    }
}

impl Scan {
    /// Adds what the regexes of a group find to its hits, once a document.
    pub fn run_regexes(&mut self, group: u32, regexes: &Regexes, layout: Layout) {
        if self.is_done(group) {
            return;
        }
        for space in [Space::Own, Space::Label] {
            let mut hits = self.slice(self.words(group, space)).to_vec();
            for (sentence, class) in self.classes.iter().enumerate() {
                let inside = if space == Space::Own { class.is_own() } else { class.is_label() };
                if inside {
                    find(regexes.compiled(), sentence as u32, layout, &mut hits);
                }
            }
            hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
            let mut behind = 0;
            hits.retain(|hit| {
                let free = hit.start >= behind;
                behind = if free { hit.end } else { behind };
                free
            });
            self.set_words(group, space, &hits);
        }
    }
}

/// Adds the matches in one sentence, as the tokens that they touch.
fn find(regexes: &[Regex], sentence: u32, layout: Layout, hits: &mut Vec<Hit>) {
    let tokens = layout.sentence(sentence);
    if tokens.is_empty() {
        return;
    }
    let span = layout.prose.span(&(tokens.start..tokens.end));
    let words = layout.document.text.slice(span);
    let inside = &layout.prose.tokens[tokens.start as usize..tokens.end as usize];
    for found in regexes.iter().flat_map(|regex| regex.find_iter(words)) {
        let (from, to) = (span.start + found.start() as u32, span.start + found.end() as u32);
        let start = tokens.start + inside.partition_point(|token| token.end <= from) as u32;
        let end = tokens.start + inside.partition_point(|token| token.start < to) as u32;
        if start < end {
            hits.push(Hit { start, end, sentence });
        }
    }
}
