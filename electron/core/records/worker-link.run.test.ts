import { afterEach, describe, expect, it } from 'vitest'
import type { Row, WorkerData } from './messages.ts'
import { WorkerLink } from './worker-link.ts'

const links: WorkerLink[] = []
afterEach(async () => {
  for (const link of links.splice(0)) await link.close()
})

function link(program: string): WorkerLink {
  const file = new URL(`data:text/javascript,${encodeURIComponent(program)}`)
  const made = new WorkerLink({ file, data: {} as WorkerData, secrets: () => ['secret'], onNotice: () => undefined })
  links.push(made)
  return made
}

const row: Row[] = []
const ready = `import { parentPort as port } from 'node:worker_threads'; port.postMessage({ kind: 'ready' });`

describe('WorkerLink', () => {
  it('says why when the thread dies with a batch or a question, and goes on with a new thread', async () => {
    const one = link(`${ready} port.on('message', (m) => {
      if (m.kind === 'close') process.exit()
      if (m.rows?.length === 1 || m.name) process.exit(1)
      port.postMessage({ kind: 'written', id: m.id }) })`)
    expect(await one.start()).toMatchObject({ kind: 'ready' })
    expect(await one.write(row)).toBeUndefined()
    expect(await one.write([{} as Row])).toBe('the thread that writes them ended')
    await expect.poll(() => one.write(row), { timeout: 20_000 }).toBeUndefined()
    expect(await one.ask('call', 'x')).toMatchObject({ kind: 'problem' })
    await expect.poll(() => one.write(row), { timeout: 20_000 }).toBeUndefined()
  })

  it('tells a new thread the secrets again', async () => {
    const one = link(`${ready} let had = 0; port.on('message', (m) => {
      if (m.kind === 'close') process.exit()
      if (m.rows.length === 1) process.exit(1)
      had += m.secrets?.length ?? 0
      port.postMessage(had === 1 ? { kind: 'written', id: m.id } : { kind: 'failed', id: m.id, why: 'had ' + had }) })`)
    await one.start()
    for (let i = 0; i < 3; i++) expect(await one.write(row)).toBeUndefined()
    await one.write([{} as Row])
    await expect.poll(() => one.write(row), { timeout: 20_000 }).toBeUndefined()
  })

  it('starts without a thread that cannot run', async () => {
    const one = link(`throw new Error('no such module')`)
    expect((await one.start()).why).toBe('no such module')
    expect(await one.write(row)).toMatch(/ended/)
    expect(await one.ask('stats', null)).toMatchObject({ kind: 'problem' })
  })

  it('does not wait for ever for a thread that hangs at the end', async () => {
    const one = link(`${ready} port.on('message', () => { for (;;); })`)
    await one.start()
    const begun = performance.now()
    await one.close()
    expect(performance.now() - begun).toBeLessThan(20_000)
    links.length = 0
  })
})
