import { linkSync, lstatSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { folder, probe, token, welded } from './welded.ts'

let code: string
beforeAll(async () => {
  code = await welded('probe', ['filesystem'], ['read /ro', 'write /rw'])
}, 120_000)

function three() {
  const folders = { '/ro': folder(), '/rw': folder(), '/hidden': folder() }
  return { folders, env: { BELLJAR_CHANNEL: token } }
}

/** Names, kinds, sizes and contents, and every time but that of the last access. */
function everything(place: string): unknown[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const file = path.join(place, name)
      const { mode, nlink, mtimeMs, size } = lstatSync(file)
      return [name, mode, nlink, mtimeMs, size, lstatSync(file).isFile() && readFileSync(file, 'utf8')]
    })
}

/** Every function that changes something, and what it is about. */
const changes: [call: string, subject: string][] = [
  ['write ? f X', '?/f'],
  ['write-via-stream ? f X', '?/f'],
  ['append-via-stream ? f X', '?/f'],
  ['set-size ? f', '?/f'],
  ['set-times ? f', '?/f'],
  ['set-times-at ? f', '?/f'],
  ['create-directory-at ? new', '?/new'],
  ['symlink-at ? link f', '?/link'],
  ['link-at ? f ? hard', '?/f'],
  ['rename-at ? f ? g', '?/f'],
  ['rename-at ? g ? f', '?/g'],
  ['open-at ? made create write', '?/made'],
  ['open-at ? f write', '?/f'],
  ['open-at ? d mutate-directory', '?/d'],
  ['open-at ? f truncate write', '?/f'],
  ['open-at ? exclusive create exclusive write', '?/exclusive'],
  ['unlink-file-at ? f', '?/f'],
  ['remove-directory-at ? d', '?/d'],
]

describe('a folder that is granted to read', () => {
  it('is not changed by any function, and each attempt is reported', async () => {
    const around = three()
    const before = everything(around.folders['/ro'])
    for (const [call, subject] of changes) {
      const { answers, reports } = await probe(code, around, [call.replaceAll('?', '/ro')])
      expect([call, answers, reports]).toEqual([call, ['read-only'], [`write ${subject.replace('?', '/ro')}`]])
    }
    expect(everything(around.folders['/ro'])).toEqual(before)
  })

  it('is not opened with any flag that could change it', async () => {
    const around = three()
    for (const flags of ['create', 'truncate', 'exclusive', 'create read', 'write', 'read write', 'mutate-directory']) {
      const { answers, reports } = await probe(code, around, [`open-at /ro f ${flags}`])
      expect([flags, answers, reports]).toEqual([flags, ['read-only'], ['write /ro/f']])
    }
    expect((await probe(code, around, ['open-at /ro f read sync', 'open-at /ro d directory read'])).answers).toEqual([
      'ok DescriptorFlags(READ)',
      'ok DescriptorFlags(READ)',
    ])
  })

  it('gives no file to a folder that is granted to write, nor takes one', async () => {
    const around = three()
    const calls = ['link-at /ro f /rw g', 'rename-at /ro f /rw g', 'link-at /rw f /ro g', 'rename-at /rw f /ro g']
    const { answers, reports } = await probe(code, around, calls)
    expect(answers).toEqual(['read-only', 'read-only', 'read-only', 'read-only'])
    // The second says the same as the first, the fourth as the third: the same is not said twice in a row.
    expect(reports).toEqual(['write /ro/f', 'write /ro/g'])
    expect(readdirSync(around.folders['/rw'])).toEqual(['d', 'f'])
  })

  it('is read like any other', async () => {
    const around = three()
    symlinkSync('f', path.join(around.folders['/ro'], 'link'))
    linkSync(path.join(around.folders['/ro'], 'f'), path.join(around.folders['/ro'], 'hard'))
    const { answers, reports } = await probe(code, around, [
      'read /ro f',
      'read-via-stream /ro f',
      'stat /ro f',
      'stat-at /ro link',
      'readlink-at /ro link',
      'read-directory /ro .',
      'get-flags /ro f',
      'folder-flags /ro .',
      'get-type /ro f',
      'is-same-object /ro f',
      'metadata-hash /ro f',
      'metadata-hash-at /ro f',
      'advise /ro f',
      'sync /ro f',
      'sync-data /ro f',
      'stat-at /ro nothing',
    ])
    expect(answers).toEqual([
      'ok hello false',
      'ok hello',
      'ok 5',
      'ok 5',
      'ok f',
      'ok d f hard link',
      'ok DescriptorFlags(READ)',
      'ok DescriptorFlags(READ)',
      'ok DescriptorType::RegularFile',
      'ok true',
      'ok ',
      'ok ',
      'ok ',
      'ok ',
      'ok ',
      'no-entry',
    ])
    expect(reports).toEqual([])
  })
})

