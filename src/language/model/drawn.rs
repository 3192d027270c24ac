//! What of the facts stands in a picture of the documents.

use serde::{Deserialize, Serialize};

/// `drawn "reports to" from lower up to upper`: a part of a picture that each row of a fact gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Drawn {
    /// What it names is drawn.
    Name(DrawnEnd),
    /// A line between two names.
    Line(DrawnLine),
    /// Words beside a name.
    Note(DrawnNote),
}

/// A line between two names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawnLine {
    /// What it says of the one and the other, as "reports to".
    pub caption: String,
    /// Where it begins.
    pub from: DrawnEnd,
    /// Where it ends.
    pub to: DrawnEnd,
    /// Whether it ends above where it begins.
    pub up: bool,
    /// The fields whose words stand on it.
    pub labelled: Vec<String>,
}

/// Words beside a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawnNote {
    /// What they are.
    pub caption: String,
    /// The name.
    pub on: DrawnEnd,
    /// The fields that they are taken from; the whole value where none is named.
    pub labelled: Vec<String>,
}

/// `by or own-name as "Party"`: where a name comes from, and what sort of thing it is said to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DrawnEnd {
    /// Where it is looked for, in this order; the value itself where nothing is named.
    pub from: Vec<DrawnFrom>,
    /// What sort of thing it is; not said where it is told elsewhere.
    pub sort: Option<String>,
}

/// Where a name is taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DrawnFrom {
    /// Whose paper the document is.
    OwnName,
    /// A field of the record.
    Field(String),
}
