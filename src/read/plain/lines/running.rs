//! Running headers, running footers and page numbers: lines of the paper, not of the document.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::Line;
use crate::document::number;

/// Lines at the top and at the foot of a page among which running ones are looked for.
const EDGE: usize = 4;
/// Times a line must come back on other pages where there are many.
const TIMES: u32 = 3;
/// Columns of the longest running line.
const WIDEST: u16 = 160;

/// Takes the running lines out. The first line behind a page break keeps its mark [`Line::new_page`].
pub(in crate::read::plain) fn strip(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let pages = pages(text, &lines);
    if pages.len() < 2 {
        return lines;
    }
    let times = times(text, &lines, &pages);
    let enough = if pages.len() < 5 { 2 } else { TIMES };
    let running = |line: &Line, page: usize| {
        let words = words(text, line);
        let often = |key| times.get(&key).is_some_and(|&times| times >= enough);
        page_number(words).is_some() || keys(words, page).into_iter().flatten().any(often)
    };
    let mut kept = Vec::with_capacity(lines.len());
    for (index, page) in pages.iter().enumerate() {
        let page = &lines[page.clone()];
        let top = page.iter().take(EDGE).take_while(|line| running(line, index)).count();
        let foot = page[top..].iter().rev().take(EDGE).take_while(|line| running(line, index)).count();
        let body = &page[top..page.len() - foot];
        kept.extend(body.iter().enumerate().map(|(at, &line)| Line { new_page: at == 0 && index > 0, ..line }));
    }
    kept
}

/// The lines of each page: parted by form feeds, or, where there are none, by lines that number the pages.
fn pages(text: &str, lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut starts: Vec<usize> = (1..lines.len()).filter(|&index| lines[index].new_page).collect();
    if starts.is_empty() {
        starts = numbered(text, lines);
    }
    let mut pages = Vec::with_capacity(starts.len() + 1);
    let mut from = 0;
    for start in starts.into_iter().chain([lines.len()]) {
        if start > from {
            pages.push(from..start);
        }
        from = start;
    }
    pages
}

/// Behind which lines pages end, where three and more of them count on from one to the next.
fn numbered(text: &str, lines: &[Line]) -> Vec<usize> {
    let apart = |index: usize| {
        lines.get(index).is_none_or(|line: &Line| line.blanks > 0)
            && lines.get(index + 1).is_none_or(|next| next.blanks > 0)
    };
    let mut ends: Vec<(usize, u32)> = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.columns <= WIDEST) {
        let Some(page) = page_number(words(text, line)).filter(|_| apart(index)) else { continue };
        match ends.last() {
            Some(&(_, last)) if page == last + 1 => ends.push((index, page)),
            Some(_) if ends.len() >= TIMES as usize => {}
            _ => ends = vec![(index, page)],
        }
    }
    if ends.len() < TIMES as usize {
        return Vec::new();
    }
    ends.into_iter().map(|(index, _)| index + 1).collect()
}

/// How often each line comes back at the top or the foot of a page.
fn times(text: &str, lines: &[Line], pages: &[std::ops::Range<usize>]) -> FxHashMap<u64, u32> {
    let mut times: FxHashMap<u64, u32> = FxHashMap::default();
    for (index, page) in pages.iter().enumerate() {
        let page = &lines[page.clone()];
        let foot = page.len().saturating_sub(EDGE).max(EDGE.min(page.len()));
        for line in page[..EDGE.min(page.len())].iter().chain(&page[foot..]).filter(|line| line.columns <= WIDEST) {
            for key in keys(words(text, line), index).into_iter().flatten() {
                *times.entry(key).or_default() += 1;
            }
        }
    }
    times
}

fn words<'a>(text: &'a str, line: &Line) -> &'a str {
    text.get(line.start as usize..line.end as usize).unwrap_or("")
}

/// What a line on the page of an index has in common with those that come back on others: all of its words, or all but
/// a last figure that counts the pages. A schedule's heading counts, but not pages.
fn keys(words: &str, page: usize) -> [Option<u64>; 2] {
    let head = words.trim_end_matches(|last: char| !last.is_ascii_digit());
    let before = head.trim_end_matches(|last: char| last.is_ascii_digit());
    let counts = number::named(words).is_none() && head.len() - before.len() <= 4;
    let counted = head[before.len()..].parse::<u32>().ok().filter(|_| counts).map(|figure| {
        let mut hasher = FxHasher::default();
        hasher.write_u64(hash(before.trim_end()));
        hasher.write_u64(hash(&words[head.len()..]));
        hasher.write_u32(figure.wrapping_sub(page as u32));
        hasher.finish()
    });
    [Some(hash(words)), counted]
}

