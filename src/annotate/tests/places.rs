use super::*;

#[test]
fn a_comment_stands_at_the_clause() {
    let other = "The parties share an office.";
    let bytes = document(&[p("Memorandum"), p(other), p(DISPUTE), p(other)].concat(), &[]);
    let done = annotated(&bytes);
    assert_eq!(range_of(&done, ONE_STEP), DISPUTE);
    let shared = range_of(&done, "Not found in this document");
    assert_eq!(shared, "Memorandum");
    let all = comments(&done);
    let (_, author, words) = all.iter().find(|(_, _, words)| words.contains(ONE_STEP)).unwrap();
    assert_eq!(author, AUTHOR);
    for said in ["What to add: ", "You could write: ", "Suggested rating: amber. Measured by ", "Question hfma.mou.6: "]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(words.lines().last().unwrap().starts_with(MARK), "{words}");
}

#[test]
fn what_is_wrong_is_commented_on_where_it_stands() {
    let vacant = "The programme director (vacant) reports to the forum.";
    let bytes = document(&[p("Memorandum"), p("We share an office."), p(vacant)].concat(), &[]);
    let done = tried(&bytes, Options { advice: true, ..options() }).unwrap();
    assert_eq!(range_of(&done.bytes, "hfma.leadership.posts-filled"), vacant);
}

#[test]
fn what_was_nearly_said_is_commented_on_only_where_it_belongs() {
    let heading =
        |words: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let denied = "No dispute resolution procedure has been agreed.";
    let styles = &[("styles", "styles", STYLES)];
    let under = |first: &str, second: &str, words: &str| {
        let body = [p("Memorandum"), heading(first), p("We share an office."), heading(second), p(words)];
        annotated(&document(&body.concat(), styles))
    };
    let rule = "hfma.mou.conflict-resolution";
    assert_eq!(range_of(&under("Places", "Disputes", denied), rule), denied);
    let elsewhere = under("Disputes", "Places", denied);
    assert_eq!(range_of(&elsewhere, rule), "Disputes");
    let shared = under("Rooms", "Places", denied);
    assert_eq!(range_of(&shared, rule), "Memorandum");
    for done in [elsewhere, shared] {
        assert!(comments(&done).iter().any(|(_, _, words)| words.contains(&format!("“{denied}”"))));
    }
}

#[test]
fn partners_are_shown_no_ratings() {
    let bytes = document(&[p("Memorandum"), p(DISPUTE)].concat(), &[]);
    let done = tried(&bytes, Options { audience: Audience::Partners, ..options() }).unwrap();
    let all: String = comments(&done.bytes).into_iter().map(|(_, _, words)| words).collect();
    let colours = ["red", "amber", "unclear", "rating"];
    let said: Vec<&str> =
        all.split(|letter: char| !letter.is_alphabetic()).filter(|word| colours.contains(word)).collect();
    assert!(said.is_empty() && all.contains("What to add") && all.contains("Source: "), "{said:?} in {all}");
}

#[test]
fn ranges_keep_to_elements_of_the_paragraph() {
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText>REF x</w:instrText></w:r>";
    let [one, two, three] = ["Any dispute is first ", "discussed by", " the project leads."];
    let text_box = |inside: &str| {
        format!(
            "<w:p><w:r><w:t>A box: </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>\
             <wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>\
             <w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
    };
    let twice = DISPUTE.repeat(2);
    for (name, body, said) in [
        ("runs", format!("<w:p><w:pPr/>{}{}{}</w:p>", run(one), run(two), run(three)), DISPUTE),
        ("neighbours", format!("<w:p>{}{}{}</w:p>", run("We meet. "), run(DISPUTE), run(" We part.")), DISPUTE),
        ("table", format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("Row"), p(DISPUTE)), DISPUTE),
        (
            "link",
            format!("<w:p><w:hyperlink>{}</w:hyperlink>{}</w:p>", run(one), run("discussed by the project leads.")),
            DISPUTE,
        ),
        (
            "insertion",
            format!(
                "<w:p><w:ins w:id=\"4\">{}</w:ins><w:del w:id=\"5\"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
                run(DISPUTE)
            ),
            DISPUTE,
        ),
        ("control", format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p(DISPUTE)), DISPUTE),
        (
            "field",
            format!(
                "<w:p>{}{code}{}{}{}{}</w:p>",
                field("begin"),
                field("separate"),
                run(DISPUTE),
                run(" See. "),
                field("end")
            ),
            "REF xAny dispute is first discussed by the project leads. See. ",
        ),
        ("box", text_box(&p(DISPUTE)), &twice),
        (
            "empty elements",
            format!(
                "<w:p/><w:p></w:p><w:p w:a=\"1\" >{}<w:bookmarkStart w:id=\"1\" w:name=\"x\"/></w:p>",
                run(DISPUTE)
            ),
            DISPUTE,
        ),
    ] {
        let bytes = document(&[p("Memorandum"), body].concat(), &[]);
        let done = annotated(&bytes);
        assert_eq!(range_of(&done, ONE_STEP), said, "{name}");
        assert_eq!(main_part(&stripped(&done)), main_part(&bytes), "{name}");
        assert_eq!(words(&done), words(&bytes), "{name}");
    }
}

