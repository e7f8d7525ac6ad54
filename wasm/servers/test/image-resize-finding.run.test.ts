import { mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { imageFolder, imageServer } from './image-folder.ts'

interface Found {
  path: string
  error?: string
  format?: string
}

const names = (found: Found[], folder: string) => found.map((one) => path.relative(folder, one.path))

describe('scan_directory', () => {
  it('lists what it can read, always in the same order', async () => {
    const folder = await imageFolder()
    await mkdir(path.join(folder, 'b/deep'), { recursive: true })
    await mkdir(path.join(folder, 'a'))
    for (const [from, to] of [
      ['rgb.png', 'b/deep/one.PNG'],
      ['grey.jpg', 'a/two.JPeG'],
      ['cmyk.jpg', 'a/three.txt'],
    ] as const)
      await rename(path.join(folder, from), path.join(folder, to))
    await mkdir(path.join(folder, 'folder.png'))
    const { use } = await imageServer(folder)
    const all = await use('scan_directory', { directory: folder })
    const here = (await use('scan_directory', { directory: folder, recursive: false })).structured
    const found = names(all.structured.images as Found[], folder)
    expect(found.slice(-2)).toEqual(['a/two.JPeG', 'b/deep/one.PNG'])
    expect(found.slice(0, -2)).toEqual([...found.slice(0, -2)].sort())
    expect(all.structured).toMatchObject({ total_images: 16, truncated: false, errors: [], recursive: true })
    expect(here).toMatchObject({ total_images: 14, recursive: false })
    expect(all.text).toContain(`16 images, ${all.structured.total_size_bytes} bytes, in "${folder}"`)
    const some = await use('scan_directory', { directory: folder, extensions: ['.JPG', '*.txt', ''] })
    expect(names(some.structured.images as Found[], folder)).toEqual([
      'baseline.jpg',
      'full-colour.jpg',
      'progressive.jpg',
      'a/three.txt',
    ])
  })

  it('tells about each what its header says, and about broken ones why not', async () => {
    const folder = await imageFolder()
    await writeFile(path.join(folder, 'broken.gif'), 'GIF89a')
    await writeFile(path.join(folder, 'empty.png'), '')
    const { use } = await imageServer(folder)
    const { structured } = await use('scan_directory', { directory: folder, include_info: true })
    const images = structured.images as Found[]
    const wrong = images.filter((image) => image.error !== undefined)
    expect(wrong.map((image) => [path.basename(image.path), image.error])).toEqual([
      ['broken.gif', expect.stringContaining('truncated or damaged')],
      ['empty.png', expect.stringContaining('it is empty')],
    ])
    for (const image of images.filter((one) => one.error === undefined))
      expect(image).toMatchObject({ width: 53, height: 37, size_bytes: expect.any(Number) as number })
  })

  it('is not caught in a loop of links, and does not mind one that leads nowhere', async () => {
    const folder = await imageFolder()
    await mkdir(path.join(folder, 'sub'))
    await symlink('..', path.join(folder, 'sub/loop'))
    await symlink('self.png', path.join(folder, 'self.png'))
    await symlink('rgb.png', path.join(folder, 'zz-link.png'))
    await symlink('/etc/passwd', path.join(folder, 'zz-out.png'))
    const { use } = await imageServer(folder)
    const { structured } = await use('scan_directory', { directory: folder })
    const found = names(structured.images as Found[], folder)
    expect(found).toHaveLength(18)
    expect(found.at(-1)).toBe('zz-link.png')
    expect(names(structured.errors as Found[], folder).sort()).toEqual(['self.png', 'zz-out.png'])
  })

  it.each([
    ['rgb.png', 'is no folder: get_image_info'],
    ['nothing', 'No such file or directory'],
  ])('%s is no folder', async (name, sentence) => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const used = await use('scan_directory', { directory: path.join(folder, name) })
    expect(used).toMatchObject({ failed: true, text: expect.stringContaining(sentence) as string })
  })

  it('lists ten thousand files', async () => {
    const folder = await imageFolder()
    for (let at = 0; at < 100; at++) {
      const sub = path.join(folder, `sub${at}`)
      await mkdir(sub)
      await Promise.all(Array.from({ length: 100 }, (_, n) => writeFile(path.join(sub, `${n}.png`), 'x')))
    }
    const { use } = await imageServer(folder)
    const { structured } = await use('scan_directory', { directory: folder })
    expect(structured).toMatchObject({ total_images: 10_017, truncated: false })
  }, 60_000)
})

