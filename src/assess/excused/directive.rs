use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, FileId};
use crate::document::Comment;
use crate::language::nearest;

/// A waiver as a comment says it: `govlint: waive RULE reason="…" who="…" until=2027-01-31`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// The rule or question.
    pub(super) id: String,
    pub(super) reason: String,
    pub(super) who: String,
    pub(super) until: Date,
}

/// How a comment opens that is for govlint.
const OPENING: &str = "govlint:";
/// What it has to say.
const FIELDS: [&str; 3] = ["reason", "who", "until"];
const SAMPLE: &str = "write it as `govlint: waive RULE reason=\"…\" who=\"…\" until=2027-01-31`";

/// Reads a comment; none where it is not for govlint.
pub(super) fn directive(comment: &Comment) -> Option<Result<Directive, Diagnostic>> {
    let words = comment.words.trim();
    let opening = words.get(..OPENING.len()).filter(|opening| opening.eq_ignore_ascii_case(OPENING))?;
    let read = read(&words[opening.len()..]);
    Some(read.map_err(|Bad { message, help }| {
        let help = help.unwrap_or_else(|| SAMPLE.to_owned());
        Diagnostic::error("bad-waiver", message).at(FileId(0), comment.origin, "").help(help)
    }))
}

/// What is wrong, and what to do where that is more than to look at how it is written.
struct Bad {
    message: String,
    help: Option<String>,
}

fn bad<T>(message: impl Into<String>) -> Result<T, Bad> {
    Err(Bad { message: message.into(), help: None })
}

fn read(words: &str) -> Result<Directive, Bad> {
    let (verb, rest) = word(words);
    if verb != "waive" {
        return bad(format!("a comment for govlint says `waive`, and this one says `{verb}`"));
    }
    let (id, mut rest) = word(rest);
    if id.is_empty() || id.contains('=') {
        return bad("this waiver names no rule or question");
    }
    let mut said: [Option<String>; 3] = [const { None }; 3];
    while !rest.trim_start().is_empty() {
        let (name, value, behind) = field(rest.trim_start())?;
        let Some(index) = FIELDS.iter().position(|field| *field == name) else {
            let help = nearest(name, FIELDS).map(|near| format!("did you mean `{near}`?"));
            return Err(Bad { message: format!("a waiver has no `{name}`"), help });
        };
        if said[index].replace(value).is_some() {
            return bad(format!("this waiver says `{name}` twice"));
        }
        rest = behind;
    }
    if let Some(missing) =
        (0..FIELDS.len()).find(|&index| said[index].as_deref().is_none_or(|said| said.trim().is_empty()))
    {
        return bad(format!("this waiver does not say `{}`", FIELDS[missing]));
    }
    let [reason, who, until] = said.map(|said| said.unwrap_or_default());
    match until.parse() {
        Ok(until) => Ok(Directive { id: id.to_owned(), reason, who, until }),
        Err(_) => bad(format!("`{until}` is no day, which is written as year, month and day")),
    }
}

/// The first word of some text, and what is behind it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// The name and value of a field at the head of some text, and what is behind it.
fn field(text: &str) -> Result<(&str, String, &str), Bad> {
    let name = &text[..text.find(|next: char| next == '=' || next.is_whitespace()).unwrap_or(text.len())];
    let Some(value) = text[name.len()..].trim_start().strip_prefix('=').map(str::trim_start) else {
        return bad(format!("`{name}` has no value"));
    };
    let close = match value.chars().next() {
        Some('"') => '"',
        Some('“') => '”',
        _ => {
            let (value, rest) = word(value);
            return Ok((name, value.to_owned(), rest));
        }
    };
    let mut inner = value.chars();
    inner.next();
    let inner = inner.as_str();
    match inner.split_once(close) {
        Some((value, rest)) => Ok((name, value.split_whitespace().collect::<Vec<_>>().join(" "), rest)),
        None => bad(format!("the quote behind `{name}` does not close")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn heard(words: &str) -> Option<Result<Directive, String>> {
        let comment = Comment { words: words.to_owned(), origin: Span::default(), at: 0, inside: false };
        Some(directive(&comment)?.map_err(|problem| problem.message))
    }

    #[test]
    fn reads_what_people_write() {
        let whole = Directive {
            id: "quay.berths.1".to_owned(),
            reason: "agreed; see minute 4".to_owned(),
            who: "Port Clerk".to_owned(),
            until: jiff::civil::date(2027, 1, 31),
        };
        for words in [
            " govlint: waive quay.berths.1 reason=\"agreed; see minute 4\" who=\"Port Clerk\" until=2027-01-31 ",
            "Govlint:waive quay.berths.1\n  until = \"2027-01-31\"\n  who=“Port  Clerk”\n  reason=\"agreed;\nsee minute 4\"",
        ] {
            assert_eq!(heard(words).unwrap().unwrap(), whole, "{words}");
        }
        for words in ["", "the govlint: waive", "govlint waive x", "TODO: govlint: waive x"] {
            assert_eq!(heard(words), None, "{words}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (words, message) in [
            ("govlint: wave x", "a comment for govlint says `waive`, and this one says `wave`"),
            ("govlint: waive", "this waiver names no rule or question"),
            ("govlint: waive reason=\"x\"", "this waiver names no rule or question"),
            ("govlint: waive x reason=\"y\" who=z", "this waiver does not say `until`"),
            ("govlint: waive x reason=\" \" who=z until=2027-01-31", "this waiver does not say `reason`"),
            ("govlint: waive x reason=\"y", "the quote behind `reason` does not close"),
            ("govlint: waive x raeson=\"y\"", "a waiver has no `raeson`"),
            ("govlint: waive x who=y who=z", "this waiver says `who` twice"),
            ("govlint: waive x who", "`who` has no value"),
            (
                "govlint: waive x reason=y who=z until=2027-02-31",
                "`2027-02-31` is no day, which is written as year, month and day",
            ),
        ] {
            assert_eq!(heard(words).unwrap().unwrap_err(), message, "{words}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_comment_is_read(words in "govlint:( waive)?( [a-z=\"“” é\\n]*){0,4}") {
            heard(&words);
        }
    }
}
