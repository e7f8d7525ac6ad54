import { afterEach, beforeEach, expect, it } from 'vitest'
import { serverView } from '../server-view.ts'
import { Granted } from '../testing-granted.ts'
import { learnLater } from './learn-later.ts'
import { probeWith } from './probe.ts'

let granted: Granted
beforeEach(async () => void (granted = await Granted.open()))
afterEach(() => granted.close())

it('learns what a server offers when it is granted what it needs, and tries once for each change', async () => {
  const { book, instances } = granted
  const needs = { environment: [{ name: 'KEY', required: true }] }
  const probe = probeWith((server, on, inCall) => instances.openFor(server, on, inCall), '0.1.0')
  let tries = 0
  learnLater({
    book,
    probe: (server) => {
      tries++
      return probe(server, () => undefined)
    },
  })
  const id = await granted.add('fixture-server-p1', [], {}, needs)
  await book.setEnabled(id, true)
  const state = () => serverView(book.get(id)!, [], []).state.kind
  expect([tries, book.get(id)?.tools, state()]).toEqual([0, [], 'needs-grants'])
  await book.addGrants(id, [{ kind: 'environment', name: 'KEY', value: 'k' }])
  await book.setEnabled(id, false)
  await expect.poll(() => book.get(id)?.tools.map(({ name }) => name), { timeout: 20_000 }).toContain('echo')
  await book.setEnabled(id, true)
  expect([tries, state()]).toEqual([1, 'stopped'])
})
