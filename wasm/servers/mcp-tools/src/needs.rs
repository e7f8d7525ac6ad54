/// Puts a JSON file into the section `belljar.needs` of the built module: what the server will ask for. Belongs into `main.rs`.
#[macro_export]
macro_rules! declare_needs {
    ($file:literal) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            const TEXT: &str = include_str!($file);
            #[used]
            #[unsafe(link_section = "belljar.needs")]
            static NEEDS: [u8; TEXT.len()] = {
                let mut bytes = [0; TEXT.len()];
                bytes.copy_from_slice(TEXT.as_bytes());
                bytes
            };
        };
    };
}
