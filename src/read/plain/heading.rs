//! Which groups are headings, and how deep they stand; which is the title.

use super::group::{Group, Sort};
use super::lines::{Page, is_capitals, stops};
use super::mark::{Kind, Mark};
use super::size::Sizes;
use crate::document::{furniture, has_verb, number};

/// Lines of the longest heading.
pub(super) const LINES: usize = 4;
/// Words of the longest heading that is set apart by its print, and of one that only its place sets apart.
pub(super) const WORDS: usize = 24;
const PLAIN_WORDS: usize = 10;
/// The same where nothing is below it or beside it that would tell.
const SHORT_WORDS: usize = 6;
/// Lines right over their text from which on each such line is a heading.
const TIGHT: usize = 2;
/// Groups from the top among which the title is looked for.
const TOP: usize = 40;
/// Headings open at once.
const DEEPEST: usize = 24;

/// What sets a heading apart; of two that begin in one column, the earlier stands above the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Centred,
    Named,
    Capitals,
    /// By dots in its number; one without a number counts as one with none.
    Line(u8),
}

/// Tells headings and their levels, from the top of the text to its end.
pub(super) struct Headings<'a> {
    page: &'a Page<'a>,
    groups: &'a [Group],
    /// The group that is the title, and the first that is running text: between them lies the cover.
    title: Option<usize>,
    first_prose: usize,
    /// Whether short lines stand right over their text here and there.
    tight: bool,
    /// Column and look of those that are open.
    open: Vec<(u16, Look)>,
    /// What the print tells of headings, where it does.
    sizes: Option<Sizes<'a>>,
}

impl<'a> Headings<'a> {
    pub fn new(page: &'a Page<'a>, groups: &'a [Group], title: Option<usize>) -> Self {
        let cover =
            groups.iter().take(TOP).position(|group| !matches!(group.sort, Sort::Text) || is_prose(page, group));
        let sizes = Sizes::of(page, groups);
        let mut all =
            Self { page, groups, title, first_prose: cover.unwrap_or(0), tight: false, open: Vec::new(), sizes };
        all.tight = (0..groups.len()).filter(|&at| all.is_tight(at)).take(TIGHT).count() == TIGHT;
        all
    }

    /// The level of a group that is a heading, 1 the topmost.
    pub fn level(&mut self, at: usize) -> Option<u8> {
        if let Some(sizes) = &self.sizes {
            return sizes.level(self.page, &self.groups[at]);
        }
        let key = self.key(at)?;
        while self.open.last().is_some_and(|&open| open >= key) || self.open.len() >= DEEPEST {
            self.open.pop();
        }
        self.open.push(key);
        Some(self.open.len().min(6) as u8)
    }

    fn key(&self, at: usize) -> Option<(u16, Look)> {
        let group = &self.groups[at];
        let early = self.title.is_some_and(|title| at < title);
        if early || !matches!(group.sort, Sort::Text) || group.lines.len() > LINES {
            return None;
        }
        let line = self.page.lines.get(group.lines.start)?;
        let words = first_words(self.page, group);
        let last = self.page.words(self.page.lines.get(group.lines.end - 1)?);
        let bullet = group.mark.as_ref().is_some_and(Mark::is_bullet);
        if bullet || words.starts_with(['[', '_', '"', '“']) || last.contains("__") || furniture::has_page(last) {
            return None;
        }
        let behind = group.mark.as_ref().map_or(0, |mark| mark.len as usize);
        let body = words.get(behind..).unwrap_or(words);
        let count = count(self.page, group);
        if count > WORDS || !body.contains(char::is_alphabetic) {
            return None;
        }
        let look = self.look(at, body, last, count)?;
        let column = if look == Look::Centred { 0 } else { line.indent };
        Some((column, look))
    }

    fn look(&self, at: usize, body: &str, last: &str, count: usize) -> Option<Look> {
        let group = &self.groups[at];
        let page = self.page;
        let line = |with: usize| page.lines.get(with);
        let dots = dots(group);
        if let Some(with) = group.underlined {
            return Some(if with == '=' && dots == 0 { Look::Capitals } else { Look::Line(dots) });
        }
        let next = self.groups.get(at + 1)?;
        let parted = next.apart && group.apart;
        let lines = page.lines.get(group.lines.clone())?;
        let first = lines.first()?;
        let below = line(next.lines.start)?;
        if lines.iter().all(|line| is_capitals(page.words(line))) && !last.ends_with([',', ';']) && group.apart {
            let named = number::named(body).is_some();
            return Some(if group.mark.is_some() {
                Look::Line(dots)
            } else if named {
                Look::Named
            } else {
                Look::Capitals
            });
        }
        if self.tight && (self.is_tight(at) || self.is_over(at)) || self.is_over_list(at) {
            return Some(Look::Line(dots));
        }
        if !parted || stops(last) || last.ends_with(',') || !opens_large(body) || is_field(body) {
            return None;
        }
        if lines.iter().all(|line| page.is_centred(line)) {
            return Some(Look::Centred);
        }
        if number::named(body).is_some() && count <= PLAIN_WORDS && (!has_verb(body) || opens_what_follows(body)) {
            return Some(Look::Named);
        }
        if lines.len() > 2 || !matches!(next.sort, Sort::Text | Sort::Table(_) | Sort::Contents) {
            return None;
        }
        let outside = first.indent.saturating_add(2) <= page.layout.body
            && count <= WORDS / 2
            && (group.mark.is_some() || !has_verb(body));
        let over = below.indent >= first.indent.saturating_add(2) && count <= PLAIN_WORDS && !has_verb(body);
        (outside || over || self.is_alone(at, body, count)).then_some(Look::Line(dots))
    }

