//! Whole files of plain text read into documents: outlines, origins, hostile input.

#![allow(clippy::unwrap_used)]

mod outline;

use govlint::document::{BlockId, BlockKind, Document};
use govlint::read::plain;
use govlint::source::Span;
use outline::outline;
use proptest::prelude::*;

#[test]
fn outlines() {
    for (name, file) in
        [("note", &include_bytes!("data/plain/note.txt")[..]), ("outline", include_bytes!("data/plain/outline.txt"))]
    {
        let document = plain(file).unwrap();
        check(file, &document);
        insta::assert_snapshot!(name, outline(&document));
    }
}

/// What must hold of every document, whatever the file.
fn check(file: &[u8], document: &Document) {
    let mut words = 0;
    for (text, origin) in document.text.runs() {
        assert_eq!(text.start, words, "runs leave a gap");
        assert!(origin.start <= origin.end && origin.end as usize <= file.len());
        words = text.end;
    }
    assert_eq!(words, document.text.len());
    let mut end = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(block.span.start >= end && block.span.end >= block.span.start, "blocks overlap at {index}");
        assert!((block.span.start..=block.span.end).contains(&block.body));
        let words = document.text.slice(block.span);
        assert!(!words.contains(|character: char| character.is_control()), "{words:?}");
        assert!(block.lead_in.is_none_or(|lead| (lead.0 as usize) < index));
        assert!(document.section(block.section).blocks.contains(&(index as u32)));
        let _ = (document.clause_name(BlockId(index as u32)), document.heading_of(BlockId(index as u32)));
        end = block.span.end;
    }
    for table in &document.tables {
        assert_eq!(table.blocks.len(), (table.rows * table.columns) as usize);
    }
}

/// Each word of the text leads to the bytes that hold it, as `decode` reads them. A word that goes on in the next line of
/// a table's cell has the cells between in its range, so that there each stretch of it is compared by itself.
fn check_words(file: &[u8], document: &Document, decode: impl Fn(&[u8]) -> String) {
    let letters = |words: &str| words.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let leads_back = |span: Span| {
        let written = decode(&file[document.text.origin(span).range()]);
        assert_eq!(letters(&written), letters(document.text.slice(span)), "in {written:?}");
    };
    let bounds: Vec<u32> = document.text.runs().map(|(run, _)| run.start).collect();
    let text = document.text.as_str();
    for word in text.split_whitespace() {
        let start = (word.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let word = Span::new(start, start + word.len() as u32);
        if document.block_at(start).is_some_and(|id| document.block(id).kind == BlockKind::Cell) {
            let inner = bounds.iter().copied().filter(|&at| word.start < at && at < word.end);
            let ends: Vec<u32> = [word.start].into_iter().chain(inner).chain([word.end]).collect();
            ends.windows(2).for_each(|pair| leads_back(Span::new(pair[0], pair[1])));
        } else {
            leads_back(word);
        }
    }
}

fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn from_utf_16(bytes: &[u8]) -> String {
    String::from_utf16(&bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect::<Vec<_>>()).unwrap()
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| letter as u32 as u8).collect()
}

fn from_latin(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

const ENGLISH: &str = "The Fee\n\nThe fee is £50 a year, and the Fr\u{e9}d\u{e9}ric Quay pays half of it in co-\noperation with \
                       others.\n\n\u{a7} 4 Name      Sum\n  £1        £2\n";

#[test]
fn old_encodings_are_read_alike_and_lead_back_to_their_bytes() {
    let document = plain(ENGLISH.as_bytes()).unwrap();
    check_words(ENGLISH.as_bytes(), &document, |bytes| String::from_utf8(bytes.to_vec()).unwrap());
    assert!(document.text.as_str().contains("£50 a year, and the Frédéric Quay pays half of it in co-operation with"));
    for (file, decode) in [(utf_16(ENGLISH), from_utf_16 as fn(&[u8]) -> String), (latin(ENGLISH), from_latin)] {
        let other = plain(&file).unwrap();
        assert_eq!(other.text.as_str(), document.text.as_str());
        check(&file, &other);
        check_words(&file, &other, decode);
    }
}

#[test]
fn a_word_that_goes_on_in_its_cell_is_one() {
    let text = "Group                 Meets every\nHarbour co\u{2010}           third month,\noperation             at the quay\n";
    let document = plain(text.as_bytes()).unwrap();
    assert_eq!(document.tables.len(), 1, "{:?}", blocks(text));
    assert!(document.text.as_str().contains("Harbour co\u{2010}operation"), "{:?}", blocks(text));
    check_words(text.as_bytes(), &document, |bytes| String::from_utf8(bytes.to_vec()).unwrap());
}

#[test]
fn what_cannot_be_read_is_said() {
    let document = plain(b"The fee is \x9d50.\n\nNo more.").unwrap();
    let codes: Vec<_> = document.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["not-utf-8", "unreadable-byte"]);
    assert!(document.problems.iter().all(|problem| problem.labels[0].span == Span::new(11, 12)));
    for (bytes, code) in [(&b"%PDF-1.4\n"[..], "binary-file"), (&[0; 99], "binary-file")] {
        let refusal = plain(bytes).unwrap_err();
        assert!(refusal.code == code && refusal.labels[0].primary && refusal.help.is_some());
    }
}

/// The kind and words of each block.
fn blocks(text: &str) -> Vec<(BlockKind, String)> {
    let document = plain(text.as_bytes()).unwrap();
    check(text.as_bytes(), &document);
    document.blocks.iter().map(|block| (block.kind, document.text.slice(block.span).to_owned())).collect()
}

