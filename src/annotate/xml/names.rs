use super::Tag;

/// How a part names Word's elements.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct Names {
    prefix: String,
    /// What Word's names are in: a transitional document and a strict one differ.
    namespace: String,
    /// Whether each element has to bind the prefix itself.
    bare: bool,
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

impl Names {
    /// The names of a part whose root is `tag`. Attributes need a prefix, so that one that is only the default will not do.
    pub(in crate::annotate) fn of_root(tag: &Tag) -> Self {
        let bindings = tag.bindings();
        let is_words = |namespace: &str| namespace == TRANSITIONAL || namespace == STRICT;
        let bound = bindings.iter().find(|(prefix, to)| !prefix.is_empty() && is_words(to));
        let default = bindings.iter().find(|(_, to)| is_words(to)).map_or(TRANSITIONAL, |(_, to)| to);
        match bound {
            Some((prefix, namespace)) => Self { prefix: prefix.clone(), namespace: namespace.clone(), bare: false },
            None => Self { prefix: "w".to_owned(), namespace: default.to_owned(), bare: true },
        }
    }

    /// Notes an element under the root, which may bind the prefix to something else.
    pub(in crate::annotate) fn meet(&mut self, tag: &Tag) {
        self.bare |= tag.bindings().iter().any(|(prefix, to)| *prefix == self.prefix && *to != self.namespace);
    }

    /// The namespace of Word's elements.
    pub(in crate::annotate) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Whether the document is a strict one.
    pub(in crate::annotate) fn is_strict(&self) -> bool {
        self.namespace == STRICT
    }

    /// XML that is written with the prefix `w`, such as `<w:t w:space="x">{}</w:t>`, with the names of the part; `words`, which
    /// are XML already, stand for the `{}` in it.
    pub(in crate::annotate) fn xml(&self, xml: &str, words: &[String]) -> String {
        let named = self.named(xml);
        let mut words = words.iter();
        let mut pieces = named.split("{}");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            filled.push_str(words.next().map_or("", |words| words));
            filled.push_str(piece);
        }
        filled
    }

    fn named(&self, xml: &str) -> String {
        let own = |before: &str| format!("{before}{}:", self.prefix);
        let named = xml.replace("</w:", &own("</")).replace(" w:", &own(" "));
        if !self.bare {
            return named.replace("<w:", &own("<"));
        }
        // The outermost element binds the prefix for all in it.
        let mut depth = 0_i32;
        let mut written = String::new();
        for piece in named.split_inclusive('>') {
            let Some(at) = piece.find('<') else {
                written.push_str(piece);
                continue;
            };
            let (words, tag) = piece.split_at(at);
            written.push_str(words);
            let closes = tag.starts_with("</");
            match tag.strip_prefix("<w:") {
                Some(rest) => {
                    let name = rest.find([' ', '/', '>']).unwrap_or(rest.len());
                    written.push_str(&own("<"));
                    written.push_str(&rest[..name]);
                    if depth == 0 {
                        written.push_str(&format!(" xmlns:{}=\"{}\"", self.prefix, self.namespace));
                    }
                    written.push_str(&rest[name..]);
                }
                None => written.push_str(tag),
            }
            depth += if closes { -1 } else { i32::from(!tag.ends_with("/>")) };
        }
        written
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Walk, What};
    use super::*;

    fn names(root: &str) -> Names {
        let step = Walk::new(root, "x").step().unwrap().unwrap();
        let What::Open { tag, .. } = step.what else { panic!("no root in {root}") };
        Names::of_root(&tag)
    }

    #[test]
    fn elements_are_named_as_the_part_names_them() {
        let xml = "<w:r><w:t w:a=\"1\">{}</w:t><w:br/></w:r><w:x/>";
        let words = ["say <w: w:t".replace('<', "&lt;")];
        let usual = names(&format!("<w:document xmlns:w=\"{TRANSITIONAL}\"/>"));
        let expected = "<w:r><w:t w:a=\"1\">say &lt;w: w:t</w:t><w:br/></w:r><w:x/>";
        assert_eq!(usual.xml(xml, &words), expected);
        let other = names(&format!("<ns0:document xmlns:ns0=\"{STRICT}\"/>"));
        assert!(other.is_strict());
        let expected = "<ns0:r><ns0:t ns0:a=\"1\">say &lt;w: w:t</ns0:t><ns0:br/></ns0:r><ns0:x/>";
        assert_eq!(other.xml(xml, &words), expected);
        let bound = format!(" xmlns:w=\"{STRICT}\"");
        let default = names(&format!("<document xmlns=\"{STRICT}\"/>"));
        let expected = format!("<w:r{bound}><w:t w:a=\"1\">say &lt;w: w:t</w:t><w:br/></w:r><w:x{bound}/>");
        assert_eq!(default.xml(xml, &words), expected);
    }
}
