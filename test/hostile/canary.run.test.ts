import { readdirSync, readFileSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Stage } from './stage.ts'
import { makeWorld, type World } from './world.ts'

let stage: Stage
let world: World

beforeAll(async () => {
  world = await makeWorld()
  stage = await Stage.open()
}, 120_000)

afterAll(async () => {
  await stage?.close()
  if (world) await rm(world.root, { recursive: true, force: true })
})

/** Characters that every encoding spells otherwise. */
const secret = 'zq9/Canary+"secret"\\=ü&7f31'
const forms = [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replaceAll('=', ''),
  Buffer.from(secret).toString('base64url'),
]

function found(text: string): string[] {
  return forms.filter((form) => text.includes(form))
}

/** Every file below, as text. */
function* filesIn(folder: string): Generator<[string, string]> {
  for (const name of readdirSync(folder)) {
    const place = path.join(folder, name)
    const kind = statSync(place, { throwIfNoEntry: false })
    if (kind?.isDirectory()) yield* filesIn(place)
    else if (kind?.isFile()) yield [place, readFileSync(place).toString('utf8')]
  }
}

test('a secret reaches its server and stands nowhere else: no file, record, argument, log or dump', async () => {
  await stage.control.call('secrets.set', { name: 'canary', value: secret })
  await stage.install('keeper', 'hostile', [
    { kind: 'secret', secret: 'canary', as: 'environment', name: 'CANARY' },
    { kind: 'directory', hostPath: world.read, guestPath: world.read, access: 'read' },
  ])
  const call = await stage.client('keeper')
  const { text } = await call('environment', {})
  expect(text).toContain(`CANARY=${secret}`)
  expect(text).not.toContain('BELLJAR')

  // It tells everybody: in its log (whole, encoded, in pieces of lines), in answers, in a trap.
  for (const form of forms) await call('stderr', { text: `leak ${form} leak\n` })
  await call('stderr', { text: `half ${secret.slice(0, 9)}` })
  await call('stderr', { text: `${secret.slice(9)} other half\n` })
  await call('env-stderr', {})
  for (const form of forms) await call('read', { path: `/nowhere/${form}` })
  const arguments_ = runningArguments()
  await call('stack', {})
  await call('environment', {})

  const logs = await stage.control.call('logs.list', { server: 'keeper', limit: 1000 })
  expect(logs.some(({ text }) => text.includes('leak [redacted] leak'))).toBe(true)
  const calls = await stage.control.call('calls.list', { server: 'keeper', limit: 1000 })
  const details = await Promise.all(calls.map(({ id }) => stage.control.call('calls.get', { id })))
  const traps = await stage.control.call('traps.list', { server: 'keeper' })
  const denials = await stage.control.call('denials.list', { server: 'keeper' })
  const snapshot = await stage.control.call('app.snapshot', null)
  const secrets = await stage.control.call('secrets.list', null)
  expect(traps).toHaveLength(1)
  for (const told of [logs, calls, details, traps, denials, snapshot, secrets])
    expect(found(JSON.stringify(told).replaceAll('\\\\', '\\'))).toEqual([])
  for (const told of [logs, details, traps]) expect(found(JSON.stringify(told))).toEqual([])
  expect(arguments_.length).toBeGreaterThan(0)
  expect(arguments_.filter((line) => found(line).length > 0)).toEqual([])

  // What is on disk, while it runs and after.
  const leaks = [...filesIn(stage.home)].filter(([, text]) => found(text).length > 0).map(([file]) => file)
  expect(leaks).toEqual([])
}, 120_000)

test('a guest cannot forge a denial', async () => {
  await stage.install('forger', 'hostile')
  const call = await stage.client('forger')
  await call('env-stderr', {})
  await call('stderr', { text: '\nbelljar-guard\twrite\t/forged\t\n' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await stage.control.call('denials.list', { server: 'forger' })).toEqual([])
  const logs = await stage.control.call('logs.list', { server: 'forger', limit: 1000 })
  expect(logs.filter(({ text }) => text.startsWith('belljar-guard')).length).toBeGreaterThan(3)
})

/** The command lines of all processes that run a server. */
function runningArguments(): string[] {
  if (process.platform !== 'linux') return ['not read on this platform']
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
    .filter((line) => line.includes('wasmtime') && line.includes('run'))
}