fn hash(words: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(words.as_bytes());
    hasher.finish()
}

/// The number of a line that numbers a page and says nothing else, or that ends in `[Page 3]`.
fn page_number(words: &str) -> Option<u32> {
    if words.len() > 200 {
        return None;
    }
    if let Some(inner) = words.strip_suffix(']') {
        let (_, label) = inner.rsplit_once('[')?;
        return figure(strip_word(label, "page")?);
    }
    if words.len() > 24 {
        return None;
    }
    let bare = words.trim_matches(['-', '–', '—', '|', ' ', '.']);
    let bare = strip_word(bare, "page").or_else(|| strip_word(bare, "p.")).unwrap_or(bare);
    let first = bare.split([' ', '/']).next().unwrap_or("");
    let rest = bare[first.len()..].trim_start_matches([' ', '/']);
    let total = rest.strip_prefix("of ").unwrap_or(rest).trim_start();
    let counts = rest.is_empty() || figure(total).is_some();
    figure(first).filter(|_| counts)
}

fn strip_word<'a>(words: &'a str, word: &str) -> Option<&'a str> {
    let head = words.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| words[word.len()..].trim_start())
}

fn figure(words: &str) -> Option<u32> {
    let fits = (1..=4).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit());
    if fits { words.parse().ok() } else { roman(words) }
}

/// Small Roman numbers, as front pages bear them.
fn roman(words: &str) -> Option<u32> {
    let fits = (1..=5).contains(&words.len()) && words.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    fits.then(|| {
        let value = |byte| match byte {
            b'i' => 1,
            b'v' => 5,
            _ => 10,
        };
        let bytes = words.as_bytes();
        let smaller = |at: usize| bytes.get(at + 1).is_some_and(|&next| value(next) > value(bytes[at]));
        let signed = (0..bytes.len()).map(|at| if smaller(at) { -value(bytes[at]) } else { value(bytes[at]) });
        signed.sum::<i32>().max(0) as u32
    })
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        strip(text, cut(text)).iter().map(|line| words(text, line)).collect()
    }

    #[test]
    fn reads_page_numbers() {
        for (line, page) in [
            ("3", Some(3)),
            ("- 3 -", Some(3)),
            ("Page 3 of 12", Some(3)),
            ("page 3/12", Some(3)),
            ("3 of 12", Some(3)),
            ("| 7", Some(7)),
            ("iv", Some(4)),
            ("Ash, et al.        Guidance        [Page 12]", Some(12)),
            ("3 members", None),
            ("2024 of the Act", None),
            ("a note [see 3]", None),
            ("12345", None),
            ("", None),
        ] {
            assert_eq!(page_number(line), page, "{line:?}");
        }
    }

    #[test]
    fn takes_running_lines_out() {
        let page = |number: u32| {
            format!("Terms of 2024      Draft\n\nBody {}.\n\nHarbour Board   {number}\n", "x".repeat(number as usize))
        };
        let text = [page(1), page(2), page(3)].join("\x0c");
        assert_eq!(kept(&text), ["Body x.", "Body xx.", "Body xxx."]);
        let two = [page(1), page(2)].join("\x0c");
        assert_eq!(kept(&two), ["Body x.", "Body xx."]);
    }

    #[test]
    fn takes_page_numbers_out_where_no_form_feed_parts_the_pages() {
        let text = "One.\n\n - 1 -\n\nTwo.\n\n - 2 -\n\nThree.\n\n - 3 -\n";
        assert_eq!(kept(text), ["One.", "Two.", "Three."]);
        let list = "Members\n\n3\n\n9\n\n4\n\nText.";
        assert_eq!(kept(list).len(), 5);
    }

    #[test]
    fn one_page_has_no_running_lines() {
        assert_eq!(kept("Terms\n\nTerms\n\nTerms"), ["Terms"; 3]);
        assert_eq!(kept("Schedule 1\nOne\n\x0cSchedule 2\nTwo").len(), 4);
        assert_eq!(kept("One\n\x0cTwo\n\x0cThree"), ["One", "Two", "Three"]);
    }
}
