use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::place::under_title;
use super::plan::{Trie, TrieBuilder, Walk};
use super::{Because, KindTold, Settings};
use crate::document::{BlockId, BlockKind, Document};
use crate::language::Program;
use crate::language::model::KindId;
use crate::prose::{Gap, Prose, Recogniser, RecogniserSet, Token, Vocabulary, recognise, split};
use crate::source::Span;

/// Words of the opening that are read.
const OPENING: usize = 60;
/// Different headings that it takes to tell a kind.
const HEADINGS: usize = 2;
/// Different things said that it takes to tell a kind, and how many times as many as of any other kind.
const SAID: (usize, usize) = (4, 2);
/// Different things said that it takes where the title says that it may be of the kind; more than of any other.
const SAID_BESIDE: usize = 2;
/// Words that a sign needs where it stands outside a title: one word alone names a body or a paper more often than a kind.
const SURE: u32 = 2;

/// Tells what kind of document it is.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    /// Title words under the number of the kind, heading words under that and the number of kinds, what such documents are
    /// called under that and twice the number of kinds, what such documents say under that and three times the number, what
    /// their titles may say under that and four times the number.
    trie: Trie,
    count: u32,
}

/// A title word in some tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sign {
    kind: u32,
    start: u32,
    end: u32,
    /// How many colons and dashes stand before it, where it is all that stands behind one; else 0.
    part: u32,
}

impl Kinds {
    pub fn new(program: &Program) -> Self {
        let mut builder = TrieBuilder::default();
        let count = program.kinds.len() as u32;
        for (index, kind) in program.kinds.iter().enumerate() {
            builder.enter(program, kind.titled, index as u32);
            if let Some(headings) = kind.headings {
                builder.enter(program, headings, count + index as u32);
            }
            if let Some(called) = kind.called {
                builder.enter(program, called, 2 * count + index as u32);
            }
            if let Some(says) = kind.says {
                builder.enter(program, says, 3 * count + index as u32);
            }
            if let Some(perhaps) = kind.perhaps {
                builder.enter(program, perhaps, 4 * count + index as u32);
            }
        }
        Self { trie: builder.finish(program), count }
    }

    /// The kind of a document, from the surest sign to the least; none where a sign speaks for several.
    pub fn tell(
        &self,
        program: &Program,
        document: &Document,
        prose: &Prose,
        path: &str,
        settings: Settings,
    ) -> Option<KindTold> {
        let vocabulary = &program.vocabulary;
        let told = |kind, because| KindTold { kind, because };
        if let Some(kind) = settings.kind {
            return Some(told(kind, Because::Asked));
        }
        if let Some(kind) = named(program, document) {
            return Some(told(kind, Because::FrontMatter));
        }
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let named: Vec<Token> = words(vocabulary, name);
        let signs: [(Vec<Sign>, Because); 3] = [
            self.title(vocabulary, document, prose),
            (self.opening(document, prose), Because::Opening),
            (self.signs(&named).into_iter().filter(|sign| sign.kind < self.count).collect(), Because::FileName),
        ];
        for (signs, because) in signs {
            if !signs.is_empty() {
                let kind = best(&signs).map(|kind| told(KindId(kind), because));
                return kind.or_else(|| self.said(document, prose).map(|kind| told(KindId(kind), Because::Said)));
            }
        }
        if let Some(kind) = self.said_beside(document, prose) {
            return Some(told(KindId(kind), Because::Said));
        }
        for kinds in [self.headings(document, prose), self.titled_headings(document, prose)] {
            match kinds.as_slice() {
                [] => {}
                [kind] => return Some(told(KindId(*kind), Because::Headings)),
                _ => break,
            }
        }
        let by_name = best(&self.titles(&named).0).map(|kind| told(KindId(kind), Because::FileName));
        by_name.or_else(|| self.said(document, prose).map(|kind| told(KindId(kind), Because::Said)))
    }

    /// The kind of which the document says several things, and far more than of any other.
    fn said(&self, document: &Document, prose: &Prose) -> Option<u32> {
        let said = self.things_said(document, prose);
        let most = (0..self.count).max_by_key(|&kind| (said[kind as usize], Reverse(kind)))?;
        let others = (0..self.count).filter(|&kind| kind != most).map(|kind| said[kind as usize]).max();
        let most_said = said[most as usize];
        (most_said >= SAID.0 && most_said >= SAID.1 * others.unwrap_or_default()).then_some(most)
    }

