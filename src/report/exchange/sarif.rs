use std::collections::HashMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::finding::{Finding, Problem, Spot, path};
use super::kept::Kept;
use crate::assess::{Assessed, Caret, Tally};
use crate::diagnostic::Severity;
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{Question, Rule};
use crate::report::{DISCLAIMER, Heading, Report, words};

/// The gaps in the Static Analysis Results Interchange Format, SARIF 2.1.0
/// (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), a result a line.
///
/// Red is an error, amber a warning, unclear and advice a note. What is waived, known to the baseline or settled by people is there and suppressed. Places of
/// files that are no text have no region, but say clause and page.
pub struct Sarif<'a> {
    heading: Heading<'a>,
    /// Whether gaps that are advice alone are told too.
    advice: bool,
    kept: Kept<Seen>,
}

/// What is said of a document at the end.
struct Seen {
    path: String,
    artifact: Value,
    notifications: Vec<Value>,
}

impl<'a> Sarif<'a> {
    /// The log of a run.
    pub fn new(heading: Heading<'a>, advice: bool) -> Self {
        Self { heading, advice, kept: Kept::default() }
    }
}

impl Report for Sarif<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        let program = self.heading.program;
        let rules: Vec<Value> = program.rules.iter().map(|rule| rule_of(program, rule)).collect();
        let packs = self.heading.packs.iter();
        let packs: Vec<Value> = packs
            .map(|pack| json!({ "id": pack.id, "version": pack.version, "sha256": pack.digest.to_string() }))
            .collect();
        let driver = json!({
            "name": "govlint",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
            "rules": rules,
        });
        let properties = json!({
            "asOf": self.heading.as_of.to_string(),
            "disclaimer": DISCLAIMER,
            "packs": packs,
        });
        let open = format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\n\
             \"tool\":{{\"driver\":{driver}}},\n\"columnKind\":\"unicodeCodePoints\",\n\"properties\":{properties},\n\
             \"results\":[\n"
        );
        Ok(open.into_bytes())
    }

    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let own = path(&assessed.path);
        let uri = uri(own);
        let index_of = |_: &str| Some(index);
        let mut artifact = json!({ "location": { "uri": uri, "index": index }, "roles": ["analysisTarget"] });
        if let Some(digest) = assessed.digest {
            artifact["hashes"] = json!({ "sha-256": digest.to_string() });
        }
        let notify = |problem: &Problem| {
            json!({
                "level": if problem.severity == Severity::Error { "error" } else { "warning" },
                "message": { "text": problem.told() },
                "locations": [location(own, Some(index), problem.at.map(point))],
                "descriptor": { "id": problem.code },
            })
        };
        let notifications = Problem::all(assessed).iter().map(notify).collect();
        self.kept.put(index, Seen { path: own.to_owned(), artifact, notifications });
        let gaps = Finding::gaps(self.heading.program, assessed, self.advice);
        lines(&gaps, &index_of)
    }

    fn together(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let gaps = Finding::gaps_together(self.heading.program, tally, self.advice);
        self.kept.look(|kept| {
            let indexes: HashMap<&str, usize> = kept.iter().map(|(index, seen)| (&*seen.path, *index)).collect();
            lines(&gaps, &|path: &str| indexes.get(path).copied())
        })
    }

    fn between(&self) -> &'static [u8] {
        b",\n"
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let (mut artifacts, mut notifications) = (Vec::new(), Vec::new());
        for seen in self.kept.take() {
            artifacts.push(seen.artifact);
            notifications.extend(seen.notifications);
        }
        let invocation = json!({ "executionSuccessful": tally.unreadable == 0 && tally.left == 0, "toolExecutionNotifications": notifications });
        let close = format!(
            "\n],\n\"artifacts\":{},\n\"invocations\":[{invocation}]\n}}]}}\n",
            serde_json::to_string(&artifacts)?
        );
        Ok(close.into_bytes())
    }
}

/// A rule as it is described once.
fn rule_of(program: &Program, rule: &Rule) -> Value {
    let questions: Vec<&Question> =
        rule.answers.iter().filter_map(|question| program.questions.get(question.at())).collect();
    let asked: Vec<String> = questions.iter().map(|question| format!("{} ({})", question.text, question.id)).collect();
    let ids: Vec<&str> = questions.iter().map(|question| &*question.id).collect();
    let area = program.areas.get(rule.area.at()).map_or("", |area| &*area.name);
    let mut tags = vec![area.to_owned(), words::basis(rule.basis).to_owned()];
    tags.extend((!rule.risk.is_empty()).then(|| format!("{} risk", rule.risk)));
    tags.extend(rule.advisory.then(|| "advice".to_owned()));
    let mut told = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": asked.join("; ") },
        "defaultConfiguration": { "level": if rule.advisory { "note" } else { "error" } },
        "properties": { "tags": tags, "questions": ids, "measuredBy": words::whose(program, rule) },
    });
    let suggest = (!rule.suggest.is_empty()).then(|| format!("You could write:\n{}", rule.suggest));
    let help: Vec<String> =
        Some(rule.help.clone()).filter(|help| !help.is_empty()).into_iter().chain(suggest).collect();
    if !help.is_empty() {
        told["help"] = json!({ "text": help.join("\n\n") });
    }
    told
}

