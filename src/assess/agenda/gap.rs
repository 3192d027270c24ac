//! Gaps as a board counts them: one for what is lacking in one place, however many questions ask for it.

use super::{Joint, Meeting, OpenItem, Quote};
use crate::engine::Colour;
use crate::language::model::{QuestionId, RuleId};

/// A gap with all the questions that it leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// The worst rating among its questions.
    pub colour: Colour,
    /// Why, in the words of the rule that decides it; none where people alone say so.
    pub message: Option<&'a str>,
    /// The questions.
    pub items: Vec<&'a OpenItem>,
}

/// What makes a gap, by which one and the same is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause<'a> {
    /// A rule in a document.
    Alone(usize, RuleId),
    /// A rule across documents, with its sentence and its places.
    Together(RuleId, &'a str, &'a [(String, Quote)]),
    /// What people say of a question.
    Said(QuestionId),
}

impl Meeting {
    /// The gaps, the worst first, and those of one colour in the order of the areas.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        let mut gaps: Vec<(Cause, Gap)> = Vec::new();
        let items = self.areas.iter().flat_map(|area| &area.groups).flat_map(|group| &group.items);
        for item in items.filter(|item| item.colour.is_gap()) {
            let (cause, message) = item.cause();
            match gaps.iter_mut().find(|(known, _)| *known == cause) {
                Some((_, gap)) => {
                    gap.colour = gap.colour.min(item.colour);
                    gap.items.push(item);
                }
                None => gaps.push((cause, Gap { colour: item.colour, message, items: vec![item] })),
            }
        }
        let mut gaps: Vec<Gap> = gaps.into_iter().map(|(_, gap)| gap).collect();
        gaps.sort_by_key(|gap| gap.colour);
        gaps
    }
}

impl Gap<'_> {
    /// Whether all that is said of it is advice alone, and nobody has rated it.
    pub fn is_advice(&self) -> bool {
        self.items.iter().all(|item| item.is_advice())
    }
}

impl OpenItem {
    /// What makes it a gap, with the rule's sentence: the worst that is said of it, and what binds before what is advice.
    fn cause(&self) -> (Cause<'_>, Option<&str>) {
        let alone = self.points.iter().filter(|(_, point)| point.colour.is_gap());
        let alone = alone.map(|(document, point)| {
            ((point.colour, point.advisory), Cause::Alone(*document, point.rule), &*point.message)
        });
        let joint = |joint: &'_ Joint| (joint.colour, joint.advisory);
        let together = self.together.iter();
        let together =
            together.map(|one| (joint(one), Cause::Together(one.rule, &one.message, &one.quotes), &*one.message));
        let worst = alone.chain(together).min_by_key(|(weight, ..)| *weight);
        let message = worst.map(|(_, _, message)| message);
        match worst.filter(|_| self.said.is_none()) {
            Some((_, cause, _)) => (cause, message),
            None => (Cause::Said(self.question), message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OpenArea, OpenGroup, Point};
    use super::*;
    use crate::assess::Count;
    use crate::engine::Reason;
    use crate::language::model::AreaId;

    fn point(rule: u32, colour: Colour, advisory: bool) -> Point {
        let message = format!("nothing of {rule}");
        let (quotes, near) = (Vec::new(), Vec::new());
        Point {
            rule: RuleId(rule),
            colour,
            reason: Reason::Absent,
            message,
            advisory,
            waived: None,
            known: false,
            quotes,
            near,
        }
    }

    fn item(question: u32, points: Vec<(usize, Point)>) -> OpenItem {
        let colour = points.iter().map(|(_, point)| point.colour).min().unwrap_or(Colour::Unrated);
        OpenItem {
            question: QuestionId(question),
            colour,
            suggested: colour,
            said: None,
            recheck: Vec::new(),
            points,
            together: Vec::new(),
        }
    }

    /// The questions of each gap of a meeting that has some items open.
    fn questions(items: Vec<OpenItem>) -> Vec<Vec<u32>> {
        let groups = vec![OpenGroup { main: QuestionId(0), items }];
        let (people, unasked) = (Vec::new(), Vec::new());
        let area = OpenArea { area: AreaId(0), count: Count::default(), groups, people, unasked };
        let meeting = Meeting { name: String::new(), documents: Vec::new(), areas: vec![area] };
        let ids = |gap: Gap| gap.items.iter().map(|item| item.question.0).collect();
        meeting.gaps().into_iter().map(ids).collect()
    }

    #[test]
    fn one_rule_in_one_place_makes_one_gap() {
        let red = |rule| point(rule, Colour::Red, false);
        let amber = point(9, Colour::Amber, false);
        let gaps = questions(vec![
            item(1, vec![(0, amber)]),
            item(2, vec![(0, red(7))]),
            item(3, vec![(0, red(7))]),
            item(4, vec![(1, red(7))]),
            item(5, vec![(0, red(8))]),
            item(6, vec![(0, red(7)), (0, point(9, Colour::Amber, false))]),
        ]);
        assert_eq!(gaps, [vec![2, 3, 6], vec![4], vec![5], vec![1]]);
    }

    #[test]
    fn several_joint_gaps_of_one_rule_differ_by_what_they_say() {
        let joint = |subject: &str| Joint {
            rule: RuleId(3),
            colour: Colour::Amber,
            reason: Reason::Absent,
            message: format!("{subject} has no terms"),
            advisory: false,
            waived: None,
            known: false,
            quotes: Vec::new(),
        };
        let of = |question, subject| OpenItem {
            colour: Colour::Amber,
            together: vec![joint(subject)],
            ..item(question, Vec::new())
        };
        assert_eq!(questions(vec![of(1, "the Board"), of(2, "the Panel"), of(3, "the Board")]), [vec![1, 3], vec![2]]);
    }

    #[test]
    fn what_binds_tells_a_gap_before_what_is_advice() {
        let gap = item(1, vec![(0, point(1, Colour::Red, true)), (0, point(2, Colour::Red, false))]);
        assert_eq!(gap.cause().1, Some("nothing of 2"));
    }
}
