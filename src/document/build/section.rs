use super::Builder;
use crate::document::{BlockId, BlockKind, Section, SectionId};

/// Deepest level told apart; headings below it stand at it.
const DEEPEST: usize = 64;

/// Nests the sections that the headings open and says of each block which one it stands in.
///
/// A heading of the format closes every faked one; else a heading closes those that rank with it or below.
pub(super) fn nest(builder: &mut Builder) -> Vec<Section> {
    let count = builder.blocks.len() as u32;
    let mut sections = vec![Section { heading: None, level: 0, parent: None, blocks: 0..count }];
    let mut open: Vec<(SectionId, u16, bool)> = Vec::new();
    for index in 0..count {
        let (block, hint) = (&builder.blocks[index as usize], &builder.hints[index as usize]);
        if block.kind == BlockKind::Heading {
            let formal = hint.level > 0;
            while open
                .last()
                .is_some_and(|&(_, rank, fake)| rank >= hint.rank || (formal && fake) || open.len() >= DEEPEST)
            {
                close(&mut sections, &mut open, index);
            }
            let parent = open.last().map_or(SectionId(0), |&(id, ..)| id);
            let id = SectionId(sections.len() as u32);
            let level = open.len() as u8 + 1;
            sections.push(Section { heading: Some(BlockId(index)), level, parent: Some(parent), blocks: index..count });
            open.push((id, hint.rank, !formal));
        }
        builder.blocks[index as usize].section = open.last().map_or(SectionId(0), |&(id, ..)| id);
    }
    while !open.is_empty() {
        close(&mut sections, &mut open, count);
    }
    sections
}

fn close(sections: &mut [Section], open: &mut Vec<(SectionId, u16, bool)>, end: u32) {
    if let Some((id, ..)) = open.pop() {
        sections[id.0 as usize].blocks.end = end;
    }
}
