import type { Denial } from '../../../shared/access.ts'
import type { Asker } from './denials.ts'
import type { Said } from './say-asked.ts'

/** One record in the making. */
export interface Entry {
  denial: Denial
  dismissed: boolean
}

/** Different denials of one call, and of a server within a minute; what goes beyond is only counted. */
const perCall = 20
const perMinute = 200
const minuteMs = 60_000
/** Calls that are remembered, to see what is equal. */
const mostBuckets = 500

interface Bucket {
  since: number
  /** When a guard or the proxy last told something; -Infinity when neither did. */
  reportedAt: number
  entries: Map<string, Entry>
  count: number
  /** Stands for all that found no room. */
  rest?: Entry
}

type Facts = Omit<Denial, 'text' | 'reason' | 'suggest' | 'count'>

/** Counts denials: equal ones of a call are one, and no flood of different ones becomes a flood of records. */
export class Buckets {
  readonly #calls = new Map<string, Bucket>()
  readonly #servers = new Map<string, Bucket>()

  /** `facts` are asked for when it becomes a record of its own. */
  count(asker: Asker, by: Denial['by'], said: Said, facts: () => Facts): { entry: Entry; isNew: boolean } {
    const call = this.#bucket(this.#calls, callKey(asker), asker.call === undefined)
    if (by !== 'guess') call.reportedAt = performance.now()
    const key = `${by === 'guess'}\0${said.text}\0${said.reason}`
    const known = call.entries.get(key)
    if (known) return again(known)
    if (call.count >= perCall)
      return rest(call, facts, `Only the first ${perCall} different ones of a call are listed.`)
    const server = this.#bucket(this.#servers, asker.server, true)
    if (server.count >= perMinute)
      return rest(
        server,
        () => withoutCall(facts()),
        `Only the first ${perMinute} different ones of a minute are listed.`,
      )
    call.count++
    server.count++
    const entry: Entry = { denial: { ...facts(), ...said, count: 1 }, dismissed: false }
    call.entries.set(key, entry)
    return { entry, isNew: true }
  }

  /** Whether a guard or the proxy told of this call, or of one of several that may have been this one. */
  hasReport(asker: Asker): boolean {
    const own = this.#calls.get(callKey(asker))
    if (own && own.reportedAt > -Infinity) return true
    const since = performance.now() - 5000
    return [...this.#calls].some(([key, { reportedAt }]) => key.startsWith(looseKey(asker)) && reportedAt > since)
  }

  /** Those are counted on and told no more. */
  dismiss(meant: (denial: Denial) => boolean): void {
    for (const bucket of [...this.#calls.values(), ...this.#servers.values()])
      for (const entry of [...bucket.entries.values(), ...(bucket.rest ? [bucket.rest] : [])])
        if (meant(entry.denial)) entry.dismissed = true
  }

  #bucket(buckets: Map<string, Bucket>, key: string, ends: boolean): Bucket {
    const found = buckets.get(key)
    const now = performance.now()
    if (found && !(ends && now - found.since > minuteMs)) return found
    const bucket: Bucket = { since: now, reportedAt: -Infinity, entries: new Map(), count: 0 }
    buckets.delete(key)
    buckets.set(key, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest)
    return bucket
  }
}

function again(entry: Entry): { entry: Entry; isNew: false } {
  entry.denial.count++
  return { entry, isNew: false }
}

function rest(bucket: Bucket, facts: () => Facts, reason: string): { entry: Entry; isNew: boolean } {
  const isNew = bucket.rest === undefined
  bucket.rest ??= { denial: { ...facts(), text: '', reason, count: 0 }, dismissed: false }
  const { denial } = bucket.rest
  denial.count++
  denial.text =
    denial.count === 1 ? 'Denied one more access' : `Denied ${denial.count.toLocaleString('en')} more accesses`
  return { entry: bucket.rest, isNew }
}

function withoutCall(facts: Facts): Facts {
  const rest = { ...facts }
  delete rest.call
  delete rest.tool
  return rest
}

function callKey(asker: Asker): string {
  return asker.call === undefined ? `${looseKey(asker)}${asker.instance ?? ''}` : `call\0${asker.call}`
}

/** Of what belongs to no one call. */
function looseKey({ server, session }: Pick<Asker, 'server' | 'session'>): string {
  return `loose\0${server}\0${session ?? ''}\0`
}
