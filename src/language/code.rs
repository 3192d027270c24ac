//! Every sort of problem that a rule file can have, each with its stable name.

use crate::diagnostic::{Diagnostic, Severity};
use crate::language::model::Place;

/// Declares the codes: variant, stable name, severity, what it says in one line.
macro_rules! codes {
    ($($code:ident $name:literal $severity:ident $meaning:literal;)*) => {
        /// A sort of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = $meaning] $code,)*
        }

        impl Code {
            /// Every code, in the order of the reference.
            pub const ALL: &[Code] = &[$(Code::$code,)*];

            /// The stable name: `unknown-name`.
            pub const fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)* }
            }

            /// How much it weighs.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$code => Severity::$severity,)* }
            }

            /// What it says, in one line.
            pub const fn meaning(self) -> &'static str {
                match self { $(Code::$code => $meaning,)* }
            }
        }
    };
}

codes! {
    Syntax "syntax" Error "a line does not have the form of its keyword";
    UnknownDeclaration "unknown-declaration" Error "a line in column one opens no declaration";
    UnknownLine "unknown-line" Error "a line of a body opens with no keyword of that body";
    NotIndented "not-indented" Error "a line of a body stands in column one";
    NoDeclaration "no-declaration" Error "an indented line stands in no declaration";
    TabIndent "tab-indent" Error "a line is indented with a tab";
    UnclosedString "unclosed-string" Error "a string is not closed on its line";
    UnclosedText "unclosed-text" Error "a text block is not closed, or a line of it stands too far left";
    CurlyQuotes "curly-quotes" Error "a string opens with a curly quote";
    TooBig "too-big" Error "a file, statement or group is larger than any that a person writes";
    TooDeep "too-deep" Error "brackets, finds or groups are nested too deep";
    TooManyErrors "too-many-errors" Error "a file has so many errors that the rest of it was not read";
    NoPack "no-pack" Error "a file does not open with its pack, or no file gives the pack its title";
    MissingLine "missing-line" Error "a declaration lacks a line that it must have";
    DuplicateLine "duplicate-line" Error "a line that may stand once stands twice";
    DuplicateName "duplicate-name" Error "a name is declared twice, or means something else already";
    ReservedName "reserved-name" Error "a word of the language is used as a name";
    BadName "bad-name" Error "a name is not written in small letters, digits and hyphens";
    UnknownName "unknown-name" Error "a name that nothing declares";
    UnknownWord "unknown-word" Error "a word that is none of those which may stand there";
    AmbiguousName "ambiguous-name" Error "two of the packs that are used declare the name";
    Cycle "cycle" Error "a declaration rests on itself";
    MixedAndOr "mixed-and-or" Error "`and` and `or` stand side by side without brackets";
    WrongSort "wrong-sort" Error "an expression of one sort stands where another is needed";
    BadQuantity "bad-quantity" Error "a quantity cannot be read, or is of another sort than what it is compared with";
    BadWords "bad-words" Error "a phrase cannot match anything";
    BadRegex "bad-regex" Error "a regex cannot be read";
    BadDate "bad-date" Error "a date that is not in the calendar";
    UnknownQuestion "unknown-question" Warning "a question is said to ask the same as one that nothing declares";
    BadBecause "bad-because" Error "the braces in a sentence name nothing";
    NoClause "no-clause" Warning "what could happen, or what it would lead to, is not said in one clause";
    HalfRisk "half-risk" Warning "what could happen is said without what it would lead to, or the other way round";
    NoOtherwise "no-otherwise" Error "a rule does not say what holds otherwise";
    NeverHolds "never-holds" Warning "an expression can find nothing, whatever the document says";
    SwallowedWords "swallowed-words" Warning "words of a group that a form of an exception takes away";
    UnreachableArm "unreachable-arm" Warning "an arm that an earlier one always takes";
    NoBecause "no-because" Warning "an amber or red arm does not say why";
    BecauseMayBeEmpty "because-may-be-empty" Warning "a sentence names a find that may have found nothing there";
    NoExample "no-example" Warning "an outcome of a rule has no example";
    StrayExample "stray-example" Warning "an example expects what no arm of its rule gives";
    NeedsAsOf "needs-as-of" Warning "the rating of an example depends on the day, which it does not give";
    UnusedFind "unused-find" Warning "a find that no arm uses";
    UnusedWords "unused-words" Warning "a group of words or names that nothing uses";
}

impl Code {
    /// A diagnostic of this sort at a place.
    pub fn at(self, place: Place, message: impl Into<String>) -> Diagnostic {
        let diagnostic = match self.severity() {
            Severity::Error => Diagnostic::error(self.name(), message),
            Severity::Warning | Severity::Note => Diagnostic::warning(self.name(), message),
        };
        diagnostic.at(place.file, place.span, "")
    }
}
