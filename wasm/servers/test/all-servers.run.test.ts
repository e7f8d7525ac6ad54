import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { inspectWasm } from '../../../electron/core/servers/inspect.ts'
import { workspaces } from '../../../scripts/wasm-artefacts.mjs'
import { bundled, Guest } from './guest.ts'
import { sample, wrong } from './samples.ts'
import { schemasOf, type ListedTool } from './schemas.ts'

/** What each is, in the order in which models see it. `needs`: the parts of what it declares that it will ask for. */
const servers: Record<string, { tools: string[]; needs?: string[]; stateful?: true }> = {
  'data-aggregate': {
    tools: ['aggregate_list', 'merge_summaries', 'combine_research_results', 'deduplicate', 'compute_trends'],
  },
  fetch: { tools: ['fetch'], needs: ['environment', 'hosts'] },
  filesystem: {
    tools: [
      'read_file',
      'read_text_file',
      'read_media_file',
      'read_multiple_files',
      'write_file',
      'edit_file',
      'create_directory',
      'list_directory',
      'list_directory_with_sizes',
      'directory_tree',
      'move_file',
      'search_files',
      'get_file_info',
      'list_allowed_directories',
    ],
    needs: ['directories'],
  },
  git: {
    tools: [
      'git_status',
      'git_log',
      'git_show',
      'git_branch',
      'git_diff_unstaged',
      'git_diff_staged',
      'git_diff',
      'git_commit',
      'git_add',
      'git_reset',
      'git_create_branch',
      'git_checkout',
    ],
    needs: ['directories', 'environment'],
  },
  'image-resize': {
    tools: ['get_image_info', 'resize_image', 'scan_directory', 'compute_image_hash', 'compare_hashes', 'batch_resize'],
    needs: ['directories'],
  },
  'log-parser': {
    tools: ['parse_logs', 'filter_entries', 'compute_log_statistics', 'search_entries', 'extract_time_range'],
    needs: ['directories'],
  },
  'sequential-thinking': { tools: ['sequentialthinking'], stateful: true },
  summarize: {
    tools: ['summarize_text', 'summarize_documents', 'get_provider_info'],
    needs: ['environment', 'hosts'],
  },
  time: { tools: ['get_current_time', 'convert_time'] },
}

async function started(name: string): Promise<{ guest: Guest; said: Record<string, unknown> }> {
  const guest = new Guest(name)
  const { result = {} } = await guest.initialize()
  return { guest, said: result }
}

const isWords = (text: unknown, least: number) => typeof text === 'string' && text.trim().length >= least

it('there are nine, with 49 tools', async () => {
  const files = (await readdir(bundled(''))).filter((file) => file.endsWith('.wasm'))
  expect(files.sort()).toEqual(Object.keys(servers).map((name) => `${name}.wasm`))
  expect(Object.values(servers).flatMap(({ tools }) => tools)).toHaveLength(49)
})

