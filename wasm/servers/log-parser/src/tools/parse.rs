use super::kept::{Kept, begin};
use crate::input;
use mcp_tools::{Args, Outcome};

pub fn parse(args: Args) -> Result<Outcome, String> {
    if args.get("entries").is_some() {
        return Err("parse_logs reads log_content or a path; entries are what it gives.".to_owned());
    }
    let mut kept = Kept::new(args);
    let told = input::each(args, &mut |entry| kept.add(entry))?;
    Ok(kept.finish(&told, begin(&told)))
}
