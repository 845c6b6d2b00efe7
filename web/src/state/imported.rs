//! Histories and logs of other tools.

use replicascope_check::History;
use replicascope_check::import::{self, Diagram, Format};

/// What came from another tool.
#[derive(Clone, PartialEq, Debug)]
pub enum Imported {
    /// Operations, which can be checked.
    History { name: String, history: History },
    /// Events with vector clocks.
    Diagram { name: String, diagram: Diagram },
}

impl Imported {
    /// Reads a text. The pattern says how a log with vector clocks is written.
    ///
    /// # Errors
    /// Names the line that cannot be read, with its text.
    pub fn read(name: &str, text: &str, pattern: &str) -> Result<Self, String> {
        let name = name.to_owned();
        let pattern = Some(pattern.trim()).filter(|pattern| !pattern.is_empty());
        let format = Format::of(text);
        let wrong = |error: import::ImportError| format!("{name}: {error}");
        if format == Format::ShiViz || pattern.is_some() {
            let diagram = import::diagram(text, pattern).map_err(wrong)?;
            return Ok(Self::Diagram { name, diagram });
        }
        let history = import::history(text, format, None).map_err(wrong)?;
        Ok(Self::History { name, history })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_is_shows_in_it() {
        let edn = "{:process 1 :type :invoke :f :read :value nil}";
        let log = "began\nA {\"A\": 1}\n";
        assert!(matches!(
            Imported::read("a", edn, ""),
            Ok(Imported::History { .. })
        ));
        assert!(matches!(
            Imported::read("a", log, ""),
            Ok(Imported::Diagram { .. })
        ));
        let wrong = Imported::read("a.edn", "{:process 1", "").expect_err("cut short");
        assert!(wrong.starts_with("a.edn: line 1:"), "{wrong}");
    }
}
