//! Whole commands as people type them, with what they print: `tests/cmd/*.trycmd`. Read a change before you accept it with
//! `TRYCMD=overwrite cargo test --test cmd`.

#[test]
fn commands() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").case("README.md");
}
