use super::*;

/// A document with comments of others.
fn discussed() -> Vec<u8> {
    let marked = format!(
        "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>{DISPUTE}</w:t></w:r><w:commentRangeEnd w:id=\"7\"/>\
         <w:r><w:commentReference w:id=\"7\"/></w:r></w:p>"
    );
    document(&[p("Memorandum"), marked].concat(), &[("comments", "comments", OTHERS)])
}

#[test]
fn comments_of_others_stay() {
    let bytes = discussed();
    let done = annotated(&bytes);
    let all = comments(&done);
    assert!(part(&done, "word/comments.xml").contains(OTHERS));
    assert!(all.len() > 3 && all[2..].iter().all(|(id, ..)| id.parse::<u32>().unwrap() > 8), "{all:?}");
    assert_eq!(annotated(&done), done);
    assert_eq!(parts(&stripped(&done)), parts(&bytes));
    assert_eq!(*stripped(&bytes), *bytes);
}

#[test]
fn parts_for_comments_come_back_as_they_were() {
    let body = [p("Memorandum"), p(DISPUTE)].concat();
    let empty = document(&body, &[("comments", "comments", "")]);
    let with = |name: &str, text: Option<String>| {
        let mut parts = parts(&empty);
        parts.remove(name);
        parts.extend(text.map(|text| (name.to_owned(), text.into_bytes())));
        let all: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        zipped(&all)
    };
    let (comments, links) = ("word/comments.xml", "word/_rels/document.xml.rels");
    let closed = part(&empty, comments).replace("></w:comments>", "/>");
    let no_link = part(&document(&body, &[]), links).replace("></Relationships>", "/>");
    for (name, bytes) in [
        ("empty", empty.clone()),
        ("closes itself", with(comments, Some(closed))),
        ("a link to nothing", with(comments, None)),
        ("no link", with(links, Some(no_link))),
    ] {
        let done = annotated(&bytes);
        assert_ne!(done, bytes, "{name}");
        assert!(parts(&stripped(&done)) == parts(&bytes), "{name}");
        assert!(annotated(&done) == done, "{name}");
    }
}

/// What Word makes of a file: ids of paragraphs, marks of who was at work, parts that say more of comments, an answer.
fn saved_by_word(bytes: &[u8]) -> Vec<u8> {
    let mut parts = parts(bytes);
    let mut change = |name: &str, with: &dyn Fn(String) -> String| {
        let text = String::from_utf8(parts.remove(name).unwrap_or_default()).unwrap();
        parts.insert(name.to_owned(), with(text).into_bytes());
    };
    change("word/document.xml", &|text| {
        text.replace("<w:r>", "<w:r w:rsidR=\"00AB12CD\">").replace("<w:p>", "<w:p w:rsidR=\"00AB12CD\">").replace(
            "</w:body>",
            "<w:p><w:commentRangeStart w:id=\"99\"/><w:commentRangeEnd w:id=\"99\"/></w:p></w:body>",
        )
    });
    change("word/comments.xml", &|text| {
        let answer = "<w:comment w:id=\"99\" w:author=\"Ada\"><w:p><w:r><w:t>Done.</w:t></w:r></w:p></w:comment>";
        text.replace("<w:comments ", "<w:comments xmlns:w14=\"w14\" ")
            .replace("<w:p>", "<w:p w14:paraId=\"1F\" w:rsidR=\"00AB12CD\">")
            .replace("</w:comments>", &format!("{answer}</w:comments>"))
    });
    change("word/_rels/document.xml.rels", &|text| {
        let more = ["commentsExtended", "commentsIds", "commentsExtensible"]
            .map(|kind| format!("<Relationship Id=\"rId{kind}\" Type=\"http://x/{kind}\" Target=\"{kind}.xml\"/>"));
        text.replace("rIdGovlint1", "rId12").replace("</Relationships>", &format!("{}</Relationships>", more.concat()))
    });
    for (name, inside) in [
        (
            "word/commentsExtended.xml",
            "<w15:commentEx w15:paraId=\"1F\" w15:done=\"0\"/>\
             <w15:commentEx w15:paraId=\"2A\" w15:paraIdParent=\"1F\" w15:done=\"0\"/>",
        ),
        (
            "word/commentsIds.xml",
            "<x:commentId paraId=\"1F\" durableId=\"5\"/><x:commentId paraId=\"2A\" durableId=\"6\"/>",
        ),
        ("word/commentsExtensible.xml", "<x:commentExtensible durableId=\"5\"/><x:commentExtensible durableId=\"6\"/>"),
    ] {
        change(name, &|_| root("x", inside));
    }
    let all: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    zipped(&all)
}

