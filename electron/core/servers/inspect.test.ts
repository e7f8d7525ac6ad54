import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { inspectWasm } from './inspect.ts'

type Wabt = Awaited<ReturnType<typeof import('wabt')>>
let wabt: Wabt
async function wat(text: string): Promise<Uint8Array> {
  wabt ??= await (await import('wabt')).default()
  return wabt.parseWat('x.wat', text).toBinary({}).buffer
}
const bytesOf = (text: string) => Buffer.from(text)
const magic = [0, 0x61, 0x73, 0x6d]

function component(...sections: number[][]): Uint8Array {
  return Uint8Array.from([...magic, 0x0d, 0, 1, 0, ...sections.flat()])
}
const name = (text: string) => [0, text.length, ...Buffer.from(text)]
const section = (id: number, ...content: number[]) => [id, content.length, ...content]
const imports = (...names: string[]) => section(10, names.length, ...names.flatMap((one) => [...name(one), 5, 0]))
const exported = (text: string, sort = 5) => section(11, 1, ...name(text), sort, 0, 0)

describe('inspectWasm', () => {
  it.each([
    ['fixture-server', 'component', 1],
    ['fixture-server-p1', 'core module', 1],
    ['fixture-modern', 'component', 1],
    ['deaf', 'core module', 1],
  ] as const)('takes %s', async (file, format, memories) => {
    const found = inspectWasm(readFileSync(await fixture(file)), `${file}.wasm`)
    expect(found).toMatchObject({ kind: 'stdio', format, memories, suggestedName: file })
    expect(found.problem).toBeUndefined()
    expect(found.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    ['reactor', 'It is a library without _start (it exports add), so there is no program to run.'],
    ['foreign-imports', 'It imports from env, which is not part of WASI, so nothing here can provide it.'],
    ['library-component', 'It is a component that exports nothing that could be run.'],
    ['wat-text', 'The file is no WebAssembly binary: it looks like WebAssembly in its text form (WAT).'],
    ['plain-text', 'The file is no WebAssembly: it looks like plain text.'],
    ['empty', 'The file is empty.'],
    [
      'truncated',
      expect.stringMatching(
        /^The file is cut off: a section at byte \d+ says that it has \d+ bytes, and only \d+ are left\.$/,
      ),
    ],
    ['truncated-component', expect.stringMatching(/^The file is cut off: /)],
  ] as const)('refuses %s', async (file, message) => {
    const found = inspectWasm(readFileSync(await fixture(file)), 'x.wasm')
    expect(found).toMatchObject({
      kind: null,
      problem: { code: 'bad-request', message, hint: expect.any(String) },
      reason: message,
    })
  })

  it.each([
    [[0x7f, 0x45, 0x4c, 0x46], /ELF/],
    [[0x50, 0x4b, 3, 4, 0], /a zip archive/],
    [[0x1f, 0x8b, 8], /a gzip archive/],
    [[0x4d, 0x5a, 0], /a native Windows program/],
    [[...bytesOf('<!DOCTYPE html><html>')], /a web page/],
    [[...bytesOf(';; a comment\n(; and\n another ;)\n  (module)')], /text form \(WAT\)/],
    [[...bytesOf('\ufeff(component)')], /text form \(WAT\)/],
    [[...bytesOf('version https://git-lfs.github.com/spec/v1\n')], /Git LFS pointer/],
    [[...bytesOf('{"a":1}')], /a JSON text/],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], /data of another kind/],
    [[0, 0x61], /cut off/],
    [[...magic, 1, 0], /cut off/],
    [[...magic, 2, 0, 0, 0], /version that is not known/],
    [[...magic, 1, 0, 0, 0, 42, 0], /damaged: section 42/],
  ] as [number[], RegExp][])('says what %j is', (bytes, message) => {
    const found = inspectWasm(Uint8Array.from(bytes), 'x')
    expect(found.problem?.message).toMatch(message)
    expect(found.problem?.hint).toBeTruthy()
    expect(found.format).toBe('other' === found.format ? 'other' : 'core module')
  })

  it.each([
    ['(module (import "extism:host/env" "input_length" (func (result i64))) (func (export "call")))', /Extism plug-in/],
    ['(module (func (export "call")) (func (export "describe")))', /Extism plug-in/],
    ['(module (func (export "list_tools")) (func (export "call_tool")))', /Extism plug-in/],
    ['(module (import "wbg" "x" (func)) (func (export "_start")))', /wasm-bindgen/],
    ['(module (import "gojs" "x" (func)) (func (export "_start")))', /GOOS=js/],
    ['(module (import "wasi_unstable" "x" (func)) (func (export "_start")))', /old, unfinished WASI/],
    ['(module (import "wasi" "thread-spawn" (func (param i32) (result i32))) (func (export "_start")))', /threads/],
    [
      '(module (import "wasi_snapshot_preview1" "sock_open" (func)) (func (export "_start")))',
      /not part of WASI preview 1 \(sock_open\)/,
    ],
    ['(module (func (export "_initialize")))', /a WASI reactor: it exports _initialize but no _start/],
    ['(module (func (export "add")) (func (export "sub")))', /library without _start \(it exports add and sub\)/],
    ['(module (global (export "_start") i32 (i32.const 0)))', /it exports no function/],
    [
      '(module (import "a" "x" (func)) (import "b" "x" (func)) (import "c" "x" (func)) (import "d" "x" (func)))',
      /imports from a, b and 2 more/,
    ],
  ] as [string, RegExp][])('refuses %s', async (text, message) => {
    expect(inspectWasm(await wat(text), 'x').problem?.message).toMatch(message)
  })

  it('reads all kinds of imports', async () => {
    const text = `(module (import "e" "f" (func (param i32))) (import "e" "t" (table 1 5 funcref)) (import "e" "m" (memory 1))
      (import "e" "g" (global (mut i64))) (func (export "_start")))`
    expect(inspectWasm(await wat(text), 'x').imports).toEqual(['e.f', 'e.t', 'e.m', 'e.g'])
  })

  it('takes a program without any import', async () => {
    expect(inspectWasm(await wat('(module (func (export "_start")))'), 'x').kind).toBe('stdio')
  })

  const run = exported('wasi:cli/run@0.2.3')
  it.each([
    [component(imports('wasi:io/streams@0.2.3', 'wasi:sockets/tcp@0.2.3'), run), undefined],
    [component(run, section(0, 4, ...bytesOf('name'))), undefined],
    [component(exported('wasi:http/incoming-handler@0.2.3')), /^It is an HTTP server .* Belljar does not run yet\.$/],
    [component(exported('wasi:http/incoming-handler@0.2.3'), run), undefined],
    [component(exported('wasmcp:mcp-v20251125/tools@0.1.1'), run), /wasmcp capability/],
    [component(exported('fastertools:mcp/tools@0.4.0')), /wasmcp capability/],
    [component(exported('fetch', 1)), /component of typed functions \(it exports fetch\)/],
    [component(exported('local:time/clock')), /typed functions/],
    [component(exported('wasi:cli/run@0.3.0')), /another version of WASI/],
    [component(imports('wasi:cli/stdin@0.3.0'), run), /needs WASI 0\.3/],
    [component(imports('wasi:http/types@0.2.12', 'wasi:http/outgoing-handler@0.2.0'), run), undefined],
    [component(imports('wasi:keyvalue/store@0.2.0-draft2', 'wasi:keyvalue/atomics@0.2.0-draft2'), run), undefined],
    [component(imports('wasi:keyvalue/batch@0.2.0-draft2', 'wasi:config/store@0.2.0-rc.1'), run), undefined],
    [component(imports('wasi:sockets/tcp-create-socket@0.2.3'), run), undefined],
    [
      component(imports('wasi:http/incoming-handler@0.2.3'), run),
      /It imports wasi:http\/incoming-handler@0\.2\.3, which/,
    ],
    [
      component(imports('wasi:http/outgoing-handler@0.3.0'), run),
      /needs WASI 0\.3 \(wasi:http\/outgoing-handler@0\.3\.0\)/,
    ],
    [
      component(imports('wasi:http/types@0.2.0-rc-2023-12-05'), run),
      /imports wasi:http\/types@0\.2\.0-rc-2023-12-05, which/,
    ],
    [component(imports('wasi:keyvalue/store@0.2.0-draft'), run), /imports wasi:keyvalue\/store@0\.2\.0-draft, which/],
    [component(imports('wasi:keyvalue/watcher@0.2.0-draft2'), run), /imports wasi:keyvalue\/watcher/],
    [component(imports('wasi:config/runtime@0.2.0-draft'), run), /imports wasi:config\/runtime/],
    [component(imports('wasi:filesystem/types@0.2.0-rc-2023-11-10'), run), /imports wasi:filesystem\/types/],
    [component(imports('wasi:nn/graph@0.2.0-rc-2024-10-28'), run), /imports wasi:nn\/graph/],
    [component(imports('wasi:tls/types@0.2.0-draft'), run), /imports wasi:tls\/types/],
    [component(imports('my:host/api'), run), /imports my:host\/api, which is not part of WASI/],
    [component(section(11, 1, 9)), /damaged/],
    [component(section(10, 0xff, 0xff, 0xff, 0xff, 0xff, 1)), /damaged/],
  ] as [Uint8Array, RegExp | undefined][])('judges component %#', (bytes, message) => {
    const found = inspectWasm(bytes, 'x')
    if (message) expect(found.problem?.message).toMatch(message)
    else expect(found).toMatchObject({ kind: 'stdio', format: 'component' })
  })

  it('counts memories as often as their module is instantiated', async () => {
    const core = [...(await wat('(module (memory 1))'))]
    const twice = section(2, 2, 0, 0, 0, 0, 0, 0)
    expect(inspectWasm(component(section(1, ...core), twice, run), 'x').memories).toBe(2)
    const inside = [...component(section(1, ...core), twice)]
    expect(inspectWasm(component(section(4, ...inside), run), 'x').memories).toBe(2)
  })

  it('shows hidden and endless names harmlessly', () => {
    const found = inspectWasm(component(imports(`evil\u202e\u0007${'x'.repeat(60)}`.slice(0, 60)), run), 'x')
    expect(found.problem?.message).not.toMatch(/[\u202e\u0007]/)
  })

  it('never throws and never takes long, wherever a byte is changed or the file is cut', async () => {
    for (const file of ['fixture-server', 'fixture-server-p1'] as const) {
      const whole = readFileSync(await fixture(file))
      const started = performance.now()
      for (let n = 0; n < 400; n++) {
        const bytes = Uint8Array.from(whole)
        // Deterministic, and thickest where the lengths stand.
        const at = n < 200 ? n : Math.floor((n * 7919) % whole.length)
        bytes[at] = (bytes[at]! + 1 + ((n * 31) % 255)) % 256
        inspectWasm(bytes, 'x')
        inspectWasm(whole.subarray(0, Math.floor((whole.length * n) / 400)), 'x')
      }
      expect(performance.now() - started).toBeLessThan(15_000)
    }
  })

  it('does not follow components that lie in each other without end', () => {
    let bytes = component()
    for (let depth = 0; depth < 15; depth++) bytes = component([4, ...leb(bytes.length), ...bytes])
    expect(inspectWasm(bytes, 'x').problem?.message).toMatch(/exports nothing/)
    for (let depth = 0; depth < 15; depth++) bytes = component([4, ...leb(bytes.length), ...bytes])
    expect(inspectWasm(bytes, 'x').problem?.message).toMatch(/too deep/)
  })
})

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)]
}
