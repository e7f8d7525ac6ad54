//! Many keys at once.

use crate::exports::wasi::keyvalue::batch::{BucketBorrow, Guest};
use crate::exports::wasi::keyvalue::store::Error;
use crate::host::{ask, flag};
use crate::{Bucket, Guard};
use alloc::{string::String, vec::Vec};

impl Guest for Guard {
    fn get_many(bucket: BucketBorrow<'_>, keys: Vec<String>) -> Result<Vec<(String, Option<Vec<u8>>)>, Error> {
        let values = ask("get-many", &with(bucket.get(), &keys), |mut fields| {
            let mut values = Vec::with_capacity(keys.len());
            while let Some((there, rest)) = fields.split_first() {
                let there = flag(there)?;
                values.push(if there { Some(rest.first()?.to_vec()) } else { None });
                fields = &rest[usize::from(there)..];
            }
            (values.len() == keys.len()).then_some(values)
        })?;
        Ok(keys.into_iter().zip(values).collect())
    }

    fn set_many(bucket: BucketBorrow<'_>, pairs: Vec<(String, Vec<u8>)>) -> Result<(), Error> {
        let bucket = bucket.get::<Bucket>();
        let fields = pairs.iter().flat_map(|(key, value)| [key.as_bytes(), value]);
        ask("set-many", &core::iter::once(bucket.0.as_bytes()).chain(fields).collect::<Vec<_>>(), |_| Some(()))
    }

    fn delete_many(bucket: BucketBorrow<'_>, keys: Vec<String>) -> Result<(), Error> {
        ask("delete-many", &with(bucket.get(), &keys), |_| Some(()))
    }
}

fn with<'a>(bucket: &'a Bucket, keys: &'a [String]) -> Vec<&'a [u8]> {
    core::iter::once(bucket.0.as_bytes()).chain(keys.iter().map(String::as_bytes)).collect()
}
