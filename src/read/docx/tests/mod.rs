//! What is read of Word documents, one construct a test.

mod changes;
mod shown;

use super::super::reading::{Reading, Revisions};
use super::docx;
use super::testing::{docx as file, item, p, package, part};
use crate::document::{BlockId, BlockKind, Document};

const HEADINGS: (&str, &str, &str) = (
    "styles",
    "styles",
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault></w:docDefaults>\
     <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
     <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>\
     <w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
     <w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"Our head\"/><w:basedOn w:val=\"Level\"/></w:style>\
     <w:style w:type=\"paragraph\" w:styleId=\"Level\"><w:name w:val=\"Level\"/>\
       <w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
     <w:style w:type=\"character\" w:styleId=\"Gone\"><w:name w:val=\"Gone\"/><w:rPr><w:vanish/></w:rPr></w:style>\
     <w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>\
     <w:style w:type=\"table\" w:styleId=\"Lines\"><w:name w:val=\"Lines\"/><w:tblStylePr w:type=\"firstRow\"/></w:style>",
);

/// Clauses counted 1, 1.1, (a), (i), as legal documents are; a list of bullets; one that counts 1, 2; one that restarts it.
const LISTS: (&str, &str, &str) = (
    "numbering",
    "numbering",
    "<w:abstractNum w:abstractNumId=\"0\">\
       <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
       <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>\
       <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%3)\"/></w:lvl>\
       <w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"(%4)\"/></w:lvl>\
     </w:abstractNum>\
     <w:abstractNum w:abstractNumId=\"1\">\
       <w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>\
         <w:pPr><w:ind w:left=\"1440\"/></w:pPr></w:lvl>\
       <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/></w:lvl></w:abstractNum>\
     <w:abstractNum w:abstractNumId=\"2\">\
       <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1)\"/>\
         <w:pPr><w:ind w:left=\"720\"/></w:pPr></w:lvl>\
       <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"none\"/><w:lvlText w:val=\" \"/>\
         <w:pPr><w:ind w:left=\"720\"/></w:pPr></w:lvl></w:abstractNum>\
     <w:abstractNum w:abstractNumId=\"3\">\
       <w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"Article %1.\"/></w:lvl>\
       <w:lvl w:ilvl=\"1\"><w:isLgl/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum>\
     <w:abstractNum w:abstractNumId=\"4\">\
       <w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Section %1.\"/></w:lvl>\
       <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Section %1.%2\"/></w:lvl>\
       <w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"lowerLetter\"/><w:lvlRestart w:val=\"0\"/><w:lvlText w:val=\"(%3)\"/></w:lvl>\
     </w:abstractNum>\
     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
     <w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
     <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num>\
     <w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/>\
       <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
     <w:num w:numId=\"5\"><w:abstractNumId w:val=\"3\"/></w:num>\
     <w:num w:numId=\"6\"><w:abstractNumId w:val=\"4\"/></w:num>",
);

fn read_as(body: &str, others: &[(&str, &str, &str)], revisions: Revisions) -> Document {
    let mut all = vec![HEADINGS, LISTS];
    all.extend_from_slice(others);
    docx(&file(body, &all), Reading { revisions, ..Reading::default() })
        .unwrap_or_else(|problem| panic!("{problem:#?}"))
}

fn read(body: &str) -> Document {
    read_as(body, &[], Revisions::Accepted)
}

/// Kind, number and words of each block.
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
    shown(&read(body))
}

#[test]
fn headings_are_told_by_style_outline_level_and_look() {
    let style = |style: &str, words: &str| p(&format!("<w:pStyle w:val=\"{style}\"/>"), words);
    let bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Quorum</w:t></w:r></w:p>";
    let large = "<w:p><w:r><w:rPr><w:sz w:val=\"32\"/></w:rPr><w:t>Costs</w:t></w:r></w:p>";
    let body = [
        &style("T", "Terms of the Harbour Forum"),
        &style("T", "and its panels"),
        &style("berschrift1", "Purpose"),
        &p("", "It advises."),
        &style("Own", "Members"),
        &p("", "There are six."),
        &p("<w:outlineLvl w:val=\"1\"/>", "Chair"),
        &p("", "One is chosen."),
        bold,
        &p("", "Four are enough."),
        large,
        &p("", "Each pays its own."),
    ];
    let expected = [
        "title Terms of the Harbour Forum and its panels",
        "h1 Purpose",
        "p It advises.",
        "h2 Members",
        "p There are six.",
        "h2 Chair",
        "p One is chosen.",
        "h3 Quorum",
        "p Four are enough.",
        "h3 Costs",
        "p Each pays its own.",
    ];
    assert_eq!(blocks(&body.map(|part| part.to_string()).concat()), expected);
}

