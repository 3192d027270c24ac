use std::process;

use super::super::output::INTERRUPTED;
use crate::workspace::{Stop, abandon};

/// From now on Ctrl-C asks the run to stop where it is, and a second one ends the program at once.
pub(super) fn interruptible() -> Stop {
    let stop = Stop::default();
    let asked = stop.clone();
    // Where no handler can be set, Ctrl-C ends the program at once, as it always did.
    let _ = ctrlc::set_handler(move || {
        if asked.is_asked() {
            abandon();
            process::exit(INTERRUPTED.into());
        }
        asked.ask();
    });
    stop
}