#[test]
fn control_characters_and_empty_files_do_no_harm() {
    for text in ["", "\n\n", "\u{feff}", "\x0c\x0c", "-----", "\u{200b}"] {
        assert_eq!(blocks(text), [], "{text:?}");
    }
    assert_eq!(blocks("The\x07 Group \x1b[31mmeets.\x1a\0\n"), [(BlockKind::Paragraph, "The Group [31mmeets.".into())]);
}

#[test]
fn sentences_go_on_over_the_page() {
    let page = |body: &str, number: u32| {
        format!("{body}\n\n\n\nWrack & Tidewell       [Page {number}]\n\x0cNOTE 7      Sheds\n\n\n")
    };
    let text = page("   The Group meets in the old weigh-house of the quay and the", 1)
        + &page("   members vote there.\n\n   The next part is", 2)
        + &page("   here.", 3);
    let words: Vec<String> = blocks(&text).into_iter().map(|(_, words)| words).collect();
    let joined = "The Group meets in the old weigh-house of the quay and the members vote there.";
    assert_eq!(words, [joined, "The next part is here."]);
}

#[test]
fn a_newspaper_is_read_column_by_column() {
    let row = |left: &str, right: &str| format!("{left:<34}{right}\n");
    let text = row("The group meets each month on", "A dispute is put to the mediator")
        + &row("the quay, and hears what has", "of the port, who shall settle it")
        + &row("been done to the sheds by", "in six weeks from the day on")
        + &row("those who keep them.", "which it was put.");
    let words: Vec<String> = blocks(&text).into_iter().map(|(_, words)| words).collect();
    assert_eq!(words.len(), 2);
    assert!(words[0].ends_with("on the quay, and hears what has been done to the sheds by those who keep them."));
    assert!(words[1].starts_with("A dispute is put to the mediator of the port, who shall settle it in six weeks"));
}

/// Each must end within the test's own time: what takes the square of its length would not.
#[test]
fn hostile_input_ends_in_good_time() {
    for text in [
        "word ".repeat(1_000_000),
        "x".repeat(5_000_000),
        "\x0c".repeat(2_000_000),
        "a\x0c".repeat(200_000),
        "a\n".repeat(500_000),
        "a\n\n".repeat(50_000),
        "a   b\n".repeat(100_000),
        "a   b\n\n".repeat(50_000),
        (0..50_000).map(|at| format!("a{}b   c\n", " ".repeat(at % 40 + 3))).collect(),
        (0..30_000).map(|at| format!("{}word\n", " ".repeat(at % 300))).collect(),
        "|a|b|c\n".repeat(50_000) + &"|x|\n".repeat(50_000),
        "|".repeat(500_000),
        format!("|{}|\n", "a|".repeat(100_000)),
        "- ".repeat(100_000),
        (0..20_000).map(|at| format!("{}- x\n", " ".repeat(at % 1000))).collect(),
        "1.".repeat(100_000),
        (1..2000).map(|at| format!("{}\n", "1.".repeat(at % 100))).collect(),
        "co-\noperate ".repeat(100_000),
        "Contents\n".to_owned() + &"Aim ..... 3\n".repeat(100_000),
        "TITLE\n=====\n".repeat(50_000),
        "1\n\n".repeat(50_000),
        "__________  __________\n".repeat(50_000),
        "\u{200b}a".repeat(200_000),
        "é\t".repeat(200_000),
    ] {
        check(text.as_bytes(), &plain(text.as_bytes()).unwrap());
    }
}

/// Pieces of plain text and of what looks like it.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zé£ ]{1,30}",
        3 => proptest::sample::select(
            &[
                "\n", "\r\n", "\r", "\n\n", "\n\n\n", "\x0c", "   ", "      ", "                         ", "\t", "- ", "o  ",
                "• ", "* ", "(a) ", "(ii)", "7.2 ", "1. ", "2) ", "Schedule 3", "IV. ", "=====\n", "-----\n", "____", "|", "+--+",
                "[Page 3]", ".....3", ". . . 4", "Contents\n", "co-\n", "-\n", ": ", ".", ";", "\u{a0}", "\u{ad}", "\u{200b}",
                "\u{feff}", "\u{1b}[31m", "\0", "TERMS OF REFERENCE", "Signed: ____", "\u{2010}\n", "—",
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn any_file_maps_back(pieces in proptest::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let Ok(document) = plain(text.as_bytes()) else { return Ok(()) };
        check(text.as_bytes(), &document);
        check_words(text.as_bytes(), &document, |bytes| String::from_utf8(bytes.to_vec()).unwrap());
        let file = utf_16(&text);
        let other = plain(&file).unwrap();
        prop_assert_eq!(other.text.as_str(), document.text.as_str());
        check_words(&file, &other, from_utf_16);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(document) = plain(&bytes) {
            check(&bytes, &document);
        }
    }

    #[test]
    fn no_word_is_lost_but_those_of_the_paper(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = pieces.concat().replace('\x0c', "\n").replace("[Page", "(Page");
        prop_assume!(!text.lines().any(|line| line.trim().len() < 5 && line.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, 'i' | 'v' | 'x'))));
        let Ok(document) = plain(text.as_bytes()) else { return Ok(()) };
        let letters = |text: &str| { let mut all: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric() && !matches!(letter, 'o')).collect(); all.sort_unstable(); all };
        prop_assert_eq!(letters(document.text.as_str()), letters(&text));
    }
}
