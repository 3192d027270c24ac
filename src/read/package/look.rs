/// How words look; what is not said is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Look {
    pub bold: Option<bool>,
    pub underlined: Option<bool>,
    pub capitals: Option<bool>,
    pub hidden: Option<bool>,
    /// Struck out.
    pub struck: Option<bool>,
    /// Height in tenths of a point.
    pub size: Option<u32>,
}

impl Look {
    /// What `over` says, and what this says where that is silent.
    pub fn under(self, over: Look) -> Look {
        Look {
            bold: over.bold.or(self.bold),
            underlined: over.underlined.or(self.underlined),
            capitals: over.capitals.or(self.capitals),
            hidden: over.hidden.or(self.hidden),
            struck: over.struck.or(self.struck),
            size: over.size.or(self.size),
        }
    }

    /// Whether the words count: they are neither hidden nor struck out.
    pub fn is_read(self) -> bool {
        self.hidden != Some(true) && self.struck != Some(true)
    }

    /// Whether the words are set apart from plain text of that height; print a fifth larger is.
    pub fn is_strong(self, plain: u32) -> bool {
        let large = self.size.is_some_and(|size| u64::from(size) * 5 >= u64::from(plain) * 6);
        large || [self.bold, self.underlined, self.capitals].contains(&Some(true))
    }
}
