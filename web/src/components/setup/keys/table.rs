//! A merge function as a table of cases, to edit.

use replicascope_core::Value;
use replicascope_core::resolve::{Case, MAX_CASES, Table};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::setup::hint;
use crate::components::widgets::TextField;

/// The cases, each with its fields, and what every other pair makes.
pub fn table(table: &Table, set: &Callback<Table>) -> Html {
    let cases = table.cases.iter().enumerate();
    let add = with(table, set, |table, ()| {
        let value = table.otherwise.clone();
        table.cases.push(Case {
            one: value.clone(),
            other: value.clone(),
            gives: value,
        });
    });
    let otherwise = entered(table, set, |table, value| table.otherwise = value);
    html! {
        <div class="cases">
            { for cases.map(|(place, one)| case(table, set, place, one)) }
            <div class="row">
                <TextField label={say::setup::any_other()} value={table.otherwise.to_string()} onchange={otherwise} />
                <button type="button" disabled={table.cases.len() >= MAX_CASES}
                    onclick={add.reform(|_: MouseEvent| ())}>{ say::setup::add_case() }</button>
            </div>
            { order(table) }
        </div>
    }
}

fn case(table: &Table, set: &Callback<Table>, place: usize, case: &Case) -> Html {
    let field = |label: &'static str, shown: &Value, part: fn(&mut Case) -> &mut Value| {
        let onchange = entered(table, set, move |table, value| {
            *part(&mut table.cases[place]) = value;
        });
        html! { <TextField {label} value={shown.to_string()} {onchange} /> }
    };
    let remove = with(table, set, move |table, ()| {
        table.cases.remove(place);
    });
    html! {
        <div class="row case" role="group" aria-label={say::setup::case(&(place + 1))}>
            { field("", &case.one, |case| &mut case.one) }
            { field(say::setup::case_and(), &case.other, |case| &mut case.other) }
            { field(say::setup::case_make(), &case.gives, |case| &mut case.gives) }
            <button type="button" onclick={remove.reform(|_: MouseEvent| ())}
                aria-label={say::setup::remove_case(&(place + 1))}>{ say::faults::remove() }</button>
        </div>
    }
}

/// Whether the order of merging matters, which it should not.
fn order(table: &Table) -> Html {
    let Some([a, b, c]) = table.first_disagreement() else {
        return hint(say::setup::order_is_free());
    };
    let left = table.merge(&table.merge(&a, &b), &c);
    let right = table.merge(&a, &table.merge(&b, &c));
    hint(say::setup::order_matters(&a, &b, &c, &left, &right))
}

fn with<P: 'static>(
    table: &Table,
    set: &Callback<Table>,
    change: impl Fn(&mut Table, P) + 'static,
) -> Callback<P> {
    let table = table.clone();
    set.reform(move |part| {
        let mut table = table.clone();
        change(&mut table, part);
        table
    })
}

/// What is no value leaves the table as it is.
fn entered(
    table: &Table,
    set: &Callback<Table>,
    change: impl Fn(&mut Table, Value) + 'static,
) -> Callback<String> {
    let changed = with(table, set, move |table, value: Option<Value>| {
        if let Some(value) = value {
            change(table, value);
        }
    });
    changed.reform(|text: String| Value::parse(&text).ok())
}
