use super::*;

/// A paragraph of which words were put in and taken out, one that was put in, and a mark that was taken out.
fn changed() -> String {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    format!(
        "<w:p>{}<w:ins w:id=\"1\">{}</w:ins><w:del w:id=\"2\"><w:r><w:delText>six</w:delText></w:r></w:del>{}</w:p>\
         <w:p><w:pPr><w:rPr><w:ins w:id=\"3\"/></w:rPr></w:pPr><w:ins w:id=\"4\">{}</w:ins></w:p>\
         <w:p><w:pPr><w:rPr><w:del w:id=\"5\"/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>",
        run("There are "),
        run("eight"),
        run(" members."),
        run("They meet monthly."),
        run("It ends "),
        run("in March."),
    )
}

#[test]
fn tracked_changes_are_read_as_accepted_or_not_made() {
    let accepted = read(&changed());
    assert_eq!(shown(&accepted), ["p There are eight members.", "p They meet monthly.", "p It ends in March."]);
    assert_eq!(accepted.notes, ["5 tracked changes read as accepted"]);
    let original = read_as(&changed(), &[], Revisions::Original);
    assert_eq!(shown(&original), ["p There are six members.", "p It ends", "p in March."]);
    assert_eq!(original.notes, ["5 tracked changes read as not made"]);
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn gone(words: &str) -> String {
    format!("<w:r><w:delText>{words}</w:delText></w:r>")
}

/// What is shown as accepted and as it was before, and that both tell of as many changes.
fn both(body: &str, others: &[(&str, &str, &str)], changes: usize) -> [Vec<String>; 2] {
    [Revisions::Accepted, Revisions::Original].map(|revisions| {
        let document = read_as(body, others, revisions);
        let notes: Vec<&str> =
            document.notes.iter().filter_map(|note| note.split_once(" tracked").map(|n| n.0)).collect();
        let told = (changes > 0).then(|| changes.to_string());
        assert_eq!(notes, told.iter().collect::<Vec<_>>(), "{revisions:?}");
        shown(&document)
    })
}

#[test]
fn there_are_as_many_changes_whichever_way_they_are_read() {
    let nested = format!(
        "<w:p><w:ins w:id=\"1\">{}<w:del w:id=\"2\">{}</w:del></w:ins>{}</w:p>",
        run("Six"),
        gone("ty"),
        run(" members.")
    );
    let noted = format!(
        "<w:p>{}<w:del w:id=\"1\"><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:del></w:p>",
        run("The fee is due.")
    );
    let notes = format!("<w:footnote w:id=\"2\"><w:p><w:del w:id=\"3\">{}</w:del></w:p></w:footnote>", gone("In May."));
    let row = |change: &str, words: &str| {
        format!("<w:tr><w:trPr>{change}</w:trPr><w:tc><w:p>{words}</w:p></w:tc><w:tc/></w:tr>")
    };
    let deleted = format!("<w:del w:id=\"3\">{}</w:del>", gone("Out"));
    let rows = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("<w:del w:id=\"1\"/>", &deleted),
        row("<w:ins w:id=\"4\"/><w:del w:id=\"5\"/>", &deleted),
        row("", &run("Stays"))
    );
    let footnotes = &[("footnotes", "footnotes", &*notes)];
    assert_eq!(both(&nested, &[], 2), [["p Six members."], ["p members."]]);
    assert_eq!(both(&noted, footnotes, 2), [vec!["p The fee is due."], vec!["p The fee is due.", "note In May."]]);
    assert_eq!(both(&rows, &[], 5), [vec!["cell Stays", "cell "], vec!["cell Out", "cell ", "cell Stays", "cell "]]);
}

#[test]
fn cells_that_were_put_in_or_taken_out_are_changes() {
    let cell = |change: &str, words: &str| format!("<w:tc><w:tcPr>{change}</w:tcPr>{}</w:tc>", p("", words));
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:cellDel w:id=\"1\"/>", "Old"),
        cell("<w:cellIns w:id=\"2\"/>", "New"),
        cell("", "Stays")
    );
    assert_eq!(both(&body, &[], 2), [["cell New", "cell Stays"], ["cell Old", "cell Stays"]]);
}

#[test]
fn the_original_has_the_properties_from_before() {
    let numbered = item(3, 0).replace("</w:numPr>", "<w:ins w:id=\"1\"/></w:numPr>");
    let changed =
        |now: &str, before: &str| format!("{now}<w:pPrChange w:id=\"1\"><w:pPr>{before}</w:pPr></w:pPrChange>");
    let heading = "<w:pStyle w:val=\"berschrift1\"/>";
    let struck = "<w:p><w:r><w:rPr><w:strike/><w:rPrChange w:id=\"1\"><w:rPr/></w:rPrChange></w:rPr><w:t>Not now.</w:t></w:r></w:p>";
    for (body, accepted, original) in [
        (p(&numbered, "It meets."), &["i1 1 | It meets."][..], &["p It meets."][..]),
        (p(&changed(&item(3, 0), &item(5, 0)), "It meets."), &["i1 1 | It meets."], &["p Article III | It meets."]),
        (p(&changed(heading, ""), "It meets."), &["title It meets."], &["p It meets."]),
        (struck.to_owned(), &[], &["p Not now."]),
    ] {
        let text = p("", "We meet.");
        let behind = |shown: &[&'static str]| [shown, &["p We meet."]].concat();
        assert_eq!(both(&format!("{body}{text}"), &[], 0), [behind(accepted), behind(original)], "{body}");
    }
}
