//! Arms to ratings: the first arm that holds says the colour, the reason, the words it rests on and what to tell.

mod doubt;
mod evidence;
mod home;
mod message;
mod near;

pub(super) use evidence::of_spot as evidence_of;
pub(super) use near::each_leaf_of_words;

use super::find::Finder;
use super::plan::{ArmPlan, NodeId, RulePlan, Test};
use super::{Colour, Evidence, NearMiss, Rating, Reason};
use crate::language::model::{Arm, Outcome, Rule};
use crate::source::Span;

/// What an arm that holds says.
struct Decision {
    reason: Reason,
    evidence: Vec<Evidence>,
    near: Vec<NearMiss>,
    home: Option<Span>,
}

/// Rates a document by one rule.
pub(super) fn rate(finder: &mut Finder, plan: &RulePlan) -> Option<Rating> {
    let rule = finder.program.rules.get(plan.rule.at())?;
    for (index, (arm, made)) in rule.arms.iter().zip(&plan.arms).enumerate() {
        if let Some(mut decision) = decide(finder, plan, arm, made) {
            add_alike(finder, rule, plan, index, &mut decision.evidence);
            evidence::add_items(finder, &mut decision.evidence);
            return Some(rating(finder, plan, rule, index, decision));
        }
    }
    Some(undecided(plan, rule))
}

/// What a rule without a last arm says where none of its arms holds.
fn undecided(plan: &RulePlan, rule: &Rule) -> Rating {
    Rating {
        rule: plan.rule,
        colour: Colour::Unclear,
        reason: Reason::Absent,
        arm: plan.arms.len(),
        message: "no line of the rule holds".to_owned(),
        evidence: Vec::new(),
        near: Vec::new(),
        home: None,
        advisory: rule.advisory,
    }
}

fn rating(finder: &mut Finder, plan: &RulePlan, rule: &Rule, index: usize, decision: Decision) -> Rating {
    let Decision { reason, evidence, mut near, home } = decision;
    let arm = &rule.arms[index];
    let colour = Colour::of(arm.outcome);
    let message = message::message(finder, rule, arm, reason, &evidence);
    if colour == Colour::Green {
        near.clear();
    }
    let home = match plan.arms[index].at {
        Some(at) => home::home(finder, at).or(home),
        None => home,
    };
    let mut rating =
        Rating { rule: plan.rule, colour, reason, arm: index, message, evidence, near, home, advisory: rule.advisory };
    doubt::leave_open(finder.document(), &mut rating);
    rating
}

/// What an arm says, if it holds.
fn decide(finder: &mut Finder, plan: &RulePlan, arm: &Arm, made: &ArmPlan) -> Option<Decision> {
    match made.condition {
        Test::When(id) => {
            if !finder.holds(id) {
                return None;
            }
            let evidence = evidence::of_arm(finder, id, arm.outcome);
            let reason = match made.reason() {
                _ if arm.outcome == Outcome::Green => Reason::Present,
                Reason::PromisedUndated => near::of_plan(finder, &evidence),
                reason => reason,
            };
            Some(Decision { reason, evidence, near: Vec::new(), home: None })
        }
        Test::Usual(id) => near::usual(finder, id).map(|found| Decision {
            reason: found.reason,
            evidence: found.evidence,
            near: Vec::new(),
            home: None,
        }),
        Test::Otherwise => Some(otherwise(finder, plan, arm)),
    }
}

/// Adds the words of the arms behind the one that decides which would have said the same, while there is room.
fn add_alike(finder: &mut Finder, rule: &Rule, plan: &RulePlan, index: usize, found: &mut Vec<Evidence>) {
    let outcome = rule.arms[index].outcome;
    let decides = &plan.arms[index];
    if !matches!((decides.condition, outcome), (Test::When(_), Outcome::Green | Outcome::Amber)) {
        return;
    }
    let behind = rule.arms.iter().zip(&plan.arms).skip(index + 1).filter(|(arm, _)| arm.outcome == outcome);
    for (_, made) in behind {
        let Test::When(id) = made.condition else { continue };
        if found.len() >= evidence::MOST || made.asks != decides.asks || !finder.holds(id) {
            continue;
        }
        for more in evidence::of_arm(finder, id, outcome) {
            let new = found.iter().all(|known| !evidence::overlap(known.span, more.span));
            if new && found.len() < evidence::MOST {
                found.push(more);
            }
        }
    }
}

/// Whether the usual arms hold for an expression.
pub(super) fn usual_holds(finder: &mut Finder, id: NodeId) -> bool {
    near::usual(finder, id).is_some()
}

/// What `otherwise` says: the reason of the best near miss where the rule has the usual arms.
fn otherwise(finder: &mut Finder, plan: &RulePlan, arm: &Arm) -> Decision {
    let usual = plan.arms.iter().find_map(|arm| match arm.condition {
        Test::Usual(id) => Some(id),
        _ => None,
    });
    let default = match arm.outcome {
        Outcome::Green => Reason::Present,
        Outcome::Red => Reason::Absent,
        _ => Reason::Partial,
    };
    let mut decision = Decision { reason: default, evidence: Vec::new(), near: Vec::new(), home: None };
    if arm.outcome == Outcome::Green {
        return decision;
    }
    match usual {
        Some(usual) => {
            decision.near = near::misses(finder, usual);
            if arm.outcome != Outcome::Red {
                return decision;
            }
            if let Some(best) = decision.near.first() {
                decision.reason = best.reason;
            } else if let Some((reason, home)) = near::empty_label(finder, usual) {
                (decision.reason, decision.home) = (reason, Some(home));
            }
        }
        None => {
            let conditions = plan.arms.iter().filter_map(|arm| match arm.condition {
                Test::When(id) => Some(id),
                _ => None,
            });
            for id in conditions {
                if decision.near.is_empty() {
                    decision.near = near::misses(finder, id);
                }
            }
        }
    }
    decision
}
