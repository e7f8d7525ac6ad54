import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { percentile } from './numbers.mjs'

/** A host as one would write it first: each line of stderr is an event, a row and a message to the window, at a rate that the disk bears. */
export async function naiveHost({ root, home, lines, perSecond, wasmtime }) {
  const cwasm = path.join(home, 'naive.cwasm')
  execFileSync(wasmtime, ['compile', '-o', cwasm, path.join(root, 'wasm/fixtures/built/flooding.wasm')], { env: {} })
  const db = new DatabaseSync(path.join(home, 'naive.db'))
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE logs (seq INTEGER PRIMARY KEY, at INTEGER, text TEXT)',
  )
  const insert = db.prepare('INSERT INTO logs (at, text) VALUES (?, ?)')
  const beats = watchLoop()
  await sleep(2000)
  const idle = beats.take()
  const child = spawn(wasmtime, ['run', '--allow-precompiled', cwasm], { stdio: ['pipe', 'pipe', 'pipe'] })
  createInterface({ input: child.stderr }).on('line', (line) => {
    insert.run(Date.now(), line)
    void JSON.stringify({ event: 'logs.appended', line })
  })
  const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  say({ id: 1, method: 'initialize' })
  say({ id: 2, method: 'tools/call', params: { name: 'print', arguments: { lines, perSecond } } })
  // As long as the flood should take.
  await sleep((lines / perSecond) * 1000)
  const loop = beats.take()
  const { kept } = db.prepare('SELECT count(*) AS kept FROM logs').get()
  child.kill('SIGKILL')
  await once(child, 'exit')
  beats.stop()
  db.close()
  return { idle, loop, kept: Number(kept) }
}

function watchLoop() {
  let late = []
  let due = performance.now() + 2
  const timer = setInterval(() => {
    const now = performance.now()
    late.push(now - due + 2)
    due = now + 2
  }, 2)
  return {
    take: () => {
      const p99 = percentile(late, 0.99)
      late = []
      return p99
    },
    stop: () => clearInterval(timer),
  }
}
