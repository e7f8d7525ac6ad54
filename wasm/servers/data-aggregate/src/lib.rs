//! Groups, sums and compares data that a model passes. Needs nothing, and keeps every integer exact.

mod aggregate;
mod column;
mod combine;
mod dedupe;
mod field;
mod fit;
mod groups;
mod key;
mod merge;
mod moment;
mod number;
mod order;
mod ranks;
mod schema;
mod text;
mod trends;

use mcp_tools::{Hints, Server, Tool};

pub fn server() -> Server {
    Server {
        name: "data-aggregate",
        title: "Data aggregate",
        description: "Groups, sums, percentiles and trends",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Pass data as lists of objects. Integers stay exact at up to 38 digits; null, missing fields and texts \
                       such as NaN are left out of statistics and counted as missing; texts that hold a number count as \
                       one. A field name may be a dotted path into nested objects.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![
            Tool {
                name: "aggregate_list",
                title: "Aggregate a list",
                description: "Aggregate a list of dictionaries by grouping, counting, or summing. Returns statistics like counts \
                              per group, value distributions, and numeric field stats (count, sum, mean, min, max, median, \
                              standard deviation, percentiles), for all items and for each group. With nothing but items it \
                              tells which fields there are.",
                input: schema::input("aggregate_list"),
                output: schema::output("aggregate_list"),
                hints: Hints::READS,
                run: Box::new(aggregate::aggregate),
            },
            Tool {
                name: "merge_summaries",
                title: "Merge summaries",
                description: "Merge multiple summary dictionaries into one. Supports weighted averages for numeric values. \
                              Numbers named as counts (count, total, sum, n) are added, min and max keep the extreme, all \
                              others become their mean; lists are joined, nested dictionaries merged in the same way.",
                input: schema::input("merge_summaries"),
                output: schema::output("merge_summaries"),
                hints: Hints::READS,
                run: Box::new(merge::merge),
            },
            Tool {
                name: "combine_research_results",
                title: "Combine research results",
                description: "Combine multiple research/search results into a coherent summary. Sorts by relevance score (highest \
                              first, results without a score last) and creates combined text.",
                input: schema::input("combine_research_results"),
                output: schema::output("combine_research_results"),
                hints: Hints::READS,
                run: Box::new(combine::combine),
            },
            Tool {
                name: "deduplicate",
                title: "Remove duplicates",
                description: "Remove duplicate items based on key fields. Returns deduplicated items with statistics, and which \
                              items were dropped.",
                input: schema::input("deduplicate"),
                output: schema::output("deduplicate"),
                hints: Hints::READS,
                run: Box::new(dedupe::deduplicate),
            },
            Tool {
                name: "compute_trends",
                title: "Compute trends",
                description: "Compute trends from time-series data. Analyzes whether values are increasing, decreasing, or stable; \
                              gives the slope, the change and the values in time buckets.",
                input: schema::input("compute_trends"),
                output: schema::output("compute_trends"),
                hints: Hints::READS,
                run: Box::new(trends::trends),
            },
        ],
    }
}
