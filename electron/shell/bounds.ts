export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

/** How much of the upper edge must be seen, so that a person can take hold of the window. */
const hold = { width: 120, height: 32 }

/** Where a window may open again: on a display that is still there, not larger than it; undefined for the usual place. */
export function fit(kept: Bounds | undefined, displays: readonly Bounds[], least: { width: number; height: number }) {
  if (!kept) return undefined
  const on = displays.find(
    (area) =>
      kept.y >= area.y &&
      kept.y + hold.height <= area.y + area.height &&
      Math.min(kept.x + kept.width, area.x + area.width) - Math.max(kept.x, area.x) >= hold.width,
  )
  if (!on) return undefined
  const within = (size: number, smallest: number, largest: number) =>
    Math.round(Math.max(smallest, Math.min(size, Math.max(smallest, largest))))
  return {
    x: Math.round(kept.x),
    y: Math.round(kept.y),
    width: within(kept.width, least.width, on.width),
    height: within(kept.height, least.height, on.height),
  }
}
