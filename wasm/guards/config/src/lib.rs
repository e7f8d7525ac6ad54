//! Gives a server the configuration values that it was granted.
#![no_std]

extern crate alloc;

wit_bindgen::generate!({ path: "../wit", world: "config-guard", generate_all });

use ::outside::{Kept, report, variable};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use core::cell::OnceCell;
use exports::wasi::config::store::{Error, Guest};

struct Guard;
export!(Guard);

fn values() -> &'static BTreeMap<String, String> {
    static VALUES: Kept<OnceCell<BTreeMap<String, String>>> = Kept::new(OnceCell::new());
    VALUES.get_or_init(|| rules::config::values(&variable("BELLJAR_CONFIG").unwrap_or_default()))
}

impl Guest for Guard {
    fn get(key: String) -> Result<Option<String>, Error> {
        let value = values().get(&key);
        if value.is_none() {
            report("config", &key, "");
        }
        Ok(value.cloned())
    }

    fn get_all() -> Result<Vec<(String, String)>, Error> {
        Ok(values().iter().map(|(key, value)| (key.clone(), value.clone())).collect())
    }
}
