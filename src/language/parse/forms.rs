use super::Rule;

/// How a statement is written.
pub(super) struct Line {
    /// The word it opens with.
    pub(super) keyword: &'static str,
    /// Its grammar rule.
    pub(super) rule: Rule,
    /// Its form, for people.
    pub(super) usage: &'static str,
}

/// How a declaration is written.
pub(super) struct Declared {
    pub(super) head: Line,
    /// The lines of its body.
    pub(super) body: &'static [Line],
}

const fn line(keyword: &'static str, rule: Rule, usage: &'static str) -> Line {
    Line { keyword, rule, usage }
}

const ARM: &str = "green when FIND because \"…\"` or `red otherwise because \"…\" at PLACE";

const ACROSS: &str = "green when FIND because \"…\"` or `red otherwise because \"…\" at PATH";

/// Every declaration.
pub(super) const DECLARATIONS: [Declared; 10] = [
    Declared {
        head: line("pack", Rule::pack_head, "pack NAME \"title\""),
        body: &[
            line("version", Rule::version_line, "version \"1.0\""),
            line("source", Rule::source_line, "source \"publication, year\""),
            line("uses", Rule::uses_line, "uses PACK, PACK"),
            line("year-end", Rule::year_end_line, "year-end \"31 March\""),
            line("advisory", Rule::advisory_line, "advisory"),
            line("off", Rule::pack_off_line, "off unless PROFILE VALUE"),
        ],
    },
    Declared {
        head: line("kind", Rule::kind_head, "kind NAME \"title\""),
        body: &[
            line("titled", Rule::titled_line, "titled \"words\", 'Exact'"),
            line("called", Rule::called_line, "called \"words\", \"words\""),
            line("headings", Rule::headings_line, "headings \"words\", \"words\""),
            line("perhaps", Rule::perhaps_line, "perhaps \"words\", \"words\""),
            line("says", Rule::says_line, "says \"words\", \"words\""),
            line("aside", Rule::aside_line, "aside \"words\", \"words\""),
        ],
    },
    Declared {
        head: line(
            "words",
            Rule::words_item,
            "words NAME \"words\", 'Exact', OTHER but not \"words\" until YYYY-MM-DD as SENSE",
        ),
        body: &[],
    },
    Declared { head: line("names", Rule::names_item, "names NAME capitalised ending \"Board\", \"Group\""), body: &[] },
    Declared { head: line("fact", Rule::fact_item, "fact NAME : cadence for KIND = FIND"), body: &[] },
    Declared { head: line("area", Rule::area_item, "area NAME \"title\""), body: &[] },
    Declared { head: line("profile", Rule::profile_item, "profile NAME \"question\" one of VALUE, VALUE"), body: &[] },
    Declared {
        head: line("question", Rule::question_head, "question pack.area.number \"wording\" under pack.area.number"),
        body: &[
            line("under", Rule::under_line, "under pack.area.number"),
            line("same-as", Rule::same_as_line, "same-as pack.area.number"),
            line("basis", Rule::basis_line, "basis source-scale"),
            line("risk", Rule::risk_line, "risk strategic"),
            line("event", Rule::event_line, "event \"what could happen\""),
            line("effect", Rule::effect_line, "effect \"what it would lead to\""),
            line("ask", Rule::ask_line, "ask \"question\""),
            line("attested", Rule::attested_line, "attested because \"reason\""),
            line("inferred", Rule::inferred_line, "inferred because \"reason\""),
            line("held-in", Rule::held_in_line, "held-in each body"),
            line("applies", Rule::asked_line, "applies when PROFILE"),
        ],
    },
    Declared {
        head: line("rule", Rule::rule_head, "rule NAME \"title\""),
        body: &[
            line("answers", Rule::answers_line, "answers pack.area.number"),
            line("applies", Rule::applies_line, "applies KIND, KIND when PROFILE VALUE"),
            line("area", Rule::area_line, "area NAME"),
            line("basis", Rule::basis_line, "basis criterion"),
            line("risk", Rule::risk_line, "risk strategic"),
            line("event", Rule::event_line, "event \"what could happen\""),
            line("effect", Rule::effect_line, "effect \"what it would lead to\""),
            line("ask", Rule::ask_line, "ask \"question\""),
            line("advisory", Rule::advisory_line, "advisory"),
            line("off", Rule::off_line, "off"),
            line("find", Rule::find_line, "find NAME = PLACE having WORDS"),
            line("green", Rule::arm_line, ARM),
            line("amber", Rule::arm_line, ARM),
            line("red", Rule::arm_line, ARM),
            line("unclear", Rule::arm_line, ARM),
            line("skip", Rule::arm_line, ARM),
            line("the", Rule::usual_line, "the usual for FIND"),
            line("help", Rule::help_line, "help \"advice\""),
            line("suggest", Rule::suggest_line, "suggest \"\"\" … \"\"\""),
            line("example", Rule::example_line, "example green \"text\" for KIND as of 2026-11-22"),
        ],
    },
    Declared {
        head: line("bundle-rule", Rule::bundle_head, "bundle-rule NAME \"title\""),
        body: &[
            line("answers", Rule::answers_line, "answers pack.area.number"),
            line("applies", Rule::applies_line, "applies KIND, KIND when PROFILE VALUE"),
            line("area", Rule::area_line, "area NAME"),
            line("basis", Rule::basis_line, "basis criterion"),
            line("risk", Rule::risk_line, "risk strategic"),
            line("event", Rule::event_line, "event \"what could happen\""),
            line("effect", Rule::effect_line, "effect \"what it would lead to\""),
            line("ask", Rule::ask_line, "ask \"question\""),
            line("advisory", Rule::advisory_line, "advisory"),
            line("off", Rule::off_line, "off"),
            line("drawn", Rule::missing_line, "drawn missing"),
            line("for", Rule::each_line, "for each NAME in KIND.FACT"),
            line("find", Rule::set_line, "find NAME = KIND where KIND.FACT is NAME"),
            line("green", Rule::across_line, ACROSS),
            line("amber", Rule::across_line, ACROSS),
            line("red", Rule::across_line, ACROSS),
            line("unclear", Rule::across_line, ACROSS),
            line("skip", Rule::across_line, ACROSS),
            line("help", Rule::help_line, "help \"advice\""),
            line("suggest", Rule::suggest_line, "suggest \"\"\" … \"\"\""),
            line("example", Rule::example_line, "example green \"\"\" === mou.md … === tor.md … \"\"\""),
        ],
    },
];
