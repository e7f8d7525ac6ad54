/** Named in electron-builder.yml: takes out the page that an unpacked Electron shows when it has no app. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'

export async function afterPack({ appOutDir, electronPlatformName }) {
  const folders =
    electronPlatformName === 'darwin'
      ? (await readdir(appOutDir)).filter((name) => name.endsWith('.app')).map((name) => `${name}/Contents/Resources`)
      : ['resources']
  for (const folder of folders) await rm(path.join(appOutDir, folder, 'default_app.asar'), { force: true })
}
