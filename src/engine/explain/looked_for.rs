use crate::engine::Engine;
use crate::language::model::{Condition, Expr, FindId, Phrase, PhrasePart, RuleId, WordsId};
use crate::prose::{is_determiner, is_function_word};

/// Phrases named of each group.
const OF_EACH: usize = 2;

impl Engine {
    /// The words that a rule looks for, a few of each group: first those of what may be promised or stand elsewhere (`the usual
    /// for`), as they say best what is missing, then in the order of its finds. Left out are phrases that say nothing by themselves.
    pub fn looked_for(&self, rule: RuleId) -> Vec<&str> {
        let mut named: Vec<&str> = Vec::new();
        for words in self.groups(rule, false) {
            let Some(group) = self.program().words.get(words.at()) else { continue };
            for phrase in group.phrases.iter().filter(|phrase| is_telling(phrase)).take(OF_EACH) {
                if !named.contains(&&*phrase.text) {
                    named.push(&phrase.text);
                }
            }
        }
        named
    }

    /// The groups of words that a rule uses, in the order of its finds and arms, each once.
    pub fn groups_of(&self, rule: RuleId) -> Vec<WordsId> {
        self.groups(rule, true)
    }

    /// The same; without `all`, those left out that must not stand there.
    fn groups(&self, rule: RuleId, all: bool) -> Vec<WordsId> {
        let mut walk = Walk { engine: self, all, groups: Vec::new(), finds: Vec::new() };
        if let Some(rule) = self.program().rules.get(rule.at()) {
            for arm in rule.arms.iter().filter(|_| !all) {
                if let Condition::Usual(expr) = &arm.condition {
                    walk.expr(expr);
                }
            }
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

/// Whether a phrase tells a person something: it has no gap, it ends, and at least half of its words mean something by themselves.
fn is_telling(phrase: &Phrase) -> bool {
    let words = || phrase.text.split_whitespace();
    let (light, heavy): (Vec<&str>, Vec<&str>) = words().partition(|word| is_function_word(word));
    phrase.parts.iter().all(|part| matches!(part, PhrasePart::Word(_)))
        && light.len() <= heavy.len()
        && !(words().count() > 1 && words().next_back().is_some_and(is_determiner))
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
