use std::collections::BTreeMap;

use super::Row;
use crate::engine::Colour;
use crate::language::model::QuestionId;

/// Ratings that a check needs to count in the mean.
const ENOUGH: usize = 5;
/// Ratings off the commonest that it needs for figures that one colour alone makes meaningless.
const VARIED: usize = 2;
/// The colours that figures reckon with, worst first.
const SCALE: [Colour; 3] = [Colour::Red, Colour::Amber, Colour::Green];

/// How far ratings agree; none where there is nothing to divide by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Ratings compared; in a mean, checks.
    pub count: usize,
    /// Of those that govlint rates amber or red, the share that the reader does too.
    pub gap_precision: Option<f64>,
    /// Of those that the reader rates amber or red, the share that govlint does too.
    pub gap_recall: Option<f64>,
    /// Of those that govlint rates red, the share that the reader does too.
    pub red_precision: Option<f64>,
    /// Of those that the reader rates red, the share that govlint does too.
    pub red_recall: Option<f64>,
    /// Share of the same colour.
    pub agree: Option<f64>,
    /// Quadratically weighted kappa of red, amber and green; what is unrated is as far off as can be.
    pub kappa: Option<f64>,
    /// Where both see something, the share in which a quotation of govlint's overlaps one of the reader's.
    pub evidence: Option<f64>,
    /// Ratings that govlint did not give.
    pub unrated: usize,
}

impl Figures {
    /// The figures of some rows.
    pub fn of(rows: &[Row]) -> Self {
        let [gap_precision, gap_recall] = precision_and_recall(rows, &[Colour::Amber, Colour::Red]);
        let [red_precision, red_recall] = precision_and_recall(rows, &[Colour::Red]);
        let hits: Vec<bool> = rows.iter().filter_map(|row| row.hit).collect();
        Self {
            count: rows.len(),
            gap_precision,
            gap_recall,
            red_precision,
            red_recall,
            agree: ratio(rows.iter().filter(|row| row.reader == row.tool).count(), rows.len()),
            kappa: kappa(rows),
            evidence: ratio(hits.iter().filter(|hit| **hit).count(), hits.len()),
            unrated: rows.iter().filter(|row| !SCALE.contains(&row.tool)).count(),
        }
    }

    /// The figures of the same rows, had govlint rated everything so.
    fn of_all(rows: &[Row], tool: Colour) -> Self {
        Self::of(&rows.iter().map(|row| Row { tool, hit: None, ..*row }).collect::<Vec<_>>())
    }
}

/// The figures of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Of each check, in the order of the program.
    pub checks: Vec<(QuestionId, Figures)>,
    /// Of all ratings together.
    pub pooled: Figures,
    /// What rating everything green would have reached.
    pub all_green: Figures,
    /// What rating everything red would have reached.
    pub all_red: Figures,
    /// The mean over the checks with at least five ratings, which it counts; kappa, precision and recall only over those in
    /// which at least two ratings of the readers' differ from their commonest.
    pub mean: Figures,
    /// How many checks those are.
    pub varied: usize,
}

impl Score {
    /// Sums up rows.
    pub fn of(rows: &[(QuestionId, Row)]) -> Self {
        let mut by_check: BTreeMap<QuestionId, Vec<Row>> = BTreeMap::new();
        for &(check, row) in rows {
            by_check.entry(check).or_default().push(row);
        }
        let all: Vec<Row> = rows.iter().map(|(_, row)| *row).collect();
        let enough = || by_check.values().filter(|rows| rows.len() >= ENOUGH);
        let full: Vec<Figures> = enough().map(|rows| Figures::of(rows)).collect();
        let varied: Vec<Figures> = enough().filter(|rows| is_varied(rows)).map(|rows| Figures::of(rows)).collect();
        Self {
            checks: by_check.iter().map(|(&check, rows)| (check, Figures::of(rows))).collect(),
            pooled: Figures::of(&all),
            all_green: Figures::of_all(&all, Colour::Green),
            all_red: Figures::of_all(&all, Colour::Red),
            mean: Figures {
                count: full.len(),
                gap_precision: mean(&varied, |figures| figures.gap_precision),
                gap_recall: mean(&varied, |figures| figures.gap_recall),
                red_precision: mean(&varied, |figures| figures.red_precision),
                red_recall: mean(&varied, |figures| figures.red_recall),
                agree: mean(&full, |figures| figures.agree),
                kappa: mean(&varied, |figures| figures.kappa),
                evidence: mean(&full, |figures| figures.evidence),
                unrated: full.iter().map(|figures| figures.unrated).sum(),
            },
            varied: varied.len(),
        }
    }
}

/// Whether the readers' ratings are not nearly all of one colour.
fn is_varied(rows: &[Row]) -> bool {
    let commonest = SCALE.map(|colour| rows.iter().filter(|row| row.reader == colour).count()).into_iter().max();
    rows.len() - commonest.unwrap_or(0) >= VARIED
}

