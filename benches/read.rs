//! Speed of the Markdown reader, in bytes a second.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use govlint::read::markdown;

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

fn read(criterion: &mut Criterion) {
    let prose = agreement(400);
    let row = "|cell".repeat(100) + "|\n";
    let table = row.clone() + &"|-".repeat(100) + "|\n" + &row.repeat(999);
    let mut group = criterion.benchmark_group("read");
    for (name, source) in [("agreement", &prose), ("table of 100,000 cells", &table)] {
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| markdown(black_box(source.as_bytes()))));
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
