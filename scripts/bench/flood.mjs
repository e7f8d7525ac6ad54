import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from './client.mjs'
import { FloodHost, linesPerSecond } from './flood-host.mjs'
import { median, percentile } from './numbers.mjs'
import { naiveHost } from './flood-naive.mjs'

const seconds = 10
const lines = seconds * linesPerSecond

/**
 * A guest that prints 100,000 lines a second for 10 s: whether all are kept, and what the host's event loop, another server's calls and
 * the host's memory notice of it. In the same run a host that takes lines one by one has the same flood.
 */
export async function flood({ root, home, say, sum }) {
  const watch = path.join(root, 'scripts/bench/loop-watch.mjs')
  const report = path.join(home, 'loop.json')
  const env = { ...process.env, NODE_OPTIONS: `--import=${watch}`, BELLJAR_LOOP_REPORT: report }
  const host = await FloodHost.start(root, home, env)
  try {
    const other = await new Client(host.host.bridge('time')).open()
    await host.open()
    const tool = (await other.request('tools/list', {})).tools.find(({ name }) =>
      name.includes('get_current_time'),
    ).name
    const call = () => other.call(tool, { timezone: 'UTC' })
    for (let i = 0; i < 200; i++) await call()
    await sleep(3000)

    const before = await memoryMb(host.host.child.pid)
    const idle = await measured(report, call, sleep(seconds * 1000))
    const flooded = await measured(report, call, host.print(lines))
    const printed = await host.print(0)
    let stored = 0
    for (let i = 0; i < 200 && stored < printed; i++) {
      stored = await host.stored()
      if (stored < printed) await sleep(100)
    }
    await sleep(5000)
    const after = await memoryMb(host.host.child.pid)
    await other.close()
    const naive = await naiveHost({
      root,
      home,
      lines,
      perSecond: linesPerSecond,
      wasmtime: await host.host.wasmtimeReady(),
    })

    say(
      `\nA guest prints ${linesPerSecond.toLocaleString('en')} lines a second for ${(flooded.ms / 1000).toFixed(1)} s`,
    )
    say(`  stored                        ${stored.toLocaleString('en')} of ${printed.toLocaleString('en')}`)
    say(`  event loop p99, idle          ${idle.loop.toFixed(2)} ms; in the flood ${flooded.loop.toFixed(2)} ms`)
    say(`  another server's call, idle   p50 ${idle.p50.toFixed(2)} ms, p99 ${idle.p99.toFixed(2)} ms`)
    say(`  another server's call, flood  p50 ${flooded.p50.toFixed(2)} ms, p99 ${flooded.p99.toFixed(2)} ms`)
    say(`  memory before and 5 s after   ${before.toFixed(0)} MB, ${after.toFixed(0)} MB`)
    say(
      `  line by line: kept ${naive.kept.toLocaleString('en')}, event loop p99 ${naive.loop.toFixed(2)} ms (idle ${naive.idle.toFixed(2)} ms)`,
    )
    sum('flood kept', `${stored}/${printed}`, 'all', stored === printed && printed === lines)
    const ratio = flooded.loop / idle.loop
    sum('flood loop p99', `${ratio.toFixed(2)}x idle`, '1.6x or less', ratio <= 1.6)
    const more = flooded.p99 - idle.p99
    sum('flood call p99', `+${more.toFixed(2)} ms`, '+1 ms or less', more <= 1)
    sum('flood memory', `+${(after - before).toFixed(0)} MB`, '+64 MB or less', after - before <= 64)
    const fails = naive.kept < lines || naive.loop / naive.idle > 1.6
    sum('naive host', `${(naive.loop / naive.idle).toFixed(1)}x idle, ${naive.kept} kept`, 'must fail', fails)
  } finally {
    await host.stop()
  }
}

/** Calls one after the other with pauses, and the host's event loop, until something is over. */
async function measured(report, call, until) {
  let over = false
  const begun = performance.now()
  const end = until.then(() => (over = true))
  await marked(report)
  const times = []
  while (!over) {
    const at = performance.now()
    await call()
    times.push(performance.now() - at)
    await sleep(5)
  }
  await end
  const ms = performance.now() - begun
  const loop = (await marked(report)).p99
  return { ms, loop, p50: median(times), p99: percentile(times, 0.99) }
}

/** The report since the last one: the host writes it ten times a second and starts anew when it was marked as read. */
async function marked(report) {
  const { writeFile, rm } = await import('node:fs/promises')
  await rm(report, { force: true })
  await writeFile(`${report}.ask`, '')
  for (;;) {
    const text = await readFile(report, 'utf8').catch(() => '')
    if (text.endsWith('\n')) return JSON.parse(text)
    await sleep(20)
  }
}

/** Resident and its own (Linux), else NaN. */
async function memoryMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
}
