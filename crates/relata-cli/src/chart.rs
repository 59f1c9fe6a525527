//! Given the periods of a relationship, yields it drawn: bars for a terminal, or SVG.

use relata_store::query::Period;
use std::fmt::Write;

/// Columns of the bars on either side of the axis.
const REACH: usize = 24;
/// Empty periods in a row that are still drawn one by one.
const EMPTY: usize = 2;

/// A line for each period: conflict to the left of an axis, cooperation to the right, then the figures.
pub fn bars(periods: &[Period]) -> Vec<String> {
    let most = periods.iter().map(|p| p.cooperation.max(p.conflict)).max().unwrap_or(0).max(1);
    let length = |count: usize| if count == 0 { 0 } else { (count * REACH).div_ceil(most).max(1) };
    let mut lines = vec![format!(
        "{:<10}  {:>REACH$} │ {:<REACH$}  {:>4} {:>7} {:>7}  {:>9}  {:>7}",
        "", "conflict", "cooperation", "held", "planned", "doubted", "goldstein", "share"
    )];
    let mut at = 0;
    while at < periods.len() {
        let empty = periods[at..].iter().take_while(|p| p.events == 0).count();
        if empty > EMPTY {
            lines.push(format!("{:<10}  {:>REACH$} ┊", format!("… {empty}"), ""));
            at += empty;
            continue;
        }
        let period = &periods[at];
        let goldstein = period.goldstein.map(|g| format!("{g:+.1}")).unwrap_or_default();
        let line = format!(
            "{:<10}  {:>REACH$} │ {:<REACH$}  {:>4} {:>7} {:>7}  {:>9}  {:>6.1}%",
            period.period,
            "▇".repeat(length(period.conflict)),
            "▇".repeat(length(period.cooperation)),
            period.held,
            period.planned,
            period.doubted,
            goldstein,
            period.share * 100.0
        );
        lines.push(line);
        at += 1;
    }
    lines
}

/// Height of the picture above and below its axis, in pixels.
const HALF: f64 = 130.0;
/// Width of the picture within its margins.
const WIDE: f64 = 840.0;
const LEFT: f64 = 50.0;
const TOP: f64 = 50.0;
/// At most so many periods bear their names.
const LABELS: usize = 14;

/// A picture of its own: cooperation above the axis, conflict below, what is planned as an outline on top, the mean
/// Goldstein value as a line.
pub fn svg(title: &str, periods: &[Period]) -> String {
    let most = periods.iter().map(|p| (p.cooperation + p.planned).max(p.conflict)).max().unwrap_or(0).max(1) as f64;
    let step = WIDE / periods.len().max(1) as f64;
    let axis = TOP + HALF;
    let mut picture = String::new();
    head(&mut picture, title, most);
    for (at, period) in periods.iter().enumerate() {
        let (x, width) = (LEFT + at as f64 * step + step * 0.1, step * 0.8);
        let tall = |count: usize| count as f64 / most * HALF;
        let (up, down, more) = (tall(period.cooperation), tall(period.conflict), tall(period.planned));
        let words = format!(
            "{}: cooperation {}, conflict {}, planned {}, doubted {}",
            period.period, period.cooperation, period.conflict, period.planned, period.doubted
        );
        let _ = write!(picture, "<g><title>{words}</title>");
        bar(&mut picture, "cooperation", [x, axis - up, width, up]);
        bar(&mut picture, "planned", [x, axis - up - more, width, more]);
        bar(&mut picture, "conflict", [x, axis, width, down]);
        picture.push_str("</g>\n");
        if at % periods.len().div_ceil(LABELS) == 0 {
            let (middle, low) = (x + width / 2.0, axis + HALF + 18.0);
            let _ = writeln!(picture, r#"<text x="{middle:.1}" y="{low:.1}" class="label">{}</text>"#, period.period);
        }
    }
    goldstein(&mut picture, periods, step, axis);
    picture.push_str("</svg>\n");
    picture
}

fn head(picture: &mut String, title: &str, most: f64) {
    let (width, height) = (WIDE + 2.0 * LEFT, 2.0 * (HALF + TOP));
    let (right, axis, low) = (LEFT + WIDE, TOP + HALF, TOP + 2.0 * HALF);
    let title = escaped(title);
    let _ = write!(
        picture,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">
<title>{title}</title>
<style>.cooperation{{fill:#2a7f62}}.conflict{{fill:#b3402e}}.planned{{fill:none;stroke:#2a7f62;stroke-dasharray:3 2}}
.label{{font-size:11px;text-anchor:middle;fill:#444}}.side{{font-size:11px;text-anchor:end;fill:#444}}
.goldstein{{fill:none;stroke:#333;stroke-width:1.5}}</style>
<rect width="{width}" height="{height}" fill="#fff"/>
<text x="{LEFT}" y="24" font-size="16">{title}</text>
<text x="{right}" y="24" class="side">above: cooperation, dashed: planned; below: conflict; line: mean Goldstein −10 to 10</text>
<line x1="{LEFT}" x2="{right}" y1="{axis}" y2="{axis}" stroke="#444"/>
<text x="44" y="{y}" class="side">{most}</text><text x="44" y="{low}" class="side">{most}</text>
"##,
        y = TOP + 8.0
    );
}

fn bar(picture: &mut String, class: &str, [x, y, width, height]: [f64; 4]) {
    if height > 0.0 {
        let _ =
            write!(picture, r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"/>"#);
    }
}

fn goldstein(picture: &mut String, periods: &[Period], step: f64, axis: f64) {
    let points: Vec<String> = periods
        .iter()
        .enumerate()
        .filter_map(|(at, period)| {
            let x = LEFT + (at as f64 + 0.5) * step;
            Some(format!("{x:.1},{:.1}", axis - period.goldstein? / 10.0 * HALF))
        })
        .collect();
    let _ = writeln!(picture, r#"<polyline class="goldstein" points="{}"/>"#, points.join(" "));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn period(name: &str, cooperation: usize, conflict: usize) -> Period {
        let day = format!("{name}-01").parse().unwrap();
        Period {
            period: name.into(),
            from: day,
            to: day,
            events: cooperation + conflict,
            held: cooperation + conflict,
            planned: 0,
            doubted: 0,
            cooperation,
            conflict,
            quads: [cooperation, 0, conflict, 0],
            goldstein: (cooperation + conflict > 0).then_some(1.25),
            types: BTreeMap::new(),
            reports: 0,
            share: 0.125,
        }
    }

    #[test]
    fn bars_grow_from_the_axis_and_empty_runs_are_folded() {
        let empty = ["2031-02", "2031-03", "2031-04"].map(|name| period(name, 0, 0));
        let periods = [vec![period("2031-01", 4, 1)], empty.to_vec(), vec![period("2031-05", 0, 2)]].concat();
        let lines = bars(&periods);
        assert_eq!(lines.len(), 4);
        assert!(lines[1].starts_with("2031-01") && lines[1].contains(&"▇".repeat(REACH)) && lines[1].contains("+1.2"));
        assert!(lines[2].starts_with("… 3"));
    }

    #[test]
    fn the_picture_says_what_it_shows() {
        let picture = svg("A < B", &[period("2031-01", 4, 1)]);
        assert!(picture.contains("A &lt; B") && picture.contains("cooperation 4, conflict 1"));
        assert_eq!(picture.matches("<rect class=").count(), 2);
        assert!(svg("", &[]).ends_with("</svg>\n"));
    }
}
