//! Values of time: how often, when, and for how long.

mod cadence;
mod date;
mod interval;
mod length;
mod listed;
mod rate;

pub(super) use cadence::{cadence, range};
pub(super) use date::{date, dated};
pub(super) use length::{duration, from_signature};
pub(super) use listed::opens_with_part;
