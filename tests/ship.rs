//! What is shipped beside the program: completions that the shell takes, and a manual page for each command.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::process::{Command, Output};

fn govlint(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_govlint")).args(args).output().unwrap()
}

fn text(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the help names.
fn commands() -> BTreeSet<String> {
    let help = text(govlint(&["--help"]));
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn completions_name_every_command() {
    let commands = commands();
    assert!(commands.contains("check") && commands.len() > 5);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = text(govlint(&["completions", shell]));
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} does not complete {command}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_a_command() {
    let script = text(govlint(&["completions", "bash"]));
    let ask = "\nCOMP_WORDS=(govlint chec); COMP_CWORD=1; _govlint govlint chec govlint; echo \"${COMPREPLY[@]}\"";
    let answered = Command::new("bash").args(["--norc", "-c", &(script + ask)]).output().unwrap();
    assert_eq!(text(answered).trim(), "check");
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("share/man1");
    text(govlint(&["man", pages.to_str().unwrap()]));
    for command in commands() {
        let page = std::fs::read_to_string(pages.join(format!("govlint-{command}.1"))).unwrap();
        let parts = [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION"];
        assert!(page.starts_with(".ie") && parts.iter().all(|part| page.contains(part)), "{command}: {page}");
    }
    assert!(pages.join("govlint.1").is_file() && pages.join("govlint-rules-check.1").is_file());
}

#[test]
fn pages_that_cannot_be_written_are_told() {
    let output = govlint(&["man", "Cargo.toml/man1"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("the manual pages cannot be written to `Cargo.toml/man1`")
    );
}

#[test]
fn every_rule_and_question_has_a_page_and_no_link_leads_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    text(govlint(&["rules", "pages", folder.path().to_str().unwrap()]));
    let listed = text(govlint(&["rules", "list", "--format", "json"]));
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let ids: Vec<&str> =
        listed["rules"].as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap()).collect();
    for id in &ids {
        assert!(folder.path().join(format!("rules/{id}.md")).is_file(), "{id} has no page");
    }
    let in_folder = |name: &str| folder.path().join(name).read_dir().unwrap().map(|entry| entry.unwrap().path());
    let pages: Vec<_> =
        in_folder("questions").chain(in_folder("rules")).chain([folder.path().join("contents.md")]).collect();
    assert!(ids.len() > 100 && pages.len() > 2 * ids.len());
    for path in pages {
        let page = std::fs::read_to_string(&path).unwrap();
        let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| link.ends_with(".md")) {
            assert!(path.parent().unwrap().join(link).is_file(), "{} leads to {link}", path.display());
        }
    }
}

#[test]
fn the_hook_is_given_every_format_that_is_read() {
    let hooks = include_str!("../.pre-commit-hooks.yaml");
    let files = hooks.lines().find_map(|line| line.trim().strip_prefix("files: ")).unwrap();
    let files = regex::Regex::new(files).unwrap();
    let endings: Vec<String> = govlint::read::Format::list().split('`').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(endings.len() > 9 && endings.contains(&".docx".to_owned()), "{endings:?}");
    for ending in &endings {
        assert!(files.is_match(&format!("papers/draft{ending}")), "{ending}");
        assert!(files.is_match(&format!("papers/DRAFT{}", ending.to_uppercase())), "{ending}");
    }
    assert!(!files.is_match("papers/docx") && !files.is_match("papers/draft.xlsx") && !files.is_match("draft.md.bak"));
}
