use serde_json::{Value, json};

/// What a tool says about its effects: `readOnlyHint`, `destructiveHint`, `idempotentHint`, `openWorldHint`.
#[derive(Clone, Copy)]
pub struct Hints {
    pub read_only: bool,
    pub destructive: bool,
    pub idempotent: bool,
    pub open_world: bool,
}

impl Hints {
    /// Changes nothing, and reaches nothing but what it was granted.
    pub const READS: Self = Self { read_only: true, destructive: false, idempotent: true, open_world: false };
    /// Makes something new and takes nothing away.
    pub const ADDS: Self = Self { read_only: false, destructive: false, idempotent: false, open_world: false };
    /// May overwrite or remove what was there.
    pub const CHANGES: Self = Self { read_only: false, destructive: true, idempotent: false, open_world: false };

    pub const fn idempotent(self) -> Self {
        Self { idempotent: true, ..self }
    }

    /// It talks to the world outside.
    pub const fn open_world(self) -> Self {
        Self { open_world: true, ..self }
    }

    pub(crate) fn to_json(self) -> Value {
        json!({
            "readOnlyHint": self.read_only,
            "destructiveHint": self.destructive,
            "idempotentHint": self.idempotent,
            "openWorldHint": self.open_world
        })
    }
}
