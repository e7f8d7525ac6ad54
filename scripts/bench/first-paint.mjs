/** From the start of the program to the first paint of its window, against an empty Electron window in turns. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { findElectron, hasDisplay } from '../electron.mjs'
import { inTurns, median, spread } from './numbers.mjs'

const goal = 1.5
const limitMs = 30_000

export async function firstPaint({ root, rounds, say, sum }) {
  const found = await findElectron()
  if ('reason' in found) return say(`First paint: SKIPPED, ${found.reason}`)
  if (!hasDisplay()) return say('First paint: SKIPPED, there is no display')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-paint-'))
  let count = 0
  const seen = (which, home) => open({ root, program: found.program, which, home: path.join(folder, home) })
  try {
    for (const [name, homeOf] of [
      ['fresh', () => `fresh-${count++}`],
      ['warm', (which) => `warm-${which}`],
    ]) {
      const times = await inTurns(
        { empty: () => seen('empty', homeOf('empty')), belljar: () => seen('belljar', homeOf('belljar')) },
        rounds,
      )
      const ratio = median(times.belljar) / median(times.empty)
      say(`\nFirst paint, ${name} data directory (start of the program to a window with content)`)
      say(`  empty Electron window   ${spread(times.empty, 'ms', 0)}`)
      say(`  Belljar                 ${spread(times.belljar, 'ms', 0)}`)
      sum(`first paint ${name}`, `${ratio.toFixed(2)}x`, `<= ${goal}x`, ratio <= goal)
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** @returns {Promise<number>} ms from the spawn until it was both shown and painted */
async function open({ root, program, which, home }) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const main = path.join(root, 'scripts', 'bench', 'first-paint-main.mjs')
  const env = {
    ...process.env,
    BENCH_WINDOW: which,
    BENCH_HOME: home,
    BENCH_ENTRY: path.join(root, 'dist', 'electron', 'main.js'),
    BELLJAR_NODE: process.execPath,
    BELLJAR_KEYCHAIN: 'off',
    BELLJAR_TRAY: 'off',
  }
  delete env.ELECTRON_RUN_AS_NODE
  const startedAt = Date.now()
  const child = spawn(program, [...asRoot, main, '--home', home], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const late = setTimeout(() => child.kill('SIGKILL'), limitMs)
  try {
    const times = await new Promise((resolve, reject) => {
      child.once('error', reject)
      void ended.then(() => reject(new Error(`The window of ${which} was not seen within ${limitMs / 1000} s.`)))
      createInterface(child.stdout).on('line', (line) => {
        if (line.startsWith('SEEN ')) resolve(JSON.parse(line.slice(5)))
      })
    })
    return Math.max(times.shownAt, times.paintedAt) - startedAt
  } finally {
    child.kill('SIGTERM')
    await ended
    clearTimeout(late)
  }
}
