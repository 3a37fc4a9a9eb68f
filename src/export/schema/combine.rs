//! Making one value's schema of two. Editors word a mistake better where there are no alternatives to try, so two
//! schemas of different types become one wherever their words allow it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Takes what one or the other takes.
pub fn either(one: Value, other: Value) -> Value {
    if let (Value::Object(one), Value::Object(other)) = (&one, &other)
        && let Some(both) = merged(one, other)
    {
        return Value::Object(both);
    }
    let mut all = alternatives(one);
    all.extend(alternatives(other));
    json!({ "anyOf": all })
}

/// A value, or a list of such values. An entry without anything counts as absent.
pub fn one_or_list(item: &Value) -> Value {
    either(item.clone(), json!({ "type": "array", "items": or_nothing(item.clone()) }))
}

/// A value, or none after its key, which counts as absent: `check` only warns of it, and schemas know no warnings.
pub fn or_nothing(value: Value) -> Value {
    either(value, json!({ "type": "null" }))
}

fn alternatives(value: Value) -> Vec<Value> {
    match value {
        Value::Object(mut map) if map.len() == 1 && map.contains_key("anyOf") => match map.remove("anyOf") {
            Some(Value::Array(all)) => all,
            other => vec![json!({ "anyOf": other })],
        },
        other => vec![other],
    }
}

/// Words that are said of values of one type alone, and let values of others pass.
const OF_ONE_TYPE: [&str; 15] = [
    "type",
    "pattern",
    "patternErrorMessage",
    "minimum",
    "maximum",
    "examples",
    "items",
    "properties",
    "patternProperties",
    "propertyNames",
    "additionalProperties",
    "required",
    "minItems",
    "minProperties",
    "minLength",
];

/// Both in one, if they are of different types and each says only what does not touch the other's.
fn merged(one: &Map<String, Value>, other: &Map<String, Value>) -> Option<Map<String, Value>> {
    let (types, others) = (types(one)?, types(other)?);
    let separate = types.is_disjoint(&others)
        && one.keys().all(|key| key == "type" || !other.contains_key(key))
        && one.keys().chain(other.keys()).all(|key| OF_ONE_TYPE.contains(&key.as_str()));
    separate.then(|| {
        let mut both = one.clone();
        both.extend(other.clone());
        both.insert("type".into(), json!(types.union(&others).collect::<Vec<_>>()));
        both
    })
}

fn types(schema: &Map<String, Value>) -> Option<BTreeSet<&str>> {
    match schema.get("type")? {
        Value::String(one) => Some(BTreeSet::from([one.as_str()])),
        Value::Array(all) => all.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_two_types_becomes_one() {
        let text = json!({ "type": "string", "pattern": "x" });
        let list = one_or_list(&text);
        let item = json!({ "type": ["null", "string"], "pattern": "x" });
        assert_eq!(list, json!({ "type": ["array", "string"], "pattern": "x", "items": item }));
        let number = json!({ "type": "integer", "enum": [1] });
        assert_eq!(either(text.clone(), number.clone()), json!({ "anyOf": [text, number] }));
        let three = either(either(text.clone(), number.clone()), number.clone());
        assert_eq!(three, json!({ "anyOf": [text, number, number] }));
    }
}
