use std::collections::{HashMap, VecDeque};

/// What a document is known again by in another run.
#[derive(Clone, Copy, Debug)]
pub(in crate::assess) struct Sign<'a> {
    pub path: &'a str,
    pub sha256: Option<&'a str>,
    pub kind: Option<&'a str>,
    pub title: Option<&'a str>,
}

/// Which document of then each of now is, by index: the one at its path, else one of the same bytes, else the only one of its
/// kind and title; of those left over only.
pub(in crate::assess) fn pairs(was: &[Sign], now: &[Sign]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { of: vec![None; now.len()], free: vec![true; was.len()] };
    let keys = |key: fn(&Sign) -> Option<String>| [was, now].map(|signs| signs.iter().map(key).collect());
    pairs.find(keys(|sign| Some(sign.path.to_owned())), false);
    pairs.find(keys(|sign| sign.sha256.map(str::to_owned)), false);
    pairs.find(keys(|sign| Some(format!("{}\0{}", sign.kind?, sign.title?))), true);
    pairs.of
}

struct Pairs {
    /// The document of then, of each of now.
    of: Vec<Option<usize>>,
    /// Whether a document of then is still to be paired.
    free: Vec<bool>,
}

impl Pairs {
    /// Pairs those left over that have a key in common, the first with the first; with `sole` only where nobody else has it.
    fn find(&mut self, [was, now]: [Vec<Option<String>>; 2], sole: bool) {
        let mut waiting: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (index, key) in was.iter().enumerate().filter(|(index, _)| self.free[*index]) {
            key.iter().for_each(|key| waiting.entry(key).or_default().push_back(index));
        }
        let open: Vec<(usize, &str)> = (0..now.len())
            .filter(|&at| self.of[at].is_none())
            .filter_map(|at| Some((at, now[at].as_deref()?)))
            .collect();
        let mut asking: HashMap<&str, usize> = HashMap::new();
        open.iter().for_each(|(_, key)| *asking.entry(key).or_default() += 1);
        for (index, key) in open {
            let Some(found) = waiting.get_mut(key).filter(|found| !sole || (found.len(), asking[key]) == (1, 1)) else {
                continue;
            };
            if let Some(taken) = found.pop_front() {
                self.of[index] = Some(taken);
                self.free[taken] = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign<'a>(path: &'a str, sha256: &'a str, title: &'a str) -> Sign<'a> {
        Sign { path, sha256: Some(sha256), kind: Some("mou"), title: Some(title) }
    }

    #[test]
    fn by_path_then_by_bytes_then_by_title() {
        let then = [sign("a", "1", "A"), sign("b", "2", "B"), sign("c", "3", "C"), sign("d", "4", "D")];
        let today = [sign("x", "2", "other"), sign("a", "9", "A"), sign("y", "8", "C"), sign("z", "7", "Z")];
        assert_eq!(pairs(&then, &today), [Some(1), Some(0), Some(2), None]);
    }

    #[test]
    fn copies_are_paired_in_their_order_and_a_shared_title_tells_nothing() {
        let then = [sign("a", "1", "T"), sign("b", "1", "T"), sign("c", "2", "T")];
        assert_eq!(pairs(&then, &[sign("x", "1", "T"), sign("y", "1", "T")]), [Some(0), Some(1)]);
        assert_eq!(pairs(&then, &[sign("x", "8", "T")]), [None]);
        assert_eq!(pairs(&then[..1], &[sign("x", "8", "T"), sign("y", "9", "T")]), [None, None]);
    }
}
