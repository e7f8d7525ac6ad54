import { logLevels, type LogLine } from '../../../shared/records.ts'
import { levelOfText, mayLevel } from './level-of-text.ts'
import { LineRate } from './line-rate.ts'
import type { Run } from './line-rows.ts'
import { LineSplitting } from './line-splitting.ts'
import type { FeedItem, Origin } from './messages.ts'
import type { Redactor } from './redactor.ts'
import { logLineLimit, oddBreaks, oneLine, redactAndCut } from './text.ts'

interface Stream {
  origin: Origin
  splitting: LineSplitting
  rate: LineRate
  /** When the bytes came that are being split. */
  at: number
}

const info = String(logLevels.indexOf('info'))

/** Makes numbered, levelled, redacted lines of what guests wrote and of what the host says, in the order in which it came. */
export class LineIntake {
  readonly #streams = new Map<number, Stream>()
  #redactor: Redactor
  #last: number
  #runs: Run[] = []

  constructor(last: number, redactor: Redactor) {
    this.#last = last
    this.#redactor = redactor
  }

  /** The newest number. */
  get last(): number {
    return this.#last
  }

  set redactor(redactor: Redactor) {
    this.#redactor = redactor
  }

  take(items: readonly FeedItem[]): Run[] {
    for (const item of items) this.#item(item)
    const runs = this.#runs
    this.#runs = []
    return runs
  }

  #item(item: FeedItem): void {
    switch (item.kind) {
      case 'open':
        return this.#open(item.of, item.origin)
      case 'bytes': {
        const stream = this.#streams.get(item.of)
        if (!stream) return
        stream.at = item.at
        return stream.splitting.push(Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength))
      }
      case 'end': {
        const stream = this.#streams.get(item.of)
        this.#streams.delete(item.of)
        stream?.splitting.end()
        if (stream) this.#sayDropped(stream, true)
        return
      }
      case 'line': {
        const { at, level, source, text, server, session, instance = null } = item.line
        const kept = String(logLevels.indexOf(level)) + oneLine(redactAndCut(text, logLineLimit, this.#redactor))
        return this.#add({ server, session, instance }, source, at, [kept], kept.length)
      }
      default:
        item satisfies never
    }
  }

  #open(of: number, origin: Origin): void {
    const splitting = new LineSplitting((text) => this.#split(stream, text))
    const stream: Stream = { origin, splitting, rate: new LineRate(Date.now()), at: 0 }
    this.#streams.set(of, stream)
  }

  #split(stream: Stream, raw: string): void {
    const text = this.#redactor.redact(raw)
    let lines = text.split('\n')
    const kept = stream.rate.take(lines.length, text.length, stream.at)
    if (kept < lines.length) lines = lines.slice(0, kept)
    // Of the whole block first: most have neither.
    const levels = mayLevel.test(text)
    const broken = oddBreaks.test(text)
    let size = 0
    for (let i = 0; i < lines.length; i++) {
      let line = lines[i] ?? ''
      if (line.length > logLineLimit) line = redactAndCut(line, logLineLimit, this.#redactor)
      if (broken) line = oneLine(line)
      lines[i] = (levels ? String(logLevels.indexOf(levelOfText(line))) : info) + line
      size += line.length
    }
    if (lines.length > 0) this.#add(stream.origin, 'stderr', stream.at, lines, size)
    this.#sayDropped(stream, false)
  }

  #sayDropped(stream: Stream, atOnce: boolean): void {
    const dropped = stream.rate.toSay(stream.at, atOnce)
    if (dropped > 0)
      this.#say(
        stream.origin,
        stream.at,
        `${dropped.toLocaleString('en')} lines were dropped here: too many for too long.`,
      )
  }

  #say(origin: Origin, at: number, text: string): void {
    const line = `${logLevels.indexOf('warning')}${text}`
    this.#add(origin, 'host', at, [line], line.length)
  }

  #add(origin: Origin, source: LogLine['source'], at: number, texts: string[], size: number): void {
    const first = this.#last + 1
    this.#last += texts.length
    const run = this.#runs.at(-1)
    const { server, session, instance } = origin
    // The pieces of one chunk, and lines of the same millisecond.
    if (
      run &&
      run.at === at &&
      run.source === source &&
      run.server === server &&
      run.session === session &&
      run.instance === instance
    ) {
      for (const text of texts) run.texts.push(text)
      run.size += size
    } else this.#runs.push({ first, at, server, session, instance, source, texts, size })
  }
}
