//! What the commands print for other programs, against the schemas in `docs/`. CI does the same with a validator that is not
//! of this house.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const SHORE: &str = "tests/data/cmd/shore.rules";
const QUAY: &str = "tests/data/cmd/quay.md";

/// What a command prints, as JSON.
fn printed(arguments: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .args(["--format", "json"])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&run.stderr);
    serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{errors}"))
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{name}.schema.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// What a schema has against a value.
fn against(name: &str, value: &Value) -> Vec<String> {
    let root = schema(name);
    let mut faults = Vec::new();
    Schema { root: &root }.check(&root, value, "", &mut faults);
    faults
}

fn check(schema: &str, arguments: &[&str]) -> Value {
    let value = printed(arguments);
    assert_eq!(against(schema, &value), [""; 0], "{arguments:?}");
    value
}

/// As much of JSON Schema as the schemas in `docs/` use; any other word in one is an error of the test.
struct Schema<'a> {
    root: &'a Value,
}

impl Schema<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        if *schema == Value::Bool(false) {
            return faults.push(format!("{at}: nothing may be there"));
        }
        for (keyword, rule) in schema.as_object().unwrap() {
            let holds = match &**keyword {
                "$schema" | "title" | "description" | "$defs" | "then" | "minContains" | "maxContains" => true,
                "$ref" => {
                    let target = self.root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                    self.check(target, value, at, faults);
                    true
                }
                "type" => types(rule).any(|name| is_of(value, name)),
                "const" => value == rule,
                "enum" => rule.as_array().unwrap().contains(value),
                "required" => {
                    let has = |name: &Value| value.get(name.as_str().unwrap()).is_some();
                    !value.is_object() || rule.as_array().unwrap().iter().all(has)
                }
                "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
                "minLength" => value.as_str().is_none_or(|text| text.len() as u64 >= rule.as_u64().unwrap()),
                "pattern" => {
                    let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                    value.as_str().is_none_or(|text| pattern.is_match(text))
                }
                "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
                "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
                "anyOf" => rule.as_array().unwrap().iter().any(|one| self.holds(one, value)),
                "if" => {
                    if self.holds(rule, value) {
                        self.check(&schema["then"], value, at, faults);
                    }
                    true
                }
                "contains" => {
                    let found = value.as_array().unwrap().iter().filter(|item| self.holds(rule, item)).count() as u64;
                    let bound = |name: &str, bound| schema.get(name).map_or(bound, |bound| bound.as_u64().unwrap());
                    (bound("minContains", 1)..=bound("maxContains", u64::MAX)).contains(&found)
                }
                "items" | "properties" | "additionalProperties" => {
                    self.below(schema, keyword, value, at, faults);
                    true
                }
                other => panic!("`{other}` is a word of JSON Schema that this test does not know"),
            };
            if !holds {
                faults.push(format!("{at}: {keyword} {rule}"));
            }
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    /// Checks what lies inside a value.
    fn below(&self, schema: &Value, keyword: &str, value: &Value, at: &str, faults: &mut Vec<String>) {
        let rule = &schema[keyword];
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            if keyword == "items" {
                self.check(rule, item, &format!("{at}/{index}"), faults);
            }
        }
        for (name, inner) in value.as_object().into_iter().flatten() {
            let own = schema.get("properties").and_then(|properties| properties.get(name));
            let rule = match keyword {
                "properties" => own,
                "additionalProperties" => Some(rule).filter(|_| own.is_none()),
                _ => None,
            };
            if let Some(rule) = rule {
                self.check(rule, inner, &format!("{at}/{name}"), faults);
            }
        }
    }
}

fn types(rule: &Value) -> impl Iterator<Item = &str> {
    let many = rule.as_array().map_or(std::slice::from_ref(rule), Vec::as_slice);
    many.iter().map(|name| name.as_str().unwrap())
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("`{other}` is no type"),
    }
}

#[test]
fn reports() {
    let report = check("report", &["check", "samples", "tests/data/cmd", "--as-of", "2026-11-22"]);
    assert!(report["documents"].as_array().unwrap().len() > 12);
}

#[test]
fn what_changed_since_an_earlier_run() {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run.json");
    let run = run.to_str().unwrap();
    printed(&["check", "samples/dyffryn-hefin", "samples/harrowmere-place", "--as-of", "2026-11-22", "--save", run]);
    let later = ["check", "samples/dyffryn-hefin", "samples/abhainn-runa", "--as-of", "2027-11-22", "--since", run];
    let since = &check("report", &later)["since"];
    let documents = since["documents"].as_array().unwrap();
    assert!(documents.iter().any(|document| !document["changes"].as_array().unwrap().is_empty()));
    for state in ["same", "new", "gone"] {
        assert!(documents.iter().any(|document| document["state"] == state), "{state}");
    }
    assert!(!since["bundles"].as_array().unwrap().is_empty());
}

