import type { Limits } from '../../shared/domain.ts'
import { UsageError } from './failure.ts'
import { countOf, sizeOf, timeOf } from './quantities.ts'

interface Word {
  key: keyof Limits
  read: (text: string) => number
  min: number
  max: number
  /** The bounds in words. */
  bounds: string
}

const day = 86_400_000
const words: Record<string, Word> = {
  memory: { key: 'memoryBytes', read: sizeOf, min: 1024 ** 2, max: 4 * 1024 ** 3, bounds: '1MB to 4GB' },
  call: { key: 'callMs', read: timeOf, min: 100, max: day, bounds: '100ms to 24h' },
  start: { key: 'startMs', read: timeOf, min: 100, max: day, bounds: '100ms to 24h' },
  idle: { key: 'idleMs', read: timeOf, min: 100, max: day, bounds: '100ms to 24h' },
  calls: { key: 'calls', read: countOf, min: 1, max: 1000, bounds: '1 to 1000' },
  handles: { key: 'handles', read: countOf, min: 16, max: 100_000, bounds: '16 to 100000' },
  output: { key: 'outputBytes', read: sizeOf, min: 1024, max: 32 * 1024 ** 2, bounds: '1KB to 32MB' },
}

/** Limits from words like `memory=64MB`. Throws UsageError. */
export function limitsOf(given: readonly string[]): Partial<Limits> {
  const limits: Partial<Limits> = {}
  for (const text of given) {
    const at = text.indexOf('=')
    const name = at === -1 ? text : text.slice(0, at)
    const word = Object.hasOwn(words, name) ? words[name] : undefined
    if (!word || at === -1)
      throw new UsageError(
        `"${text}" is no limit. There are: ${Object.entries(words)
          .map(([one, { bounds }]) => `${one}= (${bounds})`)
          .join(', ')}.`,
      )
    const value = word.read(text.slice(at + 1))
    if (value < word.min || value > word.max) throw new UsageError(`${name} can be ${word.bounds}.`)
    if (word.key in limits) throw new UsageError(`${name} is said twice.`)
    limits[word.key] = value
  }
  return limits
}

/** As they are given: "memory=256MB". */
export function limitWords(limits: Limits): string[] {
  return Object.entries(words).map(([name, { key, read }]) => {
    const value = limits[key]
    return `${name}=${read === sizeOf ? sizeWord(value) : read === timeOf ? timeWord(value) : value}`
  })
}

function sizeWord(bytes: number): string {
  for (const [unit, scale] of [
    ['GB', 1024 ** 3],
    ['MB', 1024 ** 2],
    ['KB', 1024],
  ] as const)
    if (bytes % scale === 0) return `${bytes / scale}${unit}`
  return `${bytes}B`
}

function timeWord(ms: number): string {
  for (const [unit, scale] of [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const)
    if (ms % scale === 0) return `${ms / scale}${unit}`
  return `${ms}ms`
}
