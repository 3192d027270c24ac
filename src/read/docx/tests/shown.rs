//! What is shown and what is not.

use super::*;

fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A content control that asks for something.
fn asks(inside: &str) -> String {
    format!("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
}

#[test]
fn a_control_that_nobody_filled_in_is_a_place_left_open() {
    let asked = run("", "Click or tap here to enter text.");
    let inline = format!("<w:p>{}{}{}</w:p>", run("", "It needs "), asks(&asked), run("", " of notice."));
    let filled = inline.replace("<w:showingPlcHdr/>", "<w:showingPlcHdr w:val=\"0\"/>");
    let cell = format!("<w:tc><w:p>{asked}</w:p></w:tc>");
    let row = format!("<w:tbl><w:tr><w:tc>{}</w:tc>{}</w:tr></w:tbl>", p("", "Chair"), asks(&cell));
    let left = "[Click or tap here to enter text …]";
    for (body, expected) in [
        (&inline, vec![format!("p It needs {left} of notice.")]),
        (&filled, vec!["p It needs Click or tap here to enter text. of notice.".to_owned()]),
        (
            &asks(&[p("", "Name of the chair"), p("", "[Day]")].concat()),
            vec!["p [Name of the chair …]".to_owned(), "p [Day …]".to_owned()],
        ),
        (&row, vec!["cell Chair".to_owned(), format!("cell {left}")]),
    ] {
        assert_eq!(blocks(body), expected);
    }
    let document = read(&inline);
    let at = document.text.as_str().find('[').unwrap_or(0) as u32;
    let origin = document.text.origin(crate::source::Span::new(at, at + left.len() as u32));
    let xml = part("document", &format!("<w:body>{inline}</w:body>"));
    assert_eq!(&xml[origin.range()], "Click or tap here to enter text.");
}

#[test]
fn words_that_are_struck_out_are_left_out() {
    for (properties, left_out) in [
        ("<w:strike/>", true),
        ("<w:dstrike/>", true),
        ("<w:strike/><w:dstrike w:val=\"0\"/>", true),
        ("<w:strike w:val=\"0\"/>", false),
    ] {
        let body = format!("<w:p>{}{}</w:p>", run(properties, "Six months. "), run("", "Three months."));
        let expected = if left_out { "p Three months." } else { "p Six months. Three months." };
        assert_eq!(blocks(&body), [expected], "{properties}");
    }
}

#[test]
fn what_is_meant_for_later_programs_is_left_to_them() {
    let ways = |namespace: &str, inside: &dyn Fn(&str) -> String| {
        format!(
            "<mc:AlternateContent xmlns:z=\"{namespace}\"><mc:Choice Requires=\"z\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
             </mc:AlternateContent>",
            inside("Later."),
            inside("Now.")
        )
    };
    let later = "http://schemas.microsoft.com/office/word/2010/wordml";
    for (namespace, shown) in [("urn:unknown", "p Now."), (later, "p Later.")] {
        let blocks_of = [
            ways(namespace, &|words| p("", words)),
            format!("<w:p>{}</w:p>", ways(namespace, &|words| run("", words))),
            format!("<w:p><w:r>{}</w:r></w:p>", ways(namespace, &|words| format!("<w:t>{words}</w:t>"))),
        ];
        for body in blocks_of {
            assert_eq!(blocks(&body), [shown], "{body}");
        }
    }
    let unbound = "<mc:AlternateContent><mc:Choice Requires=\"none\"/></mc:AlternateContent>";
    assert_eq!(blocks(&format!("{unbound}{}", p("", "Text."))), ["p Text."]);
}

#[test]
fn a_document_that_takes_in_files_is_in_doubt() {
    let text = p("", "We meet.");
    let sub = "<w:p><w:subDoc r:id=\"x\"/></w:p>";
    assert_eq!(read(&text).doubt, None);
    for (more, doubt) in [
        ("<w:altChunk r:id=\"x\"/>".to_owned(), "a file that the document takes in as a part of itself was not read"),
        (sub.repeat(2), "2 files that the document takes in as parts of itself were not read"),
    ] {
        let document = read(&format!("{text}{more}"));
        assert_eq!((document.doubt.as_deref(), &*document.notes), (Some(doubt), &[doubt.to_owned()][..]));
    }
}

/// The titles in the metadata of a document with these headers, each shown on pages of that type.
fn titles(body: &str, headers: &[(&str, &str)]) -> Vec<String> {
    let names: Vec<String> = (1..=headers.len()).map(|number| format!("header{number}")).collect();
    let words: Vec<String> = headers.iter().map(|(_, words)| p("", words)).collect();
    let parts: Vec<(&str, &str, &str)> =
        names.iter().zip(&words).map(|(name, words)| (&**name, "hdr", &**words)).collect();
    let links: String = headers
        .iter()
        .zip(&names)
        .map(|((kind, _), name)| format!("<w:headerReference w:type=\"{kind}\" r:id=\"{name}\"/>"))
        .collect();
    let document = read_as(&format!("{body}<w:sectPr>{links}</w:sectPr>"), &parts, Revisions::Accepted);
    document.metadata.into_iter().filter(|field| field.name == "title").map(|field| field.value).collect()
}

#[test]
fn a_title_in_the_header_alone_is_the_title() {
    let heading = |words: &str| p("<w:pStyle w:val=\"berschrift1\"/>", words);
    let untitled = [heading("Aims"), p("", "We meet."), heading("Members"), p("", "There are six.")].concat();
    let titled = format!("{}{untitled}", p("<w:pStyle w:val=\"T\"/>", "Terms of the Forum"));
    let title = "Harbour Forum terms";
    for (body, headers, expected) in [
        (&untitled, &[("default", title)][..], Some(title)),
        (&untitled, &[("first", "Draft"), ("default", title)], Some(title)),
        (&untitled, &[("default", "Page 3 of 12"), ("first", title)], Some(title)),
        (&untitled, &[("even", title)], None),
        (&untitled, &[("default", "Version 1.2")], None),
        (&titled, &[("default", title)], None),
    ] {
        assert_eq!(titles(body, headers), Vec::from_iter(expected), "{headers:?}");
    }
    assert_eq!(titles(&[heading("Aims"), p("", "We meet.")].concat(), &[("default", title)]), [title]);
}
