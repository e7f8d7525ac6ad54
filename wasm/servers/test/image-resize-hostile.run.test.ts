import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { bundled, Guest, wasmtime } from './guest.ts'
import { imageFolder, imageServer } from './image-folder.ts'

function chunk(kind: string, data: Buffer, length = data.length): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [before, after] = [Buffer.alloc(4), Buffer.alloc(4)]
  before.writeUInt32BE(length)
  after.writeUInt32BE(crc32(body))
  return Buffer.concat([before, body, after])
}

/** A PNG of few zeros, whatever size it claims. */
const png = (width: number, height: number, ...more: Buffer[]) => pngOf(width, height, Buffer.alloc(1000), ...more)

function pngOf(width: number, height: number, rows: Buffer, ...more: Buffer[]): Buffer {
  const header = Buffer.from([...new Uint8Array(8), 8, 2, 0, 0, 0])
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  const start = Buffer.from('89504e470d0a1a0a', 'hex')
  const data = chunk('IDAT', deflateSync(rows, { level: 1 }))
  return Buffer.concat([start, chunk('IHDR', header), ...more, data, chunk('IEND', Buffer.alloc(0))])
}

const gif = (screen: number[], frame: number[]) =>
  Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from(new Uint16Array(screen).buffer),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c]),
    Buffer.from(new Uint16Array(frame).buffer),
    Buffer.from([0, 2, 2, 0x44, 0x01, 0, 0x3b]),
  ])

const jpeg = (width: number, height: number) =>
  Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3],
    ...[1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0, 0xff, 0xd9],
  ])

const hostile: Record<string, [Buffer, RegExp]> = {
  'vast.png': [png(65_535, 65_535), /65535 x 65535 pixels, more than/],
  'wide.png': [png(2 ** 31 - 1, 2 ** 31 - 1), /pixels, more than/],
  'no-size.png': [png(0, 5), /0 x 5 pixels/],
  'lies.png': [png(5000, 5000), /truncated or damaged/],
  'profile.png': [png(9, 9, chunk('iCCP', Buffer.from('x\0\0junk'), 0xfffffff0)), /truncated or damaged/],
  'vast.jpg': [jpeg(65_535, 65_535), /65535 x 65535 pixels, more than/],
  'no-tables.jpg': [jpeg(100, 100), /truncated or damaged/],
  'no-height.jpg': [jpeg(100, 0), /100 x 0 pixels/],
  'vast.gif': [gif([1, 1], [65_535, 65_535, 65_535, 65_535]), /pixels, more than/],
  'markers.jpg': [Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(300_000, 0xff)]), /ends before its header/],
  'text.png': [Buffer.from('This is no picture.'), /no image that this server knows/],
  'bmp.jpg': [Buffer.from('424d36000000000000003600000028000000', 'hex'), /is a BMP image/],
}

it.each(Object.entries(hostile))('%s gets a sentence', async (name, [bytes, sentence]) => {
  const folder = await imageFolder()
  await writeFile(path.join(folder, name), bytes)
  const { use } = await imageServer(folder)
  for (const tool of ['resize_image', 'compute_image_hash']) {
    const { failed, text } = await use(tool, { image_path: name, ...(tool === 'resize_image' && { max_size: 50 }) })
    expect([failed, text]).toEqual([true, expect.stringMatching(sentence)])
  }
  await use('get_image_info', { image_path: name })
  expect((await use('scan_directory', { directory: folder, include_info: true })).failed).toBe(false)
})

it('takes a frame outside its screen', async () => {
  const folder = await imageFolder()
  await writeFile(path.join(folder, 'outside.gif'), gif([1, 1], [3, 2, 1, 1]))
  const { use } = await imageServer(folder)
  const used = await use('resize_image', { image_path: 'outside.gif', output_format: 'PNG' })
  expect([used.failed, used.structured], used.text).toMatchObject([false, { width: 4, height: 3 }])
})

it('asks for a smaller size when the result would not fit into an answer', async () => {
  const folder = await imageFolder()
  const side = 2500
  const rows = randomBytes(side * (1 + 3 * side))
  for (let row = 0; row < side; row++) rows[row * (1 + 3 * side)] = 0
  await writeFile(path.join(folder, 'noise.png'), pngOf(side, side, rows))
  const { use } = await imageServer(folder)
  const alone = await use('resize_image', { image_path: 'noise.png', output_format: 'PNG' })
  expect([alone.failed, alone.text]).toEqual([
    true,
    expect.stringMatching(/an answer holds at most 7500000: ask for a smaller size, or for JPEG/),
  ])
  const image_paths = ['noise.png', 'noise.png', 'noise.png']
  const several = await use('batch_resize', { image_paths, max_size: 1000, output_format: 'PNG' })
  expect(several.structured).toMatchObject({ successful: 2, failed: 1 })
  expect(several.text).toContain('Left out, because the answer is full')
}, 120_000)

it('says how much memory is missing, and goes on', async () => {
  const folder = await imageFolder()
  await writeFile(path.join(folder, 'large.png'), png(12_000, 12_000))
  const code = path.join(folder, 'server.cwasm')
  execFileSync(wasmtime, ['compile', '-C', 'cache=n', '-o', code, bundled('image-resize.wasm')])
  const limited = ['-S', 'http', '-W', 'max-memory-size=268435456', '--allow-precompiled', '--dir', folder]
  const guest = new Guest([wasmtime, 'run', ...limited, code])
  await guest.initialize()
  const { failed, text } = await guest.use('resize_image', { image_path: 'large.png', max_size: 10 })
  expect([failed, text]).toEqual([
    true,
    expect.stringMatching(/needs about \d+ MB of memory, more than this server has/),
  ])
  expect((await guest.use('resize_image', { image_path: 'rgb.png', max_size: 10 })).failed).toBe(false)
})

it('survives damage in every place: a result or a sentence, never a trap', async () => {
  const folder = await imageFolder()
  const { use } = await imageServer(folder)
  let state = 12_345
  const below = (most: number) => (state = (state * 48_271) % 2_147_483_647) % most
  let failures = 0
  for (const name of (await readdir(folder)).sort()) {
    const good = await readFile(path.join(folder, name))
    for (let round = 0; round < 30; round++) {
      const bytes = Buffer.from(good)
      for (let flips = below(5); flips >= 0; flips--) bytes[below(bytes.length)] = below(256)
      await writeFile(path.join(folder, name), round % 5 === 0 ? bytes.subarray(0, below(bytes.length)) : bytes)
      const args = { image_path: name, width: 1 + below(60), output_format: ['JPEG', 'PNG', 'WEBP'][round % 3] }
      for (const used of [await use('resize_image', args), await use('compute_image_hash', { image_path: name })]) {
        failures += Number(used.failed)
        if (used.failed) expect(used.text).toMatch(/^(Cannot|The result of) .+[.]$/s)
      }
    }
  }
  expect(failures).toBeGreaterThan(100)
}, 120_000)
