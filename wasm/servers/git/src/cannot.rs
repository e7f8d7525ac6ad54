use crate::place::why_outside;
use mcp_tools::system_words;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// One sentence about a file that could not be read or written. The system's own words stay in it: Belljar recognises by them
/// that something was not granted. Outside of the granted folders those would say that there is no such file.
pub fn cannot(verb: &str, path: &Path, error: &Error) -> String {
    let shown = path.display();
    if let Some(why) = why_outside(path) {
        return format!(
            "Cannot {verb} {shown}: Permission denied, it {why} The person can grant its folder in Belljar."
        );
    }
    let advice = match error.kind() {
        ErrorKind::ReadOnlyFilesystem => {
            " The folder is granted for reading only; the person can allow writing in Belljar."
        }
        _ => "",
    };
    format!("Cannot {verb} {shown}: {}.{advice}", system_words(error))
}