#[test]
fn bundles() {
    let report = check("report", &["check", "tests/data/config", "--as-of", "2026-11-22"]);
    let bundle = &report["bundles"][0];
    assert_eq!((&bundle["name"], bundle["documents"].as_array().unwrap().len()), (&"The pool".into(), 2));
    let rated: Vec<_> = bundle["questions"].as_array().unwrap().iter().map(|asked| &asked["rating"]).collect();
    assert_eq!(rated, ["unrated", "red"]);
    assert_eq!(report["profile"], serde_json::json!({ "phase": "settled" }));
    let ratings = report["documents"][1]["ratings"].as_array().unwrap();
    assert!(ratings.iter().all(|rating| rating["rating"] == "not-applicable" && rating["reason"].is_null()));
}

#[test]
fn answers_of_people() {
    let report = check("report", &["check", "tests/data/answers", "--as-of", "2027-11-22"]);
    let asked = report["bundles"][0]["questions"].as_array().unwrap();
    let told: Vec<_> = asked.iter().map(|asked| [&asked["rating"], &asked["by"], &asked["suggested"]]).collect();
    let green = serde_json::json!(["green", "person", "red"]);
    assert_eq!(serde_json::json!(told[0]), green);
    assert_eq!(serde_json::json!(told[2]), serde_json::json!(["unclear", "person", "unrated"]));
    assert_eq!(asked[0]["people"]["recheck"][0]["why"], "review");
    assert_eq!((&asked[2]["people"]["rating"], &asked[2]["people"]["disagreement"]), (&Value::Null, &true.into()));
    assert_eq!(asked[3]["people"], Value::Null);
    let beside = &report["documents"][0]["ratings"][0]["people"][0];
    assert_eq!((&beside["question"], &beside["rating"]), (&"wharf.berths.1".into(), &"green".into()));
    check(
        "report",
        &["check", "tests/data/answers", "--answers", "tests/data/answers/later.toml", "--as-of", "2026-11-22"],
    );
}

#[test]
fn scores() {
    let documents = [QUAY, "tests/data/cmd/note.md", "tests/data/cmd/none.md"];
    let arguments = ["rules", "test", "--against", "tests/data/cmd/readers.tsv", "--rules", SHORE];
    let score = check("score", &[&arguments[..], &documents].concat());
    assert_eq!(score["documents"][0]["misses"][0]["got"], "amber");
    assert_eq!(score["documents"][2]["error"]["code"], "not-found");
    check("score", &["rules", "test", "--against", "samples/ratings.tsv", "samples"]);
}

#[test]
fn facts() {
    let documents = ["tests/data/cmd/berths.md", "tests/data/cmd/note.md", "tests/data/cmd/none.md"];
    let facts = check("facts", &[&["facts", "--rules", "tests/data/cmd/berth.rules"][..], &documents].concat());
    assert_eq!(facts["documents"][0]["facts"][3]["sort"], "record");
    check("facts", &["facts", "samples"]);
}

#[test]
fn maps() {
    let map = check("map", &["map", "samples", "--as-of", "2026-11-22"]);
    let maps = map["maps"].as_array().unwrap();
    assert_eq!(maps.len(), 3, "one for each partnership");
    for map in maps {
        let nodes = map["nodes"].as_array().unwrap();
        for line in map["lines"].as_array().unwrap() {
            for end in [&line["from"], &line["to"]] {
                assert!(nodes.iter().any(|node| node["id"] == *end), "{line}");
            }
        }
    }
    assert!(maps.iter().any(|map| !map["lines"].as_array().unwrap().is_empty()));
    check("map", &["map", QUAY, "--rules", SHORE]);
}

#[test]
fn differences() {
    let [was, now] = ["samples/dyffryn-hefin", "samples/harrowmere-place"];
    let whole = check("diff", &["diff", "--as-of", "2026-11-22", was, now]);
    let states: Vec<_> = whole["documents"].as_array().unwrap().iter().map(|document| &document["state"]).collect();
    assert!(states.contains(&&"both".into()) && states.contains(&&"gone".into()), "{states:?}");
    let [was, now] = [was, now].map(|folder| format!("{folder}/mou.md"));
    let two = check("diff", &["diff", "--as-of", "2026-11-22", &was, &now]);
    let document = &two["documents"][0];
    let changes: Vec<_> = document["changes"].as_array().unwrap().iter().map(|change| &change["change"]).collect();
    for word in ["changed", "added", "gone"] {
        assert!(changes.contains(&&word.into()), "{word}");
    }
    assert!(!document["ratings"].as_array().unwrap().is_empty());
    check("diff", &["diff", "--rules", SHORE, QUAY, "tests/data/pdf/cut.pdf"]);
}

#[test]
fn traces() {
    for rule in ["meetings", "disputes", "costs", "shore.quay.review"] {
        let trace = check("trace", &["trace", "--rules", SHORE, "--as-of", "2026-11-22", rule, QUAY]);
        assert!(trace["rule"].as_str().unwrap().starts_with("shore.quay."));
    }
    let sample = "samples/harrowmere-place/mou.md";
    let trace = check("trace", &["trace", "hfma.mou.conflict-resolution", sample]);
    assert!(!trace["finds"][0]["matches"][0]["hits"].as_array().unwrap().is_empty());
}

