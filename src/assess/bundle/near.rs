use std::collections::BTreeMap;

use super::{Member, Rollup};
use crate::assess::{Line, Partnership};
use crate::bundle::{Known, name_each_other};
use crate::language::Program;

/// A document of no bundle, kept until it is known which others it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose {
    /// Its path as given.
    pub path: String,
    /// What its folder says of the partnership.
    pub partnership: Partnership,
    /// What it leaves behind.
    pub member: Member,
    /// Its sheet.
    pub sheet: Vec<Line>,
}

/// Documents of a folder that may make a bundle, at most. Of more nothing is told of how they belong together, unless a
/// configuration says so.
pub const MOST_TOGETHER: usize = 200;

/// Finds bundles among documents that no configuration puts into one: the documents of a folder, and of the folders right in
/// it, where they name each other by title or body. A folder is done with when the run has left it, so that little is kept.
#[derive(Debug, Default)]
pub struct Nearby {
    known: Known,
    /// By folder: its documents, and those of folders in it that are in no bundle by themselves.
    folders: BTreeMap<String, Folder>,
}

/// The documents of a folder.
#[derive(Debug, Default)]
struct Folder {
    told: Vec<Loose>,
    /// Those whose kind could not be told. They name nobody, and lie beside a bundle that the others make.
    untold: Vec<Loose>,
}

impl Folder {
    fn add(&mut self, loose: Loose) {
        let documents = if loose.member.is_told() { &mut self.told } else { &mut self.untold };
        if documents.len() <= MOST_TOGETHER {
            documents.push(loose);
        }
    }
}

impl Nearby {
    /// With what the configuration says of names.
    pub fn new(known: Known) -> Self {
        Self { known, folders: BTreeMap::new() }
    }

    /// Takes a document; the bundles are told that are whole now.
    pub fn add(&mut self, program: &Program, loose: Loose) -> Vec<Rollup> {
        let folder = parent(&loose.path).to_owned();
        let left: Vec<String> = self.folders.keys().filter(|known| !lies_in(&folder, known)).cloned().collect();
        let whole = self.close(program, left);
        self.folders.entry(folder).or_default().add(loose);
        whole
    }

    /// The bundles that are left when all documents are there.
    pub fn finish(&mut self, program: &Program) -> Vec<Rollup> {
        let left = self.folders.keys().cloned().collect();
        self.close(program, left)
    }

    /// Settles folders, the innermost first.
    fn close(&mut self, program: &Program, mut left: Vec<String>) -> Vec<Rollup> {
        left.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
        let mut whole = Vec::new();
        for folder in left {
            let Folder { told: documents, untold } = self.folders.remove(&folder).unwrap_or_default();
            if documents.len() > MOST_TOGETHER {
                continue;
            }
            let papers: Vec<_> = documents.iter().map(|loose| loose.member.paper.clone()).collect();
            let named = name_each_other(&papers, &self.known);
            let linked = named.iter().filter(|&&linked| linked).count();
            // Where most name each other, the rest belongs to them too: a paper that nobody names is a finding.
            if linked >= 2 && linked * 2 >= documents.len() {
                whole.push(self.rollup(program, &folder, documents, untold));
                continue;
            }
            let (linked, rest): (Vec<_>, Vec<_>) = documents.into_iter().zip(named).partition(|(_, linked)| *linked);
            let linked: Vec<Loose> = linked.into_iter().map(|(loose, _)| loose).collect();
            let mut beside = untold;
            if linked.len() >= 2 {
                whole.push(self.rollup(program, &folder, linked, std::mem::take(&mut beside)));
            }
            // What stands alone in its folder may belong to the documents around it, but no further out.
            let rest = rest.into_iter().map(|(loose, _)| loose).chain(beside);
            let own = rest.filter(|loose| parent(&loose.path) == folder);
            if let Some(outer) = self.folders.get_mut(parent(&folder)).filter(|_| !folder.is_empty()) {
                own.for_each(|loose| outer.add(loose));
            }
        }
        whole
    }

    fn rollup(&self, program: &Program, folder: &str, documents: Vec<Loose>, beside: Vec<Loose>) -> Rollup {
        let name = folder.rsplit('/').find(|name| !name.is_empty() && *name != ".").unwrap_or("documents").to_owned();
        let partnership = documents.first().map(|loose| loose.partnership.clone()).unwrap_or_default();
        let mut rollup = Rollup::new(name, partnership);
        rollup.known = self.known.clone();
        rollup.folder = Some(folder.to_owned());
        for Loose { path, member, sheet, .. } in documents {
            let place = path.strip_prefix(folder).map_or(&*path, |place| place.trim_start_matches('/')).to_owned();
            rollup.add(path, place, sheet, Some(member));
        }
        beside.into_iter().for_each(|loose| rollup.add_beside(loose.member));
        rollup.join(program);
        rollup
    }
}

/// The folder of a path.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a folder is another or lies in it.
fn lies_in(folder: &str, outer: &str) -> bool {
    outer.is_empty() || folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_lie_in_folders() {
        for (folder, outer, lies) in
            [("a/b", "a", true), ("a", "a", true), ("ab", "a", false), ("a", "a/b", false), ("x", "", true)]
        {
            assert_eq!(lies_in(folder, outer), lies, "{folder} in {outer}");
        }
        assert_eq!((parent("a/b.md"), parent("b.md")), ("a", ""));
    }
}
