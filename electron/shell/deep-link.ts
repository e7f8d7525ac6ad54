const screens = ['servers', 'calls', 'logs', 'traps', 'health', 'clients', 'catalog', 'settings']
const tabs = ['tools', 'grants', 'logs', 'calls', 'traps', 'about']

/** Longer ones are no link of ours. */
const longest = 200

/**
 * The place in the window that a link names, as the page writes its address; undefined for everything else. A link
 * comes from whoever can show one to a person, so nothing of it is decoded and only whole known shapes count. It shows
 * something and does nothing.
 */
export function placeOf(link: string): string | undefined {
  if (link.length > longest) return undefined
  const found = /^belljar:\/\/([a-z]+)(?:\/([A-Za-z0-9][A-Za-z0-9_-]{0,63}))?(?:\/([a-z]+))?\/?$/.exec(link)
  // In JavaScript `$` also means the end and nothing else, so a line break is refused by the pattern.
  if (!found) return undefined
  const [, screen = '', id, tab] = found
  if (screen === 'server') {
    if (!id || !/^[a-z0-9][a-z0-9-]{0,31}$/.test(id)) return undefined
    if (tab !== undefined && !tabs.includes(tab)) return undefined
    return `#/server/${id}/${tab ?? 'tools'}`
  }
  if (tab !== undefined || !screens.includes(screen)) return undefined
  if (id === undefined) return `#/${screen}`
  return screen === 'calls' || screen === 'traps' ? `#/${screen}/${id}` : undefined
}
