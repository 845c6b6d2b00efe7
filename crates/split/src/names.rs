//! A module and the script that gives it what it imports, which name that by number: the names that
//! generators make up are long, differ everywhere, and tell a browser nothing.

use std::collections::BTreeMap;

use wasm_encoder::ImportSection;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{ImportSectionReader, Parser, Payload};

use crate::module::{Outcome, unreadable};

/// Both, which do the same together.
///
/// # Errors
/// When the module cannot be copied, or the script does not give each import once.
pub fn numbered(module: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let mut numbers = Numbers::of(module)?;
    let script = numbers.in_script(script)?;
    let mut copy = wasm_encoder::Module::new();
    numbers
        .parse_core_module(&mut copy, Parser::new(0), module)
        .map_err(unreadable)?;
    Ok((copy.finish(), script))
}

/// Of each name its number.
struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    fn of(module: &[u8]) -> Outcome<Self> {
        let mut names = BTreeMap::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ImportSection(imports) = payload.map_err(unreadable)? {
                for import in imports.into_imports() {
                    let number = names.len();
                    let name = import.map_err(unreadable)?.name;
                    names.entry(name.to_owned()).or_insert(number);
                }
            }
        }
        Ok(Self(names))
    }

    /// The script, in which a line for each import begins with its name and a colon.
    fn in_script(&self, script: &str) -> Outcome<String> {
        let mut given = 0;
        let lines: Vec<String> = script
            .split_inclusive('\n')
            .map(|line| {
                let entry = line.trim_start();
                let indent = &line[..line.len() - entry.len()];
                let number = entry
                    .split_once(':')
                    .and_then(|(name, rest)| Some((self.0.get(name)?, rest)));
                match number {
                    Some((number, rest)) => {
                        given += 1;
                        format!("{indent}{number}:{rest}")
                    }
                    None => line.to_owned(),
                }
            })
            .collect();
        match given == self.0.len() {
            true => Ok(lines.concat()),
            false => Err(format!(
                "the script gives {given} of the {} imports",
                self.0.len()
            )),
        }
    }
}

impl Reencode for Numbers {
    type Error = String;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for import in section.into_imports() {
            let import = import?;
            let number = self.0[import.name].to_string();
            imports.import(import.module, &number, self.entity_type(import.ty)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports two functions of those names.
    fn importing(names: [&str; 2]) -> Vec<u8> {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./glue.js", name, wasm_encoder::EntityType::Function(0));
        }
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn both_name_an_import_by_its_number() {
        let script = "const it = {\n  now_1f: function() { return 1; },\n  log_2e: (a) => a,\n};\n";
        let (module, script) =
            numbered(&importing(["log_2e", "now_1f"]), script).expect("a script that fits");
        assert_eq!(module, importing(["0", "1"]));
        assert_eq!(
            script,
            "const it = {\n  1: function() { return 1; },\n  0: (a) => a,\n};\n"
        );
    }

    #[test]
    fn a_script_that_gives_too_little_is_refused() {
        let problem = numbered(&importing(["log", "now"]), "const it = {\n  log: 1,\n};\n");
        assert_eq!(
            problem.expect_err("now is missing"),
            "the script gives 1 of the 2 imports"
        );
    }
}
