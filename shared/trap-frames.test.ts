import { describe, expect, it } from 'vitest'
import { isLibrary, ownFrame, placeKey } from './trap-frames.ts'

const frame = (index: number, func: string, file?: string) => ({
  ...{ index, func, module: 'm.wasm' },
  ...(file !== undefined && { at: { file, line: 1, column: 1 } }),
})

describe('frames', () => {
  it("finds the first frame of the server's own code", () => {
    const frames = [
      frame(0, 'core::panicking::panic'),
      frame(1, '<wasm function 7>'),
      frame(2, 'mine::run'),
      frame(3, '_start'),
    ]
    expect(ownFrame(frames)?.index).toBe(2)
    expect(frames.map(isLibrary)).toEqual([true, false, false, true])
    expect(placeKey({ code: 'panic', frames })).toBe('panic mine::run')
    expect(placeKey({ code: 'panic', frames: [frame(0, '_start')] })).toBeUndefined()
  })

  it.each([
    ['std[777d39415b75a6a0]::process::abort'],
    ['<alloc::vec::Vec<u8> as core::fmt::Debug>::fmt'],
    ['<&dyn core::fmt::Display>::fmt'],
    ['abort'],
    ['rust_begin_unwind'],
    ['__rust_start_panic'],
    ['f', '/rustc/5980/library/std/src/io/stdio.rs'],
    ['g', '/usr/lib/rustlib/src/rust/library/core/src/ops/function.rs'],
    ['h', './debian/build/libc-bottom-half/crt/crt1-command.c'],
  ])('takes %s for a library', (func: string, file?: string) => {
    expect(isLibrary(frame(0, func, file))).toBe(true)
  })

  it.each([
    ['<git_server::diff::Unified as core::fmt::Display>::fmt'],
    ['aborted::by_us'],
    ['standard::f'],
    ['f', '/home/me/library/src/main.rs'],
  ])('takes %s for its own', (func: string, file?: string) => {
    expect(isLibrary(frame(0, func, file))).toBe(false)
  })
})
