use super::source::{Source, Windows};
use crate::id::Id;

/// Which objects a pack holds, and where: an `.idx` file of version 1 or 2.
pub struct PackIndex {
    source: Source,
    /// How many ids begin with each byte or a smaller one.
    fanout: Vec<u32>,
    version: u32,
}

const MAGIC: &[u8] = b"\xfftOc";

impl PackIndex {
    pub fn open(source: Source, windows: &Windows) -> Result<Self, String> {
        let mut head = [0; 8 + 1024];
        if source.len < 8 + 1024 {
            return Err(source.damaged("it is too short"));
        }
        source.read_at(windows, 0, &mut head)?;
        let version = if head.starts_with(MAGIC) { big(&head[4..8]) } else { 1 };
        if version > 2 {
            return Err(format!("{} has version {version}, which is not known here.", source.path.display()));
        }
        let table = if version == 2 { &head[8..] } else { &head[..1024] };
        let fanout: Vec<u32> = table.chunks_exact(4).map(big).collect();
        let index = Self { source, fanout, version };
        let least = if version == 2 { 1032 + index.count() * 28 + 40 } else { 1024 + index.count() * 24 + 40 };
        if !index.fanout.is_sorted() || index.source.len < least {
            return Err(index.source.damaged("its table does not fit its length"));
        }
        Ok(index)
    }

    pub fn count(&self) -> u64 {
        u64::from(self.fanout[255])
    }

    /// Where in the pack an object is.
    pub fn find(&self, windows: &Windows, id: Id) -> Result<Option<u64>, String> {
        let at = self.position(windows, id)?;
        if at < self.count() && self.id(windows, at)? == id { self.offset(windows, at).map(Some) } else { Ok(None) }
    }

    /// How many ids are smaller than this one.
    pub fn position(&self, windows: &Windows, id: Id) -> Result<u64, String> {
        let first = usize::from(id.as_bytes()[0]);
        let mut low = if first == 0 { 0 } else { u64::from(self.fanout[first - 1]) };
        let mut high = u64::from(self.fanout[first]);
        while low < high {
            let middle = low.midpoint(high);
            if self.id(windows, middle)? < id { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    pub fn id(&self, windows: &Windows, at: u64) -> Result<Id, String> {
        let mut bytes = [0; 20];
        let place = if self.version == 2 { 1032 + at * 20 } else { 1024 + at * 24 + 4 };
        self.source.read_at(windows, place, &mut bytes)?;
        Ok(Id::new(bytes))
    }

    fn offset(&self, windows: &Windows, at: u64) -> Result<u64, String> {
        let mut bytes = [0; 8];
        if self.version == 1 {
            self.source.read_at(windows, 1024 + at * 24, &mut bytes[4..])?;
            return Ok(u64::from_be_bytes(bytes));
        }
        let table = 1032 + self.count() * 24;
        self.source.read_at(windows, table + at * 4, &mut bytes[4..])?;
        if bytes[4] & 0x80 != 0 {
            // The rest is a place in the table of long offsets.
            let long = u64::from(big(&bytes[4..]) & 0x7fff_ffff);
            self.source.read_at(windows, table + self.count() * 4 + long * 8, &mut bytes)?;
        }
        Ok(u64::from_be_bytes(bytes))
    }
}

fn big(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}