#[test]
fn what_word_has_saved_is_known_again() {
    let bytes = document(&[p("Memorandum"), p(DISPUTE)].concat(), &[]);
    let saved = saved_by_word(&annotated(&bytes));
    let left = stripped(&saved);
    let all = comments(&left);
    assert_eq!(all.iter().map(|(id, ..)| &**id).collect::<Vec<_>>(), ["99"], "{all:?}");
    let main = main_part(&left);
    assert_eq!((main.matches("commentRangeStart").count(), main.matches("commentReference").count()), (1, 0));
    let more = part(&left, "word/commentsExtended.xml");
    assert!(more.contains("<w15:commentEx w15:paraId=\"2A\" w15:done=\"0\"/>") && !more.contains("1F"), "{more}");
    for (name, kept) in [("commentsIds", "paraId=\"2A\" durableId=\"6\""), ("commentsExtensible", "durableId=\"6\"")] {
        let more = part(&left, &format!("word/{name}.xml"));
        assert!(more.contains(kept) && !more.contains("durableId=\"5\""), "{more}");
    }
    assert_eq!(words(&left), words(&bytes));
    let again = annotated(&saved);
    assert_eq!(comments(&again).len(), comments(&annotated(&bytes)).len() + 1);
}

const HEADING: &str = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>7 Disputes</w:t></w:r></w:p>";

fn headed(under: &str) -> Vec<u8> {
    headed_by(HEADING, under)
}

fn headed_by(heading: &str, under: &str) -> Vec<u8> {
    let body =
        [&p("Memorandum"), heading, under, &HEADING.replace("7 Disputes", "8 Places"), &p("We share an office.")];
    document(&body.concat(), &[("styles", "styles", STYLES)])
}

fn with_clauses(bytes: &[u8]) -> Annotated {
    tried(bytes, Options { clauses: true, ..options() }).unwrap()
}

#[test]
fn clauses_are_put_in_at_home_and_taken_back() {
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"Body\"/></w:pPr><w:r><w:t>We are good neighbours.</w:t></w:r></w:p>";
    let bytes = headed(styled);
    let done = with_clauses(&bytes);
    assert!(done.clauses > 0, "{done:?}");
    let main = main_part(&done.bytes);
    let at = main.find("w:name=\"_govlint_").unwrap();
    let (before, behind) = (main.find("good neighbours").unwrap(), main.find("8 Places").unwrap());
    assert!(before < at && at < behind, "{main}");
    assert!(main[before..at].contains("<w:pPr><w:pStyle w:val=\"Body\"/><w:rPr><w:ins w:id="), "{main}");
    assert!(main.contains("w:author=\"govlint\" w:date=\"2026-11-22T00:00:00Z\""), "{main}");
    assert!(comments(&done.bytes).iter().any(|(_, _, words)| words.contains("put in below as a tracked change")));
    assert_eq!(with_clauses(&done.bytes), done);
    assert_eq!(parts(&stripped(&done.bytes)), parts(&bytes));
}

#[test]
fn a_clause_right_under_a_heading_is_no_heading() {
    let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Good neighbours</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    for under in ["", table] {
        let bytes = headed(under);
        let done = with_clauses(&bytes);
        let main = main_part(&done.bytes);
        let at = main.find("w:name=\"_govlint_").unwrap();
        let opens = main[..at].rfind("<w:p>").unwrap();
        assert!(!main[opens..at].contains("pStyle"), "{main}");
        assert_eq!(parts(&stripped(&done.bytes)), parts(&bytes));
    }
}

#[test]
fn no_clause_is_put_where_there_is_no_room() {
    let done = |heading: &str| with_clauses(&headed_by(heading, &p("We are good neighbours.")));
    assert!(done(HEADING).clauses > 0);
    let done = done(&format!("<w:sdt><w:sdtContent>{HEADING}</w:sdtContent></w:sdt>"));
    assert_eq!(done.clauses, 0);
    assert!(comments(&done.bytes).iter().all(|(_, _, words)| !words.contains("tracked change")));
}

