use super::scope::Meaning;
use super::{Checker, at, start};
use crate::diagnostic::{FileId, Label};
use crate::language::code::Code;
use crate::language::model::{
    Area, AreaId, Expr, Fact, FactSort, Find, FindId, Kind, KindId, Names, NamesId, Pack, PackId, Place, Words, WordsId,
};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{self, Declaration, Name, PackLine, Text};
use crate::prose::{YearEnd, days_of};
use crate::source::Span;

impl<'a> Checker<'a, '_> {
    /// Tells each file's pack, and which packs use which.
    pub(super) fn packs(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        for (index, file) in files.iter().enumerate() {
            let id = FileId(index as u32);
            let whole = |declaration: &&Declaration| {
                matches!(declaration, Declaration::Broken { keyword: "pack", .. })
                    || !matches!(declaration, Declaration::Broken { .. })
            };
            let pack = match file.iter().find(whole) {
                Some(Declaration::Pack(pack)) => self.pack(id, pack),
                Some(Declaration::Broken { name, .. }) => self.pack_named(name.text, None),
                first => {
                    self.no_pack(first.map_or(start(id), |first| at(id, first.name())));
                    self.pack_named("", None)
                }
            };
            self.notes.packs.push(pack);
        }
        self.uses(files);
        self.titles(files);
    }

    /// Tells that a file does not open with its pack, unless something in front of the place is wrong, which was likely it.
    fn no_pack(&mut self, place: Place) {
        let in_front = |label: &Label| label.file == place.file && label.span <= place.span;
        if self.problems.iter().filter_map(|problem| problem.labels.first()).any(in_front) {
            return;
        }
        let problem = Code::NoPack.at(place, "a rule file opens with the pack that it belongs to");
        self.tell(problem.help("write `pack NAME \"title\"`, or `pack NAME` alone in the further files of a pack"));
    }

    fn pack(&mut self, file: FileId, pack: &'a tree::Pack<'a>) -> PackId {
        self.name(file, pack.name);
        let known = self.scope.packs.get(pack.name.text).copied();
        let titled = known.is_some_and(|id| !self.program.packs[id.at()].title.is_empty());
        if let (true, Some(title)) = (titled, pack.title) {
            let place = Place { file, span: title.span };
            let problem =
                Code::DuplicateName.at(place, format!("another file gives pack `{}` its title", pack.name.text));
            self.tell(problem.help("the further files of a pack open with its name alone"));
        }
        let id = self.pack_named(pack.name.text, pack.title);
        let mut seen: Vec<&str> = Vec::new();
        for line in &pack.lines {
            let (PackLine::Version(keyword, _)
            | PackLine::Source(keyword, _)
            | PackLine::YearEnd(keyword, _)
            | PackLine::Advisory(keyword)
            | PackLine::Off(keyword, _)) = line
            else {
                continue;
            };
            if seen.contains(&keyword.text) {
                self.twice(file, *keyword);
            }
            seen.push(keyword.text);
            if let PackLine::YearEnd(_, text) = line {
                self.year_end(file, *text);
                continue;
            }
            let entry = &mut self.program.packs[id.at()];
            match line {
                PackLine::Version(_, text) => text.text.clone_into(&mut entry.version),
                PackLine::Source(_, text) => text.text.clone_into(&mut entry.source),
                PackLine::Advisory(_) => entry.advisory = true,
                PackLine::Off(..) => entry.off = true,
                PackLine::YearEnd(..) | PackLine::Uses(_) => {}
            }
        }
        id
    }

    /// Says where years of account end; of several packs the last that says so is heard.
    fn year_end(&mut self, file: FileId, text: Text) {
        match YearEnd::read(text.text) {
            Some(year_end) => self.program.vocabulary.end_years(year_end),
            None => {
                let place = Place { file, span: text.span };
                let problem = Code::BadDate.at(place, format!("`{}` is no day of the year", text.text));
                self.tell(
                    problem.help("write the last day of a year of account without its year: `year-end \"31 March\"`"),
                );
            }
        }
    }

    /// The pack of a name, made where it is new.
    fn pack_named(&mut self, name: &'a str, title: Option<Text<'a>>) -> PackId {
        let id = *self.scope.packs.entry(name).or_insert_with(|| {
            self.program.packs.push(Pack { name: name.to_owned(), ..Pack::default() });
            self.scope.uses.push(Vec::new());
            self.scope.blind.push(name.is_empty());
            PackId(self.program.packs.len() as u32 - 1)
        });
        let entry = &mut self.program.packs[id.at()];
        if let (true, Some(title)) = (entry.title.is_empty(), title) {
            title.text.clone_into(&mut entry.title);
        }
        id
    }

    fn uses(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        for (file, id, declaration) in self.each(files) {
            let Declaration::Pack(pack) = declaration else { continue };
            self.scope.blind[id.at()] |= pack.broken;
            for name in pack
                .lines
                .iter()
                .filter_map(|line| if let PackLine::Uses(names) = line { Some(names) } else { None })
                .flatten()
            {
                match self.scope.packs.get(name.text) {
                    Some(used) if *used != id => {
                        if !self.scope.uses[id.at()].contains(used) {
                            self.scope.uses[id.at()].push(*used);
                        }
                    }
                    Some(_) => {
                        let problem = Code::Cycle.at(at(file, *name), format!("pack `{}` uses itself", name.text));
                        self.tell(problem.help("a pack sees its own names without `uses`"));
                    }
                    None => {
                        self.scope.blind[id.at()] = true;
                        let near = did_you_mean(name.text, self.scope.packs.keys().copied());
                        let help = near.unwrap_or_else(|| "give its files too".to_owned());
                        self.tell(
                            Code::UnknownName
                                .at(at(file, *name), format!("there is no pack `{}`", name.text))
                                .help(help),
                        );
                    }
                }
            }
        }
    }

    /// Tells of packs that no file gives a title, and of a pack that does not open its file.
    fn titles(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        let mut told = vec![false; self.program.packs.len()];
        for (index, file) in files.iter().enumerate() {
            let id = FileId(index as u32);
            let packs = file.iter().filter_map(Declaration::pack);
            for (position, pack) in packs.enumerate() {
                if position > 0 {
                    let problem = Code::NoPack.at(at(id, pack.name), "a file belongs to one pack, which opens it");
                    self.tell(problem.help("put the declarations of another pack into a file of their own"));
                    continue;
                }
                let of = self.notes.packs[index].at();
                if self.program.packs[of].title.is_empty() && !std::mem::replace(&mut told[of], true) {
                    let message = format!("no file gives pack `{}` its title", pack.name.text);
                    let help = format!("write `pack {} \"title\"` in one of its files", pack.name.text);
                    self.tell(Code::NoPack.at(at(id, pack.name), message).help(help));
                }
            }
        }
    }

    pub(super) fn twice(&mut self, file: FileId, keyword: Name) {
        let problem = Code::DuplicateLine.at(at(file, keyword), format!("`{}` stands here twice", keyword.text));
        self.tell(problem.help("keep one of the two"));
    }

    /// Enters every name and makes room for what it stands for.
    pub(super) fn declare(&mut self, files: &'a [Vec<Declaration<'a>>]) {
        for (file, pack, declaration) in self.each(files) {
            match declaration {
                Declaration::Kind(kind) => {
                    let id = KindId(self.program.kinds.len() as u32);
                    let title = kind.title.text.to_owned();
                    let (name, titled) = (kind.name.text.to_owned(), WordsId::default());
                    self.program.kinds.push(Kind {
                        name,
                        title,
                        titled,
                        called: None,
                        perhaps: None,
                        headings: None,
                        says: None,
                        aside: None,
                    });
                    self.name(file, kind.name);
                    self.enter(|scope| &mut scope.kinds, file, pack, kind.name, Some(id));
                }
                Declaration::Words { name, until, .. } => {
                    let id = WordsId(self.program.words.len() as u32);
                    let until = until.and_then(|date| self.day(file, date)).map(days_of);
                    let words = Words::empty(name.text.to_owned(), true, at(file, *name));
                    self.program.words.push(Words { until, ..words });
                    self.enter_meaning(file, pack, *name, Some(Meaning::Words(id)));
                }
                Declaration::Names { name, .. } => {
                    let id = NamesId(self.program.names.len() as u32);
                    let place = at(file, *name);
                    self.program.names.push(Names { name: name.text.to_owned(), ending: WordsId::default(), place });
                    self.enter_meaning(file, pack, *name, Some(Meaning::Names(id)));
                }
                Declaration::Fact(fact) => {
                    let index = self.program.facts.len();
                    let name = fact.name.text.to_owned();
                    let find = self.find(name.clone(), Expr::Union(Vec::new()), file, fact.name.span);
                    let (first, own_name) = (fact.first, fact.own_name);
                    let (drawn, kinds, alternatives) = (Vec::new(), Vec::new(), Vec::new());
                    let (sort, compared) = (FactSort::Record, None);
                    self.program.facts.push(Fact { name, sort, first, own_name, compared, drawn, kinds, alternatives });
                    self.enter_meaning(file, pack, fact.name, Some(Meaning::Fact(index, find)));
                }
                Declaration::Area { name, title } => {
                    let id = AreaId(self.program.areas.len() as u32);
                    self.program.areas.push(Area { name: name.text.to_owned(), title: title.text.to_owned(), pack });
                    self.name(file, *name);
                    self.enter(|scope| &mut scope.areas, file, pack, *name, Some(id));
                }
                Declaration::Profile(facet) => self.enter_facet(file, pack, facet),
                Declaration::Question(question) => self.enter_question(file, pack, question.id, question.text.text),
                Declaration::Broken { keyword, name } => self.enter_broken(file, pack, keyword, *name),
                Declaration::Pack(_) | Declaration::Rule(_) | Declaration::MoreWords { .. } => {}
            }
        }
        self.clashes(|scope| &scope.meanings);
        self.clashes(|scope| &scope.kinds);
        self.clashes(|scope| &scope.areas);
        self.clashes(|scope| &scope.facets);
        self.clashes(|scope| &scope.questions);
        self.complete_questions(files);
    }

    fn enter_meaning(&mut self, file: FileId, pack: PackId, name: Name<'a>, meaning: Option<Meaning>) {
        self.name(file, name);
        if self.reserved(file, name) {
            return;
        }
        self.enter(|scope| &mut scope.meanings, file, pack, name, meaning);
    }

    /// Tells of a name that the language uses for a place or a sort of value.
    pub(super) fn reserved(&mut self, file: FileId, name: Name) -> bool {
        let reserved = tree::is_reserved(name.text);
        if reserved {
            let message = format!("`{}` is a word of the language and cannot be a name", name.text);
            self.tell(
                Code::ReservedName.at(at(file, name), message).help(format!("write `{}-word` or the like", name.text)),
            );
        }
        reserved
    }

    /// Enters a name whose declaration is broken in the table of its sort; in all where even the keyword is.
    fn enter_broken(&mut self, file: FileId, pack: PackId, keyword: &str, name: Name<'a>) {
        let place = at(file, name);
        let any = !matches!(
            keyword,
            "pack" | "kind" | "words" | "names" | "fact" | "area" | "profile" | "question" | "rule" | "bundle-rule"
        );
        if any || matches!(keyword, "words" | "names" | "fact") {
            self.scope.meanings.enter_broken(pack, name.text, place);
        }
        if any || keyword == "kind" {
            self.scope.kinds.enter_broken(pack, name.text, place);
        }
        if any || keyword == "area" {
            self.scope.areas.enter_broken(pack, name.text, place);
        }
        if any || keyword == "profile" {
            self.scope.facets.enter_broken(pack, name.text, place);
        }
        if any || keyword == "question" {
            self.scope.questions.enter_broken(pack, name.text, place);
        }
    }

    /// Adds a find.
    pub(super) fn find(&mut self, name: String, expr: Expr, file: FileId, span: Span) -> FindId {
        self.program.finds.push(Find { name, expr, place: Place { file, span } });
        FindId(self.program.finds.len() as u32 - 1)
    }
}
