use super::build::{Style, style};
use super::{BlockId, BlockKind, Document};

/// Lead-ins followed upwards; deeper nesting is named by its inner part alone.
const STEPS: usize = 32;
/// Bytes of a heading up to which it is put behind a number that is not unique without it.
const HEADING_BYTES: u32 = 60;

impl Document {
    /// How a person names the place of a block: `7.2(b)`, `Schedule 3, 2`, `2 (Membership)` where the sections have no
    /// numbers; none where nothing near it is numbered.
    pub fn clause_name(&self, block: BlockId) -> Option<String> {
        let mut numbers: Vec<&str> = Vec::with_capacity(STEPS);
        let mut outermost = block;
        for _ in 0..STEPS {
            numbers.extend(self.block(outermost).number.as_deref());
            match self.block(outermost).lead_in {
                Some(lead) => outermost = lead,
                None => break,
            }
        }
        let items = numbers.len();
        let own = self.block(outermost).kind == BlockKind::Heading;
        for section in self.sections_around(outermost).skip(usize::from(own)) {
            let heading = self.section(section).heading.map(|heading| self.block(heading));
            numbers.extend(heading.and_then(|heading| heading.number.as_deref()));
        }
        let name = join(numbers.iter().rev())?;
        let alone = items == numbers.len()
            && !own
            && numbers.iter().all(|number| !matches!(style(number), Style::Dotted | Style::Named));
        let heading = self.heading_of(outermost).filter(|_| alone).map(|heading| self.block(heading));
        match heading.filter(|heading| heading.span.len() <= HEADING_BYTES) {
            Some(heading) => Some(format!("{name} ({})", self.text.slice(heading.span).trim_end_matches(':'))),
            None => Some(name),
        }
    }

    /// The page, from 1, that a byte of the words stands on; none where the pages are not known.
    pub fn page_of(&self, at: u32) -> Option<u32> {
        Some(self.pages.partition_point(|&start| start <= at) as u32).filter(|&page| page > 0)
    }

