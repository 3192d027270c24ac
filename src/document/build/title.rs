//! Which block is the document's title.

use super::{Builder, Style, style};
use crate::document::{BlockId, BlockKind};
use crate::source::Span;

/// Words up to which a bold first line may be a title.
const WORDS: usize = 40;
/// Bytes of running text that may stand before a title: a date, a reference.
const WORDS_BEFORE: u32 = 300;

/// The word in front of the number of a section.
const SECTION: &str = "section";

/// Tells the title and marks its block; `stated` is the title that the metadata give.
pub(super) fn tell(builder: &mut Builder, stated: Option<&str>) -> Option<BlockId> {
    let known = builder.blocks.iter().position(|block| block.kind == BlockKind::Title);
    let index = known.or_else(|| of_format(builder, stated)).or_else(|| first_line(builder))?;
    builder.blocks[index].kind = BlockKind::Title;
    builder.hints[index].rank = 0;
    if is_of_words(builder, index) {
        let block = &mut builder.blocks[index];
        (block.number, block.body) = (None, block.span.start);
    }
    Some(BlockId(index as u32))
}

/// Whether what looks like the number of a title is a section of the law: "Section 75 Agreement", but not "Section 3: Agreement" or
/// "Schedule 3 Agreement".
fn is_of_words(builder: &Builder, index: usize) -> bool {
    let block = &builder.blocks[index];
    let section = |number: &str| number.get(..SECTION.len()).is_some_and(|word| word.eq_ignore_ascii_case(SECTION));
    let short = |number: &str| {
        let rest = builder.slice(Span::new(block.body, block.span.end));
        number.trim_end_matches('.') == "s" && rest.starts_with(|first: char| first.is_ascii_digit())
    };
    if block.number.as_deref().is_some_and(short) {
        return true;
    }
    let named = block.number.as_deref().is_some_and(section);
    let between = builder.slice(Span::new(block.span.start, block.body)).trim_end();
    named && block.body < block.span.end && between.ends_with(char::is_alphanumeric)
}

/// The only heading at the top level if it comes first, or a first one that has nothing under it.
fn of_format(builder: &Builder, stated: Option<&str>) -> Option<usize> {
    let headings = || (0..builder.blocks.len()).filter(|&index| builder.blocks[index].kind == BlockKind::Heading);
    let top = headings().map(|index| builder.hints[index].level).filter(|&level| level > 0).min()?;
    let before = headings().next()?;
    let mut formal = headings().filter(|&index| builder.hints[index].level > 0);
    let first = formal.next().filter(|&index| builder.hints[index].level == top)?;
    let words: u32 =
        builder.blocks[..first].iter().filter(|block| block.kind.is_clause()).map(|block| block.span.len()).sum();
    if builder.hints[first].item != 0 || before != first || words > WORDS_BEFORE {
        return None;
    }
    let alone = formal.all(|index| builder.hints[index].level > top);
    let others = headings().any(|index| index != first);
    if alone {
        let named = stated.is_none_or(|stated| others || is_like(stated, builder.slice(builder.blocks[first].span)));
        return ((top == 1 || others) && named).then_some(first);
    }
    let next = builder.blocks.get(first + 1)?;
    let bare = next.kind == BlockKind::Heading && builder.hints[first + 1].level == top;
    (bare && first == 0 && builder.blocks[first].number.is_none()).then_some(first)
}

/// Whether the two say the same but for case, signs and what one has more.
fn is_like(stated: &str, heading: &str) -> bool {
    let fold =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (stated, heading): (String, String) = (fold(stated), fold(heading));
    !heading.is_empty() && (stated.contains(&heading) || heading.contains(&stated))
}

/// A bold line or one in capitals before everything else, unless it reads as the first of many sections.
fn first_line(builder: &Builder) -> Option<usize> {
    let index = builder.blocks.iter().position(|block| block.kind != BlockKind::Furniture)?;
    let (block, hint) = (&builder.blocks[index], &builder.hints[index]);
    let words = builder.slice(block.span);
    let count = words.split_whitespace().count();
    let bold = hint.bold >= block.span.end && !words.ends_with(['.', ',', ';', ':']);
    if block.kind == BlockKind::Paragraph {
        return (bold && count <= WORDS && hint.item == 0).then_some(index);
    }
    let counted =
        block.number.as_deref().is_some_and(|number| block.body >= block.span.end || is_counted(builder, number));
    if block.kind != BlockKind::Heading || hint.level > 0 || counted || hint.item != 0 {
        return None;
    }
    let mut later = (index + 1..builder.blocks.len()).filter(|&later| builder.blocks[later].kind == BlockKind::Heading);
    let next = later.next();
    let differs = next.is_some_and(|next| builder.hints[next].rank != hint.rank);
    (next.is_none() || differs || count >= 4 || next == Some(index + 1)).then_some(index)
}

/// Whether a first heading's number counts the sections: any but a named part that no other heading goes on.
fn is_counted(builder: &Builder, number: &str) -> bool {
    let part = |number: &str| number.split(' ').next().unwrap_or("").to_lowercase();
    let goes_on = |other: &str| part(other) == part(number) && !other.eq_ignore_ascii_case(number);
    let mut headings = builder.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
    style(number) != Style::Named || headings.any(|block| block.number.as_deref().is_some_and(goes_on))
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;

    fn title(script: &str) -> Option<String> {
        let document = sample(script);
        document.title.map(|title| document.text.slice(document.block(title).span).to_owned())
    }

    #[test]
    fn tells_the_title() {
        for (script, words) in [
            ("# Terms\n## One\nText.", Some("Terms")),
            ("# Terms\nText.", Some("Terms")),
            ("1 May\n# Terms\n## One\nText.", Some("Terms")),
            ("## Terms\n### One\nText.", Some("Terms")),
            ("# Terms\n# One\nText.\n# Two\nText.", Some("Terms")),
            ("*Terms of the Harbour Forum*\nText.", Some("Terms of the Harbour Forum")),
            ("*Terms*\n*Purpose*\nText.", Some("Terms")),
            ("HARBOUR FORUM\n*Purpose*\nText.", Some("HARBOUR FORUM")),
            ("# One\nText.\n# Two\nText.", None),
            ("## One\nText.", None),
            ("## One\nText.\n# Late\nText.", None),
            ("*Purpose*\nText.\n*Members*\nText.", None),
            ("ARTICLE I – NAME\nText.\nArticle II\nText.", None),
            ("Text only.", None),
        ] {
            assert_eq!(title(script).as_deref(), words, "{script}");
        }
    }

    #[test]
    fn a_section_of_the_law_is_part_of_the_title() {
        for (script, number) in [
            ("# Section 75 Agreement\n## One\nText.", None),
            ("# s.113 Agreement\n## One\nText.", None),
            ("# SECTION 113 AGREEMENT\n## One\nText.", None),
            ("# Schedule 3: Terms\n## One\nText.", Some("Schedule 3")),
            ("# Schedule 3 – Terms\n## One\nText.", Some("Schedule 3")),
            ("# Annex B Terms\n## One\nText.", Some("Annex B")),
            ("# Schedule 3\n## One\nText.", Some("Schedule 3")),
        ] {
            let document = sample(script);
            let title = document.block(document.title.expect("it has a title"));
            assert_eq!(title.number.as_deref(), number, "{script}");
            assert_eq!(title.body == title.span.start, number.is_none(), "{script}");
        }
    }

    #[test]
    fn the_title_opens_no_section() {
        let document = sample("# Terms\nText.\n## One\nText.");
        assert_eq!(document.sections.len(), 2);
        assert_eq!(document.sections[1].level, 1);
    }
}
