//! The lines in which a guard tells the host what it refused. The host reads them out of stderr.

use alloc::string::String;

/// A line is written at once, and stays whole up to this size, in bytes.
const MOST: usize = 4096;
/// Stands for what was cut off: an ellipsis.
const CUT: &str = "%E2%80%A6";

/// One report; the line feed in front ends whatever the server has begun to write.
pub fn line(token: &str, op: &str, subject: &str, detail: &str) -> String {
    let mut line = String::from("\nbelljar-guard ");
    encode(&mut line, token, 256);
    line.push('\t');
    line.push_str(op);
    line.push('\t');
    encode(&mut line, subject, MOST - 600);
    line.push('\t');
    let left = MOST - line.len() - 1;
    encode(&mut line, detail, left);
    line.push('\n');
    line
}

/// Appends `text` with every byte that is not visible ASCII, and `%`, as `%XX`: at most `room` bytes.
fn encode(line: &mut String, text: &str, room: usize) {
    let end = line.len() + room;
    for letter in text.chars() {
        let kept = line.len();
        let mut bytes = [0; 4];
        for &byte in letter.encode_utf8(&mut bytes).as_bytes() {
            if (0x21..=0x7e).contains(&byte) && byte != b'%' {
                line.push(byte as char);
            } else {
                line.push('%');
                line.push(hex(byte >> 4));
                line.push(hex(byte & 15));
            }
        }
        if line.len() + CUT.len() > end {
            line.truncate(kept);
            line.push_str(CUT);
            return;
        }
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{CUT, MOST, line};
    use alloc::string::ToString;

    #[test]
    fn has_four_fields_and_no_other_line_feed() {
        assert_eq!(line("t0k", "write", "/a b", ""), "\nbelljar-guard t0k\twrite\t/a%20b\t\n");
        assert_eq!(line("t", "socket", "name", "é\n\t%"), "\nbelljar-guard t\tsocket\tname\t%C3%A9%0A%09%25\n");
    }

    #[test]
    fn is_never_longer_than_one_write() {
        for letter in ["a", "\n", "é", "🫙"] {
            let long = letter.repeat(5000);
            let text = line("t", "http", &long, &long);
            assert!(text.len() <= MOST, "{}", text.len());
            assert!(text.len() > MOST - 700);
            assert!(text.ends_with(&(CUT.to_string() + "\n")));
            assert_eq!(text.matches('\n').count(), 2);
        }
    }
}