    /// The kind that the title says it may be of, where the document says things of it, and more than of any other.
    fn said_beside(&self, document: &Document, prose: &Prose) -> Option<u32> {
        let first = 4 * self.count;
        let title = document.title.into_iter().chain(under_title(document));
        let signs = title.flat_map(|block| self.signs(tokens_of(prose, block)));
        let hinted: Vec<u32> = signs.filter_map(|sign| sign.kind.checked_sub(first)).collect();
        if hinted.is_empty() {
            return None;
        }
        let said = self.things_said(document, prose);
        let most = hinted.into_iter().max_by_key(|&kind| (said[kind as usize], Reverse(kind)))?;
        let most_said = said[most as usize];
        let leads = (0..self.count).all(|kind| kind == most || said[kind as usize] < most_said);
        let enough = || most_said + usize::from(names_several(document, prose)) >= SAID_BESIDE;
        (most_said > 0 && leads && enough()).then_some(most)
    }

    /// By kind how many different things of it the document says.
    fn things_said(&self, document: &Document, prose: &Prose) -> Vec<usize> {
        let mut seen: Vec<FxHashSet<String>> = vec![FxHashSet::default(); self.count as usize];
        let first = 3 * self.count;
        for (index, _) in document.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_clause()) {
            let tokens = tokens_of(prose, BlockId(index as u32));
            for sign in self.signs(tokens) {
                let kind = sign.kind.checked_sub(first).and_then(|kind| seen.get_mut(kind as usize));
                let Some(seen) = kind else { continue };
                let matched = &tokens[sign.start as usize..sign.end as usize];
                let span = Span::new(matched[0].start, matched[matched.len() - 1].end);
                seen.insert(document.text.slice(span).to_lowercase());
            }
        }
        seen.iter().map(FxHashSet::len).collect()
    }

    /// Title words in the title block, else in the title that the metadata give, else in the headings in front of the
    /// first clause; and whether they name a kind or only what it is about.
    fn title(&self, vocabulary: &Vocabulary, document: &Document, prose: &Prose) -> (Vec<Sign>, Because) {
        let title = || Some(self.titles(tokens_of(prose, document.title?)));
        let field = || Some(self.titles(&words(vocabulary, &document.field("title")?.value)));
        let found =
            title().filter(|(signs, _)| !signs.is_empty()).or_else(field).filter(|(signs, _)| !signs.is_empty());
        let headings = || under_title(document).map(|heading| tokens_of(prose, heading));
        // "Mere Board", and under it "Scheme of delegation": the second line says what sort of paper it is.
        if found.as_ref().is_none_or(|(_, because)| *because == Because::Subject) {
            let sure: Vec<Sign> = headings().flat_map(|tokens| self.sure(tokens)).collect();
            if !sure.is_empty() {
                return (sure, Because::Title);
            }
        }
        found.unwrap_or_else(|| {
            let called = headings().flat_map(|tokens| self.called(self.signs(tokens)));
            (called.filter(|sign| sign.end - sign.start >= SURE).collect(), Because::Subject)
        })
    }

    /// Title words in the first words of running text.
    fn opening(&self, document: &Document, prose: &Prose) -> Vec<Sign> {
        let mut left = OPENING;
        let mut signs = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if left == 0 {
                break;
            }
            if block.kind == BlockKind::Paragraph {
                let tokens = tokens_of(prose, BlockId(index as u32));
                let tokens = &tokens[..tokens.len().min(left)];
                left -= tokens.len();
                signs.extend(self.sure(tokens));
            }
        }
        let kinds = kinds(&signs);
        if kinds.len() == 1 {
            signs.truncate(1)
        } else {
            signs.clear()
        }
        signs
    }

    /// The kinds of which the document has at least two different headings.
    fn headings(&self, document: &Document, prose: &Prose) -> Vec<u32> {
        let mut seen: Vec<Vec<String>> = vec![Vec::new(); self.count as usize];
        for (index, _) in document.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Heading) {
            let tokens = tokens_of(prose, BlockId(index as u32));
            for sign in self.signs(tokens) {
                let Some(kind) = sign.kind.checked_sub(self.count).filter(|&kind| kind < self.count) else { continue };
                let matched = &tokens[sign.start as usize..sign.end as usize];
                let span = Span::new(matched[0].start, matched[matched.len() - 1].end);
                let words = document.text.slice(span).to_lowercase();
                let seen = &mut seen[kind as usize];
                if seen.len() < HEADINGS && !seen.contains(&words) {
                    seen.push(words);
                }
            }
        }
        (0..self.count).filter(|&kind| seen[kind as usize].len() >= HEADINGS).collect()
    }

    /// The kinds whose title words a topmost heading holds: a letter or a bundle may carry its agreement inside.
    fn titled_headings(&self, document: &Document, prose: &Prose) -> Vec<u32> {
        let top = document.sections.iter().skip(1).map(|section| section.level).min().unwrap_or_default();
        let headings =
            document.sections.iter().filter(|section| section.level <= top + 1).filter_map(|section| section.heading);
        kinds(&headings.flat_map(|heading| self.sure(tokens_of(prose, heading))).collect::<Vec<_>>())
    }

    /// Title words of more than one word.
    fn sure(&self, tokens: &[Token]) -> Vec<Sign> {
        let signs = self.signs(tokens);
        signs.into_iter().filter(|sign| sign.kind < self.count && sign.end - sign.start >= SURE).collect()
    }

    /// Title words in some tokens of a title, else what such documents are called.
    fn titles(&self, tokens: &[Token]) -> (Vec<Sign>, Because) {
        let signs = self.signs(tokens);
        let titled: Vec<Sign> = signs.iter().filter(|sign| sign.kind < self.count).copied().collect();
        if !titled.is_empty() {
            return (titled, Because::Title);
        }
        (self.called(signs).collect(), Because::Subject)
    }

    /// The signs of what documents of a kind are called.
    fn called(&self, signs: Vec<Sign>) -> impl Iterator<Item = Sign> {
        let (first, count) = (2 * self.count, self.count);
        let kind = move |sign: &Sign| sign.kind.checked_sub(first).filter(|&kind| kind < count);
        signs.into_iter().filter_map(move |sign| Some(Sign { kind: kind(&sign)?, ..sign }))
    }

    /// All signs in some tokens, those that are not meant left out.
    fn signs(&self, tokens: &[Token]) -> Vec<Sign> {
        let (mut signs, mut vetoes) = (Vec::new(), Vec::new());
        self.trie.scan(tokens, 0, &mut Walk::new(), |start, end, term| {
            let parted = |token: &&Token| token.gap.any(Gap::COLON) || token.gap.any(Gap::DASH);
            let opens = parted(&&tokens[start as usize]);
            let whole = opens && tokens.get(end as usize).is_none_or(|next| !next.gap.joins());
            let part = if whole { tokens[..=start as usize].iter().filter(parted).count() as u32 } else { 0 };
            for output in self.trie.terms().outputs(term) {
                let sign = Sign { kind: output.group, start, end, part };
                if output.vetoes { vetoes.push(sign) } else { signs.push(sign) }
            }
        });
        let overlaps = |a: &Sign, b: &Sign| a.kind == b.kind && a.start < b.end && b.start < a.end;
        signs.retain(|sign| !vetoes.iter().any(|veto| overlaps(sign, veto)));
        signs
    }
}

