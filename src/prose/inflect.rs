use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::lexis::{Class, lexis};

/// How a word of a rule is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Inflection {
    /// Only as written (case apart).
    Exact,
    /// Plural, -s, -ed, -ing and the irregular forms.
    Inflected,
    /// Every word of the same Snowball stem is meant: `mediate~`.
    Derived,
}

/// The forms of a lowered word that [`Inflection::Inflected`] matches, the word itself first, each once.
///
/// An inflected word gives the forms of its base too, except one in -ing ("meetings" are no "met"): that only its plural.
pub fn forms(word: &str) -> Vec<String> {
    let mut forms = Forms(vec![word.to_owned()]);
    if is_fixed(word) {
        return forms.0;
    }
    for base in bases(word) {
        forms.inflect(&base);
        if let Some(twin) = spelling_twin(&base) {
            forms.inflect(&twin);
        }
    }
    forms.0
}

/// The stem that [`Inflection::Derived`] compares: Snowball's for English.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// The forms that [`Inflection::Derived`] matches: those of [`forms`], and the words of the same Snowball stem that the
/// common endings of English can form, the word itself first, each once.
pub fn derived(word: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    let stem = stemmer.stem(word).into_owned();
    let mut forms = Forms(forms(word));
    let root = stem.strip_suffix('i').unwrap_or(&stem);
    for ending in ENDINGS {
        for suffix in ["", "s"] {
            let candidate = format!("{root}{ending}{suffix}");
            if stemmer.stem(&candidate) == stem {
                forms.add(candidate);
            }
        }
    }
    forms.0
}

/// Endings that form words of one stem.
const ENDINGS: [&str; 39] = [
    "", "e", "y", "ie", "i", "ed", "ied", "ing", "ying", "ion", "ation", "ition", "or", "er", "ier", "ive", "al",
    "ally", "ly", "ment", "able", "ible", "ance", "ence", "ant", "ent", "ate", "ated", "ating", "ative", "atory",
    "ator", "ness", "ity", "ize", "ise", "isation", "ization", "ional",
];

/// A growing list of forms without doubles.
struct Forms(Vec<String>);

impl Forms {
    fn add(&mut self, form: String) {
        if !self.0.contains(&form) {
            self.0.push(form);
        }
    }

    /// Adds every form of a base.
    fn inflect(&mut self, base: &str) {
        self.add(base.to_owned());
        let table = &*TABLE;
        if let Some(row) = table.rows.get(base) {
            row.forms.iter().for_each(|form| self.add(form.clone()));
            if row.verb {
                self.add(with_s(base));
                self.add(with_ing(base, table.doubling.contains(base)));
            }
            return;
        }
        if base.ends_with("man") && base.len() > 5 {
            self.add(format!("{}men", &base[..base.len() - 3]));
            return;
        }
        self.add(with_s(base));
        if base.ends_with("ing") && base.len() > 5 {
            return;
        }
        let doubles = table.doubling.contains(base);
        self.add(with_ed(base, doubles));
        self.add(with_ing(base, doubles));
        if base.ends_with('l') && ends_closed(base) {
            self.add(with_ed(base, !doubles));
            self.add(with_ing(base, !doubles));
        }
    }
}

/// A row of `lexis/irregular.txt`.
struct Row {
    verb: bool,
    forms: Vec<String>,
}

/// The tables of irregular words.
struct Table {
    rows: FxHashMap<&'static str, Row>,
    /// From an irregular form to its bases.
    bases: FxHashMap<&'static str, Vec<&'static str>>,
    doubling: FxHashSet<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { rows: FxHashMap::default(), bases: FxHashMap::default(), doubling: FxHashSet::default() };
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    for line in lines(include_str!("lexis/irregular.txt")) {
        let mut words = line.trim_start_matches('*').split_whitespace();
        let Some(base) = words.next() else { continue };
        let forms: Vec<&str> = words.collect();
        for form in &forms {
            table.bases.entry(form).or_default().push(base);
        }
        let forms = forms.into_iter().map(str::to_owned).collect();
        table.rows.insert(base, Row { verb: !line.starts_with('*'), forms });
    }
    table.doubling = lines(include_str!("lexis/doubling.txt")).flat_map(str::split_whitespace).collect();
    table
});

/// Whether a word has no other form: a number, a sign, a word of grammar, one or two letters.
fn is_fixed(word: &str) -> bool {
    let irregular = TABLE.rows.contains_key(word) || TABLE.bases.contains_key(word);
    let grammar = lexis().class(lexis().base.id(word)).any(Class::FUNCTION);
    !irregular
        && (grammar || word.chars().count() <= 2 || !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte >= 128))
}

/// The words that `word` may be a form of, itself first. Some are no words; those harm nobody.
fn bases(word: &str) -> Vec<String> {
    let mut bases = vec![word.to_owned()];
    if let Some(found) = TABLE.bases.get(word) {
        bases.extend(found.iter().map(|&base| base.to_owned()));
        return bases;
    }
    if TABLE.rows.contains_key(word) {
        return bases;
    }
    if let Some(root) = word.strip_suffix("men").filter(|root| root.len() > 2 && !root.ends_with("ci")) {
        bases.push(format!("{root}man"));
    } else if word.len() > 4 && word.ends_with("ies") {
        bases.push(format!("{}y", &word[..word.len() - 3]));
    } else if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|ending| word.ends_with(ending)) {
        bases.push(word[..word.len() - 2].to_owned());
    } else if word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        bases.push(word[..word.len() - 1].to_owned());
    } else if word.len() > 4 && word.ends_with("ied") {
        bases.push(format!("{}y", &word[..word.len() - 3]));
    } else if let Some(root) = word.strip_suffix("ed").filter(|root| root.len() > 2 && !root.ends_with('e')) {
        bases.extend(bases_of_past(root));
    }
    bases
}

