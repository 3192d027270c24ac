use std::collections::HashMap;
use std::io;

use super::markup::plain;
use super::screen::{Ink, Screen};
use super::{DISCLAIMER, Heading, Report, words};
use crate::assess::{Agenda, Assessed, Count, Meeting, OpenArea, OpenGroup, OpenItem, Point, Quote, Tally, Waiver};
use crate::engine::Colour;
use crate::language::model::{QuestionId, Rule};
use crate::language::{Entry, coverage};

/// The agenda of a meeting, in Markdown: what is open, the worst gaps first, by area and main question, each with what the
/// documents say, the question to talk over, and room for what is agreed.
pub struct Discussion<'a> {
    heading: Heading<'a>,
    /// Whether gaps that are advice alone are shown in full; else they are listed.
    advice: bool,
    entries: Vec<Entry<'a>>,
}

impl<'a> Discussion<'a> {
    /// The agenda of a run, whose tally says what is open.
    pub fn new(heading: Heading<'a>, advice: bool) -> Self {
        Self { heading, advice, entries: coverage(heading.program) }
    }
}

impl Report for Discussion<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, _: &Assessed) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut page = Page(Screen::new(Screen::WIDEST, false));
        if tally.left > 0 {
            let left = words::count(tally.left, "document", "documents");
            page.paragraph(&format!("**The run was interrupted: {left} were not read.**"));
        }
        if let Some(agenda) = &tally.agenda {
            self.agenda(&mut page, agenda);
        }
        Ok(page.0.into_bytes())
    }
}

/// Markdown, line by line.
struct Page(Screen);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.put(Ink::Plain, line);
        self.0.line();
    }

    /// A line with an empty one behind it.
    fn paragraph(&mut self, line: &str) {
        self.line(line);
        self.0.line();
    }
}

/// The gaps of a meeting that were shown, by what they ask, each with its number.
#[derive(Default)]
struct Shown<'a> {
    area: usize,
    items: usize,
    gaps: HashMap<QuestionId, (String, &'a OpenItem)>,
}

impl<'a> Shown<'a> {
    /// The number of a gap shown before that asks and says the same; where there is none, this one is kept for those behind it.
    fn earlier(&mut self, asked: QuestionId, item: &'a OpenItem, number: String) -> Option<&str> {
        let same =
            |other: &OpenItem| (other.colour, &other.said, &other.recheck) == (item.colour, &item.said, &item.recheck);
        if self.gaps.get(&asked).is_some_and(|(_, other)| same(other)) {
            return self.gaps.get(&asked).map(|(number, _)| &**number);
        }
        self.gaps.entry(asked).or_insert((number, item));
        None
    }
}