    /// Whether a short line stands right over its text, with what is before both and behind them set apart.
    fn is_tight(&self, at: usize) -> bool {
        let (page, group) = (self.page, &self.groups[at]);
        let Some(next) = self.groups.get(at + 1) else { return false };
        let last = page.lines.get(next.lines.end - 1).map_or("", |line| page.words(line));
        let text = matches!(next.sort, Sort::Text)
            && next.mark.is_none()
            && stops(last)
            && count(page, next) > SHORT_WORDS / 2;
        let whole = group.apart && !next.apart && self.groups.get(at + 2).is_none_or(|behind| behind.apart);
        let body = first_words(page, group);
        whole
            && text
            && matches!(group.sort, Sort::Text)
            && self.is_short(group, body, count(page, group))
            && opens_large(body)
            && !body.ends_with(')')
    }

    /// Whether a short line stands right over a bulleted list, apart or behind another such list.
    fn is_over_list(&self, at: usize) -> bool {
        let (page, group) = (self.page, &self.groups[at]);
        let bullet = |group: &Group| group.mark.as_ref().is_some_and(Mark::is_bullet);
        let before = at.checked_sub(1).and_then(|before| self.groups.get(before));
        let behind_list = before.is_some_and(bullet);
        let next = self.groups.get(at + 1).filter(|next| bullet(next) && !next.apart);
        let body = first_words(page, group);
        next.is_some()
            && (group.apart || behind_list)
            && matches!(group.sort, Sort::Text)
            && self.is_short(group, body, count(page, group))
            && opens_large(body)
            && !body.ends_with(')')
    }

    /// Whether a short line stands right over a list or a few words, as headings do where others stand right over their text.
    fn is_over(&self, at: usize) -> bool {
        let (page, group) = (self.page, &self.groups[at]);
        let Some(next) = self.groups.get(at + 1).filter(|next| group.apart && !next.apart) else { return false };
        let last = page.lines.get(next.lines.end - 1).map_or("", |line| page.words(line));
        let alone = self.groups.get(at + 2).is_none_or(|behind| behind.apart);
        let list = next.mark.as_ref().is_some_and(|mark| mark.is_first() || mark.is_bullet());
        let over = list || next.mark.is_none() && stops(last) && alone;
        let body = first_words(page, group);
        over && matches!((&group.sort, &next.sort), (Sort::Text, Sort::Text))
            && self.is_short(group, body, count(page, group))
            && opens_large(body)
            && !body.ends_with(')')
    }

    /// Whether a group is a short line without a number, a list or a verb.
    fn is_short(&self, group: &Group, body: &str, count: usize) -> bool {
        group.lines.len() == 1
            && group.mark.is_none()
            && count <= SHORT_WORDS
            && self.page.lines[group.lines.start].columns * 2 <= self.page.layout.width
            && body.ends_with(|last: char| last.is_alphabetic() || last == ')')
            && !body.contains(|letter: char| letter.is_ascii_digit() || letter == ',')
            && !has_verb(body)
    }

    /// Whether a short line without a number stands alone between what came to an end and running text, a list or the line
    /// that opens one; on a cover no text need follow.
    fn is_alone(&self, at: usize, body: &str, count: usize) -> bool {
        let (page, group) = (self.page, &self.groups[at]);
        let last = |group: &Group| page.lines.get(group.lines.end - 1).map_or("", |line| page.words(line));
        let short = self.is_short(group, body, count);
        let first = self.title.map(|title| title + 1);
        let cover = first.is_some_and(|first| (first..self.first_prose).contains(&at));
        let before = at.checked_sub(1).and_then(|before| self.groups.get(before));
        let bullet = |group: &Group| group.mark.as_ref().is_some_and(Mark::is_bullet);
        let ended = cover || before.is_none_or(|before| stops(last(before)) || bullet(before) || first == Some(at));
        let over = self.groups.get(at + 1).is_some_and(|next| {
            let list = next.mark.as_ref().is_some_and(Mark::is_first) && self.groups.get(at + 2).is_some();
            let opens = matches!(next.sort, Sort::Text) && last(next).ends_with(':');
            cover || list || opens || is_prose(page, next)
        });
        short && ended && over
    }
}

