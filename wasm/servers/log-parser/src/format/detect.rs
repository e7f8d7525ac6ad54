use super::Format::{self, Combined, Common, Generic, Java, Python};
use super::{ALL, access, layout};
use layout::Style;

/// How many lines are looked at.
const SAMPLE: usize = 200;

/// The format of most lines at the start of a log; the generic one where none reads half of them.
pub fn detect(start: &str) -> Format {
    let lines: Vec<&str> =
        start.lines().map(|line| line.trim_end()).filter(|line| !line.trim().is_empty()).take(SAMPLE).collect();
    let heads: Vec<&&str> = lines.iter().filter(|line| !is_indented(line)).collect();
    let special = ALL.into_iter().filter(|format| !matches!(format, Python | Java | Generic | Common));
    let mut best = (Generic, 0);
    for format in special {
        let read = heads.iter().filter(|line| format.read(line).is_some()).count();
        if read > best.1 {
            best = (format, read);
        }
    }
    let styles: Vec<Style> = heads.iter().filter_map(|line| layout::read(line)).map(|(_, style)| style).collect();
    // A loose format must read clearly more, as it reads most lines of others as well.
    if best.1 * 2 >= heads.len() && best.1 * 4 >= styles.len() * 3 && best.1 > 0 {
        return if best.0 == Combined { combined_or_common(&heads) } else { best.0 };
    }
    let of = |wanted| styles.iter().filter(|style| **style == wanted).count();
    let (python, java) = (of(Style::Python), of(Style::Java));
    match python.max(java) {
        0 => Generic,
        most if most * 2 < styles.len() => Generic,
        _ if python >= java => Python,
        _ => Java,
    }
}

fn combined_or_common(lines: &[&&str]) -> Format {
    let combined = lines.iter().filter(|line| access::is_combined(line)).count();
    if combined * 2 >= lines.len() { Combined } else { Common }
}

pub fn is_indented(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}