#[test]
fn numbers_are_those_that_word_shows() {
    let body = [
        p(&item(1, 0), "Disputes"),
        p(&item(1, 1), "The Parties shall:"),
        p(&item(1, 2), "meet;"),
        p(&item(1, 3), "once; or"),
        p(&item(1, 3), "twice; and"),
        p(&item(1, 2), "report."),
        p(&item(1, 1), "The Board decides."),
        p(&item(1, 0), "Money"),
        p(&item(1, 1), "Each pays its own costs."),
        p(&item(1, 2), "This is so always."),
        p(&item(5, 0), "Names"),
        p(&item(5, 1), "It is called the Forum."),
    ];
    let document = read(&body.concat());
    let expected = [
        "h1 1 | Disputes",
        "p 1.1 | The Parties shall:",
        "i1 (a) | meet;",
        "i2 (i) | once; or",
        "i2 (ii) | twice; and",
        "i1 (b) | report.",
        "p 1.2 | The Board decides.",
        "h1 2 | Money",
        "p 2.1 | Each pays its own costs.",
        "i1 (a) | This is so always.",
        "h1 Article III | Names",
        "p 3.1 | It is called the Forum.",
    ];
    assert_eq!(shown(&document), expected);
    assert_eq!(document.clause_name(BlockId(4)).as_deref(), Some("1.1(a)(ii)"));
    assert_eq!(document.block(BlockId(4)).lead_in, Some(BlockId(2)));
}