/// What a word in -ed without that ending may come from.
fn bases_of_past(root: &str) -> Vec<String> {
    let bytes = root.as_bytes();
    let last = bytes[bytes.len() - 1];
    let doubled = bytes[bytes.len() - 2] == last && is_consonant(last);
    if doubled {
        let single = root[..root.len() - 1].to_owned();
        return if b"lsfz".contains(&last) { vec![root.to_owned(), single] } else { vec![single] };
    }
    // A short word such as "rat" would have doubled its last letter: "rated" comes from "rate".
    let short = ends_closed(root) && syllables(root) == 1;
    if short { vec![format!("{root}e")] } else { vec![root.to_owned(), format!("{root}e")] }
}

/// British and American spelling of a verb or noun in -ise: `finalise` and `finalize`, `organisation`.
fn spelling_twin(word: &str) -> Option<String> {
    [("ise", "ize"), ("ize", "ise"), ("isation", "ization"), ("ization", "isation")]
        .iter()
        .find_map(|(from, to)| Some((word.strip_suffix(from)?, to)))
        .filter(|(root, _)| root.len() > 3)
        .map(|(root, to)| format!("{root}{to}"))
}

fn is_vowel(byte: u8) -> bool {
    b"aeiou".contains(&byte)
}

fn is_consonant(byte: u8) -> bool {
    byte.is_ascii_lowercase() && !is_vowel(byte)
}

/// Whether a word ends consonant, vowel, consonant, the last no w, x or y.
fn ends_closed(word: &str) -> bool {
    let [.., first, vowel, last] = word.as_bytes() else { return false };
    let open = word.len() > 3 && word.ends_with("qu");
    (is_consonant(*first) || word.len() == 3 || *first == b'u' && word.contains("qu"))
        && is_vowel(*vowel)
        && is_consonant(*last)
        && !b"wxy".contains(last)
        && !open
}

/// Runs of vowels in a word.
fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    (0..bytes.len()).filter(|&at| is_vowel(bytes[at]) && (at == 0 || !is_vowel(bytes[at - 1]))).count()
}

fn ends_consonant_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., before, b'y'] if is_consonant(*before))
}

fn with_s(base: &str) -> String {
    if ends_consonant_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending));
    let rounds =
        base.ends_with('o') && base.len() > 3 && !["oo", "io", "eo"].iter().any(|ending| base.ends_with(ending));
    if hisses || rounds { format!("{base}es") } else { format!("{base}s") }
}

fn doubled(base: &str, doubles: bool) -> String {
    let last = &base[base.char_indices().next_back().map_or(0, |(at, _)| at)..];
    if doubles || (ends_closed(base) && syllables(base) == 1) { format!("{base}{last}") } else { base.to_owned() }
}

fn with_ed(base: &str, doubles: bool) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if ends_consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{}ed", doubled(base, doubles))
    }
}

fn with_ing(base: &str, doubles: bool) -> String {
    if let Some(root) = base.strip_suffix("ie") {
        return format!("{root}ying");
    }
    match base.strip_suffix('e') {
        Some(root) if !["e", "o", "y"].iter().any(|ending| root.ends_with(ending)) && root.len() > 1 => {
            format!("{root}ing")
        }
        _ => format!("{}ing", doubled(base, doubles)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_people_use() {
        let cases = [
            ("quorum", "quorums quora"),
            ("meet", "meets met meeting"),
            ("delegate", "delegates delegated delegating"),
            ("policy", "policies"),
            ("authority", "authorities"),
            ("process", "processes"),
            ("refer", "referred referring refers"),
            ("plan", "planned planning plans"),
            ("cancel", "cancelled canceled cancelling"),
            ("appoint", "appointed appointing"),
            ("choose", "chose chosen choosing chooses"),
            ("chairman", "chairmen"),
            ("withdraw", "withdrew withdrawn withdrawing withdraws"),
            ("get", "got getting"),
            ("lie", "lying lies"),
            ("agree", "agreed agreeing agrees"),
            ("members", "member"),
            ("policies", "policy"),
            ("delegated", "delegate delegates delegating"),
            ("planned", "plan plans"),
            ("finalise", "finalize finalized"),
            ("meetings", "meeting"),
            ("met", "meet meeting"),
            ("begin", "beginning began"),
            ("criteria", "criterion"),
        ];
        for (word, expected) in cases {
            let forms = forms(word);
            assert_eq!(forms[0], word);
            for form in expected.split(' ') {
                assert!(forms.iter().any(|f| f == form), "{word} lacks {form}: {forms:?}");
            }
            let mut once = forms.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), forms.len(), "{word} has doubles");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        let cases = [
            ("authority", "author authors"),
            ("rated", "rat rats"),
            ("a", "as"),
            ("it", "its"),
            ("meeting", "met meet"),
            ("used", "us"),
            ("men", "mened"),
            ("250k", "250ks"),
        ];
        for (word, unwanted) in cases {
            let forms = forms(word);
            for form in unwanted.split(' ') {
                assert!(!forms.iter().any(|f| f == form), "{word} must not match {form}: {forms:?}");
            }
        }
    }

    #[test]
    fn derived_words_share_a_stem() {
        let forms = derived("mediate");
        for form in ["mediate", "mediation", "mediator", "mediators", "mediated", "mediating"] {
            assert!(forms.iter().any(|f| f == form), "{form}: {forms:?}");
        }
        assert_eq!(stem("mediation"), stem("mediate"));
    }
}
