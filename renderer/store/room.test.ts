import { expect, it } from 'vitest'
import { roomFor } from './room.ts'
import type { Toast } from './window.ts'

const toast = (id: number, undo?: () => void): Toast => ({ id, tone: 'done', message: '', ...(undo && { undo }) })
const ids = (toasts: readonly Toast[]) => toasts.map(({ id }) => id)

it('lets no message push out what can be taken back', () => {
  const undo = () => undefined
  expect(ids(roomFor([toast(1, undo), toast(2), toast(3)]))).toEqual([1, 3])
  expect(ids(roomFor([toast(1, undo), toast(2, undo), toast(3, undo)]))).toEqual([2, 3])
  expect(ids(roomFor([toast(1), toast(2)]))).toEqual([1, 2])
})
