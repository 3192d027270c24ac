use clap::{Args, ValueEnum};

use crate::report::{PageOptions, Quotes};

/// What a report for a board says besides.
#[derive(Args)]
#[command(next_help_heading = "Report for a board (html)")]
pub(super) struct PageChoices {
    /// How many of the documents' words it shows: none, short or full
    #[arg(long, value_enum, value_name = "HOW MANY", default_value_t, hide_possible_values = true)]
    quotes: Shown,
    /// A protective marking for every page, such as OFFICIAL-SENSITIVE
    #[arg(long, value_name = "WORDS")]
    marking: Option<String>,
    /// The meeting that it is for
    #[arg(long, value_name = "WORDS")]
    meeting: Option<String>,
    /// Who prepared it
    #[arg(long, value_name = "NAME")]
    prepared_by: Option<String>,
    /// Who reviewed it
    #[arg(long, value_name = "NAME")]
    reviewed_by: Option<String>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Shown {
    None,
    Short,
    #[default]
    Full,
}

impl PageChoices {
    pub(super) fn options(&self) -> PageOptions {
        let quotes = match self.quotes {
            Shown::None => Quotes::None,
            Shown::Short => Quotes::Short,
            Shown::Full => Quotes::Full,
        };
        PageOptions {
            quotes,
            marking: self.marking.clone(),
            prepared_by: self.prepared_by.clone(),
            reviewed_by: self.reviewed_by.clone(),
            meeting: self.meeting.clone(),
        }
    }
}