#[test]
fn letters_that_count_on_stand_in_the_clause_above_them() {
    let words = "The Board meets each month and reports.";
    let levels = [0, 1, 2, 2, 1, 2, 2, 0, 1, 2];
    let body: String = levels.map(|level| p(&item(6, level), words)).concat();
    let document = read(&body);
    let names = (0..levels.len() as u32).filter_map(|at| document.clause_name(BlockId(at)));
    let expected = [
        "Section 1",
        "Section 1.1",
        "Section 1.1, (a)",
        "Section 1.1, (b)",
        "Section 1.2",
        "Section 1.2, (c)",
        "Section 1.2, (d)",
        "Section 2",
        "Section 2.1",
        "Section 2.1, (e)",
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn items_follow_their_list_over_what_stands_between() {
    let body = [
        p("", "The Forum shall:"),
        p(&item(3, 0), "meet;"),
        p(&item(3, 1), "in the open"),
        p(&item(2, 0), "by day"),
        p(&item(3, 0), "report."),
        p("", "It may rest."),
        p(&item(3, 0), "It goes on counting."),
        p(&item(4, 0), "It counts anew."),
        p(&item(4, 0), "And on."),
    ];
    let document = read(&body.concat());
    let expected = [
        "p The Forum shall:",
        "i1 1 | meet;",
        "p in the open",
        "i2 by day",
        "i1 2 | report.",
        "p It may rest.",
        "i1 3 | It goes on counting.",
        "i1 5 | It counts anew.",
        "i1 6 | And on.",
    ];
    assert_eq!(shown(&document), expected);
    assert_eq!(document.block(BlockId(1)).lead_in, Some(BlockId(0)));
}

#[test]
fn an_empty_paragraph_of_a_list_counts_and_a_hidden_one_does_not() {
    let hidden = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr>\
                  </w:pPr><w:r><w:rPr><w:rStyle w:val=\"Gone\"/></w:rPr><w:t>secret</w:t></w:r></w:p>";
    let body = [p(&item(3, 0), "one."), p(&item(3, 0), ""), hidden.to_owned(), p(&item(3, 0), "three.")];
    assert_eq!(blocks(&body.concat()), ["i1 1 | one.", "i1 3 | three."]);
}

#[test]
fn clauses_in_a_headings_style_are_clauses() {
    let heading = |words: &str| p(&format!("<w:pStyle w:val=\"Own\"/>{}", item(1, 1)), words);
    let body =
        [heading("Membership"), heading("The Forum has six members, of whom two are named by each of the Parties.")];
    let expected =
        ["h1 1.1 | Membership", "p 1.2 | The Forum has six members, of whom two are named by each of the Parties."];
    assert_eq!(blocks(&body.concat())[..], expected);
}

#[test]
fn cells_know_what_names_them() {
    let cell = |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", words));
    let body = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Lines\"/><w:tblLook w:firstRow=\"1\"/></w:tblPr>\
         <w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>\
         <w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("", "Matter"),
        cell("<w:gridSpan w:val=\"2\"/>", "Who decides"),
        cell("<w:vMerge w:val=\"restart\"/>", "Money"),
        cell("", "Board"),
        cell("", "Chair"),
        cell("<w:vMerge/>", ""),
        cell("", "Panel"),
        cell("", "<!-- none -->"),
    );
    let document = read(&body);
    let table = &document.tables[0];
    assert_eq!((table.rows, table.columns, table.header_rows, table.row_headers), (3, 3, 1, Some(0)));
    let panel = document.blocks.iter().find(|block| document.text.slice(block.span) == "Panel");
    let headers: Vec<&str> = panel
        .and_then(|block| block.cell)
        .into_iter()
        .flat_map(|cell| document.cell_headers(cell))
        .map(|block| document.text.slice(document.block(block).span))
        .collect();
    assert_eq!(headers, ["Money", "Who decides"]);
}

#[test]
fn a_bold_first_row_names_columns_and_one_column_is_a_frame() {
    let row = |bold: &str, words: [&str; 2]| {
        let cell = |words| format!("<w:tc><w:p><w:r><w:rPr>{bold}</w:rPr><w:t>{words}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}{}</w:tr>", cell(words[0]), cell(words[1]))
    };
    let body = format!(
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{}{}</w:tbl>",
        row("<w:b/>", ["Role", "Name"]),
        row("", ["Chair", "Ann"])
    );
    assert_eq!(read(&body).tables[0].header_rows, 1);
    let framed =
        format!("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("", "Framed."));
    assert_eq!(blocks(&framed), ["p Framed."]);
}

#[test]
fn fields_show_their_results_and_links_their_words() {
    let body = "<w:p><w:r><w:t>See </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
        <w:r><w:instrText>REF x \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
        <w:r><w:t>clause 7.2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:hyperlink r:id=\"x\"><w:r><w:t> of the plan</w:t></w:r></w:hyperlink>\
        <w:fldSimple w:instr=\"DATE\"><w:r><w:t>, now</w:t></w:r></w:fldSimple>\
        <w:sdt><w:sdtContent><w:r><w:t>.</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    assert_eq!(blocks(body), ["p See clause 7.2 of the plan, now."]);
}

#[test]
fn a_table_of_contents_is_contents() {
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Aims</w:t></w:r></w:p>{}\
         <w:p><w:r><w:t>Ends</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>{}",
        p("", "Means"),
        p("", "The Forum advises."),
    );
    assert_eq!(blocks(&body), ["contents Aims", "contents Means", "contents Ends", "p The Forum advises."]);
    let styled = p("<w:pStyle w:val=\"TOC1\"/>", "Aims");
    assert_eq!(blocks(&styled), ["contents Aims"]);
}

#[test]
fn notes_stand_at_the_end_and_boxes_behind_their_paragraph() {
    let body = format!(
        "<w:p><w:r><w:t>The fee</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t> is due.</w:t></w:r>\
         <mc:AlternateContent><mc:Choice Requires=\"wps\"><w:r><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>\
         </wps:txbx></w:drawing></w:r></mc:Choice><mc:Fallback><w:r><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>\
         </v:textbox></w:pict></w:r></mc:Fallback></mc:AlternateContent></w:p>{1}",
        p("", "In a box."),
        p("", "Last."),
    );
    let notes = format!(
        "<w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote>",
        p("", "In May."),
        p("", "No.")
    );
    let document = read_as(&body, &[("footnotes", "footnotes", &notes)], Revisions::Accepted);
    assert_eq!(shown(&document), ["p The fee is due.", "p In a box.", "p Last.", "note In May."]);
}

#[test]
fn words_lead_back_to_their_parts() {
    let body = format!(
        "{}<w:p><w:r><w:t>A &amp; B</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        p("", "First.")
    );
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p("", "Noted."));
    let document = read_as(&body, &[("footnotes", "footnotes", &notes)], Revisions::Accepted);
    let names: Vec<&str> = document.parts.iter().map(|part| &*part.name).collect();
    assert_eq!(names, ["word/document.xml", "word/footnotes.xml"]);
    let texts = [part("document", &format!("<w:body>{body}</w:body>")), part("footnotes", &notes)].concat();
    for (block, xml) in document.blocks.iter().zip(["First.", "A &amp; B", "Noted."]) {
        assert_eq!(&texts[document.text.origin(block.span).range()], xml);
    }
}