describe('compute_image_hash and compare_hashes', () => {
  it('finds the copies', async () => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    for (const hash_type of ['phash', 'dhash', 'ahash', null]) {
      const hashes: Record<string, unknown>[] = []
      for (const name of ['rgb.png', 'full-colour.jpg', 'lossy.webp', 'palette.png', 'bits.png']) {
        const args = { image_path: path.join(folder, name), hash_type }
        const { structured, text } = await use('compute_image_hash', args)
        expect(structured.hash).toMatch(/^[0-9a-f]{16}$/)
        expect(structured.hash_type).toBe(hash_type ?? 'phash')
        expect(text).toContain(structured.hash)
        hashes.push(structured as Record<string, unknown>)
      }
      hashes.push({ path: 'failed', error: 'Cannot read it' }, { path: 'other', hash: '00', hash_type })
      const { structured } = await use('compare_hashes', { hashes, threshold: 12 })
      const paths = structured.duplicate_groups[0].paths as string[]
      expect(paths.slice(0, 3).map((one) => path.basename(one))).toEqual(['rgb.png', 'full-colour.jpg', 'lossy.webp'])
      expect((structured.skipped as Found[]).map((one) => one.path)).toEqual(['failed', 'other'])
      expect(structured.compared).toBe(5)
    }
  })

  it.each([
    [{ hash_type: 'whash' }, 'must be phash, dhash or ahash, not "whash"'],
    [{ image_path: 'nothing.png' }, 'No such file or directory'],
  ])('refuses %j', async (args, sentence) => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const used = await use('compute_image_hash', { image_path: 'rgb.png', ...args })
    expect(used).toMatchObject({ failed: true, text: expect.stringContaining(sentence) as string })
  })

  it('counts distances, and joins what hangs together', async () => {
    const { use } = await imageServer()
    const hashes = [
      '0000000000000000',
      '0000000000000007',
      '000000000000003f',
      'ffffffffffffffff',
      'FFFFFFFFFFFFFFFF',
    ].map((hash, at) => ({ path: `${at}`, hash }))
    const { structured, text } = await use('compare_hashes', { hashes, threshold: 3 })
    expect(structured).toMatchObject({
      duplicate_groups: [{ paths: ['0', '1', '2'] }, { paths: ['3', '4'] }],
      pairs: [
        { path1: '3', path2: '4', distance: 0 },
        { path1: '0', path2: '1', distance: 3 },
        { path1: '1', path2: '2', distance: 3 },
      ],
      pair_count: 3,
      hash_type: null,
    })
    expect(text).toContain('Group 1: 0, 1, 2')
    expect((await use('compare_hashes', { hashes, threshold: 0 })).structured.pair_count).toBe(1)
    expect((await use('compare_hashes', { hashes: [{ path: 'x', hash: 'z'.repeat(9000) }] })).structured.compared).toBe(
      0,
    )
    expect((await use('compare_hashes', { hashes, threshold: -1 })).text).toContain('must be at least 0')
    expect((await use('compare_hashes', { hashes: [5] })).text).toContain('hashes[0] must be object')
  })

  it('compares thousands', async () => {
    const { use } = await imageServer()
    const hashes = Array.from({ length: 5000 }, (_, at) => ({ path: `${at}`, hash: (at % 10).toString(16).repeat(16) }))
    const { structured } = await use('compare_hashes', { hashes, threshold: 0 })
    expect(structured).toMatchObject({ compared: 5000, pair_count: 500 * 499 * 5 })
    expect(structured.duplicate_groups).toHaveLength(10)
    expect(structured.pairs).toHaveLength(10_000)
  }, 60_000)
})
