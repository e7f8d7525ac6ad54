use super::Config;
use std::path::Path;

/// Extensions that change nothing here.
const HARMLESS: &[&str] = &["noop", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees"];

/// Refuses repositories that are stored in a way that is not known here.
pub fn check(config: &Config, folder: &Path) -> Result<(), String> {
    let folder = folder.display();
    let version = config.number("core.repositoryformatversion").unwrap_or(0);
    if version > 1 {
        return Err(format!("{folder} has the repository format {version}; this server reads 0 and 1."));
    }
    for (name, value) in config.section("extensions") {
        let value = value.to_ascii_lowercase();
        match (name, value.as_str()) {
            ("objectformat", "sha1") | ("refstorage", "files") => {}
            ("objectformat", _) => {
                return Err(format!(
                    "{folder} names its objects by {value}; this server reads SHA-1 repositories only. Use git itself there."
                ));
            }
            ("refstorage", _) => {
                return Err(format!(
                    "{folder} keeps its refs as {value}; this server reads refs in files only. \
                     `git refs migrate --ref-format=files` converts them."
                ));
            }
            (name, _) if version == 0 || HARMLESS.contains(&name) => {}
            (name, _) => {
                return Err(format!(
                    "{folder} needs the extension {name}, which this server does not know. Use git itself there."
                ));
            }
        }
    }
    Ok(())
}
