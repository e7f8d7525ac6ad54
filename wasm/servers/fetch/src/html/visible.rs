use super::page::Page;
use super::tree::Id;

/// Elements with nothing in them that is read: what makes the page work, what is played, what is filled in.
const MUTE: &[&str] = &[
    "applet", "audio", "base", "button", "canvas", "datalist", "dialog", "embed", "frame", "frameset", "head",
    "iframe", "input", "link", "map", "meta", "noscript", "object", "optgroup", "option", "param", "progress",
    "script", "select", "style", "svg", "template", "textarea", "video",
];

pub fn is_mute(page: &Page, id: Id) -> bool {
    MUTE.contains(&page.name(id)) || is_hidden(page, id)
}

fn is_hidden(page: &Page, id: Id) -> bool {
    page.attribute(id, "hidden").is_some_and(|how| !how.eq_ignore_ascii_case("until-found"))
        || page.attribute(id, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || page.attribute(id, "style").is_some_and(hides)
}

fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let is = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b);
        let value = value.split('!').next().unwrap_or_default();
        is(name, "display") && is(value, "none") || is(name, "visibility") && is(value, "hidden")
    })
}

/// Names that many sites give to what is no part of the text: not for print, for jumping, for editing; the last ones are MediaWiki's.
const BESIDE: &[&str] = &[
    "noprint",
    "no-print",
    "d-print-none",
    "skip-link",
    "skip-to-content",
    "headerlink",
    "anchorjs-link",
    "breadcrumb",
    "breadcrumbs",
    "mw-editsection",
    "mw-portlet",
    "mw-jump-link",
    "mw-indicators",
    "vector-dropdown",
    "vector-page-toolbar",
    "navbox",
    "printfooter",
    "catlinks",
];

/// Ways through the site, wherever they stand.
pub fn is_navigation(page: &Page, id: Id) -> bool {
    page.name(id) == "nav"
        || matches!(page.attribute(id, "role"), Some("navigation" | "search" | "menu" | "menubar" | "toolbar"))
        || page.attribute(id, "class").is_some_and(|class| class.split_whitespace().any(|one| BESIDE.contains(&one)))
}

/// What belongs to the site and not to the page, unless it stands inside the page's own content.
pub fn is_frame(page: &Page, id: Id) -> bool {
    matches!(page.name(id), "footer" | "aside")
        || matches!(page.attribute(id, "role"), Some("banner" | "contentinfo" | "complementary"))
        // Some put the page's own heading into it.
        || page.name(id) == "header" && page.find(id, "h1").is_none()
}

pub fn is_content(page: &Page, id: Id) -> bool {
    matches!(page.name(id), "article" | "main" | "blockquote" | "section") || page.attribute(id, "role") == Some("main")
}
