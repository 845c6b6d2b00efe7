//! The text to put into a course page, so that it shows a frame of Replicascope.

use super::{Asked, Control, Panel, Theme};

/// Where the text goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Element,
    Frame,
    Markdown,
    Docusaurus,
    JupyterBook,
    Notebook,
    Moodle,
    Canvas,
    Link,
    Picture,
}

impl Format {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Element,
        Self::Frame,
        Self::Markdown,
        Self::Docusaurus,
        Self::JupyterBook,
        Self::Notebook,
        Self::Moodle,
        Self::Canvas,
        Self::Link,
        Self::Picture,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Element => "HTML, with the element",
            Self::Frame => "HTML, a plain frame",
            Self::Markdown => "Markdown: mdBook, MkDocs",
            Self::Docusaurus => "Docusaurus (MDX)",
            Self::JupyterBook => "Jupyter Book (MyST)",
            Self::Notebook => "Jupyter notebook, a cell",
            Self::Moodle => "Moodle",
            Self::Canvas => "Canvas",
            Self::Link => "A link alone",
            Self::Picture => "A picture with a link (Markdown)",
        }
    }

    /// What to do with it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Element => {
                "It grows to the height that it needs, and is loaded when a reader scrolls near it. \
                 The script once for each page; the host of Replicascope must send \
                 “Access-Control-Allow-Origin: *”."
            }
            Self::Frame => "For pages that allow no scripts of others.",
            Self::Markdown => "A line of its own, with an empty line before and after it.",
            Self::Docusaurus => "Into a page that ends in .mdx or .md.",
            Self::JupyterBook => "Jupyter Book 2. Older ones take the plain frame.",
            Self::Notebook => "Run the cell once; the output stays in the notebook.",
            Self::Moodle => "In the editor: Tools, Source code (<>).",
            Self::Canvas => "In the editor: View, HTML Editor (</>).",
            Self::Link => "For mail and slides.",
            Self::Picture => {
                "For print, and wherever frames are not allowed: save a picture of it beside the \
                 page under this name."
            }
        }
    }
}

/// What is put into the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// The address of the application, which ends in a slash or in the name of its page.
    pub base: String,
    pub title: String,
    pub asked: Asked,
    /// The document as a link; none: the scenario of that name is meant.
    pub link: Option<String>,
    /// In pixels; none: as wide as there is room.
    pub width: Option<u32>,
    pub height: u32,
    /// The name of the file with a picture of it.
    pub picture: String,
}

impl Source {
    /// The parameters that differ from what they are without being named.
    fn parameters(&self) -> Vec<(&'static str, String)> {
        let (asked, usual) = (&self.asked, Asked::default());
        let panels = |all: &[Panel]| listed(all.iter().map(|one| one.word()));
        let controls = |all: &[Control]| listed(all.iter().map(|one| one.word()));
        let mut all = Vec::new();
        if let (Some(name), None) = (&asked.scenario, &self.link) {
            all.push(("scenario", name.clone()));
        }
        all.push(("panels", panels(asked.panels())));
        if let (Some(at), None) = (asked.at, &self.link) {
            all.push(("t", super::messages::millis(at)));
        }
        if asked.controls != usual.controls {
            all.push(("controls", controls(&asked.controls)));
        }
        if asked.theme != Theme::Auto {
            all.push(("theme", asked.theme.word().to_owned()));
        }
        for (name, on) in [("readonly", asked.readonly), ("autoplay", asked.autoplay)] {
            if on {
                all.push((name, "1".to_owned()));
            }
        }
        all
    }

    /// The address of the frame.
    pub fn address(&self) -> String {
        let parameters = self.parameters();
        let pairs = parameters
            .iter()
            .map(|(name, value)| format!("&{name}={value}"));
        format!(
            "{}?embed=1{}{}",
            self.base,
            pairs.collect::<String>(),
            self.fragment()
        )
    }

    /// The address of the whole page with the same document.
    pub fn whole(&self) -> String {
        match (&self.link, &self.asked.scenario) {
            (None, Some(name)) => format!("{}?scenario={name}", self.base),
            _ => format!("{}{}", self.base, self.fragment()),
        }
    }

    fn fragment(&self) -> String {
        self.link.iter().map(|link| format!("#{link}")).collect()
    }

    /// The text for a place.
    pub fn text(&self, format: Format) -> String {
        let link = format!(
            r#"<a href="{}">{}</a>"#,
            escaped(&self.whole()),
            escaped(&self.title)
        );
        match format {
            Format::Element => self.element(&link),
            Format::Frame | Format::Moodle | Format::Canvas => {
                format!("{}\n<p>{link}</p>", self.frame("></iframe>"))
            }
            Format::Markdown => self.frame("></iframe>"),
            Format::Docusaurus => self.frame(" />"),
            Format::JupyterBook => format!(
                "```{{iframe}} {}\n:width: {}\n:title: {}\n```",
                self.address(),
                self.width
                    .map_or_else(|| "100%".to_owned(), |width| format!("{width}px")),
                one_line(&self.title)
            ),
            Format::Notebook => format!(
                "from IPython.display import IFrame\nIFrame({}, width={}, height={})",
                in_python(&self.address()),
                self.width
                    .map_or_else(|| "\"100%\"".to_owned(), |width| width.to_string()),
                self.height
            ),
            Format::Link => self.whole(),
            Format::Picture => format!(
                "[![{}]({})]({})",
                in_markdown(&self.title),
                self.picture,
                self.whole()
            ),
        }
    }