/// A result a gap; `index` tells which of the artifacts a path is.
fn lines(gaps: &[Finding], index: &impl Fn(&str) -> Option<usize>) -> io::Result<Vec<u8>> {
    let results: Vec<String> =
        gaps.iter().map(|gap| serde_json::to_string(&result(gap, index))).collect::<Result<_, _>>()?;
    Ok(results.join(",\n").into_bytes())
}

fn location(path: &str, index: Option<usize>, region: Option<Value>) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Some(index) = index {
        location["artifactLocation"]["index"] = index.into();
    }
    if let Some(region) = region {
        location["region"] = region;
    }
    json!({ "physicalLocation": location })
}

fn result(gap: &Finding, index: &impl Fn(&str) -> Option<usize>) -> Value {
    let (chief, further) = (gap.spot(), &gap.spots[1..]);
    let mut result = json!({
        "ruleId": gap.rule.0.id,
        "ruleIndex": gap.rule.1,
        "level": if gap.advisory { "note" } else { level(gap.colour) },
        "message": { "text": gap.told() },
        "locations": [location(chief.path(), index(chief.path()), chief.lines.map(region))],
        "partialFingerprints": { "govlint/rating/v1": gap.id },
        "properties": {
            "rating": gap.colour.word(),
            "reason": gap.reason.word(),
            "place": chief.place,
        },
    });
    if let Some(subject) = gap.subject {
        result["properties"]["subject"] = subject.into();
    }
    if let Some(quote) = &chief.quote {
        result["properties"]["quote"] = quote.clone().into();
    }
    let related: Vec<Value> = (1..).zip(further).map(|(id, spot)| related(id, spot, index)).collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(said) = &gap.excused {
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": said }]);
    }
    result
}

fn related(id: usize, spot: &Spot, index: &impl Fn(&str) -> Option<usize>) -> Value {
    let mut related = location(spot.path(), index(spot.path()), spot.lines.map(region));
    let quote = spot.quote.as_ref().map(|quote| format!("“{quote}”"));
    let place = spot.lines.is_none().then(|| spot.place.clone()).filter(|place| !place.is_empty());
    let said = [Some(spot.message.clone()), quote, place].into_iter().flatten().collect::<Vec<_>>().join(", ");
    related["id"] = id.into();
    related["message"] = json!({ "text": said });
    related
}

fn level(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "error",
        Colour::Amber => "warning",
        _ => "note",
    }
}

fn region([start, end]: [Caret; 2]) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn point(point: Caret) -> Value {
    json!({ "startLine": point.line, "startColumn": point.column })
}

/// What stands for itself in a path of a URI.
const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as a URI: relative as given, absolute with its scheme.
fn uri(path: &str) -> String {
    // As Windows programs write paths that may be long.
    let path = match path.strip_prefix("//?/") {
        Some(host) if host.starts_with("UNC/") => &format!("/{}", &host[3..]),
        Some(drive) => drive,
        None => path,
    };
    let bytes = path.as_bytes();
    let drive = matches!(bytes, [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let (scheme, rest) = match path {
        _ if drive => (format!("file:///{}", &path[..2]), &path[2..]),
        _ if path.starts_with("//") => ("file:".to_owned(), path),
        _ if path.starts_with('/') => ("file://".to_owned(), path),
        _ => (String::new(), path),
    };
    format!("{scheme}{}", utf8_percent_encode(rest, &KEPT))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::super::testing;
    use super::*;

    fn whole() -> String {
        let program = testing::program();
        testing::whole(&Sarif::new(testing::heading(&program, &[]), false))
    }

    #[test]
    fn a_result_a_gap() {
        let log: Value = serde_json::from_str(&whole()).unwrap();
        insta::assert_snapshot!("sarif", serde_json::to_string_pretty(&log).unwrap());
    }

    #[test]
    fn places_and_rules_are_those_that_are_named() {
        let log: Value = serde_json::from_str(&whole()).unwrap();
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 6);
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            let artifact = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            let index = artifact["index"].as_u64().unwrap() as usize;
            assert_eq!(run["artifacts"][index]["location"]["uri"], artifact["uri"]);
        }
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    }

    #[test]
    fn paths_become_uris() {
        for (path, told) in [
            ("a b/ü#1?.md", "a%20b/%C3%BC%231%3F.md"),
            ("c:d.md", "c%3Ad.md"),
            ("../x.md", "../x.md"),
            ("/srv/x.md", "file:///srv/x.md"),
            ("C:/a b.md", "file:///C:/a%20b.md"),
            ("//host/share/x.md", "file://host/share/x.md"),
            ("//?/C:/a b.md", "file:///C:/a%20b.md"),
            ("//?/UNC/host/share/x.md", "file://host/share/x.md"),
            ("-", "-"),
        ] {
            assert_eq!(uri(path), told);
        }
    }
}
