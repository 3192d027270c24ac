//! Speed of the readers, in bytes a second.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use govlint::read::{markdown, plain};

/// An agreement of `clauses` numbered clauses with lists, labels and a table.
fn agreement(clauses: usize) -> String {
    let mut text = String::from("---\ntitle: Agreement\nstatus: draft\n---\n\n# Agreement\n\n");
    for clause in 1..=clauses {
        let _ = write!(
            text,
            "## {clause}. Matter {clause}\n\n{clause}.1 The **Parties** shall keep each other informed of what they do under\n\
             this clause, and shall not act alone where “the other” has asked to be heard first.\n\n\
             {clause}.2 Each Party shall:\n\n(a) name one officer;\n\n(b) answer within [ten](#ten) working days; and\n\n\
             - keep a record\n- send it on: each January\n\n**Review:** every second year.\n\n\
             | Item | Limit | Held by |\n|---|---|---|\n| Stores | £{clause},000 | Director |\n| Fuel | £500 | Clerk |\n\n"
        );
    }
    text
}

/// A note of `pages` pages as they were typed: running lines, wrapped paragraphs, lists, a table.
fn note(pages: usize) -> String {
    let mut text = String::from("Harbour Office                    A. Wrack\n\n\n              Harbour Agreement\n\n");
    for page in 1..=pages {
        let _ = write!(
            text,
            "{page}.  Matter {page}\n\n   The Parties keep each other informed of what they do under this clause, and\n   \
             shall not act alone where the other has asked to be heard first.  Each Party\n   shall:\n\n   (a) name one \
             officer, who may act for it in all that this clause is about;\n\n   (b) answer within ten working days of \
             the day on which it has been asked,\n       or say why it cannot; and\n\n   o  keep a record\n\n   o  \
             send it on each January\n\n      Item        Limit        Held by\n      Stores      {page},000        \
             Director\n      Fuel        500          Clerk\n      Rope        20           Clerk\n\n   Review takes \
             place every second year, and whenever a Party asks for it in\n\n\nWrack                    Note                \
             [Page {page}]\n\x0cNOTE 7        Harbour Agreement\n\n   writing.\n\n"
        );
    }
    text
}

fn read(criterion: &mut Criterion) {
    let prose = agreement(400);
    let row = "|cell".repeat(100) + "|\n";
    let table = row.clone() + &"|-".repeat(100) + "|\n" + &row.repeat(999);
    let mut group = criterion.benchmark_group("read");
    for (name, source) in [("agreement", &prose), ("table of 100,000 cells", &table)] {
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| markdown(black_box(source.as_bytes()))));
    }
    let note = note(400);
    group.throughput(Throughput::Bytes(note.len() as u64));
    group.bench_function("note in plain text", |bencher| bencher.iter(|| plain(black_box(note.as_bytes()))));
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
