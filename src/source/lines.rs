use super::{Coding, Span};

/// Where a byte of a file stands, as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters (Unicode scalar values), not bytes.
    pub column: u32,
    /// Byte offset in the file.
    pub byte: u32,
}

/// The line starts of one file. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
    coding: Coding,
}

impl LineIndex {
    /// Reads the line ends of `source`.
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect();
        Self { starts, len: bytes.len() as u32, coding: Coding::default() }
    }

    /// Says that the text was decoded from a file.
    #[must_use]
    pub fn decoded(self, coding: Coding) -> Self {
        Self { coding, ..self }
    }

    /// The range of the text that bytes of the file are shown as.
    pub fn shown(&self, file: Span) -> Span {
        self.coding.text(file)
    }

    /// Number of lines; an empty file has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Index, from 0, of the line that holds `byte`.
    pub fn line_of(&self, byte: u32) -> usize {
        self.starts.partition_point(|&start| start <= byte) - 1
    }

    /// Bytes of a line, from 0, with its line end.
    pub fn span(&self, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(self.len);
        Span::new(start, self.starts.get(line + 1).copied().unwrap_or(self.len))
    }

    /// Line and column of a byte of `source`, the text this index was made from.
    pub fn position(&self, source: &str, byte: u32) -> Position {
        let byte = byte.min(self.len);
        let line = self.line_of(byte);
        let start = self.starts[line] as usize;
        let column = source.get(start..byte as usize).map_or(0, |before| before.chars().count());
        Position { line: line as u32 + 1, column: column as u32 + 1, byte }
    }
}
