//! Whole Markdown files read into documents: outlines, origins, hostile input.

#![allow(clippy::unwrap_used)]

mod outline;

use govlint::document::{BlockId, Document};
use govlint::read::markdown;
use govlint::source::Span;
use outline::outline;
use proptest::prelude::*;

#[test]
fn outlines() {
    for (name, file) in [
        ("agreement", &include_bytes!("data/read/agreement.md")[..]),
        ("form", include_bytes!("data/read/form.md")),
        ("matrix", include_bytes!("data/read/matrix.md")),
        ("accents", include_bytes!("data/read/accents.md")),
        ("faked", include_bytes!("data/read/faked.md")),
        ("clauses", include_bytes!("data/read/clauses.md")),
        ("contents", include_bytes!("data/read/contents.md")),
        ("scraps", include_bytes!("data/read/scraps.md")),
    ] {
        let document = markdown(file).unwrap();
        check(std::str::from_utf8(file).unwrap(), &document);
        insta::assert_snapshot!(name, outline(&document));
    }
}

/// What must hold of every document, whatever the file.
fn check(source: &str, document: &Document) {
    let mut origin = 0;
    let mut words = 0;
    for (text, file) in document.text.runs() {
        assert_eq!(text.start, words, "runs leave a gap");
        assert!(file.start >= origin && file.end >= file.start, "runs fall back: {:?}", source.get(..60));
        let written = source.get(file.range()).expect("a run cuts a character of the file");
        if text.len() == file.len() && !written.contains('&') {
            let shown = document.text.slice(text);
            let same = shown.bytes().zip(written.bytes()).all(|(a, b)| a == b || a.is_ascii_whitespace());
            assert!(same, "{shown:?} came from {written:?}");
        }
        (origin, words) = (file.end, text.end);
    }
    assert_eq!(words, document.text.len());
    let mut end = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(block.span.start >= end && block.span.end >= block.span.start, "blocks overlap at {index}");
        assert!((block.span.start..=block.span.end).contains(&block.body));
        assert!(document.text.as_str().get(block.span.range()).is_some());
        assert!(!document.text.slice(block.span).contains('\n'), "a line end within a block");
        assert!(block.lead_in.is_none_or(|lead| (lead.0 as usize) < index));
        assert!(document.section(block.section).blocks.contains(&(index as u32)));
        assert!(block.label.is_none_or(|label| block.span.contains(label)));
        let origin = document.text.origin(block.span);
        assert!(origin.end as usize <= source.len());
        let _ = (document.clause_name(BlockId(index as u32)), document.heading_of(BlockId(index as u32)));
        end = block.span.end;
    }
    for table in &document.tables {
        assert_eq!(table.blocks.len(), (table.rows * table.columns) as usize);
        assert!(table.header_rows <= table.rows);
        for (at, block) in table.blocks.clone().enumerate() {
            let cell = document.blocks[block as usize].cell.expect("a cell");
            assert_eq!((cell.row * table.columns + cell.column) as usize, at);
        }
    }
}

#[test]
fn places_lead_back_to_the_file() {
    let source = "\u{feff}Fr\u{e9}d\u{e9}ric\r\npays **\u{a3}5** &amp; [more](x).\r\n";
    let document = markdown(source.as_bytes()).unwrap();
    let text = document.text.as_str();
    assert_eq!(text, "Frédéric pays £5 & more.");
    for (words, written) in
        [("Frédéric", "Frédéric"), ("£5", "£5"), ("&", "&amp;"), ("more", "more"), ("5 & m", "5** &amp; [m")]
    {
        let at = text.find(words).unwrap() as u32;
        let origin = document.text.origin(Span::new(at, at + words.len() as u32));
        assert_eq!(&source[origin.range()], written);
    }
}

#[test]
fn a_broken_front_matter_leaves_the_rest_readable() {
    let document = markdown(b"---\ntitle: [one\nkind: mou\n---\n\n# Two\n\nText.\n").unwrap();
    assert_eq!(document.problems.len(), 1);
    assert_eq!((document.problems[0].code, document.blocks.len()), ("front-matter", 2));
}

#[test]
fn refusals_name_code_place_and_help() {
    let deep = "> ".repeat(10_000) + "x";
    for (bytes, code) in [(&b"%PDF-1.4\n"[..], "binary-file"), (b"a\0b", "binary-file"), (deep.as_bytes(), "too-deep")]
    {
        let refusal = markdown(bytes).unwrap_err();
        assert_eq!(refusal.code, code);
        assert!(refusal.labels[0].primary && refusal.help.is_some());
    }
}

