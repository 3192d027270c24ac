//! A sentence turned into its contrary.

/// Where to change a sentence: bytes to replace, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub start: usize,
    pub end: usize,
    pub words: String,
}

const AUXILIARIES: [&str; 17] = [
    "shall", "will", "must", "may", "should", "can", "could", "would", "might", "is", "are", "was", "were", "has",
    "have", "had", "cannot",
];

/// Words that open a clause which only says when or which; its verb is not the sentence's.
const OPENERS: [&str; 14] = [
    "who", "which", "that", "whose", "if", "where", "when", "unless", "until", "while", "whether", "once", "because",
    "whom",
];

/// Verbs of sentences that have no auxiliary.
const VERBS: [&str; 93] = [
    "accept",
    "account",
    "act",
    "advise",
    "affect",
    "agree",
    "aim",
    "allow",
    "appoint",
    "apply",
    "approve",
    "attend",
    "authorise",
    "authorize",
    "bear",
    "belong",
    "bind",
    "chair",
    "circulate",
    "comprise",
    "consist",
    "continue",
    "contribute",
    "cover",
    "decide",
    "declare",
    "delegate",
    "deputise",
    "determine",
    "elect",
    "end",
    "ensure",
    "establish",
    "exist",
    "expire",
    "fetter",
    "form",
    "fund",
    "give",
    "go",
    "govern",
    "hold",
    "include",
    "keep",
    "last",
    "lead",
    "lie",
    "make",
    "manage",
    "meet",
    "need",
    "nominate",
    "override",
    "oversee",
    "own",
    "pay",
    "prepare",
    "preside",
    "prevail",
    "produce",
    "provide",
    "publish",
    "receive",
    "recognise",
    "record",
    "refer",
    "remain",
    "replace",
    "report",
    "represent",
    "require",
    "rest",
    "resolve",
    "retain",
    "return",
    "review",
    "run",
    "seek",
    "send",
    "serve",
    "set",
    "share",
    "sign",
    "sit",
    "stand",
    "start",
    "support",
    "take",
    "undertake",
    "use",
    "vote",
    "withdraw",
    "work",
];

/// Words of bounds and exceptions.
const BOUNDS: [&str; 13] = [
    "unless", "without", "only", "except", "save", "least", "most", "later", "fewer", "until", "other", "more", "less",
];

struct Word<'a> {
    start: usize,
    text: &'a str,
    lower: String,
}

fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, mark) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (start, mark.is_alphanumeric() || mark == '\'' || mark == '’') {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let text = &sentence[from..at];
                words.push(Word { start: from, text, lower: text.to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// How to make a sentence say the contrary at each of its main verbs; nothing where it has no verb.
///
/// Of a bound or a rule with an exception, "not" makes another bound, and no contrary: "not unless", "not at least".
pub fn contrary(sentence: &str) -> Vec<Turn> {
    let words = words(sentence);
    if words.iter().any(|word| BOUNDS.contains(&&*word.lower)) {
        return Vec::new();
    }
    let opened = words.first().and_then(opened);
    let (mut verbs, mut main) = (verbs(&words), Vec::new());
    verbs.retain(|&at| !is_auxiliary(&words, at) || at == 0 || !is_auxiliary(&words, at - 1));
    main.extend(verbs.iter().copied().filter(|&at| is_main(sentence, &words, at)));
    if main.is_empty() {
        main.extend(verbs.first());
    }
    if opened.is_some() && !main.is_empty() {
        main.remove(0);
    }
    opened.into_iter().chain(main.into_iter().map(|at| turned(sentence, &words, at))).collect()
}

fn verbs(words: &[Word]) -> Vec<usize> {
    (0..words.len()).filter(|&at| is_auxiliary(words, at) || at > 0 && plain(words, at).is_some()).collect()
}

/// The main verb of what stands at `near`: the last in front of it, else the first behind.
fn verb(sentence: &str, words: &[Word], near: usize) -> Option<usize> {
    let verbs = verbs(words);
    let main: Vec<usize> = verbs.iter().copied().filter(|&at| is_main(sentence, words, at)).collect();
    let best = |of: &[usize]| of.iter().copied().rfind(|&at| words[at].start <= near).or_else(|| of.first().copied());
    best(&main).or_else(|| best(&verbs))
}

/// Where a sentence's main verb ends, its auxiliary alone where it has one; none where it has no verb.
pub fn behind_verb(sentence: &str, near: usize) -> Option<usize> {
    let words = words(sentence);
    let word = &words[verb(sentence, &words, near)?];
    Some(word.start + word.text.len())
}

/// "No", "Nothing", "Neither" at the start: what is denied is said.
fn opened(first: &Word) -> Option<Turn> {
    let words = match &*first.lower {
        "no" => "Any",
        "nothing" => "Everything",
        "neither" => "Either",
        "none" => "All",
        _ => return None,
    };
    Some(Turn { start: first.start, end: first.start + first.text.len(), words: words.to_owned() })
}

fn is_auxiliary(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let month = word.text == "May" && at > 0;
    AUXILIARIES.contains(&&*word.lower) && !month
}

/// Whether a verb is that of its sentence, and not that of a clause which a word like "who" or "if" opens.
fn is_main(sentence: &str, words: &[Word], at: usize) -> bool {
    let mut filled = false;
    for before in (0..at).rev() {
        if OPENERS.contains(&&*words[before].lower) {
            return filled;
        }
        let gap = &sentence[words[before].start + words[before].text.len()..words[before + 1].start];
        if gap.contains([',', ';', ':', '.']) {
            return true;
        }
        filled |= is_auxiliary(words, before) || before > 0 && plain(words, before).is_some();
    }
    true
}

/// A verb with "not" behind it, or without where it has one.
fn turned(sentence: &str, words: &[Word], at: usize) -> Turn {
    let word = &words[at];
    let end = word.start + word.text.len();
    if let Some((verb, third)) = (at > 0 && !is_auxiliary(words, at)).then(|| plain(words, at)).flatten() {
        let words = format!("{} not {verb}", if third { "does" } else { "do" });
        return Turn { start: word.start, end, words };
    }
    if word.lower == "cannot" {
        return Turn { start: word.start, end, words: "can".to_owned() };
    }
    if let Some(plain) = had(words, at) {
        return Turn { start: word.start, end, words: plain.to_owned() };
    }
    let next = words.get(at + 1).filter(|next| next.lower == "not" || next.lower == "no" || next.lower == "never");
    if let Some(next) = next.filter(|next| sentence[end..next.start].trim().is_empty()) {
        let words = if next.lower == "no" { " a" } else { "" };
        return Turn { start: end, end: next.start + next.text.len(), words: words.to_owned() };
    }
    Turn { start: end, end, words: " not".to_owned() }
}

/// "does not have" for a "has" that goes before no other verb.
fn had(words: &[Word], at: usize) -> Option<&'static str> {
    let next = &*words.get(at + 1)?.lower;
    let owns = ["a", "an", "the", "its", "their", "one", "two", "no", "power", "authority", "rules"].contains(&next);
    match &*words[at].lower {
        "has" if owns => Some("does not have"),
        "have" if owns && (at == 0 || !is_auxiliary(words, at - 1)) => Some("do not have"),
        _ => None,
    }
}

/// A verb in its plain form, and whether it stands in its third person; none where the word is no verb, or follows a word
/// that makes it a noun.
fn plain(words: &[Word], at: usize) -> Option<(String, bool)> {
    const NOUNS: [&str; 22] = [
        "a", "an", "the", "of", "to", "its", "their", "and", "or", "by", "for", "in", "on", "any", "each", "this",
        "no", "with", "per", "as", "at", "from",
    ];
    const ADJECTIVES: [&str; 6] = ["ed", "al", "ive", "ory", "ary", "ten"];
    let word = &*words[at].lower;
    let before = &*words[at - 1].lower;
    let adjective = before.len() > 4 && ADJECTIVES.iter().any(|ending| before.ends_with(ending));
    let name = words[at].text.starts_with(char::is_uppercase);
    if NOUNS.contains(&before) || adjective || name {
        return None;
    }
    let known = |verb: &str| VERBS.contains(&verb).then(|| verb.to_owned());
    let plural = before.ends_with('s') || ["we", "they", "you"].contains(&before);
    if let Some(verb) = known(word).filter(|_| plural) {
        return Some((verb, false));
    }
    let stem = word.strip_suffix('s')?;
    let stems = [
        Some(stem.to_owned()),
        stem.strip_suffix('e').map(str::to_owned),
        stem.strip_suffix("ie").map(|s| format!("{s}y")),
    ];
    stems.into_iter().flatten().find_map(|stem| known(&stem)).map(|verb| (verb, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_verb_is_denied() {
        for (sentence, contrary_to) in [
            ("The forum shall meet each month.", "The forum shall not meet each month."),
            ("Members who have an interest must say so.", "Members who have an interest must not say so."),
            ("If it is late, the clerk will ring.", "If it is late, the clerk will not ring."),
            ("The forum meets monthly.", "The forum does not meet monthly."),
            ("Its panels report to it.", "Its panels do not report to it."),
            ("Nothing here binds a member.", "Everything here binds a member."),
            ("A member shall not vote.", "A member shall vote."),
            ("It ended in May 2030 and is not renewed.", "It ended in May 2030 and is renewed."),
            ("It has a clerk.", "It does not have a clerk."),
            ("It meets monthly; it must report.", "It does not meet monthly; it must not report."),
        ] {
            let mut said = sentence.to_owned();
            for turn in contrary(sentence).into_iter().rev() {
                said.replace_range(turn.start..turn.end, &turn.words);
            }
            assert_eq!(said, contrary_to);
        }
        assert!(contrary("Four members").is_empty());
        assert!(contrary("It meets at least once a year.").is_empty());
    }
}
