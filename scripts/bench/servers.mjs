import { execFileSync } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Client } from './client.mjs'
import { peakKb } from './memory.mjs'
import { inTurns, median, spread } from './numbers.mjs'
import { preparePeers } from './peers.mjs'
import { cases } from './server-cases.mjs'

/**
 * Each heavy tool of a bundled server against what people use for it today, both warm, one call after the other in turns: in a bare
 * wasmtime, and through Belljar with its grants.
 * @param {import('./host.mjs').BenchHost} host
 * @param {{ root: string, rounds: number, wasmtime: string, tools: string[], say: (line: string) => void, sum: (name: string, ratio: string, goal: string, met: boolean) => void }} rest
 * `tools`: none stands for all.
 */
export async function servers(host, { root, rounds, wasmtime, tools, say, sum }) {
  const peers = await preparePeers(root)
  if ('reason' in peers) throw new Error(`There is nothing to compare with: ${peers.reason}.`)
  // Belljar's own folder is never granted.
  const folder = `${host.home}-granted`
  await mkdir(folder, { recursive: true })
  try {
    say('\nOne tools/call over stdio, all sides warm')
    const peaks = []
    const all = cases({ root, folder, python: peers.python })
    const unknown = tools.find((tool) => !all.some((one) => one.tool === tool))
    if (unknown) throw new Error(`${unknown} is not measured. These are: ${all.map(({ tool }) => tool).join(', ')}.`)
    for (const one of all.filter(({ tool }) => tools.length === 0 || tools.includes(tool)))
      peaks.push(await measure(one, host, { root, rounds, wasmtime, folder, say, sum }))
    if (process.platform !== 'linux') return say('\nMemory: SKIPPED, it is read from /proc (Linux only)')
    say('\nMost memory of the process in all of these calls (VmHWM)')
    for (const { name, ours, theirs } of peaks)
      say(`  ${name.padEnd(30)} ${megabytes(ours)}, theirs ${megabytes(theirs)}: ${(ours / theirs).toFixed(2)}x`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(one, host, { root, rounds, wasmtime, folder, say, sum }) {
  const args = await one.makeInput()
  const belljar = await throughBelljar(one, host, folder)
  const sides = {
    ours: { client: await new Client(bare(wasmtime, root, one, folder), {}).open(), tool: one.tool, args },
    theirs: { client: await new Client(one.theirs).open(), tool: one.tool, args },
    belljar: { client: await new Client(belljar.command).open(), tool: belljar.tool, args },
  }
  const call = ({ client, tool, args }) => client.call(tool, args)
  try {
    const [ours, theirs, same] = [await call(sides.ours), await call(sides.theirs), await call(sides.belljar)]
    const differs = one.differ(ours, theirs) || one.differ(same, theirs)
    if (differs) throw new Error(`${one.name}: the results differ in ${differs}, so their times mean nothing.`)
    const timed = (side) => async () => {
      const begun = performance.now()
      await call(side)
      return performance.now() - begun
    }
    const times = await inTurns(
      { ours: timed(sides.ours), theirs: timed(sides.theirs), belljar: timed(sides.belljar) },
      rounds,
    )
    const ratio = median(times.ours) / median(times.theirs)
    const hosted = median(times.belljar) / median(times.theirs)
    say(`  ${one.name}, against ${one.than}`)
    say(
      `    ours ${spread(times.ours, 'ms')}, theirs ${spread(times.theirs, 'ms')}, through Belljar ${hosted.toFixed(2)}x`,
    )
    sum(one.name, `${ratio.toFixed(2)}x`, `${one.goal}x or less`, ratio <= one.goal)
    const linux = process.platform === 'linux'
    const peak = (side) => (linux ? peakKb(side.client.child.pid) : NaN)
    return { name: one.name, ours: await peak(sides.ours), theirs: await peak(sides.theirs) }
  } finally {
    await Promise.all(Object.values(sides).map(({ client }) => client.close()))
  }
}

/** Switches it on with its folder, for reading. */
async function throughBelljar({ server: id, tool, folder: needsFolder }, host, folder) {
  if (needsFolder) {
    const grant = { kind: 'directory', hostPath: folder, guestPath: folder, access: 'read' }
    await host.call('grants.add', { id, grants: [grant], confirmed: true })
  }
  await host.call('servers.enable', { id, enabled: true })
  const { tools } = (await host.call('app.snapshot')).servers.find((server) => server.id === id)
  const { clientName } = tools.find(({ name }) => name === tool)
  return { command: host.bridge(id), tool: clientName }
}

/** As the tests run it: with its folder, and none of Belljar's other flags. */
function bare(wasmtime, root, { server, folder: needsFolder }, folder) {
  const cwasm = path.join(folder, `${server}.cwasm`)
  const wasm = path.join(root, 'resources/servers', `${server}.wasm`)
  execFileSync(wasmtime, ['compile', '-C', 'cache=n', '-o', cwasm, wasm], { env: {} })
  const dirs = needsFolder ? ['--dir', `${folder}::${folder}`] : []
  return [wasmtime, 'run', '-C', 'cache=n', '-S', 'http', '--allow-precompiled', ...dirs, cwasm]
}

function megabytes(kb) {
  return `${(kb / 1024).toFixed(1)} MB`
}
