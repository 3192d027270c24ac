//! Typed values of sentences: text → what the recognisers read from it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::sync::LazyLock;

use govlint::document::Document;
use govlint::prose::{
    Bound, Found, Parts, Prose, Recogniser, RecogniserSet, Standing, StandingKind, Statements, Value, Vocabulary,
    quantity, recognise,
};
use govlint::read::markdown;
use govlint::workspace::RuleSet;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The day on which texts are read.
const TODAY: Date = date(2026, 11, 22);

/// The words of the rules that come with govlint, which say what names a post, an organisation or another paper.
fn vocabulary() -> &'static Vocabulary {
    static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| RuleSet::load_to_run(&[]).unwrap().program.vocabulary);
    &WORDS
}

/// `cadence >=6`, `money 250000 GBP`, `date 2027-03-31`.
fn shown(value: &Value) -> String {
    let mut out = value.recogniser.name().to_owned();
    let bound = match value.bound {
        Bound::Exactly => "",
        Bound::AtLeast => ">=",
        Bound::AtMost => "<=",
    };
    match value.amount {
        Some(days) if value.recogniser == Recogniser::Date => {
            let _ = write!(out, " {bound}{}", date(1970, 1, 1) + (days as i64).days());
        }
        Some(amount) => {
            let _ = write!(out, " {bound}{}", (amount * 100.0).round() / 100.0);
        }
        None if value.ambiguous => out.push_str(" ?"),
        None => out.push_str(bound),
    }
    if !value.unit.is_empty() {
        let _ = write!(out, " {}", value.unit);
    }
    out
}

/// The words as Markdown that says them: no mark of it means anything.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '<' | '>' | '[' | ']' | '_' | '*' | '#' | '|' | '`' | '\\' | '&' | '~' | '+' | '=') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn read(text: &str) -> (Document, Prose, Vec<govlint::prose::Found>) {
    let document = markdown(escaped(text).as_bytes()).unwrap();
    let prose = Prose::read(&document, vocabulary()).on(TODAY);
    let mut wanted = RecogniserSet::default();
    for recogniser in Recogniser::ALL {
        wanted.insert(recogniser);
    }
    let found = recognise(&document, &prose, wanted);
    (document, prose, found)
}

/// The lines `text => values` of a table; `#` lines are left out.
fn table(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" => "))
}

