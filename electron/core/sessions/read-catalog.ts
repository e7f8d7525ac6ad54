import type { Problem } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Catalog } from '../servers/catalog.ts'
import type { GuestLink } from './guest-link.ts'
import { isObject, type Json } from './message.ts'

const notRead: Problem = { code: 'unavailable', message: 'The server ended while its lists were read.' }
const maxPages = 100
const maxItems = 10_000

/** Starts the guest if need be and reads what it offers. Rejects with a ProblemError when it cannot be started. */
export async function readCatalog(link: GuestLink): Promise<Catalog> {
  const { era, protocolVersion, capabilities, serverInfo, instructions } = await link.open()
  const has = (what: string) => isObject(capabilities[what])
  const [tools, prompts, resources, resourceTemplates] = [
    has('tools') ? await readList(link, 'tools/list', 'tools') : [],
    has('prompts') ? await readList(link, 'prompts/list', 'prompts') : [],
    has('resources') ? await readList(link, 'resources/list', 'resources') : [],
    has('resources') ? await readList(link, 'resources/templates/list', 'resourceTemplates') : [],
  ]
  return {
    era,
    protocolVersion,
    capabilities,
    serverInfo,
    ...(instructions !== undefined && { instructions }),
    tools: tools.filter((tool) => typeof tool['name'] === 'string' && isObject(tool['inputSchema'])),
    prompts: prompts.filter((prompt) => typeof prompt['name'] === 'string'),
    resources: resources.filter((resource) => typeof resource['uri'] === 'string'),
    resourceTemplates: resourceTemplates.filter((template) => typeof template['uriTemplate'] === 'string'),
  }
}

/** All pages of a list. A list that the guest refuses is empty: many servers declare more than they have. */
async function readList(link: GuestLink, method: string, key: string): Promise<Json[]> {
  const items: Json[] = []
  let cursor: string | undefined
  for (let page = 0; page < maxPages && items.length < maxItems; page++) {
    const answer = await link.request(method, cursor === undefined ? {} : { cursor }).answer
    if (answer.kind === 'error') break
    if (answer.kind !== 'result') throw new ProblemError(notRead)
    const list = answer.result[key]
    if (Array.isArray(list)) items.push(...list.filter(isObject))
    const next = answer.result['nextCursor']
    if (typeof next !== 'string' || next === cursor) break
    cursor = next
  }
  return items.slice(0, maxItems)
}
