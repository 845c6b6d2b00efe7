//! What keys hold, and by which clock or function they settle conflicts.

mod table;

use replicascope_core::clock::Clock;
use replicascope_core::crdt::{DataType, Versions};
use replicascope_core::lab::KeySpec;
use replicascope_core::resolve::{Resolution, Table};
use replicascope_core::{Edit, Lab, Value};
use replicascope_scene::titles;
use replicascope_words::say;
use yew::prelude::*;

use super::{hint, named};
use crate::components::widgets::pick;

/// One part for each key.
pub fn keys(lab: &Lab, edit: &Callback<Edit>) -> Html {
    html! { { for lab.keys.iter().map(|spec| key(spec, edit)) } }
}

fn key(spec: &KeySpec, edit: &Callback<Edit>) -> Html {
    let set = {
        let key = spec.name.clone();
        edit.reform(move |data_type| {
            let key = key.clone();
            Edit::SetType { key, data_type }
        })
    };
    let current = &spec.data_type;
    let all = DataType::all().into_iter().map(|one| {
        let name = titles::of_type(&one).to_owned();
        // The settings of the one that is in use are kept.
        let is_this = one.name() == current.name();
        (if is_this { current.clone() } else { one }, name)
    });
    html! {
        <div class="part">
            { pick(say::setup::key(&spec.name), current, all.collect(), &set) }
            { hint(titles::type_summary(current)) }
            { settings(current, &set) }
        </div>
    }
}

fn settings(current: &DataType, set: &Callback<DataType>) -> Html {
    match current {
        DataType::LwwRegister(options) => {
            let options = options.clone();
            let set = set.reform(move |clock| {
                let mut options = options.clone();
                options.clock = clock;
                DataType::LwwRegister(options)
            });
            clock(current_clock(current), &set)
        }
        DataType::LwwElementSet(options) => {
            let options = options.clone();
            let set = set.reform(move |clock| {
                let mut options = options.clone();
                options.clock = clock;
                DataType::LwwElementSet(options)
            });
            clock(current_clock(current), &set)
        }
        DataType::MvRegister(options) => {
            let (resolve, versions) = (options.clone(), options.clone());
            let set_resolve = set.reform(move |chosen| {
                let mut options = resolve.clone();
                options.resolve = chosen;
                DataType::MvRegister(options)
            });
            let set_versions = set.reform(move |chosen| {
                let mut options = versions.clone();
                options.versions = chosen;
                DataType::MvRegister(options)
            });
            let all = named([
                (Versions::Dotted, say::setup::own_dot()),
                (Versions::PerServer, say::setup::per_server()),
            ]);
            html! {
                <>
                    { resolution(&options.resolve, &set_resolve) }
                    { pick(say::setup::sibling_has(), &options.versions, all, &set_versions) }
                </>
            }
        }
        _ => Html::default(),
    }
}

fn current_clock(data_type: &DataType) -> Clock {
    match data_type {
        DataType::LwwRegister(options) => options.clock,
        DataType::LwwElementSet(options) => options.clock,
        _ => Clock::default(),
    }
}

fn clock(current: Clock, set: &Callback<Clock>) -> Html {
    let all = named([
        (Clock::Wall, say::setup::wall()),
        (Clock::Lamport, say::setup::lamport()),
        (Clock::Hybrid, say::setup::hybrid()),
    ]);
    pick(say::setup::later_by(), &current, all, set)
}

fn resolution(current: &Resolution, set: &Callback<Resolution>) -> Html {
    let table = match current {
        Resolution::Table(table) => table.clone(),
        _ => Table {
            cases: Vec::new(),
            otherwise: Value::Integer(0),
        },
    };
    let all = named([
        (Resolution::Siblings, say::setup::all_siblings()),
        (Resolution::Union, say::setup::union()),
        (Resolution::Max, say::setup::max()),
        (Resolution::Table(table), say::setup::by_table()),
    ]);
    html! {
        <>
            { pick(say::setup::of_siblings_show(), current, all, set) }
            if let Resolution::Table(table) = current { { table::table(table, &set.reform(Resolution::Table)) } }
        </>
    }
}
