//! Laws that did not hold, with what they did not hold of.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display};

/// The laws that were broken, each with its first example.
#[derive(Default)]
pub struct Breaches(pub BTreeMap<&'static str, String>);

impl Breaches {
    pub fn same<T: PartialEq + Debug>(&mut self, law: &'static str, left: &T, right: &T) {
        self.same_after(law, left, right, || "");
    }

    /// The same of what came of some updates, which the example then tells.
    pub fn same_after<T: PartialEq + Debug, U: Display>(
        &mut self,
        law: &'static str,
        left: &T,
        right: &T,
        updates: impl FnOnce() -> U,
    ) {
        if left != right {
            let example = || format!("    {left:?}\n    {right:?}\n{}", updates());
            self.0.entry(law).or_insert_with(example);
        }
    }

    /// Fails with all examples if any law was broken.
    #[track_caller]
    pub fn none(&self, of: impl Display) {
        assert!(self.0.is_empty(), "{of} breaks\n{self}");
    }
}

impl Display for Breaches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (law, example) in &self.0 {
            writeln!(f, "  {law}: these are not the same")?;
            writeln!(f, "{}", example.trim_end())?;
        }
        Ok(())
    }
}