#[test]
fn headers_and_properties_are_metadata_and_no_prose() {
    let header = p("", "Harbour MOU v0.7 DRAFT");
    let watermark = "<w:p><w:r><w:pict><v:textpath string=\"For comment\"/></w:pict></w:r></w:p>";
    let core = "<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"dc\"><dc:title>Document1</dc:title><dc:creator>Ann</dc:creator></c:coreProperties>";
    let word = [
        ("word/document.xml", part("document", &format!("<w:body>{}</w:body>", p("", "Text.")))),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Type=\"x/header\" Target=\"header1.xml\"/></Relationships>".to_owned(),
        ),
        ("word/header1.xml", part("hdr", &format!("{header}{watermark}"))),
        ("docProps/core.xml", core.to_owned()),
    ];
    let bytes = package(&word.each_ref().map(|(name, text)| (*name, &**text)));
    let document = docx(&bytes, Reading::default()).unwrap_or_default();
    let fields: Vec<(&str, &str)> = document.metadata.iter().map(|field| (&*field.name, &*field.value)).collect();
    let expected = [
        ("author", "Ann"),
        ("version", "0.7"),
        ("status", "draft"),
        ("header", "Harbour MOU v0.7 DRAFT"),
        ("header", "For comment"),
    ];
    assert_eq!(fields, expected);
    assert_eq!(shown(&document), ["p Text."]);
}

#[test]
fn pages_are_known_where_word_counts_as_many_as_it_left_breaks() {
    let body = "<w:p><w:r><w:t>One. </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>Two.</w:t></w:r></w:p>";
    let pages = |count: u32| {
        let app = format!("<Properties><Pages>{count}</Pages></Properties>");
        let text = part("document", &format!("<w:body>{body}</w:body>"));
        let bytes = package(&[("word/document.xml", &text), ("docProps/app.xml", &app)]);
        let document = docx(&bytes, Reading::default()).unwrap_or_default();
        ["One", "Two"].map(|words| document.page_of(document.text.as_str().find(words).unwrap_or(0) as u32))
    };
    assert_eq!(pages(2), [Some(1), Some(2)]);
    assert_eq!(pages(3), [None, None]);
}

#[test]
fn a_single_page_is_believed_where_its_words_were_counted_too() {
    let page = |app: &str| {
        let body = p("", &"The parties meet. ".repeat(30));
        let file = package(&[
            ("word/document.xml", &part("document", &format!("<w:body>{body}</w:body>"))),
            ("docProps/app.xml", &format!("<Properties>{app}</Properties>")),
        ]);
        docx(&file, Reading::default()).expect("the file is sound").page_of(0)
    };
    assert_eq!(page("<Pages>1</Pages><Words>92</Words>"), Some(1));
    assert_eq!(page("<Words>92</Words><Pages>1</Pages>"), Some(1));
    // A converter leaves the counts of its own template.
    assert_eq!(page("<Pages>1</Pages><Words>15</Words>"), None);
    assert_eq!(page("<Pages>1</Pages><Words>900</Words>"), None);
    assert_eq!(page("<Pages>1</Pages>"), None);
}

#[test]
fn strict_documents_are_read_too() {
    let text = part("document", &format!("<w:body>{}</w:body>", p("", "Strict.")))
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace("w:", "ns0:")
        .replace("xmlns:w=", "xmlns:ns0=");
    let document = docx(&package(&[("word/document.xml", &text)]), Reading::default()).unwrap_or_default();
    assert_eq!(shown(&document), ["p Strict."]);
}

#[test]
fn other_packages_are_refused_with_what_they_are() {
    for (parts, code, what) in [
        (&[("xl/workbook.xml", "<w/>")][..], "not-a-docx", "an Excel workbook"),
        (&[("x.txt", "x")], "not-a-docx", "another archive"),
        (&[("word/document.xml", "<a><b></a>")], "broken-part", "word/document.xml"),
        (&[("word/document.xml", "<a><b>")], "broken-part", "word/document.xml"),
    ] {
        let problem = docx(&package(parts), Reading::default()).err();
        assert!(
            problem.as_ref().is_some_and(|problem| problem.code == code
                && (problem.message.contains(what) || problem.notes.iter().any(|note| note.contains(what)))),
            "{problem:?}"
        );
    }
}

#[test]
fn a_link_in_a_cell_may_end_before_the_space_that_it_began_behind() {
    let link = "<w:hyperlink w:anchor=\"x\"><w:r><w:br/></w:r></w:hyperlink>";
    let cell = format!("{}<w:p><w:r><w:t> </w:t></w:r>{link}</w:p>", p("", "One."));
    let table = format!("<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("", "Two."));
    let words = read(&table).text.as_str().to_owned();
    assert!(words.contains("One.") && words.contains("Two."), "{words}");
}
