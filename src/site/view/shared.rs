//! Views that stand on many pages, as values that templates see.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::Value;

/// A view with the value that templates see of it, made once: turning a view into a value takes longer than making it.
pub struct Shared<T>(Arc<(T, Value)>);

impl<T: Serialize> From<T> for Shared<T> {
    fn from(view: T) -> Self {
        let value = Value::from_serializable(&view);
        Self(Arc::new((view, value)))
    }
}

impl<T: Serialize + Default> Default for Shared<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Tera takes a value within a view as it is.
        self.0.1.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Default, PartialEq, Debug)]
    struct Word {
        title: String,
        url: Option<String>,
    }

    #[test]
    fn a_template_sees_of_it_what_it_sees_of_the_view() {
        let word = || Word { title: "a".into(), url: None };
        let shared = Shared::from(word());
        assert_eq!(*shared, word());
        assert_eq!(Value::from_serializable(&shared), Value::from_serializable(&word()));
        assert_eq!(Value::from_serializable(&vec![shared]), Value::from_serializable(&vec![word()]));
    }
}
