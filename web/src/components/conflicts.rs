//! One schedule under every answer to conflicts that it fits: what every replica ends with, and
//! which acknowledged updates were lost.

use std::rc::Rc;

use replicascope_core::resolve::{End, Way, ways};
use replicascope_core::{Edit, Lab, StepId, run};
use replicascope_scene::{titles, words};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::components::widgets::pick;
use crate::state::Action;

/// A way, how it ends, and the names of the updates that it loses and refuses.
#[derive(PartialEq)]
struct Row {
    way: Way,
    end: End,
    lost: Vec<String>,
    refused: Vec<String>,
}

fn rows(lab: &Lab, key: usize) -> Vec<Row> {
    let row = |way: Way| {
        let trace = run(&Rc::new(lab.with_type(key, &way.data_type)));
        let end = End::of(&trace, key);
        let names = |steps: &[StepId]| -> Vec<String> {
            steps
                .iter()
                .map(|step| words::step(&trace, *step))
                .collect()
        };
        let (lost, refused) = (names(&end.lost), names(&end.refused));
        Row {
            way,
            end,
            lost,
            refused,
        }
    };
    ways(lab, key).into_iter().map(row).collect()
}

/// Whether it does not matter here how conflicts are answered.
fn all_end_alike(rows: &[Row]) -> bool {
    rows.iter().all(|row| {
        let loses = !row.lost.is_empty() || !row.refused.is_empty();
        row.end.agree && !loses && row.end.shows == rows[0].end.shows
    })
}

/// The page.
#[component]
pub fn Conflicts(props: &PartProps) -> Html {
    let key = props.state.view.key;
    let rows = use_memo((Rc::clone(props.state.lab()), key), |(lab, key)| {
        rows(lab, *key)
    });
    let lab = props.state.lab();
    let keys = lab.keys.iter().enumerate();
    let keys: Vec<_> = keys
        .map(|(index, key)| (index, key.name.to_string()))
        .collect();
    let show = props.dispatch.reform(Action::ShowKey);
    html! {
        <section class="conflicts" aria-labelledby="conflicts-title">
            <div class="toolbar">
                <h2 id="conflicts-title">{ say::conflicts::title() }</h2>
                if keys.len() > 1 { { pick(say::inspector::key(), &key, keys, &show) } }
            </div>
            <p class="hint">{ say::conflicts::hint() }</p>
            if all_end_alike(&rows) { <p class="hint">{ say::conflicts::all_alike() }</p> }
            <div class="scroll-across">
                <table>
                    <caption>{ say::conflicts::caption(&lab.keys[key].name) }</caption>
                    <thead><tr>
                        <th scope="col">{ say::conflicts::answer() }</th>
                        { for lab.replicas.iter().map(|one| html! {
                            <th scope="col"><span class="replica-name" data-replica={one.to_string()}>{ one.to_string() }</span></th>
                        }) }
                        <th scope="col">{ say::conflicts::replicas() }</th>
                        <th scope="col">{ say::conflicts::lost() }</th>
                        <th scope="col"><span class="unseen">{ say::conflicts::choose() }</span></th>
                    </tr></thead>
                    <tbody>{ for rows.iter().map(|one| row(props, key, one)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(props: &PartProps, key: usize, row: &Row) -> Html {
    let spec = &props.state.lab().keys[key];
    let chosen = spec.data_type == row.way.data_type;
    let use_it = {
        let edit = Edit::SetType {
            key: spec.name.clone(),
            data_type: row.way.data_type.clone(),
        };
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::Edit(edit.clone()))
    };
    let lost = if row.lost.is_empty() {
        html! { { say::conflicts::nothing() } }
    } else {
        html! { <strong class="refused">{ row.lost.join("; ") }</strong> }
    };
    html! {
        <tr class={classes!(chosen.then_some("own"))} data-way={row.way.title.clone()}>
            <th scope="row">{ titles::of_way(&row.way) }</th>
            { for row.end.shows.iter().map(|(_, answer)| html! { <td class="value">{ words::answer(answer) }</td> }) }
            <td>{ if row.end.agree { say::conflicts::agree() } else { say::conflicts::disagree() } }</td>
            <td>
                { lost }
                if !row.refused.is_empty() {
                    <span class="hint">{ format!(" {}", say::conflicts::refused(&row.refused.join("; "))) }</span>
                }
                if row.end.false_conflicts > 0 {
                    <span class="refused">{ format!(" {}", say::conflicts::false_conflicts(&row.end.false_conflicts, &row.end.siblings)) }</span>
                }
            </td>
            <td>
                if chosen { <span class="aside">{ say::conflicts::in_use() }</span> }
                else if !props.state.asked.is_fixed() { <button type="button" onclick={use_it} aria-label={say::conflicts::use_this(&titles::of_way(&row.way))}>{ say::conflicts::use_it() }</button> }
            </td>
        </tr>
    }
}