impl Discussion<'_> {
    fn agenda(&self, page: &mut Page, agenda: &Agenda) {
        for (at, meeting) in agenda.meetings.iter().enumerate() {
            page.paragraph(&format!("# For discussion: {}", plain(&meeting.name)));
            if at == 0 {
                page.paragraph(&format!("*{DISCLAIMER}*"));
            }
            self.meeting(page, meeting);
        }
        if !agenda.unread.is_empty() {
            page.paragraph("# Not looked at");
            for (path, why) in &agenda.unread {
                page.line(&format!("- {}: {}", plain(path), plain(why)));
            }
            page.0.line();
        }
    }

    fn meeting(&self, page: &mut Page, meeting: &Meeting) {
        page.paragraph(&format!("Suggested as of {} from:", words::day(self.heading.as_of)));
        for document in &meeting.documents {
            let title = document.title.as_ref().map(|title| format!(", {}", plain(title)));
            page.line(&format!("- {}{}", plain(&document.path), title.unwrap_or_default()));
        }
        page.0.line();
        if meeting.areas.is_empty() {
            page.paragraph("Nothing is open.");
        }
        let mut shown = Shown::default();
        for (at, area) in meeting.areas.iter().enumerate() {
            self.area(page, meeting, area, at + 1, &mut shown);
        }
    }

    fn area<'m>(&self, page: &mut Page, meeting: &Meeting, area: &'m OpenArea, number: usize, shown: &mut Shown<'m>) {
        let title = words::area(self.heading, area.area);
        page.paragraph(&format!("## {number}. {}", plain(&title)));
        page.paragraph(&standing(&area.count));
        shown.area = number;
        shown.items = 0;
        for group in &area.groups {
            self.group(page, meeting, group, shown);
        }
        let all = area.groups.iter().flat_map(|group| &group.items);
        let advice: Vec<QuestionId> = all.filter(|item| !self.is_full(item)).map(|item| item.question).collect();
        self.list(page, "Gaps that are advice alone", &advice);
        self.list(page, "Only people can answer", &area.people);
        self.list(page, "No document here was asked", &area.unasked);
    }

    fn is_full(&self, item: &OpenItem) -> bool {
        self.advice || !item.is_advice()
    }

    fn group<'m>(&self, page: &mut Page, meeting: &Meeting, group: &'m OpenGroup, shown: &mut Shown<'m>) {
        let full: Vec<&OpenItem> = group.items.iter().filter(|item| self.is_full(item)).collect();
        if full.iter().any(|item| item.question != group.main) {
            page.paragraph(&format!("**Main question:** {}", self.text(group.main)));
        }
        for item in full {
            shown.items += 1;
            let number = format!("{}.{}", shown.area, shown.items);
            page.paragraph(&format!("### {number} {}", self.text(item.question)));
            match shown.earlier(self.asked_as(item.question), item, number) {
                Some(earlier) => {
                    page.paragraph(&format!("The same is asked under {earlier}, where it is talked over."))
                }
                None => self.item(page, meeting, item),
            }
        }
    }

    /// The question that a question asks the same as; else itself.
    fn asked_as(&self, question: QuestionId) -> QuestionId {
        let same = self.heading.program.questions.get(question.at()).and_then(|question| question.same_as);
        same.unwrap_or(question)
    }

    fn item(&self, page: &mut Page, meeting: &Meeting, item: &OpenItem) {
        for (document, point) in item.points.iter().filter(|(_, point)| point.colour.is_gap()) {
            page.line(&suggested(meeting, *document, point));
            let_be(page, point.waived.as_ref(), point.known);
        }
        for joint in &item.together {
            let (colour, reason) = (words::rated(joint.colour), words::reason(joint.reason));
            page.line(&format!("- **Suggested for all together: {colour}**, {reason}: {}", plain(&joint.message)));
            let_be(page, joint.waived.as_ref(), joint.known);
        }
        let silent = item.points.is_empty() && item.together.is_empty();
        if silent && item.said.is_none() {
            page.line(&format!("- **Suggested: {}**", words::rated(item.suggested)));
        }
        let people = item.said.iter().map(words::said).chain(item.recheck.iter().map(words::recheck));
        for people in people {
            page.line(&format!("- **Said so far:** {}", plain(&people)));
        }
        page.line(&format!("- **Whose yardstick:** {}", plain(&self.yardstick(item))));
        page.line("- **What the documents say:**");
        for (document, point) in &item.points {
            says(page, &meeting.documents[*document].path, point);
        }
        let mute = item.points.iter().filter(|(_, point)| point.quotes.is_empty() && point.near.is_empty());
        let mute: Vec<String> = mute.map(|(at, _)| plain(&meeting.documents[*at].path)).collect();
        if !mute.is_empty() {
            page.line(&format!("  - nothing found in {}", mute.join(", ")));
        }
        for (path, words) in item.together.iter().flat_map(|joint| &joint.quotes) {
            page.line(&quote(path, words));
        }
        if silent {
            page.line("  - no document was asked");
        }
        let ask = self.entry(item.question).map_or("", |entry| entry.ask);
        page.line(&format!(
            "- **To talk over:** {}",
            if ask.is_empty() { self.text(item.question) } else { plain(ask) }
        ));
        page.line("- **Agreed:**");
        page.line("- **What is done, who does it, by when:**");
        page.0.line();
    }

    fn entry(&self, question: QuestionId) -> Option<&Entry<'_>> {
        self.entries.get(question.at())
    }

    /// The wording of a question with its id.
    fn text(&self, question: QuestionId) -> String {
        let question = self.heading.program.questions.get(question.at());
        question.map_or(String::new(), |question| format!("{} ({})", plain(&question.text), question.id))
    }

    fn yardstick(&self, item: &OpenItem) -> String {
        let program = self.heading.program;
        let joint = item.together.first().map(|joint| joint.rule);
        let rule = item.points.first().map(|(_, point)| point.rule).or(joint);
        let rule = rule.and_then(|rule| program.rules.get(rule.at()));
        let entry = self.entry(item.question);
        let whose = match (rule, entry.and_then(|entry| entry.basis), program.questions.get(item.question.at())) {
            (Some(rule), ..) => format!("{}{}", words::whose(program, rule), advice(rule)),
            (None, Some(basis), Some(question)) => words::whose_scale(program, question.pack, basis),
            _ => "not said".to_owned(),
        };
        let risk = entry.map_or("", |entry| entry.risk);
        if risk.is_empty() { whose } else { format!("{whose}; {risk} risk") }
    }

    fn list(&self, page: &mut Page, title: &str, questions: &[QuestionId]) {
        if questions.is_empty() {
            return;
        }
        page.paragraph(&format!("### {title}"));
        for &question in questions {
            let ask = self.entry(question).map_or("", |entry| entry.ask);
            let ask = if ask.is_empty() { String::new() } else { format!(" — {}", plain(ask)) };
            page.line(&format!("- {}{ask}", self.text(question)));
        }
        page.0.line();
    }
}

