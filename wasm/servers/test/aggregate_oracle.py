"""What pandas and numpy make of random data. Run twice with the same seed:

aggregate_oracle.py ask SEED            prints the arguments of each call as JSON, one call per line: [tool, arguments]
aggregate_oracle.py judge SEED < TEXTS  reads the answers, one JSON per line; prints {"compared": N, "wrong": [sentences]}
"""

import json
import math
import random
import sys

import numpy
import pandas

rng = random.Random(int(sys.argv[2]))
wrong, compared = [], 0


def column(kind):
    make = {
        "int": lambda: rng.randrange(-1000, 1000),
        "big": lambda: rng.randrange(-(10**25), 10**25),
        "above": lambda: 2**53 + rng.randrange(1000),
        "float": lambda: rng.uniform(-1e6, 1e6),
        "tiny": lambda: rng.uniform(0, 1) * 10 ** rng.randrange(-300, 5),
        "mixed": lambda: rng.choice([rng.randrange(100), rng.uniform(0, 100)]),
        "holes": lambda: rng.choice([None, rng.uniform(0, 1), rng.uniform(0, 1)]),
        "texts": lambda: rng.choice([str(rng.randrange(100)), f"{rng.uniform(0, 9):.3f}", "x", "NaN", ""]),
    }[kind]
    return [make() for _ in range(rng.choice([1, 2, 3, 10, 500]))]


def calls():
    for kind in ["int", "big", "above", "float", "tiny", "mixed", "holes", "texts"] * 3:
        values = column(kind)
        keys = [rng.choice(["ä", "b", "", 1, 2.5, True]) for _ in values]
        items = [{"v": value, "k": key} for value, key in zip(values, keys)]
        yield "aggregate_list", {"items": items, "group_by": "k", "count_field": "k", "sum_fields": ["v"]}
    for _ in range(6):
        items = [{"a": rng.randrange(6), "b": rng.choice(["x", "ü", None]), "n": n} for n in range(rng.randrange(1, 80))]
        yield "deduplicate", {"items": items, "key_fields": ["a", "b"], "keep": rng.choice(["first", "last"])}
    for _ in range(6):
        times = [1_700_000_000 + rng.uniform(0, 1e7) for _ in range(rng.randrange(3, 300))]
        slope, noise = rng.choice([0, 1e-6, -1e-5]), rng.choice([0.01, 1, 50])
        points = [{"timestamp": at, "value": 10 + slope * (at - 1.7e9) + rng.gauss(0, noise)} for at in times]
        yield "compute_trends", {"time_series": points, "bucket_count": rng.choice([1, 3, 10])}
    for _ in range(6):
        size = rng.randrange(1, 9)
        summaries = [{"mean": rng.uniform(-9, 9), "count": rng.randrange(10**20), "d": {"m": rng.random()}} for _ in range(size)]
        yield "merge_summaries", {"summaries": summaries, "weights": [rng.uniform(0.1, 5) for _ in range(size)]}


def same(what, ours, theirs, scale=0.0):
    """Integers exactly, floats to 1e-12 of their size or of the size of what they were computed from."""
    global compared
    compared += 1
    if theirs is None or isinstance(theirs, float) and math.isnan(theirs):
        good = ours is None
    elif isinstance(theirs, int) or ours is None or not isinstance(ours, (int, float)):
        good = ours == theirs and type(ours) is type(theirs)
    else:
        good = math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-12 * scale)
    if not good:
        wrong.append(f"{what}: {ours!r} is not {theirs!r}")


def judge_stats(what, ours, values):
    numbers = pandas.to_numeric(pandas.Series(values, dtype=object), errors="coerce")
    if all(type(value) is int for value in values):
        same(f"{what} sum", ours["sum"], sum(values))
        same(f"{what} min", ours["min"], min(values))
        same(f"{what} max", ours["max"], max(values))
    numbers = numbers.astype(float).dropna()
    scale = float(numbers.abs().sum()) if len(numbers) else 0.0
    same(f"{what} count", ours["count"], len(numbers))
    if len(numbers) and not all(type(value) is int for value in values):
        same(f"{what} sum", float(ours["sum"]), math.fsum(numbers), 0.0)
        same(f"{what} min", float(ours["min"]), float(numbers.min()))
        same(f"{what} max", float(ours["max"]), float(numbers.max()))
    same(f"{what} mean", ours["mean"], float(numbers.mean()), scale / max(len(numbers), 1))
    same(f"{what} median", ours["median"], float(numbers.median()), scale)
    same(f"{what} std", ours["std"], float(numbers.std()), scale)
    for share in [25, 50, 75, 90, 95, 99]:
        theirs = float(numpy.percentile(numbers, share)) if len(numbers) else None
        same(f"{what} p{share}", ours[f"p{share}"], theirs)


def judge(tool, args, ours):
    if tool == "aggregate_list":
        items = args["items"]
        judge_stats("all", ours["stats"]["v"], [item["v"] for item in items])
        keyed = {}
        for item in items:
            keyed.setdefault((type(item["k"]).__name__, item["k"]), []).append(item["v"])
        same("groups", [[type(g["key"]).__name__, g["key"]] for g in ours["groups"]], [list(key) for key in keyed])
        for group, values in zip(ours["groups"], keyed.values()):
            judge_stats(f"group {group['key']!r}", group["stats"]["v"], values)
        counts = pandas.Series([len(values) for values in keyed.values()]).sort_values(ascending=False, kind="stable")
        same("counts", [one["count"] for one in ours["counts"]], counts.tolist())
    elif tool == "deduplicate":
        kept = pandas.DataFrame(args["items"]).drop_duplicates(["a", "b"], keep=args["keep"])
        same("kept", [item["n"] for item in ours["items"]], kept["n"].tolist())
    elif tool == "compute_trends":
        table = pandas.DataFrame(args["time_series"]).sort_values("timestamp", kind="stable")
        seconds = (table["timestamp"] - table["timestamp"].iloc[0]).to_numpy()
        slope, _ = numpy.polyfit(seconds, table["value"], 1)
        # Times are kept to the microsecond here, and polyfit solves by SVD.
        size = float(table["value"].abs().max()) / float(seconds.max())
        if not math.isclose(ours["slope"]["per_second"], slope, rel_tol=1e-9, abs_tol=1e-9 * size):
            wrong.append(f"slope: {ours['slope']} is not {slope}")
        judge_stats("values", ours["stats"], table["value"].tolist())
        same("first", ours["first"], float(table["value"].iloc[0]))
        edges = numpy.linspace(0, seconds.max(), args["bucket_count"] + 1)
        same("buckets", [bucket["count"] for bucket in ours["buckets"]], numpy.histogram(seconds, edges)[0].tolist())
    else:
        weights = args["weights"]
        mean = float(numpy.average([one["mean"] for one in args["summaries"]], weights=weights))
        same("mean", ours["merged"]["mean"], mean, 9.0)
        same("nested", ours["merged"]["d"]["m"], float(numpy.average([one["d"]["m"] for one in args["summaries"]], weights=weights)))
        same("count", ours["merged"]["count"], sum(one["count"] for one in args["summaries"]))


asked = list(calls())
if sys.argv[1] == "ask":
    for call in asked:
        print(json.dumps(call))
else:
    for (tool, args), line in zip(asked, sys.stdin, strict=True):
        judge(tool, args, json.loads(line))
    print(json.dumps({"compared": compared, "wrong": wrong[:20]}))
