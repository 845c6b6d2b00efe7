//! `cargo xtask serve`: the page on this machine, rebuilt at every change.

use crate::process::{Outcome, become_command};
use crate::tools;

/// What can be chosen about serving.
#[derive(Debug, PartialEq)]
pub struct Options {
    port: u16,
    open: bool,
}

impl Options {
    /// Reads `[--port N] [--open]`.
    pub fn parse(mut words: &[&str]) -> Outcome<Self> {
        let mut options = Self {
            port: 8080,
            open: false,
        };
        while let Some((&word, rest)) = words.split_first() {
            words = match (word, rest) {
                ("--open", rest) => {
                    options.open = true;
                    rest
                }
                ("--port", [port, rest @ ..]) => {
                    options.port = port
                        .parse()
                        .map_err(|_| format!("--port takes a number up to 65535, not {port}"))?;
                    rest
                }
                ("--port", []) => return Err("--port takes a number".to_owned()),
                _ => return Err(format!("serve has no option {word}")),
            };
        }
        Ok(options)
    }
}

/// Serves until stopped.
pub fn serve(options: &Options) -> Outcome {
    tools::for_the_page()?;
    let mut trunk = tools::trunk("serve");
    // Beside dist/, which is for the optimised page: a server that runs while
    // the tests do must not swap the page under them.
    trunk.args(["--dist", "target/serve"]);
    trunk.args(["--port", &options.port.to_string()]);
    if options.open {
        trunk.arg("--open");
    }
    eprintln!(
        "Replicascope will be at http://127.0.0.1:{}/ as soon as it is built: \
         about a minute the first time, then seconds. Ctrl-C stops it.",
        options.port
    );
    become_command(&mut trunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_in_any_order() {
        let expected = Options {
            port: 9000,
            open: true,
        };
        assert_eq!(
            Options::parse(&["--port", "9000", "--open"]).as_ref(),
            Ok(&expected)
        );
        assert_eq!(Options::parse(&["--open", "--port", "9000"]), Ok(expected));
    }

    #[test]
    fn wrong_options_are_named() {
        for (words, named) in [
            (["--port"].as_slice(), "--port"),
            (&["--port", "99999"], "99999"),
            (&["--fast"], "--fast"),
        ] {
            let message = Options::parse(words).expect_err("wrong words");
            assert!(message.contains(named), "{message}");
        }
    }
}
