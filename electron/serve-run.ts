import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '../shared/rpc.ts'
import type { AppFiles } from './app-files.ts'
import { findPlaces } from './core/home/places.ts'
import { Host } from './core/host.ts'
import { AddressFile, addressUrl } from './core/web/address-file.ts'
import { endWhenIdle } from './core/web/idle-end.ts'
import { openBrowser, removePage } from './core/web/open-browser.ts'
import { serveHelp, serveOptions, type ServeOptions } from './core/web/serve-options.ts'
import { serveWeb, type Web } from './core/web/serve-web.ts'
import { startArgv } from './start-argv.ts'

/** What does not end by itself after a signal is ended then, in ms. */
const endMs = 5_000

/** `belljar serve`: a host without a desktop window. Returns when it has ended. */
export async function runServe(words: string[], files: AppFiles): Promise<void> {
  const options = serveOptions(words)
  if (options.help) return void process.stdout.write(serveHelp)
  const places = findPlaces({ ...(options.home !== undefined && { home: options.home }) })
  let host: Host
  try {
    host = await Host.open({
      home: places.home,
      mode: 'browser',
      files,
      start: startArgv(files, places.home),
      background: options.background,
    })
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'conflict') return sayWhere(places.run, options, error)
    throw error
  }
  const address = new AddressFile(places.run)
  const web = await openWeb(host, files, options, address).catch(async (error: unknown) => {
    await host.close()
    throw error
  })
  await address.write(web.url)
  if (!options.background) {
    console.log(options.json ? JSON.stringify({ url: web.url }) : `Belljar runs at ${web.url}`)
    if (options.open) await openBrowser(web.url, places.run)
  } else
    endWhenIdle(
      () => host.busy() || web.connections() > 0,
      () => void host.close(),
    )
  // Not once: Ctrl-C comes from the terminal and again from what `npm start` runs, and a second one would kill.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      setTimeout(() => process.exit(1), endMs).unref()
      void host.close()
    })
  }
  await host.ended
  await address.remove()
  await removePage(places.run)
  await web.close()
  process.exit(0)
}

/** An open tab looks for the new host where the old one was, so its port and token are used again when that can be. */
async function openWeb(host: Host, files: AppFiles, options: ServeOptions, address: AddressFile): Promise<Web> {
  const rendererFolder = files.renderer
  const last = await address.read()
  if (last && options.port === 0) {
    const web = await serveWeb({ host, rendererFolder, ...last }).catch(() => undefined)
    if (web) return web
  }
  return serveWeb({ host, rendererFolder, port: options.port })
}

/** Another host has the data directory: that is the one to use. It may be starting, or be a desktop app without an address. */
async function sayWhere(run: string, options: ServeOptions, conflict: ProblemError): Promise<void> {
  if (options.background) return
  const url = await livingAddress(new AddressFile(run))
  if (!url) throw conflict
  console.log(options.json ? JSON.stringify({ url }) : `Belljar is running already, at ${url}`)
  if (options.open) await openBrowser(url, run)
}

/** A host that was killed left its address behind, so it counts only when it answers. */
async function livingAddress(file: AddressFile): Promise<string | undefined> {
  for (let left = 12; left > 0; left--) {
    const address = await file.read()
    if (address && (await fetch(`http://127.0.0.1:${address.port}/`, { method: 'HEAD' }).catch(() => undefined))?.ok)
      return addressUrl(address)
    await sleep(250)
  }
  return undefined
}
