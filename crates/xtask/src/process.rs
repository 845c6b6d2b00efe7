//! Running other programs: say what runs, and name what failed.

use std::process::Command;

use crate::paths;

/// What went wrong is told to a person, so a message is all an error needs to be.
pub type Outcome<T = ()> = Result<T, String>;

/// A command that finds our own tools, and so do the programs it starts.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("PATH", paths::search_path())
        // The tools say what is wrong. Where in themselves they noticed buries it.
        .env("RUST_LIB_BACKTRACE", "0");
    command
}

/// Runs the command with its output shown, and fails when it fails.
pub fn run(command: &mut Command) -> Outcome {
    let line = announce(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` failed ({status})")),
        Err(error) => Err(format!("`{line}` could not be started: {error}")),
    }
}

/// Runs the command beside others: what it prints is shown when it has ended.
pub fn run_in_silence(command: &mut Command) -> Outcome {
    let line = command_line(command);
    let output = command
        .output()
        .map_err(|error| format!("`{line}` could not be started: {error}"))?;
    println!("$ {line}\n{}", String::from_utf8_lossy(&output.stdout));
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    match output.status {
        status if status.success() => Ok(()),
        status => Err(format!("`{line}` failed ({status})")),
    }
}

/// Becomes the command, for one that runs until it is stopped: a signal sent to
/// us must not leave a server behind that holds its port.
#[cfg(unix)]
pub fn become_command(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;

    let line = announce(command);
    let error = command.exec();
    Err(format!("`{line}` could not be started: {error}"))
}

/// Elsewhere a process cannot become another; waiting for it is the nearest thing.
#[cfg(not(unix))]
pub fn become_command(command: &mut Command) -> Outcome {
    run(command)
}

/// What the command prints, or nothing when it cannot be run or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn announce(command: &Command) -> String {
    let line = command_line(command);
    eprintln!("$ {line}");
    line
}

fn command_line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let message = run(command("cargo").arg("no-such-subcommand"))
            .expect_err("cargo has no such subcommand");
        assert!(
            message.starts_with("`cargo no-such-subcommand` failed"),
            "{message}"
        );
    }

    #[test]
    fn a_missing_program_is_a_failure_too() {
        let message = run(&mut command("no-such-program")).expect_err("there is no such program");
        assert!(message.contains("could not be started"), "{message}");
        assert_eq!(output_of(&mut command("no-such-program")), None);
    }
}