fn mean(among: &[Figures], of: impl Fn(&Figures) -> Option<f64>) -> Option<f64> {
    let values: Vec<f64> = among.iter().filter_map(of).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn precision_and_recall(rows: &[Row], bad: &[Colour]) -> [Option<f64>; 2] {
    let of_tool = rows.iter().filter(|row| bad.contains(&row.tool)).count();
    let of_reader = rows.iter().filter(|row| bad.contains(&row.reader)).count();
    let both = rows.iter().filter(|row| bad.contains(&row.reader) && bad.contains(&row.tool)).count();
    [ratio(both, of_tool), ratio(both, of_reader)]
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Cohen's kappa with quadratic weights.
fn kappa(rows: &[Row]) -> Option<f64> {
    let step = |colour: Colour| SCALE.iter().position(|known| *known == colour);
    let (mut readers, mut tools, mut seen) = ([0_u64; 3], [0_u64; 3], 0);
    for row in rows {
        let reader = step(row.reader)?;
        // What is unrated counts as the colour that is farthest from the reader's.
        let tool = step(row.tool).unwrap_or(if reader == 0 { 2 } else { 0 });
        readers[reader] += 1;
        tools[tool] += 1;
        seen += apart(reader, tool);
    }
    let pairs = (0..9).map(|pair| (pair / 3, pair % 3));
    let chance: u64 = pairs.map(|(reader, tool)| readers[reader] * tools[tool] * apart(reader, tool)).sum();
    let count = rows.len() as f64;
    let kappa = if chance == 0 { 1.0 } else { 1.0 - (seen as f64 / count) / (chance as f64 / (count * count)) };
    (!rows.is_empty()).then_some(kappa)
}

fn apart(one: usize, other: usize) -> u64 {
    (one.abs_diff(other) as u64).pow(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(pairs: &[(Colour, Colour)]) -> Vec<Row> {
        pairs.iter().map(|&(reader, tool)| Row { reader, tool, hit: None }).collect()
    }

    #[test]
    fn gaps_are_amber_and_red_alike() {
        use Colour::{Amber, Green, Red, Unrated};
        let figures = Figures::of(&rows(&[(Red, Amber), (Amber, Red), (Green, Red), (Red, Unrated), (Green, Green)]));
        assert_eq!((figures.gap_precision, figures.gap_recall), (Some(2.0 / 3.0), Some(2.0 / 3.0)));
        assert_eq!((figures.red_precision, figures.red_recall), (Some(0.0), Some(0.0)));
        assert_eq!((figures.agree, figures.unrated, figures.count), (Some(0.2), 1, 5));
        let green = Figures::of(&rows(&[(Green, Green)]));
        assert_eq!((green.gap_precision, green.gap_recall, green.kappa), (None, None, Some(1.0)));
    }

    #[test]
    fn kappa_weighs_by_the_square() {
        use Colour::{Amber, Green, Red, Unrated};
        let near = kappa(&rows(&[(Red, Red), (Green, Green), (Red, Amber), (Green, Green)]));
        assert_eq!(near, Some(1.0 - (1.0 / 4.0) / (28.0 / 16.0)));
        let far = kappa(&rows(&[(Red, Red), (Green, Green), (Red, Unrated), (Green, Green)]));
        assert_eq!(far, kappa(&rows(&[(Red, Red), (Green, Green), (Red, Green), (Green, Green)])));
        assert_eq!(kappa(&[]), None);
    }

    #[test]
    fn the_mean_is_over_checks_that_can_tell() {
        use Colour::{Green, Red};
        let check = |id: u32, pairs: &[(Colour, Colour)]| {
            rows(pairs).into_iter().map(|row| (QuestionId(id), row)).collect::<Vec<_>>()
        };
        let few = check(0, &[(Red, Green); 4]);
        let alike = check(1, &[(Green, Green), (Green, Green), (Green, Green), (Green, Green), (Red, Green)]);
        let varied = check(2, &[(Green, Green), (Green, Green), (Green, Green), (Red, Red), (Red, Red)]);
        let score = Score::of(&[few, alike, varied].concat());
        assert_eq!((score.checks.len(), score.mean.count, score.varied), (3, 2, 1));
        assert_eq!((score.mean.kappa, score.mean.gap_recall, score.mean.agree), (Some(1.0), Some(1.0), Some(0.9)));
        assert_eq!((score.all_green.agree, score.all_red.gap_recall), (Some(7.0 / 14.0), Some(1.0)));
        assert_eq!(Score::of(&[]).mean, Figures::default());
    }

    proptest! {
        #[test]
        fn figures_are_shares(pairs in prop::collection::vec((0_usize..3, 0_usize..3), 0..40)) {
            let rows: Vec<Row> =
                pairs.iter().map(|&(a, b)| Row { reader: SCALE[a], tool: SCALE[b], hit: Some(a == b) }).collect();
            let figures = Figures::of(&rows);
            for share in [figures.gap_precision, figures.gap_recall, figures.agree, figures.evidence].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert!(figures.kappa.is_none_or(|kappa| kappa <= 1.0));
            prop_assert_eq!(figures.kappa == Some(1.0), !rows.is_empty() && figures.agree == Some(1.0) );
        }
    }
}
