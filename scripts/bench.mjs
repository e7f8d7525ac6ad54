/**
 * Measures Belljar against baselines in the same run and prints ratios: absolute times depend on the machine.
 *   npm run bench [-- --rounds N] [--json]
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from './bench/client.mjs'
import { BenchHost } from './bench/host.mjs'
import { privateKb } from './bench/memory.mjs'
import { inTurns, median, percentile, spread } from './bench/numbers.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const { values: options } = parseArgs({
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

try {
  if (!existsSync(path.join(root, 'dist/electron/serve.js')))
    throw new Error('Belljar is not built: run npm start or npm run build first.')
  await bench()
} finally {
  await rm(home, { recursive: true, force: true })
}

async function bench() {
  let host = await BenchHost.start(root, home)
  try {
    const wasmtime = await host.wasmtimeReady()
    await host.call('servers.enable', { id: 'time', enabled: true })
    say(
      `Node ${process.version}, ${os.cpus().length} CPUs, load ${os.loadavg()[0].toFixed(1)}; bridge: ${host.native ? 'native' : 'Node'}; ${rounds} rounds, medians (middle half)`,
    )
    await start(host)
    await calls(host, wasmtime)
    if (linux) host = await memory(host)
    else say('\nMemory: SKIPPED, it is read from /proc (Linux only)')
  } finally {
    await host.stop()
  }
  say(
    `\n${summary.map(({ name, ratio, goal, met }) => `${name} ${ratio} (goal ${goal}: ${met ? 'met' : 'MISSED'})`).join(' · ')}`,
  )
  if (options.json) console.log(JSON.stringify(summary))
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
  const cwasm = await compiled(host)
  const clients = {
    ours: await new Client(host.bridge('all')).open(),
    bare: await new Client([wasmtime, 'run', '--allow-precompiled', cwasm]).open(),
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

async function memory(host) {
  const idle = []
  for (let i = 0; i < 5; i++) idle.push(await new Client(host.bridge('all')).open())
  const bridges = await Promise.all(idle.map((client) => privateKb(client.child.pid)))
  await Promise.all(idle.map((client) => client.close()))

  const extra = 20
  const few = await settled(host)
  let next = few.host
  for (let i = 0; i < extra; i++) {
    const { hash } = await next.call('servers.inspect', {
      file: { path: path.join(root, 'resources/servers/time.wasm') },
    })
    const { id } = await next.call('servers.add', { hash, name: `copy-${i}` })
    await next.call('servers.enable', { id, enabled: true })
  }
  const many = await settled(next)
  next = many.host

  const busy = 10
  const clients = []
  for (let i = 0; i < busy; i++) {
    const client = await new Client(next.bridge('time')).open()
    await client.call((await client.request('tools/list', {})).tools[0].name, { timezone: 'UTC' })
    clients.push(client)
  }
  await sleep(1000)
  const perClient = ((await privateKb(next.child.pid)) - median(many.kb)) / busy
  await Promise.all(clients.map((client) => client.close()))

  const perServer = (median(many.kb) - median(few.kb)) / extra
  say('\nPrivate memory')
  say(`  bridge                          ${(median(bridges) / 1024).toFixed(2)} MB`)
  say(
    `  host, one server                ${(median(few.kb) / 1024).toFixed(1)} MB, listening ${median(few.ms).toFixed(0)} ms after its start`,
  )
  say(`  host, per further idle server   ${perServer.toFixed(0)} KB`)
  say(`  host, per client with a running server ${perClient.toFixed(0)} KB (without the child)`)
  sum('bridge', `${(median(bridges) / 1024).toFixed(2)} MB`, '1 MB or less', median(bridges) <= 1024)
  return next
}

/** Starts the host three times anew and lets it rest: what it has used before would hide what it needs. */
async function settled(host) {
  const kb = []
  const ms = []
  for (let i = 0; i < 3; i++) {
    await host.stop()
    host = await BenchHost.start(root, home)
    await host.wasmtimeReady()
    await sleep(3000)
    kb.push(await privateKb(host.child.pid))
    ms.push(host.startMs)
  }
  return { host, kb, ms }
}

/** The code that the host compiled for the server, wherever in the cache it lies. */
async function compiled(host) {
  const [{ hash }] = (await host.call('app.snapshot')).servers.filter(({ id }) => id === 'time')
  const cache = process.env.BELLJAR_CACHE ?? defaultCache()
  const files = await readdir(path.join(cache, 'cwasm'), { recursive: true })
  const file = files.find((name) => path.basename(name).startsWith(hash) && name.endsWith('.cwasm'))
  if (!file) throw new Error(`there is no compiled ${hash} in ${cache}`)
  return path.join(cache, 'cwasm', file)
}

function defaultCache() {
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Caches/Belljar')
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA, 'Belljar/Cache')
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'belljar')
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
  process.stderr.write(`${line}\n`)
}
