//! Values of number: numbers themselves, money, parts of a whole, and how many.

mod count;
mod money;
mod number;
mod share;

pub(super) use count::count;
pub(super) use money::money;
pub(super) use number::{Form, Number, number};
pub(super) use share::share;
