use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What a format that says something of all documents at its end keeps of each, in their order.
#[derive(Debug)]
pub(in crate::report) struct Kept<T>(Mutex<BTreeMap<usize, T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// Keeps what there is of a document, in place of what was kept of it before.
    pub(in crate::report) fn put(&self, index: usize, what: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(index, what);
    }

    /// What `with` makes of what was kept.
    pub(in crate::report) fn look<R>(&self, with: impl FnOnce(&BTreeMap<usize, T>) -> R) -> R {
        with(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was kept, in the order of the documents.
    pub(in crate::report) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_values().collect()
    }
}
