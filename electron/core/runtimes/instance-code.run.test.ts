import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { defaultLimits, type Problem } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import type { Launcher } from './launcher.ts'
import { compiled, launchers, plain, wasmtime } from './testing.ts'
import { endAll, handshake, running, useLauncher, watch } from './watch.ts'

let launcher: Launcher
beforeAll(async () => {
  launcher = (await launchers())[0].launcher
  useLauncher(launcher)
})
afterEach(endAll)

describe('machine code', () => {
  it('compiles again what is missing or damaged', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'belljar-code-'))
    const server = await compiled(await fixture('fixture-server'), launcher)
    const cwasm = path.join(folder, 'x.cwasm')
    const known = plain(await wasmtime(), { cwasm, limits: defaultLimits })
    const prepare = async () => {
      if (!existsSync(cwasm)) await copyFile(server.cwasm, cwasm)
      return known.prepare()
    }
    const watched = await running('fixture-server', { prepare })
    watched.instance.stop()
    await watched.instance.closed()
    await writeFile(cwasm, (await readFile(server.cwasm)).subarray(0, 20_000))
    watched.instance.start()
    await watched.until(() => watched.pids.length === 3)
    expect(watched.endings[1]).toMatchObject({
      kind: 'not-started',
      problem: { message: "The server's compiled code could not be used." },
    })
    await handshake(watched)
    await rm(folder, { recursive: true })
  })

  it('says why it could not be compiled again', async () => {
    const problem: Problem = { code: 'unavailable', message: 'No compiler.' }
    const watched = await watch('deaf', { prepare: () => Promise.reject(new ProblemError(problem)) })
    watched.instance.start()
    await watched.until(() => watched.instance.state.kind === 'waiting')
    expect(watched.endings).toEqual([{ kind: 'not-started', problem }])
    expect(watched.pids).toEqual([])
  })
})
