import { beforeEach, describe, expect, it } from 'vitest'
import type { GrantRequest } from '../../../shared/access.ts'
import { GrantRequests } from './grant-requests.ts'

let windows: number
let told: number[]
let changed: () => void
const audience = {
  get windows() {
    return windows
  },
  tell: (_name: string, data: unknown) => void told.push((data as GrantRequest[]).length),
  onChange: (listener: () => void) => void (changed = listener),
}
const here = new AbortController().signal
const why = (asked: Promise<void>) =>
  asked.then(
    () => 'allowed',
    (error: Error) => error.message,
  )

beforeEach(() => {
  windows = 1
  told = []
})

describe('a change that waits', () => {
  it('is made when a window says so, and only then', async () => {
    const requests = new GrantRequests(audience)
    const [first, second] = [why(requests.ask('x', ['A'], here)), why(requests.ask(null, ['B'], here))]
    expect(requests.list).toMatchObject([
      { server: 'x', changes: ['A'] },
      { server: null, changes: ['B'] },
    ])
    const [a, b] = requests.list.map(({ id }) => id)
    expect(requests.answer(a!, true)).toBe(true)
    expect(requests.answer(a!, true)).toBe(false)
    expect(await first).toBe('allowed')
    requests.answer(b!, false)
    expect(await second).toContain('was refused')
    expect(told).toEqual([1, 2, 1, 0])
  })

  it('is refused when nobody answers, whoever asked is gone, no window is there, or the host ends', async () => {
    const patient = new GrantRequests(audience)
    const gone = new AbortController()
    const left = why(patient.ask('x', ['A'], gone.signal))
    gone.abort()
    expect(await left).toContain('is gone')
    expect(await why(patient.ask('x', ['A'], gone.signal))).toContain('is gone')

    const ended = why(patient.ask('x', ['A'], here))
    patient.close()
    expect(await ended).toContain('is ending')

    const alone = why(patient.ask('x', ['A'], here))
    windows = 0
    changed()
    expect(await alone).toContain('none is open')
    expect(await why(patient.ask('x', ['A'], here))).toContain('none is open')

    windows = 1
    expect(await why(new GrantRequests(audience, 5).ask('x', ['A'], here))).toContain('Nobody answered')
    expect(patient.list).toEqual([])
  })
})
