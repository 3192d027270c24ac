use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where most systems but Windows keep the time zone that they are in.
const HERE: &str = "/etc/localtime";

/// The day it is here. Read once a run, so that every document is rated as of the same day.
pub fn today() -> Date {
    Timestamp::now().to_zoned(zone()).date()
}

/// The time zone here. To tell its name, which nobody asks for, jiff lists all zones that the system knows, a good part of a
/// start: where none is set in the environment, the file is read as it is.
fn zone() -> TimeZone {
    let asked = cfg!(unix) && std::env::var_os("TZ").is_none();
    asked.then(|| of_file(Path::new(HERE))).flatten().unwrap_or_else(TimeZone::system)
}

/// The time zone that a file describes, if it does.
fn of_file(path: &Path) -> Option<TimeZone> {
    TimeZone::tzif("", &std::fs::read(path).ok()?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_system() {
        let (before, day, after) = (jiff::Zoned::now().date(), today(), jiff::Zoned::now().date());
        assert!((before..=after).contains(&day), "{day} at the turn from {before} to {after}");
    }

    #[test]
    fn a_file_that_is_no_time_zone_is_none() {
        assert!(of_file(Path::new("Cargo.toml")).is_none());
        assert!(of_file(Path::new("no-such-zone")).is_none());
        let Some(zone) = of_file(Path::new("/usr/share/zoneinfo/Europe/London")) else { return };
        let noon = |day: &str| format!("{day}T12:00:00Z").parse::<Timestamp>().unwrap();
        assert_eq!(zone.to_datetime(noon("2026-07-01")).hour(), 13, "summer time");
        assert_eq!(zone.to_datetime(noon("2026-12-01")).hour(), 12);
    }
}
