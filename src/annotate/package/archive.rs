use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::diagnostic::Diagnostic;
use crate::read::{Package, Reading, document_part};

/// A file of which some parts are changed; all others are copied as they are packed.
pub(in crate::annotate) struct Archive<'a> {
    bytes: &'a [u8],
    package: Package<'a>,
    /// The parts that were changed; none for those taken out.
    changed: BTreeMap<String, Option<String>>,
    /// The name of the part that holds the document.
    pub main: String,
}

impl<'a> Archive<'a> {
    /// Opens a file; refuses what readers refuse.
    pub(in crate::annotate) fn open(bytes: &'a [u8], reading: Reading) -> Result<Self, Diagnostic> {
        let mut package = Package::open(bytes, reading)?;
        let main = document_part(&mut package)?;
        Ok(Self { bytes, package, changed: BTreeMap::new(), main })
    }

    /// Opens a workbook, whose main part lists its sheets.
    pub(in crate::annotate) fn workbook(bytes: &'a [u8], main: &str) -> Result<Self, Diagnostic> {
        let package = Package::open(bytes, Reading::default())?;
        Ok(Self { bytes, package, changed: BTreeMap::new(), main: main.to_owned() })
    }

    /// Refuses a file that carries digital signatures: they would no longer hold.
    pub(in crate::annotate) fn refuse_signed(&self) -> Result<(), Diagnostic> {
        // Where the packaging conventions of Office put them (ISO 29500-2, 10; MS-OFFCRYPTO 2.5.2).
        if !self.package.has("_xmlsignatures/origin.sigs") {
            return Ok(());
        }
        Err(Diagnostic::error("signed", "the file is digitally signed, and any change would break its signatures")
            .help("annotate a copy that is saved without signatures"))
    }

    /// A part as it is now; none where there is none.
    pub(in crate::annotate) fn part(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        match self.changed.get(name) {
            Some(changed) => Ok(changed.clone()),
            None => self.package.part_as_it_is(name),
        }
    }

    /// Whether there is a part of that name.
    pub(in crate::annotate) fn has(&self, name: &str) -> bool {
        self.changed.get(name).map_or_else(|| self.package.has(name), Option::is_some)
    }

    /// Changes or adds a part.
    pub(in crate::annotate) fn set(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), Some(text));
    }

    /// Takes a part out.
    pub(in crate::annotate) fn remove(&mut self, name: &str) {
        self.changed.insert(name.to_owned(), None);
    }

    /// The bytes of the file with the changes: entries in their order, new ones behind them.
    pub(in crate::annotate) fn write(self) -> Result<Vec<u8>, Diagnostic> {
        let mut at: BTreeMap<usize, &Option<String>> = BTreeMap::new();
        let mut added: Vec<(&str, &str)> = Vec::new();
        for (name, text) in &self.changed {
            match (self.package.index(name), text) {
                (Some(index), text) => {
                    at.insert(index, text);
                }
                (None, Some(text)) => added.push((name, text)),
                (None, None) => {}
            }
        }
        write(self.bytes, &at, &added).map_err(|error| {
            Diagnostic::error("broken-archive", format!("the file cannot be written again: {error}"))
                .help("open it in Word and save it again, and use that copy")
        })
    }
}

fn write(bytes: &[u8], at: &BTreeMap<usize, &Option<String>>, added: &[(&str, &str)]) -> Result<Vec<u8>, ZipError> {
    let mut from = ZipArchive::new(Cursor::new(bytes))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + (bytes.len() >> 4))));
    to.set_raw_comment(from.comment().into())?;
    // Said, as otherwise it would be that of the machine.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).system(System::Unix);
    for index in 0..from.len() {
        let entry = from.by_index_raw(index)?;
        match at.get(&index) {
            None => to.raw_copy_file(entry)?,
            Some(None) => {}
            Some(Some(text)) => {
                let time = entry.last_modified().unwrap_or_default();
                to.start_file(entry.name()?, options.last_modified_time(time))?;
                to.write_all(text.as_bytes())?;
            }
        }
    }
    for (name, text) in added {
        to.start_file(*name, options.last_modified_time(DateTime::default()))?;
        to.write_all(text.as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}
