use jiff::civil::Date;

/// How days are written.
const FORMS: [&str; 5] = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y"];

/// A day as people write it, the day before the month: `2026-11-28`, `28 November 2026`, `28/11/2026`.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    FORMS.iter().find_map(|form| Date::strptime(form, text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_as_people_write_them() {
        let day_before_month = jiff::civil::date(2026, 4, 3);
        for text in ["2026-04-03", "3 April 2026", " 3 Apr 2026", "03/04/2026", "3.4.2026"] {
            assert_eq!(day(text), Some(day_before_month), "{text}");
        }
        for text in ["", "soon", "2026-02-31", "31/02/2026", "April 2026", "04/2026", "2026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
