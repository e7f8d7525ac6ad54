/// So many bytes, or a sentence where the memory that was granted does not hold them.
pub fn zeroed(bytes: usize) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    all.try_reserve_exact(bytes).map_err(|_| too_little(bytes as u64))?;
    all.resize(bytes, 0);
    Ok(all)
}

/// Refuses before the work starts what would not fit: a decoder cannot be told that memory ran out.
pub fn require(bytes: u64) -> Result<(), String> {
    let fits = usize::try_from(bytes).is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok());
    if fits { Ok(()) } else { Err(too_little(bytes)) }
}

fn too_little(bytes: u64) -> String {
    let megabytes = bytes.div_ceil(1_000_000);
    format!(
        "this needs about {megabytes} MB of memory, more than this server has: raise its memory limit, or use a smaller image"
    )
}
