import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { guess } from '../../../electron/core/denials/guess.ts'
import { imageFolder, imageServer, imagesOf } from './image-folder.ts'

const file = (folder: string, name: string) => ({ image_path: path.join(folder, name) })

describe('get_image_info', () => {
  it.each([
    ['baseline.jpg', { format: 'JPEG', mode: 'RGB', orientation: 6, upright_width: 37, upright_height: 53 }],
    ['progressive.jpg', { format: 'JPEG', mode: 'RGB', orientation: 1, upright_width: 53, animated: false }],
    ['grey.jpg', { format: 'JPEG', mode: 'L', mime_type: 'image/jpeg' }],
    ['cmyk.jpg', { format: 'JPEG', mode: 'CMYK' }],
    ['alpha.png', { format: 'PNG', mode: 'RGBA', frames: 1 }],
    ['palette.png', { format: 'PNG', mode: 'P' }],
    ['bits.png', { format: 'PNG', mode: '1', bits_per_channel: 1 }],
    ['sixteen.png', { format: 'PNG', mode: 'I;16', bits_per_channel: 16 }],
    ['animated.png', { format: 'PNG', animated: true, frames: 3 }],
    ['lossy.webp', { format: 'WEBP', mode: 'RGB' }],
    ['alpha.webp', { format: 'WEBP', mode: 'RGBA', orientation: 6 }],
    ['animated.webp', { format: 'WEBP', animated: true, frames: 2 }],
    ['animated.gif', { format: 'GIF', mode: 'P', animated: true, frames: 2 }],
  ])('%s', async (name, expected) => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const { structured, text } = await use('get_image_info', file(folder, name))
    expect(structured).toMatchObject({ ...expected, width: 53, height: 37, path: path.join(folder, name) })
    expect(text).toContain(`53 x 37 ${expected.format}`)
  })
})

describe('resize_image', () => {
  it('writes each kind as each format', async () => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const starts = { JPEG: 'ffd8ff', PNG: '89504e47', WEBP: '52494646' }
    for (const name of ['full-colour.jpg', 'cmyk.jpg', 'alpha.png', 'sixteen.png', 'lossless.webp', 'animated.gif'])
      for (const [output_format, start] of Object.entries(starts)) {
        const used = await use('resize_image', { ...file(folder, name), max_size: 20, output_format })
        expect(used.structured, used.text).toMatchObject({ width: 20, height: 14, format: output_format })
        const [image] = imagesOf(used)
        expect(image!.toString('hex', 0, start.length / 2)).toBe(start)
        expect(used.structured.size_bytes).toBe(image!.length)
        await writeFile(path.join(folder, 'made'), image!)
        const again = await use('get_image_info', file(folder, 'made'))
        expect(again.structured).toMatchObject({ width: 20, height: 14, format: output_format })
      }
  })

  it.each([
    [{ width: 20 }, 20, 14],
    [{ height: 74 }, 106, 74],
    [{ width: 30, height: 30 }, 30, 30],
    [{ max_size: 20 }, 20, 14],
    [{ max_size: 2000 }, 53, 37],
    [{ width: 500, max_size: 50 }, 50, 35],
    [{ max_size: 1 }, 1, 1],
    [{ width: null, height: null, max_size: null, quality: null, output_format: null }, 53, 37],
    [{}, 53, 37],
  ])('takes %j', async (args, width, height) => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const { structured, content } = await use('resize_image', { ...file(folder, 'rgb.png'), ...args })
    expect(structured).toMatchObject({ width, height, format: 'JPEG', quality: 85, original_width: 53 })
    expect(content.map(({ type }) => type)).toEqual(['text', 'image'])
  })

  it('puts upright, and says what was lost', async () => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const notes = async (name: string, args: object = {}) => {
      const { structured } = await use('resize_image', { ...file(folder, name), max_size: 30, ...args })
      return [structured.width, structured.height, (structured.notes as string[]).join(' ')]
    }
    expect(await notes('baseline.jpg')).toEqual([21, 30, expect.stringContaining('EXIF orientation 6')])
    expect(await notes('alpha.png')).toEqual([30, 21, expect.stringContaining('put on white')])
    expect(await notes('alpha.png', { output_format: 'png' })).toEqual([30, 21, ''])
    expect(await notes('animated.gif')).toEqual([30, 21, expect.stringContaining('first frame')])
    expect(await notes('cmyk.jpg')).toEqual([30, 21, expect.stringContaining('CMYK')])
    expect(await notes('sixteen.png')).toEqual([30, 21, expect.stringContaining('16 bits')])
    expect(await notes('rgb.png', { output_format: 'WebP' })).toEqual([30, 21, expect.stringContaining('without loss')])
  })

  it('means quality', async () => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const sizes: number[] = []
    for (const quality of [1, 40, 85, 100])
      sizes.push((await use('resize_image', { ...file(folder, 'rgb.png'), quality })).structured.size_bytes as number)
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    expect(sizes[3]).toBeGreaterThan(2 * sizes[0]!)
  })

  it.each([
    [{ width: 0 }, 'The argument width must be at least 1'],
    [{ max_size: 1e12 }, 'The argument max_size must be at most'],
    [{ quality: 101 }, 'The argument quality must be at most 100'],
    [{ output_format: 'BMP' }, 'must be JPEG, PNG or WEBP, not "BMP"'],
    [{ width: 60_000, height: 60_000 }, 'too large for an answer: ask for a smaller size'],
    [{ width: 20_000, height: 10, output_format: 'WEBP' }, 'more than WEBP allows, 16383 on a side'],
  ])('refuses %j', async (args, sentence) => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const used = await use('resize_image', { ...file(folder, 'rgb.png'), ...args })
    expect(used).toMatchObject({ failed: true, text: expect.stringContaining(sentence) as string })
  })
})

