use jiff::Zoned;
use jiff::civil::Date;

/// The day it is here. Read once a run, so that every document is rated as of the same day.
pub fn today() -> Date {
    Zoned::now().date()
}
