//! JSON as a tree that is only built to be written. `serde_json::Value` would copy each text and hash each key of each case.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value; `Nothing` where nobody knows, which is never written.
#[derive(Debug)]
pub enum Json<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(u64),
    Bool(bool),
    List(Vec<Json<'a>>),
    Object(Object<'a>),
}

/// Keys and values, in the order in which they are written.
#[derive(Debug, Default)]
pub struct Object<'a>(Vec<(&'a str, Json<'a>)>);

impl<'a> Object<'a> {
    /// Sets a key, in the place of the value that it had.
    pub fn set(&mut self, key: &'a str, value: impl Into<Json<'a>>) {
        let value = value.into();
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.0.push((key, value)),
        }
    }

    /// Sets a new key if there is something to say.
    pub fn put(&mut self, key: &'a str, value: impl Into<Json<'a>>) {
        let value = value.into();
        let empty = match &value {
            Json::Nothing => true,
            Json::List(list) => list.is_empty(),
            Json::Object(object) => object.0.is_empty(),
            _ => false,
        };
        if !empty {
            self.0.push((key, value));
        }
    }

    /// Takes over all that another has.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Bool(yes) => serializer.serialize_bool(*yes),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'a> FromIterator<Json<'a>> for Json<'a> {
    fn from_iter<I: IntoIterator<Item = Json<'a>>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
    }
}

impl<'a> From<Object<'a>> for Json<'a> {
    fn from(object: Object<'a>) -> Self {
        Self::Object(object)
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Json<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Json<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Json<'_> {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl<'a, T: Into<Json<'a>>> From<Option<T>> for Json<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
