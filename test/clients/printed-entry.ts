import { expect } from 'vitest'
import { CliHome } from '../../electron/cli/testing/run-cli.ts'
import { hostFamily, remaining } from './processes.ts'

export interface Entry {
  command: string
  args: string[]
}

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

  /** The names under which clients whose calls were answered are recorded. */
  async callers(): Promise<string[]> {
    const calls = (await this.cli.json('calls')) as { client: string; outcome: string }[]
    return [...new Set(calls.filter(({ outcome }) => outcome === 'answered').map(({ client }) => client))]
  }

  /** Ends the host, whoever started it, and looks for whatever stayed. */
  async end(): Promise<void> {
    const family = process.platform === 'win32' ? [] : hostFamily(this.cli.home)
    expect(await this.cli.run(['quit'])).toEqual({ code: 0, out: 'Belljar was quit.\n', err: '' })
    await expect.poll(() => remaining(family, this.cli.folder), { timeout: 10_000 }).toEqual([])
  }
}
