use super::Checker;
use crate::language::code::Code;
use crate::language::model::{Expr, FindId, Place};

/// How far the visit of a find has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

impl Checker<'_, '_> {
    /// Tells of facts that rest on themselves or are nested too deep. Facts may name facts in any order; a find of a
    /// rule names only what stands above it and is measured at once.
    pub(super) fn fact_depths(&mut self) {
        self.depths = vec![0; self.program.finds.len()];
        let mut state = vec![Visit::New; self.program.finds.len()];
        for root in 0..state.len() {
            let mut stack = vec![FindId(root as u32)];
            while let Some(&find) = stack.last() {
                match state[find.at()] {
                    Visit::New => {
                        state[find.at()] = Visit::Open;
                        for inner in named(&self.program.finds[find.at()].expr) {
                            match state[inner.at()] {
                                Visit::New => stack.push(inner),
                                Visit::Open => self.rests_on_itself(find),
                                Visit::Done => {}
                            }
                        }
                    }
                    Visit::Open => {
                        stack.pop();
                        state[find.at()] = Visit::Done;
                        let place = self.program.finds[find.at()].place;
                        self.depths[find.at()] = self.depth(&self.program.finds[find.at()].expr);
                        if !self.fits(self.depths[find.at()], place) {
                            self.program.finds[find.at()].expr = Expr::Union(Vec::new());
                            self.depths[find.at()] = 0;
                        }
                    }
                    Visit::Done => {
                        stack.pop();
                    }
                }
            }
        }
    }

    /// How deep an expression is nested, the finds it names included.
    pub(super) fn depth(&self, expr: &Expr) -> u32 {
        let mut deepest = match expr {
            Expr::Find(find) | Expr::Every(find, _) => self.depths.get(find.at()).copied().unwrap_or(0),
            _ => 0,
        };
        expr.children(|child| deepest = deepest.max(self.depth(child)));
        deepest + 1
    }

    /// Whether an expression may be nested so deep; tells where it may not.
    pub(super) fn fits(&mut self, depth: u32, place: Place) -> bool {
        let fits = depth <= Expr::DEEPEST;
        if !fits {
            let problem = Code::TooDeep.at(place, "this and the finds that it names are nested too deep");
            self.tell(problem.help("rest it on fewer finds"));
        }
        fits
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
