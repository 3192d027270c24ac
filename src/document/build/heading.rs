//! Headings that are no headings of the format: bold lines, capitals, short numbered lines.

use super::{Builder, draft::Hint, label, number, style};
use crate::document::{Block, BlockKind};

/// Words up to which a line reads as a heading.
const WORDS: usize = 12;
/// Words from which on a bold line with figures is no heading where nothing stands under it.
const STATED_WORDS: usize = 4;
/// The same for lines that nothing but their number and shortness sets apart.
const PLAIN_WORDS: usize = 8;
const BYTES: u32 = 160;
/// The same for a line in plain print without a number.
const LINE_WORDS: usize = 5;
const LINE_BYTES: u32 = 48;

/// Words that make a short line a statement.
const VERBS: [&str; 16] = [
    "shall", "will", "must", "may", "should", "is", "are", "was", "were", "has", "have", "can", "agree", "agrees",
    "be", "means",
];

/// What sets a faked heading apart; earlier ones stand above later ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Named,
    Capitals,
    Numbered,
    Bold,
    Plain,
}

/// Turns lines that people read as headings into headings, and ranks all headings.
pub(super) fn promote(builder: &mut Builder) {
    let (mut force, mut bare) = (0, 0);
    let plain = plain_lines(builder);
    let mut plain = plain.into_iter().peekable();
    for index in 0..builder.blocks.len() {
        let hint = builder.hints[index];
        match builder.blocks[index].kind {
            BlockKind::Heading => {
                force = hint.level.max(1);
                take_list_number(builder, index);
                builder.hints[index].rank = u16::from(force) * RANKS;
                bare = count_of(&builder.blocks[index]).unwrap_or(bare);
            }
            BlockKind::Paragraph | BlockKind::Item if builder.blocks[index].span.len() <= BYTES => {
                let line = plain.next_if_eq(&index).map(|_| Look::Plain);
                if let Some(look) = look(builder, index, bare).or(line) {
                    retitle(builder, index);
                    builder.hints[index].rank = rank(builder, index, force, look);
                    bare = count_of(&builder.blocks[index]).unwrap_or(bare);
                }
            }
            _ => {}
        }
    }
}

/// The plain figure that counts a heading.
fn count_of(block: &Block) -> Option<u32> {
    block.number.as_deref()?.parse().ok()
}

/// Ranks between two levels of the format's headings.
const RANKS: u16 = 128;

fn rank(builder: &Builder, index: usize, force: u8, look: Look) -> u16 {
    let hint = &builder.hints[index];
    let item = &builder.items[hint.item as usize];
    let alone = item.promoted && builder.lists[item.list as usize].items == 1;
    let depth = u16::from(item.depth.min(9)) - u16::from(alone);
    let dots = builder.blocks[index].number.as_deref().map_or(0, |number| number.matches('.').count().min(3) as u16);
    let look = match look {
        Look::Named => 1,
        Look::Capitals => 2,
        Look::Numbered => 3 + dots,
        Look::Bold => 7,
        Look::Plain => 8,
    };
    u16::from(force) * RANKS + depth * 10 + look
}

/// A heading that is the first thing of a counted item has the item's number.
fn take_list_number(builder: &mut Builder, index: usize) {
    let hint = builder.hints[index];
    let item = &mut builder.items[hint.item as usize];
    if hint.item == 0 || item.first != index as u32 {
        return;
    }
    item.promoted = true;
    let block = &mut builder.blocks[index];
    if let (None, Some(number)) = (&block.number, item.number) {
        block.number = Some(number.to_string().into());
    }
}

/// Makes the block a heading: its number is read as a heading's, a label it is no more.
fn retitle(builder: &mut Builder, index: usize) {
    let hint = builder.hints[index];
    let words = builder.slice(builder.blocks[index].span);
    let found = number::of_heading(words).filter(|_| !hint.marks.counted);
    let found = found.map(|found| (found.len as u32, found.text.into()));
    let block = &mut builder.blocks[index];
    block.kind = BlockKind::Heading;
    block.label = None;
    block.body = block.span.start;
    if let Some((length, number)) = found {
        block.body = (block.body + length).min(block.span.end);
        block.number = Some(number);
    }
    let item = &mut builder.items[hint.item as usize];
    if hint.item != 0 && item.first == index as u32 {
        item.promoted = true;
    }
}

