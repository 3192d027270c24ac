//! What is read of OpenDocument texts, one construct a test.

use super::super::docx::testing::package;
use super::super::reading::{Reading, Revisions};
use super::odt;
use crate::document::{BlockId, BlockKind, Document};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"fo\" xmlns:meta=\"meta\" xmlns:dc=\"dc\"";

/// A bold paragraph style and a bold run style; clauses counted 1, 1.1, (a); bullets; figures.
const STYLES: &str = "\
    <style:style style:name=\"Head\" style:family=\"paragraph\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
    <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>\
    <style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
    <style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
    <style:style style:name=\"S\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
    <text:list-style style:name=\"C\">\
      <text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
      <text:list-level-style-number text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\"/>\
      <text:list-level-style-number text:level=\"3\" style:num-format=\"a\" style:num-prefix=\"(\" style:num-suffix=\")\"/>\
    </text:list-style>\
    <text:list-style style:name=\"D\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\"/></text:list-style>\
    <text:list-style style:name=\"N\">\
      <text:list-level-style-number text:level=\"1\" style:num-format=\"i\" style:num-suffix=\")\" text:start-value=\"2\"/>\
    </text:list-style>";

fn content(body: &str) -> String {
    format!(
        "<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn read_as(body: &str, others: &[(&str, &str)], revisions: Revisions) -> Document {
    let content = content(body);
    let mut parts = vec![("content.xml", &*content)];
    parts.extend_from_slice(others);
    odt(&package(&parts), Reading { revisions, ..Reading::default() }).unwrap_or_else(|problem| panic!("{problem:#?}"))
}

fn shown(document: &Document) -> Vec<String> {
    let one = |block: &crate::document::Block| {
        let kind = match block.kind {
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Heading => format!("h{}", document.section(block.section).level),
            BlockKind::Item => format!("i{}", block.depth),
            other => format!("{other:?}").to_lowercase(),
        };
        let number = block.number.as_deref().map_or(String::new(), |number| format!("{number} | "));
        format!("{kind} {number}{}", document.text.slice(block.span))
    };
    document.blocks.iter().map(one).collect()
}

fn blocks(body: &str) -> Vec<String> {
    shown(&read_as(body, &[], Revisions::Accepted))
}

#[test]
fn headings_are_told_by_element_style_and_look() {
    let body = "<text:p text:style-name=\"P1\">Terms of the <text:span text:style-name=\"H\">secret </text:span>Forum</text:p>\
        <text:h text:outline-level=\"1\">Purpose</text:h><text:p>It <text:s/>advises.</text:p>\
        <text:h text:outline-level=\"2\">Members</text:h><text:p>There are six.</text:p>\
        <text:p text:style-name=\"Head\">Quorum</text:p><text:p>Four are enough.</text:p>\
        <text:p><text:span text:style-name=\"B\">Costs</text:span></text:p><text:p>Each pays its own.</text:p>";
    let expected = [
        "title Terms of the Forum",
        "h1 Purpose",
        "p It  advises.",
        "h2 Members",
        "p There are six.",
        "h3 Quorum",
        "p Four are enough.",
        "h3 Costs",
        "p Each pays its own.",
    ];
    assert_eq!(blocks(body), expected);
}

#[test]
fn numbers_are_those_that_are_shown() {
    let item = |inside: &str| format!("<text:list-item>{inside}</text:list-item>");
    let list = |inside: &str| format!("<text:list>{inside}</text:list>");
    let p = |words: &str| format!("<text:p>{words}</text:p>");
    let letters = list(&(item(&p("meet;")) + &item(&p("report."))));
    let second = list(&(item(&(p("The Parties shall:") + &letters)) + &item(&p("The Board decides."))));
    let body = format!(
        "<text:list text:style-name=\"C\">{}</text:list><text:p>Between.</text:p>\
         <text:list text:style-name=\"C\" text:continue-numbering=\"true\">{}</text:list>\
         <text:list text:style-name=\"N\">{}{}<text:list-header><text:p>unnumbered</text:p></text:list-header></text:list>",
        item(&(p("Disputes") + &second)),
        item(&(p("Money") + &list(&item(&p("Each pays its own costs."))))),
        item(&p("one")),
        "<text:list-item text:start-value=\"7\"><text:p>seven</text:p><text:p>goes on</text:p></text:list-item>",
    );
    let document = read_as(&body, &[], Revisions::Accepted);
    let expected = [
        "h1 1 | Disputes",
        "p 1.1 | The Parties shall:",
        "i1 (a) | meet;",
        "i1 (b) | report.",
        "p 1.2 | The Board decides.",
        "p Between.",
        "h1 2 | Money",
        "p 2.1 | Each pays its own costs.",
        "i1 ii | one",
        "i1 vii | seven",
        "p goes on",
        "i1 unnumbered",
    ];
    assert_eq!(shown(&document), expected);
    assert_eq!(document.clause_name(BlockId(3)).as_deref(), Some("1.1(b)"));
}

#[test]
fn an_item_of_nothing_but_a_list_is_none() {
    let body = "<text:p>It shall:</text:p><text:list text:style-name=\"D\"><text:list-item><text:list><text:list-item>\
        <text:p>meet</text:p></text:list-item></text:list></text:list-item></text:list>";
    let document = read_as(body, &[], Revisions::Accepted);
    assert_eq!(shown(&document), ["p It shall:", "i1 meet"]);
    assert_eq!(document.block(BlockId(1)).lead_in, Some(BlockId(0)));
}

#[test]
fn cells_know_what_names_them() {
    let cell =
        |more: &str, words: &str| format!("<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-column table:number-columns-repeated=\"3\"/><table:table-header-rows><table:table-row>\
         {}{}<table:covered-table-cell/></table:table-row></table:table-header-rows>\
         <table:table-row>{}{}{}</table:table-row><table:table-row><table:covered-table-cell/>{}{}</table:table-row></table:table>",
        cell("", "Matter"),
        cell("table:number-columns-spanned=\"2\"", "Who decides"),
        cell("table:number-rows-spanned=\"2\"", "Money"),
        cell("", "Board"),
        cell("", "Chair"),
        cell("", "Panel"),
        cell("", ""),
    );
    let document = read_as(&body, &[], Revisions::Accepted);
    let table = &document.tables[0];
    assert_eq!((table.rows, table.columns, table.header_rows, table.row_headers), (3, 3, 1, Some(0)));
    let panel = document.blocks.iter().find(|block| document.text.slice(block.span) == "Panel");
    let headers = panel.and_then(|block| block.cell).into_iter().flat_map(|cell| document.cell_headers(cell));
    let headers: Vec<&str> = headers.map(|block| document.text.slice(document.block(block).span)).collect();
    assert_eq!(headers, ["Money", "Who decides"]);
}

#[test]
fn tracked_changes_are_read_as_accepted_or_not_made() {
    let body = "<text:tracked-changes><text:changed-region text:id=\"a\"><text:insertion/></text:changed-region>\
        <text:changed-region text:id=\"b\"><text:deletion><text:p>six</text:p></text:deletion></text:changed-region>\
        <text:changed-region text:id=\"c\"><text:insertion/></text:changed-region></text:tracked-changes>\
        <text:p>There are <text:change-start text:change-id=\"a\"/>eight<text:change-end text:change-id=\"a\"/>\
        <text:change text:change-id=\"b\"/> members.</text:p>\
        <text:p><text:change-start text:change-id=\"c\"/>They meet monthly.</text:p>\
        <text:p><text:change-end text:change-id=\"c\"/>It ends.</text:p>";
    let accepted = read_as(body, &[], Revisions::Accepted);
    assert_eq!(shown(&accepted), ["p There are eight members.", "p They meet monthly.", "p It ends."]);
    assert_eq!(accepted.notes, ["3 tracked changes read as accepted"]);
    let original = read_as(body, &[], Revisions::Original);
    assert_eq!(shown(&original), ["p There are six members.", "p It ends."]);
    assert_eq!(original.notes, ["3 tracked changes read as not made"]);
}

#[test]
fn notes_boxes_contents_and_comments_have_their_places() {
    let body = "<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p></text:index-title>\
        <text:p>Aims 2</text:p></text:index-body></text:table-of-content>\
        <text:p>The fee<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In May.</text:p></text:note-body>\
        </text:note> is due.<office:annotation><text:p>Why?</text:p></office:annotation>\
        <draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>\
        <text:section><text:p>Last.</text:p></text:section>\
        <text:section text:display=\"none\"><text:p>Hidden.</text:p></text:section>";
    let expected =
        ["contents Contents", "contents Aims 2", "p The fee is due.", "p In a box.", "p Last.", "note In May."];
    assert_eq!(blocks(body), expected);
}

#[test]
fn headers_and_properties_are_metadata_and_no_prose() {
    let styles = format!(
        "<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header>\
         <text:p>Harbour MOU v0.7 <text:span>DRAFT</text:span></text:p></style:header></style:master-page>\
         </office:master-styles></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {SPACES}><office:meta><dc:title>Harbour MOU</dc:title>\
         <meta:document-statistic meta:page-count=\"2\"/><meta:user-defined meta:name=\"Kind\">mou</meta:user-defined>\
         </office:meta></office:document-meta>"
    );
    let body = "<text:p>One. <text:soft-page-break/>Two.</text:p>";
    let document = read_as(body, &[("styles.xml", &styles), ("meta.xml", &meta)], Revisions::Accepted);
    let fields: Vec<(&str, &str)> = document.metadata.iter().map(|field| (&*field.name, &*field.value)).collect();
    let expected = [
        ("title", "Harbour MOU"),
        ("kind", "mou"),
        ("version", "0.7"),
        ("status", "draft"),
        ("header", "Harbour MOU v0.7 DRAFT"),
    ];
    assert_eq!(fields, expected);
    let page = |words: &str| document.page_of(document.text.as_str().find(words).unwrap_or(0) as u32);
    assert_eq!((page("One"), page("Two")), (Some(1), Some(2)));
}

#[test]
fn a_title_in_the_header_alone_is_the_title() {
    let styles = format!(
        "<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header>\
         <text:p>Harbour Forum terms</text:p></style:header></style:master-page></office:master-styles>\
         </office:document-styles>"
    );
    let titled = "<text:p text:style-name=\"P1\">Terms of the Forum</text:p><text:p>We meet.</text:p>";
    for (body, title) in [("<text:p>We meet.</text:p>", Some("Harbour Forum terms")), (titled, None)] {
        let document = read_as(body, &[("styles.xml", &styles)], Revisions::Accepted);
        assert_eq!(document.field("title").map(|field| &*field.value), title);
    }
}

#[test]
fn places_left_open_are_told_and_what_is_struck_out_is_left_out() {
    let control = |showing: &str| {
        format!(
            "<text:p>It needs <x:content-control xmlns:x=\"x\" x:showing-place-holder=\"{showing}\">\
                 <text:span>Enter text.</text:span></x:content-control> of notice.</text:p>"
        )
    };
    let (asks, filled) = (control("true"), control("false"));
    for (body, expected) in [
        (
            "<text:p>It needs <text:placeholder>&lt;Number&gt;</text:placeholder> months.</text:p>",
            "p It needs [Number …] months.",
        ),
        (&*asks, "p It needs [Enter text …] of notice."),
        (&*filled, "p It needs Enter text. of notice."),
        ("<text:p><text:span text:style-name=\"S\">Six. </text:span>Three.</text:p>", "p Three."),
    ] {
        assert_eq!(blocks(body), [expected]);
    }
}

#[test]
fn words_lead_back_to_their_part() {
    let body = "<text:p>First.</text:p><text:p>A &amp; B</text:p>";
    let document = read_as(body, &[], Revisions::Accepted);
    let content = content(body);
    let part = document.parts.iter().find(|part| part.name == "content.xml");
    let start = part.map_or(0, |part| part.span.start) as usize;
    for (block, xml) in document.blocks.iter().zip(["First.", "A &amp; B"]) {
        let origin = document.text.origin(block.span).range();
        assert_eq!(&content[origin.start - start..origin.end - start], xml);
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let manifest = "<m:manifest xmlns:m=\"m\"><m:encryption-data/></m:manifest>";
    let sheet = format!(
        "<office:document-content {SPACES}><office:body><office:spreadsheet/></office:body></office:document-content>"
    );
    for (parts, code) in [
        (&[("META-INF/manifest.xml", manifest), ("content.xml", "?")][..], "encrypted"),
        (&[("content.xml", &*sheet)], "not-an-odt"),
        (&[("x", "x")], "not-an-odt"),
    ] {
        let problem = odt(&package(parts), Reading::default()).err();
        assert_eq!(problem.as_ref().map(|problem| problem.code), Some(code), "{problem:?}");
    }
}
