import { gzipSync, deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fetching } from './fetching.ts'
import { redirect, site, status, typed } from './site.ts'

const page = `<!doctype html><html><head><title>The page</title></head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Heading</h1><p>Some <b>bold</b> text with a <a href="../other?a=1&amp;b=2">link</a>.</p>
<ul><li>one</li><li>two</li></ul><pre><code class="language-js">let a = 1\nlet b</code></pre>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></main>
<script>alert(1)</script><footer>Imprint</footer></body></html>`

describe('a page', () => {
  it('comes as Markdown, after the site was asked whether it may', async () => {
    const { origin, seen } = await site({ '/docs/page': page })
    const fetch = await fetching()
    const { text, structured, failed } = await fetch(`${origin}/docs/page`)
    expect(failed).toBe(false)
    const markdown = [
      '# Heading',
      `Some **bold** text with a [link](${origin}/other?a=1&b=2).`,
      '* one\n* two',
      '```js\nlet a = 1\nlet b\n```',
      '| A | B |\n| --- | --- |\n| 1 | 2 |',
    ].join('\n\n')
    expect(text).toBe(`Contents of ${origin}/docs/page:\n${markdown}`)
    expect(structured).toEqual({
      url: `${origin}/docs/page`,
      final_url: `${origin}/docs/page`,
      status: 200,
      content_type: 'text/html; charset=utf-8',
      charset: 'UTF-8',
      format: 'markdown',
      title: 'The page',
      content: markdown,
      start_index: 0,
      length: markdown.length,
      truncated: false,
    })
    expect(seen).toEqual(['GET /robots.txt', 'GET /docs/page'])
  })

  it('comes as it is when that is asked for', async () => {
    const { origin } = await site({ '/': page })
    const { text } = await (await fetching())(origin, { raw: true })
    expect(text).toBe(
      `Content type text/html; charset=utf-8 cannot be simplified to markdown, but here is the raw content:\nContents of ${origin}/:\n${page}`,
    )
  })

  it('comes in pieces that lose nothing and split no character', async () => {
    const words = Array.from({ length: 300 }, (_, n) => `ä${n}👍`).join(' ')
    const { origin } = await site({ '/': `<p>${words}</p>` })
    const fetch = await fetching()
    const pieces: string[] = []
    let start: number | undefined = 0
    while (start !== undefined) {
      const { text, structured } = await fetch(origin, { start_index: start, max_length: 100 })
      pieces.push(structured.content)
      const next = start + 100
      const note = `\n\n<error>Content truncated. Call the fetch tool with a start_index of ${next} to get more content.</error>`
      expect(text).toBe(`Contents of ${origin}/:\n${structured.content}${structured.truncated ? note : ''}`)
      expect(structured.next_start_index).toBe(structured.truncated ? next : undefined)
      start = structured.next_start_index
    }
    expect(pieces.join('')).toBe(words)
    const beyond = await fetch(origin, { start_index: 100_000 })
    expect(beyond.text).toBe(`Contents of ${origin}/:\n<error>No more content available.</error>`)
  })

  it('without any text says so', async () => {
    const { origin } = await site({ '/': '<div id=app></div><script>render()</script>', '/bare': '<div></div>' })
    const fetch = await fetching()
    for (const page of [origin, `${origin}/bare`])
      expect((await fetch(page)).text).toContain(
        '<error>Page failed to be simplified from HTML</error> The page has no text of its own and may need scripts, ' +
          'which do not run here: try raw: true for its source.',
      )
  })

  it.each([
    ['windows-1252', Buffer.from('<p>\x80 gr\xfc\xdf', 'latin1'), 'text/html; charset=ISO-8859-1', '€ grüß'],
    ['windows-1251', Buffer.from('<meta charset=windows-1251><p>\xcf\xf0\xe8', 'latin1'), 'text/html', 'При'],
    ['UTF-16LE', Buffer.from('\ufeff<p>grüß 中', 'utf16le'), 'text/html', 'grüß 中'],
    [
      'Shift_JIS',
      Buffer.from('<meta http-equiv=x content="text/html; charset=shift_jis"><p>\x93\xfa\x96\x7b', 'latin1'),
      'text/html',
      '日本',
    ],
    ['EUC-KR', Buffer.from('<p>\xb0\xa1', 'latin1'), 'text/html;charset="euc-kr"', '가'],
    ['GBK', Buffer.from('<p>\xd6\xd0\xce\xc4', 'latin1'), 'text/html; charset=gb2312', '中文'],
    ['Big5', Buffer.from('<p>\xa4\xa4\xa4\xe5', 'latin1'), 'text/html; charset=big5', '中文'],
    ['UTF-8', Buffer.from('<p>grüß'), 'text/html; charset=no-such-thing', 'grüß'],
  ])('in %s is read', async (charset, body, type, content) => {
    const { origin } = await site({ '/': typed(type, body) })
    expect((await (await fetching())(origin)).structured).toMatchObject({ charset, content })
  })

  it.each([
    ['gzip', gzipSync(page)],
    ['deflate', deflateSync(page)],
    ['deflate', deflateRawSync(page)],
    ['GZIP', gzipSync(page)],
  ])('packed with %s is unpacked', async (encoding, body) => {
    const { origin } = await site({ '/': typed('text/html', body, { 'content-encoding': encoding }) })
    expect((await (await fetching())(origin)).structured.content).toMatch(/^# Heading\n/)
  })
})

describe('what is no page', () => {
  it.each([
    ['application/json', '{"a":[1,2]}'],
    ['application/ld+json; charset=utf-8', '{}'],
    ['text/plain', 'plain <b>text</b>'],
    ['text/csv', 'a,b\n1,2'],
    ['image/svg+xml', '<svg/>'],
    ['application/octet-stream', 'text all the same'],
  ])('comes as it is: %s', async (type, body) => {
    const { origin } = await site({ '/': typed(type, body) })
    const { text, structured } = await (await fetching())(origin)
    expect(text).toBe(
      `Content type ${type} cannot be simplified to markdown, but here is the raw content:\nContents of ${origin}/:\n${body}`,
    )
    expect(structured).toMatchObject({ format: 'raw', content: body })
  })

  it('is refused where it is binary, with its type and size', async () => {
    const { origin } = await site({
      '/p': typed('image/png', Buffer.alloc(1500), { 'content-length': 1500 }),
      '/d': typed('application/octet-stream', Buffer.from([1, 0, 2])),
      '/pdf': typed('text/plain', '%PDF-1.7 x'),
      '/video': (_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).write(Buffer.alloc(9)),
    })
    const fetch = await fetching()
    const rest = 'no text, so there is nothing that this tool could read from it.'
    expect(await fetch(`${origin}/p`)).toMatchObject({
      failed: true,
      text: `${origin}/p is image/png, 1.5 KB: ${rest}`,
    })
    expect((await fetch(`${origin}/d`)).text).toBe(`${origin}/d is application/octet-stream, 3 bytes: ${rest}`)
    expect((await fetch(`${origin}/pdf`)).text).toContain('is text/plain, 10 bytes: no text')
    expect((await fetch(`${origin}/video`)).text).toContain('is video/mp4, of unknown size: no text')
  })
})

describe('redirects', () => {
  it('are followed, relative ones too', async () => {
    const { origin, seen } = await site({
      '/a': redirect('b/', 301),
      '/b/': redirect('../c?d=ü', 307),
      '/c?d=%C3%BC': page,
    })
    const { text, structured } = await (await fetching())(`${origin}/a#part`)
    expect(structured).toMatchObject({
      url: `${origin}/a#part`,
      final_url: `${origin}/c?d=%C3%BC#part`,
      title: 'The page',
    })
    expect(text).toContain(`Contents of ${origin}/a#part:\n# Heading`)
    // One site is asked once.
    expect(seen).toEqual(['GET /robots.txt', 'GET /a', 'GET /b/', 'GET /c?d=%C3%BC'])
  })

  it('that lead nowhere are told', async () => {
    const routes = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`/n${n}`, redirect(`/n${n + 1}`)]))
    const { origin } = await site({
      ...routes,
      '/x': redirect('/y'),
      '/y': redirect('/x'),
      '/file': redirect('file:///etc/passwd'),
      '/user': redirect('http://me:hunter22@127.0.0.1/'),
      '/bad': redirect('http://'),
      '/none': status(302),
    })
    const fetch = await fetching()
    const said = async (path: string) => {
      const { text, failed } = await fetch(origin + path)
      expect(failed).toBe(true)
      expect(text).not.toContain('hunter22')
      return text
    }
    expect(await said('/x')).toContain(`its redirects go round in a circle, back to ${origin}/x.`)
    expect(await said('/n0')).toContain('it redirects more than 10 times')
    expect(await said('/file')).toContain('redirects. Only http and https URLs can be fetched, not')
    expect(await said('/user')).toContain('holds a user name or a password')
    expect(await said('/bad')).toContain('redirects. The target is no URL.')
    expect(await said('/none')).toContain('status code 302')
  })

  it('to a host that cannot be reached name both', async () => {
    const { origin } = await site({ '/': redirect('http://nowhere.invalid/x') })
    expect((await (await fetching())(origin)).text).toBe(
      `${origin}/ redirects to http://nowhere.invalid/x. Failed to fetch http://nowhere.invalid/x: There is no host ` +
        'nowhere.invalid: its name cannot be looked up. Check its spelling.',
    )
  })
})
