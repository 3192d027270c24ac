use super::Stand;

/// What a change of a rating comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The bytes of the document are others.
    Document,
    /// Documents joined the bundle or left it.
    Documents,
    /// What people say is something else (said of a bundle's questions and areas).
    Answer,
    /// The files of the rules are others.
    Rules,
    /// The configuration says something else of the partnership.
    Profile,
    /// The run was told otherwise: other rules selected, another kind, tracked changes read in another way.
    Settings,
    /// It is another day.
    Date,
    /// Another version of govlint read the documents.
    Govlint,
}

impl Cause {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Documents => "documents",
            Self::Answer => "answer",
            Self::Rules => "rules",
            Self::Profile => "profile",
            Self::Settings => "settings",
            Self::Date => "date",
            Self::Govlint => "govlint",
        }
    }
}

/// What is another than then, as far as it can bear on one question of one document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Differs {
    pub(super) document: bool,
    pub(super) rules: bool,
    /// The profile then and now differ in whether the rule applies.
    pub(super) profile: bool,
    /// It is read as another kind, or its tracked changes in another way.
    pub(super) reading: bool,
    pub(super) govlint: bool,
}

/// How a question stood then, stands now, and stands now on the day of then where that is another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stands<'a> {
    pub(super) was: Option<&'a Stand>,
    pub(super) now: Option<&'a Stand>,
    /// Outer none: it is the same day.
    pub(super) back: Option<Option<&'a Stand>>,
}

/// Whether two stand alike.
pub(super) fn alike(one: Option<&Stand>, other: Option<&Stand>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is_like(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// What a change comes from; several where each may have had a part in it.
///
/// The day can be put back, so that it is named only where it made a difference, and alone where it made the whole. So can
/// the profile, as it decides only whether a rule applies. What document and rules were is not kept: each is named that is
/// another and was not cleared by that.
pub(super) fn causes(stands: Stands, differs: Differs) -> Vec<Cause> {
    if differs.profile {
        return vec![Cause::Profile];
    }
    if stands.back.is_some_and(|back| alike(back, stands.was)) {
        return vec![Cause::Date];
    }
    if stands.was.is_none() || stands.now.is_none() {
        return vec![asked_or_not(differs)];
    }
    let candidates = [
        (differs.document, Cause::Document),
        (differs.rules, Cause::Rules),
        (differs.reading, Cause::Settings),
        (stands.back.is_some_and(|back| !alike(back, stands.now)), Cause::Date),
        (differs.govlint, Cause::Govlint),
    ];
    let found: Vec<Cause> = candidates.into_iter().filter_map(|(differs, cause)| differs.then_some(cause)).collect();
    // A version of govlint may be built from other sources under the same number.
    if found.is_empty() { vec![Cause::Govlint] } else { found }
}

/// Why a question is asked of a document now and was not, or the other way round: words of a document matter only to its kind.
fn asked_or_not(differs: Differs) -> Cause {
    match differs {
        Differs { rules: true, .. } => Cause::Rules,
        Differs { reading: true, document: true, .. } => Cause::Document,
        _ => Cause::Settings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Colour, Reason};

    fn stand(colour: Colour, reason: Reason) -> Stand {
        Stand { colour, reason: Some(reason), rule: String::new() }
    }

    fn told(was: &Stand, now: &Stand, back: Option<&Stand>, differs: Differs) -> Vec<Cause> {
        causes(Stands { was: Some(was), now: Some(now), back: back.map(Some) }, differs)
    }

    #[test]
    fn the_day_is_named_where_it_made_a_difference() {
        let promised = stand(Colour::Amber, Reason::Promised);
        let lapsed = stand(Colour::Amber, Reason::PromisedLapsed);
        let (green, red) = (stand(Colour::Green, Reason::Present), stand(Colour::Red, Reason::Absent));
        let document = Differs { document: true, ..Differs::default() };
        assert_eq!(told(&promised, &lapsed, Some(&promised), Differs::default()), [Cause::Date]);
        assert_eq!(
            told(&promised, &lapsed, Some(&promised), document),
            [Cause::Date],
            "the document had no part in it"
        );
        assert_eq!(told(&red, &green, Some(&green), document), [Cause::Document], "the day had no part in it");
        assert_eq!(told(&red, &lapsed, Some(&promised), document), [Cause::Document, Cause::Date]);
    }

    #[test]
    fn all_that_may_have_had_a_part_is_named() {
        let (green, red) = (stand(Colour::Green, Reason::Present), stand(Colour::Red, Reason::Absent));
        let told = |differs| told(&green, &red, None, differs);
        let both = Differs { document: true, rules: true, ..Differs::default() };
        assert_eq!(told(both), [Cause::Document, Cause::Rules]);
        assert_eq!(told(Differs { profile: true, ..both }), [Cause::Profile]);
        assert_eq!(told(Differs::default()), [Cause::Govlint]);
    }

    #[test]
    fn what_was_not_asked_comes_from_rules_kind_or_selection() {
        let red = stand(Colour::Red, Reason::Absent);
        let told = |differs| causes(Stands { was: None, now: Some(&red), back: None }, differs);
        let document = Differs { document: true, ..Differs::default() };
        assert_eq!(told(document), [Cause::Settings]);
        assert_eq!(told(Differs { rules: true, ..document }), [Cause::Rules]);
        assert_eq!(told(Differs { reading: true, ..document }), [Cause::Document]);
        assert_eq!(told(Differs { reading: true, ..Differs::default() }), [Cause::Settings]);
    }
}
