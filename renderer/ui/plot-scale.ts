import { scaleLinear, scaleLog, scaleTime } from 'd3-scale'
import { line } from 'd3-shape'

export interface Point {
  at: number
  /** Null where there is nothing to show. */
  value: number | null
}

/** The room of a plot, px: what is drawn lies between these, texts around it. */
export interface Room {
  left: number
  right: number
  top: number
  bottom: number
}

/** Whole decades around the values, at least three; below `least` nothing is told apart. */
export function decades(values: readonly number[], least = 0.01): [number, number] {
  const above = values.filter((value) => value > 0).map((value) => Math.max(least, value))
  const low = Math.min(1, ...above.map((value) => 10 ** Math.floor(Math.log10(value) + 1e-9)))
  const high = Math.max(low * 1000, ...above.map((value) => 10 ** Math.ceil(Math.log10(value) - 1e-9)))
  return [low, high]
}

/** Each power of ten, or every second of them where there are many. */
export function decadeTicks([low, high]: readonly [number, number]): number[] {
  const count = Math.round(Math.log10(high / low))
  const step = count > 4 ? 2 : 1
  return Array.from({ length: Math.floor(count / step) + 1 }, (_, index) =>
    Number((low * 10 ** (index * step)).toPrecision(1)),
  )
}

export function valueScale(domain: readonly [number, number], { top, bottom }: Room) {
  return scaleLog().domain(domain).range([bottom, top]).clamp(true)
}

export function timeScale(since: number, until: number, { left, right }: Room) {
  return scaleLinear().domain([since, until]).range([left, right]).clamp(true)
}

/** Round moments of the reader's clock, about so many. */
export function timeTicks(since: number, until: number, count: number): number[] {
  return scaleTime().domain([since, until]).ticks(count).map(Number)
}

/** A path with gaps, and the points that stand alone between two of them: a line would not show those. */
export function pathOf(
  points: readonly Point[],
  x: (at: number) => number,
  y: (value: number) => number,
): { path: string; alone: { x: number; y: number }[] } {
  const path =
    line<Point>()
      .defined(({ value }) => value !== null)
      .x(({ at }) => Math.round(x(at) * 10) / 10)
      .y(({ value }) => Math.round(y(value ?? 1) * 10) / 10)(points) ?? ''
  const empty = (point: Point | undefined) => point === undefined || point.value === null
  const alone = points.flatMap(({ at, value }, index) =>
    value !== null && empty(points[index - 1]) && empty(points[index + 1]) ? [{ x: x(at), y: y(value) }] : [],
  )
  return { path, alone }
}

/** Moves texts apart that would cover each other; in the order of their places. px */
export function apart(places: readonly number[], least = 13): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  const result = [...places]
  for (let i = 1; i < order.length; i++) {
    const [above, below] = [order[i - 1] ?? 0, order[i] ?? 0]
    const gap = (result[below] ?? 0) - (result[above] ?? 0)
    if (gap >= least) continue
    result[above] = (result[above] ?? 0) - (least - gap) / 2
    result[below] = (result[below] ?? 0) + (least - gap) / 2
  }
  return result
}
