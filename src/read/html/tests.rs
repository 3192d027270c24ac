use proptest::prelude::*;

use super::html;
use crate::document::{BlockKind, Document};

fn read(source: &str) -> Document {
    html(source.as_bytes()).expect("the page is readable")
}

/// A word for each block's kind and place, and its words.
fn shown(source: &str) -> Vec<String> {
    let document = read(source);
    let blocks = document.blocks.iter().map(|block| {
        let kind = match block.kind {
            BlockKind::Heading => format!("h{}", document.section(block.section).level),
            BlockKind::Item => format!("i{}", block.depth),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Cell => block.cell.map_or(String::new(), |cell| format!("c{},{}", cell.row, cell.column)),
            other => format!("{other:?}").to_lowercase(),
        };
        let number = block.number.as_deref().map_or(String::new(), |number| format!(" [{number}]"));
        format!("{kind}{number} {}", document.text.slice(block.span)).trim_end().to_owned()
    });
    blocks.collect()
}

#[test]
fn reads_blocks_as_they_are_seen() {
    for (source, blocks) in [
        ("<p>one  two\n three</p>four", &["p one two three", "p four"][..]),
        ("<p>It&nbsp;costs &pound;5 &ndash; or &#x20ac;6</p>", &["p It costs £5 – or €6"]),
        ("<div>a<span>b</span> <i>c</i><br>d</div>", &["p ab c d"]),
        ("<p>one<br><br/>two</p>", &["p one", "p two"]),
        ("<p>kept <del>gone</del><s>gone</s></p>", &["p kept"]),
        ("<p>seen<span style='display: none'>hid</span><b hidden>hid</b></p>", &["p seen"]),
        ("<p>seen</p><p aria-hidden=true>hid</p><script>hid</script><style>hid</style>", &["p seen"]),
        (
            "<pre>First line.\nSecond line.\n\nThird.</pre><p>A long paragraph that is none of it.</p>",
            &["p First line. Second line.", "p Third.", "p A long paragraph that is none of it."],
        ),
        ("<pre><code>let x;</code></pre><p>Text of the page.</p>", &["furniture let x;", "p Text of the page."]),
        ("<p>He said <q>no</q>.</p>", &["p He said “no”."]),
        ("<blockquote>quoted</blockquote>after", &["p quoted", "p after"]),
    ] {
        assert_eq!(shown(source), blocks, "{source}");
    }
}

#[test]
fn headings_open_sections() {
    let source =
        "<h1>Terms</h1><p>Text.</p><h2>Aim</h2><p>Text.</p><div role=heading aria-level=3>Part</div><p>Text.</p>";
    assert_eq!(shown(source), ["title Terms", "p Text.", "h1 Aim", "p Text.", "h2 Part", "p Text."]);
}

#[test]
fn lists_are_numbered_as_they_are_shown() {
    for (list, items) in [
        ("<ul><li>one<li>two</ul>", &["i1 one", "i1 two"][..]),
        ("<ol><li>one<li>two</ol>", &["i1 [1] one", "i1 [2] two"]),
        ("<ol start=4><li>one<li value=9>two<li>three</ol>", &["i1 [4] one", "i1 [9] two", "i1 [10] three"]),
        ("<ol type=a><li>one<li>two</ol>", &["i1 [a] one", "i1 [b] two"]),
        ("<ol reversed><li>one<li>two</ol>", &["i1 [2] one", "i1 [1] two"]),
        ("<ol style='list-style-type: upper-roman'><li>one<li>two</ol>", &["i1 [I] one", "i1 [II] two"]),
        ("<ol style='list-style: none'><li>(a) one<li>(b) two</ol>", &["i1 [(a)] (a) one", "i1 [(b)] (b) two"]),
        ("<ol><li>one<ol type=i><li>in</ol><li>two</ol>", &["i1 [1] one", "i2 [i] in", "i1 [2] two"]),
        ("<ul><li><p>one</p><p>more</p></li></ul>", &["i1 one", "p more"]),
    ] {
        assert_eq!(shown(&format!("<p>It keeps:</p>{list}"))[1..], *items, "{list}");
    }
}

