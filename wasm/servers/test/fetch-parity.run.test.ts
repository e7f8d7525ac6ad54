import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Guest, type Used } from './guest.ts'
import { said } from './markdown-facts.ts'
import { preparePeers } from './peers.ts'
import { schemasOf } from './schemas.ts'
import { redirect, site, status, typed } from './site.ts'

let peers: Awaited<ReturnType<typeof preparePeers>>

beforeAll(async () => {
  peers = await preparePeers()
  if ('python' in peers) peers = withReadability(peers.python)
  if ('reason' in peers) console.error(`\n  *** SKIPPED: mcp-server-fetch, because ${peers.reason}. ***\n`)
}, 600_000)

/** It finds a page's main part with Readability.js, which it installs when it is first called, with words on stdout. Better before. */
function withReadability(python: string): typeof peers {
  const where = 'import os, readabilipy; print(os.path.join(os.path.dirname(readabilipy.__file__), "javascript"))'
  const folder = execFileSync(python, ['-c', where], { encoding: 'utf8' }).trim()
  try {
    if (!existsSync(path.join(folder, 'node_modules')))
      execFileSync('npm', ['install', '--no-audit', '--no-fund'], {
        cwd: folder,
        stdio: 'ignore',
        shell: process.platform === 'win32',
      })
    return { python }
  } catch {
    return { reason: 'npm could not install its Readability.js' }
  }
}

interface Both {
  ours: Used
  theirs: Used
}

async function both(): Promise<(url: string, more?: object) => Promise<Both>> {
  if ('reason' in peers) throw new Error(peers.reason)
  const theirs = new Guest([peers.python, '-m', 'mcp_server_fetch', '--allow-private-ips'])
  const ours = new Guest('fetch')
  await Promise.all([ours.initialize(), theirs.initialize()])
  return async (url, more = {}) => {
    const args = { url, max_length: 50_000, ...more }
    return { ours: await ours.use('fetch', args), theirs: await theirs.use('fetch', args) }
  }
}

const sentence =
  'The bell jar holds what is put under it, and lets nobody touch it from outside, however long they look at it, or why. '

const article = `<!doctype html><html lang=en><head><title>About bell jars</title><style>p{color:red}</style></head><body>
<nav><ul><li><a href=/>Home</a></li><li><a href=/about>About</a></li></ul></nav>
<main><article><h1>About bell jars</h1><p>${sentence.repeat(4)}</p>
<h2>What they <em>hold</em></h2><p>Some hold <strong>clocks</strong>, see <a href="https://example.com/clocks?a=1&amp;b=2">all clocks</a>.
${sentence.repeat(3)}</p><ul><li>moss and fern</li><li>a <a href="https://example.com/rose">rose</a></li><li>snake_case * star</li></ul>
<ol><li>lift</li><li>place</li><li>lower</li></ol><blockquote><p>Nothing gets out.</p></blockquote>
<h3>Code</h3><p>Call <code>jar.close()</code> when done. ${sentence.repeat(2)}</p><pre><code>fn main() {
    let jar = Jar::new();   // &lt;glass&gt;

    jar.close();
}</code></pre><h3>Sizes</h3><p>${sentence.repeat(2)}</p>
<table><thead><tr><th>Name</th><th>Height</th></tr></thead><tbody><tr><td>small</td><td>10&nbsp;cm</td></tr>
<tr><td>large</td><td>40&nbsp;cm</td></tr></tbody></table><p>${sentence.repeat(3)} The end &amp; no more: 3 &lt; 4, caf&eacute;, 😀.</p></article></main>
<footer><p>Imprint</p></footer><script>track("visitor")</script></body></html>`

