import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { CliHome } from '../../electron/cli/testing/run-cli.ts'
import { hostFamily, remaining } from './processes.ts'

export interface Entry {
  command: string
  args: string[]
}

export const utc = { timezone: 'UTC' }
export const toKathmandu = { source_timezone: 'UTC', time: '07:30', target_timezone: 'Asia/Kathmandu' }
/** Nepal is 5:45 ahead, in every season. */
export const inKathmandu = { time_difference: '+5.75h', target: { timezone: 'Asia/Kathmandu', is_dst: false } }

/** A fresh data directory with `time` switched on, and the config that is printed for it. No host runs. */
export class PrintedEntry {
  readonly cli = new CliHome()
  /** The whole text, as a person would copy it. */
  text = ''

  async prepare(): Promise<void> {
    await this.cli.json('enable', 'time')
    const { code, out, err } = await this.cli.run(['config', 'claude-desktop', '--print'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    this.text = out
  }

  get entry(): Entry {
    return (JSON.parse(this.text) as { mcpServers: { belljar: Entry } }).mcpServers.belljar
  }

  get env(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.cli.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
  }

  hostRuns(): boolean {
    return existsSync(path.join(this.cli.home, 'run', 'owner'))
  }

  /** The calls as Belljar recorded them, newest first. */
  async calls(): Promise<unknown[]> {
    return (await this.cli.json('calls')) as unknown[]
  }

  /** Ends the host that the client's bridge started, and looks for whatever stayed. */
  async end(): Promise<void> {
    const family = process.platform === 'win32' ? [] : hostFamily(this.cli.home)
    expect(await this.cli.run(['quit'])).toEqual({ code: 0, out: 'Belljar was quit.\n', err: '' })
    await expect.poll(() => remaining(family, this.cli.folder), { timeout: 10_000 }).toEqual([])
  }
}
