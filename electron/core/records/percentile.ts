/** Nearest rank: of `sorted` (ascending) the smallest that at least this share (0 to 1) is not above. Null of nothing. */
export function percentile(sorted: ArrayLike<number>, share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

export function p50and95(times: readonly number[]): { p50: number | null; p95: number | null } {
  // Typed arrays are sorted as numbers, and several times faster.
  const sorted = Float64Array.from(times).sort()
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) }
}
