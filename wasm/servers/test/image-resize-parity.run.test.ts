import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { imageServer, imagesOf } from './image-folder.ts'
import { preparePeers } from './peers.ts'

interface Known {
  path: string
  format: string
  mode: string
  width: number
  height: number
  hashes: Record<string, string>
}

interface Difference {
  size: [number, number]
  mean: number
  most: number
}

let peers: Awaited<ReturnType<typeof preparePeers>>
let ask: (...jobs: unknown[][]) => unknown[]

beforeAll(async () => {
  peers = await preparePeers()
  if ('reason' in peers) return console.error(`\n  *** SKIPPED: Pillow and ImageHash, because ${peers.reason}. ***\n`)
  const { python } = peers
  const script = path.join(import.meta.dirname, 'image_oracle.py')
  ask = (...jobs) =>
    JSON.parse(execFileSync(python, ['-B', script], { input: JSON.stringify(jobs), encoding: 'utf8' })) as unknown[]
}, 600_000)

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'belljar-pillow-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const bitsOf = (hash: string) => BigInt(`0x${hash}`)
const distance = (one: string, two: string) => (bitsOf(one) ^ bitsOf(two)).toString(2).replaceAll('0', '').length

test('240 images of all kinds: what they are, and their hashes', async ({ skip }) => {
  if ('reason' in peers) return skip(peers.reason)
  const folder = await emptyFolder()
  const [images] = ask(['corpus', folder, 240]) as [Known[]]
  const { use } = await imageServer(folder)
  const found: Record<string, number[]> = { phash: [], dhash: [], ahash: [] }
  const lossless: number[] = []
  for (const { path: image_path, hashes, ...known } of images) {
    expect((await use('get_image_info', { image_path })).structured).toMatchObject(known)
    for (const [hash_type, theirs] of Object.entries(hashes)) {
      const { structured } = await use('compute_image_hash', { image_path, hash_type })
      const apart = distance(structured.hash as string, theirs)
      found[hash_type]!.push(apart)
      if (/\.(png|gif)$/.test(image_path)) lossless.push(apart)
    }
  }
  // Pixels that need no lossy decoder are the same, so their hashes are.
  expect(lossless.length).toBeGreaterThan(200)
  expect(Math.max(...lossless)).toBe(0)
  for (const [hash_type, distances] of Object.entries(found)) {
    const share = (most: number) => distances.filter((apart) => apart <= most).length / distances.length
    console.log(`  ${hash_type}: ${percent(share(0))} equal to ImageHash, ${percent(share(2))} within 2 bits of 64`)
    expect([share(0) > 0.9, share(2) > 0.95], hash_type).toEqual([true, true])
  }
}, 300_000)

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

test('orientations and kinds: the pixels of what was resized', async ({ skip }) => {
  if ('reason' in peers) return skip(peers.reason)
  const folder = await emptyFolder()
  const [turned, images] = ask(['turned', folder], ['corpus', folder, 120]) as [string[], Known[]]
  const plain = images.filter(({ mode }) => ['RGB', 'L', 'RGBA', 'LA', 'CMYK'].includes(mode)).map((one) => one.path)
  const { use } = await imageServer(folder)
  const jobs: unknown[][] = []
  for (const [at, image_path] of [...turned, ...plain].entries()) {
    const args = at % 3 === 0 ? { width: 41, height: 67 } : at % 3 === 1 ? { max_size: 48 } : { height: 90 }
    const used = await use('resize_image', { image_path, ...args, output_format: at % 2 ? 'PNG' : 'WEBP' })
    const made = path.join(folder, `made-${at}`)
    await writeFile(made, imagesOf(used)[0]!)
    jobs.push(['difference', made, image_path, [used.structured.width, used.structured.height]])
  }
  const gaps = (ask(...jobs) as Difference[]).map((gap, at) => ({ ...gap, file: String(jobs[at]![2]) }))
  const exact = gaps.filter(({ file }) => file.endsWith('.png'))
  const lossy = gaps.filter(({ file }) => !file.endsWith('.png'))
  // Turned images are resized before they are turned: then a mirrored sum may round differently.
  for (const { file, most } of exact) expect(most, file).toBeLessThanOrEqual(file.includes('turned') ? 1 : 0)
  for (const { file, mean } of lossy) expect(mean, file).toBeLessThan(2)
  const mean = lossy.reduce((sum, gap) => sum + gap.mean, 0) / lossy.length
  console.log(`  mean absolute difference to Pillow after JPEG and WebP: ${mean.toFixed(3)} of 255`)
  expect(mean).toBeLessThan(0.3)
}, 300_000)

test('sizes of thumbnails', async ({ skip }) => {
  if ('reason' in peers) return skip(peers.reason)
  const folder = await emptyFolder()
  const [images] = ask(['corpus', folder, 60]) as [Known[]]
  const { use } = await imageServer(folder)
  const jobs: [string, number[], number][] = []
  const ours: unknown[] = []
  for (const [at, { path: image_path, width, height }] of images.entries()) {
    const max_size = (at * 37) % 200 || 1
    const { structured } = await use('resize_image', { image_path, max_size })
    ours.push([structured.width, structured.height])
    jobs.push(['thumbnail_size', [width, height], max_size])
  }
  expect(ours).toEqual(ask(...jobs))
}, 120_000)

test('a photo of 12 megapixels, against Pillow', async ({ skip }) => {
  if ('reason' in peers) return skip(peers.reason)
  const folder = await emptyFolder()
  const image_path = path.join(folder, 'photo.jpg')
  ask(['large', image_path])
  const { use } = await imageServer(folder)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    const { structured } = await use('resize_image', { image_path, max_size: 1024, quality: 85 })
    ours.push((performance.now() - begun) / 1000)
    expect(structured).toMatchObject({ width: 1024, height: 768 })
    theirs.push(...(ask(['bench', image_path, 1024, 85, 1]) as [number[]])[0])
  }
  const ratio = Math.min(...ours) / Math.min(...theirs)
  console.log(`  12 megapixels: ${ratio.toFixed(2)} of the time that Pillow's thumbnail needs`)
  expect(ratio).toBeLessThan(2)
}, 300_000)
