use std::cmp::Ordering;

/// The order of signs before digits and letters that people's sorted lists have.
const SIGNS: &str = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/// Orders names as people do: signs, digits, letters; upper and lower case beside each other. Letters with accents come after z.
pub fn compare(one: &str, other: &str) -> Ordering {
    let rough = one.chars().map(rank).cmp(other.chars().map(rank));
    // Lower case first, as JavaScript's localeCompare has it.
    rough
        .then_with(|| one.chars().map(char::is_uppercase).cmp(other.chars().map(char::is_uppercase)))
        .then(one.cmp(other))
}

fn rank(one: char) -> u32 {
    if one.is_ascii() {
        let lower = one.to_ascii_lowercase();
        return match SIGNS.find(lower) {
            Some(at) => 1 + at as u32,
            None if lower.is_ascii_alphanumeric() => 0x100 + lower as u32,
            None => 0,
        };
    }
    0x200 + one.to_lowercase().next().unwrap_or(one) as u32
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn orders_names() {
        let mut names = ["b", "a2", "B", "A", "a", "_x", ".git", "a10", "-y", "Z", "10", "é"];
        names.sort_by(|one, other| compare(one, other));
        assert_eq!(names, ["_x", "-y", ".git", "10", "a", "A", "a10", "a2", "b", "B", "Z", "é"]);
    }
}
