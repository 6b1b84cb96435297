/** The categorical colours of app.css: told apart by everybody, and never mistaken for a meaning. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'

const css = await readFile(path.resolve(import.meta.dirname, '../../../web/src/app.css'), 'utf8')
const blockOf = (start: string): string => {
  const from = css.indexOf(start)
  return css.slice(from, css.indexOf('}', from))
}
const BLOCKS: Readonly<Record<string, string>> = {
  light: blockOf(':root,\n.on-paper {'),
  dark: blockOf("  :root[data-theme='dark'] {"),
  auto: blockOf("  :root[data-theme='auto'] {"),
}

type Colour = readonly [number, number, number]

/** Linear light, 0…1. */
function token(theme: string, name: string): Colour {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(BLOCKS[theme] ?? '')?.[1]
  if (hex === undefined) throw new Error(`no --${name} in ${theme}`)
  const linear = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return [linear[0] ?? 0, linear[1] ?? 0, linear[2] ?? 0]
}

const times = (rows: readonly Colour[], [r, g, b]: Colour): Colour => {
  const [x = 0, y = 0, z = 0] = rows.map(([first, second, third]) => first * r + second * g + third * b)
  return [x, y, z]
}

/** Machado, Oliveira and Fernandes 2009, severity 1: what a reader without red or green cones sees. */
const EYES: Readonly<Record<string, readonly Colour[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
}

/** Oklab, Ottosson 2020. */
function lab(colour: Colour): Colour {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  )
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  )
}

function distance(a: Colour, b: Colour, eye: readonly Colour[]): number {
  const seen = (colour: Colour): Colour => {
    const [x, y, z] = times(eye, colour)
    return [Math.max(0, x), Math.max(0, y), Math.max(0, z)]
  }
  const [first, second] = [lab(seen(a)), lab(seen(b))]
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

const luminance = ([r, g, b]: Colour): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
const contrast = (a: Colour, b: Colour): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (light + 0.05) / (dark + 0.05)
}
const categories = (theme: string) => Array.from({ length: 8 }, (_, index) => token(theme, `category-${index + 1}`))

test.each(['light', 'dark'])('eight colours on %s ground are apart for every eye', (theme) => {
  const colours = categories(theme)
  for (const [name, eye] of Object.entries(EYES)) {
    colours.forEach((colour, index) => {
      for (const [other, before] of colours.slice(0, index).entries()) {
        expect(distance(colour, before, eye), `${name}: ${index + 1} and ${other + 1}`).toBeGreaterThan(0.09)
      }
    })
  }
})

test.each(['light', 'dark'])('none on %s ground looks like better or worse, or vanishes', (theme) => {
  for (const colour of categories(theme)) {
    for (const meaning of ['better', 'worse']) {
      expect(distance(colour, token(theme, meaning), EYES.all ?? [])).toBeGreaterThan(0.09)
    }
    expect(contrast(colour, token(theme, 'surface'))).toBeGreaterThan(2.5)
  }
})

test('a device that is dark gets the colours of the reader who asks for dark', () => {
  expect(categories('auto')).toEqual(categories('dark'))
})
