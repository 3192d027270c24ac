//! Blocks that say nothing of their own: contents lists, signature lines, running headers.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::Builder;
use crate::document::BlockKind;

/// Blocks from the top among which a contents list is looked for.
const TOP: usize = 2000;
/// Words of a heading, at most, that a paragraph of a contents list may open with.
const HEADING_WORDS: usize = 20;
/// Lines that make a contents list.
const LINES: usize = 3;
/// Times a line must come back to be a running header.
const TIMES: u32 = 3;
const HEADER_BYTES: u32 = 100;

/// How the lines of a signature block open.
const SIGNS: [&str; 14] = [
    "signed",
    "signature",
    "name",
    "print name",
    "date",
    "dated",
    "position",
    "post",
    "on behalf of",
    "job title",
    "title",
    "designation",
    "for and on behalf of",
    "witness",
];

/// Tells contents lists, signature lines and running headers from clauses.
pub(super) fn mark(builder: &mut Builder) {
    contents(builder);
    signatures(builder);
    headers(builder);
}

fn contents(builder: &mut Builder) {
    let headings = later_headings(builder);
    let end = builder.blocks.len().min(TOP);
    let mut run: Vec<(usize, bool)> = Vec::new();
    let mut under_contents = false;
    for index in 0..=end {
        let sort =
            builder.blocks.get(index).filter(|_| index < end).and_then(|_| contents_line(builder, index, &headings));
        let joined =
            || (under_contents && index < end && opens_with_heading(builder, index, &headings)).then_some(false);
        if let Some(sure) = sort.or_else(joined) {
            run.push((index, sure));
            continue;
        }
        let sure = run.iter().any(|&(_, sure)| sure);
        let named = run.len() * 2 >= headings.len() || under_contents;
        if run.len() >= LINES && (sure || named) {
            let title = run[0].0.checked_sub(1).filter(|&before| {
                let block = &builder.blocks[before];
                block.kind == BlockKind::Paragraph && block.span.len() < 30 && is_contents(builder.body(block))
            });
            for line in title.into_iter().chain(run.iter().map(|&(line, _)| line)) {
                builder.blocks[line].kind = BlockKind::Contents;
            }
        }
        run.clear();
        if let Some(block) = builder.blocks.get(index).filter(|block| block.kind == BlockKind::Heading) {
            under_contents = is_contents(builder.body(block));
        }
    }
}

/// Whether a block may be a line of a contents list: surely (links, page numbers), or because a heading below says the same.
fn contents_line(builder: &Builder, index: usize, headings: &FxHashMap<u64, usize>) -> Option<bool> {
    let block = &builder.blocks[index];
    if !matches!(block.kind, BlockKind::Item | BlockKind::Paragraph) || block.span.len() > 200 {
        return None;
    }
    let words = builder.slice(block.span);
    if builder.hints[index].marks.anchored || has_page(words) {
        return Some(true);
    }
    if words.ends_with(['.', ';']) {
        return None;
    }
    headings.get(&fold(builder.body(block))?).is_some_and(|&last| last > index).then_some(false)
}

/// Whether a paragraph opens with the words of a heading below, as lines of a contents list do that the format makes one of.
fn opens_with_heading(builder: &Builder, index: usize, headings: &FxHashMap<u64, usize>) -> bool {
    let block = &builder.blocks[index];
    let words = builder.body(block);
    let ends = words.match_indices(' ').map(|(end, _)| end).take(HEADING_WORDS);
    let opens = |end| Some(*headings.get(&fold(&words[..end])?)? > index);
    block.kind == BlockKind::Paragraph && ends.filter_map(opens).any(|below| below)
}

/// The folded headings with the place each was last met at.
fn later_headings(builder: &Builder) -> FxHashMap<u64, usize> {
    let blocks = builder.blocks.iter().enumerate();
    let headings = blocks.filter(|(_, block)| block.kind == BlockKind::Heading && block.span.len() <= 200);
    headings.filter_map(|(index, block)| Some((fold(builder.body(block))?, index))).collect()
}

/// `Contents`, `Table of contents:`.
pub(crate) fn is_contents(heading: &str) -> bool {
    let words = heading.trim_end_matches(':');
    words.split_whitespace().next_back().is_some_and(|last| last.eq_ignore_ascii_case("contents"))
}