#[test]
fn clauses_stand_in_controls_or_behind_them() {
    let control = |properties: &str, inside: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    let neighbours = p("We are good neighbours.");
    let both = format!("{HEADING}{neighbours}");
    let before = [p("Memorandum"), HEADING.replace("7 Disputes", "6 Places"), p("We share an office.")].concat();
    let locked = "<w:lock w:val=\"sdtContentLocked\"/>";
    for (name, body, behind) in [
        ("all in a control", control("", &both), Some("neighbours.</w:t></w:r></w:p>")),
        (
            "the text in a control",
            format!("{HEADING}{}", control("", &neighbours)),
            Some("neighbours.</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
        ),
        (
            "controls in each other",
            format!("{HEADING}{}", control("", &control(locked, &neighbours))),
            Some("neighbours.</w:t></w:r></w:p></w:sdtContent></w:sdt></w:sdtContent></w:sdt>"),
        ),
        ("a locked control", control(locked, &both), None),
        ("words from elsewhere", control("<w:dataBinding w:xpath=\"x\"/>", &both), None),
    ] {
        let bytes = document(&[before.clone(), body].concat(), &[("styles", "styles", STYLES)]);
        let done = with_clauses(&bytes);
        assert_eq!(done.clauses > 0, behind.is_some(), "{name}");
        let main = main_part(&done.bytes);
        if let Some(behind) = behind {
            let at = main.find("_govlint_").unwrap();
            let before = &main[..main[..at].rfind("<w:p>").unwrap()];
            assert!(before.ends_with(behind), "{name}: {before}");
        }
        assert_eq!(parts(&stripped(&done.bytes)), parts(&bytes), "{name}");
    }
}

#[test]
fn a_clause_at_the_end_is_known_again_without_its_mark() {
    let places = HEADING.replace("7 Disputes", "6 Places");
    let body = [&p("Memorandum"), &places, &p("We share an office."), HEADING, &p("We are good neighbours.")];
    let bytes = document(&body.concat(), &[("styles", "styles", STYLES)]);
    let done = with_clauses(&bytes);
    let main = main_part(&done.bytes);
    let mark = regex::Regex::new("<w:rPr><w:ins w:id=\"[0-9]+\" w:author=\"govlint\"[^>]*/></w:rPr>").unwrap();
    let unmarked = |text: &str, behind: &str| {
        let last = mark.find_iter(text).last().unwrap();
        let text = format!("{}{}", &text[..last.start()], &text[last.end()..]);
        let mut parts = parts(&done.bytes);
        parts.insert("word/document.xml".to_owned(), text.replace("<w:sectPr/>", behind).into_bytes());
        let all: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        main_part(&stripped(&zipped(&all)))
    };
    assert_eq!(unmarked(&main, "<w:sectPr/>"), main_part(&bytes));
    assert!(unmarked(&main, &p("We go on.")).contains("_govlint_"));
}

#[test]
fn no_clause_is_put_into_a_table() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let row = |first: &str, second: &str| format!("<w:tr>{}{}</w:tr>", cell(first), cell(second));
    let table = format!("<w:tbl>{}{}</w:tbl>", row("What", "How"), row("Disputes", "We are good neighbours."));
    let done = with_clauses(&document(&[p("Memorandum"), table].concat(), &[]));
    let main = main_part(&done.bytes);
    let (_, inside) = main.split_once("<w:tbl>").unwrap();
    assert!(inside.contains("commentReference") && !inside.contains("<w:ins "), "{inside}");
}

#[test]
fn clauses_that_people_have_touched_stay() {
    let bytes = headed(&p("We are good neighbours."));
    let done = with_clauses(&bytes);
    let main = main_part(&done.bytes);
    let inserted = main.find("_govlint_").unwrap();
    let start = inserted + main[inserted..].find("preserve\">").unwrap() + "preserve\">".len();
    let ins = inserted + main[inserted..].find("<w:ins ").unwrap();
    let insert = |at: usize, what: &str| format!("{}{what}{}", &main[..at], &main[at..]);
    let accepted = regex::Regex::new("</?w:ins[^>]*>").unwrap().replace_all(&main, "").into_owned();
    for (name, text, stays) in [
        ("nothing", main.clone(), false),
        ("spelling marks", insert(ins, "<w:proofErr w:type=\"spellStart\"/>"), false),
        ("more words", insert(start, "Every "), true),
        ("words of another", insert(ins, "<w:ins w:id=\"70\" w:author=\"Ada\"><w:r><w:t>x</w:t></w:r></w:ins>"), true),
        ("a comment of another", insert(ins, "<w:commentRangeStart w:id=\"700\"/>"), true),
        ("accepted", accepted, true),
    ] {
        let mut parts = parts(&done.bytes);
        parts.insert("word/document.xml".to_owned(), text.into_bytes());
        let all: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        let zip = zipped(&all);
        let left = main_part(&stripped(&zip));
        assert_eq!(left.contains("_govlint_"), stays, "{name}: {left}");
        assert_eq!(left == main_part(&bytes), !stays, "{name}");
        let again = with_clauses(&zip);
        let there = main_part(&again.bytes).matches("w:name=\"_govlint_").count();
        assert_eq!((there, again.clauses), (done.clauses, done.clauses - usize::from(stays)), "{name}");
    }
}

#[test]
fn a_document_without_gaps_is_left_alone() {
    let bytes = document(&p("Memorandum"), &[]);
    let mut rated = assessed(&bytes);
    rated.outcome.as_mut().unwrap().verdict.ratings.clear();
    let done = annotate(&bytes, Reading::default(), session().program(), &rated, options()).unwrap();
    assert_eq!((done.bytes, done.comments), (bytes, 0));
}

#[test]
fn a_document_without_links_is_without_them_again() {
    let bytes = document(&[p("Memorandum"), p("We share an office.")].concat(), &[]);
    let mut bare = parts(&bytes);
    bare.remove("word/_rels/document.xml.rels").unwrap();
    let listed: Vec<(&str, &[u8])> = bare.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    let done = annotated(&zipped(&listed));
    assert!(!comments(&done).is_empty());
    assert_eq!(parts(&stripped(&done)), bare);
}
