//! Resizes, describes, hashes and compares images of the folders that were granted. It never writes.

mod batch;
mod compare;
mod decode;
mod encode;
mod failure;
mod hash;
mod header;
mod info;
mod load;
mod memory;
mod orient;
mod pixels;
mod place;
mod resample;
mod resize;
mod scan;
mod schema;
mod size;
mod told;

use mcp_tools::{Hints, Run, Server, Tool};
use serde_json::Value;

pub fn server() -> Server {
    Server {
        name: "image-resize",
        title: "Image resize",
        description: "Resizes images and finds those that look alike",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Reads JPEG, PNG, WebP and GIF in the granted folders and never writes: resized images are in the \
                       results. To find duplicates: scan_directory, compute_image_hash for each, then compare_hashes.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![
            tool("get_image_info", "Image info", schema::INFO, schema::path_input(), told::info(), info::info),
            tool(
                "resize_image",
                "Resize image",
                schema::RESIZE,
                schema::resize_input(),
                told::resized(),
                resize::resize,
            ),
            tool("scan_directory", "Scan for images", schema::SCAN, schema::scan_input(), told::scanned(), scan::scan),
            tool("compute_image_hash", "Image hash", schema::HASH, schema::hash_input(), told::hashed(), hash::compute),
            tool(
                "compare_hashes",
                "Compare hashes",
                schema::COMPARE,
                schema::compare_input(),
                told::compared(),
                compare::compare,
            ),
            tool(
                "batch_resize",
                "Resize several images",
                schema::BATCH,
                schema::batch_input(),
                told::batch(),
                batch::batch,
            ),
        ],
    }
}

fn tool(
    name: &'static str,
    title: &'static str,
    description: &'static str,
    input: Value,
    output: Value,
    run: impl Fn(mcp_tools::Args) -> Result<mcp_tools::Outcome, String> + 'static,
) -> Tool {
    let run: Run = Box::new(run);
    Tool { name, title, description, input, output, hints: Hints::READS, run }
}
