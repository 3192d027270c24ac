use std::collections::BTreeMap;

use super::Config;
use crate::diagnostic::Diagnostic;
use crate::language::{RuleFile, nearest};

/// What is wrong with words that are added to a group, and what to do; none where they can stand in a rule file.
pub(super) fn fault(group: &str, words: &[String]) -> Option<(String, &'static str)> {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
    };
    if !group.split_once('.').is_some_and(|(pack, group)| is_name(pack) && is_name(group)) {
        return Some((format!("`{group}` is no group of words of a pack"), "name both: `hfma.dispute`"));
    }
    let is_odd = |letter: char| letter == '"' || letter == '\\' || letter.is_control();
    let odd = words.iter().find(|words| words.trim().is_empty() || words.contains(is_odd))?;
    Some((format!("`{}` cannot be looked for", odd.escape_debug()), "write words, without quotes in them"))
}

impl Config {
    /// The words that are added to groups of the rules, as a rule file for each pack and file of the configuration. An error
    /// names a pack that is not among `packs`.
    pub fn own_words(&self, packs: &[&str]) -> Result<Vec<RuleFile>, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut lines: BTreeMap<(usize, &str), String> = BTreeMap::new();
        for (name, words) in &self.words {
            let Some((pack, group)) = name.value.split_once('.') else { continue };
            if !packs.contains(&pack) {
                let help = match nearest(pack, packs.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the packs are `{}`", packs.join("`, `")),
                };
                let problem = Diagnostic::error("unknown-pack", format!("there is no pack `{pack}`")).help(help);
                problems.push(problem.at(crate::diagnostic::FileId(name.said.file as u32), name.said.span, ""));
                continue;
            }
            if words.value.is_empty() {
                continue;
            }
            let quoted: Vec<String> = words.value.iter().map(|words| format!("\"{}\"", words.trim())).collect();
            let line = format!("words {group} also {}\n", quoted.join(", "));
            lines.entry((name.said.file, pack)).or_insert_with(|| format!("pack {pack}\n\n")).push_str(&line);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let file = |((file, _), text): ((usize, &str), String)| {
            let name = self.files.get(file).map_or("", |file| &file.name);
            RuleFile { name: format!("[words] of {name}"), text: text.into() }
        };
        Ok(lines.into_iter().map(file).collect())
    }
}
