//! Measuring each of several cases in a process of its own: neither what the allocator makes of what
//! others gave back is measured, nor the most memory that another one had.

use std::fmt::Display;
use std::process::Command;
use std::str::FromStr;

/// Prints the heading, then runs this program again for each case, which is measured there.
pub fn measure_each<T: Display + FromStr>(
    heading: &str,
    cases: impl IntoIterator<Item = T>,
    measure: impl Fn(T),
) {
    let asked = std::env::args().nth(1);
    if let Some(case) = asked.and_then(|text| text.parse().ok()) {
        measure(case);
        return;
    }
    println!("{heading}");
    let program = std::env::current_exe().expect("a program");
    for case in cases {
        let status = Command::new(&program).arg(case.to_string()).status();
        assert!(status.expect("started").success());
    }
}
