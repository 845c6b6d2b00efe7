use super::*;
use crate::state::Practice;

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
        height: None,
        needs: 480,
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
fn a_lesson_is_named_without_panels() {
    let mut lesson = source();
    lesson.asked = Asked {
        lesson: Some("lost-write".into()),
        panels: Some(vec![Panel::Lesson]),
        ..Asked::default()
    };
    assert_eq!(
        lesson.address(),
        "https://a.org/r/?embed=1&lesson=lost-write"
    );
    assert_eq!(lesson.whole(), "https://a.org/r/#lesson=lost-write");
}

#[test]
fn the_element_grows_unless_a_height_is_chosen() {
    let fixed = Source {
        height: Some(300),
        width: Some(640),
        ..source()
    };
    let element = fixed.text(Format::Element);
    assert!(
        element.contains(" width=\"640\" height=\"300\" title="),
        "{element}"
    );
    assert!(
        fixed
            .text(Format::Frame)
            .contains("width=\"640\" height=\"300\"")
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

#[test]
fn what_is_practised_is_named_with_its_variant() {
    let mut quiz = source();
    let practice = Practice::Quiz { place: 2, seed: 17 };
    quiz.asked = Asked {
        practice: Some(practice),
        ..Asked::default()
    };
    assert_eq!(
        quiz.address(),
        "https://a.org/r/?embed=1&practice=quiz-3&seed=17"
    );
    assert_eq!(quiz.whole(), "https://a.org/r/#quiz=3&seed=17");
    quiz.asked.practice = Some(Practice::Sort);
    assert_eq!(quiz.address(), "https://a.org/r/?embed=1&practice=sort");
}
