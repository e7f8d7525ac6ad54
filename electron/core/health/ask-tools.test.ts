import { expect, test } from 'vitest'
import type { Catalog } from '../servers/catalog.ts'
import type { GuestLink } from '../sessions/guest-link.ts'
import { askTools } from './ask-tools.ts'
import { printOf } from './tools-print.ts'

/** A guest that answers with these pages, and counts how many were asked for. */
function guest(pages: unknown[][]) {
  const asked: unknown[] = []
  const request = (_method: string, params: { cursor?: string }) => {
    asked.push(params)
    const nth = Number(params.cursor ?? 0)
    const more = nth + 1 < pages.length
    const result = { tools: pages[nth], ...(more && { nextCursor: String(nth + 1) }) }
    return { answer: Promise.resolve({ kind: 'result', result }), cancel: () => undefined }
  }
  return { asked, link: { request } as unknown as GuestLink }
}
const options = { server: 'x', ms: 1000, signal: new AbortController().signal, aside: false }
const tool = (name: string, text = '') => ({ name, description: text, inputSchema: { type: 'object' } })
const catalog = (tools: unknown[]) => ({ tools }) as Catalog

test('the order of tools and of their keys makes no other list, a word does', async () => {
  const { link } = guest([[tool('a'), tool('b')], [tool('c')]])
  const known = catalog([tool('c'), { inputSchema: { type: 'object' }, description: '', name: 'b' }, tool('a')])
  const answer = await askTools(link, options)
  expect(answer).toEqual({ kind: 'tools', print: printOf(known) })
  expect(answer).not.toEqual({ kind: 'tools', print: printOf(catalog([tool('a'), tool('b'), tool('c', 'now')])) })
})

test('no more is asked for once there is too much, and no list is made of it', async () => {
  const large = guest(Array.from({ length: 100 }, () => [tool('a', 'x'.repeat(3_000_000))]))
  expect(await askTools(large.link, options)).toEqual({ kind: 'tools' })
  expect(large.asked).toHaveLength(3)
  const many = guest(Array.from({ length: 100 }, () => Array.from({ length: 4000 }, (_, i) => tool(String(i)))))
  expect(await askTools(many.link, options)).toEqual({ kind: 'tools' })
  expect(many.asked).toHaveLength(3)
})
