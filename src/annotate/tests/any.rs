use proptest::prelude::*;

use super::*;

/// Words that rules find something in, or that need care in XML.
fn phrase() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just(DISPUTE),
        Just("The Board may meet at times."),
        Just("7 Disputes"),
        Just("The quorum is [TBC]."),
        Just("Costs &amp; risks &lt;are&gt; shared &#x2013; in part. "),
        Just("A risk register will be kept by 1 March 2027."),
        Just("A &quot;policy&quot; on conflicts\n of interest  is planned. "),
        Just(" "),
        Just(""),
    ]
}

fn inline() -> impl Strategy<Value = String> {
    let run =
        phrase().prop_map(|words| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>"));
    let leaf = prop_oneof![
        4 => run,
        1 => Just("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned()),
        1 => Just("<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>".to_owned()),
        1 => Just("<w:r><w:fldChar w:fldCharType=\"end\"/><w:br/></w:r>".to_owned()),
        1 => Just("<w:bookmarkStart w:id=\"3\" w:name=\"x\"/><!-- note --><w:bookmarkEnd w:id=\"3\"/>".to_owned()),
        1 => Just("<w:r><w:footnoteReference w:id=\"1\"/></w:r>".to_owned()),
        1 => Just("<w:commentRangeStart w:id=\"7\"/><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let many = prop::collection::vec(inner, 0..4).prop_map(|all| all.concat());
        prop_oneof![
            many.clone().prop_map(|inside| format!("<w:hyperlink w:anchor=\"x\">{inside}</w:hyperlink>")),
            many.clone().prop_map(|inside| format!("<w:ins w:id=\"5\" w:author=\"Ada\">{inside}</w:ins>")),
            many.clone().prop_map(|inside| format!("<w:del w:id=\"6\" w:author=\"Ada\">{inside}</w:del>")),
            many.clone().prop_map(|inside| format!("<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>")),
            many.clone().prop_map(|inside| format!("<w:r><w:pict><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></w:pict></w:r>")),
            many.prop_map(|inside| format!(
                "<mc:AlternateContent><mc:Choice Requires=\"wps\">{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"
            )),
        ]
    })
}

fn body() -> impl Strategy<Value = String> {
    let properties = prop_oneof![
        Just(""),
        Just("<w:pPr/>"),
        Just("<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>"),
        Just("<w:pPr><w:rPr><w:del w:id=\"9\" w:author=\"Ada\"/></w:rPr><w:sectPr/></w:pPr>"),
    ];
    let paragraph = (properties, prop::collection::vec(inline(), 0..5))
        .prop_map(|(properties, inside)| format!("<w:p>{properties}{}</w:p>\n", inside.concat()));
    let block = prop_oneof![6 => paragraph, 1 => Just("<w:p/>".to_owned())];
    let block = block.prop_recursive(2, 8, 3, |inner| {
        let many = prop::collection::vec(inner, 1..3).prop_map(|all| all.concat());
        prop_oneof![
            many.clone()
                .prop_map(|inside| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>")),
            many.prop_map(|inside| format!("<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>")),
        ]
    });
    prop::collection::vec(block, 1..8).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_document_comes_back_as_it_was(body in body(), commented in any::<bool>(), clauses in any::<bool>()) {
        let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(DISPUTE));
        let mut others = vec![("styles", "styles", STYLES), ("footnotes", "footnotes", &*note)];
        others.extend(commented.then_some(("comments", "comments", OTHERS)));
        let bytes = document(&[&p("Memorandum"), &*body].concat(), &others);
        let options = Options { clauses, ..options() };
        let done = tried(&bytes, options).unwrap();
        prop_assert!(done.comments > 0);
        prop_assert_eq!(parts(&stripped(&done.bytes)), parts(&bytes));
        prop_assert_eq!(&tried(&done.bytes, options).unwrap(), &done);
        if done.clauses == 0 {
            prop_assert_eq!(words(&done.bytes), words(&bytes));
        }
        let main = main_part(&done.bytes);
        for (id, _, _) in comments(&done.bytes).iter().filter(|(_, author, words)| author == AUTHOR && words.contains(MARK)) {
            for mark in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
                let mark = format!("<w:{mark} w:id=\"{id}\"/>");
                prop_assert_eq!(main.matches(&mark).count(), 1, "{}", mark);
            }
            let [start, end] = ["Start", "End"].map(|at| main.find(&format!("<w:commentRange{at} w:id=\"{id}\"/>")));
            prop_assert!(start < end);
        }
    }
}

/// A text with some of its bytes changed, taken out or said twice; it stays UTF-8.
fn damaged(text: &str, changes: &[(prop::sample::Index, u8, char)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, how, other) in changes {
        let at = at.index(letters.len());
        let end = (at + usize::from(*how)).min(letters.len());
        match how % 3 {
            0 => letters[at] = *other,
            1 => drop(letters.drain(at..end)),
            _ => letters.extend_from_within(at..end),
        }
        if letters.is_empty() {
            break;
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_damaged_document_is_refused_or_comes_back_as_it_was(
        body in body(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), prop::sample::select("</>\"=:w & p\u{1}é".chars().collect::<Vec<_>>())), 1..4),
    ) {
        let bytes = document(&[&p("Memorandum"), &*body].concat(), &[("comments", "comments", OTHERS)]);
        let main = damaged(&main_part(&bytes), &changes);
        let mut parts = parts(&bytes);
        parts.insert("word/document.xml".to_owned(), main.clone().into_bytes());
        let all: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        let bytes = zipped(&all);
        if let Ok(done) = tried(&bytes, Options { clauses: true, ..options() }) {
            prop_assert_eq!(main_part(&stripped(&done.bytes)), main);
            prop_assert!(assessed(&done.bytes).outcome.is_ok());
        }
    }
}
