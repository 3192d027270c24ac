use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

/// What a regex may match, in outline: letters, lowered, [`EDGE`] where no word goes on, [`HOLE`] for what may be anything.
type Outline = String;

/// A place where a word neither goes on nor comes before: a sign, a space, an end.
const EDGE: char = '\0';
/// Anything, or nothing.
const HOLE: char = '\u{1}';
/// Outlines of a regex, at most; of one with more nothing is known.
const MOST: usize = 256;
/// Letters of a class that are told apart.
const LETTERS: usize = 4;
/// Letters of a word that is looked for; a letter by itself may be part of an abbreviation, which is one word.
const SHORTEST: usize = 2;

/// Signs of which one is needed, at most.
const SIGNS: usize = 16;
/// Signs that most documents have.
const COMMON: [char; 8] = ['.', ',', ':', ';', '(', ')', '-', '/'];

/// What stands in all that a regex matches.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Needed {
    /// Words of which one at least does, lowered; none where that is not known.
    pub words: Vec<String>,
    /// Signs of which one at least does; none where that is not known.
    pub signs: Vec<char>,
}

impl Needed {
    pub fn of(hir: &Hir) -> Self {
        let outlines = Outlines::new();
        let words: Option<Vec<String>> = outlines.of(hir).iter().map(|outline| longest_word(outline)).collect();
        let mut words = words.unwrap_or_default();
        words.sort_unstable();
        words.dedup();
        Self { words, signs: outlines.signs(hir).unwrap_or_default() }
    }
}

/// The longest word that is parted from its surroundings on both sides.
fn longest_word(outline: &str) -> Option<String> {
    let runs: Vec<&str> = outline.split(EDGE).collect();
    let inner = runs.get(1..runs.len().checked_sub(1)?)?;
    let words = inner.iter().filter(|run| !run.contains(HOLE) && run.chars().count() >= SHORTEST);
    words.max_by_key(|run| run.len()).map(|&word| word.to_owned())
}

/// Outlines regexes.
struct Outlines {
    /// What words are made of.
    word: ClassUnicode,
}

impl Outlines {
    fn new() -> Self {
        let parsed = regex_syntax::parse(r"\w").map(Hir::into_kind);
        let word = match parsed {
            Ok(HirKind::Class(Class::Unicode(word))) => word,
            _ => ClassUnicode::empty(),
        };
        Self { word }
    }

    fn of(&self, hir: &Hir) -> Vec<Outline> {
        match hir.kind() {
            HirKind::Empty => vec![Outline::new()],
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => vec![text.chars().map(|letter| self.letter(letter)).collect()],
                Err(_) => anything(),
            },
            HirKind::Class(Class::Unicode(class)) => self.class(class),
            HirKind::Class(Class::Bytes(_)) => anything(),
            HirKind::Look(Look::WordAsciiNegate | Look::WordUnicodeNegate) => vec![Outline::new()],
            HirKind::Look(_) => vec![Outline::from(EDGE)],
            HirKind::Repetition(repetition) => self.repetition(repetition),
            HirKind::Capture(capture) => self.of(&capture.sub),
            HirKind::Concat(parts) => self.concat(parts),
            HirKind::Alternation(ways) => few(ways.iter().flat_map(|way| self.of(way)).collect()),
        }
    }

    /// One letter or sign. Of digits, and of marks that a word may have inside, nothing is known.
    fn letter(&self, letter: char) -> char {
        const INSIDE: [char; 5] = ['\'', '’', '\u{2bc}', '\u{ad}', '_'];
        // Where capitals do not matter, a regex takes the old long s for one.
        if letter == 'ſ' {
            return 's';
        }
        let mut lowered = letter.to_lowercase();
        match (letter.is_alphabetic(), lowered.next(), lowered.next()) {
            (true, Some(lowered), None) => lowered,
            (true, ..) => HOLE,
            (false, ..) if INSIDE.contains(&letter) || self.is_of_words(letter, letter) => HOLE,
            (false, ..) => EDGE,
        }
    }

    /// Whether any letter of a range is one of words.
    fn is_of_words(&self, first: char, last: char) -> bool {
        let ranges = self.word.ranges();
        let at = ranges.partition_point(|range| range.end() < first);
        ranges.get(at).is_some_and(|range| range.start() <= last)
    }

    fn class(&self, class: &ClassUnicode) -> Vec<Outline> {
        let ranges = class.ranges();
        if ranges.iter().all(|range| !self.is_of_words(range.start(), range.end())) {
            return vec![Outline::from(EDGE)];
        }
        // Letters that are nothing but another's capital are one with it.
        let many = ranges.iter().map(|range| range.len()).sum::<usize>();
        if many > LETTERS * 2 {
            return anything();
        }
        let letters = ranges.iter().flat_map(|range| range.start()..=range.end());
        let mut letters: Vec<Outline> = letters.map(|letter| Outline::from(self.letter(letter))).collect();
        letters.sort_unstable();
        letters.dedup();
        if letters.len() > LETTERS { anything() } else { letters }
    }

    fn repetition(&self, repetition: &Repetition) -> Vec<Outline> {
        let once = self.of(&repetition.sub);
        let mut all = once.clone();
        let is_edge = |outline: &Outline| outline.chars().all(|letter| letter == EDGE);
        if repetition.max != Some(1) && !once.iter().all(is_edge) {
            let closes = once.iter().all(|outline| outline.ends_with(EDGE));
            all.iter_mut().for_each(|outline| {
                outline.push(HOLE);
                outline.extend(closes.then_some(EDGE));
            });
        }
        if repetition.min == 0 {
            all.push(Outline::new());
        }
        few(all)
    }

    /// Signs of which one stands in all that is matched.
    fn signs(&self, hir: &Hir) -> Option<Vec<char>> {
        let is_sign = |&sign: &char| !sign.is_whitespace() && !self.is_of_words(sign, sign) && !COMMON.contains(&sign);
        match hir.kind() {
            HirKind::Literal(literal) => {
                let sign = std::str::from_utf8(&literal.0).ok()?.chars().find(is_sign)?;
                Some(vec![sign])
            }
            HirKind::Class(Class::Unicode(class)) => {
                let ranges = class.ranges();
                let few = ranges.iter().map(|range| range.len()).sum::<usize>() <= SIGNS;
                let signs = || ranges.iter().flat_map(|range| range.start()..=range.end());
                (few && signs().all(|sign| is_sign(&sign))).then(|| signs().collect())
            }
            HirKind::Repetition(repetition) if repetition.min > 0 => self.signs(&repetition.sub),
            HirKind::Capture(capture) => self.signs(&capture.sub),
            HirKind::Concat(parts) => parts.iter().find_map(|part| self.signs(part)),
            HirKind::Alternation(ways) => {
                let signs: Option<Vec<Vec<char>>> = ways.iter().map(|way| self.signs(way)).collect();
                Some(signs?.concat()).filter(|signs| signs.len() <= SIGNS)
            }
            _ => None,
        }
    }

    fn concat(&self, parts: &[Hir]) -> Vec<Outline> {
        let mut all = vec![Outline::new()];
        for part in parts {
            let next = self.of(part);
            let both = all.iter().flat_map(|front| next.iter().map(move |behind| [&**front, behind].concat()));
            if all.len() * next.len() > MOST * 2 {
                return anything();
            }
            all = few(both.collect());
        }
        all
    }
}

