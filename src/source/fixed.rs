use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A word of a fixed set that the program itself holds: the code of a diagnostic, the unit of a value.
pub type Fixed = &'static str;

/// The longest such word, and how many there may be, so that bytes from outside cannot fill the memory.
const LONGEST: usize = 64;
const MOST: usize = 4096;

/// Reads one back. Words stay for the life of the program, each once.
pub fn fixed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fixed, D::Error> {
    static KNOWN: Mutex<BTreeSet<Fixed>> = Mutex::new(BTreeSet::new());
    let word = String::deserialize(deserializer)?;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(&known) = known.get(&*word) {
        return Ok(known);
    }
    if word.len() > LONGEST || known.len() >= MOST {
        return Err(D::Error::custom("no word of a fixed set"));
    }
    let word: Fixed = Box::leak(word.into_boxed_str());
    known.insert(word);
    Ok(word)
}
