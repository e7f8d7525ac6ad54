import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, link, copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Archive } from './pins.ts'
import { cargoScript, folder, real, script, source, web } from './testing.ts'

const unix = process.platform !== 'win32'

async function place(cache: string, version: string): Promise<string> {
  const into = path.join(cache, 'wasmtime', version)
  await mkdir(into, { recursive: true })
  const file = path.join(into, unix ? 'wasmtime' : 'wasmtime.exe')
  await link(real, file).catch(() => copyFile(real, file))
  return file
}

describe('WASMTIME', () => {
  it('is used when it works, and its hash is that of the file', async () => {
    const { source: made, states } = await source({ env: { WASMTIME: real } })
    const found = await made.ready()
    expect(found.path).toBe(real)
    expect(found.version).toMatch(/^48\.0\.\d+$/)
    expect(found.hash).toBe(
      createHash('sha256')
        .update(await readFile(real))
        .digest('hex'),
    )
    expect(states.map(({ kind }) => kind)).toEqual(['looking', 'ready'])
    expect(made.state).toMatchObject({ kind: 'ready', from: 'WASMTIME', path: real })
  })

  it.runIf(unix).each([
    ['is missing', async (into: string) => path.join(into, 'nothing'), 'There is no such file.'],
    ['is a folder', async (into: string) => into, 'It is a folder.'],
    ['is no program', (into: string) => text(into), 'It may not be executed.'],
    [
      'is another program',
      (into: string) => script(into, 'other', 'echo hello'),
      'It does not say that it is wasmtime.',
    ],
    [
      'is another version',
      (into: string) => script(into, 'old', 'echo wasmtime 47.0.1'),
      'It is wasmtime 47.0.1, and 48.0 is needed.',
    ],
    [
      'is a newer minor',
      (into: string) => script(into, 'newer', 'echo wasmtime 48.1.0'),
      'It is wasmtime 48.1.0, and 48.0 is needed.',
    ],
    ['crashes', (into: string) => script(into, 'crashing', 'kill -SEGV $$'), 'It was ended by SIGSEGV.'],
    ['fails', (into: string) => script(into, 'failing', 'echo no libc >&2; exit 1'), 'no libc'],
    [
      'lacks compile',
      (into: string) => script(into, 'small', `[ "$1" = --version ] && echo wasmtime 48.0.3`),
      'It was built without compile.',
    ],
  ])('that %s is a state that says so', async (_, make, sentence) => {
    const file = await make(await folder())
    const { source: made, states } = await source({ env: { WASMTIME: file } })
    await expect(made.ready()).rejects.toMatchObject({ problem: { code: 'unavailable' } })
    const problem = made.state.kind === 'failed' ? made.state.problem : undefined
    expect(problem?.message).toBe(`The wasmtime that WASMTIME names cannot be used (${file}). ${sentence}`)
    expect(problem?.hint).toContain('unset it')
    expect(states.at(-1)).toEqual(made.state)
  })

  it('is looked at anew when asked to try again', async () => {
    const env: NodeJS.ProcessEnv = { WASMTIME: '/nowhere/wasmtime' }
    const { source: made } = await source({ env })
    await expect(made.ready()).rejects.toThrow('There is no such file')
    env['WASMTIME'] = real
    await expect(made.ready()).rejects.toThrow('There is no such file')
    made.prepare()
    made.prepare()
    expect((await made.ready()).path).toBe(real)
  })
})

describe('the cache', () => {
  it('gives the newest one that works', async () => {
    const cache = await folder()
    await place(cache, '48.0.1')
    const newer = await place(cache, '48.0.2')
    await mkdir(path.join(cache, 'wasmtime', '48.0.9'), { recursive: true })
    await writeFile(path.join(cache, 'wasmtime', '48.0.9', path.basename(newer)), 'broken')
    const { source: made } = await source({ cache })
    expect((await made.ready()).path).toBe(newer)
    expect(made.state).toMatchObject({ from: 'cache' })
  })

  it('that is no folder is a failure with a sentence', async () => {
    const file = path.join(await folder(), 'file')
    await writeFile(file, '')
    const { source: made } = await source({ cache: file })
    await expect(made.ready()).rejects.toThrow(/^wasmtime could not be prepared: /)
  })
})