/// Why the block reads as a heading, if it does; `bare` is the number of the last counted heading.
fn look(builder: &Builder, index: usize, bare: u32) -> Option<Look> {
    let (block, hint) = (&builder.blocks[index], &builder.hints[index]);
    let next = builder.blocks.get(index + 1)?;
    let words = builder.slice(block.span);
    let in_item = block.kind == BlockKind::Item;
    let bold = is_bold(builder, block, hint);
    if !bold && words.ends_with('.') {
        return None;
    }
    let body = number::of_heading(words).map_or(words, |found| &words[found.len..]);
    let count = body.split_whitespace().count();
    if hint.marks.bullet
        || hint.marks.anchored
        || count > WORDS
        || words.ends_with([',', ';'])
        || body.starts_with(['[', '_'])
    {
        return None;
    }
    if words.ends_with(':') && (label::opens_list(words) || has_verb(words)) {
        return None;
    }
    if in_item {
        return item_look(builder, index, bold, next);
    }
    let numbered = block.number.is_some() || number::of_heading(words).is_some();
    // "Version 4 – approved on 4 March 2025" in front of the first heading says something by itself.
    let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let parted = [" – ", " - ", ". ", ", "].iter().any(|mark| body.contains(mark));
    let dated = count >= STATED_WORDS && parted && body.split(|c: char| !c.is_alphanumeric()).any(year);
    if bold && !numbered && dated && next.kind == BlockKind::Heading {
        return None;
    }
    if bold && (numbered || !words.ends_with('.')) && body.contains(char::is_alphabetic) {
        return Some(if numbered { Look::Numbered } else { Look::Bold });
    }
    let stopped = words.ends_with(['.', ':', '!', '?']);
    if is_capitals(words) && hint.item == 0 {
        return Some(if numbered { Look::Numbered } else { Look::Capitals });
    }
    if stopped || hint.item != 0 || count > PLAIN_WORDS || has_verb(body) || words.contains("__") {
        return None;
    }
    let named = |number: &str| hint.marks.counted && style(number) == number::Style::Named;
    if number::named(words).is_some() || block.number.as_deref().is_some_and(named) {
        return Some(Look::Named);
    }
    let opens = body.starts_with(|first: char| first.is_uppercase());
    match (&block.number, number::bare(words)) {
        (Some(number), _) if opens && !is_listed(builder, index, number) => {
            matches!(style(number), number::Style::Dotted | number::Style::Plain).then_some(Look::Numbered)
        }
        (None, Some(found)) => {
            let value: u32 = found.text.parse().ok()?;
            (value == 1 || value == bare.saturating_add(1)).then_some(Look::Numbered)
        }
        _ => None,
    }
}

/// An item reads as a heading when it is bold and something stands under it, or is alone in its list and short.
fn item_look(builder: &Builder, index: usize, bold: bool, next: &Block) -> Option<Look> {
    let block = &builder.blocks[index];
    let item = &builder.items[builder.hints[index].item as usize];
    let list = &builder.lists[item.list as usize];
    let holds_more = item.end > index as u32 + 1;
    let alone = list.items == 1 && item.number.is_some() && !holds_more;
    let prose = matches!(next.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell);
    if bold && (holds_more || (alone && prose)) {
        return Some(if item.number.is_some() { Look::Numbered } else { Look::Bold });
    }
    let words = builder.slice(block.span);
    let plain = words.split_whitespace().count() <= PLAIN_WORDS
        && !words.ends_with(['.', ':', '!', '?'])
        && words.starts_with(|first: char| first.is_uppercase())
        && !has_verb(words)
        && block.label.is_none();
    let over = item.number.is_some()
        && holds_more
        && next.kind == BlockKind::Paragraph
        && builder.slice(next.span).ends_with('.');
    (((alone && prose) || over) && plain && item.depth == 1).then_some(Look::Numbered)
}

/// Whether all of the block is bold, but for a number before it and a stop or colon behind it.
fn is_bold(builder: &Builder, block: &Block, hint: &Hint) -> bool {
    hint.bold > block.span.start
        && builder.text.as_str()[hint.bold as usize..block.span.end.max(hint.bold) as usize]
            .bytes()
            .all(|byte| matches!(byte, b' ' | b':' | b'.'))
}

/// Lines in plain print that stand over their text like headings; one alone in a document is none.
fn plain_lines(builder: &Builder) -> Vec<usize> {
    let lines: Vec<usize> = (0..builder.blocks.len()).filter(|&index| is_plain_line(builder, index)).collect();
    if lines.len() < 2 { Vec::new() } else { lines }
}

