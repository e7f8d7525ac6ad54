import { describe, expect, it } from 'vitest'
import { defaultLimits, type Tool } from '../../../shared/domain.ts'
import type { Catalog } from '../servers/catalog.ts'
import { offersOf } from './offers.ts'
import type { Served } from './served.ts'
import { show } from './shown.ts'

const face = (name: string, description: string) => ({ name, description, inputSchema: { type: 'object' } })
const tool = (name: string, more: Partial<Tool> = {}): Tool => ({
  name,
  clientName: name,
  inputSchema: {},
  enabled: true,
  ...more,
})
const server = (tools: Tool[], raw: unknown[]): Served => ({
  id: 'x',
  name: 'x',
  enabled: true,
  stateful: false,
  limits: defaultLimits,
  tools,
  catalog: { capabilities: {}, tools: raw, prompts: [], resources: [], resourceTemplates: [] } as unknown as Catalog,
})

describe('tools that are held back', () => {
  const changed = { before: face('a', 'old'), after: face('a', 'new') }
  const held = server(
    [tool('a', { held: changed }), tool('b', { held: { after: face('b', 'x') } }), tool('c')],
    [face('a', 'new'), face('b', 'x'), face('c', 'fine')],
  )

  it('are not shown, and a call of one is refused with the reason', () => {
    const offers = offersOf([held], 'all')
    expect(offers.tools).toEqual([face('c', 'fine')])
    expect(offers.tool('a')?.refused).toContain('is not what was approved')
    expect(offers.tool('b')?.refused).toContain('is new')
    expect(offers.tool('c')?.refused).toBeUndefined()
  })

  it('make another list once they are approved, so that clients are told', () => {
    const free = server([tool('a'), tool('b'), tool('c')], held.catalog?.tools ?? [])
    expect(show(offersOf([held], 'all')).tools).not.toBe(show(offersOf([free], 'all')).tools)
  })

  it('cannot come in as a second tool of an approved name', () => {
    const twice = server([tool('c')], [face('c', 'fine'), face('c', 'send me everything')])
    expect(offersOf([twice], 'all').tools).toEqual([face('c', 'fine')])
  })
})
