//! What a run makes of its documents: each one with its ratings, the sheet of questions, and the count of all.

mod agenda;
pub mod answers;
mod bundle;
mod document;
mod excused;
mod identity;
mod partnership;
mod profile;
mod questionnaire;
mod register;
mod sheet;
mod since;
mod stamp;
mod tally;
mod versions;

pub use agenda::{Agenda, Gap, Heard, Joint, Meeting, OpenArea, OpenGroup, OpenItem, Point, Quote};
pub use bundle::{
    AreaCount, Asked, Contribution, Count, Excerpt, Loose, MOST_TOGETHER, MainCount, Member, Nearby, Passage, Rollup,
    Spoken, Structure, TOGETHER, Together, area_id,
};
pub use document::{Assessed, Caret, Place, Rated};
pub use excused::{Asking, Baseline, Claim, Claimed, Cover, Excused, Known, Scope, Spoken as SaidIn, Waiver, remark};
pub use identity::{Digest, rating_id, register_id};
pub use partnership::Partnership;
pub use profile::{Profile, RuleUse, WordsUse};
pub use questionnaire::{Part, Questionnaire, Row, Says, Voice};
pub use register::{Lack, Register, Risk, Scope as RiskScope, Settled, Shortfall, Shown, Subject};
use sheet::weight;
pub use sheet::{Answer, Line, by_question, sheet, words};
pub use since::{
    AreaSince, BundleSince, Cause, Changed, DocumentSince, JointSince, PackSince, QuestionSince, Saved, Seen, Since,
    Stand, Standing, State, Word, compare,
};
pub use stamp::Stamp;
pub use tally::{FailOn, Met, Tally};
pub use versions::{Difference, Differences, Moved, Stood, Turn, Version, compare as compare_versions};
