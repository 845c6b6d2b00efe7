//! What an operation does: which of those that its key takes, and with which value.

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{ReplicaId, Value};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::widgets::{TextField, pick};

/// The fields of an operation; tells the operation as it is to be, or what is wrong with it.
pub fn op_fields(
    data_type: &DataType,
    replicas: &[ReplicaId],
    op: &Op,
    onchange: &Callback<Result<Op, String>>,
) -> Html {
    let mut kinds = vec![(Op::Read, kind(&Op::Read))];
    kinds.extend(data_type.examples().into_iter().map(|op| {
        let name = kind(&op);
        (op, name)
    }));
    let current = kinds.iter().map(|(like, _)| like);
    let current = current.clone().find(|like| kind(like) == kind(op)).cloned();
    let chosen = {
        let op = op.clone();
        onchange.reform(move |like: Op| Ok(with_value_of(like, &op)))
    };
    html! {
        <>
            { pick(say::operation::does(), &current.unwrap_or(Op::Read), kinds, &chosen) }
            { value_fields(data_type, replicas, op, onchange) }
        </>
    }
}

fn kind(op: &Op) -> String {
    match op {
        Op::Read => say::operation::read(),
        Op::Write(_) => say::operation::write(),
        Op::Delete => say::operation::delete(),
        Op::Increment(_) => say::operation::increment(),
        Op::Decrement(_) => say::operation::decrement(),
        Op::Transfer { .. } => say::operation::hand_over(),
        Op::Add(_) => say::operation::add(),
        Op::Remove(_) => say::operation::remove(),
        Op::Enable => say::operation::enable(),
        Op::Disable => say::operation::disable(),
        Op::Within { op, .. } => return say::operation::in_entry(&kind(op)),
    }
    .to_owned()
}

/// The value of an operation, or the entry that it is about.
fn value(op: &Op) -> Option<&Value> {
    match op {
        Op::Write(value) | Op::Add(value) | Op::Remove(value) => Some(value),
        Op::Within { entry, .. } => Some(entry),
        _ => None,
    }
}

fn amount(op: &Op) -> Option<u32> {
    match op {
        Op::Increment(amount) | Op::Decrement(amount) | Op::Transfer { amount, .. } => {
            Some(*amount)
        }
        _ => None,
    }
}

/// An operation of another kind about the same value or amount.
fn with_value_of(like: Op, op: &Op) -> Op {
    let (value, amount) = (value(op).cloned(), amount(op));
    match like {
        Op::Write(usual) => Op::Write(value.unwrap_or(usual)),
        Op::Add(usual) => Op::Add(value.filter(Value::is_element).unwrap_or(usual)),
        Op::Remove(usual) => Op::Remove(value.filter(Value::is_element).unwrap_or(usual)),
        Op::Increment(usual) => Op::Increment(amount.unwrap_or(usual)),
        Op::Decrement(usual) => Op::Decrement(amount.unwrap_or(usual)),
        Op::Transfer { to, amount: usual } => Op::Transfer {
            to,
            amount: amount.unwrap_or(usual),
        },
        Op::Within { entry, op } => Op::Within {
            entry: value.filter(Value::is_element).unwrap_or(entry),
            op,
        },
        other => other,
    }
}

fn value_fields(
    data_type: &DataType,
    replicas: &[ReplicaId],
    op: &Op,
    onchange: &Callback<Result<Op, String>>,
) -> Html {
    let text = |label: &'static str, shown: String, make: fn(Value) -> Op| {
        let onchange = onchange.reform(move |text: String| Value::parse(&text).map(make));
        html! { <TextField {label} value={shown} {onchange} /> }
    };
    let number = |by: u32, make: fn(u32) -> Op| {
        let onchange = onchange.reform(move |text: String| whole(&text).map(make));
        html! { <TextField label={say::operation::by()} value={by.to_string()} numeric={true} {onchange} /> }
    };
    match op {
        Op::Read | Op::Delete | Op::Enable | Op::Disable => Html::default(),
        Op::Write(value) => text(say::operation::value(), value.to_string(), Op::Write),
        Op::Add(element) => text(say::operation::element(), element.to_string(), Op::Add),
        Op::Remove(element) => text(say::operation::element(), element.to_string(), Op::Remove),
        Op::Increment(by) => number(*by, Op::Increment),
        Op::Decrement(by) => number(*by, Op::Decrement),
        Op::Transfer { to, amount } => transfer_fields(replicas, *to, *amount, onchange),
        Op::Within { entry, op } => {
            let DataType::OrMap(options) = data_type else {
                return Html::default();
            };
            let renamed = {
                let op = op.clone();
                onchange.reform(move |text: String| {
                    let (entry, op) = (Value::parse(&text)?, op.clone());
                    Ok(Op::Within { entry, op })
                })
            };
            let within = {
                let entry = entry.clone();
                onchange.reform(move |op: Result<Op, String>| {
                    let (entry, op) = (entry.clone(), Box::new(op?));
                    Ok(Op::Within { entry, op })
                })
            };
            html! {
                <>
                    <TextField label={say::operation::entry()} value={entry.to_string()} onchange={renamed} />
                    { value_fields(&options.of, replicas, op, &within) }
                </>
            }
        }
    }
}

fn transfer_fields(
    replicas: &[ReplicaId],
    to: ReplicaId,
    amount: u32,
    onchange: &Callback<Result<Op, String>>,
) -> Html {
    let receivers = replicas.iter().map(|one| (*one, one.to_string()));
    let handed = onchange.reform(move |to| Ok(Op::Transfer { to, amount }));
    let counted = onchange.reform(move |text: String| {
        let amount = whole(&text)?;
        Ok(Op::Transfer { to, amount })
    });
    html! {
        <>
            { pick(say::operation::to(), &to, receivers.collect(), &handed) }
            <TextField label={say::operation::rights()} value={amount.to_string()} numeric={true} onchange={counted} />
        </>
    }
}

fn whole(text: &str) -> Result<u32, String> {
    let number = text.trim().parse();
    number.map_err(|_| say::operation::takes_whole().to_owned())
}
