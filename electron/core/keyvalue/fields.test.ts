import { expect, it } from 'vitest'
import { readFields, writeFields } from './fields.ts'

it('reads what it writes', () => {
  const fields = [Buffer.from('key'), Buffer.alloc(0), Buffer.from([0, 255, 10])]
  expect(writeFields(fields).subarray(0, 7)).toEqual(Buffer.from([3, 0, 0, 0, 107, 101, 121]))
  expect(readFields(writeFields(fields))).toEqual(fields)
  expect(readFields(Buffer.alloc(0))).toEqual([])
})

it.each([[[1]], [[1, 0, 0, 0]], [[2, 0, 0, 0, 65]], [[0, 0, 0, 0, 1]], [[255, 255, 255, 255, 65]]])(
  'finds %j cut',
  (bytes) => {
    expect(readFields(Buffer.from(bytes))).toBeUndefined()
  },
)
