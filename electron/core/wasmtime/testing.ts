import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { RuntimeState } from '../../../shared/domain.ts'
import { WasmtimeSource } from './source.ts'

/** The real one that the tests were given. */
export const real = process.env['WASMTIME'] ?? path.join(homedir(), '.cache/belljar/wasmtime/48.0.3/wasmtime')

export async function folder(): Promise<string> {
  const made = await realpath(await mkdtemp(path.join(tmpdir(), 'belljar-wasmtime-')))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

/** A source with an empty cache, no WASMTIME and no Rust, unless given. */
export async function source(given: { cache?: string; env?: NodeJS.ProcessEnv; download?: unknown } = {}) {
  const cache = given.cache ?? (await folder())
  const states: RuntimeState[] = []
  const made = new WasmtimeSource({
    cache,
    env: given.env ?? {},
    download: (given.download ?? null) as null,
    onState: (state) => states.push(state),
  })
  onTestFinished(() => made.close())
  return { source: made, states, cache }
}

/** A shell script; `named` says what it plays. */
export async function script(into: string, named: string, lines: string): Promise<string> {
  await mkdir(into, { recursive: true })
  const file = path.join(into, named)
  await writeFile(file, `#!/bin/sh\n${lines}\n`)
  await chmod(file, 0o755)
  return file
}

/**
 * A folder with a script named cargo that says what the real one says and installs the real wasmtime.
 * `during` runs in the middle of its progress; every start is a line in `starts`.
 */
export async function cargoScript(
  during = '',
  version = '1.95.0',
): Promise<{ env: NodeJS.ProcessEnv; starts: string; bin: string }> {
  const bin = await folder()
  const starts = path.join(bin, 'starts')
  await script(
    bin,
    'cargo',
    `case "$1" in --version) echo "cargo ${version} (f2d3ce0bd 2026-03-21)"; exit 0;; esac
echo "$$ $*" >> '${starts}'
while [ $# -gt 0 ]; do case "$1" in --root) root="$2";; esac; shift; done
printf '    Building [=>   ] 10/400: libc(build), syn\\r' >&2
mkdir -p "$CARGO_TARGET_DIR" && echo kept > "$CARGO_TARGET_DIR/kept"
sleep 0.3
${during}
printf '    Building [===> ] 399/400: wasmtime-cli\\r' >&2
mkdir -p "$root/bin" && cp '${real}' "$root/bin/wasmtime"`,
  )
  return { env: { PATH: `${bin}:/usr/bin:/bin` }, starts, bin }
}

export async function web(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
