use super::number::number;
use crate::prose::Recogniser;
use crate::prose::lexis::Class;
use crate::prose::recognise::Hit;
use crate::prose::recognise::Reader;
use crate::prose::token::{Gap, Shape};

/// Reads a sum of money that opens at a token: `£250k`, "£1 million", "USD 10,000", "10,000 pounds".
pub(in crate::prose::recognise) fn money(reader: &Reader, at: usize) -> Option<Hit> {
    let (start, mut end, amount, unit) = if reader.has(at, Class::CURRENCY) {
        let unit = currency(reader, at)?;
        let next = at + 1 + usize::from(reader.has(at + 1, Class::CURRENCY) && reader.touches(at + 2));
        let sum = number(reader, next).filter(|_| reader.joins(next))?;
        (at, sum.end, sum.value, unit)
    } else {
        let sum = number(reader, at)?;
        let named = reader.joins(sum.end) && reader.has(sum.end, Class::CURRENCY) && reader.shaped_word(sum.end);
        match currency(reader, sum.end).filter(|_| named) {
            Some(unit) => (at, sum.end + 1, sum.value, unit),
            None => {
                let (unit, scale) = of_column(reader, at, sum.end)?;
                (at, sum.end, sum.value * scale, unit)
            }
        }
    };
    end += usize::from(reader.is(end, "sterling"));
    if reader.gap(end).any(Gap::BRACKET) && reader.has(end, Class::CURRENCY) {
        let again = number(reader, end + 1).filter(|again| again.value == amount);
        end = again.map_or(end, |again| again.end);
    }
    Some(Hit { amount: Some(amount), unit, ..Hit::new(Recogniser::Money, start, end) })
}

/// The currency and the scale that the header of its column gives a bare number in a cell: "Limit (£)", "£000", "Value, £m".
fn of_column(reader: &Reader, at: usize, end: usize) -> Option<(&'static str, f64)> {
    let bare = end >= reader.end || reader.is_any(end, &["to", "and", "or", "+", "–"]) || !reader.joins(end);
    let headers = reader.column_headers(at).filter(|_| bare)?;
    headers.into_iter().find_map(|header| {
        (header.start..header.end).find_map(|sign| {
            let unit = currency(&header, sign).filter(|_| header.has(sign, Class::CURRENCY))?;
            let next = sign + 1;
            let closed = next >= header.end || header.gap(next).any(Gap::BRACKET);
            let scale = if header.is_any(next, &["000", "000s", "k"]) {
                1e3
            } else if header.is_any(next, &["m", "million", "millions"]) {
                1e6
            } else if closed {
                1.0
            } else {
                return None;
            };
            Some((unit, scale))
        })
    })
}

impl Reader<'_> {
    /// Whether the token is a word, no sign.
    fn shaped_word(&self, at: usize) -> bool {
        !self.shaped(at, Shape::SIGN)
    }
}

/// The code of a currency: of `US$` that of the letters before.
fn currency(reader: &Reader, at: usize) -> Option<&'static str> {
    const CODES: [(&str, &[&str]); 12] = [
        ("GBP", &["£", "gbp", "pound", "pounds", "sterling"]),
        ("EUR", &["€", "eur", "euro", "euros"]),
        ("USD", &["$", "usd", "dollar", "dollars"]),
        ("AUD", &["aud"]),
        ("CAD", &["cad"]),
        ("NZD", &["nzd"]),
        ("CHF", &["chf"]),
        ("INR", &["inr"]),
        ("JPY", &["jpy"]),
        ("DKK", &["dkk"]),
        ("NOK", &["nok"]),
        ("SEK", &["sek"]),
    ];
    let before =
        at.checked_sub(1).filter(|_| reader.is(at, "$") && reader.touches(at)).map_or("", |before| reader.text(before));
    match before {
        "A" | "AU" => return Some("AUD"),
        "C" | "CA" | "CAN" => return Some("CAD"),
        "NZ" => return Some("NZD"),
        _ => {}
    }
    CODES.iter().find(|(_, words)| reader.is_any(at, words)).map(|(code, _)| *code)
}