#[test]
fn profiles() {
    let profile = check("profile", &["rules", "profile", "samples"]);
    let shares = |of: &str| -> Vec<f64> {
        profile[of].as_array().unwrap().iter().map(|one| one["share"].as_f64().unwrap()).collect()
    };
    assert!(shares("rules").is_sorted_by(|one, next| one >= next));
    let parts = [&profile["reading"]["share"], &profile["facts"]["share"]].map(|share| share.as_f64().unwrap());
    let whole: f64 = shares("rules").iter().chain(&shares("words")).chain(&parts).sum();
    assert!((0.5..=1.0001).contains(&whole), "{whole}");
}

#[test]
fn coverage() {
    let coverage = check("coverage", &["rules", "coverage"]);
    let entries = coverage["entries"].as_array().unwrap();
    assert!(entries.len() > 250, "{} questions are too few to be all", entries.len());
    for entry in entries {
        for said in ["basis", "risk", "ask"] {
            assert!(entry[said].is_string(), "{} says nothing of its {said}", entry["question"]);
        }
        assert_ne!(entry["answered_by"], "neither", "{}", entry["question"]);
    }
    check("coverage", &["rules", "coverage", SHORE]);
}

#[test]
fn a_schema_tells_what_is_wrong() {
    let mut trace = printed(&["trace", "--rules", SHORE, "--as-of", "2026-11-22", "disputes", QUAY]);
    trace["rating"] = "orange".into();
    trace["lines"][0]["decided"] = true.into();
    trace["words"][0].as_object_mut().unwrap().remove("count");
    trace["finds"][1]["matches"][0]["line"] = 0.into();
    let faults = against("trace", &trace);
    assert_eq!(faults.len(), 4, "{faults:#?}");
}

/// A configuration as a validator sees it; none where it is no TOML.
fn as_json(text: &str) -> Option<Value> {
    fn value(from: &toml::de::DeValue) -> Value {
        use toml::de::DeValue;
        match from {
            DeValue::String(text) => text.to_string().into(),
            DeValue::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
            DeValue::Float(number) => number.as_str().parse::<f64>().unwrap().into(),
            DeValue::Boolean(flag) => (*flag).into(),
            DeValue::Datetime(day) => day.to_string().into(),
            DeValue::Array(items) => items.iter().map(|item| value(item.get_ref())).collect(),
            DeValue::Table(table) => table_of(table),
        }
    }
    fn table_of(table: &toml::de::DeTable) -> Value {
        Value::Object(table.iter().map(|(name, inner)| (name.get_ref().to_string(), value(inner.get_ref()))).collect())
    }
    Some(table_of(toml::de::DeTable::parse(text).ok()?.get_ref()))
}

/// Whether `govlint config` takes a configuration.
fn taken(text: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("govlint.toml");
    std::fs::write(&path, text).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_govlint")).args(["config", "--config"]).arg(path).output().unwrap();
    run.status.success()
}

#[test]
fn the_schema_of_the_configuration_is_the_one_that_govlint_prints() {
    let run = Command::new(env!("CARGO_BIN_EXE_govlint")).args(["config", "--schema"]).output().unwrap();
    let printed: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(schema("config"), printed, "write it anew: govlint config --schema > docs/config.schema.json");
}

#[test]
fn govlint_and_the_schema_take_the_same_configurations() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = std::fs::read_to_string(root.join("docs/configuration.md")).unwrap();
    let shown = manual.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    let kept =
        ["tests/data/config/govlint.toml", "tests/data/config/inner/govlint.toml", "tests/data/waive/govlint.toml"];
    let good: Vec<String> = shown
        .chain(kept.map(|path| std::fs::read_to_string(root.join(path)).unwrap()))
        .chain([String::new()])
        .collect();
    assert!(good.len() > 4, "the manual shows no configuration");
    for text in good {
        let faults = against("config", &as_json(&text).unwrap());
        assert!(faults.is_empty() && taken(&text), "{text}\n{faults:#?}");
    }
    let waiver = "rule = 'x'\nreason = 'x'\nwho = 'x'\n";
    for text in [
        "rulez = []",
        "root = 'yes'",
        "rules = 3",
        "select = ['hfma', 3]",
        "bundle = ['x']",
        "baseline = 1",
        "fail-on = 'blue'",
        "memory = 63",
        "memory = 65537",
        "memory = 1.5",
        "kinds = ['tor']",
        "kinds = { x = true }",
        "aliases = { x = 1 }",
        "profile = { stage = 1 }",
        "severity = { x = 'red' }",
        "waive = { rule = 'x' }",
        &format!("[[waive]]\n{waiver}"),
        &format!("[[waive]]\n{waiver}until = 'spring'"),
        &format!("[[waive]]\n{waiver}until = 2027-01-31\npaths = 'x'"),
        &format!("[[waive]]\n{waiver}until = 2027-01-31\npath = ' '"),
    ] {
        assert!(!against("config", &as_json(text).unwrap()).is_empty(), "the schema takes {text}");
        assert!(!taken(text), "govlint takes {text}");
    }
}
