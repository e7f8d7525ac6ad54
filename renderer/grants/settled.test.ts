import { expect, it } from 'vitest'
import { defaultLimits, type Server } from '../../shared/domain.ts'
import type { Grant } from '../../shared/grants.ts'
import { countWaiting, settle, waitingChanges } from './settled.ts'

const folder = (guestPath: string, access: 'read' | 'write' = 'read'): Grant => ({
  kind: 'directory',
  hostPath: guestPath,
  guestPath,
  access,
})
const server = (grants: Grant[], more: Partial<Server> = {}) =>
  ({ id: 's', grants, limits: defaultLimits, stale: 0, ...more }) as Server

it('keeps what running instances have while it is changed, and follows when nothing runs with something else', () => {
  const first = settle({}, [server([folder('/a')])])
  const changed = settle(first, [server([folder('/b')], { stale: 2 })])
  expect(changed['s']?.grants).toEqual([folder('/a')])
  expect(settle(changed, [server([folder('/b')])])['s']?.grants).toEqual([folder('/b')])
})

it('knows nothing of changes made before this window was there', () => {
  expect(settle({}, [server([folder('/a')], { stale: 1 })])).toEqual({})
})

it('tells what was added, revoked and changed, and of limits which', () => {
  const settled = { grants: [folder('/a'), folder('/b')], limits: defaultLimits }
  const now = server([folder('/a', 'write'), folder('/c')], { limits: { ...defaultLimits, callMs: 5000 } })
  const waiting = waitingChanges(now, settled)
  expect(waiting).toEqual({
    added: [folder('/c')],
    revoked: [folder('/b')],
    changed: [{ before: folder('/a'), after: folder('/a', 'write') }],
    limits: ['callMs'],
  })
  expect(countWaiting(waiting)).toBe(4)
  const reordered: Grant = { access: 'read', guestPath: '/a', hostPath: '/a', kind: 'directory' }
  expect(countWaiting(waitingChanges(server([folder('/b'), reordered]), settled))).toBe(0)
})