fn advice(rule: &Rule) -> &'static str {
    if rule.advisory { "; advice alone" } else { "" }
}

/// How questions stand.
fn standing(count: &Count) -> String {
    let counted = Colour::ALL.into_iter().filter(|&colour| count.of(colour) > 0);
    let counts: Vec<String> = counted.map(|colour| format!("{} {}", count.of(colour), words::rated(colour))).collect();
    let best = count.no_better_than().map(|colour| match colour {
        Colour::Green => "No gap found. ".to_owned(),
        colour => format!("Suggested: no better than {}. ", colour.word()),
    });
    format!("{}Questions: {}.", best.unwrap_or_default(), counts.join(", "))
}

fn suggested(meeting: &Meeting, document: usize, point: &Point) -> String {
    let path = match &*meeting.documents {
        [_] => String::new(),
        documents => format!(" for {}", plain(&documents[document].path)),
    };
    let (colour, reason) = (words::rated(point.colour), words::reason(point.reason));
    format!("- **Suggested{path}: {colour}**, {reason}: {}", plain(&point.message))
}

/// Why a gap is let be, where it is.
fn let_be(page: &mut Page, waived: Option<&Waiver>, known: bool) {
    if let Some(waiver) = waived {
        let until = words::day(waiver.until);
        page.line(&format!("- **Waived until {until}** by {}: {}", plain(&waiver.who), plain(&waiver.reason)));
    }
    if known {
        page.line("- **Known** from the baseline");
    }
}

/// What a document says, a line for each of its words with their place.
fn says(page: &mut Page, path: &str, point: &Point) {
    for words in &point.quotes {
        page.line(&quote(path, words));
    }
    for words in &point.near {
        page.line(&quote(path, words).replacen("  - ", "  - nearly: ", 1));
    }
}

fn quote(path: &str, quote: &Quote) -> String {
    let place: Vec<String> = [path, &quote.place].into_iter().filter(|place| !place.is_empty()).map(plain).collect();
    format!("  - “{}” ({})", plain(&quote.words), place.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::assess::{Heard, Met};
    use crate::language::Program;

    fn shown(program: &Program, documents: &[Assessed]) -> String {
        let asked: Vec<QuestionId> = (0..program.questions.len()).map(|at| QuestionId(at as u32)).collect();
        let discussion = Discussion::new(testing::heading(program, &[]), false);
        let mut tally = Tally::default();
        let mut heard = Vec::new();
        for assessed in documents {
            tally.add(program, Met::of(program, assessed));
            heard.push(Heard::of(program, assessed));
        }
        tally.agenda = Some(Agenda::of(program, &asked, heard, &tally.bundles));
        String::from_utf8(discussion.close(&tally).unwrap()).unwrap()
    }

    #[test]
    fn reads_as_an_agenda() {
        let program = testing::program();
        let agenda = shown(&program, &[testing::assessed(), testing::worded(), testing::refused()]);
        assert_eq!(agenda.matches("have not endorsed").count(), 1);
        insta::assert_snapshot!("agenda", agenda);
    }

    #[test]
    fn the_worst_come_first() {
        let program = testing::program();
        let agenda = shown(&program, &[testing::assessed()]);
        let at = |words: &str| agenda.find(words).unwrap_or_else(|| panic!("no {words} in {agenda}"));
        assert!(at("shore.quay.3") < at("shore.quay.4") && at("shore.quay.4") < at("shore.quay.2"));
        assert!(!agenda.contains("shore.quay.1"), "what is settled is left out");
    }
}
