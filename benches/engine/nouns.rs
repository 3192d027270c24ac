//! The shipped rules with nine times as many beside them that put nouns into templates, as whoever writes rules by the
//! hundred would.

use std::fmt::Write;

use govlint::language::{Program, RuleFile, compile};
use govlint::workspace::RuleSet;

/// What rules may be about. The documents of the bench speak of the first third.
const NOUNS: [&str; 96] = [
    "budget",
    "forecast",
    "fee",
    "grant",
    "volunteer",
    "contract",
    "gift",
    "hospitality",
    "website",
    "archive",
    "bridge",
    "book",
    "mooring",
    "slipway",
    "instrument",
    "gravel",
    "key",
    "visitor",
    "surveyor",
    "season",
    "weather",
    "resident",
    "transport",
    "training",
    "staff",
    "fire",
    "insurance",
    "fund",
    "interest",
    "risk",
    "mediation",
    "signature",
    "vehicle",
    "pension",
    "payroll",
    "sickness",
    "redundancy",
    "appraisal",
    "mileage",
    "treasury",
    "loan",
    "lease",
    "tenant",
    "rent",
    "tariff",
    "refund",
    "donation",
    "legacy",
    "subsidiary",
    "pupil",
    "patient",
    "carer",
    "parent",
    "petition",
    "ballot",
    "proxy",
    "apology",
    "observer",
    "press",
    "publication",
    "retention",
    "password",
    "backup",
    "evacuation",
    "incident",
    "accident",
    "inventory",
    "disposal",
    "estate",
    "building",
    "supplier",
    "tender",
    "invoice",
    "cheque",
    "debt",
    "subsistence",
    "sponsorship",
    "consultant",
    "contractor",
    "trustee",
    "charity",
    "museum",
    "ferry",
    "lighthouse",
    "orchard",
    "tramway",
    "allotment",
    "cemetery",
    "market",
    "quarry",
    "reservoir",
    "weir",
    "pier",
    "library",
    "theatre",
    "stadium",
];

/// What is asked of a noun: the find, and the words that it needs beside the noun's own.
const TEMPLATES: [&str; 20] = [
    "sentence having (NOUN and (bound or \"approved by\"))",
    "sentence having (charged and NOUN)",
    "sentence having (NOUN within 1 words of paper)",
    "sentence having (NOUN and cadence)",
    "sentence having (NOUN and money)",
    "sentence having (NOUN and duration)",
    "sentence having (NOUN and date)",
    "sentence having (NOUN and role)",
    "sentence having (NOUN near charged)",
    "sentence having (bound before NOUN)",
    "sentence having (NOUN within 5 words of bound)",
    "clause having (NOUN and paper)",
    "clause having (NOUN and share)",
    "clause having (NOUN and count and bound)",
    "clause headed NOUN having bound",
    "clause headed NOUN having (charged or paper)",
    "section headed NOUN having bound",
    "sentence having (NOUN and reference)",
    "sentence having (paper before NOUN)",
    "clause having (NOUN and party)",
];

/// The shipped rules, and rules in which each noun is put into each template, so that there are ten times as many in all.
/// They are for the kinds that the shipped rules are for, in turn.
pub fn program() -> Program {
    let shipped = RuleSet::load(&[]).map(|rules| (rules.files, rules.program)).unwrap_or_default();
    let (mut files, program) = shipped;
    let of_documents = program.rules.iter().filter(|rule| rule.across.is_none());
    let kinds = of_documents.map(|rule| {
        let names = rule.applies.iter().filter_map(|kind| program.kinds.get(kind.at()));
        names.map(|kind| kind.name.as_str()).collect::<Vec<_>>().join(", ")
    });
    let kinds: Vec<String> = kinds.collect();
    files.push(RuleFile { name: "nouns.rules".to_owned(), text: rules(&kinds).into() });
    let (program, problems) = compile(&files);
    crate::rules::must_be_sound(&files, &problems);
    program
}

fn rules(kinds: &[String]) -> String {
    let mut text = String::from(
        "pack nouns \"Nouns\"\n  version \"1\"\n  uses core\n\narea nouns \"Nouns\"\n\n\
         words bound \"must\", \"shall\"\nwords charged \"responsible\", \"accountable\", \"authority\"\n\
         words paper \"policy\", \"procedure\", \"plan\", \"strategy\", \"committee\"\n\n",
    );
    let asked = NOUNS.iter().flat_map(|noun| TEMPLATES.iter().enumerate().map(move |(number, of)| (noun, number, of)));
    for ((noun, number, template), kinds) in asked.zip(kinds.iter().cycle()) {
        if number == 0 {
            let _ = write!(text, "words the-{noun} \"{noun}\"\n\n");
        }
        let find = template.replace("NOUN", &format!("the-{noun}"));
        let _ = write!(
            text,
            "question nouns.nouns.{noun}-{number} \"Is it said of {noun}?\"\n\n\
             rule {noun}-{number} \"It is said of {noun}\"\n  answers nouns.nouns.{noun}-{number}\n  applies {kinds}\n  \
             basis criterion\n  area nouns\n\n  find said = {find}\n  find mention = sentence having the-{noun}\n\n  \
             green when said\n  amber when mention because \"{noun} is spoken of\"\n  the usual for said or mention\n  \
             red otherwise because \"nothing is said of {noun}\"\n      at clause headed the-{noun}\n\n"
        );
    }
    text
}
