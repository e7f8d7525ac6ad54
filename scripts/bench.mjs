/**
 * Measures Belljar against baselines in the same run and prints ratios: absolute times depend on the machine.
 *   npm run bench [-- --rounds N] [--json]            starts, calls, guards, memory
 *   npm run bench -- servers [TOOL ...] [--rounds N] [--json]    the bundled servers against those that people use today
 *   npm run bench -- flood-window [--json]                       the Logs screen while a server prints 100,000 lines/s
 *   npm run bench -- first-paint [--rounds N] [--json]           the window against an empty one of Electron
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from './bench/client.mjs'
import { firstPaint } from './bench/first-paint.mjs'
import { flood } from './bench/flood.mjs'
import { floodWindow } from './bench/flood-window.mjs'
import { guards } from './bench/guards.mjs'
import { BenchHost } from './bench/host.mjs'
import { privateKb } from './bench/memory.mjs'
import { inTurns, median, percentile, spread } from './bench/numbers.mjs'
import { records } from './bench/records.mjs'
import { servers } from './bench/servers.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '15' }, json: { type: 'boolean', default: false } },
})
const rounds = Math.max(3, Number(options.rounds) || 15)
const linux = process.platform === 'linux'
const official = [
  process.execPath,
  path.join(root, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js'),
  'stdio',
]
const home = await mkdtemp(path.join(os.tmpdir(), 'belljar-bench-'))
const summary = []
const [only, ...tools] = positionals
/** Those that start what they need themselves. */
const alone = { flood, records, 'first-paint': firstPaint, 'flood-window': floodWindow }

try {
  if (only !== undefined && only !== 'servers' && !Object.hasOwn(alone, only))
    throw new Error(
      `Usage: npm run bench -- [servers [TOOL ...] | ${Object.keys(alone).join(' | ')}] [--rounds N] [--json]`,
    )
  if (!existsSync(path.join(root, 'dist/electron/serve.js')))
    throw new Error('Belljar is not built: run npm start or npm run build first.')
  if (Object.hasOwn(alone, only ?? '')) {
    await alone[only]({ root, home, rounds, say, sum, tools })
    sayAll()
  } else await bench()
} finally {
  await rm(home, { recursive: true, force: true })
}

async function bench() {
  const host = await BenchHost.start(root, home)
  try {
    const wasmtime = await host.wasmtimeReady()
    if (only === undefined) await host.call('servers.enable', { id: 'time', enabled: true })
    say(
      `Node ${process.version}, ${os.cpus().length} CPUs, load ${os.loadavg()[0].toFixed(1)}; bridge: ${host.native ? 'native' : 'Node'}; ${rounds} rounds, medians (middle half)`,
    )
    if (only === 'servers') await servers(host, { root, rounds, wasmtime, tools, say, sum })
    else await everything(host, wasmtime)
  } finally {
    await host.stop()
  }
  sayAll()
}

function sayAll() {
  say(
    `\n${summary.map(({ name, ratio, goal, met }) => `${name} ${ratio} (goal ${goal}: ${met ? 'met' : 'MISSED'})`).join(' · ')}`,
  )
  if (options.json) console.log(JSON.stringify(summary))
}

async function everything(host, wasmtime) {
  await start(host)
  await calls(host, wasmtime)
  await guards(host, { root, rounds, wasmtime, say, sum })
  if (linux) await memory(host, wasmtime)
  else say('\nMemory: SKIPPED, it is read from /proc (Linux only)')
}

/** From the spawn to the answer of the first tools/call, as a client lives it. */
async function start(host) {
  const timed = async (command, tool, args) => {
    const client = new Client(command)
    await client.open()
    await client.call(tool, args)
    const ms = performance.now() - client.startedAt
    await client.close()
    return ms
  }
  const { ours, theirs } = await inTurns(
    {
      ours: () => timed(host.bridge('all'), 'get_current_time', { timezone: 'UTC' }),
      theirs: () => timed(official, 'echo', { message: 'hello' }),
    },
    rounds,
  )
  say('\nSpawn to first tools/call answered')
  say(`  Belljar's bridge, host running       ${spread(ours, 'ms')}`)
  say(`  server-everything started directly   ${spread(theirs, 'ms')}`)
  const ratio = median(theirs) / median(ours)
  sum('start', `1/${ratio.toFixed(1)}`, '1/10 or less', ratio >= 10)
}

