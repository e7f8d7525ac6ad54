/** The answer instead of what was held when it was asked for; what was told meanwhile is kept. */
export function replaced<T extends object>(
  now: readonly T[],
  held: readonly T[],
  answer: readonly T[],
  merge: (list: readonly T[], fresh: readonly T[]) => T[],
): T[] {
  const before = new Set(held)
  return merge(
    answer,
    now.filter((record) => !before.has(record)),
  )
}
