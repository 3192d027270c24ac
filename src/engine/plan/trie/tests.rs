use proptest::prelude::*;

use super::*;
use crate::language::Program;
use crate::language::model::{PatternId, Phrase, PhrasePart};
use crate::prose::Gap;

const WORDS: [&str; 4] = ["a", "bb", "cc", "dd"];

/// A program whose pattern n stands for word n, and for the next one too.
fn program() -> Program {
    let mut program = Program::default();
    let ids = WORDS.map(|word| program.vocabulary.add(word));
    for n in 0..WORDS.len() {
        program.patterns.add([ids[n], ids[(n + 1) % WORDS.len()]]);
    }
    program
}

fn fits(program: &Program, part: PhrasePart, token: &Token) -> bool {
    match part {
        PhrasePart::Word(pattern) => program.patterns.forms(pattern).contains(&token.word),
        PhrasePart::Looks(looks) => LooksSet::of_token(token).has(looks),
        PhrasePart::Gap => false,
    }
}

/// The ends of a phrase that opens at a token, by trying everything.
fn ends(program: &Program, parts: &[PhrasePart], tokens: &[Token], at: usize, free: bool, out: &mut Vec<u32>) {
    let Some((&part, rest)) = parts.split_first() else { return out.push(at as u32) };
    if part == PhrasePart::Gap {
        for ahead in at..(at + WIDEST_GAP + 1).min(tokens.len()) {
            ends(program, rest, tokens, ahead, true, out);
        }
    } else if let Some(token) = tokens.get(at).filter(|token| free || token.gap.joins())
        && fits(program, part, token)
    {
        ends(program, rest, tokens, at + 1, false, out);
    }
}

fn part() -> impl Strategy<Value = PhrasePart> {
    let looks = prop::sample::select(Looks::ALL.map(|(looks, _)| looks).to_vec());
    prop_oneof![4 => (0..4u32).prop_map(|n| PhrasePart::Word(PatternId(n))), 1 => looks.prop_map(PhrasePart::Looks)]
}

/// Words, each with a gap before it or none; the first has none.
fn phrase() -> impl Strategy<Value = Vec<PhrasePart>> {
    prop::collection::vec((prop::bool::weighted(0.3), part()), 1..5).prop_map(|parts| {
        let spread = parts.into_iter().enumerate().flat_map(|(index, (gap, part))| {
            Some(PhrasePart::Gap).filter(|_| gap && index > 0).into_iter().chain([part])
        });
        spread.collect()
    })
}

proptest! {
    #[test]
    fn counts_words_into_the_order_that_comparing_gives(pairs in prop::collection::vec((0..200u32, 0..9u32), 0..40)) {
        let mut leading: Vec<(WordId, u32)> = pairs.iter().map(|&(word, node)| (WordId(word), node)).collect();
        let mut expected = leading.clone();
        expected.sort_unstable();
        build::sort(&mut leading, 200);
        prop_assert_eq!(leading, expected);
    }

    #[test]
    fn finds_what_trying_everything_finds(
        phrases in prop::collection::vec(phrase(), 1..6),
        words in prop::collection::vec((0..5usize, 0..4u8, prop::bool::weighted(0.2)), 0..16),
    ) {
        let program = program();
        let tokens: Vec<Token> = (0u32..).zip(&words).map(|(index, &(word, shape, parted))| Token {
            start: index * 10,
            end: index * 10 + 2,
            word: WORDS.get(word).map_or(WordId::UNKNOWN, |word| program.vocabulary.id(word)),
            shape: [Shape::default(), Shape::CAPITAL, Shape(3), Shape::DIGIT][shape as usize],
            gap: if parted { Gap::COMMA } else { Gap::default() },
        }).collect();
        let mut builder = TrieBuilder::default();
        let mut expected = Vec::new();
        for (group, parts) in (0u32..).zip(&phrases) {
            let phrase = Phrase { text: "".into(), parts: parts.clone() };
            builder.phrase(&phrase, Output { group, vetoes: false });
            for start in 0..tokens.len() {
                let mut found = Vec::new();
                ends(&program, parts, &tokens, start, true, &mut found);
                expected.extend(found.into_iter().map(|end| (start as u32, end, group)));
            }
        }
        let mut found = Vec::new();
        let trie = builder.finish(&program);
        trie.scan(&tokens, 0, &mut Walk::new(), |start, end, term| {
            found.extend(trie.terms().outputs(term).iter().map(|output| (start, end, output.group)));
        });
        prop_assert!(found.windows(2).all(|pair| pair[0].0 <= pair[1].0), "by rising first token");
        for list in [&mut expected, &mut found] {
            list.sort_unstable();
            list.dedup();
        }
        prop_assert_eq!(found, expected);
    }
}
