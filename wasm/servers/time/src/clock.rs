use jiff::Timestamp;

/// The system's clock, or one that stands still.
#[derive(Clone, Copy)]
pub struct Clock {
    fixed: Option<Timestamp>,
}

impl Clock {
    pub fn from_arguments(mut args: impl Iterator<Item = String>) -> Result<Self, String> {
        match (args.next().as_deref(), args.next()) {
            (None, _) => Ok(Self { fixed: None }),
            (Some("--now"), Some(text)) => {
                let fixed =
                    text.parse().map_err(|_| format!("--now wants a time like 2026-03-29T00:30:00Z, not {text}."))?;
                Ok(Self { fixed: Some(fixed) })
            }
            _ => Err("Usage: time [--now TIMESTAMP]".to_owned()),
        }
    }

    pub fn now(self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    #[cfg(test)]
    pub fn at(text: &str) -> Self {
        Self { fixed: text.parse().ok() }
    }
}
