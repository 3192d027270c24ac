//! govlint reads governance documents (agreements, terms of reference, schemes of delegation) and says what is missing or
//! unclear, each gap tied to a question of a published governance tool, with a suggested rating and the words under it.
//!
//! A [`Session`](workspace::Session) holds the rules made ready; it turns the bytes of a document into an
//! [`Assessed`](assess::Assessed) document, and the forms of [`report`] turn that into output.
//!
//! ```
//! use govlint::engine::Colour;
//! use govlint::workspace::{RuleSet, Session};
//!
//! let rules = RuleSet::load(&[]).expect("no path is named, so none can be missing");
//! let session = Session::new(rules, jiff::civil::date(2026, 11, 22), None);
//! let assessed = session.assess("forum.md", b"# Terms of reference\n\nThe quorum is four members.\n");
//! let rating = assessed.ratings().iter().find(|rating| {
//!     session.program().rules[rating.rule.at()].id == "practice.tor.quorum"
//! });
//! assert_eq!(rating.map(|rating| rating.colour), Some(Colour::Green));
//! ```
//!
//! Data flow one way: [`read`] makes a [`document`] over a [`source`] text, [`prose`] says what its words say, [`language`]
//! reads rules, [`engine`] rates by them, [`bundle`] joins several documents, [`assess`] sums up, [`score`] says how often people agree,
//! [`annotate`](mod@annotate) puts findings into the Word file that they are of. Only [`workspace`] and [`cli`] have files,
//! threads and the clock.

pub mod annotate;
pub mod assess;
pub mod bundle;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod language;
pub mod prose;
pub mod read;
pub mod report;
pub mod score;
pub mod source;
pub mod workspace;
