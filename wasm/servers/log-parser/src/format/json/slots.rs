use super::known::{Known, known};
use super::scalar::Scalar;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The best field for each purpose; everything else in the line is checked but not kept.
#[derive(Default)]
pub struct Slots<'a> {
    pub level: Option<Scalar<'a>>,
    pub time: Option<Scalar<'a>>,
    pub message: Option<Scalar<'a>>,
    pub source: Option<Scalar<'a>>,
    pub is_docker: bool,
    /// Of the ones above, in their order.
    ranks: [u8; 4],
}

impl<'a> Slots<'a> {
    pub fn offer(&mut self, known: Known, value: Scalar<'a>) {
        let (slot, rank, place) = match known {
            Known::Level(rank) => (&mut self.level, rank, 0),
            Known::Time(rank) => (&mut self.time, rank, 1),
            Known::Message(rank) => (&mut self.message, rank, 2),
            Known::Source(rank) => (&mut self.source, rank, 3),
            Known::Stream => {
                self.is_docker = true;
                return;
            }
        };
        let is_better = slot.is_none() || rank < self.ranks[place];
        if is_better && !matches!(value, Scalar::Other) {
            *slot = Some(value);
            self.ranks[place] = rank;
        }
    }
}

impl<'de> Deserialize<'de> for Slots<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Line)
    }
}

struct Line;

impl<'de> Visitor<'de> for Line {
    type Value = Slots<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut slots = Slots::default();
        while let Some(Name(name)) = fields.next_key()? {
            match name {
                Some(known) => slots.offer(known, fields.next_value()?),
                None => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(slots)
    }
}

/// A field's name, as what is known of it.
struct Name(Option<Known>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Name;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(known(name)))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
