import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { forgetPeak, peakOf } from './peak.ts'
import { PeakWatch } from './peak-watch.ts'

const MB = 1024 * 1024
/** Holds as many MB as each line of its input says, then lets them go and says so. */
const hog = `
  process.stdin.on('data', (text) => {
    let held = Buffer.alloc(Number(text) * ${MB}, 1)
    held = undefined
    gc()
    setTimeout(() => console.log('done'), 20)
  })
  console.log('ready')`

async function startHog() {
  const child = spawn(process.execPath, ['--expose-gc', '-e', hog], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = () => once(child.stdout, 'data')
  await said()
  return {
    child,
    async hold(megabytes: number) {
      child.stdin.write(String(megabytes))
      await said()
    },
  }
}

describe.runIf(process.platform === 'linux')('the peak of a program', () => {
  it('tells what it held at most, also when it has let it go, until it is forgotten', async () => {
    const { child, hold } = await startHog()
    const before = (await peakOf(child.pid!))!
    expect(before).toBeGreaterThan(MB)
    await hold(100)
    const high = (await peakOf(child.pid!))!
    expect(high - before).toBeGreaterThan(60 * MB)
    await forgetPeak(child.pid!)
    expect(high - (await peakOf(child.pid!))!).toBeGreaterThan(60 * MB)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await peakOf(child.pid!)).toBeUndefined()
  })

  it('is told of each call, and of the last one also when the program is gone', async () => {
    const { child, hold } = await startHog()
    const watch = new PeakWatch({ pid: () => child.pid, busy: () => false })
    const told = () => new Promise<number>((resolve) => watch.ended(resolve))
    await hold(100)
    const first = await told()
    await hold(1)
    // A look that was under way is for the call before.
    await watch.look()
    const second = await told()
    expect(first - second).toBeGreaterThan(60 * MB)
    expect(watch.last).toBe(second)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await told()).toBe(second)
    watch.fresh()
    expect(watch.last).toBeUndefined()
  })
})