/** One call after the other, everything on one CPU where that can be had: hops between CPUs would drown the difference. */
async function calls(host, wasmtime) {
  const pinned = pin(process.pid) && pin(host.child.pid)
  const clients = {
    ours: await new Client(host.bridge('all')).open(),
    bare: await new Client(await bareServer(wasmtime), {}).open(),
  }
  const batch = async (client) => {
    const times = []
    for (let i = 0; i < 300; i++) {
      const begun = performance.now()
      await client.call('get_current_time', { timezone: 'UTC' })
      times.push((performance.now() - begun) * 1000)
    }
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
  }
  const { ours, bare } = await inTurns({ ours: () => batch(clients.ours), bare: () => batch(clients.bare) }, rounds)
  await Promise.all(Object.values(clients).map((client) => client.close()))
  say(`\nOne tools/call, 300 in a row per round${pinned ? ', all on one CPU' : ' (no taskset here: not pinned)'}`)
  for (const part of ['p50', 'p99']) {
    say(
      `  ${part} through the bridge   ${spread(
        ours.map((round) => round[part]),
        'µs',
        0,
      )}`,
    )
    say(
      `  ${part} bare wasmtime pipe   ${spread(
        bare.map((round) => round[part]),
        'µs',
        0,
      )}`,
    )
  }
  const ratio = (part) => median(ours.map((round) => round[part])) / median(bare.map((round) => round[part]))
  sum('call p50', `${ratio('p50').toFixed(1)}x`, '4x or less', ratio('p50') <= 4)
  say(`  call p99 ${ratio('p99').toFixed(1)}x`)
}

async function memory(host, wasmtime) {
  const idle = []
  for (let i = 0; i < 5; i++) idle.push(await new Client(host.bridge('all')).open())
  const bridges = await Promise.all(idle.map((client) => privateKb(client.child.pid)))
  await Promise.all(idle.map((client) => client.close()))
  await host.stop()

  // Its own cache: the copies below are compiled into it.
  const env = { ...process.env, WASMTIME: wasmtime, BELLJAR_CACHE: path.join(home, 'cache') }
  const extra = 6
  const few = await rested(env)
  await withHost(env, (next) => addCopies(next, extra))
  const many = await rested(env)
  const perServer = (median(many.map(({ kb }) => kb)) - median(few.map(({ kb }) => kb))) / extra
  const perClient = await withHost(env, clientCost)

  say('\nPrivate memory')
  say(`  bridge                                   ${(median(bridges) / 1024).toFixed(2)} MB`)
  say(`  host with the bundled servers            ${(median(few.map(({ kb }) => kb)) / 1024).toFixed(1)} MB`)
  say(`  host, per further idle server            ${perServer.toFixed(0)} KB`)
  say(`  host, per client with a running server   ${perClient.toFixed(0)} KB, and the child`)
  say(`  (a host listens ${median(few.map(({ ms }) => ms)).toFixed(0)} ms after its start)`)
  sum('bridge', `${(median(bridges) / 1024).toFixed(2)} MB`, '1 MB or less', median(bridges) <= 1024)
}

/** Fresh hosts that have done nothing yet: what one has used before would hide what it needs. */
async function rested(env) {
  const results = []
  for (let i = 0; i < 3; i++)
    results.push(
      await withHost(env, async (host) => {
        await sleep(10_000)
        return { kb: await privateKb(host.child.pid), ms: host.startMs }
      }),
    )
  return results
}

async function withHost(env, work) {
  const host = await BenchHost.start(root, home, env)
  try {
    await host.wasmtimeReady()
    return await work(host)
  } finally {
    await host.stop()
  }
}

/** Servers with the same tools; a custom section makes each of them other bytes, as the same ones are installed once. */
async function addCopies(host, count) {
  const bytes = await readFile(path.join(root, 'resources/servers/time.wasm'))
  for (let i = 0; i < count; i++) {
    const name = Buffer.from(`copy-${i}`)
    const section = Buffer.from([0, name.length + 1, name.length, ...name])
    const file = { name: `copy-${i}.wasm`, base64: Buffer.concat([bytes, section]).toString('base64') }
    const { hash } = await host.call('servers.inspect', { file })
    const { id } = await host.call('servers.add', { hash, name: `copy-${i}` })
    await host.call('servers.enable', { id, enabled: true })
  }
}

/** KB of the host for each connected client with a running server of its own. */
async function clientCost(host) {
  const clients = []
  const grow = async (count) => {
    for (let i = 0; i < count; i++) {
      const client = await new Client(host.bridge('time')).open()
      const { tools } = await client.request('tools/list', {})
      await client.call(tools.find(({ name }) => name.includes('get_current_time')).name, { timezone: 'UTC' })
      clients.push(client)
    }
    await sleep(2000)
    return privateKb(host.child.pid)
  }
  // The first ones also pay for code that all share.
  const before = await grow(5)
  const after = await grow(10)
  await Promise.all(clients.map((client) => client.close()))
  return (after - before) / 10
}

/** Plain wasmtime with none of our flags. */
async function bareServer(wasmtime) {
  const cwasm = path.join(home, 'bare.cwasm')
  execFileSync(wasmtime, ['compile', '-o', cwasm, path.join(root, 'resources/servers/time.wasm')], { env: {} })
  return [wasmtime, 'run', '--allow-precompiled', cwasm]
}

/** Also all its threads; children inherit it. */
function pin(pid) {
  try {
    execFileSync('taskset', ['-a', '-c', '-p', '0', String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function sum(name, ratio, goal, met) {
  summary.push({ name, ratio, goal, met })
  say(`  ${name} ${ratio}`)
}

function say(line) {
  ;(options.json ? process.stderr : process.stdout).write(`${line}\n`)
}
