/** @param {number[]} values */
export function median(values) {
  return percentile(values, 0.5)
}

/** @param {number[]} values @param {number} share between 0 and 1 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** The median with the range of the middle half: `12.3 (11.9 to 13.0)`. */
export function spread(values, unit, digits = 1) {
  const [low, mid, high] = [0.25, 0.5, 0.75].map((share) => percentile(values, share).toFixed(digits))
  return `${mid} ${unit} (${low} to ${high})`
}

/**
 * Measures several things in turns, A B A B, so that what slows the machine down slows all of them. The first round,
 * which warms caches, is dropped.
 * @template T
 * @param {Record<string, () => Promise<T>>} subjects @param {number} rounds
 * @returns {Promise<Record<string, T[]>>}
 */
export async function inTurns(subjects, rounds) {
  const results = Object.fromEntries(Object.keys(subjects).map((name) => [name, /** @type {T[]} */ ([])]))
  for (let round = 0; round <= rounds; round++)
    for (const [name, measure] of Object.entries(subjects)) {
      const result = await measure()
      if (round > 0) results[name].push(result)
    }
  return results
}
