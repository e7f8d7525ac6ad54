use std::io::{Error, ErrorKind};
use std::path::Path;

/// One sentence about a file that could not be read or written. The system's own words stay in it: Belljar recognises by them
/// that something was not granted.
pub fn cannot(verb: &str, path: &Path, error: &Error) -> String {
    let advice = match error.kind() {
        ErrorKind::ReadOnlyFilesystem => {
            " The folder is granted for reading only; the person can allow writing in Belljar."
        }
        _ if error.to_string().contains("pre-opened") => {
            " It is in no granted folder; the person can grant the folder in Belljar."
        }
        _ => "",
    };
    format!("Cannot {verb} {}: {error}.{advice}", path.display())
}
