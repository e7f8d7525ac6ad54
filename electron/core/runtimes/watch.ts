import { defaultLimits, type Ending, type InstanceState } from '../../../shared/domain.ts'
import { fixture, type FixtureName } from '../../../wasm/fixtures/fixture.ts'
import { FailureCount } from './failure-count.ts'
import { Instance, type InstanceOptions } from './instance.ts'
import type { Launcher } from './launcher.ts'
import { stderrLines } from './stderr-lines.ts'
import { compiled, plain, wasmtime } from './testing.ts'

/** For tests: an instance and all that it told. */
export interface Watched {
  instance: Instance
  states: InstanceState[]
  lines: string[]
  stderr: string[]
  noise: string[]
  pids: number[]
  endings: Ending[]
  until(what: () => boolean | undefined): Promise<void>
  call(tool: string, args?: object): void
  inCall: boolean
}

const open: Instance[] = []
let current: Launcher

/** From now on children are started under this one. */
export function useLauncher(launcher: Launcher): void {
  current = launcher
}

/** Ends all instances that were watched. */
export async function endAll(): Promise<void> {
  await Promise.all(
    open.splice(0).map(async (instance) => {
      while (instance.state.kind !== 'stopped' && instance.state.kind !== 'failed') {
        instance.stop()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await instance.closed()
    }),
  )
}

export async function watch(name: FixtureName, change: Partial<InstanceOptions> = {}, limits = {}): Promise<Watched> {
  const server = {
    ...(await compiled(await fixture(name), current)),
    limits: { ...defaultLimits, ...limits },
  }
  const watched: Watched = {
    states: [],
    lines: [],
    stderr: [],
    noise: [],
    pids: [],
    endings: [],
    inCall: false,
    async until(what) {
      const end = performance.now() + 30_000
      while (!what()) {
        if (performance.now() > end)
          throw new Error(`never happened: ${what}; ${JSON.stringify({ ...watched, instance: 0 }).slice(0, 2000)}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    call(tool, args = {}) {
      watched.inCall = true
      watched.instance.write(
        JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: tool, arguments: args } }),
      )
    },
    instance: undefined as unknown as Instance,
  }
  watched.instance = new Instance({
    id: 'i',
    ...plain(await wasmtime(), server),
    launcher: current,
    failures: new FailureCount(),
    inCall: () => watched.inCall,
    on: {
      state: (state) => watched.states.push(state),
      line: (line) => watched.lines.push(line),
      ...stderrLines((line) => void watched.stderr.push(line)),
      noise: (text) => watched.noise.push(text),
      spawned: (pid) => watched.pids.push(pid),
      gone: (ending) => watched.endings.push(ending),
    },
    ...change,
  })
  open.push(watched.instance)
  return watched
}

export async function running(name: FixtureName, change: Partial<InstanceOptions> = {}, limits = {}): Promise<Watched> {
  const watched = await watch(name, change, limits)
  watched.instance.start()
  await handshake(watched)
  return watched
}

export async function handshake(watched: Watched): Promise<void> {
  await watched.until(() => watched.instance.pid !== undefined)
  const before = watched.lines.length
  watched.instance.write(
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}',
  )
  await watched.until(() => watched.lines.length > before)
  watched.instance.ready()
  watched.instance.write('{"jsonrpc":"2.0","method":"notifications/initialized"}')
}
