import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Trap } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import type { CallDetail, TrapRecord } from '../../../shared/records.ts'
import type { FixtureName } from '../../../wasm/fixtures/fixture.ts'
import { parseTrap } from '../runtimes/trap.ts'
import { wasmtime } from '../runtimes/testing.ts'
import { Granted } from '../testing-granted.ts'
import { reproduction } from './reproduction.ts'

let folder: string
let granted: Granted
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "belljar it's a-"))
  granted = await Granted.open()
})
afterEach(async () => {
  await granted.close()
  await rm(folder, { recursive: true, force: true })
})

const canary = 'canary-77-sesame'
const redact = (text: string) => text.replaceAll(canary, '[redacted]')

/** Runs as people paste it, with nothing but wasmtime at hand. */
async function shell(command: string, env: Record<string, string> = {}) {
  const bin = path.dirname((await wasmtime()).path)
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) =>
    execFile(
      '/bin/sh',
      ['-c', command],
      { cwd: folder, env: { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, ...env } },
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
    ),
  )
}

/** A call that trapped in an instance of Belljar's, and the command for it. */
async function trapped(name: FixtureName, tool: string, args: object, grants: Grant[] = [], limits = {}) {
  const id = await granted.add(name, grants, limits)
  const link = granted.link(id)
  const handshake = await link.open()
  const { answer } = link.request('tools/call', { name: tool, arguments: args })
  expect((await answer).kind).toBe('lost')
  const { ending } = granted.endings.at(-1) ?? {}
  if (ending?.kind !== 'trapped') throw new Error(`it did not trap: ${JSON.stringify(ending)}`)
  const base = granted.book.get(id)!
  const { era, protocolVersion, capabilities, serverInfo } = handshake
  const none = { tools: [], prompts: [], resources: [], resourceTemplates: [] }
  const server = { ...base, catalog: { era, protocolVersion, capabilities, serverInfo, ...none } }
  const who = { at: 0, server: id, session: null, client: 'test', tool }
  const trap: TrapRecord = { ...who, ...ending.trap, id: 't', call: 'c', limits: base.limits, calls: 3 }
  const text = redact(JSON.stringify(args))
  const caused: CallDetail = {
    ...{ ...who, id: 'c', outcome: 'trapped', durationMs: 5, argsPreview: text, args: text },
    altered: false,
  }
  return { trap: ending.trap, made: reproduction({ trap, caused, server, wasm: base.wasm, redact }) }
}

function same(again: string, trap: Trap): void {
  const found = parseTrap(again)
  expect({ code: found?.code, message: found?.message, frames: found?.frames.map(({ func }) => func) }).toEqual({
    ...{ code: trap.code, message: trap.message },
    frames: trap.frames.map(({ func }) => func),
  })
}

describe('the command that does it again', () => {
  it.each([
    ['fixture-server', 'trap', {}],
    ['fixture-server-p1', 'trap', { text: `it's "quoted" \\n $HOME \`id\` %s \u00e9\n; rm -rf /` }],
    ['fixture-server-p1', 'overflow', {}],
    ['fixture-server-p1', 'panic', { number: 12345678901234567890n.toString() }],
    ['fixture-modern', 'trap', {}],
  ] as const)('sees the same trap of %s in %s', async (name, tool, args) => {
    const { trap, made } = await trapped(name, tool, args)
    const ran = await shell(made.command)
    expect({ code: ran.code, hint: ran.stderr.slice(-2000) }).toMatchObject({ code: 134 })
    same(ran.stderr, trap)
    expect(made.notes.join(' ')).toContain('2 other calls')
  })

  it('has the memory limit', async () => {
    const { trap, made } = await trapped('fixture-server-p1', 'memory', { mb: 500 }, [], { memoryBytes: 32 * 2 ** 20 })
    expect(trap.code).toBe('out-of-memory')
    same((await shell(made.command)).stderr, trap)
  })

  it('gives the folders and plain values, and only names what is secret', async () => {
    granted.secrets.set('key', canary)
    const files = path.join(folder, 'files & more')
    await mkdir(files)
    await writeFile(path.join(files, 'a.txt'), 'read me')
    const { made } = await trapped('fixture-server-p1', 'trap', { text: `with ${canary}` }, [
      { kind: 'directory', hostPath: files, guestPath: '/in', access: 'write' },
      { kind: 'environment', name: 'PLAIN', value: "it's $5" },
      { kind: 'environment', name: 'ALSO', value: `x${canary}` },
      { kind: 'environment', name: 'GITHUB_TOKEN', value: 'looks-like-one' },
      { kind: 'pass-through', name: 'PASSED' },
      { kind: 'secret', secret: 'key', as: 'environment', name: 'TOKEN' },
    ])
    const all = `${made.command}\n${made.notes.join('\n')}`
    expect(all).not.toContain(canary)
    expect(all).not.toContain('looks-like-one')
    for (const name of ['ALSO', 'GITHUB_TOKEN', 'PASSED', 'TOKEN'])
      expect(made.notes).toContain(`Set the variable ${name} before: its value is not written here.`)
    expect(made.notes).toContain('Secrets in the arguments are blanked out: write them back where it says [redacted].')
    const env = { ALSO: '1', GITHUB_TOKEN: '2', PASSED: '3', TOKEN: '4' }
    const asked = made.command.replace('"name":"trap"', '"name":"environment"')
    const { stdout } = await shell(asked, env)
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { result: { content: { text: string }[] } }
    const { variables } = JSON.parse(said.result.content[0]?.text ?? '') as { variables: [string, string][] }
    expect(Object.fromEntries(variables)).toEqual({ PLAIN: "it's $5", ...env })
    const read = made.command.replace(
      /"name":"trap","arguments":\{.*?\}\}/,
      () => '"name":"read-file","arguments":{"path":"/in/a.txt"}}',
    )
    expect((await shell(read, env)).stdout).toContain('read me')
    expect(await readFile(path.join(files, 'a.txt'), 'utf8')).toBe('read me')
  })

  it('is refused where the arguments are not kept as a whole', async () => {
    const server = granted.book.get(await granted.add('fixture-server-p1', []))!
    const trap = { id: 't', call: 'c', tool: 'trap' } as TrapRecord
    const caused = { args: '{"text":"aaa … [cut at 1 MB]', altered: true } as CallDetail
    expect(() => reproduction({ trap, caused, server, wasm: server.wasm, redact })).toThrow(/not kept as a whole/)
    expect(() => reproduction({ trap, caused: undefined, server, wasm: server.wasm, redact })).toThrow(/no longer kept/)
  })
})
