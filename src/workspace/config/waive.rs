use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::key::{Field, Form, Key};
use super::layer::{Layer, Value, span};
use super::{Config, Said, Setting};

/// A waiver as the configuration says it; what its rule and path mean is not yet known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waive {
    /// The rule or question.
    pub rule: Setting<String>,
    /// A pattern of paths; all where there is none.
    pub path: Option<Setting<String>>,
    /// The number of a clause, or the words of its heading; all where there is none.
    pub clause: Option<Setting<String>>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub who: String,
    /// The last day on which it holds.
    pub until: Date,
}

impl Waive {
    /// It in a few words, one thing after another.
    pub(super) fn words(&self) -> Vec<String> {
        let part =
            |name: &str, part: &Option<Setting<String>>| part.as_ref().map(|part| format!("{name} {}", part.value));
        let place = [part("in", &self.path), part("clause", &self.clause)].into_iter().flatten();
        let rest = [format!("until {}", self.until), format!("{}: {}", self.who, self.reason)];
        std::iter::once(self.rule.value.clone()).chain(place).chain(rest).collect()
    }
}

impl Layer {
    pub(super) fn take_waivers(&mut self, config: &mut Config, key: &Key, fields: &[Field], value: &Value) {
        let Some(list) = value.get_ref().as_array() else { return self.wrong(key, value, "a list of tables") };
        for item in list.iter() {
            match item.get_ref().as_table() {
                Some(table) => config.waive.extend(self.waiver(fields, table, self.said(item))),
                None => self.wrong(key, item, "a list of tables"),
            }
        }
    }

    /// Reads one waiver; none where something is wrong with it, which is told.
    fn waiver(&mut self, fields: &[Field], table: &DeTable, whole: Said) -> Option<Waive> {
        let before = self.problems.len();
        let known: Vec<&str> = fields.iter().map(|field| field.key.name).collect();
        for name in table.keys().filter(|name| !known.contains(&&**name.get_ref())) {
            self.unknown_in("a waiver", &known, name.get_ref(), span(name.span()));
        }
        let mut said = fields.iter().map(|field| self.field(field, table, whole));
        let mut next = || said.next().flatten();
        let (rule, path, clause, reason, who, until) = (next(), next(), next(), next(), next(), next());
        let waive = Waive {
            rule: rule?,
            path,
            clause,
            reason: reason?.value,
            who: who?.value,
            until: until?.value.parse().ok()?,
        };
        (self.problems.len() == before).then_some(waive)
    }

    fn field(&mut self, field: &Field, table: &DeTable, whole: Said) -> Option<Setting<String>> {
        let Field { key, required } = field;
        let Some(value) = table.iter().find(|(name, _)| name.get_ref() == key.name).map(|(_, value)| value) else {
            if *required {
                let message = format!("this waiver does not say `{}`", key.name);
                self.tell("bad-waiver", whole.span, message, Some(format!("it says {}", key.about)));
            }
            return None;
        };
        let text = match (key.form, value.get_ref()) {
            (Form::Day, value) => day(value),
            (_, DeValue::String(text)) if !text.trim().is_empty() => Some(text.to_string()),
            _ => None,
        };
        let Some(text) = text else {
            let wanted = if key.form == Form::Day { "a day, such as 2027-01-31" } else { "a string that is not empty" };
            self.wrong(key, value, wanted);
            return None;
        };
        Some(Setting { value: text, said: self.said(value) })
    }
}

/// A day of TOML, or a string of its form.
fn day(value: &DeValue) -> Option<String> {
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        _ => return None,
    };
    text.parse::<Date>().is_ok().then_some(text)
}
