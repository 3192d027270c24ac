use super::{TEXT, at, file, lines, made, objects, read, shown};

/// A page whose words run the way of a matrix.
fn turned(matrix: &str, words: &str) -> String {
    format!("q {matrix} cm {words} Q\n")
}

#[test]
fn a_page_is_read_the_way_its_words_run() {
    let table = [
        "60 500 m 400 500 l S 60 520 m 400 520 l S 60 540 m 400 540 l S 60 500 m 60 540 l S 200 500 m 200 540 l S 400 500 m 400 540 l S\n"
            .to_owned(),
        at("F1", 10, 65, 526, "Who"),
        at("F1", 10, 205, 526, "Up to"),
        at("F1", 10, 65, 506, "Clerk"),
        at("F1", 10, 205, 506, "500 pounds"),
        lines(60, 460, &TEXT),
    ]
    .concat();
    let level = shown(std::slice::from_ref(&table));
    assert_eq!(level.len(), 5);
    for matrix in ["0 1 -1 0 600 0", "0 -1 1 0 0 800", "-1 0 0 -1 600 800"] {
        // A page number that runs level is left where it is.
        let page = turned(matrix, &table) + &at("F1", 10, 300, 20, "7");
        let mut blocks = shown(&[page]);
        blocks.retain(|block| block != "p 7");
        assert_eq!(blocks, level, "{matrix}");
    }
}

#[test]
fn a_page_that_is_shown_turned_is_read_the_way_its_words_run() {
    let words = shown(&[lines(60, 700, &TEXT)]);
    for degrees in [90, 180, 270] {
        let mut objects = objects(&[lines(60, 700, &TEXT)]);
        objects[4] = objects[4].replace("/MediaBox", &format!("/Rotate {degrees} /MediaBox"));
        let document = read(&file(&objects));
        assert_eq!(format!("p {}", document.text.as_str().trim_end()), words[0], "{degrees}");
    }
}

#[test]
fn words_that_run_another_way_than_the_rest_are_doubted() {
    let doubt = |page: String| read(&made(&[page])).doubt;
    let words = lines(60, 700, &TEXT);
    assert_eq!(doubt(words.clone() + &turned("0 1 -1 0 600 0", &at("F1", 10, 60, 570, "Draft 3 of May"))), None);
    let aside = words + &turned("0 1 -1 0 600 0", &lines(60, 570, &TEXT[..1]));
    assert_eq!(
        doubt(aside).as_deref(),
        Some("page 1 has words that run another way than the rest, which are not read")
    );
}

#[test]
fn a_page_of_outlines_is_doubted() {
    let shapes: String = (0..400).map(|at| format!("{0} 60 m {1} 68 l {0} 76 l h f\n", at, at + 5)).collect();
    let pages = [lines(60, 700, &TEXT), shapes];
    assert_eq!(read(&made(&pages)).doubt.as_deref(), Some("page 2 is a drawing: no text to read"));
    assert_eq!(read(&made(&[pages.concat()])).doubt, None);
}