#[test]
fn values_are_read_as_people_read_them() {
    let mut wrong = String::new();
    for (text, expected) in table(include_str!("data/prose/values.txt")) {
        let (_, _, found) = read(text);
        let read: Vec<String> = found
            .iter()
            .filter(|found| !matches!(found.value.recogniser, Recogniser::Role | Recogniser::Party))
            .map(|found| shown(&found.value))
            .collect();
        let read = if read.is_empty() { "none".to_owned() } else { read.join(", ") };
        if read != expected {
            let _ = writeln!(wrong, "{text}\n    expected {expected}\n    read     {read}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn posts_and_organisations_are_read_by_their_names() {
    let mut wrong = String::new();
    for (text, expected) in table(include_str!("data/prose/names.txt")) {
        let (document, prose, found) = read(text);
        let names = found.iter().filter(|found| matches!(found.value.recogniser, Recogniser::Role | Recogniser::Party));
        let read: Vec<String> = names
            .map(|found| {
                format!("{} {}", found.value.recogniser.name(), document.text.slice(prose.span(&found.tokens)))
            })
            .collect();
        let read = if read.is_empty() { "none".to_owned() } else { read.join(", ") };
        if read != expected {
            let _ = writeln!(wrong, "{text}\n    expected {expected}\n    read     {read}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The placeholders of a document.
fn placeholders(source: &str) -> Vec<String> {
    let document = markdown(source.as_bytes()).unwrap();
    let prose = Prose::read(&document, vocabulary()).on(TODAY);
    let mut wanted = RecogniserSet::default();
    wanted.insert(Recogniser::Placeholder);
    recognise(&document, &prose, wanted)
        .iter()
        .map(|found| document.text.slice(prose.span(&found.tokens)).to_owned())
        .collect()
}

#[test]
fn brackets_that_describe_are_placeholders_where_there_are_many() {
    let template = "Between [First Ferry Company] and [second ferry company / harbour].\n\nThey meet [how often this suits].\n\n\
        - [ ] Paint the hull\n- [x] Mend the nets\n";
    assert_eq!(
        placeholders(template),
        ["[First Ferry Company]", "[second ferry company / harbour]", "[how often this suits]"]
    );
    assert_eq!(placeholders("Between [First Ferry Company] and others.\n\nThey meet [how often this suits]."), [""; 0]);
    let others = "Ann Hill [Skipper] and Bo Dale [Mate] keep the log[book]. The Harbour Supply Board [HSB] “[shall] sail”; see \
        [RFC 9110], [3], [2019], [sic], [emphasis added], [monthly], [bi-monthly], [e.g. weekly], [sixty], [the berths](berths.md)[^1] and [Schedule of berths]. \
        [The mate is late.] He may moor [F2or anchor] [and in any case report].\n\n[^1]: A note.";
    assert_eq!(placeholders(others), [""; 0]);
    assert_eq!(placeholders("[Laughter] It floats. [pause] They sail [inaudible]. [applause]"), [""; 0]);
    assert_eq!(placeholders(&format!("{others}\n\n{template}")), placeholders(template));
}

/// What is named by the posts and organisations of a text: `party Ambridge Council`, `role Treasurer / Ambridge Council`.
fn named(source: &str) -> Vec<String> {
    let document = markdown(source.as_bytes()).unwrap();
    let prose = Prose::read(&document, vocabulary()).on(TODAY);
    let mut wanted = RecogniserSet::default();
    for recogniser in [Recogniser::Role, Recogniser::Party, Recogniser::Signature] {
        wanted.insert(recogniser);
    }
    let shown = |found: &Found| {
        let Parts { name, post, of } = found.value.parts;
        let parts = [name, post, of].into_iter().flatten().map(|span| document.text.slice(span).to_owned());
        let day = found.value.amount.map(|days| (date(1970, 1, 1) + (days as i64).days()).to_string());
        let parts: Vec<String> = parts.chain(day).collect();
        format!("{} {}", found.value.recogniser.name(), parts.join(" / "))
    };
    recognise(&document, &prose, wanted).iter().map(shown).collect()
}

#[test]
fn posts_have_their_bodies_and_short_names_their_parties() {
    for (text, expected) in [
        ("The Chair of the Audit Committee signs.", vec!["role Chair / Audit Committee"]),
        ("The Director of Finance signs.", vec!["role Director of Finance"]),
        (
            "The Chief Executive of Ambridge County Council signs.",
            vec!["role Chief Executive / Ambridge County Council"],
        ),
        (
            "The Director of Culture of Ambridge Council signs for the Registrar of the University of Felpersham.",
            vec!["role Director of Culture / Ambridge Council", "role Registrar / University of Felpersham"],
        ),
        ("The Council's Chief Executive signs.", vec!["role Chief Executive / Council"]),
        (
            "Ambridge County Council (“the Council”) pays. The Council's Treasurer reports to the Council. A council meets.",
            vec![
                "party Ambridge County Council",
                "role Treasurer / Ambridge County Council",
                "party Ambridge County Council",
            ],
        ),
        (
            "Felpersham Trust (FT) and Borchester College Ltd (hereinafter \"the College\") pay. FT leads; the College and the \
             College Road club follow.",
            vec![
                "party Felpersham Trust",
                "party Borchester College Ltd",
                "party Felpersham Trust",
                "party Borchester College Ltd",
            ],
        ),
        (
            "Felpersham Trust, of Mill Lane, Felpersham (“the Trust”). The Trust pays, and the Parish Trust does not.",
            vec!["party Felpersham Trust", "party Felpersham Trust", "party Parish Trust"],
        ),
        ("Felpersham Trust owns its marks (the “Marks”). The Marks fade.", vec!["party Felpersham Trust"]),
        (
            "It binds:\n\n(1) BORCHESTER BOROUGH COUNCIL (the \"Borough\");\n\n(2) FELPERSHAM CENTRE FERRY AND HARBOUR MOORINGS \
             COMPANY LTD (\"the Ferry\").\n\nThe Borough pays the Ferry.",
            vec![
                "party BORCHESTER BOROUGH COUNCIL",
                "party FELPERSHAM CENTRE FERRY AND HARBOUR MOORINGS COMPANY LTD",
                "party BORCHESTER BOROUGH COUNCIL",
                "party FELPERSHAM CENTRE FERRY AND HARBOUR MOORINGS COMPANY LTD",
            ],
        ),
        ("## THE WALLS OF THE PARISH COUNCIL HOUSE\n\nA wall.", vec![]),
        ("THE WALLS OF THE UNIVERSITY OF BORCHESTER HOUSE", vec![]),
        ("It binds **UNIVERSITY OF FELPERSHAM** (the “University”).", vec!["party UNIVERSITY OF FELPERSHAM"]),
        ("UNIVERSITY OF FELPERSHAM", vec!["party UNIVERSITY OF FELPERSHAM"]),
        (
            "It binds Bright Sands, a registered charity, and Felpersham Trust. Each pays Bright Sands.",
            vec!["party Bright Sands", "party Felpersham Trust", "party Bright Sands"],
        ),
        (
            "**Bright Sands** (a small social enterprise) pays under the Bright Sands Scheme of Delegation.",
            vec!["party Bright Sands", "party Bright Sands"],
        ),
        // Posts, people, places and short names are none.
        ("It pays the Borough, a council that is no more.", vec![]),
        ("The Works Manager, a friend of the charity, pays.", vec!["role Works Manager"]),
        ("It meets at Mill House, a charity shop. Jane Marsh, a friend of the charity, leads.", vec![]),
        ("Jane Marsh, who chairs a trust, pays.", vec![]),
        ("BORCHESTER PARISH COUNCIL", vec!["party BORCHESTER PARISH COUNCIL"]),
        (
            "Orrin Co-operative Inc. (“Orrin”) pays Mill Not-for-Profit Housing Association (“Mill”). Orrin leads.",
            vec![
                "party Orrin Co-operative Inc",
                "party Mill Not-for-Profit Housing Association",
                "party Orrin Co-operative Inc",
            ],
        ),
        (
            "| Name in full | Short name |\n|---|---|\n| Mill Harbour Trust | MHT |\n| Borchester Council | the City |\n\nMHT \
             pays. The City and its people do not.",
            vec![
                "party Mill Harbour Trust",
                "party Borchester Council",
                "party Mill Harbour Trust",
                "party Borchester Council",
            ],
        ),
        (
            "| Short name | Full name |\n|---|---|\n| EMC | East Mill Council |\n\nEMC pays.",
            vec!["party East Mill Council", "party East Mill Council"],
        ),
        (
            "Felpersham Trust (“the Trust”) pays. Under the Trust's Scheme it pays.",
            vec!["party Felpersham Trust", "party Felpersham Trust"],
        ),
        (
            "It is of the Reed Institute for Marine Biology (“the Institute”). The Institute pays.",
            vec!["party Reed Institute", "party Reed Institute"],
        ),
        (
            "Orrin Energy Co-operative (“the Co-op”) pays. The Co-op leads.",
            vec!["party Orrin Energy Co-operative", "party Orrin Energy Co-operative"],
        ),
        (
            "Hollin Lane School (Hollin Lane) and St Ann’s Church Trust (St Ann’s) pay. Hollin Lane leads; St Ann's follows.",
            vec![
                "party Hollin Lane School",
                "party St Ann’s Church Trust",
                "party Hollin Lane School",
                "party St Ann’s Church Trust",
            ],
        ),
        (
            "A club and a school (together “the Partners”) meet. The Partners pay. Business partners do not.",
            vec!["party Partners"],
        ),
    ] {
        assert_eq!(named(&format!("# Pact\n\n{text}\n")), expected, "{text}");
    }
}

#[test]
fn a_signature_has_its_name_post_body_and_day() {
    let lines = |lines: &[&str]| format!("# Pact\n\n{}{}\n", "Text.\n\n".repeat(30), lines.join("\n\n"));
    let text = lines(&[
        "For and on behalf of Ambridge Council",
        "Signed: A. Lee",
        "Name: Ann Lee",
        "Post: Director of Finance",
        "Date: 1 May 2027",
        "For and on behalf of Felpersham Trust",
        "Signed: ________",
        "Name: [name]",
        "Date:",
    ]);
    let first = "signature Ann Lee / Director of Finance / Ambridge Council / 2027-05-01";
    let of_signatures: Vec<String> = named(&text).into_iter().filter(|named| named.starts_with("signature")).collect();
    assert_eq!(of_signatures, [first, first]);
}

#[test]
fn a_signature_is_one_that_is_filled_in() {
    let script = "# Pact\n\nText.\n\nText.\n\nText.\n\nText.\n\nText.\n\nText.\n\nSigned: A. Lee\n\nName: Ann Lee\n\nDate: 1 May 2027\n\nSigned: ________\n\n\
        Signed for the Ferry Company ________\n\nSigned on behalf of the Ferry Company ........ Date ........\n";
    let document = markdown(script.as_bytes()).unwrap();
    let prose = Prose::read(&document, vocabulary()).on(TODAY);
    let mut wanted = RecogniserSet::default();
    wanted.insert(Recogniser::Signature);
    let found = recognise(&document, &prose, wanted);
    let words: Vec<&str> = found.iter().map(|found| document.text.slice(prose.span(&found.tokens))).collect();
    assert_eq!(words, ["A. Lee", "Ann Lee"]);
}

#[test]
fn a_quantity_of_a_rule_is_one_value() {
    for (text, expected) in [
        ("four times a year", Some("cadence 4")),
        ("monthly", Some("cadence 12")),
        ("20 working days", Some("duration 20 working days")),
        ("6 months", Some("duration 182.63")),
        ("£250k", Some("money 250000 GBP")),
        ("75%", Some("share 0.75")),
        ("two thirds", Some("share 0.67")),
        ("2", Some("count 2")),
        ("31 March 2027", Some("date 2027-03-31")),
        ("monthly or weekly", None),
        ("soon", None),
        ("", None),
    ] {
        assert_eq!(quantity(text).map(|value| shown(&value)).as_deref(), expected, "{text}");
    }
}

/// The standing of the words between « and »; ` // ` parts a paragraph from the list item under it.
fn standing(marked: &str) -> String {
    let plain = marked.replace(['«', '»'], "");
    let (document, prose, _) = read(&plain.replace(" // ", "\n\n- "));
    let wanted = marked.split(['«', '»']).nth(1).unwrap();
    let from = plain[..marked.find('«').unwrap()].replace(" // ", "\n").len();
    let at = document.text.as_str()[from.saturating_sub(4)..].find(wanted).unwrap() + from.saturating_sub(4);
    let inside = |token: &&govlint::prose::Token| token.start as usize >= at && token.end as usize <= at + wanted.len();
    let first = prose.tokens.iter().position(|token| inside(&token)).unwrap();
    let count = prose.tokens.iter().filter(inside).count();
    let statements = Statements::new(&document, &prose);
    told(statements.standing(&(first as u32..(first + count) as u32)))
}

/// `planned 2027-03-31, excepted`.
fn told(standing: Standing) -> String {
    let mut out = format!("{:?}", standing.kind).to_lowercase();
    if let Some(due) = standing.due {
        let _ = write!(out, " {due}");
    }
    if standing.unsigned {
        out.push_str(" unsigned");
    }
    if standing.excepted {
        out.push_str(", excepted");
    }
    out
}

#[test]
fn standing_is_as_people_mean_it() {
    let mut wrong = String::new();
    for (text, expected) in table(include_str!("data/prose/standing.txt")) {
        let read = standing(text);
        if read != expected {
            let _ = writeln!(wrong, "{text}\n    expected {expected}\n    read     {read}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn days_without_a_year_are_reckoned_from_the_document_where_it_tells_its_date() {
    let plan = "A protocol will be drawn up by the end of March.";
    let signed = "A protocol will be drawn up within three months of signature.";
    let filler = "Text.\n\nText.\n\nText.\n\nText.\n\n";
    for (text, expected) in [
        (format!("# Pact\n\n{plan}\n"), "planned 2027-03-31"),
        (format!("# Pact\n\nDated 3 May 2021\n\n{plan}\n"), "planned 2022-03-31"),
        (format!("---\ndate: 2021-05-03\n---\n# Pact\n\n{plan}\n"), "planned 2022-03-31"),
        (format!("# Pact\n\n| Date | 3 March 2021 |\n|---|---|\n| Version | 2 |\n\n{plan}\n"), "planned 2021-03-31"),
        (format!("# Pact\n\nThis pact is made on 31 March 2021.\n\n{plan}\n"), "planned 2022-03-31"),
        (format!("# Pact\n\nReview date: 3 May 2029\n\n{plan}\n"), "planned 2027-03-31"),
        (format!("# Pact\n\nIt replaces the pact dated 3 May 2019.\n\n{plan}\n"), "planned 2027-03-31"),
        (format!("# Pact\n\n{signed}\n"), "planned unsigned"),
        (format!("# Pact\n\n{signed}\n\n{filler}Signed: A. Lee\n\nDate: 30 November 2026\n"), "planned 2027-02-28"),
        (format!("# Pact\n\nIt was signed by both on 3 May 2026.\n\n{signed}\n"), "planned 2026-08-03"),
        (format!("# Pact\n\nIt is to be signed on 3 May 2026.\n\n{signed}\n"), "planned unsigned"),
    ] {
        let document = markdown(text.as_bytes()).unwrap();
        let prose = Prose::read(&document, vocabulary()).on(TODAY);
        let at = document.text.as_str().find("protocol").unwrap() as u32;
        let token = prose.tokens.iter().position(|token| token.start == at).unwrap() as u32;
        let standing = Statements::new(&document, &prose).standing(&(token..token + 1));
        assert_eq!(told(standing), expected, "{text}");
    }
}

#[test]
fn another_clause_narrows_the_one_that_it_names() {
    let text = "# Pact\n\n7. Disputes\n\n7.1 Disputes go to the chairs.\n\n8. Money\n\n8.1 Costs are shared.\n\n9. Rest\n\n\
                9.1 Clause 7 shall not apply to matters of safety. Notwithstanding clause 8.1, the host bears its rent.\n";
    let document = markdown(text.as_bytes()).unwrap();
    let prose = Prose::read(&document, vocabulary()).on(TODAY);
    let statements = Statements::new(&document, &prose);
    let excepted = |words: &str| {
        let at = document.text.as_str().find(words).unwrap() as u32;
        let token = prose.tokens.iter().position(|token| token.start == at).unwrap() as u32;
        statements.standing(&(token..token + 1)).excepted
    };
    assert_eq!(["go to the", "shared", "apply to"].map(excepted), [true, true, false]);
}

/// Sentences without an end: what is dear for each word of them would take minutes here.
#[test]
fn a_sentence_of_any_length_is_read_at_a_steady_pace() {
    let bits = [
        "not ",
        "no ",
        "(a) ",
        "[x] ",
        "who is ",
        "a; ",
        "will be agreed ",
        "to be agreed 1 ",
        "chief ",
        "officer ",
        "Trust of ",
        "first, ",
        "every two ",
        "in accordance with the policy ",
        "if x is, ",
        "____ ",
        "six ",
        "March, ",
        "Officer ",
        "1, ",
        "and is ",
        "may be formed (TBC) ",
        "six times ",
        "clause 1 ",
        "that ",
    ];
    for bit in bits {
        let (document, prose, found) = read(&bit.repeat(4_000));
        let statements = Statements::new(&document, &prose);
        for token in 0..prose.tokens.len() as u32 {
            statements.standing(&(token..token + 1));
        }
        assert!(found.len() <= prose.tokens.len(), "{bit}");
    }
}

proptest! {
    #[test]
    fn any_words_have_a_standing(text in "(will|shall|not|no|be|agreed|may|which|if|unless|until|and|the|Board|,|;|:|\\(|\\)|\\[|\\]|by|March|2027|set out in|Policy|to|1|- |\n\n| ){0,40}") {
        let document = markdown(text.as_bytes()).unwrap();
                let prose = Prose::read(&document, vocabulary()).on(TODAY);
        let statements = Statements::new(&document, &prose);
        for sentence in &prose.sentences {
            for start in sentence.tokens.clone() {
                for end in start + 1..=sentence.tokens.end {
                    let standing = statements.standing(&(start..end));
                    prop_assert!(standing.due.is_none() || standing.kind == StandingKind::Planned);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn values_rise_inside_their_sentences(text in "([a-zA-Z0-9 £%.,;:()\\[\\]/<>_-]{0,12}|every|each|six|two|of|a|year|month|March|2027|TBC|clause| ){0,24}") {
        let (_, prose, found) = read(&text);
        let mut last = 0;
        for found in found {
            prop_assert!(last <= found.tokens.start && found.tokens.start < found.tokens.end);
            let sentence = &prose.sentences[prose.sentence_of(found.tokens.start) as usize].tokens;
            prop_assert!(found.tokens.end <= sentence.end);
            prop_assert!(found.value.amount.is_none_or(f64::is_finite));
            last = found.tokens.end;
        }
        let _ = quantity(&text);
    }
}
