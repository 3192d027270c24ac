use crate::document::{BlockId, BlockKind, Document};
use crate::engine::{Alias, FactField, FactValue, Group, Verdict};
use crate::language::Program;
use crate::language::model::KindId;
use crate::prose::{Bound, Parts, Recogniser, Value, quantity};
use crate::source::Span;

/// A document of a bundle as far as rules across documents see it: what its facts say, apart from the document itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// What it is called in the run: its path.
    pub path: String,
    /// Its kind; none where that could not be told, and then it has no facts.
    pub kind: Option<KindId>,
    /// What its title says.
    pub title: Option<Datum>,
    /// The rows of its facts, in the order of the facts and then of the document.
    pub rows: Vec<Row>,
    /// The short names that it gives.
    pub aliases: Vec<Alias>,
    /// What stands in front of it, as names of fields with their values.
    pub metadata: Vec<(String, Datum)>,
    /// Whose paper it is, as its facts say.
    pub own: Vec<String>,
}

/// A value of a fact, or a record of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The fact's name.
    pub fact: String,
    /// What it stands in with others of its sort.
    pub group: Group,
    /// The value; for a record its fields together.
    pub whole: Datum,
    /// The fields of a record.
    pub fields: Vec<(String, Datum)>,
    /// The run of the document to quote.
    pub quote: Span,
    /// The block that it stands in.
    pub block: BlockId,
}

impl Row {
    /// The value; for a record each of its fields.
    pub fn data(&self) -> impl Iterator<Item = &Datum> {
        let whole = std::iter::once(&self.whole).filter(|_| self.fields.is_empty());
        whole.chain(self.fields.iter().map(|(_, field)| field))
    }
}

/// Something that a document says.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// As people read it.
    pub words: String,
    /// What it is taken for.
    pub meaning: Meaning,
    /// Where it stands in the document's text; empty for what does not stand there.
    pub span: Span,
}

/// What something that a document says is taken for.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A name, which may be nobody's.
    Name,
    /// The name of an organisation in full.
    Organisation(String),
    /// A post, with the body that it belongs to where that is said.
    Post(String, Option<String>),
    /// An amount.
    Amount(Amount),
    /// The title of a document.
    Title,
    /// Other words.
    Text,
}

/// An amount, in the unit of [`Value::amount`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// What sort of value it is.
    pub recogniser: Recogniser,
    /// How much.
    pub amount: f64,
    /// Which way it bounds.
    pub bound: Bound,
    /// What it is of: a currency.
    pub unit: &'static str,
    /// Whether it can be read two ways.
    pub ambiguous: bool,
}

impl Paper {
    /// What rules across documents see of a document that was rated.
    pub fn of(program: &Program, path: &str, document: &Document, verdict: &Verdict) -> Self {
        let own =
            |fact: &&FactValue| program.facts.iter().any(|declared| declared.own_name && declared.name == fact.name);
        Self {
            path: path.to_owned(),
            kind: verdict.kind.map(|told| told.kind),
            title: if verdict.kind.is_some() { title(document) } else { called(path, title(document)) },
            rows: verdict.facts.iter().map(|fact| row(document, fact)).collect(),
            aliases: verdict.aliases.clone(),
            metadata: document.metadata.iter().map(|field| (field.name.clone(), field_of(&field.value))).collect(),
            own: verdict.facts.iter().filter(own).map(|fact| fact.value.clone()).collect(),
        }
    }
}

/// What a document of no kind is called: by its title and by its file, "annex-b.pdf", which often tells more.
fn called(path: &str, title: Option<Datum>) -> Option<Datum> {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace(['-', '_', '.'], " ");
    let Datum { words, meaning, span } =
        title.unwrap_or_else(|| Datum { words: String::new(), meaning: Meaning::Title, span: Span::new(0, 0) });
    Some(Datum { words: folded(&format!("{words} ({stem})")), meaning, span })
}

fn title(document: &Document) -> Option<Datum> {
    let block = document.title.map(|title| document.block(title)).filter(|block| block.kind == BlockKind::Title);
    let shown = block.map(|block| (folded(document.text.slice(block.span)), block.span));
    let (words, span) = shown.or_else(|| Some((document.field("title")?.value.clone(), Span::new(0, 0))))?;
    Some(Datum { words, meaning: Meaning::Title, span })
}

fn field_of(value: &str) -> Datum {
    let meaning = quantity(value).and_then(|value| amount(&value)).map_or(Meaning::Text, Meaning::Amount);
    Datum { words: folded(value), meaning, span: Span::new(0, 0) }
}

fn row(document: &Document, fact: &FactValue) -> Row {
    let meaning = meaning(document, fact.typed.as_ref(), fact.named);
    let field = |field: &FactField| {
        let meaning = self::meaning(document, field.typed.as_ref(), field.named);
        (field.name.clone(), Datum { words: field.words.clone(), meaning, span: field.span })
    };
    Row {
        fact: fact.name.clone(),
        group: fact.group,
        whole: Datum { words: fact.value.clone(), meaning, span: fact.matched },
        fields: fact.fields.iter().map(field).collect(),
        quote: fact.span,
        block: fact.block,
    }
}

fn meaning(document: &Document, typed: Option<&Value>, named: bool) -> Meaning {
    let Some(value) = typed else { return if named { Meaning::Name } else { Meaning::Text } };
    let words = |span: Span| folded(document.text.slice(span));
    match (value.recogniser, value.parts) {
        (Recogniser::Role, Parts { post: Some(post), of, .. }) => Meaning::Post(words(post), of.map(words)),
        (Recogniser::Party | Recogniser::Signature, Parts { name: Some(name), .. }) => {
            Meaning::Organisation(words(name))
        }
        _ => amount(value).map_or(Meaning::Text, Meaning::Amount),
    }
}

fn amount(value: &Value) -> Option<Amount> {
    let Value { recogniser, bound, unit, ambiguous, .. } = *value;
    value.amount.map(|amount| Amount { recogniser, amount, bound, unit, ambiguous })
}

/// Words on one line.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
