use super::{BlockId, Document};

impl Document {
    /// How a person names the place of a block: `7.2(b)`, `Schedule 3`; none where nothing near it is numbered.
    pub fn clause_name(&self, _block: BlockId) -> Option<String> {
        None
    }
}
