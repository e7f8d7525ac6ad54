use super::parts::Parts;
use crate::level::Level;

/// Whose logger writes so; only for the name of the format, as all are read alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Python,
    Java,
    Generic,
}

pub fn style(line: &str, parts: &Parts) -> Style {
    let has_level = parts.level != Level::Unknown;
    let is_shouted = !parts.word.is_empty() && parts.word.bytes().all(|byte| byte.is_ascii_uppercase());
    let dots = parts.logger.matches('.').count();
    let has_thread = !parts.thread.is_empty() && !parts.logger.is_empty();
    // java.util.logging: `Nov 21, 2026 3:36:01 PM com.foo.Bar method`, and its level on the next line.
    let is_jul = parts.time.ends_with('M') && parts.time.contains(", ");
    // `2026-11-21 15:36:01,123 - name - LEVEL - message`: the comma is Python's, Java's log4j has a thread beside it.
    let has_comma = parts.time.len() == 23 && parts.time.as_bytes()[19] == b',';
    let is_dashed = parts.dashes >= 3 && !has_thread && has_comma;
    let is_java = has_thread && parts.pipes == 0 || dots >= 2 && !is_dashed || !parts.location.is_empty();
    if is_jul || has_level && is_shouted && is_java {
        return Style::Java;
    }
    let is_basic = parts.stamp.is_none() && !parts.logger.is_empty() && line.starts_with(parts.word);
    let in_module =
        parts.rest.len() < line.len() && line.contains(" in ") && line.starts_with('[') && !parts.logger.is_empty();
    let by_process = line.starts_with('[') && !parts.pid.is_empty() && line.contains("] [");
    let celery = has_comma && line.starts_with('[') && !parts.thread.is_empty();
    if has_level
        && is_shouted
        && (is_basic || has_comma || parts.dashes >= 2 || parts.pipes >= 2 || in_module || by_process || celery)
    {
        return Style::Python;
    }
    Style::Generic
}
