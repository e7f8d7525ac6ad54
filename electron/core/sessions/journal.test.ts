import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Journal, readJournal } from './journal.ts'
import type { Preamble } from './preamble.ts'

const header: Preamble = { belljar: 1, version: '0.1.0', session: 'ab'.repeat(16), serve: 'all', resume: false }
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'belljar-journal-'))
  file = path.join(folder, 's.journal')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('says what was taken, what is open and what must be replayed', async () => {
  const journal = new Journal(file, { header })
  journal.took(10, [{ id: 1, toolCall: false }], '{"id":1,"method":"initialize"}')
  journal.took(5, [{ id: '1', toolCall: true }])
  journal.took(7)
  journal.answered(1)
  // Written together with the next request, or a moment later.
  await vi.waitFor(() => expect(readJournal(file)?.open.has(1)).toBe(false))
  const state = readJournal(file)
  expect(state?.header).toEqual(header)
  expect(state?.received).toBe(22)
  expect([...(state?.open ?? [])]).toEqual([['1', { toolCall: true }]])
  expect(state?.kept).toEqual(['{"id":1,"method":"initialize"}'])
  journal.remove()
  expect(existsSync(file)).toBe(false)
})

test('an answer is noted with the next request, before that is acted on', () => {
  const journal = new Journal(file, { header })
  journal.took(10, [{ id: 1, toolCall: true }])
  journal.answered(1)
  journal.took(10, [{ id: 2, toolCall: true }])
  expect([...(readJournal(file)?.open.keys() ?? [])]).toEqual([2])
  journal.remove()
})

test('a record that was cut in the middle does not count', () => {
  const journal = new Journal(file, { header })
  journal.took(10, [{ id: 1, toolCall: true }])
  journal.close()
  appendFileSync(file, 'r 99')
  expect(readJournal(file)?.received).toBe(10)
  appendFileSync(file, '\n- "x')
  expect(readJournal(file)?.received).toBe(99)
})

test('any cut leaves a state that once was, or none', () => {
  const journal = new Journal(file, { header })
  for (let id = 0; id < 20; id++) {
    journal.took(100, [{ id, toolCall: id % 2 === 0 }])
    journal.answered(id)
  }
  journal.close()
  const { size } = statSync(file)
  for (let length = size; length >= 0; length -= 7) {
    truncateSync(file, length)
    const state = readJournal(file)
    if (!state) continue
    expect(state.received % 100).toBe(0)
    expect(state.open.size).toBeLessThanOrEqual(1)
  }
})

test('goes on from a state that was read, and is compacted when nothing is open', () => {
  new Journal(file, { header }).took(50, [], '{"method":"notifications/initialized"}')
  const journal = new Journal(file, readJournal(file)!)
  expect(journal.received).toBe(50)
  for (let id = 0; id < 20_000; id++) {
    journal.took(10, [{ id, toolCall: true }])
    journal.answered(id)
  }
  expect(statSync(file).size).toBeLessThan(300 * 1024)
  expect(readJournal(file)).toMatchObject({ received: 200_050, kept: ['{"method":"notifications/initialized"}'] })
  journal.forget((line) => line.includes('initialized'))
  expect(readFileSync(file, 'utf8')).not.toContain('k ')
})