describe.runIf(unix)('the download', () => {
  async function archiveOf(content: string): Promise<{ bytes: Buffer; archive: Archive }> {
    const into = await folder()
    const name = 'wasmtime-v48.0.1-here'
    await mkdir(path.join(into, name))
    await copyFile(content, path.join(into, name, 'wasmtime'))
    const bytes = execFileSync('tar', ['-cf', '-', '-C', into, name], { maxBuffer: 1 << 28 })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { bytes, archive: { version: '48.0.1', name, extension: 'tar', sha256 } }
  }

  it('is verified, unpacked and kept', async () => {
    const { bytes, archive } = await archiveOf(real)
    const asked: (string | undefined)[] = []
    const base = await web((request, response) => {
      asked.push(request.url)
      response.setHeader('content-length', bytes.length).end(bytes)
    })
    const { source: made, states, cache } = await source({ download: { base, archive } })
    expect((await made.ready()).path).toBe(path.join(cache, 'wasmtime/48.0.1/wasmtime'))
    expect(asked).toEqual(['/v48.0.1/wasmtime-v48.0.1-here.tar'])
    expect(made.state).toMatchObject({ kind: 'ready', from: 'download' })
    expect(states.some((state) => state.kind === 'downloading' && state.total === bytes.length)).toBe(true)
    expect(await readdir(path.join(cache, 'wasmtime'))).toEqual(['48.0.1'])
    const again = await source({ cache })
    await again.source.ready()
    expect(again.source.state).toMatchObject({ from: 'cache' })
  })

  it('of something else than was published is not even unpacked', async () => {
    const { archive } = await archiveOf(real)
    const base = await web((_, response) => response.end('not the archive'))
    const { source: made, cache } = await source({ download: { base, archive } })
    await expect(made.ready()).rejects.toThrow('there is no Rust')
    expect(made.state).toMatchObject({ problem: { hint: expect.stringContaining('not the one that was published') } })
    expect(await readdir(path.join(cache, 'wasmtime'))).toEqual(['build'])
  })

  it.each([
    ['answers 404', '404', 200],
    ['never answers', 'did not answer for 0.2 s', 0],
    ['stops in the middle', 'did not answer for 0.2 s', 1],
  ])('that %s is followed by the build', async (_, reason, how) => {
    const base = await web((_request, response) => {
      if (how === 200) response.writeHead(404).end()
      if (how === 1) response.writeHead(200, { 'content-length': 1000 }).write('abc')
    })
    const archive: Archive = { version: '48.0.1', name: 'x', extension: 'tar', sha256: '0'.repeat(64) }
    const { source: made, states } = await source({ download: { base, archive, patienceMs: 200 } })
    await expect(made.ready()).rejects.toThrow('there is no Rust')
    expect(made.state).toMatchObject({ problem: { hint: expect.stringContaining(reason) } })
    expect(states.map(({ kind }) => kind)).toContain('building')
  })
})

