use super::compare::{Judge, Said};
use super::{Identity, Known, Meaning, Paper};

/// For each of some documents whether one of the others names it, or it one of them, by its title or by whose paper it is.
pub fn name_each_other(papers: &[Paper], known: &Known) -> Vec<bool> {
    let identity = Identity::of(papers, known);
    let judge = Judge { identity: &identity };
    let mut linked = vec![false; papers.len()];
    for one in 0..papers.len() {
        for other in 0..papers.len() {
            if one != other && !(linked[one] && linked[other]) && names(judge, papers, one, other) {
                (linked[one], linked[other]) = (true, true);
            }
        }
    }
    linked
}

/// Whether a document names another.
fn names(judge: Judge, papers: &[Paper], one: usize, other: usize) -> bool {
    let own: Vec<String> = papers[other].own.iter().filter_map(|own| judge.identity.key(other, own)).collect();
    let mine: Vec<String> = papers[one].own.iter().filter_map(|own| judge.identity.key(one, own)).collect();
    papers[one].rows.iter().any(|row| {
        let fields = row.fields.iter().map(|(_, field)| field);
        let whole = std::iter::once(&row.whole).filter(|_| row.fields.is_empty());
        whole.chain(fields).any(|datum| {
            let said = Said { paper: one, datum };
            let named = matches!(datum.meaning, Meaning::Name | Meaning::Organisation(_));
            let owned = || judge.key(said).is_some_and(|key| own.contains(&key) && !mine.contains(&key));
            let titled = || {
                let title = papers[other].title.as_ref().map(|title| Said { paper: other, datum: title });
                datum.meaning == Meaning::Text && title.is_some_and(|title| judge.same(said, title))
            };
            named && owned() || titled()
        })
    })
}
