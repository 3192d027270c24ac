mod seen;
mod turned;
mod whole;

use std::fmt::Write;

use proptest::prelude::*;

use super::{PdfText, Unreadable, pdf};
use crate::document::{BlockKind, Document};
use crate::read::plain::Laid;

/// A PDF file of objects, numbered from 1; the first is the catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj\n{object}\nendobj", index + 1).unwrap_or_default();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap_or_default();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap_or_default();
    }
    let size = objects.len() + 1;
    write!(out, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap_or_default();
    out.into_bytes()
}

/// The objects of a file whose pages draw these contents; `/F1` is plain, `/F2` bold.
fn objects(pages: &[String]) -> Vec<String> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 5 + page * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (index, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> \
             >> >>",
            6 + index * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects
}

fn made(pages: &[String]) -> Vec<u8> {
    file(&objects(pages))
}

/// A line of words at a place from the left and the foot of the page.
fn at(font: &str, size: u32, x: u32, y: u32, words: &str) -> String {
    format!("BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n")
}

/// Lines one under another, from `y` down.
fn lines(x: u32, y: u32, words: &[&str]) -> String {
    words.iter().enumerate().map(|(index, line)| at("F1", 10, x, y - 12 * index as u32, line)).collect()
}

fn read(bytes: &[u8]) -> Document {
    pdf(bytes).expect("the file is readable")
}

fn shown(pages: &[String]) -> Vec<String> {
    let document = read(&made(pages));
    let blocks = document.blocks.iter().map(|block| {
        let kind = match block.kind {
            BlockKind::Heading => format!("h{}", document.section(block.section).level),
            BlockKind::Item => format!("i{}", block.depth),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Cell => block.cell.map_or(String::new(), |cell| format!("c{},{}", cell.row, cell.column)),
            other => format!("{other:?}").to_lowercase(),
        };
        format!("{kind} {}", document.text.slice(block.span)).trim_end().to_owned()
    });
    blocks.collect()
}

const TEXT: [&str; 4] = [
    "The forum meets each month in the old weigh-house of the harbour, and its clerk writes",
    "down what is said there; four of the members are a quorum, and no fewer may decide on",
    "anything but the date of the next meeting, which the chair then calls within a fortnight",
    "of the day.",
];

#[test]
fn lines_are_put_together_and_headings_told() {
    let page = [at("F1", 18, 60, 740, "Terms of the Forum"), at("F2", 10, 60, 700, "Meetings"), lines(60, 684, &TEXT)]
        .concat();
    let blocks = ["title Terms of the Forum".to_owned(), "h1 Meetings".to_owned(), format!("p {}", TEXT.join(" "))];
    assert_eq!(shown(&[page]), blocks);
}

#[test]
fn spaces_are_told_by_gaps_and_ligatures_taken_apart() {
    let page =
        "BT /F1 10 Tf 60 700 Td [(The) -300 (quo) 20 (rum is) -250 (\\243500 of)] TJ 0 -14 Td (e\\336fort) Tj ET"
            .to_owned();
    let words = shown(&[page]).join(" ");
    assert!(words.contains("The quorum is £500 of"), "{words}");
}

#[test]
fn running_lines_are_left_out_and_paragraphs_go_on_over_pages() {
    let page = |number: u32, body: &[&str]| {
        let head = at("F1", 8, 60, 770, "Harbour Forum terms");
        [head, lines(60, 700, body), at("F1", 8, 300, 30, &format!("Page {number} of 3"))].concat()
    };
    let pages = [page(1, &TEXT[..2]), page(2, &TEXT[2..]), page(3, &["It ends in May of the year after next."])];
    assert_eq!(shown(&pages), [format!("p {}", TEXT.join(" ")), "p It ends in May of the year after next.".to_owned()]);
    let document = read(&made(&pages));
    let page_of = |words: &str| document.page_of(document.text.as_str().find(words).unwrap_or(0) as u32);
    assert_eq!([page_of("The forum"), page_of("anything but"), page_of("It ends")], [Some(1), Some(2), Some(3)]);
}

