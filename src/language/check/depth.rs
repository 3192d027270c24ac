use super::Checker;
use crate::language::code::Code;
use crate::language::model::{Expr, FindId};

/// How far the visit of a find has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    /// Its depth, that of the finds it names included.
    Done(u32),
}

impl Checker<'_, '_> {
    /// Tells of finds that rest on themselves and of expressions that are nested too deep.
    pub(super) fn depths(&mut self) {
        let mut state = vec![Visit::New; self.program.finds.len()];
        for root in 0..state.len() {
            let mut stack = vec![FindId(root as u32)];
            while let Some(&find) = stack.last() {
                let named = named(&self.program.finds[find.at()].expr);
                match state[find.at()] {
                    Visit::Done(_) => {
                        stack.pop();
                    }
                    Visit::New => {
                        state[find.at()] = Visit::Open;
                        for inner in named {
                            match state[inner.at()] {
                                Visit::New => stack.push(inner),
                                Visit::Open => self.rests_on_itself(find),
                                Visit::Done(_) => {}
                            }
                        }
                    }
                    Visit::Open => {
                        stack.pop();
                        state[find.at()] = Visit::Done(self.depth(find, &state));
                    }
                }
            }
        }
    }

    fn depth(&mut self, find: FindId, state: &[Visit]) -> u32 {
        let depth = depth(&self.program.finds[find.at()].expr, state);
        if depth <= Expr::DEEPEST {
            return depth;
        }
        let declared = &self.program.finds[find.at()];
        let message = format!("`{}` and the finds it names are nested too deep", declared.name);
        self.tell(Code::TooDeep.at(declared.place, message).help("rest it on fewer finds"));
        0
    }

    fn rests_on_itself(&mut self, find: FindId) {
        let declared = &self.program.finds[find.at()];
        let message = format!("`{}` rests on itself", declared.name);
        let place = declared.place;
        self.program.finds[find.at()].expr = Expr::Union(Vec::new());
        self.tell(Code::Cycle.at(place, message).help("say what it looks for without naming it"));
    }
}

/// The finds that an expression names.
fn named(expr: &Expr) -> Vec<FindId> {
    let mut finds = Vec::new();
    collect(expr, &mut finds);
    finds
}

fn collect(expr: &Expr, finds: &mut Vec<FindId>) {
    if let Expr::Find(find) | Expr::Every(find, _) = expr {
        finds.push(*find);
    }
    expr.children(|child| collect(child, finds));
}

fn depth(expr: &Expr, state: &[Visit]) -> u32 {
    let mut deepest = match expr {
        Expr::Find(find) | Expr::Every(find, _) => match state[find.at()] {
            Visit::Done(depth) => depth,
            Visit::New | Visit::Open => 0,
        },
        _ => 0,
    };
    expr.children(|child| deepest = deepest.max(depth(child, state)));
    deepest + 1
}