#[test]
fn empty_files_are_empty_documents() {
    for source in ["", "\n\n", "\u{feff}", "---\n---\n", "<!-- x -->", "***", "![x](y)", "\u{200b}"] {
        let document = markdown(source.as_bytes()).unwrap();
        assert_eq!((document.blocks.len(), document.sections.len()), (0, 1), "{source:?}");
    }
}

/// Each must end within the test's own time: what takes the square of its length would not.
#[test]
fn hostile_input_ends_in_good_time() {
    let nested: String = (0..10_000).map(|level| format!("{}- x\n", " ".repeat(level.min(900) * 2))).collect();
    for source in [
        nested,
        "- ".repeat(10_000) + "x",
        "[".repeat(100_000),
        "*a _b ".repeat(20_000),
        "<a ".repeat(50_000),
        "<table><tr>".to_owned() + &"<td>x".repeat(20_000) + &"<tr><td>y".repeat(20_000),
        "<ul><li>".repeat(20_000),
        "[^1]: ".repeat(300),
        "(a) x;\n(b) y;\n".repeat(10_000),
        "**Head**\nText\n".repeat(10_000),
        "1.1 x;\n".repeat(20_000),
        "Name: ____\n\n".repeat(10_000),
        "|a".repeat(20_000) + "|\n" + &"|-".repeat(20_000) + "|\n" + &"|x|\n".repeat(20_000),
        (0..190).map(|level| " ".repeat(2 * level) + "- x\n").collect::<String>() + &"\n".repeat(100_000),
        "\u{200b}a".repeat(50_000),
    ] {
        if let Ok(document) = markdown(source.as_bytes()) {
            check(&source, &document);
        }
    }
}

#[test]
fn a_table_of_many_cells_keeps_its_shape() {
    let row = "|a".repeat(200) + "|\n";
    let wide = row.clone() + &"|-".repeat(200) + "|\n" + &row.repeat(299);
    let long = "|a|\n|-|\n".to_owned() + &"|b|\n".repeat(59_999);
    for (source, rows, columns) in [(wide, 300, 200), (long, 60_000, 1)] {
        let document = markdown(source.as_bytes()).unwrap();
        check(&source, &document);
        assert_eq!((document.tables[0].rows, document.tables[0].columns), (rows, columns));
    }
}

/// Pieces of Markdown and of what looks like it.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zé£ ]{1,12}",
        proptest::sample::select(
            &[
                "\n",
                "\r\n",
                "\r",
                "\n\n",
                "  \n",
                "\\\n",
                "# ",
                "##",
                "- ",
                "1. ",
                "  ",
                "    ",
                "\t",
                "> ",
                "|",
                "|-|-|\n",
                "**",
                "*",
                "`",
                "``",
                "~~",
                "[x](#y)",
                "[^1]",
                "[^1]: ",
                "![a](b)",
                "&amp;",
                "&nbsp;",
                "&#0;",
                "<br>",
                "<td>",
                "<table>",
                "</table>",
                "<tr>",
                "<ul>",
                "<li>",
                "</ul>",
                "<!--",
                "-->",
                "<script>",
                "<p>",
                "<h2>",
                "<b>",
                "(a) ",
                "(i)",
                "7.2 ",
                "1.1 : ",
                "Schedule 3",
                "IV. ",
                ": ",
                "Quorum: ",
                "• ",
                "– ",
                "---\n",
                "===\n",
                "```\n",
                "\u{a0}",
                "\u{ad}",
                "\u{200b}",
                "\u{feff}",
                "\u{1b}[31m",
                "\\*",
                "....3",
                "Signed: ____",
                "§ 5",
                "{#x}",
                "a: b\n",
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn any_file_maps_back(pieces in proptest::collection::vec(piece(), 0..40)) {
        let source = pieces.concat();
        let document = markdown(source.as_bytes()).unwrap();
        check(&source, &document);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let Ok(document) = markdown(&bytes) else { return Ok(()) };
        match std::str::from_utf8(&bytes) {
            Ok(source) => check(source, &document),
            Err(_) => {
                let origins = document.blocks.iter().map(|block| document.text.origin(block.span));
                prop_assert!(origins.into_iter().all(|origin| origin.end as usize <= bytes.len()));
            }
        }
    }
}
