import { execFileSync } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from './client.mjs'
import { inTurns, median, percentile, spread } from './numbers.mjs'

/**
 * What the guards cost a tool that reads one file of 4 KB: the same server with its folder granted for changes (wasmtime holds that
 * alone) and read-only (a guard is spliced in, and a preview 1 module is adapted for it). Through the bridge, and as bare pipes
 * without Belljar, where nothing else dilutes the difference.
 * @param {import('./host.mjs').BenchHost} host
 * @param {{ root: string, rounds: number, wasmtime: string, say: (line: string) => void, sum: (name: string, ratio: string, goal: string, met: boolean) => void }} rest
 */
export async function guards(host, rest) {
  // Belljar's own folder is never granted.
  const folder = `${host.home}-granted`
  await mkdir(folder, { recursive: true })
  try {
    await measure(host, folder, rest)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(host, folder, { root, rounds, wasmtime, say, sum }) {
  const file = path.join(folder, 'file.txt')
  await writeFile(file, 'x'.repeat(4096))
  // Another server has the name already, so that most of these get their server's name in front.
  const once = (tool) => (client) => client.call(tool, { path: file })

  say('\nGuards, a tool that reads one file of 4 KB')
  for (const [id, name, fixture] of [
    ['p1', 'preview 1', 'fixture-server-p1'],
    ['p2', 'WASI 0.2', 'fixture-server'],
  ]) {
    const wasm = path.join(root, 'wasm/fixtures/built', `${fixture}.wasm`)
    const servers = { open: `${id}-open`, held: `${id}-held` }
    for (const [key, server] of Object.entries(servers)) {
      await install(host, server, wasm)
      const access = key === 'open' ? 'write' : 'read'
      const grant = { kind: 'directory', hostPath: folder, guestPath: folder, access }
      await host.call('grants.add', { id: server, grants: [grant], confirmed: true })
      await host.call('servers.enable', { id: server, enabled: true })
    }
    const installed = (await host.call('app.snapshot')).servers
    const named = (key) => {
      const { tools } = installed.find(({ id }) => id === servers[key])
      return once(tools.find(({ name }) => name === 'read-file').clientName)
    }
    const calls = { open: named('open'), held: named('held') }
    const guarded = path.join(folder, `${id}-guarded.wasm`)
    await host.call('servers.export', { id: servers.held, path: guarded })
    const pipes = {
      open: bare(wasmtime, wasm, folder, `${id}-open`),
      held: bare(wasmtime, guarded, folder, `${id}-held`),
    }

    const bridge = await perCall({ open: host.bridge(servers.open), held: host.bridge(servers.held) }, calls, rounds)
    const plain = once('read-file')
    const pipe = await perCall(pipes, { open: plain, held: plain }, rounds)
    const starts = await inTurns(
      {
        open: () => start(host.bridge(servers.open), calls.open),
        held: () => start(host.bridge(servers.held), calls.held),
      },
      rounds,
    )
    for (const [what, { open, held }, unit] of [
      ['call through the bridge', bridge, 'µs'],
      ['call, bare pipe', pipe, 'µs'],
      ['spawn to first call', starts, 'ms'],
    ]) {
      const digits = unit === 'ms' ? 1 : 0
      const ratio = median(held) / median(open)
      const line = `  ${name}, ${what}`.padEnd(40)
      say(`${line} ${spread(open, unit, digits)}, held ${spread(held, unit, digits)}: ${ratio.toFixed(2)}x`)
      if (what === 'call through the bridge')
        sum(`guarded call p50 (${name})`, `${ratio.toFixed(2)}x`, '1.3x or less', ratio <= 1.3)
    }
    // What is measured after this is a host with one server.
    for (const server of Object.values(servers)) await host.call('servers.remove', { id: server })
  }
}

async function perCall(commands, calls, rounds) {
  const clients = {}
  for (const [key, command] of Object.entries(commands)) clients[key] = await new Client(command).open()
  const batch = async (key) => {
    const times = []
    for (let i = 0; i < 200; i++) {
      const begun = performance.now()
      await calls[key](clients[key])
      times.push((performance.now() - begun) * 1000)
    }
    return percentile(times, 0.5)
  }
  const results = await inTurns({ open: () => batch('open'), held: () => batch('held') }, rounds)
  await Promise.all(Object.values(clients).map((client) => client.close()))
  return results
}

async function start(command, call) {
  const client = new Client(command)
  await client.open()
  await call(client)
  const ms = performance.now() - client.startedAt
  await client.close()
  return ms
}

/** A server of its own for the same bytes: a custom section makes them others. */
async function install(host, name, wasm) {
  const label = Buffer.from(name)
  const section = Buffer.from([0, label.length + 1, label.length, ...label])
  const base64 = Buffer.concat([await readFile(wasm), section]).toString('base64')
  const { hash } = await host.call('servers.inspect', { file: { name: `${name}.wasm`, base64 } })
  await host.call('servers.add', { hash, name })
}

/** Plain wasmtime with none of Belljar's flags but the folder. */
function bare(wasmtime, wasm, folder, name) {
  const cwasm = path.join(folder, `${name}.cwasm`)
  execFileSync(wasmtime, ['compile', '-o', cwasm, wasm], { env: {} })
  return [wasmtime, 'run', '--allow-precompiled', '--dir', `${folder}::${folder}`, cwasm]
}
