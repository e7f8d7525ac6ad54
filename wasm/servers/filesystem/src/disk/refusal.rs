use crate::path::quote;
use wasip2::filesystem::types::ErrorCode;

/// Why nothing came of a path, as a sentence.
pub type Refusal = String;

/// Says in the system's own words what went wrong, by which Belljar and models know it, and what can be done.
pub fn refuse(doing: &str, path: &str, code: ErrorCode) -> Refusal {
    format!("Cannot {doing} {}: {}.{}", quote(path), words(code), advice(code))
}

pub fn words(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Access => "Permission denied",
        ErrorCode::Busy => "Device or resource busy",
        ErrorCode::Quota => "Disk quota exceeded",
        ErrorCode::Exist => "File exists",
        ErrorCode::FileTooLarge => "File too large",
        ErrorCode::IllegalByteSequence => "Invalid or incomplete multibyte or wide character",
        ErrorCode::Invalid => "Invalid argument",
        ErrorCode::Io => "Input/output error",
        ErrorCode::IsDirectory => "Is a directory",
        ErrorCode::Loop => "Too many levels of symbolic links",
        ErrorCode::NameTooLong => "File name too long",
        ErrorCode::NoEntry => "No such file or directory",
        ErrorCode::InsufficientMemory => "Cannot allocate memory",
        ErrorCode::InsufficientSpace => "No space left on device",
        ErrorCode::NotDirectory => "Not a directory",
        ErrorCode::NotEmpty => "Directory not empty",
        ErrorCode::NotPermitted => "Operation not permitted",
        ErrorCode::ReadOnly => "Read-only file system",
        ErrorCode::TextFileBusy => "Text file busy",
        ErrorCode::CrossDevice => "Invalid cross-device link",
        other => other.name(),
    }
}

fn advice(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Access => " Its own permissions forbid it; the person can change them.",
        ErrorCode::ReadOnly => " The folder is granted for reading only; the person can allow writing in Belljar.",
        ErrorCode::InsufficientSpace | ErrorCode::Quota => " Nothing was changed; free some space first.",
        ErrorCode::NameTooLong => " Choose a shorter name.",
        ErrorCode::NoEntry => " Look with list_directory or search_files for what is there.",
        _ => "",
    }
}
