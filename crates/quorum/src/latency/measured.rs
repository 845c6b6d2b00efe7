//! Latencies that somebody measured, as a table of comma-separated values.

use super::law::{Distribution, Law, MAX_MS, MAX_VALUES, within};
use super::text::short;
use crate::{Leg, Refusal};

/// The largest table that is read.
pub const MAX_BYTES: usize = 2 << 20;
/// The most columns.
const MAX_COLUMNS: usize = 16;

/// A column of the table.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// What its head says; empty where there is none.
    pub name: String,
    /// Its values, each equally likely.
    pub distribution: Distribution,
}

/// Reads a table: one measurement per line, in milliseconds; several columns are separated by
/// commas, semicolons or tabs; the first line may hold their names. An empty cell is no
/// measurement.
///
/// # Errors
/// Names the line, and where there are several the column, of what is wrong.
pub fn columns(text: &str) -> Result<Vec<Column>, Refusal> {
    if text.len() > MAX_BYTES {
        let reason = format!("{} bytes, at most {MAX_BYTES} are read", text.len());
        return Err(Refusal::new("table", reason));
    }
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .peekable();
    let Some((first, line)) = lines.peek().copied() else {
        return Err(Refusal::new("line 1", "there is nothing to read"));
    };
    let names: Vec<String> = cells(line)
        .map(|cell| cell.trim_matches('"').to_owned())
        .collect();
    let width = names.len();
    if width > MAX_COLUMNS {
        let reason = format!("{width} columns are out of bounds: 1 to {MAX_COLUMNS}");
        return Err(Refusal::new(format!("line {first}"), reason));
    }
    // A head is a line without a single number.
    let has_head = names.iter().all(|name| name.parse::<f64>().is_err());
    let names = if has_head {
        names
    } else {
        vec![String::new(); width]
    };
    let mut values = vec![Vec::new(); width];
    for (number, line) in lines.skip(usize::from(has_head)) {
        read_line(number, line, &mut values)?;
    }
    let table = (1..).zip(names.into_iter().zip(values));
    table
        .map(|(number, (name, values))| column(number, name, values))
        .collect()
}

fn read_line(number: usize, line: &str, values: &mut [Vec<f64>]) -> Result<(), Refusal> {
    let width = values.len();
    let found = cells(line).take(width + 1).count();
    if found != width {
        let more = if found > width { "more" } else { "fewer" };
        let reason = format!("it has {more} columns than the first line, which has {width}");
        return Err(Refusal::new(format!("line {number}"), reason));
    }
    for (index, (cell, column)) in cells(line).zip(values).enumerate() {
        if cell.is_empty() {
            continue;
        }
        let place = match width {
            1 => format!("line {number}"),
            _ => format!("line {number}, column {}", index + 1),
        };
        let value = cell
            .parse()
            .map_err(|_| Refusal::new(&*place, format!("`{}` is not a number", short(cell))))?;
        within(&place, value, (0.0, MAX_MS))?;
        if column.len() == MAX_VALUES {
            let reason = format!("more than {MAX_VALUES} values in a column");
            return Err(Refusal::new(place, reason));
        }
        column.push(value);
    }
    Ok(())
}

fn column(number: usize, name: String, values: Vec<f64>) -> Result<Column, Refusal> {
    let place = format!("column {number}");
    if values.is_empty() {
        return Err(Refusal::new(place, "it has no values"));
    }
    let distribution = Law::measured(values).and_then(Distribution::of);
    let distribution = distribution.map_err(|refusal| refusal.within(&place))?;
    Ok(Column { name, distribution })
}

/// Which message each column is about: by its name, or by the letter of the model (W, A, R, S). A
/// single column without such a name is about all four.
///
/// # Errors
/// Names the column that is about none.
pub fn by_leg(columns: &[Column]) -> Result<Vec<(Leg, Distribution)>, Refusal> {
    if let [Column { name, distribution }] = columns
        && leg_named(name).is_none()
    {
        return Ok(Leg::ALL.map(|leg| (leg, distribution.clone())).into());
    }
    let named = (1..).zip(columns).map(|(number, column)| {
        let leg = leg_named(&column.name).ok_or_else(|| {
            let name = short(&column.name);
            let reason = format!("`{name}` is none of write, ack, request, response");
            Refusal::new(format!("column {number}"), reason)
        })?;
        Ok((leg, column.distribution.clone()))
    });
    named.collect()
}

fn leg_named(name: &str) -> Option<Leg> {
    let is = |leg: &Leg| {
        let names = [leg.name(), leg.letter()];
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    Leg::ALL.into_iter().find(is)
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '\t']).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_and_without_a_head() {
        let plain = columns("3.5\n\n1\r\n 2 \n").expect("a table");
        assert_eq!(plain.len(), 1);
        assert_eq!(plain[0].name, "");
        assert_eq!(plain[0].distribution.to_string(), "measured(1, 2, 3.5)");
        let named = columns("write,\"ack\"\n1,2\n3,\n").expect("a table");
        let texts = named
            .iter()
            .map(|one| format!("{}: {}", one.name, one.distribution));
        assert_eq!(
            texts.collect::<Vec<_>>(),
            ["write: measured(1, 3)", "ack: measured(2)"]
        );
    }

    #[test]
    fn columns_are_about_the_messages_that_they_name() {
        let legs = |text| {
            let legs = by_leg(&columns(text).expect("a table"))?;
            Ok::<_, Refusal>(legs.into_iter().map(|(leg, _)| leg).collect::<Vec<_>>())
        };
        assert_eq!(legs("1\n2"), Ok(Leg::ALL.into()));
        assert_eq!(legs("latency\n2"), Ok(Leg::ALL.into()));
        assert_eq!(legs("ack\n2"), Ok(vec![Leg::Ack]));
        assert_eq!(legs("R,Write\n1,2"), Ok(vec![Leg::Request, Leg::Write]));
        let refused = legs("w,x\n1,2").expect_err("no message").to_string();
        assert_eq!(
            refused,
            "column 2: `x` is none of write, ack, request, response"
        );
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line() {
        for (text, message) in [
            ("", "line 1: there is nothing to read"),
            ("latency\n", "column 1: it has no values"),
            ("1\n2\nfast\n", "line 3: `fast` is not a number"),
            ("ms\n1\n\n-2\n", "line 4: -2 is out of bounds: 0 to 1000000"),
            ("1\n1e7", "line 2: 10000000 is out of bounds: 0 to 1000000"),
            ("1\nNaN", "line 2: NaN is out of bounds: 0 to 1000000"),
            (
                "1,2\n3",
                "line 2: it has fewer columns than the first line, which has 2",
            ),
            (
                "1,2\n3,4,5",
                "line 2: it has more columns than the first line, which has 2",
            ),
            ("w;a\n1;2\n3;x", "line 3, column 2: `x` is not a number"),
        ] {
            let refused = columns(text).expect_err(text);
            assert_eq!(refused.to_string(), message);
        }
        let long = "1\n".repeat(MAX_VALUES + 1);
        let refused = columns(&long).expect_err("too long").to_string();
        assert_eq!(refused, "line 20001: more than 20000 values in a column");
        let wide = columns(&"1,".repeat(20)).expect_err("too wide").to_string();
        assert_eq!(wide, "line 1: 21 columns are out of bounds: 1 to 16");
        assert!(columns(&"1\n".repeat(MAX_BYTES)).is_err());
    }
}
