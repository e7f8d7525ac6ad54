import type { Component } from './component-sections.ts'
import { accepted, refused, type Finding } from './finding.ts'
import { listed, printable } from './printable.ts'

/** What wasmtime provides, or a guard in its place. Files are empty and hosts closed until they are granted, sockets always. */
const provided = [
  /^wasi:(?:cli|clocks|filesystem|io|random|sockets)\/[a-z0-9-]+@0\.2\.\d+$/,
  /^wasi:http\/(?:types|outgoing-handler)@0\.2\.\d+$/,
  /^wasi:keyvalue\/(?:store|atomics|batch)@0\.2\.0-draft2$/,
  /^wasi:config\/store@0\.2\.0-rc\.1$/,
]
const other =
  'Look for a build of it that speaks MCP on stdio (a component that exports wasi:cli/run, or a WASI program).'

/** Decides what a component is from what it imports and exports. */
export function recogniseComponent({ imports, exports }: Component): Finding {
  const names = exports.map(({ name }) => name)
  const found = (pattern: RegExp) => names.find((name) => pattern.test(name))

  const capability = found(/^(?:wasmcp:mcp|fastertools:mcp)/)
  const run = found(/^wasi:cli\/run@0\.2\.\d+$/)
  if (capability)
    return refused(
      `It is a wasmcp capability (it exports ${printable(capability)}) that needs a transport around it, a kind of server that Belljar does not run yet.`,
      'Compose it with "wasmcp compose server" and add the result.',
    )
  if (!run) return withoutRun(exports, found)
  const newer = imports.filter((name) => /@0\.3\./.test(name))
  if (newer.length > 0)
    return refused(
      `It needs WASI 0.3 (${listed(newer)}), which Belljar does not provide yet.`,
      'Build it for WASI 0.2 (wasm32-wasip2).',
    )
  const foreign = imports.filter((name) => !name.startsWith('wasi:'))
  if (foreign.length > 0)
    return refused(
      `It imports ${listed(foreign)}, which is not part of WASI, so nothing here can provide it.`,
      'It may have to be composed with the component that provides this; ask whoever made it.',
    )
  const others = imports.filter((name) => !provided.some((pattern) => pattern.test(name)))
  if (others.length > 0)
    return refused(`It imports ${listed(others)}, which Belljar does not provide.`, hintFor(others))
  return accepted(`It is a WASI 0.2 program: a component that exports ${run}.`)
}

function hintFor(imports: readonly string[]): string {
  if (imports.some((name) => name.startsWith('wasi:keyvalue/')))
    return 'Build it for wasi:keyvalue 0.2.0-draft2 (store, atomics and batch).'
  if (imports.some((name) => name.startsWith('wasi:config/'))) return 'Build it for wasi:config/store 0.2.0-rc.1.'
  if (imports.some((name) => name.startsWith('wasi:http/')))
    return 'Belljar provides wasi:http/outgoing-handler: a server can send requests, not receive them.'
  return 'Look for a build of it that needs only WASI 0.2: files, HTTP requests, wasi:keyvalue and wasi:config.'
}

function withoutRun(exports: Component['exports'], found: (pattern: RegExp) => string | undefined): Finding {
  const handler = found(/^wasi:http\/(?:incoming-)?handler@/)
  if (handler)
    return refused(
      `It is an HTTP server (it exports ${printable(handler)}), a kind of server that Belljar does not run yet.`,
      other,
    )
  const run = found(/^wasi:cli\/run(?:@|$)/)
  if (run)
    return refused(
      `It is a program for another version of WASI (it exports ${printable(run)}).`,
      'Build it for WASI 0.2 (wasm32-wasip2).',
    )
  const typed = exports.filter(({ kind }) => kind !== 'other').map(({ name }) => name)
  if (typed.length > 0)
    return refused(
      `It is a component of typed functions (it exports ${listed(typed)}), as made for Wassette, a kind of server that Belljar does not run yet.`,
      other,
    )
  return refused('It is a component that exports nothing that could be run.', other)
}
