use super::fold::fold;
use super::identity::Identity;
use super::paper::{Amount, Datum, Meaning};
use crate::language::model::{Comparison, Order};
use crate::prose::{Bound, Recogniser};

/// Something said, with the document that says it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub paper: usize,
    pub datum: &'a Datum,
}

/// Part of a length of time or of a rate by which two may differ and yet be the same: a month is four weeks or thirty days.
const SLACK: f64 = 0.1;
/// Characters of a name from which on a slip of one or two is looked for.
const LONG: usize = 8;
/// Part of the words of the shorter of two texts that both must have to be alike.
const ALIKE: f64 = 0.66;

/// The unit of a quantity of a rule, which is compared with any of its sort.
pub(super) const ANY_UNIT: &str = "*";

/// Compares what documents say, names by who is meant.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub identity: &'a Identity,
}

impl Judge<'_> {
    /// The key of what is said: the same for the same; none for nobody's name and for amounts.
    pub fn key(self, said: Said) -> Option<String> {
        let Said { paper, datum } = said;
        match &datum.meaning {
            Meaning::Name => self.identity.key(paper, &datum.words),
            Meaning::Organisation(name) => Some(self.identity.key_of_words(paper, name)),
            Meaning::Post(post, _) => Some(self.identity.key_of_words(paper, post)),
            Meaning::Title | Meaning::Text => Some(self.identity.key_of_words(paper, &datum.words)),
            Meaning::Amount(_) => None,
        }
    }

    /// Whether two say the same.
    pub fn same(self, a: Said, b: Said) -> bool {
        match (&a.datum.meaning, &b.datum.meaning) {
            (Meaning::Amount(one), Meaning::Amount(other)) => is_same_sort(one, other) && !apart(one, other),
            (Meaning::Title, Meaning::Title) => self.key(a) == self.key(b),
            (Meaning::Title, _) => self.names_title(b, a),
            (_, Meaning::Title) => self.names_title(a, b),
            (Meaning::Amount(_), _) | (_, Meaning::Amount(_)) => fold(&a.datum.words) == fold(&b.datum.words),
            (Meaning::Post(_, one), Meaning::Post(_, other)) => {
                let key =
                    |paper: usize, of: &Option<String>| of.as_ref().map(|of| self.identity.key_of_words(paper, of));
                let (one, other) = (key(a.paper, one), key(b.paper, other));
                // "The Trust" may have its full name in another document alone.
                let short = |one: &str, other: &str| !one.contains(' ') && other.split(' ').any(|word| word == one);
                let owner = match (&one, &other) {
                    (Some(one), Some(other)) => one == other || short(one, other) || short(other, one),
                    _ => true,
                };
                let (post, another) = (self.key(a), self.key(b));
                owner && (post == another || self.is_branch_of(a, b) || self.is_branch_of(b, a))
                    || other.is_none() && is_post_of(another.as_deref(), post.as_deref(), one.as_deref())
                    || one.is_none() && is_post_of(post.as_deref(), another.as_deref(), other.as_deref())
            }
            _ => self.key(a).is_some_and(|key| Some(key) == self.key(b)),
        }
    }

    /// Whether a post has its branch in brackets and is the other without it: "Deputy Clerk (Works)" may be the Deputy Clerk.
    fn is_branch_of(self, post: Said, other: Said) -> bool {
        let Meaning::Post(named, _) = &post.datum.meaning else { return false };
        let bare = named.rsplit_once(" (").filter(|_| named.ends_with(')')).map(|(bare, _)| bare);
        bare.is_some_and(|bare| Some(self.identity.key_of_words(post.paper, bare)) == self.key(other))
    }

    /// Whether a title is what a paper is called, brackets behind it left out or not, has all words of it, or has them in a row
    /// with their figures: "Annex 2".
    fn names_title(self, name: Said, title: Said) -> bool {
        let Self { identity } = self;
        let (called, whole) = (identity.folded(&name.datum.words), identity.folded(&title.datum.words));
        let is_bare = || {
            let bare = title.datum.words.rsplit_once(" (");
            bare.is_some_and(|(bare, _)| identity.folded(bare) == called)
        };
        if called == whole || called.contains(' ') && format!(" {whole} ").contains(&format!(" {called} ")) || is_bare()
        {
            return true;
        }
        let words = identity.own_stems(&name.datum.words);
        let key = self.key(name).unwrap_or_default();
        let (other, title) = (identity.own_stems(&key), identity.own_stems(&title.datum.words));
        let within = |words: &[String]| words.len() > 1 && words.iter().all(|word| title.contains(word));
        within(&words) || within(&other)
    }

    /// Whether two say the same or nearly so.
    pub fn like(self, a: Said, b: Said) -> bool {
        if self.same(a, b) {
            return true;
        }
        let text = |said: Said| matches!(said.datum.meaning, Meaning::Text | Meaning::Title);
        match (&a.datum.meaning, &b.datum.meaning) {
            (Meaning::Amount(_), _) | (_, Meaning::Amount(_)) => false,
            _ if text(a) && text(b) => {
                alike(&self.identity.stems(&a.datum.words), &self.identity.stems(&b.datum.words))
            }
            _ => {
                let (Some(one), Some(other)) = (self.key(a), self.key(b)) else { return false };
                near(&one, &other)
            }
        }
    }

    /// Whether two are alike, or a word that carries meaning is in both.
    pub fn share_a_word(self, a: Said, b: Said) -> bool {
        let (one, other) = (self.identity.stems(&a.datum.words), self.identity.stems(&b.datum.words));
        self.like(a, b) || one.iter().any(|stem| other.contains(stem))
    }

    /// Whether one has all words of another that carry meaning, or is the same.
    pub fn has_all(self, whole: Said, part: Said) -> bool {
        let (whole_stems, stems) = (self.identity.stems(&whole.datum.words), self.identity.stems(&part.datum.words));
        let all = !stems.is_empty() && stems.iter().all(|stem| whole_stems.contains(stem));
        all || self.same(whole, part)
    }

    /// Whether two cannot hold together; none where they cannot be compared.
    pub fn conflict(self, a: Said, b: Said) -> Option<bool> {
        match (&a.datum.meaning, &b.datum.meaning) {
            (Meaning::Amount(one), Meaning::Amount(other)) => {
                (is_same_sort(one, other)).then(|| cannot_both(one, other))
            }
            (Meaning::Amount(_), _) | (_, Meaning::Amount(_)) => None,
            _ => {
                self.key(a)?;
                self.key(b)?;
                Some(!self.like(a, b))
            }
        }
    }
}