describe('paths', () => {
  it('says what the folder would have to be, so that it can be granted', async () => {
    const [folder, other] = [await imageFolder(), await imageFolder()]
    const { use } = await imageServer(folder)
    const outside = path.join(other, 'rgb.png')
    const { failed, text } = await use('get_image_info', { image_path: outside })
    expect(failed).toBe(true)
    expect(text).toContain(`it lies in no granted folder. Granted: "${folder}".`)
    const grants = [{ id: 'g', kind: 'directory', hostPath: folder, guestPath: folder, access: 'read' }] as never
    expect(guess(text, { image_path: outside }, grants)).toEqual({ kind: 'path', path: outside })
    expect((await use('scan_directory', { directory: other })).text).toContain('Permission denied')
    expect((await use('get_image_info', { image_path: `${folder}/../../etc/passwd` })).text).toContain('no granted')
  })

  it.each([
    ['nothing.png', 'No such file or directory'],
    ['rgb.png/x', /Not a directory|No such file/],
    ['', 'is a folder: scan_directory lists its images'],
    ['../../../../../x.png', 'it lies in no granted folder'],
    ['a\0b', 'nor hold a NUL'],
  ])('%j has a sentence', async (name, sentence) => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    for (const [tool, args] of [
      ['get_image_info', {}],
      ['resize_image', { max_size: 5 }],
      ['compute_image_hash', {}],
    ] as const) {
      const { failed, text } = await use(tool, { image_path: `${folder}/${name}`, ...args })
      expect(failed).toBe(true)
      expect(text).toMatch(sentence)
    }
  })

  it('takes a relative path in the only folder, and names with any letters', async () => {
    const folder = await imageFolder()
    await copyFile(path.join(folder, 'rgb.png'), path.join(folder, 'Zoë 文 "1".png'))
    const { use } = await imageServer(folder)
    for (const name of ['rgb.png', './rgb.png', 'Zoë 文 "1".png'])
      expect((await use('get_image_info', { image_path: name })).structured).toMatchObject({ width: 53 })
    const two = await imageServer(folder, await imageFolder())
    expect((await two.use('get_image_info', { image_path: 'rgb.png' })).text).toContain('give an absolute one')
    const none = await imageServer()
    expect((await none.use('get_image_info', { image_path: '/x.png' })).text).toContain('No folder is granted.')
  })
})

describe('batch_resize', () => {
  it('does the others when one fails', async () => {
    const folder = await imageFolder()
    await writeFile(path.join(folder, 'broken.jpg'), 'no image')
    const { use } = await imageServer(folder)
    const image_paths = ['rgb.png', 'broken.jpg', 'nothing.gif', 'still.gif'].map((name) => path.join(folder, name))
    const used = await use('batch_resize', { image_paths, max_size: 10 })
    expect(used.structured).toMatchObject({ total: 4, successful: 2, failed: 2 })
    const results = used.structured.results as { path: string; width?: number; error?: string }[]
    expect(results.map((one) => one.path)).toEqual(image_paths)
    expect(results.map((one) => one.width)).toEqual([10, undefined, undefined, 10])
    expect(results[1]!.error).toContain('it is no image that this server knows')
    expect(used.content.map(({ type }) => type)).toEqual(['text', 'text', 'image', 'text', 'image'])
    expect(used.text).toContain('Resized 2 of 4 images. The others:')
    const all = await use('batch_resize', { image_paths: image_paths.slice(1, 3) })
    expect(all).toMatchObject({ failed: true, text: expect.stringContaining('None of the 2 images') as string })
    expect((await use('batch_resize', { image_paths: [] })).failed).toBe(true)
  })

  it('makes thumbnails of 150 at quality 75 unless told otherwise', async () => {
    const folder = await imageFolder()
    const { use } = await imageServer(folder)
    const { structured } = await use('batch_resize', { image_paths: [path.join(folder, 'baseline.jpg')] })
    expect(structured.results).toMatchObject([{ width: 37, height: 53, quality: 75, format: 'JPEG' }])
  })
})