#[test]
fn what_is_marked_as_of_the_paper_is_left_out() {
    let page = format!(
        "/Artifact <</Type /Pagination>> BDC {} EMC {}",
        at("F1", 10, 60, 770, "Draft 3"),
        lines(60, 700, &TEXT)
    );
    assert_eq!(shown(&[page]), [format!("p {}", TEXT.join(" "))]);
}

#[test]
fn drawn_tables_keep_their_cells() {
    let rules = "60 600 m 400 600 l S 60 620 m 400 620 l S 60 640 m 400 640 l S 60 600 m 60 640 l S 200 600 m 200 640 l S 400 600 m 400 \
                 640 l S\n";
    let cells = [
        at("F2", 10, 65, 626, "Who"),
        at("F2", 10, 205, 626, "Up to"),
        at("F1", 10, 65, 606, "Clerk"),
        at("F1", 10, 205, 606, "500 pounds"),
    ];
    let page = [rules.to_owned(), cells.concat(), lines(60, 560, &TEXT)].concat();
    assert_eq!(shown(std::slice::from_ref(&page))[..4], ["c0,0 Who", "c0,1 Up to", "c1,0 Clerk", "c1,1 500 pounds"]);
    assert_eq!(read(&made(&[page])).tables[0].header_rows, 1);
}

#[test]
fn a_line_between_words_parts_them_however_near_they_stand() {
    let mut page = lines(60, 760, &TEXT);
    let upright = |x: u32| format!("{x} 600 m {x} 640 l S\n");
    page += &[60, 93, 200].map(upright).concat();
    page += &[600, 620, 640].map(|y| format!("60 {y} m 200 {y} l S\n")).concat();
    for (row, word) in (0..).zip(["Matter", "Roads"]) {
        let y = 626 - 20 * row;
        page += &format!("BT /F1 10 Tf 62 {y} Td ({word}) Tj ET BT /F1 10 Tf 94 {y} Td (Board) Tj ET\n");
    }
    assert_eq!(shown(&[page])[1..], ["c0,0 Matter", "c0,1 Board", "c1,0 Roads", "c1,1 Board"]);
}

#[test]
fn a_cell_over_two_columns_holds_its_words_once() {
    let rules = "60 600 m 400 600 l S 60 620 m 400 620 l S 60 640 m 400 640 l S 60 600 m 60 640 l S 200 600 m 200 620 l S 400 600 m 400 \
                 640 l S\n";
    let cells =
        [at("F1", 10, 180, 626, "Limits of all"), at("F1", 10, 65, 606, "Clerk"), at("F1", 10, 205, 606, "500")];
    let page = [rules.to_owned(), cells.concat(), lines(60, 560, &TEXT)].concat();
    assert_eq!(shown(&[page])[..4], ["c0,0 Limits of all", "c0,1", "c1,0 Clerk", "c1,1 500"]);
}

#[test]
fn cells_that_are_aligned_are_a_table_without_lines() {
    let rows = [
        ["Matter", "Who decides", "Up to"],
        ["Repairs of the quay", "The clerk", "500 pounds"],
        ["New cranes", "The forum", "9,000 pounds"],
        ["Sale of land", "The council", "any sum"],
    ];
    let mut page = lines(60, 700, &TEXT);
    for (row, cells) in (0..).zip(rows) {
        for (column, words) in (0..).zip(cells) {
            let font = if row == 0 { "F2" } else { "F1" };
            page += &at(font, 10, 60 + 170 * column, 600 - 20 * row, words);
        }
    }
    let blocks = shown(std::slice::from_ref(&page));
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().map(move |(column, words)| format!("c{row},{column} {words}"))
    });
    assert_eq!(blocks[1..], cells.collect::<Vec<_>>());
    assert_eq!(read(&made(&[page])).tables[0].header_rows, 1);
}