#[test]
fn tables_keep_their_rows_and_columns() {
    let table = "<table><caption>Limits</caption><thead><tr><th>Who<th>Up to</thead><tr><td>Clerk<td>£5</table>";
    assert_eq!(shown(table), ["p Limits", "c0,0 Who", "c0,1 Up to", "c1,0 Clerk", "c1,1 £5"]);
    assert_eq!(read(table).tables[0].header_rows, 1);
    let bold = "<table><tr><td><b>Who</b><td><p><b>Up to</b></p><tr><td>Clerk<td>£5</table>";
    assert_eq!(read(bold).tables[0].header_rows, 1);
    let page = "<table><tr><td><h2>Aim</h2><p>Text.<td><table><tr><td>in<td>it</table></table>";
    assert_eq!(read(page).tables.len(), 1);
    let box_ = "<table><tr><td>One.<tr><td>Two.</table>";
    assert_eq!(shown(box_), ["p One.", "p Two."]);
}

#[test]
fn merged_cells_take_their_places() {
    let table = "<table><tr><th rowspan=2>Who<th colspan=2>Limit<tr><th>Low<th>High<tr><td>Clerk<td>1<td>2</table>";
    let document = read(table);
    assert_eq!((document.tables[0].rows, document.tables[0].columns), (3, 3));
    let last = shown(table).into_iter().rev().take(3).collect::<Vec<_>>();
    assert_eq!(last, ["c2,2 2", "c2,1 1", "c2,0 Clerk"]);
    let wide = format!("<table><tr>{}<tr><td colspan=9999 rowspan=9999>x<td>y</table>", "<td>a".repeat(5));
    assert_eq!(read(&wide).tables[0].columns, 6);
}

#[test]
fn terms_are_labels_of_their_definitions() {
    let document = read(
        "<p>Text.</p><dl><dt>Board</dt><dd>the people who decide</dd><dt>Quorum<dd><p>four of them</p><p>or five</p></dl><p>End.</p>",
    );
    let told: Vec<_> = document
        .blocks
        .iter()
        .map(|block| (block.label.map_or("", |label| document.text.slice(label)), document.text.slice(block.span)))
        .collect();
    assert_eq!(
        told,
        [
            ("", "Text."),
            ("Board", "Board the people who decide"),
            ("Quorum", "Quorum four of them"),
            ("", "or five"),
            ("", "End."),
        ]
    );
}

#[test]
fn notes_are_notes_and_their_marks_no_words() {
    let source = "<p>The fee<a href='#fn1' id='fnref1' role='doc-noteref'><sup>1</sup></a> is due. See <a href='#c7'>7</a>.</p>\
                  <section id=footnotes role='doc-endnotes'><hr><ol><li id=fn1><p>Paid yearly.<a href='#fnref1' \
                  role='doc-backlink'>↩︎</a></p></ol></section>";
    assert_eq!(shown(source), ["p The fee is due. See 7.", "note Paid yearly."]);
    let word = "<p>The fee<a href='#_ftn1' name='_ftnref1'>[1]</a> is due.</p><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Paid yearly.</p></div>";
    assert_eq!(shown(word), ["p The fee is due.", "note Paid yearly."]);
}

#[test]
fn contents_lists_are_told() {
    let source = "<h1>T</h1><ul><li><a href='#a'>Aim</a><li><a href='#b'>Staff</a><li><a href='#c'>Money</a></ul>\
                  <h2 id=a>Aim</h2><p>x.<h2 id=b>Staff</h2><p>y.<h2 id=c>Money</h2><p>z.";
    assert_eq!(shown(source)[1..4], ["contents Aim", "contents Staff", "contents Money"]);
}