describe.each(Object.entries(servers))('%s', (name, { tools: names, needs = [], stateful = false }) => {
  it('says who it is', async () => {
    const { said } = await started(name)
    const info = said['serverInfo'] as Record<string, unknown>
    expect(info['name']).toBe(name)
    expect(info['version']).toMatch(/^\d+\.\d+\.\d+$/)
    for (const words of ['title', 'description']) expect(isWords(info[words], 3), words).toBe(true)
    expect(isWords(said['instructions'], 20)).toBe(true)
    expect(said['capabilities']).toEqual({
      tools: {},
      ...(stateful && { experimental: { belljar: { stateful: true } } }),
    })
    const [icon] = info['icons'] as { src: string; mimeType: string }[]
    const svg = Buffer.from(icon!.src.replace('data:image/svg+xml;base64,', ''), 'base64').toString()
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^]*<\/svg>\s*$/)
    expect(svg).not.toMatch(/<script|href|\son\w+=|url\(/i)
    expect(icon!.mimeType).toBe('image/svg+xml')
  })

  it('offers its tools in one order, each fully described', async () => {
    const first = await started(name)
    const { tools } = await schemasOf(first.guest)
    expect(tools.map((tool) => tool.name)).toEqual(names)
    const again = await started(name)
    expect(JSON.stringify((await schemasOf(again.guest)).tools)).toBe(JSON.stringify(tools))
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false })
    for (const tool of tools) {
      expect(isWords(tool.title, 3) && isWords(tool.description, 20), tool.name).toBe(true)
      expect(tool.inputSchema, tool.name).toMatchObject({ type: 'object' })
      expect(tool.outputSchema, tool.name).toMatchObject({ type: 'object' })
      for (const schema of [tool.inputSchema, tool.outputSchema])
        expect(() => ajv.compile(schema), tool.name).not.toThrow()
      for (const [argument, schema] of Object.entries(tool.inputSchema.properties ?? {}))
        expect(isWords(schema['description'], 5), `${tool.name}, ${argument}`).toBe(true)
      const { readOnlyHint, destructiveHint, ...others } = tool.annotations ?? {}
      expect(Object.keys(others).sort(), tool.name).toEqual(['idempotentHint', 'openWorldHint'])
      expect(
        [readOnlyHint, destructiveHint].map((hint) => typeof hint),
        tool.name,
      ).toEqual(['boolean', 'boolean'])
      expect(readOnlyHint && destructiveHint, tool.name).toBe(false)
    }
  })

  it('answers ping, and ends with its input', async () => {
    const { guest } = await started(name)
    expect((await guest.ask('ping')).result).toEqual({})
    const { code, stderr } = await guest.end()
    expect(code).toBe(0)
    expect(stderr).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ .+\\n`))
  })

  it('names the argument that has a wrong type, or is missing', async () => {
    const { guest } = await started(name)
    const { tools } = await schemasOf(guest)
    for (const tool of tools) {
      const good = argumentsFor(tool)
      for (const [argument, schema] of Object.entries(tool.inputSchema.properties ?? {})) {
        const bad = wrong(schema)
        if (bad === undefined) continue
        const used = await guest.use(tool.name, { ...good, [argument]: bad })
        expect(used, tool.name).toMatchObject({
          failed: true,
          text: expect.stringMatching(new RegExp(`^The argument ${argument} must be `)) as string,
        })
      }
      for (const argument of tool.inputSchema.required ?? []) {
        const used = await guest.use(tool.name, { ...good, [argument]: undefined })
        const text = expect.stringMatching(new RegExp(`^The argument ${argument} is missing\\.`)) as string
        expect(used, tool.name).toMatchObject({ failed: true, text })
      }
      expect(await guest.ask('tools/call', { name: tool.name, arguments: [] })).toMatchObject({
        result: { isError: true, content: [{ text: 'The arguments must be an object.' }] },
      })
    }
  })

  it('does not mind an argument that it does not know', async () => {
    const { guest } = await started(name)
    for (const tool of (await schemasOf(guest)).tools) {
      const plain = await guest.use(tool.name, argumentsFor(tool))
      const more = await guest.use(tool.name, { ...argumentsFor(tool), surprise: { deep: [null] } })
      expect(more.failed, tool.name).toBe(plain.failed)
      expect(more.text, tool.name).not.toContain('surprise')
    }
  })

  it('is small', async () => {
    const { limit = 0 } = workspaces.flatMap(({ artefacts }) => artefacts).find((one) => one.name === name) ?? {}
    expect((await readFile(bundled(`${name}.wasm`))).length).toBeLessThanOrEqual(limit)
  })

  it('imports nothing but WASI, and no sockets, and declares what it needs', async () => {
    const found = inspectWasm(await readFile(bundled(`${name}.wasm`)), name)
    const wasi = /^wasi:(cli|clocks|filesystem|http|io|random)\//
    expect(found.imports.filter((one) => !wasi.test(one))).toEqual([])
    expect(found).toMatchObject({ kind: 'stdio', reason: expect.not.stringContaining('declares') as string })
    expect(found.problem).toBeUndefined()
    const declared = Object.entries(found.needs).filter(([, part]) => (Array.isArray(part) ? part.length > 0 : part))
    expect(declared.map(([part]) => part).sort()).toEqual(needs)
  })

  it('is described by the file beside it', async () => {
    const file = bundled(`${name}.json`)
    expect(existsSync(file), 'run npm run wasm:build').toBe(true)
    const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    const { guest, said } = await started(name)
    expect(kept).toMatchObject({
      serverInfo: said['serverInfo'],
      capabilities: said['capabilities'],
      instructions: said['instructions'],
    })
    expect(kept['tools']).toEqual((await schemasOf(guest)).tools)
  })
})

/** The least that its schema takes. */
function argumentsFor({ inputSchema }: ListedTool): Record<string, unknown> {
  return sample(inputSchema) as Record<string, unknown>
}