fn anything() -> Vec<Outline> {
    vec![Outline::from(HOLE)]
}

/// Some outlines, each once; what may be anything where they are too many.
fn few(mut all: Vec<Outline>) -> Vec<Outline> {
    all.sort_unstable();
    all.dedup();
    if all.len() > MOST { anything() } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_in_all_that_is_matched() {
        let cases = [
            (r"\bActs?\b", "act|acts"),
            (r"(?i)\b(authorised|ratified) by:", "authorised|ratified"),
            (r"(?i)\bor (his|her) ?/", "her|his"),
            (r"(?i)\bor (his|her)s?/", "her|hers|his|hiss"),
            (r"\b(?i:each|every) (May|June)\b", "each|every|june"),
            (r"^\W*(?:[\d.]+\W+|\(?[a-z]\)\W+)?(?i:to) [a-z]+", "to"),
            (r"\bof (the )?(?-i:\p{Lu}[\p{L}-]*)( (?-i:\p{Lu}[\p{L}-]*))* (and|or) (the )?(?-i:\p{Lu})", "and|or|the"),
            (r"(\bthe )+board\b", "board"),
            (r"mission", ""),
            (r"\bmission", ""),
            (r"\bmission\w", ""),
            (r"\bmission\d\b", ""),
            (r"\bmission'", ""),
            (r"\bmission ?", ""),
            (r"\b(?:mission|\d) ", ""),
            (r"\be[.]g[.] so", ""),
            (r"\d+(\.\d+)*", ""),
            (r"\bstage\s+(one|two)\b", "stage"),
            (r"[£$]\d", ""),
            (r"\bsub-unit\b", "unit"),
        ];
        for (pattern, expected) in cases {
            let hir = regex_syntax::parse(pattern).unwrap_or_else(|_| Hir::fail());
            assert_eq!(Needed::of(&hir).words.join("|"), expected, "{pattern}");
        }
    }

    #[test]
    fn signs_that_stand_in_all_that_is_matched() {
        let cases = [
            (r"[✓●]", "●✓"),
            (r"\[[^\]]*\bname\]", "["),
            (r"§ ?\d", "§"),
            (r"[£$][\d.]+(m|k)? ?(-|to) ?[£$]", "$£"),
            (r"\([^()]{0,30}[“”][A-Z]", "“”"),
            (r"\{\{|\]\[", "{]"),
            (r"\{\{|name", ""),
            (r"[A-Z]\.", ""),
            (r"(–|_)+ \w", ""),
            (r"–*", ""),
            (r"[^a]", ""),
        ];
        for (pattern, expected) in cases {
            let hir = regex_syntax::parse(pattern).unwrap_or_else(|_| Hir::fail());
            assert_eq!(Needed::of(&hir).signs.iter().collect::<String>(), expected, "{pattern}");
        }
    }
}
