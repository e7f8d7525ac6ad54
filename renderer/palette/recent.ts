const key = 'belljar.palette'
const most = 20

/** Keys of what was used, newest first. */
export function recentKeys(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : []
  } catch {
    return []
  }
}

export function remember(used: string): void {
  try {
    localStorage.setItem(key, JSON.stringify([used, ...recentKeys().filter((one) => one !== used)].slice(0, most)))
  } catch {
    // Storage can be switched off; then nothing is first.
  }
}
