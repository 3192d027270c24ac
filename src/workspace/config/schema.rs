use serde_json::{Map, Value, json};

use super::key::{Field, Form, KEYS, Key};

/// The JSON Schema of the file, made of the table of its keys: what editors complete and underline by.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "govlint.toml",
        "description": "The configuration of govlint: docs/configuration.md.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties(KEYS.iter()),
    })
}

fn properties<'a>(keys: impl Iterator<Item = &'a Key>) -> Value {
    Value::Object(keys.map(|key| (key.name.to_owned(), property(key))).collect())
}

fn property(key: &Key) -> Value {
    let mut all = Map::from_iter([("description".to_owned(), Value::from(format!("It says {}.", key.about)))]);
    if let Value::Object(form) = form(key.form) {
        all.extend(form);
    }
    Value::Object(all)
}

fn form(form: Form) -> Value {
    let strings = json!({ "type": "array", "items": { "type": "string" } });
    match form {
        Form::List => json!({ "anyOf": [{ "type": "string" }, strings] }),
        Form::OneOf(words) => json!({ "enum": words }),
        Form::Text | Form::Path => json!({ "type": "string" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Number(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Form::Table => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Form::Answers => json!({ "type": "object", "additionalProperties": {
            "anyOf": [{ "type": ["string", "boolean"] }, { "type": "array", "items": { "type": "string" } }]
        } }),
        Form::Words(words) => json!({ "type": "object", "additionalProperties": { "enum": words } }),
        Form::Lists => json!({
            "type": "object",
            "additionalProperties": { "anyOf": [{ "type": "string" }, strings] },
        }),
        Form::Day => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
        Form::Records(fields) => json!({ "type": "array", "items": record(fields) }),
    }
}

fn record(fields: &[Field]) -> Value {
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key.name).collect();
    let mut properties = properties(fields.iter().map(|field| &field.key));
    // A string of a record may not be empty.
    for property in properties.as_object_mut().into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        property.entry("pattern").or_insert_with(|| "\\S".into());
    }
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties })
}
