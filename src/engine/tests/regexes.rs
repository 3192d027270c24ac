//! What regexes of groups find, and where they are looked for.

use super::check;

#[test]
fn a_regex_minds_capitals() {
    check(
        "",
        "sentence having /[A-Z][a-z]+ [A-Z][a-z]+/",
        &[("They like Ada Lovelace.", "green: They like Ada Lovelace."), ("They like to sail far.", "red")],
    );
}

#[test]
fn regexes_see_the_marks_around_words_and_stay_in_a_sentence() {
    let signed = r"words signed /\(sd\.?\)/, /^Signed/, /\bby\s+[a-z]+/";
    check(
        signed,
        "sentence having signed",
        &[
            ("Agreed as above (sd.)", "green: Agreed as above (sd.)"),
            ("It is so. Signed here.", "green: Signed here."),
            ("It was signed.", "red"),
            ("Made by hand. So it is.", "green: Made by hand."),
            ("It stood by. The next one did not.", "red"),
        ],
    );
}

#[test]
fn a_sign_is_found_wherever_it_stands() {
    let rest = "The crew rows out. It comes back. Then it rests. So does the boat. Nobody minds.";
    let cases = [
        (format!("{rest} It costs 5§"), "green: It costs 5§"),
        (format!("{rest} It costs 5 §. And so on."), "green: It costs 5"),
        (format!("§ 1 opens it. {rest} It costs 5§."), "green: It costs 5§."),
        (format!("{rest} It costs § 5. {rest} §"), "red"),
    ];
    let many = "§".repeat(45);
    let crowded = (format!("{many} {} It costs 5§ today.", rest.repeat(12)), "green: It costs 5§ today.");
    let cases = [&cases[..], &[crowded]].concat();
    let cases: Vec<(&str, &str)> = cases.iter().map(|(text, rating)| (&**text, *rating)).collect();
    check(r"words dues /\d ?§/", "sentence having dues", &cases);
}