/// Whether a line ends in dots and a page number.
pub(crate) fn has_page(words: &str) -> bool {
    let head = words.trim_end_matches(|last: char| last.is_ascii_digit());
    head.len() < words.len() && {
        let head = head.trim_end();
        head.ends_with("..") || head.ends_with('…') || head.ends_with(". .")
    }
}

/// A hash of the letters and digits, their case left out; none where there are none.
fn fold(words: &str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let mut any = false;
    for letter in words.chars().filter(|letter| letter.is_alphanumeric()) {
        any = true;
        if letter.is_ascii() {
            hasher.write_u8(letter.to_ascii_lowercase() as u8);
        } else {
            letter.to_lowercase().for_each(|letter| hasher.write_u32(letter as u32));
        }
    }
    any.then(|| hasher.finish())
}

/// Marks lines to sign on, and the lines for name and date around them, in the last two fifths of the document.
fn signatures(builder: &mut Builder) {
    let count = builder.blocks.len();
    let from = count * 3 / 5;
    let mut near = None;
    let mut marked: Vec<usize> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for index in from..count {
        let block = &builder.blocks[index];
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) || block.span.len() > 300 {
            continue;
        }
        let words = builder.slice(block.span);
        if is_signed(words) {
            marked.push(index);
            marked.extend(waiting.drain(..).filter(|&line| line + 4 >= index));
            near = Some(index);
        } else if is_line(words)
            && index.checked_sub(1).is_some_and(|label| waiting.last() == Some(&label) || near == Some(label))
        {
            marked.extend(waiting.pop_if(|line| *line + 1 == index));
            marked.push(index);
            near = Some(index);
        } else if opens_sign(words).is_some() {
            match near {
                Some(last) if index - last <= 4 => {
                    marked.push(index);
                    near = Some(index);
                }
                _ => waiting.push(index),
            }
        }
    }
    for index in marked {
        builder.blocks[index].kind = BlockKind::Signature;
    }
}

/// A line to write on, and nothing else.
fn is_line(words: &str) -> bool {
    words.len() >= 4 && words.chars().all(|mark| matches!(mark, '_' | '.' | '…' | ' '))
}

/// A line that is to be signed, or has been.
fn is_signed(words: &str) -> bool {
    let Some((sign, rest)) = opens_sign(words) else { return false };
    ["____", "....", "……"].iter().any(|line| words.contains(line)) || (sign.starts_with("sign") && !rest.is_empty())
}

/// The sign word that opens a line, and what stands behind it.
fn opens_sign(words: &str) -> Option<(&'static str, &str)> {
    let first = words.bytes().next()?.to_ascii_lowercase();
    SIGNS.iter().filter(|sign| sign.as_bytes()[0] == first).find_map(|sign| {
        let head = words.get(..sign.len())?;
        let rest = &words[sign.len()..];
        let form = rest.trim_start().starts_with([':', '_', '.', '…']) || rest.is_empty();
        let on_behalf =
            (*sign == "signed" || sign.len() > 15) && rest.starts_with(" ") && words.split_whitespace().count() <= 14;
        (head.eq_ignore_ascii_case(sign) && (form || on_behalf)).then_some((*sign, rest))
    })
}

/// Marks short lines that come back word for word, page numbers, and lines of a site generator's own.
fn headers(builder: &mut Builder) {
    let mut times: FxHashMap<&str, u32> = FxHashMap::default();
    let lines: Vec<usize> = (0..builder.blocks.len()).filter(|&index| may_be_header(builder, index)).collect();
    for &index in &lines {
        *times.entry(builder.slice(builder.blocks[index].span)).or_default() += 1;
    }
    let is_heading = |index: usize| builder.blocks.get(index).is_none_or(|block| block.kind == BlockKind::Heading);
    let all_there_is: FxHashSet<&str> = lines
        .iter()
        .filter(|&&index| index > 0 && is_heading(index - 1) && is_heading(index + 1))
        .map(|&index| builder.slice(builder.blocks[index].span))
        .collect();
    let marked: Vec<usize> = lines
        .into_iter()
        .filter(|&index| {
            let words = builder.slice(builder.blocks[index].span);
            let repeats = times[words] >= TIMES && !all_there_is.contains(words);
            repeats || is_page_number(words) || is_generator_line(words)
        })
        .collect();
    for index in marked {
        builder.blocks[index].kind = BlockKind::Furniture;
    }
}