    /// Where a byte of the words stands, as a person says it: `clause 7.2, page 4`, `under “Membership”`, `paragraph 3`.
    pub fn place_name(&self, at: u32) -> String {
        let page = self.page_of(at).map(|page| format!("page {page}"));
        let block = self.block_at(at).or_else(|| self.block_at(at.saturating_sub(1)));
        let heading = |block| self.heading_of(block).map(|heading| self.text.slice(self.block(heading).span));
        let place = match block {
            Some(block) if Some(block) == self.title => Some("the title".to_owned()),
            Some(block) => match self.clause_name(block) {
                Some(name) if names_itself(&name) => Some(name),
                Some(name) => Some(format!("clause {name}")),
                None if self.block(block).kind == BlockKind::Heading => Some("a heading".to_owned()),
                None => heading(block)
                    .filter(|heading| heading.len() <= HEADING_BYTES as usize)
                    .map(|heading| format!("under “{}”", heading.trim_end_matches(':')))
                    .or_else(|| page.is_none().then(|| format!("paragraph {}", block.0 + 1))),
            },
            None => page.is_none().then(|| "the whole".to_owned()),
        };
        [place, page].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The nearest heading over a block; for a heading the one of the section around its own.
    pub fn heading_of(&self, block: BlockId) -> Option<BlockId> {
        let inner = self.section(self.block(block).section);
        if inner.heading == Some(block) { self.section(inner.parent?).heading } else { inner.heading }
    }
}

/// Names a block whose number is one word of itself: `Schedule 3`, `Article IV`, `§ 4`.
fn names_itself(name: &str) -> bool {
    name.starts_with(|first: char| first.is_uppercase() || first == '§') && name.len() > 2
}

/// Joins numbers, outermost first: a dotted one stands for all before it but a named part.
fn join<'a>(numbers: impl Iterator<Item = &'a &'a str>) -> Option<String> {
    let (mut part, mut clause) = (String::new(), String::new());
    for &number in numbers {
        match style(number) {
            Style::Named if number.starts_with('§') => clause = number.to_owned(),
            Style::Named => {
                part.push_str(if part.is_empty() { "" } else { ", " });
                part.push_str(number);
                clause.clear();
            }
            Style::Dotted => clause = number.to_owned(),
            Style::Plain | Style::Bare if clause.is_empty() => clause = number.to_owned(),
            Style::Plain | Style::Bare if clause.ends_with(')') => clause.extend(["(", number, ")"]),
            Style::Plain | Style::Bare => clause.extend([".", number]),
            Style::Letter | Style::Roman if clause.is_empty() => clause = number.to_owned(),
            Style::Letter | Style::Roman => clause.extend(["(", number.trim_matches(['(', ')']), ")"]),
        }
    }
    match (part.is_empty(), clause.is_empty()) {
        (true, true) => None,
        (true, false) => Some(clause),
        (false, true) => Some(part),
        (false, false) => Some(part + ", " + &clause),
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::sample::sample;
    use super::*;

    #[test]
    fn joins_numbers() {
        for (numbers, name) in [
            (&["7.2", "(b)"][..], Some("7.2(b)")),
            (&["4", "2"], Some("4.2")),
            (&["4", "4.2", "(a)", "(ii)"], Some("4.2(a)(ii)")),
            (&["Schedule 3", "2"], Some("Schedule 3, 2")),
            (&["Part 2", "Article 5", "1.1"], Some("Part 2, Article 5, 1.1")),
            (&["3", "a"], Some("3(a)")),
            (&["Part 2", "§ 501.11", "(a)", "(1)"], Some("Part 2, § 501.11(a)(1)")),
            (&["(a)"], Some("(a)")),
            (&[], None),
        ] {
            assert_eq!(join(numbers.iter()).as_deref(), name, "{numbers:?}");
        }
    }

    #[test]
    fn finds_the_block_of_a_byte() {
        let document = sample("# T\nOpening.\n\n| A | B |\n| --- | --- |\n| one | |\n\nLast.");
        let text = document.text.as_str();
        for words in ["Opening", "one", "Last"] {
            let at = text.find(words).map_or(u32::MAX, |at| at as u32);
            let block = document.block_at(at).map(|block| document.text.slice(document.block(block).span));
            assert!(block.is_some_and(|block| block.starts_with(words)), "{words}: {block:?}");
        }
        assert_eq!([text.len() as u32, u32::MAX].map(|at| document.block_at(at)), [None, None]);
        assert_eq!(Document::default().block_at(0), None);
    }

    #[test]
    fn says_places_as_people_do() {
        let mut document = sample("# T\nOpening.\n## 7 Money\n7.2 It pays.\n## Staff\nTwo.\n## Schedule 3\nList.");
        let at = |document: &Document, words| document.text.as_str().find(words).map_or(0, |at| at as u32);
        for (words, place) in [
            ("T", "the title"),
            ("Opening", "paragraph 2"),
            ("7 Money", "clause 7"),
            ("pays", "clause 7.2"),
            ("Staff", "a heading"),
            ("Two", "under “Staff”"),
            ("List", "Schedule 3"),
        ] {
            assert_eq!(document.place_name(at(&document, words)), place, "{words}");
        }
        document.pages = vec![0, at(&document, "It pays"), at(&document, "Two")];
        for (words, place) in [
            ("Opening", "page 1"),
            ("7.2", "clause 7.2, page 1"),
            ("pays", "clause 7.2, page 2"),
            ("Two", "under “Staff”, page 3"),
        ] {
            assert_eq!(document.place_name(at(&document, words)), place, "{words}");
        }
        assert_eq!(Document::default().page_of(0), None);
    }

    #[test]
    fn finds_the_heading_over_a_block() {
        let document = sample("# T\nOpening.\n## One\nText.\n### Two\n- item");
        let over = |block| document.heading_of(BlockId(block)).map(|heading| heading.0);
        assert_eq!([over(1), over(2), over(3), over(4), over(5)], [None, None, Some(2), Some(2), Some(4)]);
    }
}
