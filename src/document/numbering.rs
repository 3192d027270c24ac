use std::collections::{BTreeSet, HashMap};

use super::{BlockId, BlockKind, Document};

/// Which numbered parts of a document break the row of its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    /// Blocks whose number stands before another block already.
    pub repeated: BTreeSet<BlockId>,
    /// Blocks whose number leaves out at least one behind the number before.
    pub skipping: BTreeSet<BlockId>,
}

impl Numbering {
    /// Reads the numbers of headings (`7`) and of parts of several steps (`7.2`, `7.2.1`) as far as they are written out. Where
    /// a heading opens without such a number, as that of a schedule does, a new row begins.
    pub fn read(document: &Document) -> Self {
        let mut numbering = Self::default();
        let mut row = Row::default();
        for (index, block) in document.blocks.iter().enumerate() {
            let is_heading = block.kind == BlockKind::Heading;
            if !is_heading && !block.kind.is_clause() {
                continue;
            }
            let steps = block.number.as_deref().and_then(steps);
            let level = document.section(block.section).level;
            match steps {
                Some(steps) if (is_heading || steps.len() > 1) && block.cell.is_none() => {
                    let id = BlockId(index as u32);
                    row.level = row.level.or(is_heading.then_some(level));
                    let (repeated, skipping) = row.take(steps);
                    numbering.repeated.extend(repeated.then_some(id));
                    numbering.skipping.extend(skipping.then_some(id));
                }
                None if is_heading && row.level.is_some_and(|first| level <= first) => row = Row::default(),
                _ => {}
            }
        }
        numbering
    }
}

/// The numbers since a row began.
#[derive(Debug, Default)]
struct Row {
    /// How deep the first numbered heading stands.
    level: Option<u8>,
    seen: BTreeSet<Vec<u32>>,
    /// The last step under each parent.
    last: HashMap<Vec<u32>, u32>,
}

impl Row {
    /// Takes the next number: whether it was there already, and whether one before it is left out.
    fn take(&mut self, steps: Vec<u32>) -> (bool, bool) {
        let (parent, own) = (steps[..steps.len() - 1].to_vec(), steps[steps.len() - 1]);
        let last = self.last.get(&parent).copied();
        let skipping = last.is_some_and(|last| own > last + 1);
        self.last.insert(parent, last.map_or(own, |last| last.max(own)));
        let repeated = !self.seen.insert(steps);
        (repeated, skipping)
    }
}

/// The steps of a number in figures: 7 and 2 of `7.2`.
fn steps(number: &str) -> Option<Vec<u32>> {
    let number = number.trim_end_matches(['.', ')', ':']);
    let steps: Option<Vec<u32>> = number.split('.').map(|step| step.parse().ok()).collect();
    steps.filter(|steps| steps.iter().all(|&step| step < 1_000))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::read;

    fn broken(text: &str) -> (Vec<String>, Vec<String>) {
        let document = read::markdown(text.as_bytes()).unwrap();
        let numbering = Numbering::read(&document);
        let numbers = |blocks: &BTreeSet<BlockId>| {
            blocks.iter().map(|&id| document.block(id).number.as_deref().unwrap_or("").to_owned()).collect()
        };
        (numbers(&numbering.repeated), numbers(&numbering.skipping))
    }

    #[test]
    fn tells_what_repeats_and_what_skips() {
        let text = "# Pact\n\n## 1 Boats\n\n1.1 Red.\n\n1.2 Blue.\n\n1.2 Green.\n\n## 2 Oars\n\n2.1 Long.\n\n2.3 Short.\n\n\
                    ## 4 Sails\n\nWhite.\n";
        assert_eq!(broken(text), (vec!["1.2".into()], vec!["2.3".into(), "4".into()]));
    }

    #[test]
    fn a_whole_row_breaks_nothing() {
        let text = "# Pact\n\n## 1 Boats\n\n1.1 Red.\n\n1.2 Blue.\n\n## 2 Oars\n\n2.1 Long.\n\n## Schedule\n\n\
                    ### 1 Names\n\nGannet.\n\n### 2 Homes\n\nLeith.\n";
        assert_eq!(broken(text), (vec![], vec![]));
    }
}
