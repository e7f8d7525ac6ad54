import { expect, test } from 'vitest'
import type { Frame } from '../../shared/rpc.ts'
import { memoryWires } from '../core/control/memory-wire.ts'
import { heldWire } from './held-wire.ts'

const call = (id: number): Frame => ({ kind: 'call', id, name: 'app.snapshot', input: null })

test('what a page says before its host is there is not lost, and comes in order', async () => {
  const { near, far, close } = memoryWires()
  const held = heldWire(far)
  let told = 0
  held.whenHeard(() => told++)
  near.send(call(1))
  near.send(call(2))
  await Promise.resolve()
  await Promise.resolve()
  expect(told).toBe(1)
  const heard: Frame[] = []
  held.onFrame((frame) => heard.push(frame))
  near.send(call(3))
  await Promise.resolve()
  expect(heard).toEqual([call(1), call(2), call(3)])
  held.whenHeard(() => told++)
  expect(told).toBe(2)
  expect(held.closed).toBe(false)
  close()
  expect(held.closed).toBe(true)
})
