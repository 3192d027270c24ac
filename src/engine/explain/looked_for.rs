use crate::engine::Engine;
use crate::language::model::{Condition, Expr, FindId, RuleId, WordsId};

/// Phrases named of each group.
const OF_EACH: usize = 2;

impl Engine {
    /// The words that a rule looks for, a few of each group, in the order of its finds.
    pub fn looked_for(&self, rule: RuleId) -> Vec<&str> {
        let mut named: Vec<&str> = Vec::new();
        for words in self.groups(rule, false) {
            let Some(group) = self.program().words.get(words.at()) else { continue };
            for phrase in group.phrases.iter().take(OF_EACH) {
                if !named.contains(&&*phrase.text) {
                    named.push(&phrase.text);
                }
            }
        }
        named
    }

    /// The groups of words that a rule uses, in the order of its finds and arms, each once.
    pub(super) fn groups_of(&self, rule: RuleId) -> Vec<WordsId> {
        self.groups(rule, true)
    }

    /// The same; without `all`, those left out that must not stand there.
    fn groups(&self, rule: RuleId, all: bool) -> Vec<WordsId> {
        let mut walk = Walk { engine: self, all, groups: Vec::new(), finds: Vec::new() };
        if let Some(rule) = self.program().rules.get(rule.at()) {
            rule.finds.iter().for_each(|&find| walk.find(find));
            for arm in &rule.arms {
                match &arm.condition {
                    Condition::When(expr) | Condition::Usual(expr) => walk.expr(expr),
                    Condition::Otherwise => {}
                }
            }
        }
        walk.groups
    }
}

/// A walk over expressions that enters each find once.
struct Walk<'a> {
    engine: &'a Engine,
    /// Whether words that must not stand there count too.
    all: bool,
    groups: Vec<WordsId>,
    finds: Vec<FindId>,
}

impl<'a> Walk<'a> {
    fn find(&mut self, find: FindId) {
        if self.finds.contains(&find) {
            return;
        }
        self.finds.push(find);
        let engine = self.engine;
        if let Some(find) = engine.program().finds.get(find.at()) {
            self.expr(&find.expr);
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Words(words) => self.group(*words),
            Expr::Names(names) => {
                if let Some(names) = self.engine.program().names.get(names.at()) {
                    self.group(names.ending);
                }
            }
            Expr::Find(find) => self.find(*find),
            Expr::Every(find, _) => self.find(*find),
            Expr::Not(_) | Expr::InTitle(_, false) if !self.all => return,
            Expr::Apart(of, ..) | Expr::Rather(of, _) if !self.all => return self.expr(of),
            _ => {}
        }
        let mut below = Vec::new();
        expr.children(|child| below.push(child));
        below.into_iter().for_each(|child| self.expr(child));
    }

    fn group(&mut self, words: WordsId) {
        if !self.groups.contains(&words) {
            self.groups.push(words);
        }
    }
}
