use jiff::civil::Date;

use crate::engine::Colour;

/// All that people have said of a partnership, in the order in which it was entered. Entries are added, never changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// What organisations answered.
    pub given: Vec<Given>,
    /// What was agreed at meetings.
    pub agreed: Vec<Agreed>,
}

/// One organisation's answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The question's id.
    pub question: String,
    /// Whose answer it is.
    pub organisation: String,
    /// The person who gave it.
    pub who: String,
    /// Their post; may be empty.
    pub post: String,
    /// What they say.
    pub note: Note,
    /// What proves it: a minute, a register; may be empty.
    pub evidence: String,
    /// What is to be done; may be empty.
    pub action: String,
    /// Who does it; may be empty.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
}

/// A rating that a meeting agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The question's id.
    pub question: String,
    /// The meeting.
    pub meeting: String,
    /// What it agreed.
    pub note: Note,
}

/// What organisations and meetings both say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The rating: green, amber, red or not applicable.
    pub rating: Colour,
    /// The day.
    pub date: Date,
    /// Why; may be empty.
    pub reason: String,
    /// The day from which on it is to be looked at again.
    pub review: Option<Date>,
    /// The rating that the documents suggested then.
    pub suggested: Option<Colour>,
    /// The words of the documents that were in view then.
    pub upon: Vec<Upon>,
}

/// The words of one document that a question was answered upon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upon {
    /// The document, by its path from the folder of its bundle.
    pub document: String,
    /// The mark of its words; none where it had none.
    pub words: Option<String>,
}

impl Given {
    /// Whether an answer says the same, whatever was in view when it was given.
    pub fn is_same(&self, other: &Self) -> bool {
        *self == Self { note: self.note.seen_as(&other.note), ..other.clone() } && self.is_of(other)
    }

    /// Whether it is of the same organisation and to the same question.
    pub fn is_of(&self, other: &Self) -> bool {
        self.question == other.question && folded(&self.organisation) == folded(&other.organisation)
    }
}

impl Agreed {
    /// Whether it says the same, whatever was in view when it was agreed.
    pub fn is_same(&self, other: &Self) -> bool {
        *self == Self { note: self.note.seen_as(&other.note), ..other.clone() }
    }
}

impl Note {
    /// Another note as if it had been made upon what this one was.
    fn seen_as(&self, other: &Self) -> Self {
        Self { suggested: self.suggested, upon: self.upon.clone(), ..other.clone() }
    }
}

/// A name as names are compared: without case and superfluous white space.
pub(super) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl std::fmt::Display for Upon {
    /// The mark of the words, or `none`, and the document.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.words.as_deref().unwrap_or("none"), self.document)
    }
}
