use super::{TEXT, at, lines, made, read};

const LEFT_OUT: &str =
    "page 1 has words that nobody sees, as they are clipped, hidden or white on white: they are left out";

#[test]
fn words_that_nobody_sees_are_left_out() {
    let words = lines(60, 700, &TEXT);
    let secret = at("F1", 10, 60, 500, "A party may leave by giving notice.");
    for before in ["3 Tr", "1 g", "1 1 1 rg", "0 0 0 0 k", "0 0 10 10 re W n", "0 0 m 9 0 l 9 9 l h W n"] {
        let document = read(&made(&[format!("{words}q {before} {secret} Q\n")]));
        assert!(!document.text.as_str().contains("leave"), "{before}");
        assert_eq!((document.notes.first().map(String::as_str), &document.doubt), (Some(LEFT_OUT), &None), "{before}");
    }
    // White on a dark ground, on black again, and within what is clipped.
    for before in ["0.2 g 50 490 300 30 re f 1 g", "1 g 0 g", "50 490 300 30 re W n", "2 Tr", "q 1 g Q"] {
        let document = read(&made(&[format!("{words}q {before} {secret} Q\n")]));
        assert!(document.text.as_str().contains("leave") && document.notes.is_empty(), "{before}");
    }
}
