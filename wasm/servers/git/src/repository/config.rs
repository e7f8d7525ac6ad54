use std::path::{Path, PathBuf};

/// Files that include each other are not followed further.
const DEEPEST: usize = 10;
/// So many files are read altogether: ten that include each other would be read without end.
const MOST: usize = 100;

/// What configuration files say. Names are `section.key` or `section.subsection.key`, section and key in lower case.
#[derive(Default, Debug)]
pub struct Config {
    entries: Vec<(String, String)>,
    /// How many files were read.
    files: usize,
}

impl Config {
    /// The last value.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.entries.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name)?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" | "" => Some(false),
            _ => None,
        }
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// Keys and values of a section, such as `extensions`.
    pub fn section(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .filter_map(move |(key, value)| Some((key.strip_prefix(name)?.strip_prefix('.')?, value.as_str())))
    }

    /// Adds what a file says; one that is not there says nothing.
    pub fn read(&mut self, path: &Path) {
        self.read_at(path, DEEPEST);
    }

    /// The person's own files, where the environment names a home that was granted.
    pub fn read_global(&mut self) {
        let named = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        if let Some(path) = named("GIT_CONFIG_GLOBAL") {
            return self.read(&path);
        }
        let home = named("HOME");
        if let Some(folder) = named("XDG_CONFIG_HOME").or_else(|| home.as_ref().map(|home| home.join(".config"))) {
            self.read(&folder.join("git/config"));
        }
        if let Some(home) = home {
            self.read(&home.join(".gitconfig"));
        }
    }

    fn read_at(&mut self, path: &Path, depth: usize) {
        if self.files == MOST {
            return;
        }
        let Ok(bytes) = std::fs::read(path) else { return };
        self.files += 1;
        let first = self.entries.len();
        self.parse(&String::from_utf8_lossy(&bytes));
        if depth == 0 {
            return;
        }
        let included = self.entries[first..].iter().filter(|(name, _)| name == "include.path");
        let included: Vec<PathBuf> = included
            .filter(|(_, value)| !value.starts_with('~'))
            .map(|(_, value)| path.parent().unwrap_or(path).join(value))
            .collect();
        for path in included {
            self.read_at(&path, depth - 1);
        }
    }

    /// Lines that make no sense are passed over.
    pub fn parse(&mut self, text: &str) {
        let mut section = String::new();
        let mut rest = text.trim_start_matches('\u{feff}');
        while !rest.is_empty() {
            let line = rest.trim_start();
            if let Some(head) = line.strip_prefix('[') {
                let end = end_of_header(head);
                section = header(&head[..end]);
                rest = head.get(end + 1..).unwrap_or_default();
            } else if line.starts_with(['#', ';']) {
                rest = line.find('\n').map_or("", |end| &line[end..]);
            } else {
                let end = line.find(['=', '\n', '#', ';']).unwrap_or(line.len());
                let key = line[..end].trim().to_ascii_lowercase();
                let (value, after) = match line[end..].strip_prefix('=') {
                    Some(after) => value(after),
                    None => ("true".to_owned(), line[end..].find('\n').map_or("", |at| &line[end + at..])),
                };
                if !key.is_empty() {
                    self.entries.push((format!("{section}.{key}"), value));
                }
                rest = after;
            }
        }
    }
}

/// Where `]` is, outside of quotes; at the latest at the end of the line.
fn end_of_header(head: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in head.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ']' if !quoted => return at,
            '\n' => return at,
            _ => {}
        }
    }
    head.len()
}

fn header(text: &str) -> String {
    let Some((name, sub)) = text.split_once('"') else { return text.trim().to_ascii_lowercase() };
    let mut section = format!("{}.", name.trim().to_ascii_lowercase());
    let mut letters = sub.chars();
    while let Some(letter) = letters.next().filter(|letter| *letter != '"') {
        section.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    section
}

/// A value, and what comes after its line.
fn value(text: &str) -> (String, &str) {
    let mut value = String::new();
    // How much of it may not be trimmed.
    let mut solid = 0;
    let mut quoted = false;
    let mut letters = text.char_indices();
    let mut rest = "";
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\n' => {
                rest = &text[at..];
                break;
            }
            '#' | ';' if !quoted => {
                rest = text[at..].find('\n').map_or("", |end| &text[at + end..]);
                break;
            }
            '"' => {
                quoted = !quoted;
                solid = value.len();
            }
            '\\' => {
                match letters.next().map(|(_, letter)| letter) {
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    Some('b') => value.push('\u{8}'),
                    Some('\n') | None => {}
                    Some(other) => value.push(other),
                }
                solid = value.len();
            }
            letter if !quoted && letter.is_whitespace() && value.is_empty() => {}
            letter => {
                value.push(letter);
                if quoted || !letter.is_whitespace() {
                    solid = value.len();
                }
            }
        }
    }
    value.truncate(solid);
    (value, rest)
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn reads_what_git_writes_and_people_type() {
        let mut config = Config::default();
        config.parse(
            "[core]\n\tbare = false ; not\n  AutoCRLF=input # yes\n[user] name = \"Ada \\\"A\\\" L\"  \n\
             [branch \"feature/x.y\"]\n\tremote = origin\n\tmerge = refs/heads/x\\\n\\ty\n[flag]\non\n\n[a \"b\\\"c]\"]k=v\n[core]bare=true",
        );
        assert_eq!(config.flag("core.bare"), Some(true));
        assert_eq!(config.text("core.autocrlf"), Some("input"));
        assert_eq!(config.text("user.name"), Some("Ada \"A\" L"));
        assert_eq!(config.text("branch.feature/x.y.remote"), Some("origin"));
        assert_eq!(config.text("branch.feature/x.y.merge"), Some("refs/heads/x\ty"));
        assert_eq!(config.flag("flag.on"), Some(true));
        assert_eq!(config.text("a.b\"c].k"), Some("v"));
    }

    #[test]
    fn comes_to_an_end_where_files_include_themselves() {
        let file = std::env::temp_dir().join(format!("belljar-config-{}", std::process::id()));
        let include = format!("[include]\npath = {}\n", file.display()).repeat(20);
        std::fs::write(&file, include + "[user]\nname = Ada\n").unwrap_or_else(|error| panic!("{error}"));
        let mut config = Config::default();
        config.read(&file);
        let _ = std::fs::remove_file(&file);
        assert_eq!(config.text("user.name"), Some("Ada"));
        assert_eq!(config.files, super::MOST);
    }

    #[test]
    fn comes_to_an_end_with_anything() {
        for text in ["[", "[a", "[a \"", "=", "[a]\n=", "[a]\nb=\"", "[a]\nb=\\", "]", "\0", "[a]b=c\\\n", "é[é]é=é"]
        {
            Config::default().parse(text);
        }
    }
}
