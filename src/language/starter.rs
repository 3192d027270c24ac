use super::Program;
use super::model::{KindId, Question, QuestionId};

/// A rule file to start from for a question: what stands in square brackets is to be filled in, what the comments say is to be
/// done. It joins the pack of the question, and can be read as it stands. None for a question that there is not.
pub fn starter(program: &Program, question: QuestionId) -> Option<String> {
    let asked = program.questions.get(question.at())?;
    let pack = &program.packs.get(asked.pack.at())?.name;
    let kinds: Vec<&str> = program.kinds.iter().map(|kind| &*kind.name).collect();
    let kind = program.kinds.get(likely_kind(program, asked).at())?;
    let (topic, content) = (unused(program, "topic"), unused(program, "content"));
    let name = rule_name(program, pack, asked);
    let already = already(program, question, asked);
    let Question { id, text, .. } = asked;
    Some(format!(
        r##"pack {pack}

# A start for a rule that answers {id}.
# Fill in what stands in square brackets, do what the comments say, and take them out. Then
#   govlint rules check FILE   says what is wrong or missing
#   govlint rules test FILE    runs the examples
#   govlint rules fmt FILE     sets the columns
{already}
# What people call it, and what looks like it and is not meant.
words {topic:<12} "[what people call it]", "[what others call it]"
          but not  "[what looks like it]"
# What it takes for the question to be answered.
words {content:<12} "[what settles it]", "[or this]"

# Give it a name and a title of its own.
rule {name} "{text}"
  answers {id}
  # The kinds of document that are asked: {kinds}.
  applies {kind}
  # Whose yardstick the colours are: source-scale, criterion, theme or recommendation.
  basis   criterion
  ask     "[The question to put to a meeting?]"

  find settled = clause headed {topic} having {content}
               | sentence having ({topic} and {content})
  find mention = sentence having {topic}

  # The first line that holds decides.
  green when settled
  amber when mention because "[it] is mentioned, but not [what is missing]"
  the usual for {topic}
  red otherwise because "nothing says [what]"
      at clause headed {topic}

  help    "[Say who, what and by when.]"
  # What each document must say for itself stays in square brackets here.
  suggest """
    [A clause to start from.]
    """

  # At least one for each colour; the best are those that look like another colour.
  example green "[A sentence that settles it.]"
  example amber "[A sentence that only mentions it.]"
  example red "[A sentence about something else.]"
"##,
        kinds = kinds.join(", "),
        kind = kind.name,
    ))
}

/// The kind of the rules that stand nearest to a question: of its area, else of its pack, else the first.
fn likely_kind(program: &Program, asked: &Question) -> KindId {
    let area = program.rules.iter().find(|rule| rule.area == asked.area);
    let pack = || program.rules.iter().find(|rule| rule.pack == asked.pack);
    area.or_else(pack).and_then(|rule| rule.applies.first().copied()).unwrap_or(KindId(0))
}

/// Comments on what is known of the question already.
fn already(program: &Program, question: QuestionId, asked: &Question) -> String {
    let mut known = String::new();
    for rule in program.rules.iter().filter(|rule| program.answers(rule, question)) {
        known.push_str(&format!("#\n# {} answers it already; the worse of their ratings counts.\n", rule.id));
    }
    if let Some(why) = &asked.attested {
        known.push_str(&format!("#\n# So far it is left to a person: {}.\n", why.replace('\n', " ")));
    }
    known
}

/// A name that no words, names or facts bear.
fn unused(program: &Program, name: &str) -> String {
    let taken = |name: &str| {
        program.words.iter().any(|words| words.name == name)
            || program.names.iter().any(|names| names.name == name)
            || program.facts.iter().any(|fact| fact.name == name)
    };
    numbered(name, taken)
}

fn rule_name(program: &Program, pack: &str, asked: &Question) -> String {
    let area = program.areas.get(asked.area.at()).map_or("", |area| &area.name);
    numbered("new-rule", |name| program.rules.iter().any(|rule| rule.id == format!("{pack}.{area}.{name}")))
}

/// The name, with a number behind it where it is taken.
fn numbered(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let others = (2_u32..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(others).find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::engine::Engine;
    use crate::language::model::RuleId;
    use crate::language::{RuleFile, compile, format};

    const AROUND: &str = r#"pack tide "Tides"
  version "1"
  source  "Nobody"

kind chart "Chart"
  titled "chart"
kind log "Log"
  titled "log"

area quay "Quays"

question tide.quay.1 "It is said who keeps the gauge"
question tide.quay.2 "The keeper is trusted" attested because "only who knows the keeper can say"

words topic "gauge"

rule keeper "Keeper"
  answers tide.quay.1
  applies log
  basis   criterion
  find said = sentence having topic
  green when said
  red otherwise because "nothing"
  example green "The gauge is read."
  example red   "It is wet."
"#;

    fn compiled(starter: &str) -> (Program, Vec<Diagnostic>) {
        let file = |name: &str, text: &str| RuleFile { name: name.into(), text: text.to_owned().into() };
        compile(&[file("around.rules", AROUND), file("starter.rules", starter)])
    }

    fn started(question: u32) -> String {
        let (program, _) = compile(&[RuleFile { name: "around.rules".into(), text: AROUND.into() }]);
        starter(&program, QuestionId(question)).unwrap()
    }

    /// The starter with its blanks filled in.
    fn filled(starter: &str) -> String {
        [
            ("[what people call it]", "tide table"),
            ("[what others call it]", "tide book"),
            ("[what looks like it]", "tide table of contents"),
            ("[what settles it]", "harbour master"),
            ("[or this]", "pilot"),
            ("[A sentence that settles it.]", "The tide table is kept by the harbour master."),
            ("[A sentence that only mentions it.]", "There is a tide table."),
            ("[A sentence about something else.]", "There is a quay."),
        ]
        .iter()
        .fold(starter.to_owned(), |text, (blank, words)| text.replace(blank, words))
    }

    #[test]
    fn can_be_read_as_it_stands_and_is_formatted() {
        for question in [0, 1] {
            let starter = started(question);
            let (_, problems) = compiled(&starter);
            let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{errors:#?}\n{starter}");
            assert_eq!(format(&starter).unwrap(), starter);
        }
    }

    #[test]
    fn filled_in_nothing_is_wrong_and_its_examples_are_rated_as_they_say() {
        let starter = filled(&started(0));
        let (program, problems) = compiled(&starter);
        assert!(problems.is_empty(), "{problems:#?}\n{starter}");
        let rule = program.rules.iter().position(|rule| rule.id == "tide.quay.new-rule").unwrap();
        assert_eq!(program.rules[rule].applies, [KindId(1)]);
        let runs = Engine::new(program).run_examples(RuleId(rule as u32));
        assert_eq!(runs.iter().map(|run| run.passes()).collect::<Vec<_>>(), [true; 3], "{runs:#?}");
    }

    #[test]
    fn says_what_is_known_and_takes_no_name_twice() {
        let (first, second) = (started(0), started(1));
        assert!(first.contains("words topic-2 ") && first.contains("# tide.quay.keeper answers it already"));
        assert!(second.contains("# So far it is left to a person: only who knows the keeper can say."));
        assert!(second.contains("rule new-rule \"The keeper is trusted\"\n  answers tide.quay.2\n"));
        let (program, _) = compiled(&first);
        let again = starter(&program, QuestionId(0)).unwrap();
        assert!(again.contains("rule new-rule-2 ") && again.contains("words content-2 "), "{again}");
        assert_eq!(starter(&program, QuestionId(9)), None);
    }
}