#[test]
fn columns_are_read_one_after_another() {
    let narrow = |side: &str| -> Vec<String> {
        (0..10).map(|line| format!("words on the {side} go on in line {line} so")).collect()
    };
    let (left, right) = (narrow("left"), narrow("right"));
    let column = |x, words: &[String]| lines(x, 700, &words.iter().map(String::as_str).collect::<Vec<_>>());
    let page = [column(60, &left), column(330, &right)].concat();
    let words = shown(&[page]).join(" ");
    assert!(words.find("left go on in line 9") < words.find("right go on in line 0"), "{words}");
}

#[test]
fn a_table_in_one_column_is_no_part_of_the_other() {
    let prose = |side: &str| -> Vec<String> {
        (0..12).map(|line| format!("words on the {side} go on in line {line} so")).collect()
    };
    let column = |x, words: &[String]| lines(x, 700, &words.iter().map(String::as_str).collect::<Vec<_>>());
    let cells: String = (0..6)
        .map(|row| {
            let y = 697 - 20 * row;
            at("F1", 10, 330, y, &format!("Year {row}")) + &at("F1", 10, 450, y, &format!("Quay {row}"))
        })
        .collect();
    let pages = [
        [column(60, &prose("left")), column(330, &prose("right"))].concat(),
        [column(60, &prose("second page")), cells].concat(),
    ];
    let words = shown(&pages).join(" ");
    assert!(words.contains("second page go on in line 4 so words on the second page go on in line 5"), "{words}");
    assert!(words.contains("c1,0 Year 1 c1,1 Quay 1") && words.find("line 11") < words.find("Year 0"), "{words}");
}

#[test]
fn the_mark_of_a_footnote_is_no_word() {
    let page = [
        lines(60, 700, &TEXT[..1]),
        at("F1", 10, 60, 676, "The fee is due"),
        "BT /F1 6 Tf 127 680 Td (1) Tj ET\n".to_owned(),
        at("F1", 10, 135, 676, "in May of each year."),
        "BT /F1 5 Tf 60 64 Td (1) Tj ET\n".to_owned(),
        at("F1", 8, 64, 60, "Paid to the clerk."),
    ];
    let blocks = shown(&[page.concat()]);
    assert!(blocks.iter().any(|block| block.contains("The fee is due in May of each year.")), "{blocks:?}");
    assert_eq!(blocks.last().map(String::as_str), Some("note Paid to the clerk."));
}

#[test]
fn pictures_without_words_are_refused() {
    let mut objects = objects(&["q 600 0 0 800 0 0 cm /Im1 Do Q".to_owned()]);
    objects[4] = objects[4].replace("/Resources <<", "/Resources << /XObject << /Im1 7 0 R >>");
    objects.push("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream".to_owned());
    assert_eq!(pdf(&file(&objects)).err().map(|refusal| refusal.code), Some("no-text"));
}

#[test]
fn what_may_hold_more_than_was_read_is_doubted() {
    let picture = "q 600 0 0 800 0 0 cm /Im1 Do Q\n";
    let read = |pages: &[String]| {
        let mut objects = objects(pages);
        let number = objects.len() + 1;
        let with = format!("/Resources << /XObject << /Im1 {number} 0 R >>");
        objects.iter_mut().for_each(|object| *object = object.replace("/Resources <<", &with));
        objects.push("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream".to_owned());
        read(&file(&objects))
    };
    let words = lines(60, 700, &TEXT);
    let shown = read(&[format!("{picture}{words}")]);
    assert_eq!((&shown.doubt, shown.notes.len()), (&None, 0));
    let page = read(&[words.clone(), picture.to_owned()]);
    assert_eq!(page.doubt.as_deref(), Some("page 2 is a picture: no text to read"));
    let behind = read(&[format!("{picture}3 Tr\n{words}")]);
    assert!(behind.doubt.as_ref().is_some_and(|doubt| doubt.starts_with("the words were read")), "{:?}", behind.doubt);
    assert_eq!((behind.text.as_str(), behind.notes.first()), (shown.text.as_str(), behind.doubt.as_ref()));
}

