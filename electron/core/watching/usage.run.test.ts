import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { Usage } from '../../../shared/watching.ts'
import { UsageWatch } from './usage.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function run(code: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', `console.log('ready'); ${code}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout!, 'data')
  return child.pid!
}

describe('usage', () => {
  it('is told of each server while somebody looks, and ends with an empty list', async () => {
    const busy = await run('for (;;);')
    const idle = await run('setInterval(() => 0, 1e6)')
    const told: Usage[][] = []
    let wanted = false
    const watch = new UsageWatch({
      instances: () => [
        { server: 'a', pid: busy },
        { server: 'b', pid: idle },
        { server: 'a', pid: idle },
        { server: 'c' },
      ],
      wanted: () => wanted,
      tell: (list) => void told.push(list),
    })
    watch.changed()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(told).toEqual([])
    wanted = true
    watch.changed()
    await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3)
    const [a, b, ...others] = told.at(-1)!
    expect(others).toEqual([])
    expect([a?.server, a?.instances, b?.server, b?.instances]).toEqual(['a', 2, 'b', 1])
    // On a busy machine it gets less than it wants.
    expect(a!.cpu).toBeGreaterThan(0.05)
    expect(b!.cpu).toBeLessThan(a!.cpu / 2)
    expect(a!.memoryBytes).toBeGreaterThan(b!.memoryBytes)
    expect(b!.memoryBytes).toBeGreaterThan(10_000_000)
    wanted = false
    await expect.poll(() => told.at(-1), { timeout: 5000 }).toEqual([])
    watch.close()
  }, 20_000)
})
