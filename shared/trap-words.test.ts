import { describe, expect, it } from 'vitest'
import { panicPlace, placeOf, trapHeadline } from './trap-words.ts'

const frame = (index: number, func: string) => ({ index, func, module: 'm.wasm' })

describe('a trap in plain words', () => {
  it.each([
    [
      'panic',
      'index out of bounds: the len is 3 but the index is 7',
      'git stopped itself: it looked for item 7 in a list of 3',
    ],
    ['panic', 'attempt to divide by zero', 'git stopped itself: it divided by zero'],
    ['panic', 'something else', 'git stopped itself: it met something that it cannot handle'],
    ['stack-overflow', 'call stack exhausted', 'git called itself too deeply'],
    ['memory-out-of-bounds', 'out of bounds memory access', 'git reached for memory that it does not have'],
    ['bad-value', 'unknown handle index 5', 'git handed over a value that cannot be right'],
    [
      'panic',
      'range end index 9 out of range for slice of length 4',
      'git stopped itself: it looked for item 9 in a list of 4',
    ],
    ['a-code-of-tomorrow', 'whatever', 'git broke in the middle of its work'],
  ])('%s: %s', (code, message, headline) => {
    expect(trapHeadline('git', { code, message, raw: '' })).toBe(headline)
  })

  it('finds where a panic was', () => {
    expect(panicPlace({ raw: "thread 'main' panicked at src/diff.rs:218:31:\nindex" })).toBe('src/diff.rs:218')
    expect(panicPlace({ raw: 'wasm trap: call stack exhausted' })).toBeUndefined()
  })

  it('says where a frame is as well as it is known', () => {
    expect(placeOf({ ...frame(0, 'f'), at: { file: 'src/a.rs', line: 3, column: 9 } })).toBe('src/a.rs:3:9')
    expect(placeOf({ ...frame(0, 'f'), offset: 0x1f4c2 })).toBe('no debug info, offset 0x1f4c2')
    expect(placeOf(frame(0, 'f'))).toBe('no debug info')
  })
})
