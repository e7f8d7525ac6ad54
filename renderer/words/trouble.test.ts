import { expect, it } from 'vitest'
import type { Server } from '../../shared/domain.ts'
import { troubleLines, wantsLook, type TroubleFacts } from './trouble.ts'

const zeros = Array<number>(30).fill(0)
const last = (count: number) => [...zeros.slice(1), count]
const server = { id: 'a', state: { kind: 'stopped' }, trapCount: 0 } as unknown as Server
const facts: TroubleFacts = {
  ...{ server, health: undefined, unseen: false, denied: 0 },
  activity: { calls: zeros, failed: zeros },
}
const texts = (more: Partial<TroubleFacts>) => troubleLines({ ...facts, ...more }).map(({ text }) => text)
const trapped = { ...server, trapCount: 2 }

it('says nothing where there is nothing', () => {
  expect(texts({})).toEqual([])
  expect(wantsLook(facts)).toBe(false)
})

it('puts what wants a look first, and keeps what was seen quiet', () => {
  const health = { server: 'a', state: 'failing' as const, since: 0, failures: 3, uptime: 0.5, checks: 6 }
  const problem = { code: 'unavailable' as const, message: 'Its wasm file is missing.' }
  expect(texts({ server: { ...trapped, problem }, health, unseen: true, denied: 1 })).toEqual([
    ...['unusable', '3 failed checks', '2 traps', '1 denied'],
  ])
  expect(troubleLines({ ...facts, server: trapped })).toMatchObject([{ text: '2 traps', tone: 'quiet' }])
  expect(wantsLook({ ...facts, server: trapped })).toBe(false)
  expect(wantsLook({ ...facts, server: trapped, unseen: true })).toBe(true)
})

it('tells the share of failed calls once several failed, and it is more than a few', () => {
  expect(texts({ activity: { calls: last(8), failed: last(2) } })).toEqual(['25 % fail'])
  expect(texts({ activity: { calls: last(1), failed: last(1) } })).toEqual([])
  expect(texts({ activity: { calls: last(100), failed: last(2) } })).toEqual([])
})
