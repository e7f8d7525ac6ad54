import { execFile } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { FloodHost, linesPerSecond } from './flood-host.mjs'
import { PageProbe } from './page-probe.mjs'

const seconds = 10
const MB = 1024 * 1024

/**
 * A browser tab with the Logs screen open and following, while a server prints 100,000 lines/s: tasks of the page's main thread (from
 * Chromium's trace), frames (requestAnimationFrame), memory after a collection; then whether every line can be read in it. In the same
 * run a naive page is given as many lines, a node for each.
 */
export async function floodWindow({ root, home, say, sum }) {
  const program = process.env.BELLJAR_CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(program)) throw new Error('Set BELLJAR_CHROMIUM to a Chromium.')
  const flood = await FloodHost.start(root, home)
  const browser = await chromium.launch({
    executablePath: program,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const load = os.loadavg()[0]
    say(
      `\nThe window in a flood: ${linesPerSecond} lines/s for ${seconds} s (${os.cpus().length} CPUs, load ${load.toFixed(1)})`,
    )
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(await addressOf(root, home))
    await page.getByRole('navigation').getByRole('link', { name: /^Logs/ }).click()
    await flood.open()
    await flood.print(200, 1000)
    await page.locator('.log .line').nth(20).waitFor()
    const probe = await PageProbe.of(browser, page)

    const idle = await probe.measure(() => sleep(seconds * 1000))
    const before = await probe.memory()
    const lines = seconds * linesPerSecond
    let printed = 0
    const busy = await probe.measure(async () => void (printed = await flood.print(lines)))
    await settled(flood, printed)
    const after = await probe.memory()
    const naive = await floodNaive(browser)
    show(say, { idle, busy, naive })
    const grown = (after.own - before.own) / MB
    say(
      `  memory afterwards ${grown.toFixed(0)} MB more, of it JavaScript ${((after.heap - before.heap) / MB).toFixed(1)} MB`,
    )
    const beyond = busy.p99 - idle.p99
    sum('window task p99', `${more(beyond, 2)} ms`, '2 ms beyond idle or less', beyond <= 2)
    sum('window frames', `${(busy.fps / idle.fps).toFixed(2)}x`, '0.97x of idle or more', busy.fps >= idle.fps * 0.97)
    sum('window memory', `${more(grown)} MB`, '64 MB or less', grown <= 64)
    const fails = naive.p99 - idle.p99 > 2 && naive.fps < idle.fps * 0.97
    sum(
      'naive page',
      `+${(naive.p99 - idle.p99).toFixed(0)} ms, ${(naive.fps / idle.fps).toFixed(2)}x frames`,
      'fails',
      fails,
    )
    const seen = await scrolledThrough(page)
    sum('scrolled', seen.gaps === 0 ? `${seen.lines} lines in order` : `${seen.gaps} gaps`, 'no gap', seen.gaps === 0)
    const missing = await missingIn(page, printed)
    sum('exported by the window', `${missing} of ${printed} missing or twice`, '0', missing === 0)
  } finally {
    await browser.close()
    await flood.stop()
  }
}

/** With its sign. */
function more(value, digits = 0) {
  return `${value < 0 ? '' : '+'}${value.toFixed(digits)}`
}

async function addressOf(root, home) {
  const words = [path.join(root, 'dist/electron/serve.js'), '--no-open', '--json', '--home', home]
  const { stdout } = await promisify(execFile)(process.execPath, words)
  return JSON.parse(stdout).url
}

async function settled(flood, printed) {
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(200))
    if ((await flood.stored()) >= printed) return
}

function show(say, pages) {
  for (const [name, { tasks, p50, p99, longest, fps, frameP99, busy }] of Object.entries(pages))
    say(
      `  ${name.padEnd(6)} tasks p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}, longest ${longest.toFixed(1)} ms (${tasks}); ` +
        `${fps.toFixed(1)} frames/s, p99 ${frameP99.toFixed(1)} ms apart; busy ${(busy * 100).toFixed(0)} %`,
    )
}

/** The same lines at the same speed, told ten times a second, a node for each. It is given up when it cannot keep up. */
async function floodNaive(browser) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  const probe = await PageProbe.of(browser, page)
  const measured = await probe.measure(async () => {
    await page.evaluate(
      ([perTenth, tenths]) =>
        new Promise((resolve) => {
          const box = document.body.appendChild(document.createElement('div'))
          box.style.cssText = 'height: 700px; overflow: auto; font: 12px monospace'
          let told = 0
          const end = performance.now() + tenths * 100
          const timer = setInterval(() => {
            for (let line = 0; line < perTenth; line++) {
              const row = box.appendChild(document.createElement('div'))
              row.textContent = `info line ${told * perTenth + line} of a flood: request 5f3a took 12 ms`
            }
            box.scrollTop = box.scrollHeight
            told += 1
            if (told === tenths || performance.now() > end) resolve(clearInterval(timer))
          }, 100)
        }),
      [linesPerSecond / 10, seconds * 10],
    )
  })
  await page.close()
  return measured
}

/** From the newest line upwards and from the oldest downwards, as a person scrolls: numbers of lines that do not follow each other. */
async function scrolledThrough(page) {
  const box = page.locator('.log')
  await box.focus()
  const wander = (direction, steps) =>
    page.evaluate(
      async ([direction, steps]) => {
        const box = document.querySelector('.log')
        const seen = new Set()
        let gaps = 0
        for (let step = 0; step < steps; step++) {
          box.scrollTop += direction * box.clientHeight * 0.8
          for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
          const shown = [...box.querySelectorAll('.line')]
            .map((row) => [Number(row.dataset.index), Number(row.id.slice(5))])
            .sort(([a], [b]) => a - b)
          for (const [index, [, seq]] of shown.entries()) {
            if (index > 0 && seq !== shown[index - 1][1] + 1) gaps += 1
            seen.add(seq)
          }
        }
        const all = [...seen].sort((a, b) => a - b)
        for (const [index, seq] of all.entries()) if (index > 0 && seq !== all[index - 1] + 1) gaps += 1
        return { lines: all.length, gaps }
      },
      [direction, steps],
    )
  const up = await wander(-1, 300)
  await box.press('Home')
  await page.locator('#line-1, [aria-posinset="1"]').first().waitFor()
  await sleep(500)
  const down = await wander(1, 300)
  return { lines: up.lines + down.lines, gaps: up.gaps + down.gaps }
}

/** Every line through the page into a file: how many of the flood's numbers are not in it exactly once. */
async function missingIn(page, printed) {
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const downloading = page.waitForEvent('download', { timeout: 600_000 })
  await page.getByRole('button', { name: 'Export…' }).click()
  await page.getByRole('menuitem', { name: /^NDJSON/ }).click()
  const file = await (await downloading).path()
  const found = new Uint8Array(printed + 1)
  for await (const row of createInterface({ input: createReadStream(file) })) {
    const number = Number(/line (\d+) of a flood/u.exec(JSON.parse(row).text)?.[1])
    if (number >= 1 && number <= printed) found[number] += 1
  }
  return found.subarray(1).reduce((sum, times) => sum + (times === 1 ? 0 : 1), 0)
}
