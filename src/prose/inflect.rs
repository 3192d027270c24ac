/// How a word of a rule is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inflection {
    /// Only as written (case apart).
    Exact,
    /// Plural, -s, -ed, -ing and the irregular forms.
    Inflected,
    /// Every word of the same Snowball stem is meant: `mediate~`.
    Derived,
}

/// The forms of a lowered word that [`Inflection::Inflected`] matches, the word itself first, each once.
pub fn forms(word: &str) -> Vec<String> {
    vec![word.to_owned()]
}