fn is_plain_line(builder: &Builder, index: usize) -> bool {
    let (block, hint) = (&builder.blocks[index], &builder.hints[index]);
    let plain = block.kind == BlockKind::Paragraph && hint.item == 0 && block.number.is_none() && block.label.is_none();
    if !plain || block.span.len() > LINE_BYTES || hint.marks.bullet || hint.marks.anchored {
        return false;
    }
    let words = builder.slice(block.span);
    let line = words.split_whitespace().count() <= LINE_WORDS
        && words.starts_with(|first: char| first.is_uppercase())
        && words.ends_with(|last: char| last.is_alphabetic() || last == ')')
        && !words.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | ';' | '['))
        && !has_verb(words);
    let over = builder.blocks.get(index + 1).is_some_and(|next| {
        let words = builder.slice(next.span);
        let prose =
            next.kind == BlockKind::Paragraph && next.span.len() > LINE_BYTES && words.ends_with(['.', ':', ';']);
        next.kind == BlockKind::Item || prose
    });
    let apart = index.checked_sub(1).is_none_or(|before| {
        let (before, hint) = (&builder.blocks[before], &builder.hints[before]);
        let stopped = builder.slice(before.span).ends_with(['.', ':', ';', '!', '?']);
        before.kind != BlockKind::Paragraph || is_bold(builder, before, hint) || stopped
    });
    line && over && apart
}

/// Whether the line before or behind is as short and goes on the same count: then they are entries of a list.
fn is_listed(builder: &Builder, index: usize, number: &str) -> bool {
    let short = |block: &&Block| {
        block.kind != BlockKind::Heading && builder.body(block).split_whitespace().count() <= PLAIN_WORDS
    };
    let next = builder.blocks.get(index + 1).filter(short).and_then(|block| block.number.as_deref());
    let before = index.checked_sub(1).map(|before| &builder.blocks[before]).filter(short);
    let before = before.and_then(|block| block.number.as_deref());
    next.is_some_and(|next| number::follows(number, next))
        || before.is_some_and(|before| number::follows(before, number))
}

/// A line all of whose letters, four and more, are capitals.
fn is_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|letter| letter.is_alphabetic());
    let count = letters.clone().count();
    count >= 4 && letters.clone().all(char::is_uppercase) && count * 2 > words.chars().count()
}

/// Whether words that the format has as a counted heading read as a clause: many write every clause in a heading's style, to
/// have it numbered.
pub(super) fn is_clause(words: &str) -> bool {
    let count = words.split_whitespace().count();
    count > 2 * WORDS || (count > PLAIN_WORDS && words.ends_with(['.', ';', ':'])) || (count > WORDS && has_verb(words))
}

/// Whether a short line states something, and so is no heading.
pub(crate) fn has_verb(words: &str) -> bool {
    words
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{blocks, sample};
    use crate::document::BlockKind::Heading;

    /// The headings of a script, its first line left out.
    fn headings(script: &str) -> Vec<String> {
        let script = format!("# Title\nOpening words.\n{script}");
        let all = blocks(&script).into_iter();
        all.filter(|(kind, _)| *kind == Heading).map(|(_, words)| words).collect()
    }

    #[test]
    fn tells_lines_that_read_as_headings() {
        for (script, heading) in [
            ("*Purpose*\nTo advise.", "Purpose"),
            ("*Version 4 – agreed on 4 March 2025*\nTo advise.", "Version 4 – agreed on 4 March 2025"),
            ("*Purpose:*\nTo advise.", "Purpose:"),
            ("*7. Disputes.*\nThey talk.", "7. Disputes."),
            ("*Chair*/The Chair presides.", "Chair"),
            ("WAYS OF WORKING\nThey talk.", "WAYS OF WORKING"),
            ("7.2 Voting\nBy hand.", "7.2 Voting"),
            ("1 Voting\nBy hand.", "1 Voting"),
            ("Schedule 3\nThe list.", "Schedule 3"),
            ("Article IV – Voting\nBy hand.", "Article IV – Voting"),
            ("##Voting\nBy hand.", "Voting"),
        ] {
            assert_eq!(headings(script), [heading], "{script}");
        }
        assert_eq!(headings("Purpose\n- to advise\nMembers\n- two officers"), ["Purpose", "Members"]);
    }

    #[test]
    fn leaves_clauses_alone() {
        for script in [
            "*The Board approves each and every one of the things that are put to it*\nText.",
            "*The Board will:*\n- meet",
            "*Whereas,*\n- they met",
            "*It is final.*\nText.",
            "*[to be confirmed]*\nText.",
            "7.2 The Board shall vote\nBy hand.",
            "7.2 Chair\n7.3 Clerk\n7.4 Treasurer\nText.",
            "12 Members\nText.",
            "NHS\nText.",
            "Section 5 applies to all of them here and there too\nText.",
            "Purpose\n- to advise",
            "Text.\n*Last words*",
        ] {
            assert_eq!(headings(script), [""; 0], "{script}");
        }
    }

    #[test]
    fn ranks_faked_headings_under_those_of_the_format() {
        let document = sample("# T\n## One\nText.\n*Two*\nText.\n*Three*\nText.\n## Four\nText.");
        let levels: Vec<u8> = document.sections.iter().map(|section| section.level).collect();
        assert_eq!(levels, [0, 1, 2, 2, 1]);
    }
}
