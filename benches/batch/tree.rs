//! A tree of partnerships made of the samples, with other names.

use std::path::Path;
use std::{fs, io};

/// Documents of a bundle.
pub const BUNDLE: usize = 20;

/// A sample partnership: its folder, the names that make it the one it is, its agreement and scheme, and its terms of reference,
/// each with the name of its body.
struct Sample {
    folder: &'static str,
    names: &'static [&'static str],
    agreements: [&'static str; 2],
    terms: [(&'static str, &'static str); 2],
}

const SAMPLES: [Sample; 3] = [
    Sample {
        folder: "abhainn-runa",
        names: &["Rùna"],
        agreements: ["mou.md", "scheme-of-delegation.md"],
        terms: [("tor-science-panel.md", "Science Panel"), ("tor-steering-group.md", "Steering Group")],
    },
    Sample {
        folder: "dyffryn-hefin",
        names: &["Hefin", "Pontarwel"],
        agreements: ["mou.md", "scheme-of-delegation.md"],
        terms: [("tor-joint-board.md", "Joint Board"), ("tor-skills-and-travel-group.md", "Skills and Travel Group")],
    },
    Sample {
        folder: "harrowmere-place",
        names: &["Harrowmere", "Pellwater"],
        agreements: ["mou.md", "scheme-of-delegation.md"],
        terms: [
            ("tor-finance-and-performance-group.md", "Finance and Performance Group"),
            ("tor-place-board.md", "Place Board"),
        ],
    },
];

const WORDS: [&str; 8] = ["Housing", "Transport", "Estates", "Workforce", "Digital", "Quality", "Library", "Harbour"];

/// Fills an empty folder with so many documents, [`BUNDLE`] in a folder that is a bundle; some hundred such folders in a folder
/// of their own. The last bundle may have fewer.
pub fn plant(root: &Path, documents: usize) -> io::Result<()> {
    for bundle in 0..documents.div_ceil(BUNDLE) {
        let folder = root.join(format!("region-{:02}/partnership-{bundle:04}", bundle / 100));
        fs::create_dir_all(&folder)?;
        let sample = &SAMPLES[bundle % SAMPLES.len()];
        let (name, left) = (name(bundle), documents - bundle * BUNDLE);
        fs::write(folder.join("govlint.toml"), format!("bundle = \"{name} Partnership {bundle}\"\n"))?;
        for number in 0..BUNDLE.min(left) {
            let (file, text) = document(sample, bundle, number)?;
            fs::write(folder.join(file), text)?;
        }
    }
    Ok(())
}

/// A document of a bundle: the agreement, three schemes, and terms of reference of bodies of eight names and two sorts.
fn document(sample: &Sample, bundle: usize, number: usize) -> io::Result<(String, String)> {
    let (source, body) = match number {
        0 => (sample.agreements[0], None),
        1..4 => (sample.agreements[1], None),
        _ => {
            let (source, body) = sample.terms[number % 2];
            (source, Some((body, WORDS[(number - 4) / 2])))
        }
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample.folder).join(source);
    let mut text = fs::read_to_string(path)?;
    for (at, known) in sample.names.iter().enumerate() {
        text = text.replace(known, &name(bundle * 2 + at));
    }
    // The first of each sort keeps the name that the agreement knows it by.
    if let Some((body, word)) = body.filter(|_| number > 5) {
        let last = body.rsplit(' ').next().unwrap_or(body);
        let other = format!("{word} {last}");
        text = text.replace(body, &other).replace(&body.to_uppercase(), &other.to_uppercase());
    }
    Ok((format!("{number:02}-{source}"), text))
}

/// The name of a place.
fn name(number: usize) -> String {
    const FIRST: [&str; 16] = [
        "Ash", "Bran", "Carr", "Dun", "Elm", "Fen", "Glen", "Hol", "Ings", "Kel", "Lin", "Mar", "Nor", "Oak", "Pen",
        "Rush",
    ];
    const LAST: [&str; 16] = [
        "by", "cliffe", "dale", "don", "field", "ford", "ham", "hurst", "ley", "mouth", "over", "shaw", "thwaite",
        "ton", "wick", "worth",
    ];
    let middle = ["", "a", "en", "ing"][number / 256 % 4];
    format!("{}{middle}{}", FIRST[number % 16], LAST[number / 16 % 16])
}
