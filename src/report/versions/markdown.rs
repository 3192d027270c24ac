use super::{closing, name, sentence, turned, word};
use crate::assess::{Difference, Differences, Moved, Stood};
use crate::engine::Colour;
use crate::language::Program;
use crate::report::markup::plain;
use crate::report::{DISCLAIMER, words};

/// Bytes that the rows may take: GitHub's comments hold 65,536 characters.
const MOST: usize = 60_000;

/// The differences as a comment on a pull request, in Markdown; cut where a comment would be too long, and then it says so.
pub fn versions_markdown(program: &Program, differences: &Differences) -> Vec<u8> {
    let mut out = format!("{}\n", plain(&closing(differences)));
    let mut left = 0;
    for difference in &differences.documents {
        let part = document(program, difference);
        if out.len() + part.len() > MOST {
            left += usize::from(!part.is_empty());
        } else {
            out += &part;
        }
    }
    if left > 0 {
        out += &format!(
            "\n{} of which there is more to say did not fit here.\n",
            words::count(left, "document", "documents")
        );
    }
    out += &format!("\n{DISCLAIMER}\n");
    out.into_bytes()
}

fn document(program: &Program, difference: &Difference) -> String {
    let turned = turned(difference);
    let told = !difference.changes.is_empty() || !difference.moved.is_empty();
    if turned.is_none() && !told {
        return String::new();
    }
    let turned = turned.map_or(String::new(), |turned| format!(" {}", plain(&turned)));
    let mut out = format!("\n**{}**{turned}\n", plain(&name(difference)));
    if !told {
        return out;
    }
    out += "\n| | what | words |\n| --- | --- | --- |\n";
    for (change, [was, now]) in &difference.changes {
        let quote = |passage: &Option<crate::assess::Passage>| {
            passage.as_ref().map(|passage| format!("“{}”", plain(&passage.words)))
        };
        let quotes: Vec<String> = [quote(was), quote(now)].into_iter().flatten().collect();
        out += &format!("| {} | {} | {} |\n", word(change), plain(&sentence(change)), quotes.join(" → "));
    }
    for moved in &difference.moved {
        out += &question(program, moved);
    }
    out
}

fn question(program: &Program, moved: &Moved) -> String {
    let colour =
        |stood: &Option<Stood>| words::rated(stood.as_ref().map_or(Colour::NotApplicable, |stood| stood.colour));
    let asked = program.questions.get(moved.question.at());
    let asked = asked.map_or(String::new(), |asked| plain(&format!("{} ({})", asked.text, asked.id)));
    let why = moved.now.as_ref().map_or(String::new(), |stood| plain(&stood.message));
    format!("| {} → {} | {asked} | {why} |\n", colour(&moved.was), colour(&moved.now))
}
