//! Files of old or other word processors, which are not read: why, and what to do.

use super::package;
use crate::diagnostic::Diagnostic;

/// The name of the stream that holds a protected document, in UTF-16 (MS-OFFCRYPTO 2.3.4.4).
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// Why a file that is called an old Word document, or is one, is not read.
pub(super) fn refusal(bytes: &[u8]) -> Diagnostic {
    let save = "open it in Word or LibreOffice and save it as a Word document (.docx)";
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        if memchr::memmem::find(bytes, ENCRYPTED).is_some() {
            return package::encrypted();
        }
        return Diagnostic::error("old-word", "this is a document of Word 97 to 2003 (.doc), which is not read")
            .help(save);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Diagnostic::error("rtf", "this is an RTF document, which is not read").help(save);
    }
    Diagnostic::error("not-a-doc", "the file is called a Word document and is none")
        .help("give the file the ending that fits what it is, or save it as a Word document (.docx)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_it_is_and_what_to_do() {
        let protected = [b"\xd0\xcf\x11\xe0....", ENCRYPTED].concat();
        for (bytes, code) in [
            (&b"\xd0\xcf\x11\xe0...."[..], "old-word"),
            (&protected, "encrypted"),
            (b"{\\rtf1 x}", "rtf"),
            (b"words", "not-a-doc"),
        ] {
            let refusal = refusal(bytes);
            assert!(refusal.code == code && refusal.help.is_some(), "{refusal:?}");
        }
    }
}