/// Whether the opening names several organisations.
fn names_several(document: &Document, prose: &Prose) -> bool {
    let (mut read, mut end) = (0, 0);
    for (index, block) in document.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_clause()) {
        if read >= OPENING {
            break;
        }
        read += tokens_of(prose, BlockId(index as u32)).len();
        end = block.span.end;
    }
    let mut wanted = RecogniserSet::default();
    wanted.insert(Recogniser::Party);
    let found = recognise(document, prose, wanted);
    let tokens = found.iter().map(|found| &prose.tokens[found.tokens.start as usize..found.tokens.end as usize]);
    let spans = tokens.filter_map(|tokens| Some(Span::new(tokens.first()?.start, tokens.last()?.end)));
    let names: FxHashSet<&str> =
        spans.take_while(|span| span.end <= end).map(|span| document.text.slice(span)).collect();
    names.len() > 1
}

/// The words of a string that is not part of the text.
fn words(vocabulary: &Vocabulary, text: &str) -> Vec<Token> {
    let spaced = text.replace(['_', '-', '.'], " ");
    let known = |form: String| Token {
        start: 0,
        end: 0,
        word: vocabulary.id(&form),
        shape: Default::default(),
        gap: Default::default(),
    };
    split(&spaced).into_iter().map(known).collect()
}

/// The kind that the front matter names, by its name or its title.
fn named(program: &Program, document: &Document) -> Option<KindId> {
    let value = document.field("kind")?.value.trim().to_lowercase();
    let names =
        |kind: &crate::language::model::Kind| kind.name.to_lowercase() == value || kind.title.to_lowercase() == value;
    program.kinds.iter().position(names).map(|index| KindId(index as u32))
}

fn tokens_of(prose: &Prose, block: BlockId) -> &[Token] {
    let Some(sentences) = prose.blocks.get(block.0 as usize).filter(|sentences| !sentences.is_empty()) else {
        return &[];
    };
    let first = prose.sentences[sentences.start as usize].tokens.start;
    let last = prose.sentences[sentences.end as usize - 1].tokens.end;
    &prose.tokens[first as usize..last as usize]
}

fn kinds(signs: &[Sign]) -> Vec<u32> {
    let mut kinds: Vec<u32> = signs.iter().map(|sign| sign.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The kind of the longest sign; of several as long the one that is all behind a colon or dash: "Joint Working Agreement: Terms of
/// Reference"; else none where several kinds have one as long.
fn best(signs: &[Sign]) -> Option<u32> {
    let longest = signs.iter().map(|sign| (sign.end - sign.start, sign.part)).max()?;
    let longest: Vec<Sign> =
        signs.iter().filter(|sign| (sign.end - sign.start, sign.part) == longest).copied().collect();
    match kinds(&longest).as_slice() {
        [kind] => Some(*kind),
        _ => None,
    }
}
