import { describe, expect, it } from 'vitest'
import { nameTools } from './tool-names.ts'

const none: ReadonlySet<string> = new Set()
const legal = /^[a-zA-Z0-9_-]{1,64}$/

describe('nameTools', () => {
  it('leaves a legal and unique name alone', () => {
    expect(nameTools('time', ['get_current_time'], {}, none)).toEqual({ get_current_time: 'get_current_time' })
  })

  it('puts the server in front of a name that another server has', () => {
    expect(nameTools('time', ['now'], {}, new Set(['now']))).toEqual({ now: 'time_now' })
  })

  it('keeps a name that was given, also when the reason for it is gone', () => {
    expect(nameTools('time', ['now'], { now: 'time_now' }, none)).toEqual({ now: 'time_now' })
  })

  it('keeps the name of a tool that vanished for when it comes back', () => {
    const names = nameTools('time', ['new'], { old: 'old' }, none)
    expect(names).toEqual({ old: 'old', new: 'new' })
    expect(nameTools('time', ['old', 'new'], names, none)).toEqual(names)
  })

  it('makes an illegal name legal, and tells apart what becomes equal', () => {
    const names = nameTools('s', ['a.b', 'a/b'], {}, none)
    expect(names['a.b']).toBe('s_a_b')
    expect(names['a/b']).toMatch(/^s_a_b_[0-9a-f]{8}$/)
  })

  it('shortens with a hash', () => {
    const long = 'x'.repeat(70)
    const { [long]: name } = nameTools('server', [long, `${long}y`], {}, none)
    expect(name).toMatch(/^server_x{48}_[0-9a-f]{8}$/)
    expect(name).toHaveLength(64)
  })

  it('takes names that JavaScript objects have already', () => {
    const tools = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const names = nameTools('s', tools, {}, none)
    for (const tool of tools) expect(Object.getOwnPropertyDescriptor(names, tool)?.value).toMatch(legal)
    expect(nameTools('s', tools, names, none)).toEqual(names)
  })

  it('holds for any servers and tools: legal, unique, stable, and the same for the same history', () => {
    const random = generator(42)
    const pieces = ['get', 'list', '.', '/', 'ü', ' ', '_', '-', 'x'.repeat(30), 'é'.repeat(20), '🙂', '']
    const tool = () =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => pieces[Math.floor(random() * pieces.length)]).join('')
    for (let round = 0; round < 200; round++) {
      const servers = new Map<string, Record<string, string>>()
      for (let step = 0; step < 12; step++) {
        const id = `s${Math.floor(random() * 4)}`
        const before = servers.get(id) ?? {}
        if (random() < 0.15) {
          servers.delete(id)
          continue
        }
        const others = new Set(
          [...servers].filter(([other]) => other !== id).flatMap(([, names]) => Object.values(names)),
        )
        const tools = Array.from({ length: 6 }, tool)
        const names = nameTools(id, tools, before, others)
        expect(nameTools(id, tools, before, others)).toEqual(names)
        expect(names).toMatchObject(before)
        for (const one of tools) expect(names[one]).toMatch(legal)
        servers.set(id, names)
        const all = [...servers.values()].flatMap((one) => Object.values(one))
        expect(new Set(all).size).toBe(all.length)
      }
    }
  })
})

/** Random numbers that are the same in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
}
