import { readFile } from 'node:fs/promises'
import { percentile } from './numbers.mjs'

/** What one tab of Chromium does: the tasks of its main thread (from a trace), its frames, its memory. */
export class PageProbe {
  static async of(browser, page) {
    const probe = new PageProbe()
    probe.page = page
    probe.cdp = await page.context().newCDPSession(page)
    probe.browser = await browser.newBrowserCDPSession()
    return probe
  }

  /** Runs `during` and says how the page fared meanwhile. Times in ms. */
  async measure(during) {
    const events = []
    this.browser.on('Tracing.dataCollected', ({ value }) => events.push(...value))
    await this.browser.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
    })
    await this.page.evaluate(() => {
      const frames = (window.benchFrames = [])
      const next = (at) => {
        frames.push(at)
        if (window.benchFrames === frames) requestAnimationFrame(next)
      }
      requestAnimationFrame(next)
    })
    const begun = performance.now()
    await during()
    const took = performance.now() - begun
    const frames = await this.page.evaluate(() => {
      const all = window.benchFrames
      window.benchFrames = null
      return all
    })
    const complete = new Promise((resolve) => this.browser.once('Tracing.tracingComplete', resolve))
    await this.browser.send('Tracing.end')
    await complete
    this.browser.removeAllListeners('Tracing.dataCollected')
    const { pid, tasks } = tasksOf(events)
    this.pid = pid
    const deltas = frames.slice(1).map((at, index) => at - frames[index])
    return {
      tasks: tasks.length,
      p50: percentile(tasks, 0.5),
      p99: percentile(tasks, 0.99),
      longest: tasks.reduce((most, each) => Math.max(most, each), 0),
      busy: tasks.reduce((sum, each) => sum + each, 0) / took,
      fps: (frames.length * 1000) / took,
      frameP99: percentile(deltas, 0.99),
    }
  }

  /** After the rubbish was collected: JavaScript's heap and the process's own memory, bytes. */
  async memory() {
    for (let turn = 0; turn < 3; turn++) await this.cdp.send('HeapProfiler.collectGarbage')
    await this.cdp.send('Performance.enable')
    const { metrics } = await this.cdp.send('Performance.getMetrics')
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value
    const status = await readFile(`/proc/${this.pid}/smaps_rollup`, 'utf8').catch(() => '')
    const own = [...status.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB/gmu)].reduce((sum, [, kb]) => sum + +kb, 0)
    return { heap, own: own * 1024 }
  }
}

/** Of the page that did most meanwhile: the others rest. */
function tasksOf(events) {
  const mains = new Map(
    events
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => [pid, { pid, tid, tasks: [], sum: 0 }]),
  )
  for (const { ph, name, pid, tid, dur = 0 } of events) {
    const main = mains.get(pid)
    if (ph !== 'X' || name !== 'ThreadControllerImpl::RunTask' || main?.tid !== tid) continue
    main.tasks.push(dur / 1000)
    main.sum += dur
  }
  const [busiest] = [...mains.values()].sort((one, other) => other.sum - one.sum)
  if (!busiest?.tasks.length) throw new Error('the trace holds no tasks of the page')
  return busiest
}
