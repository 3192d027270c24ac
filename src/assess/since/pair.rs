use std::collections::{HashMap, VecDeque};

use super::Seen;
use super::saved::SavedDocument;

/// Which document of then each of now is, by index: the one at its path, else one of the same bytes, else the only one of its
/// kind and title; of those left over only.
pub(super) fn pairs(was: &[SavedDocument], now: &[Seen]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { of: vec![None; now.len()], free: vec![true; was.len()] };
    pairs.find(keys(was, |was| Some(was.path.clone())), keys(now, |now| Some(now.path.clone())), false);
    pairs.find(keys(was, |was| was.sha256.clone()), keys(now, |now| now.sha256.clone()), false);
    let named =
        |kind: &Option<String>, title: &Option<String>| Some(format!("{}\0{}", kind.as_ref()?, title.as_ref()?));
    pairs.find(keys(was, |was| named(&was.kind, &was.title)), keys(now, |now| named(&now.kind, &now.title)), true);
    pairs.of
}

fn keys<T>(documents: &[T], key: impl Fn(&T) -> Option<String>) -> Vec<Option<String>> {
    documents.iter().map(key).collect()
}

struct Pairs {
    /// The document of then, of each of now.
    of: Vec<Option<usize>>,
    /// Whether a document of then is still to be paired.
    free: Vec<bool>,
}

impl Pairs {
    /// Pairs those left over that have a key in common, the first with the first; with `sole` only where nobody else has it.
    fn find(&mut self, was: Vec<Option<String>>, now: Vec<Option<String>>, sole: bool) {
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
    use std::collections::BTreeMap;

    use super::*;
    use crate::assess::Partnership;

    fn was(path: &str, sha256: &str, title: &str) -> SavedDocument {
        SavedDocument {
            path: path.into(),
            sha256: Some(sha256.into()),
            kind: Some("mou".into()),
            title: Some(title.into()),
            bundle: None,
            read: true,
            profile: BTreeMap::new(),
            stands: BTreeMap::new(),
        }
    }

    fn now(path: &str, sha256: &str, title: &str) -> Seen {
        Seen {
            path: path.into(),
            sha256: Some(sha256.into()),
            kind: Some("mou".into()),
            title: Some(title.into()),
            bundle: None,
            read: true,
            partnership: Partnership::default(),
            stands: BTreeMap::new(),
            then: None,
        }
    }

    #[test]
    fn by_path_then_by_bytes_then_by_title() {
        let then = [was("a", "1", "A"), was("b", "2", "B"), was("c", "3", "C"), was("d", "4", "D")];
        let today = [now("x", "2", "other"), now("a", "9", "A"), now("y", "8", "C"), now("z", "7", "Z")];
        assert_eq!(pairs(&then, &today), [Some(1), Some(0), Some(2), None]);
    }

    #[test]
    fn copies_are_paired_in_their_order_and_a_shared_title_tells_nothing() {
        let then = [was("a", "1", "T"), was("b", "1", "T"), was("c", "2", "T")];
        assert_eq!(pairs(&then, &[now("x", "1", "T"), now("y", "1", "T")]), [Some(0), Some(1)]);
        assert_eq!(pairs(&then, &[now("x", "8", "T")]), [None]);
        assert_eq!(pairs(&then[..1], &[now("x", "8", "T"), now("y", "9", "T")]), [None, None]);
    }
}
