import { UriTemplate } from '@modelcontextprotocol/server'
import { toolObjects } from '../servers/tool-face.ts'
import { promptNameForClients } from './prompt-names.ts'
import { isObject, type Json } from './message.ts'
import type { Served } from './served.ts'

/** Where a request goes: to which server, and under which name there. */
export interface Target {
  server: Served
  name: string
  /** One sentence, when the person switched it off or has not approved it. */
  refused?: string
}

/** What one session shows of the servers, from what they said when they were last started. Nothing here starts a guest. */
export interface Offers {
  servers: readonly Served[]
  instructions: string
  tools: Json[]
  prompts: Json[]
  resources: Json[]
  templates: Json[]
  tool(clientName: string): Target | undefined
  prompt(clientName: string): Target | undefined
  /** The server that lists this resource, or has a template for it, or is the only one with resources. */
  resource(uri: string): Served | undefined
  template(uriTemplate: string): Served | undefined
}

/** `installed` are all servers, in the order of their installation: prompt names depend on it, not on what is switched on. */
export function offersOf(installed: readonly Served[], serving: string): Offers {
  const served = installed.filter(({ id }) => serving === 'all' || id === serving)
  const on = served.filter(({ enabled }) => enabled)
  const tools = toolTargets(served)
  const prompts = promptTargets(installed, served)
  const resources = firstOfEach(on, 'resources', 'uri')
  const templates = firstOfEach(on, 'resourceTemplates', 'uriTemplate')
  return {
    servers: on,
    instructions: instructionsOf(on),
    tools: on.flatMap(listTools),
    prompts: [...prompts].flatMap(([name, { prompt, target }]) => (target.refused ? [] : [{ ...prompt, name }])),
    resources: [...resources.values()].map(({ item }) => item),
    templates: [...templates.values()].map(({ item }) => item),
    tool: (name) => tools.get(name),
    prompt: (name) => prompts.get(name)?.target,
    resource(uri) {
      const listed = resources.get(uri)
      if (listed) return listed.server
      for (const [template, { server }] of templates) if (fits(template, uri)) return server
      const withResources = on.filter(({ catalog }) => isObject(catalog?.capabilities['resources']))
      return withResources.length === 1 ? withResources[0] : undefined
    },
    template: (template) => templates.get(template)?.server,
  }
}

function toolTargets(served: readonly Served[]): Map<string, Target> {
  const targets = new Map<string, Target>()
  for (const server of served) {
    for (const tool of server.tools) {
      const target: Target = { server, name: tool.name }
      if (!server.enabled)
        target.refused = `The server "${server.name}" is switched off in Belljar, and its tool "${tool.name}" with it.`
      else if (!tool.enabled)
        target.refused = `The tool "${tool.name}" of the server "${server.name}" is switched off in Belljar.`
      else if (tool.held)
        target.refused = `The tool "${tool.name}" of the server "${server.name}" ${tool.held.before ? 'is not what was approved' : 'is new'}: it is held back until the person approves it in Belljar.`
      targets.set(tool.clientName, target)
    }
  }
  return targets
}

function listTools({ tools, catalog }: Served): Json[] {
  // Of two tools with one name the first counts, as it did when it was approved.
  const raw = toolObjects(catalog)
  return tools.flatMap(({ name, clientName, enabled, held, given }) => {
    const tool = raw.get(name)
    const { description } = given ?? {}
    return enabled && !held && tool
      ? [{ ...tool, name: clientName, ...(description !== undefined && { description }) }]
      : []
  })
}

function promptTargets(
  installed: readonly Served[],
  served: readonly Served[],
): Map<string, { prompt: Json; target: Target }> {
  const all = new Set<string>()
  const targets = new Map<string, { prompt: Json; target: Target }>()
  for (const server of installed) {
    for (const prompt of (server.catalog?.prompts ?? []).filter(isObject)) {
      const { name } = prompt
      if (typeof name !== 'string') continue
      const clientName = promptNameForClients(name, server.name, (taken) => all.has(taken))
      all.add(clientName)
      if (!served.includes(server)) continue
      const target: Target = { server, name }
      if (!server.enabled)
        target.refused = `The server "${server.name}" is switched off in Belljar, and its prompt "${name}" with it.`
      targets.set(clientName, { prompt, target })
    }
  }
  return targets
}

function firstOfEach(
  on: readonly Served[],
  list: 'resources' | 'resourceTemplates',
  key: string,
): Map<string, { server: Served; item: Json }> {
  const items = new Map<string, { server: Served; item: Json }>()
  for (const server of on) {
    for (const item of (server.catalog?.[list] ?? []).filter(isObject)) {
      const name = item[key]
      if (typeof name === 'string' && !items.has(name)) items.set(name, { server, item })
    }
  }
  return items
}

function fits(template: string, uri: string): boolean {
  try {
    return new UriTemplate(template).match(uri) !== null
  } catch {
    return false
  }
}

function instructionsOf(on: readonly Served[]): string {
  if (on.length === 0)
    return 'Belljar serves MCP servers from WebAssembly sandboxes. None is switched on at the moment; the person can do that in Belljar.'
  const intro = `Belljar serves these MCP servers, each from its own WebAssembly sandbox: ${on.map(({ name }) => name).join(', ')}.`
  const own = on.flatMap(({ name, catalog }) =>
    catalog?.instructions ? [`## ${name}\n\n${catalog.instructions}`] : [],
  )
  return [intro, ...own].join('\n\n')
}
