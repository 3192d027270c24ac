//! Run-in labels: `**Quorum:** four members`, `Quorum: four members`, a term over its `: definition`, and behind a number
//! `4. Quorum. Four members.`

use super::heading::has_verb;

/// Words behind which a colon opens a list rather than ends a label.
const OPENERS: [&str; 41] = [
    "shall",
    "will",
    "must",
    "may",
    "should",
    "can",
    "is",
    "are",
    "was",
    "were",
    "be",
    "to",
    "of",
    "the",
    "a",
    "an",
    "following",
    "follows",
    "include",
    "includes",
    "including",
    "that",
    "by",
    "for",
    "and",
    "or",
    "as",
    "with",
    "from",
    "comprise",
    "comprises",
    "between",
    "in",
    "on",
    "at",
    "namely",
    "where",
    "if",
    "when",
    "has",
    "have",
];

/// Whether words before a colon open a list: "the Board shall". A label in capitals does not: "Approved By".
pub(crate) fn opens_list(words: &str) -> bool {
    let words = words.trim_end_matches([':', ' ', '*']);
    let last = words.rsplit(' ').next().unwrap_or("");
    let titled = last.len() < words.len() && last.len() == 2 && is_titled(words);
    OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(last)) && !titled
}

/// Whether each word opens with a capital letter, but for short ones inside.
fn is_titled(words: &str) -> bool {
    let capital = |word: &str| word.starts_with(|first: char| first.is_uppercase() || !first.is_alphabetic());
    let last = words.split_whitespace().next_back().is_some_and(capital);
    last && words.split_whitespace().all(|word| word.len() <= 3 || capital(word))
}

const BOLD_WORDS: usize = 10;
const PLAIN_WORDS: usize = 5;

/// Finds a label at the head of `words`, of which the first `bold` bytes are bold.
///
/// Gives the length of the label without its colon, and where the words behind it begin.
pub(crate) fn find(words: &str, bold: u32) -> Option<(usize, usize)> {
    let bold = (bold as usize).min(words.len());
    match words.get(..bold).map(str::trim_end) {
        Some(print) if !print.is_empty() => of_bold(words, print),
        _ => of_colon(words),
    }
}

fn of_bold(words: &str, print: &str) -> Option<(usize, usize)> {
    if print.len() > 120 || print.split_whitespace().count() > BOLD_WORDS {
        return None;
    }
    let label = print.trim_end_matches([':', '.', ' ']);
    let rest = words[print.len()..].trim_start();
    let body = if label.len() < print.len() {
        rest.trim_start_matches(['–', '—']).trim_start()
    } else {
        let mark = rest.chars().next()?;
        let behind = &rest[mark.len_utf8()..];
        match mark {
            ':' => behind,
            '–' | '—' | '-' if behind.starts_with(' ') => behind,
            _ => return None,
        }
        .trim_start()
    };
    let ends = label
        .chars()
        .next_back()
        .is_some_and(|last| last.is_alphanumeric() || matches!(last, ')' | ']' | '”' | '’' | '"' | '?'));
    (ends && !body.is_empty()).then(|| (label.len(), words.len() - body.len()))
}

fn of_colon(words: &str) -> Option<(usize, usize)> {
    let head = &words.as_bytes()[..words.len().min(80)];
    let colon = memchr::memchr(b':', head)?;
    let label = words[..colon].trim_end();
    let body = words[colon + 1..].trim_start();
    let spaced = words[colon + 1..].starts_with(' ');
    let capital = label.starts_with(|first: char| first.is_uppercase());
    let plain = !label.bytes().any(|byte| matches!(byte, b'.' | b';' | b'!' | b'?' | b','));
    let count = label.split_whitespace().count();
    let defined = body.len() > 1 && label.len() < colon && words[..colon].ends_with(' ') && count <= 6;
    let fits = count <= PLAIN_WORDS || count <= BOLD_WORDS && is_titled(label) || defined;
    (spaced && capital && plain && fits && !body.is_empty() && !opens_list(label) && !states(label))
        .then(|| (label.len(), words.len() - body.len()))
}

/// Words that somebody or something is spoken of by at the head of a sentence.
const SUBJECTS: [&str; 12] = ["the", "it", "they", "we", "each", "every", "all", "a", "an", "this", "these", "there"];

/// Whether words in front of a colon state something: "The Group has nine members: three of the Port, …".
fn states(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    // "The May meeting: …" has no verb.
    let mut small = words.split(' ').skip(1).filter(|word| word.starts_with(char::is_lowercase));
    SUBJECTS.iter().any(|subject| subject.eq_ignore_ascii_case(first)) && small.any(has_verb)
}

/// Finds a label in bold at the head of the words behind a number, whose text opens a sentence of its own: "4. **Meetings** Every
/// six weeks.".
///
/// Gives what [`find`] does.
pub(crate) fn find_bold(words: &str, bold: u32) -> Option<(usize, usize)> {
    let label = words.get(..(bold as usize).min(words.len()))?.trim_end();
    let body = words[label.len()..].strip_prefix(' ')?.trim_start();
    let opens = |words: &str| words.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    let sentence = body.split_whitespace().nth(1).is_some() && body.ends_with(['.', ';', ':']);
    let named = label.ends_with(|last: char| last.is_alphanumeric() || last == ')');
    (named && opens(label) && opens(body) && sentence && label.split_whitespace().count() <= PLAIN_WORDS)
        .then(|| (label.len(), words.len() - body.len()))
}

/// Words that open a sentence and are no part of a name in front of them.
const FIRST_WORDS: [&str; 24] = [
    "The", "A", "An", "It", "We", "They", "This", "These", "There", "Each", "Every", "All", "Any", "No", "At", "If",
    "In", "On", "To", "When", "Where", "Its", "Our", "Both",
];

