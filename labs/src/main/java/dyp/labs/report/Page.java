package dyp.labs.report;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as a web page that needs nothing but the pictures beside it. */
final class Page {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #222; --paper: #fff; --line: #ccc; --soft: #f3f5f7; --link: #00568a; }
            @media (prefers-color-scheme: dark) { :root { --ink: #ddd; --paper: #16191d; --line: #444; --soft: #22272d; --link: #7cc4f0; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
            h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
            table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
            th, td { border: 1px solid var(--line); padding: .3rem .7rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
            th:empty { display: none; } thead:not(:has(th:not(:empty))) { display: none; } th { background: var(--soft); }
            img { max-width: 100%; height: auto; background: #fff; border-radius: 4px; }
            code { background: var(--soft); padding: .1rem .3rem; border-radius: 3px; } a { color: var(--link); }
            blockquote { margin: 1rem 0; padding: .1rem 1rem; border-left: 4px solid #E69F00; background: var(--soft); }
            """;

    private Page() {}

    static String html(String title, String markdown) {
        List<org.commonmark.Extension> tables = List.of(TablesExtension.create());
        String body = HtmlRenderer.builder().extensions(tables).escapeHtml(true).build().render(Parser.builder().extensions(tables).build().parse(markdown));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + title.replace("&", "&amp;").replace("<", "&lt;") + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }
}
