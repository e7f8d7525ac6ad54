import { expect, test } from 'vitest'
import type { Denial } from '../../shared/access.ts'
import { defaultLimits, type Server } from '../../shared/domain.ts'
import type { View } from './host-view.ts'
import { newsOfAlerts, newsOfHeld, newsOfRequests, newsOfTraps } from './news.ts'
import { trayMenu, trayState, trayTip } from './tray-menu.ts'

const server = (name: string, part: Partial<Server> = {}): Server => ({
  ...{ id: name, name, kind: 'stdio', hash: '', size: 1, bundled: true, installedAt: 0, enabled: true },
  ...{ stateful: false, coreDumps: false, limits: defaultLimits, grants: [], missing: [], approval: '', stale: 0 },
  ...{ tools: [], prompts: 0, resources: 0, state: { kind: 'stopped' }, runningFor: [], instances: 0 },
  ...{ callCount: 0, trapCount: 0, needs: { directories: [], environment: [], config: [], hosts: [] } as never },
  ...part,
})
const view = (part: Partial<View> = {}): View => ({
  ...{ servers: [], alerts: [], denials: [], grantRequests: [], health: [] },
  settings: {} as View['settings'],
  runtime: { kind: 'looking' },
  ...part,
})
const denial = (id: string, of: string, text = 'Denied a read of /a'): Denial => ({
  ...{ id, at: 1, server: of, session: null, client: 'c', by: 'guard', text, reason: '', count: 1 },
})
const held = { after: { name: 'x', inputSchema: {} } }
const tool = { name: 'x', clientName: 'x', inputSchema: {}, enabled: true, held }

test('servers that are on come first, each with its state and a tick', () => {
  const lines = trayMenu(
    view({ servers: [server('off', { enabled: false }), server('on', { state: { kind: 'running' } })] }),
  )
  expect(lines.filter(({ kind }) => kind === 'switch')).toEqual([
    { kind: 'switch', label: 'on: running', server: 'on', on: true, needsGrants: false },
    { kind: 'switch', label: 'off', server: 'off', on: false, needsGrants: false },
  ])
  expect(lines[0]).toEqual({ kind: 'open', label: 'Open Belljar' })
  expect(lines.at(-1)).toEqual({ kind: 'quit', label: 'Quit Belljar' })
})

test('hundreds of servers leave a menu that can be used', () => {
  const servers = Array.from({ length: 300 }, (_, i) => server(`s${i}`))
  const lines = trayMenu(view({ servers }))
  expect(lines.length).toBeLessThan(30)
  expect(lines).toContainEqual({ kind: 'open', label: '280 more…', to: '#/servers' })
})

test('a server that needs grants is not switched on from the menu', () => {
  const missing = [{}] as unknown as Server['missing']
  expect(trayMenu(view({ servers: [server('a', { enabled: false, missing })] }))).toContainEqual(
    expect.objectContaining({ server: 'a', needsGrants: true }),
  )
})

test('the icon says the worst', () => {
  expect(trayState(view({ servers: [server('a')] }))).toBe('well')
  expect(trayState(view({ servers: [server('a', { tools: [tool] })] }))).toBe('needs-you')
  expect(trayState(view({ denials: [denial('1', 'a')] }))).toBe('needs-you')
  const last = { kind: 'exited', code: 1 } as const
  const failed = server('a', { state: { kind: 'failed', last }, tools: [tool] })
  expect(trayState(view({ servers: [failed] }))).toBe('failing')
  expect(trayState(view({ servers: [{ ...failed, enabled: false, tools: [] }] }))).toBe('well')
  expect(trayTip(view({ servers: [failed] }))).toBe('Belljar: 1 of 1 servers on, 0 running; 2 need you')
})

test('what needs the person leads to its place, once', () => {
  const lines = trayMenu(view({ servers: [server('a')], denials: [denial('1', 'a'), denial('2', 'a')] }))
  expect(lines).toContainEqual({ kind: 'open', label: 'a: 2 denials', to: '#/server/a/grants' })
  expect(lines.filter((line) => 'label' in line && line.label.includes('denial'))).toHaveLength(1)
})

test('notifications: only what is new, grouped, printable and short', () => {
  const alert = { id: '1', at: 1, server: 'a', kind: 'failing', message: 'Its last words were "x".' } as const
  const body = 'It fails its checks. Look at its log, then check it again.'
  expect(newsOfAlerts([alert], [])).toEqual([{ title: 'a', body, to: '#/health/a' }])
  expect(newsOfAlerts([alert], [alert])).toEqual([])
  const rates = ['2', '3'].map((id) => ({ ...alert, id, kind: 'error-rate', tool: id }) as const)
  expect(newsOfAlerts(rates, []).map((one) => one.body)).toEqual(['2 of its tools fail more often than before.'])

  const trap = { id: 't1', server: 'a', tool: 'run\u202e\u0007'.padEnd(5000, 'x') } as never
  const [first] = newsOfTraps([trap])
  expect(first?.to).toBe('#/traps/t1')
  expect(first?.body.length).toBeLessThanOrEqual(180)
  expect(first?.body).not.toMatch(/[\u202e\u0007]/u)
  expect(newsOfTraps([trap, trap])).toEqual([{ title: 'a', body: '2 traps.', to: '#/server/a/traps' }])

  const request = { id: 'r', at: 1, server: 'a', changes: ['Allow: everything'] }
  expect(newsOfRequests([request], [])[0]?.body).not.toContain('everything')
  expect(newsOfRequests([request], [request])).toEqual([])
  expect(newsOfHeld(server('a', { tools: [tool] }), server('a'))).toHaveLength(1)
  expect(newsOfHeld(server('a', { tools: [tool] }), undefined)).toEqual([])
})