/// The group that is the title: the first near the top that is set in the middle, else the first behind a letterhead, else
/// in capitals, else underlined, else a first short line of its own.
///
/// Where print tells headings apart, the builder tells the title from them.
pub(super) fn title(page: &Page, groups: &[Group]) -> Option<usize> {
    if Sizes::of(page, groups).is_some() {
        return None;
    }
    let top = groups.iter().take(TOP).position(|group| is_prose(page, group)).unwrap_or(groups.len().min(TOP));
    let may_be = |at: &usize| {
        let group = &groups[*at];
        let words = first_words(page, group);
        matches!(group.sort, Sort::Text)
            && group.lines.len() <= LINES
            && count(page, group) <= WORDS
            && group.mark.is_none()
            && words.contains(char::is_alphabetic)
            && !furniture::is_contents(words)
            && !is_field(words)
            && !furniture::has_page(words)
            && !stops(page.words(&page.lines[group.lines.end - 1]))
    };
    let all =
        |at: usize, test: &dyn Fn(&super::lines::Line) -> bool| page.lines[groups[at].lines.clone()].iter().all(test);
    let find = |test: &dyn Fn(usize) -> bool| (0..top).filter(may_be).find(|&at| test(at));
    let headed = groups.first().is_some_and(|group| matches!(group.sort, Sort::Parts));
    find(&|at| all(at, &|line| page.is_centred(line)) && (count(page, &groups[at]) > 1))
        .or_else(|| find(&|at| headed && groups[at].apart && groups.get(at + 1).is_some_and(|next| next.apart)))
        .or_else(|| find(&|at| all(at, &|line| is_capitals(page.words(line)))))
        .or_else(|| find(&|at| groups[at].underlined.is_some()))
        .or_else(|| {
            let apart = groups.get(1).is_some_and(|next| next.apart);
            Some(0).filter(|at| top > 0 && apart && may_be(at) && opens_large(first_words(page, &groups[0])))
        })
        .filter(|&at| at + 1 < groups.len())
        .filter(|&at| number::named(first_words(page, &groups[at])).is_none())
}

/// The words of a group's first line.
fn first_words<'a>(page: &Page<'a>, group: &Group) -> &'a str {
    page.lines.get(group.lines.start).map_or("", |line| page.words(line))
}

/// Number of words of a group; those of a long one are not all counted.
pub(super) fn count(page: &Page, group: &Group) -> usize {
    let lines = page.lines.get(group.lines.clone()).unwrap_or(&[]);
    lines.iter().take(LINES + 1).map(|line| page.words(line).split_whitespace().take(WORDS + 1).count()).sum()
}

/// Whether a group is running text: a title stands before it.
fn is_prose(page: &Page, group: &Group) -> bool {
    let last = page.lines.get(group.lines.end - 1).map_or("", |line| page.words(line));
    matches!(group.sort, Sort::Text) && stops(last) && count(page, group) >= 10
}

/// Dots within a group's number.
fn dots(group: &Group) -> u8 {
    match group.mark.as_ref().map(|mark| &mark.kind) {
        Some(Kind::Number(_, number)) => number.matches('.').count().min(5) as u8,
        _ => 0,
    }
}

/// Whether the only verb of a line is its last word, as in "Clause 2 - The Club Will": what follows it goes on.
fn opens_what_follows(words: &str) -> bool {
    words.rsplit_once(' ').is_some_and(|(rest, last)| has_verb(last) && !has_verb(rest))
}

fn opens_large(words: &str) -> bool {
    words.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
}

