//! The text to put into a course page, so that it shows a frame of Replicascope.

use super::{Asked, Control, Panel, Theme};
use replicascope_words::say;

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
            Self::Element => say::embed::element(),
            Self::Frame => say::embed::frame(),
            Self::Markdown => say::embed::markdown(),
            Self::Docusaurus => "Docusaurus (MDX)",
            Self::JupyterBook => "Jupyter Book (MyST)",
            Self::Notebook => say::embed::notebook(),
            Self::Moodle => "Moodle",
            Self::Canvas => "Canvas",
            Self::Link => say::embed::link_alone(),
            Self::Picture => say::embed::picture_link(),
        }
    }

    /// What to do with it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Element => say::embed::element_hint(),
            Self::Frame => say::embed::frame_hint(),
            Self::Markdown => say::embed::markdown_hint(),
            Self::Docusaurus => say::embed::docusaurus_hint(),
            Self::JupyterBook => say::embed::book_hint(),
            Self::Notebook => say::embed::notebook_hint(),
            Self::Moodle => say::embed::moodle_hint(),
            Self::Canvas => say::embed::canvas_hint(),
            Self::Link => say::embed::link_hint(),
            Self::Picture => say::embed::picture_hint(),
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
    /// In pixels; none: as high as it needs.
    pub height: Option<u32>,
    /// How high that is, for places where a frame cannot grow.
    pub needs: u32,
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
        match (asked.practice, &asked.lesson) {
            (Some(practice), _) => {
                all.push(("practice", practice.name()));
                let seed = practice.seed();
                all.extend(seed.map(|seed| ("seed", seed.to_string())));
            }
            (None, Some(name)) => all.push(("lesson", name.clone())),
            (None, None) => all.push(("panels", panels(asked.panels()))),
        }
        if let (Some(at), None) = (asked.at, &self.link) {
            all.push(("t", super::messages::millis(at)));
        }
        if asked.controls != usual.controls {
            all.push(("controls", controls(&asked.controls)));
        }
        if asked.theme != Theme::Auto {
            all.push(("theme", asked.theme.word().to_owned()));
        }
        if let Some(language) = asked.language {
            all.push(("lang", language.tag().to_owned()));
        }
        for (name, on) in [("readonly", asked.readonly), ("autoplay", asked.autoplay)] {
            if on {
                all.push((name, "1".to_owned()));
            }
        }
        all
    }

    /// How high the frame is, where it cannot grow.
    pub fn steady_height(&self) -> u32 {
        self.height.unwrap_or(self.needs)
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
        if let Some(practice) = self.asked.practice {
            return format!("{}{}", self.base, practice.fragment());
        }
        match (&self.link, &self.asked.scenario, &self.asked.lesson) {
            (None, _, Some(name)) => format!("{}#lesson={name}", self.base),
            (None, Some(name), None) => format!("{}?scenario={name}", self.base),
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
                self.steady_height()
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
            self.steady_height(),
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
        for (name, size) in [("width", self.width), ("height", self.height)] {
            attributes += &size.map_or_else(String::new, |size| format!(r#" {name}="{size}""#));
        }
        format!(
            "<script type=\"module\" src=\"{}replica-scope.js\"></script>\n\
             <replica-scope{attributes} title=\"{}\">\n  {link}\n</replica-scope>",
            escaped(folder),
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
mod tests;
