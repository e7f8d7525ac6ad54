//! Keeps a server's data in the host's store, one request for each operation.
#![no_std]

extern crate alloc;

wit_bindgen::generate!({ path: "../wit", world: "keyvalue-guard", generate_all });

mod atomics;
mod batch;
mod host;

use alloc::{string::String, vec::Vec};
use exports::wasi::keyvalue::store::{self, Error, KeyResponse};
use host::{ask, flag};

struct Guard;
export!(Guard);

/// Its name. Every server has buckets of its own.
struct Bucket(String);

impl Bucket {
    fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        ask("get", &[self.0.as_bytes(), key.as_bytes()], |fields| match fields {
            [] => Some(None),
            [value] => Some(Some(value.to_vec())),
            _ => None,
        })
    }
}

impl store::Guest for Guard {
    type Bucket = Bucket;

    fn open(identifier: String) -> Result<store::Bucket, Error> {
        ask("open", &[identifier.as_bytes()], |_| Some(()))?;
        Ok(store::Bucket::new(Bucket(identifier)))
    }
}

impl store::GuestBucket for Bucket {
    fn get(&self, key: String) -> Result<Option<Vec<u8>>, Error> {
        self.read(&key)
    }

    fn set(&self, key: String, value: Vec<u8>) -> Result<(), Error> {
        ask("set", &[self.0.as_bytes(), key.as_bytes(), &value], |_| Some(()))
    }

    fn delete(&self, key: String) -> Result<(), Error> {
        ask("delete", &[self.0.as_bytes(), key.as_bytes()], |_| Some(()))
    }

    fn exists(&self, key: String) -> Result<bool, Error> {
        ask("exists", &[self.0.as_bytes(), key.as_bytes()], |fields| flag(fields.first()?))
    }

    fn list_keys(&self, cursor: Option<String>) -> Result<KeyResponse, Error> {
        let cursor = cursor.unwrap_or_default();
        ask("list-keys", &[self.0.as_bytes(), cursor.as_bytes()], |fields| {
            let (next, keys) = fields.split_first()?;
            let text = |field: &&[u8]| String::from_utf8(field.to_vec()).ok();
            Some(KeyResponse {
                keys: keys.iter().map(text).collect::<Option<_>>()?,
                cursor: text(next).filter(|next| !next.is_empty()),
            })
        })
    }
}
