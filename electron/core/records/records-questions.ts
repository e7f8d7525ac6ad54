import type { Checked } from '../../../shared/contract.ts'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { RecordsSize } from '../../../shared/catalog.ts'
import type { Call, CallDetail, Latency, LogCount, LogLine, ToolStats, TrapRecord } from '../../../shared/records.ts'
import type { ChecksSince, HealthAsk, HealthSlots, ToolTailAsk } from './checks.ts'
import type { ServerStats } from './messages.ts'
import type { Threads } from './threads.ts'

/** What can be asked of the records. Every answer knows what was noted before the question. */
export abstract class RecordsQuestions {
  protected abstract readonly threads: Threads
  protected abstract settled(): Promise<void>
  protected abstract linesSettled(): Promise<void>

  async checks(since: number): Promise<ChecksSince> {
    return this.threads.ask('checks', since, { checks: [], failingSince: {} })
  }

  async health(ask: HealthAsk): Promise<HealthSlots> {
    await this.settled()
    return this.threads.ask('health', ask, { checks: [], calls: [], failures: [] })
  }

  async toolTail(ask: ToolTailAsk): Promise<boolean[]> {
    await this.settled()
    return this.threads.ask('toolTail', ask, [])
  }

  async calls(query: Checked<'calls.list'>): Promise<Call[]> {
    await this.settled()
    return this.threads.ask('calls', query, [])
  }

  async call(id: string): Promise<CallDetail | undefined> {
    await this.settled()
    return this.threads.ask('call', id, undefined)
  }

  async latency(query: Checked<'calls.latency'>): Promise<Latency> {
    await this.settled()
    const { since, until } = query
    const none: Latency = { since, until, buckets: [], marks: [], calls: 0, failed: 0, slow: 0, p50: null, p95: null }
    return this.threads.ask('latency', query, none)
  }

  async callTools(query: Checked<'calls.tools'>): Promise<ToolStats[]> {
    await this.settled()
    return this.threads.ask('callTools', query, [])
  }

  /** By name. */
  async callClients(): Promise<string[]> {
    await this.settled()
    return this.threads.ask('callClients', null, [])
  }

  async logs(query: Checked<'logs.list'>): Promise<LogLine[]> {
    await this.linesSettled()
    return this.threads.ask('logs', query, [])
  }

  async countLogs(query: Checked<'logs.count'>): Promise<LogCount> {
    await this.linesSettled()
    return this.threads.ask('countLogs', query, { lines: 0, exact: false })
  }

  async size(): Promise<RecordsSize> {
    await this.settled()
    return this.threads.ask('size', null, { bytes: 0, lines: 0, calls: 0, traps: 0 })
  }

  /** Forgets what is older than now. */
  async clear(what: Checked<'records.clear'>): Promise<void> {
    await this.settled()
    await this.threads.ask('clear', what, null)
  }

  /** How long and how much is kept, from now on. */
  async keep(retention: { days: number; bytes: number }): Promise<void> {
    await this.threads.ask('keep', retention, null)
  }

  async traps(query: Checked<'traps.list'>): Promise<TrapRecord[]> {
    await this.settled()
    return this.threads.ask('traps', query, [])
  }

  async trapById(id: string): Promise<TrapRecord | undefined> {
    await this.settled()
    return this.threads.ask('trap', id, undefined)
  }

  async denials(query: Checked<'denials.list'>): Promise<Denial[]> {
    await this.settled()
    return this.threads.ask('denials', query, [])
  }

  /** The newest that were not dismissed, newest first. */
  async openDenials(most: number): Promise<Denial[]> {
    await this.settled()
    return this.threads.ask('openDenials', most, [])
  }

  /** Returns the ids of those that were open. */
  async dismissDenials(which: Checked<'denials.dismiss'>): Promise<string[]> {
    await this.settled()
    return this.threads.ask('dismiss', which, [])
  }

  async requests(query: Checked<'requests.list'>): Promise<OutgoingRequest[]> {
    await this.settled()
    return this.threads.ask('requests', query, [])
  }

  /** Counts what ever was, also what is no longer kept. */
  async stats(): Promise<Map<string, ServerStats>> {
    await this.settled()
    return new Map(await this.threads.ask('stats', null, []))
  }

  /** Removes everything about a server. */
  async forget(server: string): Promise<void> {
    await this.settled()
    await this.threads.ask('forget', server, null)
  }
}
