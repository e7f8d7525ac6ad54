//! Counting, and changes that are made only where nobody else made one.

use crate::exports::wasi::keyvalue::atomics::{self, BucketBorrow, CasError, Guest, GuestCas};
use crate::exports::wasi::keyvalue::store::Error;
use crate::host::{ask, flag};
use crate::{Bucket, Guard};
use alloc::{string::String, string::ToString, vec::Vec};

/// What a key held when it was looked at.
pub struct Seen {
    bucket: String,
    key: String,
    value: Option<Vec<u8>>,
}

impl GuestCas for Seen {
    fn new(bucket: BucketBorrow<'_>, key: String) -> Result<atomics::Cas, Error> {
        let bucket = bucket.get::<Bucket>();
        let value = bucket.read(&key)?;
        Ok(atomics::Cas::new(Self { bucket: bucket.0.clone(), key, value }))
    }

    fn current(&self) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.value.clone())
    }
}

impl Guest for Guard {
    type Cas = Seen;

    fn increment(bucket: BucketBorrow<'_>, key: String, delta: i64) -> Result<i64, Error> {
        let bucket = bucket.get::<Bucket>();
        let fields = [bucket.0.as_bytes(), key.as_bytes(), &delta.to_string().into_bytes()];
        ask("increment", &fields, |fields| core::str::from_utf8(fields.first()?).ok()?.parse().ok())
    }

    fn swap(cas: atomics::Cas, value: Vec<u8>) -> Result<(), CasError> {
        let seen = cas.into_inner::<Seen>();
        let (there, expected): (&[u8], &[u8]) = seen.value.as_deref().map_or((b"0", b""), |value| (b"1", value));
        let fields = [seen.bucket.as_bytes(), seen.key.as_bytes(), there, expected, &value];
        let answer = ask("swap", &fields, |fields| match fields {
            [done] if flag(done)? => Some(Ok(())),
            [done] if !flag(done)? => Some(Err(None)),
            [done, current] if !flag(done)? => Some(Err(Some(current.to_vec()))),
            _ => None,
        });
        answer
            .map_err(CasError::StoreError)?
            .map_err(|value| CasError::CasFailed(atomics::Cas::new(Seen { value, ..seen })))
    }
}
