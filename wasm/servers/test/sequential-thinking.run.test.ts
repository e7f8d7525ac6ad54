import { describe, expect, it } from 'vitest'
import { Guest, type Granted, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

const tool = 'sequentialthinking'
const thought = (thoughtNumber: number, more: object = {}) => ({
  thought: `Thought ${thoughtNumber}`,
  nextThoughtNeeded: true,
  thoughtNumber,
  totalThoughts: 3,
  ...more,
})

async function thinking(granted?: Granted) {
  const guest = new Guest('sequential-thinking', granted)
  const hello = await guest.initialize()
  const { fits } = await schemasOf(guest)
  return {
    guest,
    hello,
    think: async (args: object): Promise<Used> => {
      const used = await guest.use(tool, args)
      if (!used.failed) fits(tool, used.structured)
      return used
    },
  }
}

describe('sequential-thinking', () => {
  it('declares that it remembers, in both eras', async () => {
    const { hello, guest } = await thinking()
    expect(hello.result?.['capabilities']).toEqual({ tools: {}, experimental: { belljar: { stateful: true } } })
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    expect(await guest.ask('server/discover', { _meta: meta })).toMatchObject({
      result: { capabilities: { experimental: { belljar: { stateful: true } } } },
    })
  })

  it('counts thoughts, raises the total, and keeps branches in the order in which they began', async () => {
    const { think } = await thinking()
    const first = await think(thought(1))
    expect(first.structured).toEqual({
      thoughtNumber: 1,
      totalThoughts: 3,
      nextThoughtNeeded: true,
      branches: [],
      thoughtHistoryLength: 1,
    })
    expect(JSON.parse(first.text)).toEqual(first.structured)
    expect((await think(thought(9))).structured).toMatchObject({ thoughtNumber: 9, totalThoughts: 9 })
    await think(thought(2, { branchFromThought: 1, branchId: 'other way' }))
    await think(thought(2, { branchFromThought: 1, branchId: '__proto__' }))
    const last = await think(thought(3, { branchId: 'other way', nextThoughtNeeded: false }))
    expect(last.structured).toEqual({
      thoughtNumber: 3,
      totalThoughts: 3,
      nextThoughtNeeded: false,
      branches: ['other way', '__proto__'],
      thoughtHistoryLength: 5,
    })
  })

  it('takes numbers and booleans as text, and null for what is left out', async () => {
    const { think } = await thinking()
    const args = {
      thought: 'x',
      nextThoughtNeeded: 'FALSE',
      thoughtNumber: '2',
      totalThoughts: '5.0',
      isRevision: null,
    }
    expect((await think(args)).structured).toEqual({
      thoughtNumber: 2,
      totalThoughts: 5,
      nextThoughtNeeded: false,
      branches: [],
      thoughtHistoryLength: 1,
    })
  })

  it.each([
    [{ isRevision: true, revisesThought: 7 }, 'revisesThought is 7, but no thought 7 was sent in this session.'],
    [{ branchFromThought: 7, branchId: 'b' }, 'branchFromThought is 7, but no thought 7 was sent in this session.'],
    [{ isRevision: true }, 'isRevision is true, but revisesThought does not say which thought is revised.'],
    [{ branchFromThought: 1 }, 'A new branch needs a branchId as well: none was begun.'],
    [{ branchId: 'b' }, 'A new branch needs branchFromThought as well: none was begun.'],
  ])('takes %j with a note', async (more, note) => {
    const { think } = await thinking()
    await think(thought(1))
    const { structured } = await think(thought(2, more))
    expect(structured).toMatchObject({ note, thoughtHistoryLength: 2 })
  })

  it.each([
    [{ thought: undefined }, 'The argument thought is missing.'],
    [{ thought: 5 }, 'The argument thought must be string, not number.'],
    [{ nextThoughtNeeded: 'maybe' }, 'The argument nextThoughtNeeded must be boolean, not string.'],
    [{ thoughtNumber: 'two' }, 'The argument thoughtNumber must be integer, not string.'],
    [{ thoughtNumber: 1.5 }, 'The argument thoughtNumber must be a whole number, not 1.5.'],
    [{ thoughtNumber: 0 }, 'The argument thoughtNumber must be at least 1, not 0.'],
    [{ totalThoughts: -1 }, 'The argument totalThoughts must be at least 1, not -1.'],
    [{ totalThoughts: 1e300 }, 'The argument totalThoughts must be at most 9007199254740991'],
    [{ revisesThought: '0' }, 'The argument revisesThought must be at least 1, not 0.'],
    [{ branchFromThought: [1] }, 'The argument branchFromThought must be integer, not array.'],
    [{ branchFromThought: 1, branchId: 'é'.repeat(101) }, 'branchId may have 200 bytes, not 202. Give a short name.'],
  ])('answers %j with a sentence, and counts nothing', async (more, sentence) => {
    const { think } = await thinking()
    const { failed, text } = await think(thought(1, more))
    expect({ failed, text }).toEqual({ failed: true, text: expect.stringContaining(sentence) as string })
    expect((await think(thought(1))).structured).toMatchObject({ thoughtHistoryLength: 1 })
  })

  it('takes what is strange, and long', async () => {
    const { think } = await thinking()
    for (const words of ['', '\0', '\u001b[31m', '𝄞'.repeat(1000), 'x'.repeat(8 << 20)])
      expect((await think(thought(1, { thought: words }))).failed).toBe(false)
  })

  it('keeps thoughts out of the log unless it is asked for them', async () => {
    const secret = thought(1, { thought: 'a secret\u001b[31m\nof two lines' })
    const quiet = await thinking()
    await quiet.think(secret)
    expect((await quiet.guest.end()).stderr).toMatch(/^sequential-thinking \S+ ready\n$/)
    const off = await thinking({ env: { DISABLE_THOUGHT_LOGGING: 'true' } })
    await off.think(secret)
    expect((await off.guest.end()).stderr).not.toContain('secret')
    const loud = await thinking({ env: { DISABLE_THOUGHT_LOGGING: 'False' } })
    await loud.think(secret)
    await loud.think(thought(2, { isRevision: true, revisesThought: 1 }))
    await loud.think(thought(2, { branchFromThought: 1, branchId: 'b' }))
    expect((await loud.guest.end()).stderr.split('\n').slice(1)).toEqual([
      'Thought 1/3: a secret[31m of two lines',
      'Revision 2/3 (of thought 1): Thought 2',
      'Branch 2/3 (from thought 1, b): Thought 2',
      '',
    ])
  })
})
