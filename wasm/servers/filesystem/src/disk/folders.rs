use crate::path::{below, normal, quote};
use std::cell::OnceCell;
use wasip2::filesystem::preopens::get_directories;
use wasip2::filesystem::types::{Descriptor, DescriptorFlags};

/// One granted folder.
pub struct Folder {
    /// Absolute and normal, as the server sees it.
    pub path: String,
    pub descriptor: Descriptor,
    pub writable: bool,
}

/// Everything that was granted. Asked for once, when a tool first needs it.
#[derive(Default)]
pub struct Disk(OnceCell<Vec<Folder>>);

impl Disk {
    pub fn folders(&self) -> &[Folder] {
        self.0.get_or_init(|| {
            let open = |(descriptor, name): (Descriptor, String)| {
                // Where a runtime does not tell, a write will.
                let writable =
                    descriptor.get_flags().map_or(true, |flags| flags.contains(DescriptorFlags::MUTATE_DIRECTORY));
                Folder { path: normal(&name), descriptor, writable }
            };
            get_directories().into_iter().map(open).collect()
        })
    }

    /// The innermost granted folder that holds a normal path, and what of the path is below it.
    pub fn holding<'a>(&self, path: &'a str) -> Option<(&Folder, &'a str)> {
        let inside = self.folders().iter().filter_map(|folder| Some((folder, below(&folder.path, path)?)));
        inside.min_by_key(|(_, rest)| rest.len())
    }

    /// For a sentence: which folders there are, and what to do about it.
    pub fn granted(&self) -> String {
        let names: Vec<String> = self.folders().iter().map(|folder| quote(&folder.path)).collect();
        match names.as_slice() {
            [] => "No folder is granted to this server yet; the person can grant one in Belljar.".to_owned(),
            [one] => format!("Only the folder {one} is granted; the person can grant more in Belljar."),
            many => format!("Only the folders {} are granted; the person can grant more in Belljar.", many.join(", ")),
        }
    }
}