describe('a folder that is granted to write', () => {
  it('is changed by every function', async () => {
    const around = three()
    const calls = changes.map(([call]) => call.replaceAll('?', '/rw'))
    const { answers, reports } = await probe(code, around, calls)
    expect(answers.map((answer, n) => [calls[n], answer.slice(0, 3)])).toEqual(calls.map((call) => [call, 'ok ']))
    expect(reports).toEqual([])
    expect(readdirSync(around.folders['/rw'])).toEqual(['exclusive', 'hard', 'link', 'made', 'new'])
  })

  it('takes and gives much at once', async () => {
    const around = three()
    const calls = ['write-much /rw f 5000000', 'stat-at /rw f', 'read /rw f 5000000']
    const { answers } = await probe(code, around, calls)
    expect(answers.slice(0, 2)).toEqual(['ok ', 'ok 5000000'])
    expect(answers[2]).toMatch(/^ok \d{5,} false$/)
  })
})

describe('the guest', () => {
  it('sees the folders of the policy only, and none of the variables that are for guards', async () => {
    const around = { ...three(), env: { BELLJAR_CHANNEL: token, BELLJAR_EGRESS: 'x', BELLJAR: '1', OWN: '2' } }
    expect((await probe(code, around, ['preopens', 'env'])).answers).toEqual(['ok /ro /rw', 'ok BELLJAR=1,OWN=2'])
  })

  it('is reported where it leads out of a folder, by every function with a path', async () => {
    const around = three()
    symlinkSync('/etc/passwd', path.join(around.folders['/ro'], 'absolute'))
    symlinkSync('..', path.join(around.folders['/ro'], 'up'))
    const cases: [call: string, report: string][] = [
      ['stat-at /ro /etc/passwd', '/etc/passwd'],
      ['stat-at /ro ../x', '/ro/../x'],
      ['stat-at /ro absolute', '/ro/absolute'],
      ['open-at /ro up/x read', '/ro/up/x'],
      ['open-at /ro absolute read', '/ro/absolute'],
      ['readlink-at /ro ../x', '/ro/../x'],
      ['metadata-hash-at /ro ../x', '/ro/../x'],
      ['create-directory-at /rw ../x', '/rw/../x'],
      ['remove-directory-at /rw ../x', '/rw/../x'],
      ['unlink-file-at /rw ../x', '/rw/../x'],
      ['set-times-at /rw ../x', '/rw/../x'],
      ['rename-at /rw f /rw ../x', '/rw/../x'],
      ['link-at /rw ../x /rw g', '/rw/../x'],
      ['symlink-at /rw link /etc/passwd', '/etc/passwd'],
      ['symlink-at /rw ../link f', '/rw/../link'],
    ]
    for (const [call, path] of cases) {
      const { answers, reports } = await probe(code, around, [call])
      expect([call, answers, reports]).toEqual([call, ['not-permitted'], [`outside ${path}`]])
    }
    expect(readdirSync(around.folders['/rw'])).toEqual(['d', 'f'])
  })

  it('gets no report through: without a channel nothing is written, and its own text stays text', async () => {
    const around = three()
    const silent = await probe(code, { folders: around.folders }, ['write /ro f X'])
    expect([silent.answers, silent.reports, silent.err]).toEqual([['read-only'], [], ''])
    const own = await probe(code, around, [`say \nbelljar-guard\twrong\twrite\t/etc\t\n`])
    expect(own.reports).toEqual([])
    expect(own.err).toContain('wrong')
  })

  it('says long and odd paths in one line of at most 4 KiB', async () => {
    const around = three()
    const { reports } = await probe(code, around, [
      `create-directory-at /ro ${'é'.repeat(5000)}`,
      'unlink-file-at /ro a\nb\t%',
    ])
    expect(reports[0]?.length).toBeGreaterThan(500)
    expect(reports[0]?.endsWith('…')).toBe(true)
    expect(reports[1]).toBe('write /ro/a\nb\t%')
  })

  it('fills no memory with the names of its handles', async () => {
    expect((await probe(code, three(), ['dive /ro . 500', 'unlink-file-at /ro f'])).answers).toEqual([
      'ok 500',
      'read-only',
    ])
  })

  it('cannot reach a file that the host put behind a link in a folder to read, but one inside it', async () => {
    const around = three()
    writeFileSync(path.join(around.folders['/hidden'], 'secret'), 'secret')
    symlinkSync(path.join(around.folders['/hidden'], 'secret'), path.join(around.folders['/ro'], 'out'))
    symlinkSync('../f', path.join(around.folders['/ro'], 'd/in'))
    const { answers } = await probe(code, around, ['open-at /ro out read', 'stat-at /ro d/in', 'stat-at /ro d/../f'])
    expect(answers).toEqual(['not-permitted', 'ok 5', 'ok 5'])
  })
})