#[test]
fn refuses_what_cannot_be_read() {
    let refusal = |bytes: &[u8]| PdfText::read(bytes).err();
    assert_eq!(refusal(b"words"), Some(Unreadable::NoPdf));
    assert_eq!(refusal(b"%PDF-1.7\nand nothing"), Some(Unreadable::Broken));
    let secret = String::from_utf8_lossy(&made(&[lines(60, 700, &TEXT)])).replace(
        "/Root 1 0 R",
        &format!(
            "/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >>",
            "5a".repeat(32)
        ),
    );
    assert_eq!(refusal(secret.as_bytes()), Some(Unreadable::Encrypted));
    assert!(pdf(b"words").is_err_and(|refusal| refusal.code == "not-a-pdf" && refusal.help.is_some()));
}

#[test]
fn cycles_and_lies_are_bounded() {
    let page = lines(60, 700, &TEXT);
    // A page tree that holds itself, a form that draws itself, and lengths and counts that are not true.
    let mut own = objects(std::slice::from_ref(&page));
    own[1] = "<< /Type /Pages /Kids [2 0 R 5 0 R] /Count 99999999 >>".to_owned();
    let mut form = objects(&["/X Do".repeat(40)]);
    form[4] = form[4].replace("/Resources <<", "/Resources << /XObject << /X 7 0 R >>");
    form.push("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream".to_owned());
    let mut long = objects(std::slice::from_ref(&page));
    long[5] = long[5].replacen("/Length ", "/Length 99999", 1);
    let mut packed = objects(std::slice::from_ref(&page));
    packed.push("<< /Type /ObjStm /N 1000000 /First 99999999 /Length 4 >>\nstream\n1 0 \nendstream".to_owned());
    for objects in [own, form, long, packed] {
        let bytes = file(&objects);
        let _ = PdfText::read(&bytes);
        for cut in (0..bytes.len()).step_by(97) {
            let _ = PdfText::read(&bytes[..cut]);
        }
    }
    assert!(PdfText::read(&made(&["q ".repeat(200_000)])).is_ok());
    assert!(PdfText::read(&made(&["[".repeat(100_000)])).is_ok());
}

fn sample() -> Vec<u8> {
    let rules = "60 600 m 400 600 l S 60 620 m 400 620 l S 60 640 m 400 640 l S 60 600 m 60 640 l S 200 600 m 200 640 l S 400 600 m 400 640 l S\n";
    made(&[[lines(60, 760, &TEXT), rules.to_owned(), at("F2", 10, 65, 626, "Who"), at("F1", 10, 205, 606, "Clerk")]
        .concat()])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn flipped_bytes_are_read_or_refused(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = sample();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(document) = pdf(&bytes) {
            let mut end = 0;
            for block in &document.blocks {
                prop_assert!(block.span.start >= end && block.span.end >= block.span.start);
                end = block.span.end;
            }
        }
    }

    #[test]
    fn any_drawing_is_read(content in "([0-9]{1,3} |BT |ET |/F1 9 Tf |Td |\\(words here\\) Tj |q |Q |cm |Tm |re |S |l |m |TJ |Do |EMC |/Span BMC ){0,60}") {
        let read = PdfText::read(&made(&[content]));
        prop_assert!(read.is_ok(), "{:?}", read.err());
    }
}

#[test]
fn what_was_taken_apart_may_be_handed_on() {
    let text = PdfText::read(&sample()).expect("the file is readable");
    let bytes = postcard::to_allocvec(&text).expect("it can be written");
    let again: PdfText = postcard::from_bytes(&bytes).expect("it can be read");
    let words = |laid: &Laid| (laid.text.clone(), laid.lines.clone());
    assert_eq!(words(&again.laid), words(&text.laid));
}