/// Whether a name is that of a post with a short name of whose it is behind it, which its document does not explain: "Clerk
/// of ACC" for the Clerk, of nobody known or of Ambridge County Council.
fn is_post_of(name: Option<&str>, post: Option<&str>, of: Option<&str>) -> bool {
    let behind = name.zip(post).and_then(|(name, post)| name.strip_prefix(post)?.strip_prefix(" of "));
    let Some(short) = behind.filter(|short| !short.contains(' ')) else { return false };
    of.is_none_or(|of| {
        let initials: String = of.split(' ').filter_map(|word| word.chars().next()).collect();
        initials.starts_with(short) || of.split(' ').any(|word| word == short)
    })
}

/// Whether two amounts are of one sort and unit, and each can be read in one way.
fn is_same_sort(a: &Amount, b: &Amount) -> bool {
    let unit = a.unit == b.unit || a.unit == ANY_UNIT || b.unit == ANY_UNIT;
    a.recogniser == b.recogniser && unit && !a.ambiguous && !b.ambiguous
}

/// Whether two amounts differ by more than ways of saying one thing do.
fn apart(a: &Amount, b: &Amount) -> bool {
    let part = match a.recogniser {
        Recogniser::Cadence | Recogniser::Duration => SLACK,
        _ => 1e-6,
    };
    let most = a.amount.abs().max(b.amount.abs());
    (a.amount - b.amount).abs() > part * most.max(1e-9)
}

/// Whether two amounts of one sort cannot both hold: "four" and "at least six", but not "at least four" and "six".
fn cannot_both(a: &Amount, b: &Amount) -> bool {
    let below = |low: &Amount, high: &Amount| {
        low.amount < high.amount && low.bound != Bound::AtLeast && high.bound != Bound::AtMost
    };
    apart(a, b) && (below(a, b) || below(b, a))
}

/// Whether an amount is sure to be less, or more, than another of its sort.
pub(super) fn is_beyond(value: &Amount, order: Order, limit: &Amount) -> bool {
    let (less, more) = if order == Order::Less { (value, limit) } else { (limit, value) };
    let sure = less.bound != Bound::AtLeast && more.bound != Bound::AtMost;
    sure && less.amount < more.amount && apart(less, more)
}

/// Whether two amounts can be put in order.
pub(super) fn is_comparable(a: &Amount, b: &Amount) -> bool {
    is_same_sort(a, b)
}

/// Whether an amount is sure to compare so with a quantity.
pub(super) fn compares(value: &Amount, comparison: &Comparison) -> bool {
    if value.recogniser != comparison.recogniser || value.ambiguous {
        return false;
    }
    let equal = (value.amount - comparison.amount).abs() <= 1e-6 * comparison.amount.abs().max(1e-9);
    match comparison.bound {
        Bound::AtLeast => value.bound != Bound::AtMost && (equal || value.amount > comparison.amount),
        Bound::AtMost => value.bound != Bound::AtLeast && (equal || value.amount < comparison.amount),
        Bound::Exactly => value.bound == Bound::Exactly && equal,
    }
}

/// Whether two keys of names are near: the words of one all in the other, or a slip of the pen apart.
fn near(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let words: Vec<&str> = long.split(' ').collect();
    let within = short.contains(' ') && short.split(' ').all(|word| words.contains(&word));
    let slip = short.len() >= LONG && {
        let allowed = if short.len() >= 2 * LONG { 2 } else { 1 };
        // The last word says what sort of body it is: a slip there makes another.
        let last = |name: &str| name.rsplit(' ').next().unwrap_or("").to_owned();
        last(a) == last(b) && strsim::damerau_levenshtein(a, b) <= allowed
    };
    within || slip
}

/// Whether two texts share most of the words that carry their meaning.
fn alike(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|stem| long.contains(stem)).count();
    match short.len() {
        0 => false,
        1 => shared == 1 && long.len() <= 2,
        words => shared >= 2 && shared as f64 >= ALIKE * words as f64,
    }
}