    fn frame(&self, end: &str) -> String {
        let width = self
            .width
            .map_or_else(|| "100%".to_owned(), |width| width.to_string());
        format!(
            r#"<iframe src="{}" width="{width}" height="{}" title="{}" loading="lazy" allow="clipboard-write; fullscreen"{end}"#,
            escaped(&self.address()),
            self.height,
            escaped(&self.title)
        )
    }

    fn element(&self, link: &str) -> String {
        let folder = self.base.rfind('/').map_or("", |end| &self.base[..=end]);
        let mut attributes = String::new();
        if let Some((name, value)) = self.link.as_ref().and_then(|link| link.split_once('=')) {
            // `s=…` or `t=…`: the fragment's own names, of which one is taken by the moment.
            let name = if name == "t" { "text" } else { name };
            attributes += &format!(r#" {name}="{}""#, escaped(value));
        }
        for (name, value) in self.parameters() {
            attributes += &match value.as_str() {
                "1" => format!(" {name}"),
                value => format!(r#" {name}="{}""#, escaped(value)),
            };
        }
        let width = self.width.map(|width| format!(r#" width="{width}""#));
        format!(
            "<script type=\"module\" src=\"{}replica-scope.js\"></script>\n\
             <replica-scope{attributes}{} title=\"{}\">\n  {link}\n</replica-scope>",
            escaped(folder),
            width.unwrap_or_default(),
            escaped(&self.title),
        )
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(",")
}

/// As the text or an attribute of HTML.
fn escaped(text: &str) -> String {
    let letter = |letter: char| match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        // For Docusaurus, whose pages are programs.
        '{' => "&#123;".to_owned(),
        '}' => "&#125;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(letter).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As a text in a program in Python.
fn in_python(text: &str) -> String {
    format!("{:?}", text.replace(['\n', '\r'], ""))
}

/// As the name of a picture in Markdown.
fn in_markdown(text: &str) -> String {
    let letter = |letter: char| match letter {
        '[' | ']' | '\\' | '*' | '_' | '`' | '<' => format!("\\{letter}"),
        other => other.to_string(),
    };
    one_line(text).chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        let asked = Asked {
            scenario: Some("cart-lww".into()),
            panels: Some(vec![Panel::Timeline, Panel::Inspector]),
            readonly: true,
            at: Some(replicascope_core::Micros(12_500)),
            ..Asked::default()
        };
        Source {
            base: "https://a.org/r/".into(),
            title: "A \"cart\" <b> & {x}".into(),
            asked,
            link: None,
            width: None,
            height: 480,
            picture: "cart-lww.svg".into(),
        }
    }

    #[test]
    fn each_place_has_its_text() {
        let expected = [
            (
                Format::Element,
                "<script type=\"module\" src=\"https://a.org/r/replica-scope.js\"></script>\n\
                 <replica-scope scenario=\"cart-lww\" panels=\"timeline,inspector\" t=\"12.5\" readonly \
                 title=\"A &quot;cart&quot; &lt;b&gt; &amp; &#123;x&#125;\">\n  \
                 <a href=\"https://a.org/r/?scenario=cart-lww\">A &quot;cart&quot; &lt;b&gt; &amp; &#123;x&#125;</a>\n\
                 </replica-scope>",
            ),
            (
                Format::Markdown,
                "<iframe src=\"https://a.org/r/?embed=1&amp;scenario=cart-lww&amp;panels=timeline,inspector&amp;t=12.5&amp;readonly=1\" \
                 width=\"100%\" height=\"480\" title=\"A &quot;cart&quot; &lt;b&gt; &amp; &#123;x&#125;\" \
                 loading=\"lazy\" allow=\"clipboard-write; fullscreen\"></iframe>",
            ),
            (
                Format::JupyterBook,
                "```{iframe} https://a.org/r/?embed=1&scenario=cart-lww&panels=timeline,inspector&t=12.5&readonly=1\n\
                 :width: 100%\n:title: A \"cart\" <b> & {x}\n```",
            ),
            (
                Format::Notebook,
                "from IPython.display import IFrame\n\
                 IFrame(\"https://a.org/r/?embed=1&scenario=cart-lww&panels=timeline,inspector&t=12.5&readonly=1\", \
                 width=\"100%\", height=480)",
            ),
            (Format::Link, "https://a.org/r/?scenario=cart-lww"),
            (
                Format::Picture,
                "[![A \"cart\" \\<b> & {x}](cart-lww.svg)](https://a.org/r/?scenario=cart-lww)",
            ),
        ];
        for (format, text) in expected {
            assert_eq!(source().text(format), text);
        }
        assert!(source().text(Format::Docusaurus).ends_with(" />"));
    }

    #[test]
    fn an_address_gives_back_what_was_chosen() {
        let source = source();
        let (asked, problems) = Asked::of(source.address().split_once('?').expect("a query").1);
        assert_eq!(problems, [""; 0]);
        let expected = Asked {
            embed: true,
            ..source.asked
        };
        assert_eq!(asked, expected);
    }

    #[test]
    fn a_document_that_has_no_name_travels_in_the_fragment() {
        let source = Source {
            link: Some("s=1.abc".into()),
            ..source()
        };
        assert!(source.address().ends_with("&readonly=1#s=1.abc"));
        assert!(!source.address().contains("scenario"));
        assert_eq!(source.whole(), "https://a.org/r/#s=1.abc");
        assert!(
            source
                .text(Format::Element)
                .contains("<replica-scope s=\"1.abc\" panels=")
        );
    }

    #[test]
    fn the_script_lies_beside_the_page_whatever_its_name() {
        let source = Source {
            base: "https://a.org/r/index.html".into(),
            ..source()
        };
        assert!(
            source
                .text(Format::Element)
                .contains("\"https://a.org/r/replica-scope.js\"")
        );
    }
}