/// Whether a line is a field that is filled in: `Date: 3 May`.
fn is_field(words: &str) -> bool {
    words
        .split_once(": ")
        .is_some_and(|(name, _)| name.split_whitespace().count() <= 4 && number::named(words).is_none())
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;

    const TEXT: &str =
        "   The Shore Office keeps the quay and all its sheds in good order, and for\n   all who land there.\n\n";

    fn headings(text: &str) -> Vec<String> {
        shown(text).into_iter().filter(|block| block.starts_with('h') || block.starts_with("title")).collect()
    }

    #[test]
    fn outdented_lines_are_headings() {
        let text = format!("Sheds\n\n{TEXT}1.  What It Is\n\n{TEXT}1.1.  Who Has It\n\n{TEXT}2.  Rents\n\n{TEXT}");
        assert_eq!(headings(&text), ["title Sheds", "h1 1.  What It Is", "h2 1.1.  Who Has It", "h1 2.  Rents"]);
    }

    #[test]
    fn underlined_lines_are_headings() {
        let text =
            format!("Sheds\n=====\n\n{TEXT}Rents\n-----\n{TEXT}A longer one, by far\n--------------------\n{TEXT}");
        assert_eq!(headings(&text), ["title Sheds", "h1 Rents", "h1 A longer one, by far"]);
    }

    #[test]
    fn capitals_stand_above_numbers() {
        let text = format!(
            "THE SHEDS\nOF THE QUAY\n\n{TEXT}PART A \u{2013} USE\n\n1. RENTS\n\n{TEXT}2. DUES\n\n{TEXT}PART B \u{2013} END\n\n{TEXT}"
        );
        let found = [
            "title THE SHEDS OF THE QUAY",
            "h1 PART A \u{2013} USE",
            "h2 1. RENTS",
            "h2 2. DUES",
            "h1 PART B \u{2013} END",
        ];
        assert_eq!(headings(&text), found);
    }

    #[test]
    fn the_title_stands_in_the_middle() {
        let middle = " ".repeat(28);
        let text = format!(
            "Shore Office\n\n{middle}Sheds of the Quay\n\n{TEXT}{middle}  ARTICLE I\n{middle}    Use\n\n{TEXT}{middle} ARTICLE II\n{middle}    End\n\n{TEXT}"
        );
        assert_eq!(headings(&text), ["title Sheds of the Quay", "h1 ARTICLE I Use", "h1 ARTICLE II End"]);
    }

    #[test]
    fn lines_of_a_cover_belong_to_the_title() {
        let text = "Shore Office\n\n\nSheds of the Quay\n\n\nVersion 2\n\nThe office keeps the quay and all of its sheds in order.\n";
        assert_eq!(headings(text), ["title Shore Office", "h1 Sheds of the Quay"]);
    }

    #[test]
    fn short_lines_right_over_their_text_are_headings() {
        let text = "Sheds\n\nRents\nThe clerk asks for rents in May.\n\nRepairs of sheds\nThe keeper mends them.\n";
        assert_eq!(headings(text), ["title Sheds", "h1 Rents", "h1 Repairs of sheds"]);
        let few = format!("{text}\nSeason\nEach May.\n\nKeepers\n- the clerk\n- a mason\n");
        assert_eq!(headings(&few)[3..], ["h1 Season", "h1 Keepers"]);
        let lists = "Sheds of the quay\n\nThe clerk asks for the rents of all of these sheds in May.\n\nKeeper\n- boats\n- oars\nHarbour Master\n- moorings\n";
        assert_eq!(headings(lists)[1..], ["h1 Keeper", "h1 Harbour Master"]);
        let once = "Sheds\n\nRents\nThe clerk asks for rents in May.\n\nThe keeper mends them.\n";
        assert_eq!(headings(once), ["title Sheds"]);
        let address = "Sheds\n\nAnn Hill\nOld Quay\nLorvik\n\nBo Dale\nNew Quay\nLorvik\n\nThe keeper mends them.\n";
        assert_eq!(headings(address), ["title Sheds"]);
    }

    #[test]
    fn a_short_line_over_a_list_is_a_heading() {
        let text = format!(
            "Sheds\n\n{TEXT}Keepers\n\n1. The clerk\n2. One mason\n3. One smith.\n\nBoats\n\n- a punt\n- a skiff\n\nRents\n\n{TEXT}"
        );
        assert_eq!(headings(&text), ["title Sheds", "h1 Keepers", "h1 Boats", "h1 Rents"]);
        let opened = format!("Sheds\n\n{TEXT}Boats\n\nThere are:\n\n- a punt\n- a skiff\n\n{TEXT}");
        assert_eq!(headings(&opened), ["title Sheds", "h1 Boats"]);
        let opens = format!("Sheds\n\n{TEXT}The keepers are\n\n1. the clerk\n2. one mason\n\n{TEXT}");
        assert_eq!(headings(&opens), ["title Sheds"]);
    }

    #[test]
    fn a_counted_line_that_ends_with_its_verb_is_a_heading() {
        let text = format!(
            "Sheds\n\n{TEXT}Clause 1 \u{2013} Use\n\n{TEXT}Clause 2 \u{2013} The Clerk Will\n\n2.1 Ask for rents.\n2.2 Keep the keys.\n\n{TEXT}Clause 3 will end\n\n{TEXT}"
        );
        assert_eq!(headings(&text), ["title Sheds", "h1 Clause 1 \u{2013} Use", "h1 Clause 2 \u{2013} The Clerk Will"]);
    }

    #[test]
    fn fields_and_sentences_are_no_headings() {
        let text = format!(
            "Sheds\n\n{TEXT}Keeper: the clerk\n\n{TEXT}The clerk shall keep it\n\n{TEXT}Signed: ________\n\n{TEXT}"
        );
        assert_eq!(headings(&text), ["title Sheds"]);
    }
}
