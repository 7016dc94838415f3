//! The page: one file with its plots in it, that asks no other host for anything.

use super::{Report, Row};
use std::fmt::Write as _;

const WIDTH: f64 = 420.0;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:68rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#fff}
table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:.35rem .6rem;border-bottom:1px solid #d9e0e7;vertical-align:top}
.missed{color:#b3261e;font-weight:600}.ok{color:#1b6e3c}small,pre{color:#52606d}svg text{font-size:11px;fill:currentColor}
@media(prefers-color-scheme:dark){body{color:#dde4ea;background:#12181f}td,th{border-color:#2b3640}.missed{color:#ff8a80}.ok{color:#7bd49b}small,pre{color:#9aa7b3}}";

pub fn written(report: &Report) -> String {
    let mut page = String::new();
    let _ = write!(
        page,
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Parlance: bench</title><style>{STYLE}</style>\
         <h1>Parlance against its references</h1><pre>{}</pre>\
         <p>Each figure is a ratio of medians over rounds in which both were measured. The bar is the figure, the dark \
         line what must be reached, the dashed one the goal beyond; the dots below are the rounds, ours filled, the \
         reference hollow, each row on a scale of its own.</p>\
         <table><tr><th>Figure<th>Value<th>Must<th>Goal<th>Plot</tr>",
        escaped(&report.machine.join("\n"))
    );
    for row in &report.rows {
        let class = if row.is_ok() { "ok" } else { "missed" };
        let goal = row.goal.map_or("–".to_owned(), |goal| goal.to_string());
        let _ = write!(
            page,
            "<tr><td><b>{}</b><br><small>{}</small><td class=\"{class}\">{:.2}<br><small>{}</small><td>{}&nbsp;{}<td>{goal}<td>{}</tr>",
            row.name,
            escaped(&row.detail),
            row.value,
            row.verdict(),
            row.sign(),
            row.bound(),
            plot(row)
        );
    }
    page.push_str("</table><h2>Behind them</h2><table>");
    for (what, figures) in &report.told {
        let _ = write!(page, "<tr><td>{}<td>{}</tr>", escaped(what), escaped(figures));
    }
    let kept = if report.quick { "A quick run: not to be quoted." } else { "" };
    let _ = writeln!(page, "</table><p>{kept}</p></html>");
    page
}

fn plot(row: &Row) -> String {
    let top = [row.value, row.bound(), row.goal.unwrap_or(0.0)]
        .into_iter()
        .filter(|value| value.is_finite())
        .fold(0.0, f64::max)
        * 1.1;
    let at = |value: f64| (value / top * WIDTH).clamp(0.0, WIDTH);
    let colour = if row.is_ok() { "#2f6fde" } else { "#d0453b" };
    let mut svg = format!(
        "<svg role=\"img\" aria-label=\"{} {:.2}, must {} {}\" width=\"{WIDTH}\" height=\"56\" viewBox=\"0 0 {WIDTH} 56\">\
         <rect y=\"4\" height=\"16\" width=\"{:.1}\" fill=\"{colour}\"/>",
        row.name,
        row.value,
        row.sign(),
        row.bound(),
        at(row.value)
    );
    let _ =
        write!(svg, "<path d=\"M{0:.1} 0v24\" stroke=\"currentColor\" stroke-width=\"2\"/>", at(row.bound()));
    if let Some(goal) = row.goal {
        let _ = write!(
            svg,
            "<path d=\"M{0:.1} 0v24\" stroke=\"currentColor\" stroke-dasharray=\"3 3\"/>",
            at(goal)
        );
    }
    let highest = row.ours.iter().chain(&row.reference).copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    for (runs, y, fill) in [(&row.ours, 36, colour), (&row.reference, 49, "none")] {
        for run in runs {
            let x = (run / highest * (WIDTH - 10.0)).max(0.0) + 4.0;
            let _ = write!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y}\" r=\"3.5\" fill=\"{fill}\" stroke=\"{colour}\"/>"
            );
        }
    }
    svg + "</svg>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Must;

    #[test]
    fn the_page_names_every_row_and_no_other_host() {
        let mut report = Report::new(vec!["a < b".to_owned()], false);
        let row =
            Row::new("group_gain", 4.5, Must::AtLeast(4.0), None, "9 ÷ 2".to_owned()).of(&[9.0], &[2.0]);
        report.rows.push(row);
        let page = written(&report);
        assert!(page.contains("group_gain") && page.contains("a &lt; b"));
        assert!(!page.contains("http://") && !page.contains("https://"));
    }
}
