use super::{Checker, at};
use crate::diagnostic::FileId;
use crate::language::code::Code;
use crate::language::model::{Facet, FacetId, PackId, ProfileIs};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Declaration, Name, PackLine};

/// What a profile may say where nothing else is declared; the first is meant where a condition names no value.
const YES_OR_NO: [&str; 2] = ["yes", "no"];

impl<'a> Checker<'a, '_> {
    pub(super) fn enter_facet(&mut self, file: FileId, pack: PackId, facet: &tree::Facet<'a>) {
        let id = FacetId(self.program.facets.len() as u32);
        self.name(file, facet.name);
        let mut values: Vec<String> = Vec::new();
        for &value in &facet.values {
            self.name(file, value);
            if values.iter().any(|known| known == value.text) {
                self.twice(file, value);
            }
            values.push(value.text.to_owned());
        }
        if values.is_empty() {
            values.extend(YES_OR_NO.map(str::to_owned));
        }
        let (name, text) = (facet.name.text.to_owned(), facet.text.text.to_owned());
        let several = facet.several;
        self.program.facets.push(Facet { name, text, values, several, place: at(file, facet.name) });
        self.enter(|scope| &mut scope.facets, file, pack, facet.name, Some(id));
    }

    /// Where packs are off only for some partnerships.
    pub(super) fn packs_off(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        for (file, pack, declaration) in self.each(files) {
            let Declaration::Pack(declared) = declaration else { continue };
            for line in &declared.lines {
                if let PackLine::Off(_, Some(when)) = line {
                    self.program.packs[pack.at()].off_if = self.profile_is(file, pack, when);
                }
            }
        }
    }

    /// What the profile must say; none where it cannot be told, which is said.
    pub(super) fn profile_is(&mut self, file: FileId, pack: PackId, when: &tree::ProfileIs<'a>) -> Option<ProfileIs> {
        let facet = self.resolve(|scope| &scope.facets, "profile", file, pack, when.facet)?;
        let mut values = Vec::new();
        for &value in &when.values {
            let known = &self.program.facets[facet.at()].values;
            match known.iter().position(|known| known == value.text) {
                Some(index) => values.push(index as u32),
                None => self.no_value(file, facet, value),
            }
        }
        if when.values.is_empty() {
            values.push(0);
            if self.program.facets[facet.at()].values != YES_OR_NO {
                let message = format!("`{}` is not answered by yes or no", when.facet.text);
                let help = format!("say which of its values: {}", self.values_of(facet));
                self.tell(Code::UnknownWord.at(at(file, when.facet), message).help(help));
            }
        }
        let because = when.because.map_or(String::new(), |because| because.text.to_owned());
        Some(ProfileIs { unless: when.unless, facet, not: when.not, values, because })
    }

    fn no_value(&mut self, file: FileId, facet: FacetId, value: Name) {
        let known = &self.program.facets[facet.at()];
        let help = did_you_mean(value.text, known.values.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| format!("it is one of {}", self.values_of(facet)));
        let message = format!("`{}` is no value of `{}`", value.text, known.name);
        self.tell(Code::UnknownWord.at(at(file, value), message).help(help));
    }

    fn values_of(&self, facet: FacetId) -> String {
        let values = self.program.facets[facet.at()].values.iter();
        values.map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
    }
}
