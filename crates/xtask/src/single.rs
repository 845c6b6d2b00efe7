//! The whole page as one file that opens from a disk, where browsers load neither modules nor
//! workers: scripts, style, program, worker and lessons are in the file itself.

use std::path::{Path, PathBuf};

use crate::files::{bytes, text, under, write as write_text};
use crate::process::Outcome;

/// Its name in dist/.
pub const NAME: &str = "replicascope.html";
/// What the generated script ends with: in a module that nobody imports there is nothing to export.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";
/// What starts the program when it stands below that script.
const START: &str = "
const bytes = (id) => Uint8Array.from(atob(document.getElementById(id).textContent), (one) => one.charCodeAt(0));
const source = document.getElementById('worker').textContent;
const program = document.getElementById('worker-program').textContent;
const start = `const bytes = Uint8Array.from(atob('${program}'), (one) => one.charCodeAt(0));
wasm_bindgen({ module_or_path: bytes });`;
const worker = new Blob([source, '\\n', start], { type: 'text/javascript' });
window.replicascopeWorker = () => new Worker(URL.createObjectURL(worker));
await __wbg_init({ module_or_path: bytes('program') });
";

/// What is added to web/failure.js when nothing imports it.
const HEAR: &str = "
addEventListener('error', hear);
addEventListener('unhandledrejection', hear);
";

/// Writes it. The program in dist/ must be whole.
pub fn write(dist: &Path) -> Outcome {
    let html = text(&dist.join("index.html"))?;
    let all_named = |mark: &str| -> Vec<PathBuf> {
        let named = html.split(mark).skip(1);
        let named = named.filter_map(|after| after.split('"').next());
        let file = |name: &str| dist.join(name.trim_start_matches("./"));
        named.map(file).collect()
    };
    let named = |mark: &str| {
        let first = all_named(mark).into_iter().next();
        first.ok_or(format!("no {mark} in the page"))
    };
    let script = text(&named("data-program=\"")?)?;
    let sheets = all_named("rel=\"stylesheet\" href=\"");
    let style: String = sheets
        .iter()
        .map(|sheet| text(sheet))
        .collect::<Outcome<_>>()?;
    let parts = Parts {
        script: script
            .strip_suffix(EXPORTS)
            .or(script.trim_end().strip_suffix(EXPORTS))
            .ok_or("the generated script does not end as expected")?,
        failure: &text(&dist.join("failure.js"))?,
        style: &style,
        program: &base64(&bytes(&named("data-wasm=\"")?)?),
        worker: &text(&dist.join("replicascope-worker.js"))?,
        worker_program: &base64(&bytes(&dist.join("replicascope-worker_bg.wasm"))?),
        content: &content(dist)?,
    };
    let target = dist.join(NAME);
    write_text(&target, &page(&html, &parts)?)
}

struct Parts<'a> {
    script: &'a str,
    failure: &'a str,
    style: &'a str,
    program: &'a str,
    worker: &'a str,
    worker_program: &'a str,
    content: &'a [(String, String)],
}

/// The page with everything in it, and nothing that it would load.
fn page(html: &str, parts: &Parts) -> Outcome<String> {
    let html = without(html, "<script ", "</script>");
    let html = without(&html, "<link rel=\"stylesheet\"", ">");
    let html = without(&html, "<link rel=\"modulepreload\"", ">");
    let html = without(&html, "<link rel=\"preload\"", ">");
    let data = |id: &str, kind: &str, text: &str| {
        format!("<script type=\"{kind}\" id=\"{id}\">{text}</script>\n")
    };
    // In the head: what is in the body the program clears away when it starts.
    let mut head = format!("<style>\n{}</style>\n", parts.style);
    for (name, json) in parts.content {
        head += &data(name, "application/json", &json.replace("</", "<\\/"));
    }
    head += &data("program", "text/plain", parts.program);
    head += &data("worker", "text/plain", parts.worker);
    head += &data("worker-program", "text/plain", parts.worker_program);
    let script = format!("{}{START}", parts.script);
    let failure = format!("{}{HEAR}", parts.failure);
    for text in [&script, &failure, parts.worker] {
        if text.to_lowercase().contains("</script") {
            return Err("a script holds what would end it".into());
        }
    }
    for text in [&failure, &script] {
        head += &format!("<script type=\"module\">\n{text}</script>\n");
    }
    let whole = html.replacen("</head>", &format!("{head}</head>"), 1);
    match whole.contains("src=\"") {
        true => Err("the page would still load something".into()),
        false => Ok(whole),
    }
}

/// The text without what begins like this, as often as it occurs, up to the end of each.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(begin) {
        kept += before;
        rest = after.split_once(end).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// What the page would fetch, by its path.
fn content(dist: &Path) -> Outcome<Vec<(String, String)>> {
    let folder = dist.join("content");
    let mut found = Vec::new();
    for file in under(&folder)? {
        let name = file.strip_prefix(dist).unwrap_or(&file);
        found.push((name.to_string_lossy().replace('\\', "/"), text(&file)?));
    }
    found.sort();
    Ok(found)
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            text.push(match place <= three.len() {
                true => char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]),
                false => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("\u{ff}\u{ff}", "w7/Dvw=="),
        ];
        for (bytes, text) in cases {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn everything_is_in_the_page_and_nothing_is_loaded() {
        let html = "<head><script src=\"./boot.js\" data-program=\"a\"></script>\
                    <link rel=\"stylesheet\" href=\"b\"/></head><body><p></p></body>";
        let content = [(
            "content/a.json".to_owned(),
            r#"{"a": "</script>"}"#.to_owned(),
        )];
        let mut parts = Parts {
            script: "const one = 1;",
            failure: "export const three = 3;",
            style: "p { color: red }",
            program: "AAAA",
            worker: "const two = 2;",
            worker_program: "BBBB",
            content: &content,
        };
        let made = page(html, &parts).expect("it can be made");
        for there in [
            "const one",
            "color: red",
            "AAAA",
            "const two",
            "const three",
            "BBBB",
            "<p></p>",
        ] {
            assert!(made.contains(there), "{there}");
        }
        assert!(made.contains(r#"id="content/a.json">{"a": "<\/script>"}</script>"#));
        assert!(!made.contains("boot.js") && !made.contains("stylesheet"));
        parts.worker = "'</script>'";
        assert!(page(html, &parts).is_err());
    }
}