#[test]
fn the_site_is_left_out() {
    let text = "The forum meets each month in the weigh-house, and its clerk writes down what is said there.";
    let document = format!("<h1>Terms</h1><p>{text}</p>");
    let links = "<a href=/a>Home</a> <a href=/b>News</a> <a href=/c>Council</a> <a href=/d>Contact</a>";
    let expected = ["title Terms".to_owned(), format!("p {text}")];
    for page in [
        format!("<header><p>Our town</p></header><nav>{links}</nav><main>{document}</main><footer>© Town</footer>"),
        format!("<div role=banner>Our town</div><div role=main>{document}</div><div role=contentinfo>© Town</div>"),
        format!("<nav>{links}</nav><article>{document}<aside>See also</aside></article>"),
        format!("<div id=menu><ul><li>{links}</ul></div><div class=breadcrumb>Home > Terms</div>{document}"),
        format!("<table><tr><td>{links}<td>{document}</table>"),
        format!("<div class='cookie-banner'>We use cookies.</div>{document}<div class=footer>© Town</div>"),
        format!("<header><h1>Terms</h1><p class=author>Ann</p></header><main><p>{text}</p></main>"),
        format!("<header id='title-block-header'><h1 class=title>Terms</h1></header><p>{text}</p>"),
    ] {
        assert_eq!(shown(&page), expected, "{page}");
    }
    // A small `main` is none, and the words of the document stay wherever they stand.
    assert_eq!(shown(&format!("<main>Loading</main><div>{document}</div>"))[1..], expected);
    assert_eq!(shown(&format!("<div class=header>{document}</div>")), expected);
}

#[test]
fn a_page_of_plain_text_is_read_as_plain_text() {
    let source = "<html><body><pre>\n                       TERMS OF THE FORUM\n\n1.  Aim\n\n    The forum meets each month in the old\n    \
                  weigh-house of the harbour.\n\n</pre></body></html>";
    assert_eq!(shown(source)[2..], ["p The forum meets each month in the old weigh-house of the harbour."]);
}

#[test]
fn the_page_says_what_it_is() {
    let document = read(
        "<title> Terms |\n Town</title><meta name=DCTERMS.modified content=2027-01-02><meta name=viewport content=x><p>Text.",
    );
    let fields: Vec<_> = document.metadata.iter().map(|field| (&*field.name, &*field.value)).collect();
    assert_eq!(fields, [("title", "Terms | Town"), ("modified", "2027-01-02")]);
}

#[test]
fn hostile_pages_are_bounded() {
    let code = |source: &[u8]| html(source).map(|_| ()).map_err(|refusal| refusal.code);
    assert_eq!(code("<div>".repeat(20_000).as_bytes()), Err("too-deep"));
    assert_eq!(code("<table><tr><td>".repeat(20_000).as_bytes()), Err("too-deep"));
    assert_eq!(code("<b>".repeat(400_000).as_bytes()), Err("too-deep"));
    assert_eq!(code(b"%PDF-1.7"), Err("binary-file"));
    assert_eq!(code(&[0; 4096]), Err("binary-file"));
    for open in ["<ul><li>", "<font size=1><p>", "<a><b><i>x</a>", "<p", "<!--", "&#", "<table><td><b>"] {
        assert!(matches!(code(open.repeat(200).as_bytes()), Ok(()) | Err("too-deep")), "{open}");
    }
    assert_eq!(code(format!("<table>{}", "<tr><td rowspan=65000 colspan=1000>x<td>y".repeat(500)).as_bytes()), Ok(()));
}

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ]{1,12}",
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<ul>",
            "<ol type=a start=3>",
            "<li>",
            "</ul>",
            "</ol>",
            "<table>",
            "<tr>",
            "<td>",
            "<th colspan=2>",
            "<td rowspan=3>",
            "</table>",
            "<h2>",
            "</h2>",
            "<dl>",
            "<dt>",
            "<dd>",
            "</dl>",
            "<pre>",
            "</pre>",
            "<a href=#x>",
            "</a>",
            "<section role=doc-endnotes>",
            "</section>",
            "&amp;",
            "<!-- ",
            " -->",
            "<main>",
            "</main>",
            "<nav>",
            "</nav>",
            "<q>",
            "\n",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_page_is_read_and_its_blocks_follow_each_other(source in page()) {
        let document = read(&source);
        let mut end = 0;
        for block in &document.blocks {
            prop_assert!(block.span.start >= end && block.span.end >= block.span.start, "{:?}", block);
            prop_assert!(block.span.is_empty() || !document.text.slice(block.span).is_empty());
            end = block.span.end;
        }
        for table in &document.tables {
            prop_assert_eq!(table.blocks.len() as u32, table.rows * table.columns);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = html(&bytes);
    }

    #[test]
    fn flipped_bytes_are_read_or_refused(source in page(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = source.into_bytes();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(html(&bytes).is_ok());
    }
}
