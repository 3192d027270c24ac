use crate::language::model::{Expr, Unit};
use crate::prose::{Recogniser, RecogniserSet};

/// What sort of thing an expression finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language::check) enum Sort {
    /// Single hits of words or names.
    Words,
    /// Typed values.
    Value,
    /// Runs of words from one hit to another.
    Run,
    /// Places of a document.
    Place(Unit),
    /// Values of a metadata field.
    Field,
    /// Matches of several sorts.
    Mixed,
    /// Nothing: it holds or it does not.
    Truth,
}

impl Sort {
    /// The sort of matches of either.
    pub(in crate::language::check) fn or(self, other: Sort) -> Sort {
        match (self, other) {
            (Self::Truth, _) | (_, Self::Truth) => Self::Truth,
            _ if self == other => self,
            _ => Self::Mixed,
        }
    }

    /// For messages: what such an expression is.
    pub(in crate::language::check) fn describe(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Value => "values",
            Self::Run => "runs of words",
            Self::Place(_) => "places",
            Self::Field => "a metadata field",
            Self::Mixed => "matches of several sorts",
            Self::Truth => "a condition, which holds or does not",
        }
    }
}

/// A checked expression with what it finds.
#[derive(Clone, Debug)]
pub(in crate::language::check) struct Typed {
    pub(in crate::language::check) expr: Expr,
    pub(in crate::language::check) sort: Sort,
    /// The sorts of value in its matches.
    pub(in crate::language::check) values: RecogniserSet,
}

impl Typed {
    pub(in crate::language::check) fn new(expr: Expr, sort: Sort) -> Self {
        Self { expr, sort, values: RecogniserSet::default() }
    }

    pub(in crate::language::check) fn value(value: Recogniser) -> Self {
        let mut values = RecogniserSet::default();
        values.insert(value);
        Self { expr: Expr::Value(value), sort: Sort::Value, values }
    }

    /// The same with values of that expression in its matches.
    pub(in crate::language::check) fn with_values(mut self, values: RecogniserSet) -> Self {
        for value in Recogniser::ALL.into_iter().filter(|value| values.contains(*value)) {
            self.values.insert(value);
        }
        self
    }

    /// Whether any value is in its matches.
    pub(in crate::language::check) fn has_values(&self) -> bool {
        self.values != RecogniserSet::default()
    }
}

/// How large a place is: one cannot lie in another of a higher rank.
pub(in crate::language::check) fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Document => 0,
        Unit::Section => 1,
        Unit::Table | Unit::SignatureBlock => 2,
        Unit::Row => 3,
        Unit::Clause | Unit::Cell | Unit::Definition => 4,
        Unit::Sentence => 5,
    }
}
