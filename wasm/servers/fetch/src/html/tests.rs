use super::read;
use url::Url;

fn markdown(html: &str) -> String {
    let address = Url::parse("https://example.com/docs/page").unwrap();
    read(html, &address).markdown
}

#[test]
fn writes_what_markdown_has() {
    assert_eq!(
        markdown("<h2>Two <em>words</em></h2><p>a <b>bold</b>  word,<br>and a line"),
        "## Two *words*\n\na **bold** word,\nand a line"
    );
    assert_eq!(markdown("<p>x<b> y </b>z <i></i><del>gone</del>"), "x **y** z ~~gone~~");
    assert_eq!(
        markdown("<ul><li>one<li>two<ul><li>deep</li></ul><li><p>three</p><p>more</p></ul>after"),
        "* one\n* two\n  * deep\n* three\n\n  more\n\nafter"
    );
    assert_eq!(markdown("<ol start=9><li>nine<li>ten</ol>"), "9. nine\n10. ten");
    assert_eq!(markdown("<blockquote><p>a<p>b</blockquote>c"), "> a\n>\n> b\n\nc");
    assert_eq!(
        markdown("<p>Use <code>a`b</code>:</p><pre><code class=\"language-rust\">fn a() {\n    1\n}\n</code></pre>"),
        "Use ``a`b``:\n\n```rust\nfn a() {\n    1\n}\n```"
    );
    assert_eq!(markdown("<li><pre>a\n\n  b</pre></li>"), "* ```\n  a\n\n    b\n  ```");
    assert_eq!(markdown("<dl><dt>Term<dd>What it is</dl><hr><q>said</q>"), "Term\n:   What it is\n\n---\n\n\"said\"");
}

#[test]
fn makes_links_whole() {
    assert_eq!(
        markdown("<a href='../x?y=1'>X</a>, <a href=#top>up</a> <a href='javascript:x()'>run</a> <a>no</a>"),
        "[X](https://example.com/x?y=1), [up](#top) run no"
    );
    assert_eq!(
        markdown("<head><base href='//cdn.example/b/'></head><img src=i.png alt='An [image]'><img src='data:x'>"),
        "![An image](https://cdn.example/b/i.png)"
    );
    assert_eq!(
        markdown("<a href=/a><div><h3>Card</h3><p>Words</p></div></a>"),
        "### [Card Words](https://example.com/a)"
    );
    assert_eq!(
        markdown("<p>see <a href=/a> <img src=b.png></a>"),
        "see [![](https://example.com/docs/b.png)](https://example.com/a)"
    );
}

#[test]
fn writes_tables() {
    assert_eq!(
        markdown("<table><caption>Cap</caption><tr><th>A<th>B<tr><td>1<td><p>2</p><p>3</p></table>x"),
        "Cap\n\n| A | B |\n| --- | --- |\n| 1 | 2 3 |\n\nx"
    );
    let lists = "<table><tr><td><ul><li>a</li><li>b</li></ul><td><ol><li>c<li>d</ol></table>";
    assert_eq!(markdown(lists), "|  |  |\n| --- | --- |\n| • a • b | 1. c 2. d |");
    // A table around a table lays out a page.
    assert_eq!(markdown("<table><tr><td>left<td><table><tr><td>in</table></table>"), "left\n\n|  |\n| --- |\n| in |");
}

#[test]
fn keeps_to_the_main_part() {
    let page = "<title>The  title</title><nav><a href=/>Home</a></nav><header>Site</header><main><header><h2>H</h2></header>\
                <p>Text of the page, which is long enough to be the most of it.</p><aside>note</aside></main><footer>foot</footer>\
                <script>var x = 1</script><style>p{}</style><p hidden>no</p><p style='display: none'>no</p>";
    assert_eq!(
        markdown(page),
        "# The title\n\n## H\n\nText of the page, which is long enough to be the most of it.\n\nnote"
    );
    assert_eq!(markdown("<nav><ul><li><a href=/a>A</a></ul></nav>"), "* [A](https://example.com/a)");
    assert_eq!(markdown("<header>Site</header><p>Text</p><footer>foot</footer><noscript>on!</noscript>"), "Text");
    assert_eq!(markdown("<main></main><p>Outside</p>"), "Outside");
    assert_eq!(markdown("<script>only()</script>"), "");
}

#[test]
fn reads_what_is_wrong() {
    assert_eq!(
        markdown("a &amp; b &lt;c&gt; &#x1F600; &nbsp;&bogus; &#0; &#99999999999;"),
        "a & b <c> 😀 \u{a0}&bogus; \u{fffd} \u{fffd}"
    );
    assert_eq!(
        markdown("<p>open <b>bold <i>both</p><p>still</b> on</i>"),
        "open **bold *both***\n\n***still** on*".replace("***still** on*", "***still*** *on*")
    );
    assert_eq!(markdown("<table><p>out<tr><td>a<td>b"), "out\n\n|  |  |\n| --- | --- |\n| a | b |");
    assert_eq!(markdown("<!-- <p>no --><p>yes<!-- "), "yes");
    assert_eq!(markdown(""), "");
}

#[test]
fn deep_nesting_needs_no_deep_stack() {
    for tag in [
        "div",
        "b",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "font",
        "a href=x",
        "svg",
        "span",
        "p",
        "q",
        "em",
        "section",
        "button",
    ] {
        let html = format!("<main><p>before</p>{}deep text", format!("<{tag}>").repeat(100_000));
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        let html = html + &format!("</{name}>").repeat(100_000) + "<p>after";
        let text = markdown(&html);
        assert!(text.contains("before"), "{tag}");
        assert!(text.contains("after"), "{tag}");
    }
}

#[test]
fn pages_made_to_be_slow_end() {
    let many = (0..60_000).map(|n| format!(" a{n}")).collect::<String>();
    let fonts = (0..5000).map(|n| format!("<font size={n}>")).collect::<String>() + &"<p>x".repeat(20_000);
    let spans = format!("<table>{}", "<tr><td colspan=9999 rowspan=9999>x".repeat(20_000));
    for html in [format!("<p{many}>x"), fonts, spans, "<".repeat(500_000), "&".repeat(500_000), "<p ".repeat(200_000)] {
        let address = Url::parse("https://example.com/").unwrap();
        assert!(read(&html, &address).markdown.len() < 30_000_000);
    }
}

#[test]
fn leaves_out_what_sites_call_no_text() {
    let page = "<main><h1>Wiki<span class='mw-editsection'>[edit]</span></h1><div class='x vector-dropdown'>97 languages</div>\
                <p>Text<a href=#t>¶</a> <a href=#t> # </a></p><div class='noprint'>share</div></main>";
    assert_eq!(markdown(page), "# Wiki\n\nText");
}

/// Shows what becomes of the pages in a folder: `FETCH_PAGES=folder cargo test -p fetch pages -- --ignored`.
#[test]
#[ignore = "for eyes"]
fn pages_of_a_folder() {
    let Some(folder) = std::env::var_os("FETCH_PAGES") else { return };
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "html") {
            let text = markdown(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()));
            std::fs::write(entry.path().with_extension("md"), text).unwrap();
        }
    }
}