describe('mcp-server-fetch', () => {
  test('says the same of an article', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const { origin } = await site({ '/article': article })
    const { ours, theirs } = await (await both())(`${origin}/article`)
    expect([ours.failed, theirs.failed]).toEqual([false, false])
    const start = `Contents of ${origin}/article:\n`
    for (const { text } of [ours, theirs]) expect(text.startsWith(start)).toBe(true)
    const [we, they] = [ours, theirs].map(({ text }) => said(text.slice(start.length))) as [
      ReturnType<typeof said>,
      ReturnType<typeof said>,
    ]
    // It leaves out a heading that is the page's title, which it does not say anywhere else.
    expect(we.headings).toEqual(['About bell jars', ...they.headings])
    expect({ ...we, headings: [] }).toEqual({ ...they, headings: [] })
    expect(we.code).toHaveLength(1)
    expect(we.rows).toHaveLength(3)
    expect(we.items).toHaveLength(6)
    for (const { text } of [ours, theirs]) expect(text).not.toMatch(/track|Imprint|color:red|Home/)
  })

  test('gives the same text, byte for byte, for whatever is no page', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const letters = Array.from({ length: 400 }, (_, n) => `${n}ä`).join(' ')
    const { origin } = await site({
      '/json': typed('application/json', '{"a": [1, 2, {"b": "ü"}]}'),
      '/text': typed('text/plain; charset=utf-8', letters),
      '/latin': typed('text/plain; charset=iso-8859-1', Buffer.from('gr\xfc\xdfe', 'latin1')),
      '/empty': typed('text/plain', ''),
      '/page': article,
      '/moved': redirect('/json'),
      '/here': status(204),
    })
    const fetch = await both()
    const calls: [string, object?][] = [
      ['/json'],
      ['/text'],
      ['/text', { max_length: 100 }],
      ['/text', { max_length: 7, start_index: 333 }],
      ['/text', { start_index: letters.length - 5, max_length: 5 }],
      ['/text', { start_index: letters.length - 6, max_length: 5 }],
      ['/text', { start_index: letters.length }],
      ['/text', { start_index: 999_999 }],
      ['/latin'],
      ['/empty'],
      ['/page', { raw: true }],
      ['/page', { raw: true, max_length: 50, start_index: 50 }],
      ['/moved'],
    ]
    for (const [where, more] of calls) {
      const { ours, theirs } = await fetch(origin + where, more)
      expect({ where, more, text: ours.text }).toEqual({ where, more, text: theirs.text })
      expect([ours.failed, theirs.failed]).toEqual([false, false])
    }
  })

  test('fails where ours does', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const { origin } = await site({ '/500': status(500), '/401': status(401), '/loop': redirect('/loop') })
    const closed = await site({
      '/robots.txt': typed('text/plain', 'User-agent: *\nDisallow: /x*y\nAllow: /x1y$'),
      '/x1y': 'open',
      '/x2y': 'shut',
    })
    const locked = await site({ '/robots.txt': status(403), '/': 'shut' })
    const fetch = await both()
    for (const [url, words] of [
      [`${origin}/none`, 'status code 404'],
      [`${origin}/500`, 'status code 500'],
      [`${origin}/401`, 'status code 401'],
      [`${origin}/loop`, 'redirect'],
      [`${closed.origin}/x2y`, 'robots.txt'],
      [`${locked.origin}/`, 'robots.txt'],
      ['http://127.0.0.1:1/', '127.0.0.1:1/'],
      ['http://nowhere.invalid/', 'nowhere.invalid'],
    ] as const) {
      const { ours, theirs } = await fetch(url)
      expect([url, ours.failed, theirs.failed]).toEqual([url, true, true])
      for (const { text } of [ours, theirs]) expect(text.toLowerCase()).toContain(words)
    }
    const open = await fetch(`${closed.origin}/x1y`)
    expect([open.ours.failed, open.theirs.failed]).toEqual([false, false])
  })

  test('has no argument that ours does not take', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const ours = new Guest('fetch')
    const theirs = new Guest([peers.python, '-m', 'mcp_server_fetch'])
    await Promise.all([ours.initialize(), theirs.initialize()])
    const [tool] = (await schemasOf(ours)).tools
    const listed = (await theirs.ask('tools/list')).result?.['tools'] as {
      inputSchema: { properties: object; required: string[] }
    }[]
    expect(Object.keys(tool!.inputSchema.properties ?? {}).sort()).toEqual(
      Object.keys(listed[0]!.inputSchema.properties).sort(),
    )
    expect(tool!.inputSchema.required).toEqual(listed[0]!.inputSchema.required)
  })
})
