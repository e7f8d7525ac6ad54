import type { Color, ColorName, DecorationType } from 'ansi-sequence-parser'

/** Only hues, no shades: each has one token per theme that can be read on every ground. */
export type Hue = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'grey'

const named: Record<ColorName, Hue | null> = {
  ...{ black: 'grey', red: 'red', green: 'green', yellow: 'yellow', blue: 'blue', magenta: 'magenta', cyan: 'cyan' },
  ...{ white: null, brightBlack: 'grey', brightRed: 'red', brightGreen: 'green', brightYellow: 'yellow' },
  ...{ brightBlue: 'blue', brightMagenta: 'magenta', brightCyan: 'cyan', brightWhite: null },
}
const names = Object.keys(named) as ColorName[]

/** Null is the ordinary colour of text, which is what white was meant to be where it was written. */
export function hueOf(color: Color | null): Hue | null {
  if (!color) return null
  switch (color.type) {
    case 'named':
      return named[color.name]
    case 'table': {
      const { index } = color
      const name = names[index]
      if (name) return named[name]
      if (index >= 232) return index < 250 ? 'grey' : null
      const level = (value: number) => (value === 0 ? 0 : 55 + value * 40)
      const cube = index - 16
      return nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6))
    }
    case 'rgb':
      return nearest(...color.rgb)
  }
  return color satisfies never
}

function nearest(red: number, green: number, blue: number): Hue | null {
  const most = Math.max(red, green, blue)
  const spread = most - Math.min(red, green, blue)
  if (spread < 40) return most > 200 ? null : 'grey'
  const turn =
    most === red ? (green - blue) / spread : most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread
  const degrees = (turn * 60 + 360) % 360
  if (degrees < 25 || degrees >= 335) return 'red'
  if (degrees < 75) return 'yellow'
  if (degrees < 160) return 'green'
  if (degrees < 200) return 'cyan'
  return degrees < 265 ? 'blue' : 'magenta'
}

interface Style {
  foreground: Color | null
  background: Color | null
  decorations: Set<DecorationType>
}

/** The classes of a stretch of text. What was to be concealed is shown, and blinking stands still. */
export function classOf({ foreground, background, decorations }: Style): string {
  const reverse = decorations.has('reverse')
  const ground = reverse ? (hueOf(foreground) ?? 'grey') : hueOf(background)
  const ink = hueOf(foreground)
  const classes = ['bold', 'italic', 'underline', 'strikethrough'].filter((name) =>
    decorations.has(name as DecorationType),
  )
  if (ground) classes.push(`on-${ground}`)
  else if (ink) classes.push(ink)
  else if (decorations.has('dim')) classes.push('grey')
  return classes.map((name) => `sgr-${name}`).join(' ')
}