#[test]
fn a_note_is_commented_on_where_the_text_points_to_it() {
    let body = "<w:p><w:r><w:t>We differ at times.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let notes =
        format!("<w:footnote w:id=\"1\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>", p("No."), p(DISPUTE));
    let bytes = document(&[&p("Memorandum"), body].concat(), &[("footnotes", "footnotes", &notes)]);
    let done = annotated(&bytes);
    assert_eq!(range_of(&done, ONE_STEP), "");
    let marked = "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd";
    assert!(main_part(&done).contains(marked), "{}", main_part(&done));
    assert_eq!(part(&done, "word/footnotes.xml"), part(&bytes, "word/footnotes.xml"));
}

#[test]
fn prefixes_and_namespaces_are_those_of_the_document() {
    let usual = main_part(&document(&[p("Memorandum"), p(DISPUTE)].concat(), &[]));
    let default = usual.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns=");
    for (name, text) in [
        (
            "other prefix",
            usual
                .replace("<w:", "<ns0:")
                .replace("</w:", "</ns0:")
                .replace(" w:", " ns0:")
                .replace("xmlns:w=", "xmlns:ns0="),
        ),
        ("strict", usual.replace(W, STRICT)),
        ("default", default),
        ("mark before", format!("\u{feff}{usual}")),
        ("prefix bound again", usual.replacen("<w:body>", "<w:body><x xmlns:w=\"other\"/>", 1)),
    ] {
        let bytes = zipped(&[("[Content_Types].xml", TYPES.as_bytes()), ("word/document.xml", text.as_bytes())]);
        let done = annotated(&bytes);
        assert_eq!(range_of(&done, ONE_STEP), DISPUTE, "{name}");
        let strict = text.contains(STRICT);
        assert_eq!(part(&done, "word/comments.xml").contains(STRICT), strict, "{name}");
        let links = part(&done, "word/_rels/document.xml.rels");
        assert_eq!(
            links.contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments"),
            strict,
            "{links}"
        );
        assert!(part(&done, "[Content_Types].xml").contains("/word/comments.xml"));
        assert_eq!(main_part(&stripped(&done)), text, "{name}");
    }
}

#[test]
fn what_cannot_be_annotated_is_refused() {
    let usual = main_part(&document(&p(DISPUTE), &[]));
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(usual.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let types = ("[Content_Types].xml", TYPES.as_bytes());
    let main = ("word/document.xml", usual.as_bytes());
    for (bytes, code) in [
        (zipped(&[types, ("word/document.xml", &utf_16)]), "not-utf-8"),
        (zipped(&[main]), "not-a-docx"),
        (zipped(&[types, main, ("_xmlsignatures/origin.sigs", b"")]), "signed"),
        (document("<w:p/>", &[]), "no-text"),
        (document("", &[]), "no-text"),
        (zipped(&[types, ("xl/workbook.xml", b"<x/>")]), "not-a-docx"),
        (
            zipped(&[types, main, ("word/_rels/document.xml.rels", b"<Relationships><a></Relationships>")]),
            "broken-part",
        ),
        (usual.clone().into_bytes(), "broken-archive"),
    ] {
        assert_eq!(tried(&bytes, options()).unwrap_err().code, code);
    }
    let done = annotated(&document(&p(DISPUTE), &[]));
    for end in (0..done.len()).step_by(97) {
        assert!(tried(&done[..end], options()).is_err());
    }
    for at in (0..done.len()).step_by(31) {
        let mut broken = done.clone();
        broken[at] ^= 0x10;
        // It may still be a whole file; nothing else but an error must come of it.
        let _ = tried(&broken, options());
    }
}
