pub mod civil;
pub mod now;
mod read;
mod words;

pub use read::{epoch, read, whole};

/// A time as a log tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stamp {
    /// Since 1970 on the clock of whoever wrote it.
    pub local: i64,
    pub nanos: u32,
    /// How many decimals of a second were written.
    pub decimals: u8,
    /// Seconds ahead of UTC; None where no zone was written.
    pub offset: Option<i32>,
    pub date: Date,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Date {
    Written,
    /// The year was not written: it is the one that makes the time the latest in the past.
    WithoutYear,
    /// Only a time of day was written.
    None,
}

impl Stamp {
    /// Seconds since 1970, for comparing; as if in UTC where no zone was written.
    pub fn instant(self) -> i64 {
        self.local - i64::from(self.offset.unwrap_or(0))
    }

    /// For comparing more exactly.
    pub fn precise(self) -> (i64, u32) {
        (self.instant(), self.nanos)
    }

    /// ISO 8601 with the zone that was written, if any, and as many decimals.
    pub fn iso(self) -> String {
        let mut text = String::with_capacity(35);
        let (day, second) = (self.local.div_euclid(86_400), self.local.rem_euclid(86_400));
        if self.date != Date::None {
            let (year, month, date) = civil::date(day);
            civil::pad(&mut text, year, 4);
            text.push('-');
            civil::pad(&mut text, month, 2);
            text.push('-');
            civil::pad(&mut text, date, 2);
            text.push('T');
        }
        civil::pad(&mut text, second / 3600, 2);
        text.push(':');
        civil::pad(&mut text, second / 60 % 60, 2);
        text.push(':');
        civil::pad(&mut text, second % 60, 2);
        if self.decimals > 0 {
            let digits = format!("{:09}", self.nanos);
            text.push('.');
            text.push_str(&digits[..usize::from(self.decimals.min(9))]);
        }
        match self.offset {
            None => {}
            Some(0) => text.push('Z'),
            Some(offset) => {
                text.push(if offset < 0 { '-' } else { '+' });
                civil::pad(&mut text, i64::from(offset.abs() / 3600), 2);
                text.push(':');
                civil::pad(&mut text, i64::from(offset.abs() / 60 % 60), 2);
            }
        }
        text
    }
}
