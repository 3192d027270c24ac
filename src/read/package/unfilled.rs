/// Words of a prompt that are kept: what is to be filled in is told by a few.
const WORDS: usize = 10;

/// What a program asks for where nothing was filled in, as people write it who leave a place open: in brackets, with dots.
pub(in crate::read) fn unfilled(prompt: &str) -> String {
    let bare = prompt.trim().trim_matches(['[', ']', '<', '>', '{', '}']);
    let words: Vec<&str> = bare.split_whitespace().take(WORDS).collect();
    let words = words.join(" ");
    let words = words.trim_end_matches(['.', ':', ';', ',', '…', ' ']);
    if words.is_empty() { "[…]".to_owned() } else { format!("[{words} …]") }
}

#[cfg(test)]
mod tests {
    use super::unfilled;

    #[test]
    fn prompts_are_shown_as_places_left_open() {
        for (prompt, shown) in [
            ("Click or tap here to enter text.", "[Click or tap here to enter text …]"),
            ("[Name of  the party]", "[Name of the party …]"),
            ("<Name>", "[Name …]"),
            ("\u{2002}\u{2002}", "[…]"),
            (
                "Say here in a few words what the partners will do together, and why.",
                "[Say here in a few words what the partners will …]",
            ),
        ] {
            assert_eq!(unfilled(prompt), shown);
        }
    }
}
