use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::assess::{Asking, Cover, Scope, Waiver, remark};
use crate::diagnostic::{Diagnostic, FileId};
use crate::source::Span;
use crate::workspace::config::{Config, Pattern, pattern};

/// The waivers that the configurations of a run say, each once however many documents it holds for.
#[derive(Debug, Default)]
pub(in crate::workspace) struct Waivers {
    list: Vec<Placed>,
    /// The files that say them: name and text.
    files: Vec<(String, String)>,
}

#[derive(Debug)]
struct Placed {
    waiver: Arc<Waiver>,
    /// The documents; all where there is none.
    pattern: Option<Pattern>,
    scope: Scope,
    /// Where it is said: index into the files, and the bytes.
    file: usize,
    place: Span,
}

impl Waivers {
    /// Adds what a configuration says; the indexes of its waivers are returned. An error for each rule and pattern that is none.
    pub(in crate::workspace) fn add(&mut self, asking: Asking, config: &Config) -> Result<Vec<usize>, Vec<Diagnostic>> {
        let (mut own, mut problems) = (Vec::new(), Vec::new());
        for waive in &config.waive {
            let said = waive.rule.said;
            let rules = asking.rules(&waive.rule.value).map_err(|help| {
                let message = format!("no rule or question is called `{}`", waive.rule.value);
                Diagnostic::error("unknown-rule", message).at(FileId(said.file as u32), said.span, "").help(help)
            });
            let pattern = waive.path.as_ref().map(|path| pattern(config, path)).transpose();
            let (rules, pattern) = match (rules, pattern) {
                (Ok(rules), Ok(pattern)) => (rules, pattern),
                (rules, pattern) => {
                    problems.extend(rules.err().into_iter().chain(pattern.err()));
                    continue;
                }
            };
            let Some(file) = config.files.get(said.file) else { continue };
            let file = self.file(&file.name, &file.text);
            let known = self.list.iter().position(|known| known.file == file && known.place == said.span);
            own.push(known.unwrap_or_else(|| {
                let waiver = Waiver {
                    id: waive.rule.value.clone(),
                    rules,
                    reason: waive.reason.clone(),
                    who: waive.who.clone(),
                    until: waive.until,
                };
                let clause = waive.clause.as_ref().map(|clause| Scope::Clause(clause.value.clone()));
                let scope = clause.unwrap_or(Scope::Whole);
                self.list.push(Placed { waiver: Arc::new(waiver), pattern, scope, file, place: said.span });
                self.list.len() - 1
            }));
        }
        if problems.is_empty() { Ok(own) } else { Err(problems) }
    }

    fn file(&mut self, name: &str, text: &str) -> usize {
        let known = self.files.iter().position(|(known, _)| known == name);
        known.unwrap_or_else(|| {
            self.files.push((name.to_owned(), text.to_owned()));
            self.files.len() - 1
        })
    }

    /// Those of some that are for the document at a path, with what of it they are for.
    pub(in crate::workspace) fn of<'a>(
        &'a self,
        own: &'a [usize],
        path: &str,
    ) -> impl Iterator<Item = (usize, &'a Arc<Waiver>, &'a Scope)> {
        let path = std::path::absolute(Path::new(path)).unwrap_or_default();
        own.iter().filter_map(move |&index| {
            let placed = self.list.get(index)?;
            let fits = placed.pattern.as_ref().is_none_or(|pattern| pattern.fits(&path));
            fits.then_some((index, &placed.waiver, &placed.scope))
        })
    }

    /// What is to be said of those that met documents, and the files that say them.
    pub(in crate::workspace) fn remarks(
        &self,
        covers: &BTreeMap<usize, Cover>,
    ) -> (Vec<Diagnostic>, Vec<(String, String)>) {
        let one = |(&index, &cover): (&usize, &Cover)| {
            let Placed { waiver, file, place, .. } = self.list.get(index)?;
            remark(waiver, cover, FileId(*file as u32), *place)
        };
        (covers.iter().filter_map(one).collect(), self.files.clone())
    }
}