fn may_be_header(builder: &Builder, index: usize) -> bool {
    let block = &builder.blocks[index];
    let plain = block.kind == BlockKind::Paragraph && builder.hints[index].item == 0 && block.number.is_none();
    plain && block.span.len() <= HEADER_BYTES && !builder.slice(block.span).ends_with(['.', ':', ';'])
}

/// `Page 3 of 12`.
fn is_page_number(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let page = parts.next().is_some_and(|word| word.eq_ignore_ascii_case("page"));
    let number = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    page && number(parts.next())
        && match parts.next() {
            None => true,
            Some("of" | "/") => number(parts.next()) && parts.next().is_none(),
            Some(_) => false,
        }
}

/// Directives of site generators: `{% include x %}`, `{: .class}`, `:::note`.
fn is_generator_line(words: &str) -> bool {
    words.starts_with(":::")
        || (words.starts_with("{%") && words.ends_with("%}"))
        || (words.starts_with("{:") && words.ends_with('}'))
}

#[cfg(test)]
mod tests {
    use super::super::sample::blocks;
    use crate::document::BlockKind;

    fn of(kind: BlockKind, script: &str) -> Vec<String> {
        blocks(script).into_iter().filter(|(found, _)| *found == kind).map(|(_, words)| words).collect()
    }

    #[test]
    fn tells_contents_lists() {
        let pages = of(BlockKind::Contents, "Contents\nAims ..... 2\nStaff … 3\nMoney . . . 4\nText.");
        assert_eq!(pages, ["Contents", "Aims ..... 2", "Staff … 3", "Money . . . 4"]);
        let listed = "# T\n## Contents\n- Aims\n- Staff\n- Money\n## Aims\nText.\n## Staff\nText.\n## Money\nText.";
        assert_eq!(of(BlockKind::Contents, listed), ["Aims", "Staff", "Money"]);
        let joined = "# T\n## Contents\n- Aims\n- Staff\n- Money\nList of boats List of berths\n## Aims\nText.\n## Staff\nText.\n\
                      ## Money\nText.\n## List of boats\nText.\n## List of berths\nText.";
        assert_eq!(of(BlockKind::Contents, joined), ["Aims", "Staff", "Money", "List of boats List of berths"]);
        let roles = "# T\n## Members\n- Chair\n- Clerk\n- Guide\n## Aims\nText.\n## Staff\nText.\n## Money\nText.\n\
                     ## Chair\nText.\n## Clerk\nText.\n## Guide\nText.";
        assert_eq!(of(BlockKind::Contents, roles), [""; 0]);
    }

    #[test]
    fn tells_signature_lines_at_the_end() {
        let script =
            "Signed copies are kept by the clerk.\nText.\nText two.\nSigned: ______\nName: Ann Lee\nDate: 1 May 2027";
        assert_eq!(of(BlockKind::Signature, script), ["Signed: ______", "Name: Ann Lee", "Date: 1 May 2027"]);
        assert_eq!(of(BlockKind::Signature, "Text.\nText.\nSignature …………… Date ……"), ["Signature …………… Date ……"]);
        assert_eq!(
            of(BlockKind::Signature, "Text.\nText.\nText.\nText.\nText.\nSigned\n........\nDate\n____"),
            ["Signed", "........", "Date", "____"]
        );
        assert_eq!(of(BlockKind::Signature, "Text.\nText.\nText.\nText.\nCode\n........"), [""; 0]);
        assert_eq!(of(BlockKind::Signature, "Text.\nDate: 1 May\nText.\nName: the Forum\nText."), [""; 0]);
    }

    #[test]
    fn tells_running_headers_but_not_repeated_answers() {
        let script = "## A\nPlan 7\nOne.\n## B\nPlan 7\nTwo.\nPlan 7\nPage 2 of 3\nThree.";
        assert_eq!(of(BlockKind::Furniture, script), ["Plan 7", "Plan 7", "Plan 7", "Page 2 of 3"]);
        let answers = "## A\nTo be agreed\n## B\nTo be agreed\n## C\nTo be agreed";
        assert_eq!(of(BlockKind::Furniture, answers), [""; 0]);
    }
}