/// Finds such a label in a paragraph without a number: "**Meetings** The Board meets monthly.". Without the number it is more
/// easily the head of a longer name that is partly bold: "**Harbour Board** Members pay.".
///
/// Gives what [`find`] does.
pub(crate) fn find_lone_bold(words: &str, bold: u32) -> Option<(usize, usize)> {
    let (label, body) = find_bold(words, bold)?;
    let mut opening = words[body..].split_whitespace();
    let (first, second) = (opening.next()?, opening.next()?);
    let capital = |word: &str| word.starts_with(|first: char| first.is_uppercase());
    let plain = !words[..label].split_whitespace().skip(1).any(capital) && !capital(second);
    (FIRST_WORDS.contains(&first) || plain).then_some((label, body))
}

/// Words of a label that ends with a full stop.
const STOPPED_WORDS: usize = 3;

/// Finds a label that a full stop ends at the head of the words behind a number, as legal texts write it.
///
/// Gives what [`find`] does.
pub(crate) fn find_stopped(words: &str) -> Option<(usize, usize)> {
    let stop = memchr::memchr(b'.', &words.as_bytes()[..words.len().min(48)])?;
    let label = &words[..stop];
    let body = words[stop + 1..].trim_start();
    let spaced = words[stop + 1..].starts_with(' ');
    let opens = |words: &str| words.starts_with(|first: char| first.is_uppercase());
    let whole = label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '&'));
    let count = label.split_whitespace().count();
    let last = label.rsplit(' ').next().unwrap_or("");
    // "No. 5", "St. Mary's", "Reg. office": what is cut short is no label.
    let cut_short = last.chars().count() < 4;
    let sentence = body.split_whitespace().nth(1).is_some();
    (spaced && whole && opens(label) && opens(body) && sentence && count <= STOPPED_WORDS && !cut_short)
        .then(|| (label.len(), words.len() - body.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases write the bold print that opens the words in asterisks.
    fn cut(marked: &str) -> Option<(String, String)> {
        let bold = marked.strip_prefix('*').and_then(|rest| rest.find('*')).unwrap_or(0);
        let words = marked.replace('*', "");
        find(&words, bold as u32).map(|(label, body)| (words[..label].to_owned(), words[body..].to_owned()))
    }

    #[test]
    fn finds_labels() {
        for (words, label, body) in [
            ("*Quorum:* four members", "Quorum", "four members"),
            ("*Quorum.* Four members", "Quorum", "Four members"),
            ("*Quorum* – four members", "Quorum", "four members"),
            ("*Quorum*: four members", "Quorum", "four members"),
            ("Quorum: four members", "Quorum", "four members"),
            ("Frequency of meetings: monthly", "Frequency of meetings", "monthly"),
            ("Term : what it means", "Term", "what it means"),
            ("Approved By: the Board", "Approved By", "the Board"),
            ("Who is told: the Board", "Who is told", "the Board"),
            ("The May meeting: it is short", "The May meeting", "it is short"),
            ("For the Technical University of Lorvik: Ann Hill", "For the Technical University of Lorvik", "Ann Hill"),
        ] {
            assert_eq!(cut(words), Some((label.into(), body.into())), "{words}");
        }
    }

    #[test]
    fn finds_labels_before_a_full_stop() {
        for (words, label) in [
            ("Quorum. Three members vote.", Some("Quorum")),
            ("Term and review. This pact ends in May.", Some("Term and review")),
            ("No. 5 is the store.", None),
            ("St. Mary lends the hall.", None),
            ("Three members make a quorum. They vote.", None),
            ("Quorum. three members", None),
            ("Noted.", None),
            ("Part 3. Money moves.", None),
        ] {
            assert_eq!(find_stopped(words).map(|(end, _)| &words[..end]), label, "{words}");
        }
        assert_eq!(find_stopped("Quorum.  Three members vote."), Some((6, 9)));
    }

    #[test]
    fn finds_bold_labels_without_a_mark() {
        for (words, bold, label) in [
            ("Meetings Every six weeks.", 8, Some("Meetings")),
            ("Chair and clerk The Board names both.", 15, Some("Chair and clerk")),
            ("Harbour Board meets every week.", 13, None),
            ("Harbour Board", 7, None),
            ("Meetings Every six weeks.", 0, None),
        ] {
            assert_eq!(find_bold(words, bold).map(|(end, _)| &words[..end]), label, "{words}");
        }
    }

    #[test]
    fn finds_bold_labels_without_a_mark_or_number() {
        for (words, bold, label) in [
            ("Meetings The Tide Board sits monthly.", 8, Some("Meetings")),
            ("Quorum Four skippers make it.", 6, Some("Quorum")),
            ("Terms of Office Each skipper serves two years.", 15, Some("Terms of Office")),
            ("Harbour Learning Trust pays the pilots.", 7, None),
            ("Harbour Board Members pay dues.", 13, None),
            ("Harbour Board meets every week.", 13, None),
            ("Jo Marsh Director of Works", 8, None),
        ] {
            assert_eq!(find_lone_bold(words, bold).map(|(end, _)| &words[..end]), label, "{words}");
        }
    }

    #[test]
    fn leaves_sentences_alone() {
        for words in [
            "*Executive Group* provides direction",
            "The Board shall: meet monthly",
            "The group includes: members",
            "It is led by: the Board",
            "The Group has nine members: four skippers and five pilots",
            "The group will look at each of the following: members",
            "Quorum:",
            "*Quorum:*",
            "the quorum: four",
            "It meets at 10:30 on Mondays",
            "See https://example.org",
            "Members, once appointed: serve",
            "",
        ] {
            assert_eq!(cut(words), None, "{words}");
        }
    }
}
