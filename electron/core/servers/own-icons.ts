/** What MCP calls an icon. */
export interface Icon {
  src: string
  mimeType?: string
  sizes?: string[]
}

/** Characters of one, as it is written. */
const longest = 64 * 1024
const most = 8
const drawn = /^data:image\/(?:svg\+xml|png|webp)(?:;[a-z0-9=-]+)*,/i

/**
 * The icons that a server brings along itself, of those that it names. Addresses are left out: fetching one would tell somebody, from
 * outside of every sandbox, that the server is looked at.
 */
export function ownIcons(icons: unknown): Icon[] {
  if (!Array.isArray(icons)) return []
  return icons.flatMap(ownIcon).slice(0, most)
}

function ownIcon(icon: unknown): Icon[] {
  if (typeof icon !== 'object' || icon === null) return []
  const { src, mimeType, sizes } = icon as Record<string, unknown>
  if (typeof src !== 'string' || src.length > longest || !drawn.test(src)) return []
  const named = Array.isArray(sizes) && sizes.every((size) => typeof size === 'string' && size.length < 20)
  return [
    {
      src,
      ...(typeof mimeType === 'string' && mimeType.length < 40 && { mimeType }),
      ...(named && { sizes: sizes.slice(0, most) as string[] }),
    },
  ]
}