describe.runIf(unix)('the build', () => {
  it('tells how far it is, keeps the program and leaves nothing else', async () => {
    const { env, starts } = await cargoScript()
    const { source: made, states, cache } = await source({ env })
    const found = await made.ready()
    expect(found.path).toBe(path.join(cache, 'wasmtime/48.0.3/wasmtime'))
    expect(states).toContainEqual(
      expect.objectContaining({
        kind: 'building',
        version: '48.0.3',
        done: 10,
        total: 400,
        detail: 'Compiling libc, syn',
      }),
    )
    expect(await readdir(path.join(cache, 'wasmtime'))).toEqual(['48.0.3'])
    expect(await readFile(starts, 'utf8')).toContain('install wasmtime-cli --version 48.0.3 --locked')
  })

  it('that fails says why and keeps what was compiled for the next try', async () => {
    const { env } = await cargoScript('echo "error: linker \\`cc\\` not found" >&2; exit 101')
    const { source: made, cache } = await source({ env })
    await expect(made.ready()).rejects.toThrow('Building wasmtime 48.0.3 failed: linker `cc` not found.')
    expect(made.state).toMatchObject({ problem: { hint: expect.stringContaining('build.log') } })
    expect(await readFile(path.join(cache, 'wasmtime/build/target/kept'), 'utf8')).toBe('kept\n')
    expect(await readFile(path.join(cache, 'wasmtime/build/build.log'), 'utf8')).toContain('linker')
  })

  it('that makes no working program does not get into the cache', async () => {
    const { env } = await cargoScript('mkdir -p "$root/bin"; echo bad > "$root/bin/wasmtime"; exit 0')
    const { source: made, cache } = await source({ env })
    await expect(made.ready()).rejects.toThrow('wasmtime could not be prepared')
    expect(await readdir(path.join(cache, 'wasmtime'))).toEqual(['build'])
  })

  it.each([
    ['none', '', /there is no Rust to build it with/],
    ['too old', '1.94.1', /needs Rust 1\.95 to be built, and this is cargo 1\.94\.1/],
  ])('without a Rust that can do it (%s) says what to do', async (_, version, sentence) => {
    const env = version ? (await cargoScript('', version)).env : { PATH: '/nowhere' }
    const { source: made } = await source({ env })
    await expect(made.ready()).rejects.toThrow(sentence)
    expect(made.state).toMatchObject({ problem: { hint: expect.stringContaining('https://rustup.rs') } })
  })

  it('of two at once happens once; the other one shows its progress', async () => {
    const { env, starts } = await cargoScript('sleep 1')
    const first = await source({ env })
    const second = await source({ env, cache: first.cache })
    const [one, two] = await Promise.all([first.source.ready(), second.source.ready()])
    expect(one).toEqual(two)
    expect((await readFile(starts, 'utf8')).trim().split('\n')).toHaveLength(1)
    expect(
      [first, second].map(({ source: { state } }) => (state.kind === 'ready' ? state.from : state.kind)).sort(),
    ).toEqual(['build', 'cache'])
    for (const { states } of [first, second])
      expect(states).toContainEqual(expect.objectContaining({ kind: 'building', done: 10 }))
  })

  it('is taken over when the process that began it is killed', async () => {
    const { env, starts } = await cargoScript('[ -e "$0.again" ] || { touch "$0.again"; exec sleep 300; }')
    const cache = await folder()
    const program = fileURLToPath(new URL('../../../scripts/prepare-wasmtime.mjs', import.meta.url))
    const other = spawn(process.execPath, [program], {
      env: { ...env, BELLJAR_CACHE: cache, HOME: cache },
      stdio: 'ignore',
    })
    onTestFinished(() => void other.kill('SIGKILL'))
    const cargo = await eventually(() => readFile(starts, 'utf8'))
    onTestFinished(() => void process.kill(Number(cargo.split(' ')[0]), 'SIGKILL'))
    const { source: made, states } = await source({ env, cache })
    const ready = made.ready()
    await eventually(async () => expect(states).toContainEqual(expect.objectContaining({ kind: 'building', done: 10 })))
    expect((await readFile(starts, 'utf8')).trim().split('\n')).toHaveLength(1)
    other.kill('SIGKILL')
    await ready
    expect(made.state).toMatchObject({ from: 'build' })
  })

  it('ends with the host, its compilers too, and the next start goes on', async () => {
    const { env, starts, bin } = await cargoScript(
      `[ -e "$0.again" ] || { touch "$0.again"; sleep 300 & echo $! > "$0.compiler"; wait; }`,
    )
    const { source: made, cache, states } = await source({ env })
    const ready = made.ready()
    ready.catch(() => undefined)
    const compiler = Number(await eventually(() => readFile(path.join(bin, 'cargo.compiler'), 'utf8')))
    made.close()
    await expect(ready).rejects.toThrow('Belljar is ending')
    const cargo = Number((await readFile(starts, 'utf8')).split(' ')[0])
    await eventually(async () => expect([cargo, compiler].filter(alive)).toEqual([]))
    expect(states.at(-1)?.kind).toBe('building')
    await expect(access(path.join(cache, 'wasmtime/turn.json'))).rejects.toThrow()
    const next = await source({ env, cache })
    await next.source.ready()
    expect(next.source.state).toMatchObject({ from: 'build' })
  })
})

async function text(into: string): Promise<string> {
  const file = path.join(into, 'text')
  await writeFile(file, 'text')
  return file
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function eventually<T>(look: () => Promise<T>): Promise<T> {
  const end = Date.now() + 20_000
  for (;;) {
    try {
      const found = await look()
      if (found !== '') return found
    } catch (error) {
      if (Date.now() > end) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
